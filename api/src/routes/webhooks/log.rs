//! What a receiver was told, with every attempt.

use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::names::DeliveryState;
use crate::views::Answer;
use actix_web::{HttpResponse, get};
use chrono::{DateTime, Utc};
use domain::id::EndpointId;
use serde::Serialize;
use store::DispatchView as Stored;
use utoipa::ToSchema;
use uuid::Uuid;

/// The latest hundred, latest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct Dispatches {
    items: Vec<DispatchView>,
}

/// Something that a receiver is or was told.
#[derive(Serialize, ToSchema)]
#[schema(as = Dispatch)]
pub(crate) struct DispatchView {
    /// Also the message's `webhook-id`.
    id: Uuid,
    event_type: String,
    /// The very bytes that were sent.
    body: String,
    #[schema(value_type = DeliveryState)]
    state: &'static str,
    reason: Option<String>,
    planned_at: DateTime<Utc>,
    settled_at: Option<DateTime<Utc>>,
    attempts: Vec<AttemptView>,
}

/// One attempt.
#[derive(Serialize, ToSchema)]
#[schema(as = DispatchAttempt)]
pub(crate) struct AttemptView {
    at: DateTime<Utc>,
    status: Option<i32>,
    error: Option<String>,
}

fn view(stored: Stored) -> DispatchView {
    let attempts = stored.attempts.into_iter();
    DispatchView {
        id: stored.id.0,
        event_type: stored.event_type,
        body: stored.body,
        state: stored.state.name(),
        reason: stored.reason,
        planned_at: stored.planned_at,
        settled_at: stored.settled_at,
        attempts: attempts
            .map(|one| AttemptView { at: one.at, status: one.status, error: one.error })
            .collect(),
    }
}

/// See what a receiver was told.
#[utoipa::path(tag = "webhooks", operation_id = "list_dispatches",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("read_connections"))), responses((status = 200, body = Dispatches)))]
#[get("/o/{org}/webhooks/{id}/dispatches")]
pub(crate) async fn handle(caller: Caller<may::ReadConnections>, id: Id) -> Answer {
    let id = EndpointId(id.0.0);
    let org = caller.read().await?;
    org.endpoint(id).await?;
    let dispatches = org.dispatches(id).await?;
    org.close().await?;
    Ok(HttpResponse::Ok().json(Dispatches { items: dispatches.into_iter().map(view).collect() }))
}
