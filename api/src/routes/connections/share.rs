//! Has many tasks stand at a connection.

use crate::caller::{Caller, may};
use crate::extract::{Body, Id};
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::{HttpResponse, post};
use domain::id::{ConnectionId, TaskId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// How many are taken at once.
const MOST: usize = 200;

/// Which tasks.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SharedTasks {
    /// At most 200.
    tasks: Vec<Uuid>,
}

/// How many are on their way now.
#[derive(Serialize, ToSchema)]
pub(crate) struct Shared {
    /// Those that were not there yet.
    sent: usize,
}

/// Send tasks to a connection; those that stand there already are passed over. All or none.
#[utoipa::path(tag = "connections", operation_id = "share_tasks",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("share_task"))), request_body = SharedTasks,
    responses((status = 200, body = Shared), (status = 409), (status = 422)))]
#[post("/o/{org}/connections/{id}/tasks")]
pub(crate) async fn handle(caller: Caller<may::ShareTask>, id: Id, body: Body<SharedTasks>) -> Answer {
    let tasks = body.value.tasks;
    if tasks.is_empty() || tasks.len() > MOST {
        return Err(Problem::field("/tasks", "out_of_range", "takes 1 to 200 tasks"));
    }
    let (id, mut sent) = (ConnectionId(id.0.0), 0);
    let org = caller.write().await?;
    org.connection(id).await?;
    for task in tasks {
        sent += usize::from(org.share_task(TaskId::from(task), id, caller.reach()).await?);
    }
    org.commit().await?;
    Ok(HttpResponse::Ok().json(Shared { sent }))
}
