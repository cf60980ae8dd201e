//! The operator's one app at Atlassian, as under `[jira]`.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::Url;

/// The operator's app. Each organisation consents to it; nobody hands over a token.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Empty: Jira Cloud is not offered.
    pub client_id: String,
    /// Never shown. Also what hooks are signed with.
    pub client_secret: SecretString,
    /// Where people consent.
    pub auth_url: Url,
    /// Where the API is.
    pub api_url: Url,
    /// How long an issue whose creation was not answered is looked for before it is made again: Jira's search lags.
    pub search_patience_seconds: u64,
}

impl Settings {
    /// Whether Jira Cloud is offered here.
    #[must_use]
    pub fn is_offered(&self) -> bool {
        !self.client_id.is_empty()
    }

    /// Everything that is wrong, in sentences.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if self.is_offered() && self.client_secret.expose_secret().is_empty() {
            problems.push("jira.client_secret is needed with jira.client_id".to_owned());
        }
        problems
    }
}
