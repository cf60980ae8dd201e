//! Which view the caller's list opens with.

use super::view::{ViewView, after, readable};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id};
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, put};
use domain::id::ViewId;
use serde::Deserialize;
use utoipa::ToSchema;

/// Whether the caller's list opens with it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpensWith {
    default: bool,
}

/// Let the caller's list open with this view, or no longer with it. Each person chooses for themselves.
#[utoipa::path(tag = "views", operation_id = "open_with_view",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("read_organisation"))), request_body = OpensWith,
    responses((status = 200, body = ViewView)))]
#[put("/o/{org}/views/{id}/default")]
pub(crate) async fn handle(caller: Caller<may::ReadOrganisation>, id: Id, body: Body<OpensWith>) -> Answer {
    let id = ViewId(id.0.0);
    let org = caller.write().await?;
    org.open_with(id, &readable(&caller), body.value.default).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}
