//! Signing in to Jira Cloud by OAuth 2.0 (3LO): the operator's one app, each organisation's own consent.

use super::{Settings, trimmed};
use crate::http::{Call, CallFailure, Http};
use crate::vault::{Fresh, RefreshFailure};
use reqwest::Method;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde_json::{Value, json};
use std::time::Duration;
use url::Url;

/// What we ask for. Hooks need both of the first and the fourth; the last brings a refresh token.
pub const SCOPES: &str = "read:jira-work write:jira-work read:jira-user manage:jira-webhook offline_access";
/// How long to wait where the service is busy and does not say for how long.
const LATER: Duration = Duration::from_secs(30);

#[derive(Deserialize)]
struct Answer {
    access_token: SecretString,
    refresh_token: Option<SecretString>,
    expires_in: Option<u64>,
}

/// Where somebody goes to consent, and comes back from to `redirect` with `state`.
#[must_use]
pub fn consent_url(settings: &Settings, redirect: &Url, state: &str) -> Url {
    let mut url = settings.auth_url.clone();
    url.set_path(&format!("{}/authorize", url.path().trim_end_matches('/')));
    url.query_pairs_mut()
        .append_pair("audience", "api.atlassian.com")
        .append_pair("client_id", &settings.client_id)
        .append_pair("scope", SCOPES)
        .append_pair("redirect_uri", redirect.as_str())
        .append_pair("state", state)
        .append_pair("response_type", "code")
        .append_pair("prompt", "consent");
    url
}

/// Exchanges the code that somebody came back with.
///
/// # Errors
/// [`RefreshFailure::Invalid`] when Jira does not take it.
pub async fn exchange(
    http: &Http,
    settings: &Settings,
    code: &str,
    redirect: &Url,
) -> Result<Fresh, RefreshFailure> {
    let body = json!({ "grant_type": "authorization_code", "code": code, "redirect_uri": redirect.as_str() });
    token(http, settings, body, "sign in to Jira").await
}

/// Exchanges a refresh token. Each is taken once, but for a few minutes in which a lost answer can be asked for
/// again.
///
/// # Errors
/// [`RefreshFailure::Invalid`] when it is dead.
pub async fn refresh(
    http: &Http,
    settings: &Settings,
    token_: &SecretString,
) -> Result<Fresh, RefreshFailure> {
    let body = json!({ "grant_type": "refresh_token", "refresh_token": token_.expose_secret() });
    token(http, settings, body, "refresh a Jira token").await
}

async fn token(
    http: &Http,
    settings: &Settings,
    mut body: Value,
    purpose: &'static str,
) -> Result<Fresh, RefreshFailure> {
    body["client_id"] = json!(settings.client_id);
    body["client_secret"] = json!(settings.client_secret.expose_secret());
    let url = Url::parse(&format!("{}/oauth/token", trimmed(&settings.auth_url)))
        .map_err(|_| RefreshFailure::Invalid("jira.auth_url cannot be used".to_owned()))?;
    let reply =
        http.send(Call::new(Method::POST, url, purpose).json(body)).await.map_err(
            |failure| match failure {
                CallFailure::Refused(why) => RefreshFailure::Invalid(why),
                CallFailure::NotSent(reason) => RefreshFailure::Later { after: LATER, reason },
                CallFailure::Ambiguous(why) => RefreshFailure::Ambiguous(why),
            },
        )?;
    if reply.is_success() {
        let answer: Answer = reply
            .read()
            .ok_or_else(|| RefreshFailure::Ambiguous("Jira's answer cannot be read".to_owned()))?;
        return Ok(Fresh {
            access: answer.access_token,
            refresh: answer.refresh_token,
            expires_in: answer.expires_in.map(Duration::from_secs),
        });
    }
    let said = reply.json().unwrap_or_default();
    let why = said["error_description"].as_str().or(said["error"].as_str());
    match (reply.status, why) {
        // Only the service's own words end a connection; a gateway's page does not.
        (400 | 401 | 403, Some(why)) => Err(RefreshFailure::Invalid(why.chars().take(200).collect())),
        (status, _) => {
            let after = reply.retry_after(chrono::DateTime::default()).unwrap_or(LATER);
            Err(RefreshFailure::Later { after, reason: format!("Jira's sign-in answered {status}") })
        }
    }
}
