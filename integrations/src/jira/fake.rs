//! A stateful Jira Cloud for tests and for trying the program by hand: consent pages, tokens that run out, sites,
//! projects, workflows, hooks that are really sent, and faults on demand.
//!
//! It is kept honest by Atlassian's own specification: a test compares what it is asked and what it answers.

mod control;
mod faults;
mod issues;
mod meta;
mod oauth;
mod page;
mod state;
mod webhooks;

pub use state::{Asked, Kept};
pub use webhooks::signature;

use crate::fault::{Fault, Trouble, Weather, to_this_machine};
use crate::http::Http;
use axum::Router;
use axum::routing::{any, get, post, put};
use domain::mirror::Category;
use state::State;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use url::Url;

/// The app's credentials, as an operator would have them from Atlassian.
pub const CLIENT_ID: &str = "fake-jira-app";
/// The app's secret.
pub const CLIENT_SECRET: &str = "fake-jira-secret";
/// The site that consents cover by default.
pub const CLOUD_ID: &str = "11111111-2222-3333-4444-555555555555";
/// A second site.
pub const OTHER_CLOUD_ID: &str = "66666666-7777-8888-9999-000000000000";

/// What the handlers share.
#[derive(Clone)]
struct Shared {
    state: Arc<Mutex<State>>,
    base: Url,
    http: Http,
    /// Hooks that are being called in their own time, and how many were.
    telling: watch::Sender<(usize, usize)>,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A running fake. Ends when it is dropped.
pub struct JiraFake {
    shared: Shared,
    serving: JoinHandle<()>,
}

impl Drop for JiraFake {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl JiraFake {
    /// Listens on `address`, such as `127.0.0.1:0`.
    ///
    /// # Errors
    /// When the address is taken.
    pub async fn start(address: &str) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let at: SocketAddr = listener.local_addr()?;
        let base = Url::parse(&format!("http://{at}")).map_err(io::Error::other)?;
        let http = Http::new(&to_this_machine()).map_err(io::Error::other)?;
        let shared = Shared {
            state: Arc::new(Mutex::new(State::new())),
            base,
            http,
            telling: watch::Sender::default(),
        };
        let app = router(shared.clone());
        let serving = tokio::spawn(async move {
            // It ends with the fake.
            let _ = axum::serve(listener, app).await;
        });
        Ok(Self { shared, serving })
    }

    /// Where it is: both where people consent and where the API is.
    #[must_use]
    pub fn url(&self) -> Url {
        self.shared.base.clone()
    }

    /// Waits until no hook is being called in its own time; answers how many were so far.
    pub async fn quiet(&self) -> usize {
        let mut telling = self.shared.telling.subscribe();
        // The sender lives as long as the fake does.
        telling.wait_for(|(outstanding, _)| *outstanding == 0).await.map_or(0, |told| told.1)
    }

    /// Every issue.
    #[must_use]
    pub fn issues(&self) -> Vec<Kept> {
        self.shared.state().issues.clone()
    }

    /// Every call to the API, in order.
    #[must_use]
    pub fn asked(&self) -> Vec<Asked> {
        self.shared.state().asked.clone()
    }

    /// How often a token was asked for.
    #[must_use]
    pub fn token_requests(&self) -> usize {
        self.shared.state().token_requests
    }

    /// Arranges a fault.
    pub fn fault(&self, fault: Fault) {
        self.shared.state().faults.arrange(fault);
    }

    /// Troubles that come by themselves from now on; `None`: none.
    pub fn weather(&self, weather: Option<Weather<Trouble>>) {
        self.shared.state().faults.weather(weather);
    }

    /// How long an issue stays unfound by searches.
    pub fn search_lag(&self, lag: std::time::Duration) {
        self.shared.state().search_lag = lag;
    }

    /// How long an answer takes after what was asked has been done.
    pub fn latency(&self, latency: std::time::Duration) {
        self.shared.state().latency = latency;
    }

    /// No access token is taken any more; refresh tokens are.
    pub fn expire_tokens(&self) {
        self.shared.state().expire_tokens();
    }

    /// No refresh token is taken any more.
    pub fn revoke(&self) {
        let mut state = self.shared.state();
        state.expire_tokens();
        state.refresh_tokens.clear();
    }

    /// Every fault is mended.
    pub fn mend(&self) {
        self.shared.state().faults.clear();
    }

    /// The site loses its hooks, as sites do.
    pub fn forget_hooks(&self) {
        self.shared.state().hooks.clear();
    }

    /// How many hooks are registered.
    #[must_use]
    pub fn hooks(&self) -> usize {
        self.shared.state().hooks.len()
    }

    /// Clones an issue as a person over there would: with its labels, and without what programs keep with it.
    pub fn clone_issue(&self, id: &str) {
        let mut state = self.shared.state();
        let Some(mut kept) = state.issues.iter().find(|kept| kept.id == id).cloned() else { return };
        let number = state.draw();
        kept.id = (30_000 + number).to_string();
        kept.key = format!("CLONE-{number}");
        kept.properties.clear();
        state.issues.insert(0, kept);
    }

    /// Calls the hooks about an issue without anything having happened; `claimed` is what the body says. Answers
    /// with what the callers were told.
    pub async fn call_hooks(&self, id: &str, event: &str, claimed: Option<Category>) -> Vec<u16> {
        webhooks::called_for_nothing(&self.shared, id, event, claimed).await
    }

    /// Moves an issue as a person over there would, and calls the hooks. Answers whether there is such an issue.
    pub async fn move_issue(&self, id: &str, to: Category) -> bool {
        webhooks::moved_by_hand(&self.shared, id, to).await
    }

    /// Deletes an issue as a person over there would.
    pub async fn delete_issue(&self, id: &str) -> bool {
        webhooks::deleted_by_hand(&self.shared, id).await
    }
}

fn router(shared: Shared) -> Router {
    let rest = Router::new()
        .route("/myself", get(meta::myself))
        .route("/mypermissions", get(meta::permissions))
        .route("/project/search", get(meta::projects))
        .route("/issue/createmeta/{project}/issuetypes", get(meta::issue_types))
        .route("/issue/createmeta/{project}/issuetypes/{kind}", get(meta::fields))
        .route("/user", get(meta::person))
        .route("/user/assignable/search", get(meta::assignable))
        .route("/project/{project}/statuses", get(meta::statuses))
        .route("/issue", post(issues::create))
        .route("/issue/bulkfetch", post(issues::get_many))
        .route("/issue/{id}", get(issues::get).put(issues::edit))
        .route("/issue/{id}/transitions", get(issues::transitions).post(issues::transition))
        .route("/search/jql", post(issues::search))
        .route("/webhook", get(webhooks::list).post(webhooks::register).delete(webhooks::remove))
        .route("/webhook/refresh", put(webhooks::refresh))
        .layer(axum::middleware::from_fn_with_state(shared.clone(), faults::watch));
    Router::new()
        .route("/", get(page::show))
        .route("/authorize", get(oauth::consent))
        .route("/oauth/token", post(oauth::token))
        .route("/oauth/token/accessible-resources", get(oauth::sites))
        .nest("/ex/jira/{cloud}/rest/api/3", rest)
        .route("/__fake/{*what}", any(control::act))
        .with_state(shared)
}
