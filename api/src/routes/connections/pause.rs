//! Lets a connection rest, and takes it into use again.

use super::view::{ConnectionView, after};
use crate::caller::{Caller, may};
use crate::extract::{Id, IfMatch};
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, post};
use domain::id::ConnectionId;

/// Pause a connection: what is meant for it waits.
#[utoipa::path(tag = "connections", operation_id = "pause_connection",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_connections"))),
    responses((status = 200, body = ConnectionView), (status = 409), (status = 412)))]
#[post("/o/{org}/connections/{id}/pause")]
pub(crate) async fn pause(caller: Caller<may::ManageConnections>, id: Id, version: IfMatch) -> Answer {
    set(&caller, id, version, true).await
}

/// Resume a connection: what waited goes on.
#[utoipa::path(tag = "connections", operation_id = "resume_connection",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_connections"))),
    responses((status = 200, body = ConnectionView), (status = 409), (status = 412)))]
#[post("/o/{org}/connections/{id}/resume")]
pub(crate) async fn resume(caller: Caller<may::ManageConnections>, id: Id, version: IfMatch) -> Answer {
    set(&caller, id, version, false).await
}

async fn set(caller: &Caller<may::ManageConnections>, id: Id, version: IfMatch, rests: bool) -> Answer {
    let id = ConnectionId(id.0.0);
    let org = caller.write().await?;
    org.pause_connection(id, version.0, rests).await?;
    org.commit().await?;
    let (version, view) = after(caller, id).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}
