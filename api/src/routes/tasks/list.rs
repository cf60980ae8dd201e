//! The list of tasks.

use super::view::TaskRowView;
use crate::caller::{Caller, may};
use crate::extract::Parameters;
use crate::views::{Answer, PageView};
use actix_web::{HttpResponse, get};

/// The tasks of the organisation, or for those who see only their own, these.
#[utoipa::path(tag = "tasks", operation_id = "list_tasks", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_tasks"))),
    responses((status = 200, body = PageView<TaskRowView>)))]
#[get("/o/{org}/tasks")]
pub(crate) async fn handle(caller: Caller<may::ReadTasks>, parameters: Parameters) -> Answer {
    let org = caller.read().await?;
    let page = org.tasks(&parameters.0, caller.reach()).await?;
    org.close().await?;
    Ok(HttpResponse::Ok().json(PageView::of(page, TaskRowView::from)))
}
