//! A workflow that is called.

use super::{Kept, LARGEST, SIGNATURE, Shared};
use crate::fault::{Trouble, cut, hold};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::collections::HashMap;

const CARD: &str = "application/vnd.microsoft.card.adaptive";

fn no(status: StatusCode, code: &str) -> Response {
    (status, Json(json!({ "error": { "code": code, "message": "not taken" } }))).into_response()
}

/// The card of a message that a workflow takes.
fn card(body: &Bytes) -> Option<Value> {
    let message: Value = serde_json::from_slice(body).ok()?;
    let attachment = message["attachments"].get(0)?;
    let card = &attachment["content"];
    let is_card = message["type"] == "message"
        && attachment["contentType"] == CARD
        && card["type"] == "AdaptiveCard"
        && card["body"].as_array().is_some_and(|body| !body.is_empty());
    is_card.then(|| card.clone())
}

/// The next fault that waits for this workflow.
fn trouble(shared: &Shared, name: &str) -> Option<Trouble> {
    let mut state = shared.state();
    state.calls += 1;
    state.faults.next("POST", name)
}

pub(super) async fn invoke(
    State(shared): State<Shared>,
    Path(name): Path<String>,
    Query(said): Query<HashMap<String, String>>,
    body: Bytes,
) -> Response {
    let trouble = trouble(&shared, &name);
    match &trouble {
        Some(Trouble::Timeout) => std::future::pending().await,
        Some(Trouble::TooMany { after, .. }) => {
            let wait = [(header::RETRY_AFTER, after.to_string())];
            return (wait, no(StatusCode::TOO_MANY_REQUESTS, "TooManyRequests")).into_response();
        }
        Some(Trouble::Status { status }) => {
            let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::BAD_GATEWAY);
            return no(status, "WorkflowNotFound");
        }
        Some(Trouble::Refusal { words, .. }) => return no(StatusCode::BAD_REQUEST, words),
        Some(Trouble::Page) => {
            let html = [(header::CONTENT_TYPE, "text/html")];
            return (StatusCode::SERVICE_UNAVAILABLE, html, "<html><body>Busy</body></html>").into_response();
        }
        Some(Trouble::Lost | Trouble::Truncated | Trouble::Held { .. }) | None => {}
    }
    if said.get("sig").is_none_or(|signature| signature != SIGNATURE) {
        return no(StatusCode::UNAUTHORIZED, "DirectApiAuthorizationRequired");
    }
    if body.len() > LARGEST {
        return no(StatusCode::PAYLOAD_TOO_LARGE, "RequestEntityTooLarge");
    }
    let Some(card) = card(&body) else { return no(StatusCode::BAD_REQUEST, "TriggerInputSchemaMismatch") };
    let title = card["body"][0]["text"].as_str().unwrap_or_default().to_owned();
    shared.state().cards.push(Kept { workflow: name, title, card, bytes: body.len() });
    hold(trouble.as_ref()).await;
    match trouble {
        Some(Trouble::Lost | Trouble::Truncated) => cut(Bytes::new(), 100),
        _ => StatusCode::ACCEPTED.into_response(),
    }
}
