//! Faults on demand, and a note of every call.

use super::{Asked, Shared};
use crate::fault::{Trouble, cut, hold};
use axum::Json;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// Stands before the whole API: sign-in, faults, notes.
pub(super) async fn watch(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
    let query = request.uri().query().unwrap_or_default().to_owned();
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, 1 << 20).await.unwrap_or_default();
    let position = {
        let mut state = shared.state();
        let body = serde_json::from_slice(&bytes).unwrap_or_default();
        let asked =
            Asked { method: method.clone(), path: path.clone(), body, status: 0, answer: Value::Null, query };
        state.asked.push(asked);
        state.asked.len() - 1
    };
    let trouble = shared.state().faults.next(&method, &path);
    if !signed_in(&shared, &parts.headers) {
        return note(&shared, position, StatusCode::UNAUTHORIZED.into_response()).await;
    }
    match trouble {
        Some(Trouble::Timeout) => std::future::pending().await,
        Some(Trouble::TooMany { after, reason }) => {
            let headers = [(header::RETRY_AFTER.as_str(), after.to_string()), ("ratelimit-reason", reason)];
            (StatusCode::TOO_MANY_REQUESTS, headers, Json(json!({}))).into_response()
        }
        Some(Trouble::Refusal { field, words }) => {
            let body = json!({ "errorMessages": [], "errors": { field: words } });
            (StatusCode::BAD_REQUEST, Json(body)).into_response()
        }
        Some(Trouble::Status { status }) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
            (status, Json(json!({}))).into_response()
        }
        Some(Trouble::Page) => {
            let html = [(header::CONTENT_TYPE, "text/html")];
            (StatusCode::SERVICE_UNAVAILABLE, html, "<html><body>Busy</body></html>").into_response()
        }
        done_or_not => {
            let answer = next.run(Request::from_parts(parts, Body::from(bytes))).await;
            let answer = note(&shared, position, answer).await;
            let latency = shared.state().latency;
            tokio::time::sleep(latency).await;
            hold(done_or_not.as_ref()).await;
            match done_or_not {
                Some(Trouble::Lost) => cut(Bytes::new(), 100),
                Some(Trouble::Truncated) => {
                    let whole = to_bytes(answer.into_body(), 1 << 20).await.unwrap_or_default();
                    cut(whole.slice(..whole.len() / 2), whole.len())
                }
                _ => answer,
            }
        }
    }
}

fn signed_in(shared: &Shared, headers: &HeaderMap) -> bool {
    let token = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    token
        .and_then(|token| token.strip_prefix("Bearer "))
        .is_some_and(|token| shared.state().access_tokens.contains(token))
}

/// Notes what was answered, and passes it on.
async fn note(shared: &Shared, position: usize, answer: Response) -> Response {
    let (parts, body) = answer.into_parts();
    let bytes = to_bytes(body, 1 << 20).await.unwrap_or_default();
    let mut state = shared.state();
    if let Some(asked) = state.asked.get_mut(position) {
        asked.status = parts.status.as_u16();
        asked.answer = serde_json::from_slice(&bytes).unwrap_or_default();
    }
    drop(state);
    Response::from_parts(parts, Body::from(bytes))
}
