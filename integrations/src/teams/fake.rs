//! A stateful stand-in for workflows of Teams, for tests and for trying the program by hand: it takes cards at any
//! workflow's address that bears the right signature, shows them, and goes wrong on demand.

mod control;
mod page;
mod workflow;

use crate::fault::{Fault, Trouble, Troubles, Weather};
use axum::Router;
use axum::routing::{any, get, post};
use serde::Serialize;
use serde_json::Value;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use url::Url;

/// The signature of every workflow.
pub const SIGNATURE: &str = "fake-teams-signature";
/// The largest body that is taken, as Teams has it.
pub const LARGEST: usize = 28 * 1_024;

/// A card that was posted.
#[derive(Clone, Debug, Serialize)]
pub struct Kept {
    /// By which workflow.
    pub workflow: String,
    /// What of it is shown as a title.
    pub title: String,
    /// The card.
    pub card: Value,
    /// How many bytes came.
    pub bytes: usize,
}

#[derive(Default)]
struct State {
    cards: Vec<Kept>,
    faults: Troubles,
    calls: usize,
}

/// What the handlers share.
#[derive(Clone)]
struct Shared {
    state: Arc<Mutex<State>>,
    base: Url,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The address of a workflow, with its secret.
    fn workflow(&self, name: &str, signature: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(&format!("/workflows/{name}/triggers/manual/paths/invoke"));
        url.query_pairs_mut()
            .append_pair("api-version", "1")
            .append_pair("sp", "/triggers/manual/run")
            .append_pair("sv", "1.0")
            .append_pair("sig", signature);
        url
    }
}

/// A running fake. Ends when it is dropped.
pub struct TeamsFake {
    shared: Shared,
    serving: JoinHandle<()>,
}

impl Drop for TeamsFake {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl TeamsFake {
    /// Listens on `address`, such as `127.0.0.1:0`.
    ///
    /// # Errors
    /// When the address is taken.
    pub async fn start(address: &str) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let at: SocketAddr = listener.local_addr()?;
        let base = Url::parse(&format!("http://{at}")).map_err(io::Error::other)?;
        let shared = Shared { state: Arc::default(), base };
        let app = router(shared.clone());
        let serving = tokio::spawn(async move {
            // It ends with the fake.
            let _ = axum::serve(listener, app).await;
        });
        Ok(Self { shared, serving })
    }

    /// Where it is.
    #[must_use]
    pub fn url(&self) -> Url {
        self.shared.base.clone()
    }

    /// The address of a workflow, as somebody would copy it.
    #[must_use]
    pub fn workflow(&self, name: &str) -> Url {
        self.shared.workflow(name, SIGNATURE)
    }

    /// The address of the same workflow with a secret that is not its own.
    #[must_use]
    pub fn forged(&self, name: &str) -> Url {
        self.shared.workflow(name, "another")
    }

    /// Every card that was posted, in order.
    #[must_use]
    pub fn cards(&self) -> Vec<Kept> {
        self.shared.state().cards.clone()
    }

    /// How often a workflow was called, whatever came of it.
    #[must_use]
    pub fn calls(&self) -> usize {
        self.shared.state().calls
    }

    /// Arranges a fault; `path` is the name of a workflow, empty means any.
    pub fn fault(&self, fault: Fault) {
        self.shared.state().faults.arrange(fault);
    }

    /// Troubles that come by themselves from now on; `None`: none.
    pub fn weather(&self, weather: Option<Weather<Trouble>>) {
        self.shared.state().faults.weather(weather);
    }
}

fn router(shared: Shared) -> Router {
    Router::new()
        .route("/", get(page::show))
        .route("/workflows/{name}/triggers/manual/paths/invoke", post(workflow::invoke))
        .route("/__fake/{what}", any(control::act))
        .with_state(shared)
}
