//! The operator's mail server hands over a mail that came back. Nothing of it is believed but its status; whom it is about
//! follows from the address that we gave the mail to come back to.

use crate::extract::whole;
use crate::problem::Problem;
use crate::state::State;
use crate::views::Answer;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{HttpRequest, HttpResponse, post, web};
use integrations::mail::dsn;
use serde::Deserialize;
use serde_json::json;
use store::Bounced;

/// What the mail server knows and the mail may not say.
#[derive(Deserialize)]
pub(crate) struct CameTo {
    /// The address that it came to.
    recipient: Option<String>,
}

/// A mail that came back, as it is. Not in the API's document: the mail server calls it, nobody else. What is no report
/// and what speaks of nothing of ours is taken too, and changes nothing: an error would make the server bounce it again.
#[post("/api/hooks/mail")]
pub(crate) async fn handle(
    request: HttpRequest,
    state: web::Data<State>,
    came_to: web::Query<CameTo>,
    mut body: web::Payload,
) -> Answer {
    let shown = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    if !dsn::is_allowed(shown.unwrap_or_default(), &state.api.bounces.secret) {
        return Err(Problem::SignedOut);
    }
    let raw = whole(&mut body, dsn::LARGEST, &request).await?;
    let report = dsn::read(&raw, came_to.recipient.as_deref(), &state.api.bounces.domain);
    let noted = match report {
        Some(report) => noted(&state, &report).await?,
        None => "no_report",
    };
    tracing::info!(bounce.noted = noted, "a mail came back");
    Ok(HttpResponse::Ok().json(json!({ "noted": noted })))
}

async fn noted(state: &State, report: &dsn::Report) -> Result<&'static str, Problem> {
    for token in &report.tokens {
        match state.store().bounced(token, report.hard, &report.why).await? {
            Bounced::Unknown => {}
            Bounced::Counted => return Ok("counted"),
            Bounced::Died => return Ok("died"),
            Bounced::WasDead => return Ok("was_dead"),
        }
    }
    Ok("unknown")
}
