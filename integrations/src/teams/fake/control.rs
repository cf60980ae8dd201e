//! The fake's own levers over HTTP, for tests in other languages.

use super::{SIGNATURE, Shared};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// `cards` and `calls` answer what is remembered, `workflow` the address of the workflow that `name` names; `fault`
/// arranges one.
pub(super) async fn act(State(shared): State<Shared>, Path(what): Path<String>, body: Bytes) -> Response {
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let answer = match what.as_str() {
        "cards" => json!(shared.state().cards),
        "calls" => json!(shared.state().calls),
        "workflow" => json!(shared.workflow(body["name"].as_str().unwrap_or("tasks"), SIGNATURE)),
        "fault" => match serde_json::from_value(body) {
            Ok(fault) => {
                shared.state().faults.arrange(fault);
                json!({})
            }
            Err(error) => return (StatusCode::BAD_REQUEST, error.to_string()).into_response(),
        },
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    Json(answer).into_response()
}
