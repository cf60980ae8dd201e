//! Whether the process lives, and whether it can serve.

use crate::state::State;
use crate::views::Answer;
use actix_web::{HttpResponse, get, web};
use serde_json::json;

/// The process lives.
#[get("/health/live")]
pub(crate) async fn live() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "status": "live" }))
}

/// The database answers.
#[get("/health/ready")]
pub(crate) async fn ready(state: web::Data<State>) -> Answer {
    state.store().ping().await?;
    Ok(HttpResponse::Ok().json(json!({ "status": "ready" })))
}
