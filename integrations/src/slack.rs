//! Slack: messages that show our tasks, with buttons that act as the person who presses them.
//!
//! Slack has no idempotency key, and reading a channel's history is closed to most apps: a message whose answer was
//! lost cannot be looked for. It is therefore asked for once, and shown as uncertain where nobody knows.

pub mod blocks;
#[cfg(feature = "fake")]
pub mod fake;
pub mod hooks;
pub mod oauth;

mod calls;
mod failure;
mod settings;
#[cfg(test)]
mod tests;

pub use calls::{Channel, Member, Message, Posted, Team};
pub use failure::SlackFailure;
pub use settings::Settings;

use crate::http::{Body, Call, Http, Reply};
use reqwest::Method;
use secrecy::SecretString;
use serde_json::Value;
use url::Url;

/// A workspace, signed in to as the app's bot.
#[derive(Clone, Debug)]
pub struct Slack {
    http: Http,
    api_url: Url,
    token: SecretString,
}

impl Slack {
    /// A workspace with a bot token.
    #[must_use]
    pub const fn new(http: Http, api_url: Url, token: SecretString) -> Self {
        Self { http, api_url, token }
    }

    /// Calls a method with JSON. Answers the body of an answer that says `ok`.
    async fn ask(&self, method: &str, purpose: &'static str, body: Value) -> Result<Value, SlackFailure> {
        let call = Call::new(Method::POST, address(&self.api_url, method)?, purpose);
        answer(&self.http.send(call.bearer(&self.token).json(body)).await?)
    }

    /// Calls a method that reads, with a form: those do not take JSON.
    async fn read(
        &self,
        method: &str,
        purpose: &'static str,
        fields: Vec<(String, String)>,
    ) -> Result<Value, SlackFailure> {
        let call = Call::new(Method::POST, address(&self.api_url, method)?, purpose);
        answer(&self.http.send(call.bearer(&self.token).body(Body::Form(fields))).await?)
    }
}

fn address(api_url: &Url, method: &str) -> Result<Url, SlackFailure> {
    Url::parse(&format!("{}/{method}", api_url.as_str().trim_end_matches('/')))
        .map_err(|_| SlackFailure::Refused("slack.api_url cannot be used".to_owned()))
}

/// An answer's body, where it says `ok`. Slack says no with a 200.
fn answer(reply: &Reply) -> Result<Value, SlackFailure> {
    if !reply.is_success() {
        return Err(SlackFailure::of_status(reply));
    }
    let body = reply.json().ok_or(SlackFailure::Unreadable)?;
    if body["ok"] == true { Ok(body) } else { Err(SlackFailure::of_error(&body, reply)) }
}
