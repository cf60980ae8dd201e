//! Hooks: registered, listed, and really sent, signed with the app's secret.

use super::state::Hook;
use super::{CLIENT_SECRET, Kept, Shared, issues};
use crate::http::{Body, Call};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::mirror::Category;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::Sha256;
use std::collections::HashMap;
use url::Url;

/// The end of the year 2099, in milliseconds.
const UNTIL: i64 = 4_102_444_800_000;

pub(super) async fn register(
    State(shared): State<Shared>,
    Path(path): Path<HashMap<String, String>>,
    Json(body): Json<Value>,
) -> Json<Value> {
    let mut results = Vec::new();
    for webhook in body["webhooks"].as_array().into_iter().flatten() {
        let mut state = shared.state();
        let id = i64::try_from(state.draw()).unwrap_or_default();
        let (url, jql) =
            (body["url"].as_str().unwrap_or_default(), webhook["jqlFilter"].as_str().unwrap_or_default());
        if jql.is_empty() {
            results.push(json!({ "errors": ["The clause watchCount is unsupported"] }));
            continue;
        }
        let cloud = path.get("cloud").cloned().unwrap_or_default();
        state.hooks.push(Hook { id, url: url.to_owned(), jql: jql.to_owned(), cloud });
        results.push(json!({ "createdWebhookId": id }));
    }
    Json(json!({ "webhookRegistrationResult": results }))
}

pub(super) async fn list(
    State(shared): State<Shared>,
    Path(path): Path<HashMap<String, String>>,
) -> Json<Value> {
    let state = shared.state();
    let own = state.hooks.iter().filter(|hook| Some(&hook.cloud) == path.get("cloud"));
    let values: Vec<Value> = own
        .map(|hook| json!({ "id": hook.id, "jqlFilter": hook.jql, "url": hook.url, "events": ["jira:issue_updated"], "expirationDate": UNTIL }))
        .collect();
    Json(json!({ "startAt": 0, "maxResults": 100, "total": values.len(), "isLast": true, "values": values }))
}

pub(super) async fn refresh() -> Json<Value> {
    Json(json!({ "expirationDate": UNTIL }))
}

pub(super) async fn remove(State(shared): State<Shared>, Json(body): Json<Value>) -> Response {
    let ids: Vec<i64> =
        body["webhookIds"].as_array().into_iter().flatten().filter_map(Value::as_i64).collect();
    shared.state().hooks.retain(|hook| !ids.contains(&hook.id));
    StatusCode::ACCEPTED.into_response()
}

/// The token that comes with a hook, signed with `secret`.
#[must_use]
pub fn signature(secret: &str) -> String {
    let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed =
        format!("{}.{}", part(json!({ "alg": "HS256", "typ": "JWT" })), part(json!({ "iss": "fake-jira" })));
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return String::new() };
    mac.update(signed.as_bytes());
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

/// Calls the hooks of an issue's site, in its own time.
pub(super) fn tell(shared: &Shared, kept: &Kept, event: &'static str) {
    let (shared, kept) = (shared.clone(), kept.clone());
    shared.telling.send_modify(|(outstanding, _)| *outstanding += 1);
    tokio::spawn(async move {
        call(&shared, &kept, event).await;
        shared.telling.send_modify(|(outstanding, told)| {
            *outstanding -= 1;
            *told += 1;
        });
    });
}

async fn call(shared: &Shared, kept: &Kept, event: &str) -> Vec<u16> {
    let mut statuses = Vec::new();
    let (hooks, number) = {
        let mut state = shared.state();
        let hooks: Vec<Hook> = state.hooks.iter().filter(|hook| hook.cloud == kept.cloud).cloned().collect();
        (hooks, state.draw())
    };
    for hook in hooks {
        let body = json!({ "timestamp": 1_764_000_000_000_i64, "webhookEvent": event, "issue": issues::shown(shared, kept),
            "user": { "accountId": "5b10ac8d82e05b22cc7d4ef5" }, "matchedWebhookIds": [hook.id] });
        let Ok(url) = Url::parse(&hook.url) else { continue };
        let call = Call::new(Method::POST, url, "call a hook")
            .header("authorization", &format!("Bearer {}", signature(CLIENT_SECRET)))
            .header("x-atlassian-webhook-identifier", &format!("hook-{number}-{}", hook.id))
            .body(Body::Raw("application/json", body.to_string().into_bytes()));
        let status = shared.http.send(call).await.map_or(0, |reply| reply.status);
        shared.state().called.push((hook.url, status));
        statuses.push(status);
    }
    statuses
}

pub(super) async fn called_for_nothing(
    shared: &Shared,
    id: &str,
    event: &str,
    claimed: Option<Category>,
) -> Vec<u16> {
    let kept = shared.state().issues.first().cloned();
    let Some(mut kept) = kept else { return Vec::new() };
    kept.id = id.to_owned();
    kept.category = claimed.unwrap_or(kept.category);
    call(shared, &kept, event).await
}

pub(super) async fn moved_by_hand(shared: &Shared, id: &str, to: Category) -> bool {
    let moved = {
        let mut state = shared.state();
        state.issues.iter_mut().find(|kept| kept.id == id || kept.key == id).map(|kept| {
            kept.category = to;
            kept.clone()
        })
    };
    let Some(kept) = moved else { return false };
    call(shared, &kept, "jira:issue_updated").await;
    true
}

pub(super) async fn deleted_by_hand(shared: &Shared, id: &str) -> bool {
    let deleted = {
        let mut state = shared.state();
        let position = state.issues.iter().position(|kept| kept.id == id || kept.key == id);
        position.map(|position| state.issues.remove(position))
    };
    let Some(kept) = deleted else { return false };
    call(shared, &kept, "jira:issue_deleted").await;
    true
}
