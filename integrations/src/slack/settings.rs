//! The operator's one app at Slack, as under `[slack]`.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use std::time::Duration;
use url::Url;

/// The operator's app. Each organisation installs it into its own workspace.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Empty: Slack is not offered.
    pub client_id: String,
    /// Never shown.
    pub client_secret: SecretString,
    /// What Slack signs its calls with. Never shown.
    pub signing_secret: SecretString,
    /// Where people install the app.
    pub auth_url: Url,
    /// Where the methods are.
    pub api_url: Url,
    /// How long to wait after a message before the next in the same channel: Slack takes about one a second.
    pub post_gap_ms: u64,
}

impl Settings {
    /// Whether Slack is offered here.
    #[must_use]
    pub fn is_offered(&self) -> bool {
        !self.client_id.is_empty()
    }

    /// How long to wait after a message before the next in the same channel.
    #[must_use]
    pub const fn post_gap(&self) -> Duration {
        Duration::from_millis(self.post_gap_ms)
    }

    /// Everything that is wrong, in sentences.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if self.is_offered() && self.client_secret.expose_secret().is_empty() {
            problems.push("slack.client_secret is needed with slack.client_id".to_owned());
        }
        if self.is_offered() && self.signing_secret.expose_secret().is_empty() {
            problems.push("slack.signing_secret is needed with slack.client_id".to_owned());
        }
        if self.post_gap_ms > 10_000 {
            problems.push("slack.post_gap_ms takes up to 10000".to_owned());
        }
        problems
    }
}
