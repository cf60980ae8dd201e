//! Puts the reminders of a task off.

use super::view::{TaskView, after};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id};
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

/// Until when.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Snooze {
    /// The day on whose morning the next reminder comes: tomorrow at the earliest, in thirty days at the latest.
    until: NaiveDate,
}

/// Put the reminders of a task off. The due date stays, and nothing else of the task changes.
#[utoipa::path(tag = "tasks", operation_id = "snooze_task", params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("work_task"))), request_body = Snooze,
    responses((status = 200, body = TaskView), (status = 409), (status = 422)))]
#[post("/o/{org}/tasks/{id}/snooze")]
pub(crate) async fn handle(caller: Caller<may::WorkTask>, id: Id, body: Body<Snooze>) -> Answer {
    let org = caller.write().await?;
    org.snooze_task(id.0, body.value.until, caller.reach()).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id.0).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}
