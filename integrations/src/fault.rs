//! Faults that the fakes play on demand, whatever service they stand for.

use crate::http::Settings as HttpSettings;
use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::time::Duration;

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Trouble {
    /// Nothing is done and nothing answered.
    Timeout,
    /// It is done, and then the connection is cut.
    Lost,
    /// Too much at once.
    TooMany {
        /// `Retry-After`, in seconds.
        after: u64,
        /// `RateLimit-Reason`, where the service says one.
        reason: String,
    },
    /// Nothing is done, because of a field.
    Refusal {
        /// Which.
        field: String,
        /// What is said of it.
        words: String,
    },
    /// Nothing is done; some 5xx.
    Status {
        /// Which.
        status: u16,
    },
    /// Nothing is done; a gateway's page.
    Page,
    /// It is done, and the answer is cut in the middle.
    Truncated,
    /// It is done, and answered late: time to stop whoever waits.
    Held {
        /// How late.
        seconds: u64,
    },
}

/// A fault that waits for its calls.
#[derive(Clone, Debug, Deserialize)]
pub struct Fault {
    /// The method, such as `POST`; empty means any.
    #[serde(default)]
    pub method: String,
    /// How the path below the API ends; empty means any.
    #[serde(default)]
    pub path: String,
    /// How many calls it meets.
    pub times: u32,
    /// What goes wrong.
    pub trouble: Trouble,
}

impl Fault {
    /// A fault that the next `times` calls of that kind meet.
    #[must_use]
    pub fn new(method: &str, path: &str, times: u32, trouble: Trouble) -> Self {
        Self { method: method.to_owned(), path: path.to_owned(), times, trouble }
    }

    pub(crate) fn meets(&self, method: &str, path: &str) -> bool {
        self.times > 0 && (self.method.is_empty() || self.method == method) && path.ends_with(&self.path)
    }
}

/// Waits for as long as an answer is held.
pub(crate) async fn hold(trouble: Option<&Trouble>) {
    if let Some(Trouble::Held { seconds }) = trouble {
        tokio::time::sleep(Duration::from_secs(*seconds)).await;
    }
}

/// An answer that promises more than it holds: the connection ends in the middle of it.
pub(crate) fn cut(part: Bytes, promised: usize) -> Response {
    let stream = futures::stream::iter([Ok(part), Err(std::io::Error::other("cut"))]);
    let length = [(header::CONTENT_LENGTH, promised.to_string())];
    (StatusCode::OK, length, Body::from_stream(stream)).into_response()
}

/// The fakes call the program that runs on the same machine.
pub(crate) fn to_this_machine() -> HttpSettings {
    HttpSettings {
        connect_timeout_seconds: 2,
        timeout_seconds: 10,
        max_answer_bytes: 100_000,
        max_calls_per_host: 8,
        allow_http: true,
        allowed_networks: vec!["127.0.0.0/8".to_owned(), "::1/128".to_owned()],
    }
}
