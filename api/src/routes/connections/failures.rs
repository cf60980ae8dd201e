//! What did not get to its place.

use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::routes::tasks::mirrors::{MirrorView, view};
use crate::views::Answer;
use actix_web::{HttpResponse, get};
use domain::id::ConnectionId;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What did not get to its place, latest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct Failures {
    items: Vec<FailureView>,
}

/// A task that did not get there.
#[derive(Serialize, ToSchema)]
#[schema(as = FailedMirror)]
pub(crate) struct FailureView {
    task: Uuid,
    title: String,
    mirror: MirrorView,
}

/// List what did not get to its place.
#[utoipa::path(tag = "connections", operation_id = "list_failures",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("read_connections"))), responses((status = 200, body = Failures)))]
#[get("/o/{org}/connections/{id}/failures")]
pub(crate) async fn handle(caller: Caller<may::ReadConnections>, id: Id) -> Answer {
    let id = ConnectionId(id.0.0);
    let org = caller.read().await?;
    org.connection(id).await?;
    let failed = org.failed_mirrors(id).await?;
    org.close().await?;
    let items = failed.into_iter().map(|(task, title, mirror)| FailureView {
        task: task.0,
        title,
        mirror: view(mirror),
    });
    Ok(HttpResponse::Ok().json(Failures { items: items.collect() }))
}
