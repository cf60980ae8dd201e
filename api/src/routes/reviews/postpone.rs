//! Putting a date off: the original, the reason and who approved stay.

use super::view::{ReviewsOfView, after};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id};
use crate::names::ObligationKind;
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::access::Action;
use domain::obligation::Kind;
use domain::text::paragraph;
use serde::Deserialize;
use utoipa::ToSchema;

/// What is put off, until when, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PutOff {
    #[schema(value_type = ObligationKind)]
    kind: String,
    /// Later than the present date and than today.
    to: NaiveDate,
    /// Why, at most 500 characters.
    reason: String,
}

/// Put off what is due of a thing. Whoever does so approves it; the reminders follow the new date.
#[utoipa::path(tag = "reviews", operation_id = "postpone_obligation",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("manage_reviews"))), request_body = PutOff,
    responses((status = 200, body = ReviewsOfView), (status = 404), (status = 409), (status = 422)))]
#[post("/o/{org}/obligations/{id}/postpone")]
pub(crate) async fn handle(caller: Caller<may::ManageReviews>, id: Id, body: Body<PutOff>) -> Answer {
    let PutOff { kind, to, reason } = body.value;
    let kind = Kind::parse(&kind).ok_or(Problem::field("/kind", "unknown", "is not known here"))?;
    let reason = explained(&reason)?;
    let org = caller.write().await?;
    if kind == Kind::Task {
        org.task(id.0, caller.reach_of(Action::ReadTasks)).await?;
    }
    org.postpone(id.0, kind, to, &reason).await?;
    org.commit().await?;
    Ok(HttpResponse::Ok().json(after(&caller, id.0).await?))
}

/// Why, which is always said.
pub(super) fn explained(reason: &str) -> Result<String, Problem> {
    let reason =
        paragraph(reason, 500).map_err(|why| Problem::field("/reason", why.code(), why.to_string()))?;
    if reason.is_empty() { Err(Problem::field("/reason", "required", "say why")) } else { Ok(reason) }
}
