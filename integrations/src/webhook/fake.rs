//! A receiver of webhooks for tests and for trying the program by hand: keeps what it was told, and answers as it is told to.

use crate::fault::{Trouble, Troubles, Weather, cut, hold};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// What was heard.
#[derive(Clone, Debug)]
pub struct Heard {
    /// `webhook-id`.
    pub id: String,
    /// `webhook-timestamp`.
    pub timestamp: String,
    /// `webhook-signature`.
    pub signature: String,
    /// The bytes.
    pub body: String,
}

#[derive(Default)]
struct Kept {
    heard: Vec<Heard>,
    answers: VecDeque<(u16, Option<u64>)>,
    troubles: Troubles,
}

/// A running receiver. Ends when it is dropped.
pub struct ReceiverFake {
    kept: Arc<Mutex<Kept>>,
    url: String,
    serving: JoinHandle<()>,
}

impl Drop for ReceiverFake {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

impl ReceiverFake {
    /// Listens on a free port.
    ///
    /// # Errors
    /// When there is none.
    pub async fn start() -> io::Result<Self> {
        Self::start_at("127.0.0.1:0").await
    }

    /// Listens on `address`. What was heard is shown at its root.
    ///
    /// # Errors
    /// When the address is taken.
    pub async fn start_at(address: &str) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let url = format!("http://{}/hook", listener.local_addr()?);
        let kept = Arc::new(Mutex::new(Kept::default()));
        let app =
            Router::new().route("/hook", post(hear)).route("/", get(show)).with_state(Arc::clone(&kept));
        let serving = tokio::spawn(async move {
            let _ = axum::serve(listener, app).await;
        });
        Ok(Self { kept, url, serving })
    }

    /// Where it is.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Everything that was heard, in order.
    #[must_use]
    pub fn heard(&self) -> Vec<Heard> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).heard.clone()
    }

    /// The next call is answered with this status, and `Retry-After` where it is given.
    pub fn answer(&self, status: u16, retry_after: Option<u64>) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).answers.push_back((status, retry_after));
    }

    /// Troubles that come by themselves from now on; `None`: none.
    pub fn weather(&self, weather: Option<Weather<Trouble>>) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).troubles.weather(weather);
    }
}

async fn show(State(kept): State<Arc<Mutex<Kept>>>) -> String {
    let kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    let line = |one: &Heard| format!("{} {}\n{}\n\n", one.timestamp, one.id, one.body);
    kept.heard.iter().map(line).collect()
}

async fn hear(State(kept): State<Arc<Mutex<Kept>>>, headers: HeaderMap, body: Bytes) -> Response {
    let trouble = kept.lock().unwrap_or_else(PoisonError::into_inner).troubles.next("POST", "/hook");
    match trouble {
        Some(Trouble::Timeout) => std::future::pending().await,
        Some(Trouble::TooMany { after, .. }) => {
            (StatusCode::TOO_MANY_REQUESTS, [("retry-after", after.to_string())]).into_response()
        }
        Some(Trouble::Status { status }) => {
            StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY).into_response()
        }
        Some(Trouble::Refusal { .. } | Trouble::Page) => StatusCode::BAD_REQUEST.into_response(),
        done_or_late => {
            let answer = keep(&kept, &headers, &body);
            hold(done_or_late.as_ref()).await;
            match done_or_late {
                Some(Trouble::Lost | Trouble::Truncated) => cut(Bytes::new(), 100),
                _ => answer,
            }
        }
    }
}

/// Keeps what was told, and answers as it was told to.
fn keep(kept: &Mutex<Kept>, headers: &HeaderMap, body: &Bytes) -> Response {
    let header =
        |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    kept.heard.push(Heard {
        id: header("webhook-id"),
        timestamp: header("webhook-timestamp"),
        signature: header("webhook-signature"),
        body: String::from_utf8_lossy(body).into_owned(),
    });
    let (status, after) = kept.answers.pop_front().unwrap_or((204, None));
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::NO_CONTENT);
    match after {
        Some(after) => (status, [("retry-after", after.to_string())]).into_response(),
        None => status.into_response(),
    }
}
