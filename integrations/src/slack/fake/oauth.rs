//! Installing the app, and its tokens.

use super::{CLIENT_ID, CLIENT_SECRET, Shared, TEAM};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

#[derive(Deserialize)]
pub(super) struct Asked {
    client_id: String,
    redirect_uri: String,
    state: String,
    scope: String,
}

/// The page on which a person lets the app in, or not.
pub(super) async fn consent(State(shared): State<Shared>, Query(asked): Query<Asked>) -> Response {
    let sound = asked.client_id == CLIENT_ID && asked.scope.contains("chat:write");
    let Some(back) = Url::parse(&asked.redirect_uri).ok().filter(|_| sound) else {
        return (StatusCode::BAD_REQUEST, "unknown client or wrong parameters").into_response();
    };
    let code = {
        let mut state = shared.state();
        let code = format!("code-{}", state.draw());
        state.codes.insert(code.clone(), asked.redirect_uri.clone());
        if state.at.is_none() {
            state.app = Some(back.origin().ascii_serialization());
        }
        code
    };
    let with = |pairs: &[(&str, &str)]| {
        let mut url = back.clone();
        url.query_pairs_mut().extend_pairs(pairs);
        url.as_str().replace('&', "&amp;").replace('"', "&quot;")
    };
    let allow = with(&[("code", &code), ("state", &asked.state)]);
    let deny = with(&[("error", "access_denied"), ("state", &asked.state)]);
    Html(format!(
        "<!doctype html><html lang=\"en\"><title>Fake Slack</title><link rel=\"icon\" href=\"data:,\"><body style=\"font:16px sans-serif;margin:3rem\">\
         <h1>Fake Slack</h1><p>OpenAIMS asks for: {}</p>\
         <p><a href=\"{allow}\">Allow</a> &nbsp; <a href=\"{deny}\">Deny</a></p></body></html>",
        asked.scope.replace('<', "&lt;")
    ))
    .into_response()
}

/// Codes and refresh tokens are exchanged here; each is taken once.
pub(super) fn access(shared: &Shared, said: &Value) -> Value {
    let mut state = shared.state();
    state.token_requests += 1;
    let no = |error: &str| json!({ "ok": false, "error": error });
    if said["client_id"] != CLIENT_ID || said["client_secret"] != CLIENT_SECRET {
        return no("bad_client_secret");
    }
    if said["grant_type"] == "refresh_token" {
        if !state.refresh_tokens.remove(said["refresh_token"].as_str().unwrap_or_default()) {
            return no("invalid_refresh_token");
        }
    } else {
        match state.codes.remove(said["code"].as_str().unwrap_or_default()) {
            Some(redirect) if said["redirect_uri"] == redirect.as_str() => {}
            _ => return no("invalid_code"),
        }
    }
    let number = state.draw();
    let access = format!("xoxb-{number}");
    state.access_tokens.insert(access.clone());
    let mut answer = json!({ "ok": true, "app_id": "A0APP", "authed_user": { "id": "U0ADMIN" }, "token_type": "bot",
        "scope": crate::slack::oauth::SCOPES, "access_token": access, "bot_user_id": "U0BOT",
        "team": { "id": TEAM, "name": "Acme" }, "is_enterprise_install": false });
    if state.rotates {
        let refresh = format!("xoxe-1-{number}");
        state.refresh_tokens.insert(refresh.clone());
        answer["refresh_token"] = json!(refresh);
        answer["expires_in"] = json!(43_200);
    }
    answer
}
