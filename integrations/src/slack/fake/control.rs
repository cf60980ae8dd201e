//! The fake's own levers over HTTP, for tests in other languages.

use super::{Shared, press};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// `messages`, `whispers`, `asked` and `called` answer what is remembered; `fault`, `press`, `remove-app`,
/// `rotate-tokens` and `expire-tokens` change it. `press` takes the `ts` of a message, an `action`, and the `address`
/// of whoever presses.
pub(super) async fn act(State(shared): State<Shared>, Path(what): Path<String>, body: Bytes) -> Response {
    let body: Value = serde_json::from_slice(&body).unwrap_or_default();
    let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
    let answer = match what.as_str() {
        "messages" => json!(shared.state().messages),
        "whispers" => json!(shared.state().whispers),
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
        "press" => {
            let user = shared.state().member_of(&text("address")).unwrap_or_else(|| "U0NOBODY".to_owned());
            json!(press::press(&shared, &text("ts"), &text("action"), &user).await)
        }
        "remove-app" => json!(press::removed(&shared).await),
        "rotate-tokens" => {
            shared.state().rotates = true;
            json!({})
        }
        "expire-tokens" => {
            shared.state().access_tokens.clear();
            json!({})
        }
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    Json(answer).into_response()
}
