//! What whoever manages training does about one person: they need not do it, or may try again.

use super::get::show;
use super::view::RecordView;
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::problem::{FieldProblem, Problem};
use crate::routes::tasks::create::field;
use crate::views::Answer;
use actix_web::post;
use domain::text::paragraph;
use serde::Deserialize;
use utoipa::ToSchema;

/// Why somebody need not do it this once.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = TrainingWaiverReason)]
pub(crate) struct Waiver {
    /// At most 500 characters.
    reason: String,
}

/// Waive what somebody is asked for this once. Nobody waives their own.
#[utoipa::path(tag = "training", operation_id = "waive_training",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_training"))), request_body = Waiver,
    responses((status = 200, body = RecordView), (status = 404), (status = 409), (status = 412), (status = 422),
        (status = 428)))]
#[post("/o/{org}/assignments/{id}/waive")]
pub(crate) async fn waive(
    caller: Caller<may::ManageTraining>,
    id: Id,
    version: IfMatch,
    body: Body<Waiver>,
) -> Answer {
    let mut errors = Vec::new();
    let reason = field(&mut errors, "/reason", paragraph(&body.value.reason, 500)).unwrap_or_default();
    if errors.is_empty() && reason.is_empty() {
        errors.push(FieldProblem::new("/reason", "required", "is needed"));
    }
    if !errors.is_empty() {
        return Err(Problem::InvalidInput(errors));
    }
    let org = caller.write().await?;
    org.waive_training(id.0, version.0, &reason).await?;
    let answer = show(&org, id.0).await?;
    org.commit().await?;
    Ok(answer)
}

/// Let somebody try a quiz again as often as at first.
#[utoipa::path(tag = "training", operation_id = "allow_attempts",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_training"))),
    responses((status = 200, body = RecordView), (status = 404), (status = 409), (status = 412), (status = 428)))]
#[post("/o/{org}/assignments/{id}/allow")]
pub(crate) async fn allow(caller: Caller<may::ManageTraining>, id: Id, version: IfMatch) -> Answer {
    let org = caller.write().await?;
    org.allow_attempts(id.0, version.0).await?;
    let answer = show(&org, id.0).await?;
    org.commit().await?;
    Ok(answer)
}
