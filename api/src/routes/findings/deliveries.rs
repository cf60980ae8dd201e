//! The sent-log of a finding.

use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::routes::tasks::deliveries::{SentLogView, sent_log};
use crate::views::Answer;
use actix_web::get;

/// The sent-log of a finding: the reminders of its answer and its correction.
#[utoipa::path(tag = "findings", operation_id = "finding_deliveries",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("read_deliveries"))),
    responses((status = 200, body = SentLogView), (status = 404)))]
#[get("/o/{org}/findings/{id}/deliveries")]
pub(crate) async fn handle(caller: Caller<may::ReadDeliveries>, id: Id) -> Answer {
    let org = caller.read().await?;
    org.see_subject(id.0, |action| caller.reach_of(action)).await?;
    org.finding(id.0).await?;
    sent_log(&caller, org, id.0).await
}
