//! The same change to many tasks at once.

use crate::caller::{Caller, may};
use crate::extract::{Body, given};
use crate::names;
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::access::{Action, Reach};
use domain::id::{PersonId, TaskId};
use domain::task::{Change, Priority};
use serde::{Deserialize, Serialize};
use store::Error;
use utoipa::ToSchema;
use uuid::Uuid;

/// How many are taken at once.
const MOST: usize = 200;

/// A task, and the version that the caller saw.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Chosen {
    id: Uuid,
    version: i32,
}

/// What to change of all of them; what is absent stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ManyTasksChange {
    /// 1 to 200.
    tasks: Vec<Chosen>,
    /// A person of the organisation, or null for nobody.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Uuid>)]
    owner: Option<Option<Uuid>>,
    /// The day they are due, or null.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<NaiveDate>)]
    due: Option<Option<NaiveDate>>,
    #[schema(value_type = Option<names::Priority>)]
    priority: Option<String>,
}

/// What became of one that was not changed.
#[derive(Serialize, ToSchema)]
pub(crate) struct NotChanged {
    id: Uuid,
    /// A stable code: `not_found`, `stale_version`, `not_yours`, or the rule's.
    why: &'static str,
}

/// What became of them.
#[derive(Serialize, ToSchema)]
pub(crate) struct ManyTasksChanged {
    /// Those that say so now.
    changed: Vec<Uuid>,
    /// Those that stay as they are, each with its reason.
    not_changed: Vec<NotChanged>,
}

fn why(error: Error) -> Result<&'static str, Problem> {
    match error {
        Error::NotFound => Ok("not_found"),
        Error::Stale { .. } => Ok("stale_version"),
        Error::Refused(refused) => Ok(refused.code()),
        other => Err(other.into()),
    }
}

/// Change many tasks alike. One that cannot be changed is left out, and said so; the others are changed together.
#[utoipa::path(tag = "tasks", operation_id = "revise_tasks", params(("org" = String, Path)),
    extensions(("x-permission" = json!("revise_task"))), request_body = ManyTasksChange,
    responses((status = 200, body = ManyTasksChanged), (status = 422)))]
#[post("/o/{org}/tasks/revise")]
pub(crate) async fn handle(caller: Caller<may::ReviseTask>, body: Body<ManyTasksChange>) -> Answer {
    let asked = body.value;
    if asked.tasks.is_empty() || asked.tasks.len() > MOST {
        return Err(Problem::field("/tasks", "out_of_range", "takes 1 to 200 tasks"));
    }
    let priority = asked.priority.as_deref().map(|name| {
        Priority::parse(name).ok_or_else(|| Problem::field("/priority", "unknown", "is not a priority"))
    });
    let change = Change {
        owner: asked.owner.map(|owner| owner.map(PersonId)),
        due: asked.due,
        priority: priority.transpose()?,
        ..Change::default()
    };
    let reach: (Reach, Reach) = (caller.reach(), caller.reach_of(Action::ReviewTask));
    let mut outcome = ManyTasksChanged { changed: Vec::new(), not_changed: Vec::new() };
    let org = caller.write().await?;
    for Chosen { id, version } in asked.tasks {
        match org.revise_task(TaskId::from(id), version, change.clone(), reach).await {
            Ok(()) => outcome.changed.push(id),
            Err(error) => outcome.not_changed.push(NotChanged { id, why: why(error)? }),
        }
    }
    org.commit().await?;
    Ok(HttpResponse::Ok().json(outcome))
}
