//! Letting a review fall away this once: its date, the reason and who approved stay.

use super::postpone::explained;
use super::view::{ReviewsOfView, after};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id};
use crate::views::Answer;
use actix_web::{HttpResponse, post};
use serde::Deserialize;
use utoipa::ToSchema;

/// Why it falls away.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Waiver {
    /// At most 500 characters.
    reason: String,
}

/// Let the present review of a thing fall away; the next one of its rhythm follows. Whoever does so approves it.
#[utoipa::path(tag = "reviews", operation_id = "waive_review",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("manage_reviews"))), request_body = Waiver,
    responses((status = 200, body = ReviewsOfView), (status = 404), (status = 409), (status = 422)))]
#[post("/o/{org}/reviews/{id}/waive")]
pub(crate) async fn handle(caller: Caller<may::ManageReviews>, id: Id, body: Body<Waiver>) -> Answer {
    let reason = explained(&body.value.reason)?;
    let org = caller.write().await?;
    org.waive_review(id.0, &reason).await?;
    org.commit().await?;
    Ok(HttpResponse::Ok().json(after(&caller, id.0).await?))
}
