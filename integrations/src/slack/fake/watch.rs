//! Stands before every method: form or JSON read alike, sign-in, faults, notes.

use super::state::Asked;
use super::{Shared, methods};
use crate::fault::{Trouble, cut, hold};
use axum::Json;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

/// Fields that Slack's own client writes as JSON inside a form.
const STRUCTURED: [&str; 3] = ["blocks", "metadata", "view"];

fn read(headers: &HeaderMap, bytes: &[u8]) -> Value {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if kind.starts_with("application/json") {
        return serde_json::from_slice(bytes).unwrap_or_default();
    }
    let field = |(name, text): (std::borrow::Cow<'_, str>, std::borrow::Cow<'_, str>)| {
        let structured = STRUCTURED.contains(&name.as_ref()).then(|| serde_json::from_str(&text).ok());
        (name.into_owned(), structured.flatten().unwrap_or_else(|| json!(text)))
    };
    Value::Object(url::form_urlencoded::parse(bytes).map(field).collect::<Map<_, _>>())
}

pub(super) async fn watch(State(shared): State<Shared>, request: Request, next: Next) -> Response {
    let method = request.uri().path().trim_start_matches('/').to_owned();
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, 1 << 20).await.unwrap_or_default();
    let said = read(&parts.headers, &bytes);
    let (position, trouble) = {
        let mut state = shared.state();
        state.asked.push(Asked { method: method.clone(), body: said.clone(), answer: Value::Null });
        let trouble = state.faults.next("POST", &method);
        (state.asked.len() - 1, trouble)
    };
    match trouble {
        Some(Trouble::Timeout) => std::future::pending().await,
        Some(Trouble::TooMany { after, .. }) => {
            let headers = [(header::RETRY_AFTER.as_str(), after.to_string())];
            let body = Json(json!({ "ok": false, "error": "ratelimited" }));
            (StatusCode::TOO_MANY_REQUESTS, headers, body).into_response()
        }
        Some(Trouble::Refusal { words, .. }) => Json(json!({ "ok": false, "error": words })).into_response(),
        Some(Trouble::Status { status }) => {
            (StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY), "{}").into_response()
        }
        Some(Trouble::Page) => {
            let html = [(header::CONTENT_TYPE, "text/html")];
            (StatusCode::SERVICE_UNAVAILABLE, html, "<html><body>Busy</body></html>").into_response()
        }
        done_or_not => {
            let signed_in = methods::signed_in(&shared, &method, &parts.headers, &said);
            let mut request = Request::from_parts(parts, Body::empty());
            request.extensions_mut().insert(said);
            let answer = if signed_in {
                next.run(request).await
            } else {
                Json(json!({ "ok": false, "error": "invalid_auth" })).into_response()
            };
            let whole = to_bytes(answer.into_body(), 1 << 20).await.unwrap_or_default();
            if let Some(asked) = shared.state().asked.get_mut(position) {
                asked.answer = serde_json::from_slice(&whole).unwrap_or_default();
            }
            let latency = shared.state().latency;
            tokio::time::sleep(latency).await;
            hold(done_or_not.as_ref()).await;
            match done_or_not {
                Some(Trouble::Lost) => cut(Bytes::new(), 100),
                Some(Trouble::Truncated) => cut(whole.slice(..whole.len() / 2), whole.len()),
                _ => ([(header::CONTENT_TYPE, "application/json; charset=utf-8")], whole).into_response(),
            }
        }
    }
}
