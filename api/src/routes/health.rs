//! Whether the process lives, and whether it can serve.

use crate::state::State;
use crate::views::Answer;
use actix_web::{HttpResponse, get, web};
use serde_json::json;
use store::BusState;

/// The process lives.
#[get("/health/live")]
pub(crate) async fn live() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "status": "live" }))
}

/// The database answers. `bus` says how this process is connected to the others: without Redis it goes on by itself,
/// so it stays ready.
#[get("/health/ready")]
pub(crate) async fn ready(state: web::Data<State>) -> Answer {
    state.store().ping().await?;
    let bus = match state.store().bus().state() {
        BusState::Off => "off",
        BusState::Connected => "connected",
        BusState::Lost => "lost",
    };
    Ok(HttpResponse::Ok().json(json!({ "status": "ready", "bus": bus })))
}
