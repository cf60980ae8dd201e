//! A stateful Slack for tests and for trying the program by hand: installs, channels, members, messages whose buttons
//! can be pressed, signed calls that are really made, and faults on demand.
//!
//! It is kept honest by the schemas of Slack's own client: a test compares what it is asked and what it answers.

mod control;
mod methods;
mod oauth;
mod page;
mod people;
mod press;
mod state;
mod watch;

pub use press::signature;
pub use state::{Asked, Kept, Whisper};

use crate::fault::{Fault, Trouble, Weather, to_this_machine};
use crate::http::Http;
use axum::Router;
use axum::routing::{any, get, post};
use state::State;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use url::Url;

/// The app's credentials, as an operator would have them from Slack.
pub const CLIENT_ID: &str = "1111.2222";
/// The app's secret.
pub const CLIENT_SECRET: &str = "fake-slack-secret";
/// What its calls are signed with.
pub const SIGNING_SECRET: &str = "fake-slack-signing-secret";
/// The workspace.
pub const TEAM: &str = "T0ACME";

/// What the handlers share.
#[derive(Clone)]
struct Shared {
    state: Arc<Mutex<State>>,
    base: Url,
    http: Http,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A running fake. Ends when it is dropped.
pub struct SlackFake {
    shared: Shared,
    serving: JoinHandle<()>,
}

impl Drop for SlackFake {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl SlackFake {
    /// Listens on `address`, such as `127.0.0.1:0`.
    ///
    /// # Errors
    /// When the address is taken.
    pub async fn start(address: &str) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let at: SocketAddr = listener.local_addr()?;
        let base = Url::parse(&format!("http://{at}")).map_err(io::Error::other)?;
        let http = Http::new(&to_this_machine()).map_err(io::Error::other)?;
        let shared = Shared { state: Arc::new(Mutex::new(State::new())), base, http };
        let app = router(shared.clone());
        let serving = tokio::spawn(async move {
            // It ends with the fake.
            let _ = axum::serve(listener, app).await;
        });
        Ok(Self { shared, serving })
    }

    /// Where it is: where people install the app.
    #[must_use]
    pub fn url(&self) -> Url {
        self.shared.base.clone()
    }

    /// Where its methods are.
    #[must_use]
    pub fn api_url(&self) -> Url {
        let mut url = self.shared.base.clone();
        url.set_path("/api");
        url
    }

    /// Every message that stands there, in the order of their posting.
    #[must_use]
    pub fn messages(&self) -> Vec<Kept> {
        self.shared.state().messages.clone()
    }

    /// What was said to one person alone.
    #[must_use]
    pub fn whispers(&self) -> Vec<Whisper> {
        self.shared.state().whispers.clone()
    }

    /// Every call of a method, in order.
    #[must_use]
    pub fn asked(&self) -> Vec<Asked> {
        self.shared.state().asked.clone()
    }

    /// How often a token was asked for.
    #[must_use]
    pub fn token_requests(&self) -> usize {
        self.shared.state().token_requests
    }

    /// A member's address is no longer one that they have confirmed.
    pub fn lose_confirmation(&self, user: &str) {
        let mut state = self.shared.state();
        state.people.iter_mut().filter(|one| one.id == user).for_each(|one| one.confirmed = false);
    }

    /// How long an answer takes after what was asked has been done.
    pub fn latency(&self, latency: std::time::Duration) {
        self.shared.state().latency = latency;
    }

    /// Arranges a fault; `path` is the end of a method's name.
    pub fn fault(&self, fault: Fault) {
        self.shared.state().faults.arrange(fault);
    }

    /// Troubles that come by themselves from now on; `None`: none.
    pub fn weather(&self, weather: Option<Weather<Trouble>>) {
        self.shared.state().faults.weather(weather);
    }

    /// Tokens run out from now on, and are rotated.
    pub fn rotate_tokens(&self) {
        self.shared.state().rotates = true;
    }

    /// No access token is taken any more; refresh tokens are.
    pub fn expire_tokens(&self) {
        self.shared.state().access_tokens.clear();
    }

    /// The id of whoever has that address; whoever is asked for joins, unless the address begins with `nobody`.
    #[must_use]
    pub fn member(&self, address: &str) -> Option<String> {
        self.shared.state().member_of(address)
    }

    /// Somebody whose address Slack has not confirmed.
    #[must_use]
    pub fn unconfirmed(&self, address: &str) -> String {
        self.shared.state().join(address, false)
    }

    /// Somebody presses a button of a message. Answers with what the caller was told; 0 without such a button.
    pub async fn press(&self, ts: &str, action: &str, user: &str) -> u16 {
        press::press(&self.shared, ts, action, user).await
    }

    /// Somebody removes the app from the workspace: its tokens end, and it is told so.
    pub async fn remove_app(&self) -> u16 {
        press::removed(&self.shared).await
    }

    /// Where the app is called, and at which time by its clock.
    pub fn calls(&self, app: &str, at: i64) {
        let mut state = self.shared.state();
        (state.app, state.at) = (Some(app.to_owned()), Some(at));
    }

    /// Deletes a message as a person over there would.
    pub fn delete(&self, ts: &str) {
        self.shared.state().messages.retain(|kept| kept.ts != ts);
    }
}

fn router(shared: Shared) -> Router {
    let methods = Router::new()
        .route("/{method}", post(methods::call).get(methods::call))
        .layer(axum::middleware::from_fn_with_state(shared.clone(), watch::watch));
    Router::new()
        .route("/", get(page::show))
        .route("/oauth/v2/authorize", get(oauth::consent))
        .nest("/api", methods)
        .route("/__fake/{*what}", any(control::act))
        .with_state(shared)
}
