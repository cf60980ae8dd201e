//! Steps about a finding: what the organisation answers, and what those who audit say to that.

use super::view::{FindingView, show};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::names::FindingStepName;
use crate::problem::{FieldProblem, Problem};
use crate::routes::tasks::create::field;
use crate::views::Answer;
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::finding::FindingStep;
use domain::text::paragraph;
use serde::Deserialize;
use utoipa::ToSchema;

/// A step that was taken.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepOfFinding {
    #[schema(value_type = FindingStepName)]
    step: String,
    /// The day on which it was taken, today at the latest.
    on: NaiveDate,
    /// Why, at most 2,000 characters; some steps are taken with a reason only.
    #[serde(default)]
    reason: String,
}

/// Note a step about a finding. What those who audit say is noted by those who manage findings.
#[utoipa::path(tag = "findings", operation_id = "step_finding",
    params(("org" = String, Path), ("id" = Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("answer_finding"))), request_body = StepOfFinding,
    responses((status = 200, body = FindingView), (status = 404), (status = 409), (status = 412), (status = 422),
        (status = 428)))]
#[post("/o/{org}/findings/{id}/steps")]
pub(crate) async fn handle(
    caller: Caller<may::AnswerFinding>,
    id: Id,
    version: IfMatch,
    body: Body<StepOfFinding>,
) -> Answer {
    let StepOfFinding { step, on, reason } = body.value;
    let mut errors = Vec::new();
    let reason = field(&mut errors, "/reason", paragraph(&reason, 2_000));
    let step = FindingStep::parse(&step);
    if step.is_none() {
        errors.push(FieldProblem::new("/step", "unknown", "is not known here"));
    }
    let (Some(step), Some(reason)) = (step, reason) else { return Err(Problem::InvalidInput(errors)) };
    let org = caller.write().await?;
    org.see_subject(id.0, |action| caller.reach_of(action)).await?;
    org.step_finding(id.0, version.0, (step, on, &reason), caller.reach()).await?;
    let answer = show(&caller, &org, id.0, HttpResponse::Ok()).await?;
    org.commit().await?;
    Ok(answer)
}
