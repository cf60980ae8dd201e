//! One id for each request: taken over when it looks like one of ours, made otherwise; answered in
//! `X-Request-Id` and in every problem, and written with every line of the log.

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use rand::Rng;
use std::time::{Duration, Instant};
use tracing::field::Empty;
use tracing::{Instrument, Span};
use uuid::Uuid;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

tokio::task_local! {
    static CURRENT: Uuid;
}

/// The id of the request that is being answered.
pub(crate) fn current() -> Option<Uuid> {
    CURRENT.try_with(|id| *id).ok()
}

pub(crate) async fn middleware<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let given = request.headers().get(HEADER).and_then(|value| value.to_str().ok());
    let id = given.and_then(|text| Uuid::parse_str(text).ok()).unwrap_or_else(new_id);
    let method = request.method().clone();
    let pattern = request.match_pattern();
    // The files of the web app are many and say little.
    let quiet = pattern.is_none();
    let pattern = pattern.unwrap_or_else(|| "-".to_owned());
    let span = tracing::info_span!(
        "request",
        request.id = %id,
        http.method = %method,
        http.route = pattern.as_str(),
        http.status = Empty,
        otel.status_code = Empty,
    );
    let begun = Instant::now();
    let label = labelled(&method);
    let answered = CURRENT.scope(id, next.call(request)).instrument(span.clone()).await;
    let mut response = answered?;
    let status = response.status().as_u16();
    count(label, &pattern, status, begun.elapsed());
    let elapsed = begun.elapsed().as_millis();
    span.in_scope(|| match quiet && status < 400 {
        true => tracing::debug!(http.status = status, elapsed_ms = elapsed, "answered"),
        false => tracing::info!(http.status = status, elapsed_ms = elapsed, "answered"),
    });
    finish(&span, status);
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(HEADER, value);
    }
    Ok(response)
}

/// What a trace shows of it; the log has said so already.
fn finish(span: &Span, status: u16) {
    span.record("http.status", status);
    if status >= 500 {
        span.record("otel.status_code", "ERROR");
    }
}

/// A method as a label: whoever calls invents others, and each would be a series of its own.
fn labelled(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        _ => "other",
    }
}

/// Counts a request by the template of its route, which names nobody.
fn count(method: &'static str, route: &str, status: u16, took: Duration) {
    let (route, status) = (route.to_owned(), status.to_string());
    metrics::counter!("aims_http_requests_total", "method" => method, "route" => route.clone(), "status" => status)
        .increment(1);
    metrics::histogram!("aims_http_request_duration_seconds", "method" => method, "route" => route)
        .record(took.as_secs_f64());
}

#[expect(clippy::disallowed_methods, reason = "an id for logs: nothing stored and no secret depends on it")]
fn new_id() -> Uuid {
    let mut bytes = [0; 16];
    rand::rng().fill_bytes(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}
