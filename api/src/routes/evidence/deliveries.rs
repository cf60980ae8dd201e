//! The sent-log of evidence.

use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::routes::tasks::deliveries::{SentLogView, sent_log};
use crate::views::Answer;
use actix_web::get;
use domain::access::Action;

/// The sent-log of evidence: the reminders that it ends.
#[utoipa::path(tag = "evidence", operation_id = "evidence_deliveries",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("read_deliveries"))),
    responses((status = 200, body = SentLogView), (status = 404)))]
#[get("/o/{org}/evidence/{id}/deliveries")]
pub(crate) async fn handle(caller: Caller<may::ReadDeliveries>, id: Id) -> Answer {
    let org = caller.read().await?;
    org.evidence(id.0, caller.reach_of(Action::ReadEvidence)).await?;
    sent_log(&caller, org, id.0).await
}
