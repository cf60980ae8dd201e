//! Consent and tokens.

use super::{CLIENT_ID, CLIENT_SECRET, CLOUD_ID, OTHER_CLOUD_ID, Shared};
use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;
use url::Url;

#[derive(Deserialize)]
pub(super) struct Asked {
    client_id: String,
    redirect_uri: String,
    state: String,
    scope: String,
    audience: String,
    response_type: String,
}

/// The page on which a person consents, or not.
pub(super) async fn consent(State(shared): State<Shared>, Query(asked): Query<Asked>) -> Response {
    let sound = asked.client_id == CLIENT_ID
        && asked.response_type == "code"
        && asked.audience == "api.atlassian.com"
        && asked.scope.contains("offline_access");
    let Some(back) = Url::parse(&asked.redirect_uri).ok().filter(|_| sound) else {
        return (StatusCode::BAD_REQUEST, "unknown client or wrong parameters").into_response();
    };
    let code = {
        let mut state = shared.state();
        let code = format!("code-{}", state.draw());
        state.codes.insert(code.clone(), asked.redirect_uri.clone());
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
        "<!doctype html><html lang=\"en\"><title>Fake Jira</title><link rel=\"icon\" href=\"data:,\"><body style=\"font:16px sans-serif;margin:3rem\">\
         <h1>Fake Jira</h1><p>OpenAIMS asks for: {}</p>\
         <p><a href=\"{allow}\">Allow</a> &nbsp; <a href=\"{deny}\">Deny</a></p></body></html>",
        asked.scope.replace('<', "&lt;")
    ))
    .into_response()
}

/// Codes and refresh tokens are exchanged here. A refresh token is taken once, and for a while once more: then the
/// answer is the same.
pub(super) async fn token(
    State(shared): State<Shared>,
    Json(body): Json<HashMap<String, String>>,
) -> Response {
    let mut state = shared.state();
    state.token_requests += 1;
    let said = |name: &str| body.get(name).map(String::as_str).unwrap_or_default();
    let refused = |why: &str| {
        (StatusCode::FORBIDDEN, Json(json!({ "error": "invalid_grant", "error_description": why })))
            .into_response()
    };
    if said("client_id") != CLIENT_ID || said("client_secret") != CLIENT_SECRET {
        return (
            StatusCode::UNAUTHORIZED,
            Json(json!({ "error": "access_denied", "error_description": "Unauthorized" })),
        )
            .into_response();
    }
    match said("grant_type") {
        "authorization_code" => match state.codes.remove(said("code")) {
            Some(redirect) if redirect == said("redirect_uri") => {}
            _ => return refused("authorization_code is invalid"),
        },
        "refresh_token" => match state.refresh_tokens.get(said("refresh_token")).cloned() {
            // Taken before: within the window the pair of then is answered again.
            Some(answered) if !answered.is_empty() => {
                return Json(serde_json::from_str::<Value>(&answered).unwrap_or_default()).into_response();
            }
            Some(_) => {}
            None => return refused("Unknown or invalid refresh token."),
        },
        _ => return refused("unsupported grant"),
    }
    let number = state.draw();
    let (access, refresh) = (format!("access-{number}"), format!("refresh-{number}"));
    state.access_tokens.insert(access.clone());
    state.refresh_tokens.insert(refresh.clone(), String::new());
    let answer = json!({ "access_token": access, "refresh_token": refresh, "expires_in": state.tokens_live_for,
        "token_type": "Bearer", "scope": crate::jira::oauth::SCOPES });
    if said("grant_type") == "refresh_token" {
        state.refresh_tokens.insert(said("refresh_token").to_owned(), answer.to_string());
    }
    Json(answer).into_response()
}

/// The sites that a token covers.
pub(super) async fn sites(State(shared): State<Shared>, headers: HeaderMap) -> Response {
    let token = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !shared.state().access_tokens.contains(token.trim_start_matches("Bearer ")) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    let site = |id: &str, name: &str| {
        json!({ "id": id, "name": name, "url": format!("https://{name}.atlassian.net"), "avatarUrl": "https://example.com/a.png",
            "scopes": ["read:jira-work", "write:jira-work", "read:jira-user", "manage:jira-webhook"] })
    };
    Json(json!([site(CLOUD_ID, "acme"), site(OTHER_CLOUD_ID, "acme-labs")])).into_response()
}
