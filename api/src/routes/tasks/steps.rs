//! The steps of a task's life: five addresses, one verb.

use super::view::{TaskView, after};
use crate::caller::{Caller, Permission, may};
use crate::extract::{Body, Id, IfMatch};
use crate::problem::Problem;
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, post};
use domain::access::Action;
use domain::task::Move;
use domain::text::line;
use serde::Deserialize;
use utoipa::ToSchema;

/// Nothing is said with this step.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Step {}

/// Why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepWithReason {
    /// One line of at most 500 characters.
    reason: String,
}

impl StepWithReason {
    pub(crate) fn parse(&self) -> Result<String, Problem> {
        line(&self.reason, 500).map_err(|why| Problem::field("/reason", why.code(), why.to_string()))
    }
}

async fn take<P: Permission>(
    caller: Caller<P>,
    id: Id,
    version: IfMatch,
    step: Move,
    reason: Option<String>,
) -> Answer {
    let reach = (caller.reach(), caller.reach_of(Action::ReviewTask));
    let org = caller.write().await?;
    org.move_task(id.0, version.0, step, reason, reach).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id.0).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}

macro_rules! step {
    ($(#[$doc:meta])* $name:ident, $path:literal, $id:literal, $permission:ident, $action:literal, $body:ty, $move:expr, $reason:expr) => {
        $(#[$doc])*
        #[utoipa::path(tag = "tasks", operation_id = $id,
            params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
            extensions(("x-permission" = json!($action))), request_body = $body,
            responses((status = 200, body = TaskView), (status = 409), (status = 412), (status = 428)))]
        #[post($path)]
        pub(crate) async fn $name(caller: Caller<may::$permission>, id: Id, version: IfMatch, body: Body<$body>) -> Answer {
            let reason: fn(&$body) -> Result<Option<String>, Problem> = $reason;
            take(caller, id, version, $move, reason(&body.value)?).await
        }
    };
}

step!(
    /// Begin a task.
    start, "/o/{org}/tasks/{id}/start", "start_task", WorkTask, "work_task", Step, Move::Start, |_| Ok(None)
);
step!(
    /// Hand a task's evidence to a reviewer.
    submit, "/o/{org}/tasks/{id}/submit", "submit_task", WorkTask, "work_task", Step, Move::Submit, |_| Ok(None)
);
step!(
    /// Finish a task.
    complete, "/o/{org}/tasks/{id}/complete", "complete_task", WorkTask, "work_task", Step, Move::Complete, |_| Ok(None)
);
step!(
    /// Give a task up.
    cancel, "/o/{org}/tasks/{id}/cancel", "cancel_task", ReviewTask, "review_task", StepWithReason, Move::Cancel,
    |body| body.parse().map(Some)
);
step!(
    /// Take a task up again.
    reopen, "/o/{org}/tasks/{id}/reopen", "reopen_task", ReviewTask, "review_task", StepWithReason, Move::Reopen,
    |body| body.parse().map(Some)
);
