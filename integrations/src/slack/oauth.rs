//! Installing the operator's app into a workspace by OAuth v2, and rotating its tokens where the app rotates them.

use super::{Settings, SlackFailure, address, answer};
use crate::http::{Body, Call, Http};
use crate::vault::{Fresh, RefreshFailure};
use reqwest::Method;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use std::time::Duration;
use url::Url;

/// What the bot asks for: posting, listing channels, and finding people by their address.
pub const SCOPES: &str =
    "chat:write,chat:write.public,channels:read,groups:read,im:write,users:read,users:read.email";
/// How long to wait where Slack is busy and does not say for how long.
const LATER: Duration = Duration::from_secs(30);

/// A workspace that let the app in.
#[derive(Clone, Debug)]
pub struct Installed {
    /// Its tokens.
    pub fresh: Fresh,
    /// The workspace's id.
    pub team: String,
    /// What people call it.
    pub name: String,
}

/// Where somebody goes to install the app, and comes back from to `redirect` with `state`.
#[must_use]
pub fn consent_url(settings: &Settings, redirect: &Url, state: &str) -> Url {
    let mut url = settings.auth_url.clone();
    url.set_path(&format!("{}/oauth/v2/authorize", url.path().trim_end_matches('/')));
    url.query_pairs_mut()
        .append_pair("client_id", &settings.client_id)
        .append_pair("scope", SCOPES)
        .append_pair("user_scope", "")
        .append_pair("redirect_uri", redirect.as_str())
        .append_pair("state", state);
    url
}

/// Exchanges the code that somebody came back with.
///
/// # Errors
/// [`RefreshFailure::Invalid`] when Slack does not take it, or installed the app for a whole enterprise: then there
/// is no one workspace to connect.
pub async fn exchange(
    http: &Http,
    settings: &Settings,
    code: &str,
    redirect: &Url,
) -> Result<Installed, RefreshFailure> {
    let fields = [("code", code), ("redirect_uri", redirect.as_str())];
    let body = access(http, settings, &fields, "install the Slack app").await?;
    let team = body["team"]["id"].as_str().ok_or_else(|| {
        RefreshFailure::Invalid("the app was installed for no single workspace; choose one".to_owned())
    })?;
    Ok(Installed {
        team: team.to_owned(),
        name: body["team"]["name"].as_str().unwrap_or(team).to_owned(),
        fresh: fresh(&body)?,
    })
}

/// Exchanges a refresh token: each is taken once, and the new pair replaces the old.
///
/// # Errors
/// [`RefreshFailure::Invalid`] when it is dead.
pub async fn refresh(
    http: &Http,
    settings: &Settings,
    token: &SecretString,
) -> Result<Fresh, RefreshFailure> {
    let fields = [("grant_type", "refresh_token"), ("refresh_token", token.expose_secret())];
    fresh(&access(http, settings, &fields, "refresh a Slack token").await?)
}

fn fresh(body: &Value) -> Result<Fresh, RefreshFailure> {
    let text = |name: &str| body[name].as_str().map(SecretString::from);
    let access = text("access_token")
        .ok_or_else(|| RefreshFailure::Ambiguous("Slack's answer cannot be read".to_owned()))?;
    Ok(Fresh {
        access,
        refresh: text("refresh_token"),
        expires_in: body["expires_in"].as_u64().map(Duration::from_secs),
    })
}

async fn access(
    http: &Http,
    settings: &Settings,
    fields: &[(&str, &str)],
    purpose: &'static str,
) -> Result<Value, RefreshFailure> {
    let mut form: Vec<(String, String)> =
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    form.push(("client_id".to_owned(), settings.client_id.clone()));
    form.push(("client_secret".to_owned(), settings.client_secret.expose_secret().to_owned()));
    let asked = async {
        let call = Call::new(Method::POST, address(&settings.api_url, "oauth.v2.access")?, purpose);
        answer(&http.send(call.body(Body::Form(form))).await?)
    };
    asked.await.map_err(|failure| match failure {
        SlackFailure::Ambiguous(why) => RefreshFailure::Ambiguous(why),
        SlackFailure::Unreadable => RefreshFailure::Ambiguous(failure.to_string()),
        SlackFailure::NotSent(reason) => RefreshFailure::Later { after: LATER, reason },
        SlackFailure::Wait { after } => {
            RefreshFailure::Later { after, reason: "Slack asks to wait".to_owned() }
        }
        SlackFailure::SignedOut(_)
        | SlackFailure::Gone(_)
        | SlackFailure::Nobody
        | SlackFailure::Refused(_) => RefreshFailure::Invalid(failure.to_string()),
    })
}

/// Takes the app out of the workspace again.
///
/// # Errors
/// When Slack does not take it; the operator's app then stays in the workspace, without tokens of ours.
pub async fn uninstall(http: &Http, settings: &Settings, token: &SecretString) -> Result<(), SlackFailure> {
    let form = vec![
        ("client_id".to_owned(), settings.client_id.clone()),
        ("client_secret".to_owned(), settings.client_secret.expose_secret().to_owned()),
    ];
    let call = Call::new(Method::POST, address(&settings.api_url, "apps.uninstall")?, "remove the Slack app");
    answer(&http.send(call.bearer(token).body(Body::Form(form))).await?).map(drop)
}
