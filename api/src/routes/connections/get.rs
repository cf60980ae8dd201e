//! One connection.

use super::view::{ConnectionView, after};
use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, get};
use domain::id::ConnectionId;

/// Show a connection.
#[utoipa::path(tag = "connections", operation_id = "get_connection",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("read_connections"))), responses((status = 200, body = ConnectionView)))]
#[get("/o/{org}/connections/{id}")]
pub(crate) async fn handle(caller: Caller<may::ReadConnections>, id: Id) -> Answer {
    let (version, view) = after(&caller, ConnectionId(id.0.0)).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}
