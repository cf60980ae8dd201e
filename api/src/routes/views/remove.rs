//! Removes a view.

use super::view::{readable, shares};
use crate::caller::{Caller, may};
use crate::extract::{Id, IfMatch};
use crate::views::Answer;
use actix_web::{HttpResponse, delete};
use domain::id::ViewId;

/// Remove a view, for everybody: its owner does, and where it is shared, whoever may share views.
#[utoipa::path(tag = "views", operation_id = "remove_view",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("read_organisation"))),
    responses((status = 204), (status = 409), (status = 412)))]
#[delete("/o/{org}/views/{id}")]
pub(crate) async fn handle(caller: Caller<may::ReadOrganisation>, id: Id, version: IfMatch) -> Answer {
    let org = caller.write().await?;
    org.remove_view(ViewId(id.0.0), version.0, &readable(&caller), shares(&caller)).await?;
    org.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
