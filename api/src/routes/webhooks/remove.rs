//! Removes a receiver.

use crate::caller::{Caller, may};
use crate::extract::{Id, IfMatch};
use crate::views::Answer;
use actix_web::{HttpResponse, delete};
use domain::id::EndpointId;

/// Remove a receiver of webhooks. What is on its way to it is not sent.
#[utoipa::path(tag = "webhooks", operation_id = "remove_endpoint",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_connections"))), responses((status = 204), (status = 412)))]
#[delete("/o/{org}/webhooks/{id}")]
pub(crate) async fn handle(caller: Caller<may::ManageConnections>, id: Id, version: IfMatch) -> Answer {
    let org = caller.write().await?;
    org.remove_endpoint(EndpointId(id.0.0), version.0).await?;
    org.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
