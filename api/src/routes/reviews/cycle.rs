//! When and by whom a thing is reviewed.

use super::view::{ReviewsOfView, after};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, given};
use crate::problem::Problem;
use crate::routes::tasks::recurrence::RecurrenceView;
use crate::views::Answer;
use actix_web::{HttpResponse, delete, patch};
use chrono::NaiveDate;
use domain::id::PersonId;
use domain::review::Change;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What of it changes; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CycleRevision {
    /// How often. A rule that ends is refused.
    recurrence: Option<RecurrenceView>,
    /// When it is due next, from which the rhythm is reckoned anew.
    due: Option<NaiveDate>,
    /// Who reviews it; null: its owner, else whoever leads the AIMS.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Uuid>)]
    reviewer: Option<Option<Uuid>>,
    /// Who approves what the reviewer says; null: nobody has to.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Uuid>)]
    approver: Option<Option<Uuid>>,
}

/// Say when and by whom a thing is reviewed. What was not reviewed before is from now on.
#[utoipa::path(tag = "reviews", operation_id = "revise_review_cycle",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("manage_reviews"))), request_body = CycleRevision,
    responses((status = 200, body = ReviewsOfView), (status = 404), (status = 409), (status = 422)))]
#[patch("/o/{org}/reviews/{id}")]
pub(crate) async fn revise(caller: Caller<may::ManageReviews>, id: Id, body: Body<CycleRevision>) -> Answer {
    let CycleRevision { recurrence, due, reviewer, approver } = body.value;
    let mut errors = Vec::new();
    let rule = recurrence.and_then(|rule| rule.parse(&mut errors));
    if !errors.is_empty() {
        return Err(Problem::InvalidInput(errors));
    }
    let person = |one: Option<Option<Uuid>>| one.map(|one| one.map(PersonId));
    let change = Change { rule, due, reviewer: person(reviewer), approver: person(approver) };
    let org = caller.write().await?;
    org.set_review_cycle(id.0, change).await?;
    org.commit().await?;
    Ok(HttpResponse::Ok().json(after(&caller, id.0).await?))
}

/// Review a thing no more. What came of its reviews stays.
#[utoipa::path(tag = "reviews", operation_id = "end_review_cycle",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("manage_reviews"))),
    responses((status = 204), (status = 404)))]
#[delete("/o/{org}/reviews/{id}")]
pub(crate) async fn end(caller: Caller<may::ManageReviews>, id: Id) -> Answer {
    let org = caller.write().await?;
    org.end_review_cycle(id.0).await?;
    org.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
