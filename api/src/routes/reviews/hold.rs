//! Reviews that were held, of one thing or of several in a meeting, and their approval.

use super::view::{ReviewsOfView, after};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, Record};
use crate::names::ReviewOutcome;
use crate::problem::{FieldProblem, Problem};
use crate::views::Answer;
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::id::SubjectId;
use domain::review::Outcome;
use domain::text::paragraph;
use serde::{Deserialize, Serialize};
use store::NewReview;
use utoipa::ToSchema;
use uuid::Uuid;

/// The most that is reviewed in one meeting.
const MOST: usize = 100;

/// What came of a review.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct HeldReview {
    /// The day of the review, today at the latest.
    on: NaiveDate,
    #[schema(value_type = ReviewOutcome)]
    outcome: String,
    /// What is to be changed, at most 2,000 characters; needed unless it is suitable as it is.
    #[serde(default)]
    changes: String,
    /// What was looked at, at most 2,000 characters.
    #[serde(default)]
    note: String,
    /// When it is due next; left out: as the rhythm says.
    next: Option<NaiveDate>,
}

impl HeldReview {
    fn parsed(&self) -> Result<NewReview, Problem> {
        let mut errors = Vec::new();
        let mut text = |pointer: &str, text: &str| match paragraph(text, 2_000) {
            Ok(text) => text,
            Err(why) => {
                errors.push(FieldProblem::new(pointer, why.code(), why.to_string()));
                String::new()
            }
        };
        let (changes, note) = (text("/changes", &self.changes), text("/note", &self.note));
        let outcome = Outcome::parse(&self.outcome);
        if outcome.is_none() {
            errors.push(FieldProblem::new("/outcome", "unknown", "is not known here"));
        }
        match outcome {
            Some(outcome) if errors.is_empty() => {
                Ok(NewReview { on: self.on, outcome, changes, note, next: self.next })
            }
            _ => Err(Problem::InvalidInput(errors)),
        }
    }
}

/// Note what came of a review; when the next one is follows in the same step.
#[utoipa::path(tag = "reviews", operation_id = "hold_review", params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("hold_review"))), request_body = HeldReview,
    responses((status = 200, body = ReviewsOfView), (status = 404), (status = 409), (status = 422)))]
#[post("/o/{org}/reviews/{id}/held")]
pub(crate) async fn one(caller: Caller<may::HoldReview>, id: Id, body: Body<HeldReview>) -> Answer {
    let new = body.value.parsed()?;
    let org = caller.write().await?;
    org.hold_review(id.0, &new, caller.reach(), None).await?;
    org.commit().await?;
    Ok(HttpResponse::Ok().json(after(&caller, id.0).await?))
}

/// A meeting in which several things were reviewed and found to be the same.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReviewMeeting {
    /// What was reviewed: up to 100 things.
    subjects: Vec<Uuid>,
    review: HeldReview,
}

/// How many were noted.
#[derive(Serialize, ToSchema)]
pub(crate) struct MeetingHeld {
    meeting: Uuid,
    held: usize,
}

/// Note what came of a meeting: one review of each thing, all or none.
#[utoipa::path(tag = "reviews", operation_id = "hold_review_meeting", params(("org" = String, Path)),
    extensions(("x-permission" = json!("hold_review"))), request_body = ReviewMeeting,
    responses((status = 200, body = MeetingHeld), (status = 404), (status = 409), (status = 422)))]
#[post("/o/{org}/reviews/meetings")]
pub(crate) async fn meeting(caller: Caller<may::HoldReview>, body: Body<ReviewMeeting>) -> Answer {
    let ReviewMeeting { mut subjects, review } = body.value;
    subjects.sort_unstable();
    subjects.dedup();
    if !(1..=MOST).contains(&subjects.len()) {
        return Err(Problem::field("/subjects", "out_of_range", "takes from one to a hundred things"));
    }
    let new = review.parsed()?;
    let org = caller.write().await?;
    let meeting = org.hold_meeting(subjects.iter().copied().map(SubjectId), &new, caller.reach()).await?;
    org.commit().await?;
    Ok(HttpResponse::Ok().json(MeetingHeld { meeting, held: subjects.len() }))
}

/// Approve what the reviewer said.
#[utoipa::path(tag = "reviews", operation_id = "approve_review",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("record" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("manage_reviews"))),
    responses((status = 200, body = ReviewsOfView), (status = 404), (status = 409)))]
#[post("/o/{org}/reviews/{id}/records/{record}/approve")]
pub(crate) async fn approve(caller: Caller<may::ManageReviews>, id: Id, record: Record) -> Answer {
    let org = caller.write().await?;
    org.approve_review(id.0, record.0).await?;
    org.commit().await?;
    Ok(HttpResponse::Ok().json(after(&caller, id.0).await?))
}
