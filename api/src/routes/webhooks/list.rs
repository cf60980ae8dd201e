//! The receivers of an organisation.

use super::view::{EndpointView, view};
use crate::caller::{Caller, may};
use crate::names::EventTypeName;
use crate::views::Answer;
use actix_web::{HttpResponse, get};
use domain::webhook::EventType;
use serde::Serialize;
use utoipa::ToSchema;

/// The receivers, and what they can be told.
#[derive(Serialize, ToSchema)]
pub(crate) struct Endpoints {
    items: Vec<EndpointView>,
    #[schema(value_type = Vec<EventTypeName>)]
    events: Vec<&'static str>,
}

/// List receivers of webhooks.
#[utoipa::path(tag = "webhooks", operation_id = "list_endpoints", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_connections"))), responses((status = 200, body = Endpoints)))]
#[get("/o/{org}/webhooks")]
pub(crate) async fn handle(caller: Caller<may::ReadConnections>) -> Answer {
    let org = caller.read().await?;
    let endpoints = org.endpoints().await?;
    org.close().await?;
    Ok(HttpResponse::Ok().json(Endpoints {
        items: endpoints.into_iter().map(view).collect(),
        events: EventType::ALL.iter().map(|event| event.name()).collect(),
    }))
}
