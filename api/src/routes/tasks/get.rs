//! One task.

use super::view::TaskView;
use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, get};

/// A task with everything it says.
#[utoipa::path(tag = "tasks", operation_id = "get_task",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("read_tasks"))),
    responses((status = 200, body = TaskView), (status = 404)))]
#[get("/o/{org}/tasks/{id}")]
pub(crate) async fn handle(caller: Caller<may::ReadTasks>, id: Id) -> Answer {
    let org = caller.read().await?;
    let task = org.task(id.0, caller.reach()).await?;
    org.close().await?;
    Ok(versioned(HttpResponse::Ok(), task.row.version, &TaskView::from(task)))
}
