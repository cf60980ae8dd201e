//! Jobs that did not work: of which kind, whose, and why; never what they were about.

use super::{Turned, Turning};
use crate::extract::{Id, Parameters};
use crate::operator::OperatorCaller;
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::{HttpResponse, get, post};
use chrono::{DateTime, Utc};
use domain::id::JobId;
use serde::Serialize;
use store::FailedJob;
use utoipa::ToSchema;
use uuid::Uuid;

/// A job that did not work.
#[derive(Serialize, ToSchema)]
#[schema(as = FailedJob)]
pub(crate) struct View {
    id: Uuid,
    /// Whose: an organisation's part of a URL; none: the program's own.
    organisation: Option<String>,
    kind: String,
    /// Given up; else it waits or runs.
    dead: bool,
    attempts: i32,
    /// Why it did not work, without anybody's address.
    reason: Option<String>,
    added_at: Option<DateTime<Utc>>,
    given_up_at: Option<DateTime<Utc>>,
    due_at: Option<DateTime<Utc>>,
}

fn view(job: FailedJob) -> View {
    let at = DateTime::from_timestamp_millis;
    View {
        id: job.id,
        organisation: job.slug,
        kind: job.kind,
        dead: job.state == 3,
        attempts: job.attempts,
        reason: job.last_error,
        added_at: at(job.created_at),
        given_up_at: job.finished_at.filter(|_| job.state == 3).and_then(at),
        due_at: at(job.run_at),
    }
}

/// Jobs that were given up; with `waiting=true`, those that failed and are tried again.
#[utoipa::path(tag = "operator", operation_id = "list_failed_jobs",
    params(("waiting" = Option<bool>, Query), ("after" = Option<Uuid>, Query), ("limit" = Option<u64>, Query)),
    responses((status = 200, body = Turned<View>), (status = 401), (status = 404), (status = 422)))]
#[get("/operator/jobs")]
pub(crate) async fn list(caller: OperatorCaller, parameters: Parameters) -> Answer {
    let (mut turning, mut waiting) = (Turning::default(), false);
    for (name, value) in &parameters.0.parameters {
        match (name.as_str(), value.as_str()) {
            ("waiting", "true") => waiting = true,
            ("waiting", "false") => {}
            ("waiting", _) => return Err(Problem::field(name, "not_true_or_false", "must be true or false")),
            (name, value) if turning.take(name, value)? => {}
            (name, _) => return Err(Problem::field(name, "unknown", "is not known here")),
        }
    }
    let door = caller.operate().await?;
    let jobs = door.jobs(waiting, turning.after, turning.limit).await?;
    door.commit().await?;
    let items: Vec<View> = jobs.into_iter().map(view).collect();
    Ok(HttpResponse::Ok().json(turning.page(items, |view| view.id)))
}

/// Try a job that was given up again, from the beginning and at once.
#[utoipa::path(tag = "operator", operation_id = "retry_job", params(("id" = Uuid, Path)),
    responses((status = 204), (status = 401), (status = 404), (status = 409)))]
#[post("/operator/jobs/{id}/retry")]
pub(crate) async fn retry(caller: OperatorCaller, id: Id) -> Answer {
    let door = caller.operate().await?;
    door.retry_job(JobId(id.0.0)).await?;
    door.commit().await?;
    caller.state.store().bus().tell_work();
    Ok(HttpResponse::NoContent().finish())
}
