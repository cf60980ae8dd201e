//! The fake's own levers over HTTP, for tests in other languages.

use super::{Shared, webhooks};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::mirror::Category;
use serde_json::{Value, json};
use std::time::Duration;

/// `issues`, `asked`, `called`, `token-requests` answer what is remembered; `fault`, `search-lag`, `expire-tokens`,
/// `revoke`, `move` and `delete` change it.
pub(super) async fn act(State(shared): State<Shared>, Path(what): Path<String>, body: Bytes) -> Response {
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let id = body["id"].as_str().unwrap_or_default();
    let answer = match what.as_str() {
        "issues" => json!(shared.state().issues),
        "asked" => json!(shared.state().asked),
        "called" => json!(shared.state().called),
        "token-requests" => json!(shared.state().token_requests),
        "fault" => match serde_json::from_value(body) {
            Ok(fault) => {
                shared.state().faults.arrange(fault);
                json!({})
            }
            Err(error) => return (StatusCode::BAD_REQUEST, error.to_string()).into_response(),
        },
        "search-lag" => {
            shared.state().search_lag = Duration::from_secs(body["seconds"].as_u64().unwrap_or_default());
            json!({})
        }
        "expire-tokens" => {
            shared.state().expire_tokens();
            json!({})
        }
        "revoke" => {
            shared.state().refresh_tokens.clear();
            shared.state().expire_tokens();
            json!({})
        }
        "move" => {
            let to = body["to"].as_str().and_then(Category::parse).unwrap_or(Category::New);
            json!(webhooks::moved_by_hand(&shared, id, to).await)
        }
        "delete" => json!(webhooks::deleted_by_hand(&shared, id).await),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    Json(answer).into_response()
}
