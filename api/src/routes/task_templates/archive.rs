//! Takes a template out of use, and back into it.

use super::view::{TemplateView, after};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, put};
use domain::id::TemplateId;
use serde::Deserialize;
use utoipa::ToSchema;

/// Whether it is out of use.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Archived {
    archived: bool,
}

/// Take a template out of use, or back into it. Tasks that were made with it stay as they are.
#[utoipa::path(tag = "tasks", operation_id = "archive_task_template",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_templates"))), request_body = Archived,
    responses((status = 200, body = TemplateView), (status = 412), (status = 422), (status = 428)))]
#[put("/o/{org}/task-templates/{id}/archived")]
pub(crate) async fn handle(
    caller: Caller<may::ManageTemplates>,
    id: Id,
    version: IfMatch,
    body: Body<Archived>,
) -> Answer {
    let id = TemplateId(id.0.0);
    let org = caller.write().await?;
    org.archive_task_template(id, version.0, body.value.archived).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}
