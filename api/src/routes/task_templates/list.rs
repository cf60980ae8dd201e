//! The templates of the organisation.

use super::view::TemplateView;
use crate::caller::{Caller, may};
use crate::extract::Parameters;
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::{HttpResponse, get};
use serde::Serialize;
use utoipa::ToSchema;

/// Templates by title; those out of use with the latest first. At most 200.
#[derive(Serialize, ToSchema)]
pub(crate) struct TaskTemplates {
    items: Vec<TemplateView>,
}

/// List the templates in use, or those that are archived.
#[utoipa::path(tag = "tasks", operation_id = "list_task_templates",
    params(("org" = String, Path), ("archived" = Option<bool>, Query)),
    extensions(("x-permission" = json!("create_task"))), responses((status = 200, body = TaskTemplates)))]
#[get("/o/{org}/task-templates")]
pub(crate) async fn handle(caller: Caller<may::CreateTask>, parameters: Parameters) -> Answer {
    let mut archived = false;
    for (name, value) in &parameters.0.parameters {
        archived = match (name.as_str(), value.parse()) {
            ("archived", Ok(archived)) => archived,
            _ => return Err(Problem::field(name, "unknown", "is not known here")),
        };
    }
    let org = caller.read().await?;
    let found = org.task_templates(archived).await?;
    org.close().await?;
    let items = found.into_iter().map(TemplateView::from).collect();
    Ok(HttpResponse::Ok().json(TaskTemplates { items }))
}
