//! Takes a step back that the caller has just taken.

use super::steps::Step;
use super::view::{TaskView, after};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, post};

/// Take back the step that one took oneself within the last minutes, while nothing else has happened to the task since.
#[utoipa::path(tag = "tasks", operation_id = "take_task_back",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("work_task"))), request_body = Step,
    responses((status = 200, body = TaskView), (status = 409), (status = 412), (status = 428)))]
#[post("/o/{org}/tasks/{id}/take-back")]
pub(crate) async fn handle(caller: Caller<may::WorkTask>, id: Id, version: IfMatch, _: Body<Step>) -> Answer {
    let org = caller.write().await?;
    org.take_back_step(id.0, version.0, caller.reach()).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id.0).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}
