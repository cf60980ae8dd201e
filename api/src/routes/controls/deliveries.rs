//! The sent-log of a requirement or control.

use super::view::related;
use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::problem::Problem;
use crate::routes::tasks::deliveries::{SentLogView, sent_log};
use crate::views::Answer;
use actix_web::get;
use domain::access::{Action, Reach};

/// The sent-log of a requirement or control: the reminders of its reviews.
#[utoipa::path(tag = "controls", operation_id = "control_deliveries",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("read_deliveries"))),
    responses((status = 200, body = SentLogView), (status = 404)))]
#[get("/o/{org}/controls/{id}/deliveries")]
pub(crate) async fn handle(caller: Caller<may::ReadDeliveries>, id: Id) -> Answer {
    if caller.reach_of(Action::ReadControls) != Reach::All {
        return Err(Problem::Forbidden);
    }
    let org = caller.read().await?;
    org.control(id.0, related).await?;
    sent_log(&caller, org, id.0).await
}
