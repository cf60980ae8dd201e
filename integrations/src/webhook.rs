//! Webhooks out, by the Standard Webhooks specification: an id that stays the same over attempts, the time of the
//! attempt, and a signature over both and the very bytes that are sent.

#[cfg(feature = "fake")]
pub mod fake;

mod secret;
#[cfg(test)]
mod tests;

pub use secret::{Secret, sign};

use crate::http::{Body, Call, CallFailure, Http};
use chrono::{DateTime, Utc};
use reqwest::Method;
use std::time::Duration;
use url::Url;

/// How long to wait where a receiver is busy and does not say for how long.
const BUSY: Duration = Duration::from_secs(60);

/// A message, ready to be sent; the same for every attempt.
#[derive(Clone, Debug)]
pub struct Message<'a> {
    /// Its id, without dots.
    pub id: &'a str,
    /// The bytes.
    pub body: &'a str,
}

/// Why a receiver did not take a message.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendFailure {
    /// It says that it is gone: it is not called again.
    #[error("the receiver says that it is gone (410)")]
    Gone,
    /// The address is one that is not called.
    #[error("{0}")]
    Refused(String),
    /// It asks to slow down.
    #[error("the receiver answered {status} and asks to wait")]
    Busy {
        /// What it answered.
        status: u16,
        /// How long.
        after: Duration,
    },
    /// It answered something that is no success.
    #[error("the receiver answered {0}")]
    Status(u16),
    /// There was no answer.
    #[error("{0}")]
    Silent(String),
}

impl SendFailure {
    /// The status that was answered, where one was.
    #[must_use]
    pub const fn status(&self) -> Option<u16> {
        match self {
            Self::Gone => Some(410),
            Self::Busy { status, .. } | Self::Status(status) => Some(*status),
            Self::Refused(_) | Self::Silent(_) => None,
        }
    }
}

/// Sends a message once, signed with each of `secrets`. Answers the receiver's status.
///
/// # Errors
/// What the receiver did instead of taking it. To send it again does no harm: receivers know it by its id.
pub async fn send(
    http: &Http,
    to: &Url,
    message: &Message<'_>,
    secrets: &[Secret],
    now: DateTime<Utc>,
) -> Result<u16, SendFailure> {
    let timestamp = now.timestamp().to_string();
    let call = Call::new(Method::POST, to.clone(), "send a webhook")
        .header("webhook-id", message.id)
        .header("webhook-timestamp", &timestamp)
        .header("webhook-signature", &sign(secrets, message.id, &timestamp, message.body))
        .body(Body::Raw("application/json", message.body.as_bytes().to_vec()));
    let reply = http.send(call).await.map_err(|failure| match failure {
        CallFailure::Refused(why) => SendFailure::Refused(why),
        CallFailure::NotSent(why) | CallFailure::Ambiguous(why) => SendFailure::Silent(why),
    })?;
    match reply.status {
        200..=299 => Ok(reply.status),
        410 => Err(SendFailure::Gone),
        status @ (429 | 502 | 503 | 504) => {
            Err(SendFailure::Busy { status, after: reply.retry_after(now).unwrap_or(BUSY) })
        }
        status => Err(SendFailure::Status(status)),
    }
}
