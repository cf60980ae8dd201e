//! The steps of a task's life: six addresses, one verb.

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
use store::TaskStep;
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

/// Why, and whether what would follow is given up as well.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cancellation {
    /// One line of at most 500 characters.
    reason: String,
    /// Of a task that comes back: that it does not any more. Otherwise the next one is made, as when it is done.
    #[serde(default)]
    following: bool,
}

fn why(reason: &str) -> Result<String, Problem> {
    line(reason, 500).map_err(|why| Problem::field("/reason", why.code(), why.to_string()))
}

impl StepWithReason {
    pub(crate) fn parse(&self) -> Result<String, Problem> {
        why(&self.reason)
    }
}

async fn take<P: Permission>(caller: Caller<P>, id: Id, version: IfMatch, step: TaskStep) -> Answer {
    let reach = (caller.reach(), caller.reach_of(Action::ReviewTask));
    let org = caller.write().await?;
    org.move_task(id.0, version.0, step, reach).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id.0).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}

macro_rules! step {
    ($(#[$doc:meta])* $name:ident, $path:literal, $id:literal, $permission:ident, $action:literal, $body:ty, $step:expr) => {
        $(#[$doc])*
        #[utoipa::path(tag = "tasks", operation_id = $id,
            params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
            extensions(("x-permission" = json!($action))), request_body = $body,
            responses((status = 200, body = TaskView), (status = 409), (status = 412), (status = 428)))]
        #[post($path)]
        pub(crate) async fn $name(caller: Caller<may::$permission>, id: Id, version: IfMatch, body: Body<$body>) -> Answer {
            let step: fn(&$body) -> Result<TaskStep, Problem> = $step;
            take(caller, id, version, step(&body.value)?).await
        }
    };
}

step!(
    /// Begin a task.
    start, "/o/{org}/tasks/{id}/start", "start_task", WorkTask, "work_task", Step,
    |_| Ok(TaskStep::Take(Move::Start))
);
step!(
    /// Hand a task's evidence to a reviewer.
    submit, "/o/{org}/tasks/{id}/submit", "submit_task", WorkTask, "work_task", Step,
    |_| Ok(TaskStep::Take(Move::Submit))
);
step!(
    /// Finish a task; where it waits for review, accept it. One that comes back does so at once.
    complete, "/o/{org}/tasks/{id}/complete", "complete_task", WorkTask, "work_task", Step,
    |_| Ok(TaskStep::Take(Move::Complete))
);
step!(
    /// Give a task up.
    cancel, "/o/{org}/tasks/{id}/cancel", "cancel_task", ReviewTask, "review_task", Cancellation,
    |body| Ok(TaskStep::Cancel { reason: why(&body.reason)?, following: body.following })
);
step!(
    /// Take a task up again.
    reopen, "/o/{org}/tasks/{id}/reopen", "reopen_task", ReviewTask, "review_task", StepWithReason,
    |body| body.parse().map(TaskStep::Reopen)
);
step!(
    /// Send back a task that waits for review: its named reviewer does, or who may review any task.
    send_back, "/o/{org}/tasks/{id}/send-back", "send_back_task", AnswerReview, "answer_review", StepWithReason,
    |body| body.parse().map(TaskStep::SendBack)
);
