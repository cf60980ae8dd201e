//! More bytes of a file.

use super::part::Arrival;
use super::{Upload, check_version, number, say};
use crate::caller::{Caller, may};
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse, patch, web};
use futures::StreamExt;
use std::time::{Duration, Instant};
use tokio::time::timeout;

/// So many bytes have to come within the time of a request: whoever sends one now and then would hold a place for days.
const PACE: usize = 64 * 1_024;

/// Send the bytes from `Upload-Offset` on, as `application/offset+octet-stream`. Each request but the last has to bring at
/// least 8 MiB; what an interrupted one brought in whole 8 MiB stays, and `HEAD` says from where to go on.
#[utoipa::path(tag = "uploads", operation_id = "append_to_upload",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("Tus-Resumable" = String, Header),
        ("Upload-Offset" = i64, Header)),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"),
    extensions(("x-permission" = json!("add_evidence"))),
    responses((status = 204), (status = 404), (status = 409), (status = 413), (status = 415), (status = 422)))]
#[patch("/o/{org}/uploads/{id}")]
pub(crate) async fn handle(
    caller: Caller<may::AddEvidence>,
    id: Upload,
    request: HttpRequest,
    payload: web::Payload,
) -> Answer {
    check_version(request.headers())?;
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if kind != Some("application/offset+octet-stream") {
        return Err(Problem::UnsupportedMediaType);
    }
    let from = number(request.headers(), "upload-offset")?;
    let _taking = caller.state().taking.enter(caller.whose())?;
    let mut arrival = Arrival::hold(&caller, id.0).await?;
    let patience = caller.state().api.settings.request_timeout_seconds;
    let done = receive(&mut arrival, from, (announced(&request), payload), patience).await;
    arrival.release().await;
    done?;
    let mut response = HttpResponse::NoContent();
    say(&mut response, arrival.received(), arrival.expires_at());
    Ok(response.finish())
}

/// How many bytes are said to come.
fn announced(request: &HttpRequest) -> Option<i64> {
    request.headers().get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

async fn receive(
    arrival: &mut Arrival,
    from: i64,
    (announced, mut payload): (Option<i64>, web::Payload),
    patience: u64,
) -> Result<(), Problem> {
    if arrival.received() != from {
        return Err(Problem::Refused {
            reason: "other_offset",
            detail: format!("the next byte that is needed is {}", arrival.received()),
        });
    }
    if announced.is_some_and(|length| length > arrival.left()) {
        return Err(Problem::TooLarge);
    }
    let patience = Duration::from_secs(patience);
    // What counts is how long nothing comes, not how long it takes to put away what came.
    let (mut left, mut came) = (patience, 0);
    loop {
        let waiting = Instant::now();
        let chunk = timeout(left, payload.next()).await.map_err(|_| Problem::RequestTimeout)?;
        left = left.saturating_sub(waiting.elapsed());
        let Some(chunk) = chunk else { break };
        let chunk = chunk.map_err(|error| Problem::Malformed(error.to_string()))?;
        arrival.take(&chunk).await?;
        came += chunk.len();
        if came >= PACE {
            (left, came) = (patience, 0);
        }
    }
    if arrival.received() == from && !arrival.is_whole() {
        return Err(Problem::Malformed(
            "each request but the last has to bring at least 8388608 bytes".to_owned(),
        ));
    }
    arrival.finish_if_whole().await
}
