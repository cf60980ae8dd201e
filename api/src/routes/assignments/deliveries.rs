//! The sent-log of what somebody is asked to learn.

use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::routes::tasks::deliveries::{SentLogView, sent_log};
use crate::views::Answer;
use actix_web::get;

/// The sent-log of an assignment: which reminders somebody got, by which way.
#[utoipa::path(tag = "training", operation_id = "assignment_deliveries",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("read_training"))),
    responses((status = 200, body = SentLogView), (status = 404)))]
#[get("/o/{org}/assignments/{id}/deliveries")]
pub(crate) async fn handle(caller: Caller<may::ReadTraining>, id: Id) -> Answer {
    let org = caller.read().await?;
    org.see_subject(id.0, |action| caller.reach_of(action)).await?;
    org.assignment(id.0).await?;
    sent_log(&caller, org, id.0).await
}
