//! The sent-log of a task, and of other things as they show it.

use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::names::DeliveryState;
use crate::routes::reviews::view::PostponementView;
use crate::views::{Answer, OwnerView};
use actix_web::{HttpResponse, get};
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::Action;
use domain::id::SubjectId;
use serde::Serialize;
use store::{DeliveryView as Stored, OrgRead};
use utoipa::ToSchema;
use uuid::Uuid;

/// What was planned and sent about a task, latest first, and what comes next.
#[derive(Serialize, ToSchema)]
#[schema(as = SentLog)]
pub(crate) struct SentLogView {
    items: Vec<DeliveryView>,
    /// How its dates were put off, latest first.
    postponements: Vec<PostponementView>,
    upcoming: Option<UpcomingView>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Upcoming)]
pub(crate) struct UpcomingView {
    step: String,
    at: DateTime<Utc>,
}

/// One planned reminder and what became of it.
#[derive(Serialize, ToSchema)]
#[schema(as = Delivery)]
pub(crate) struct DeliveryView {
    id: Uuid,
    /// `lead_30`, `lead_7`, `due`, `overdue_1`, `again_DATE`, `escalated_manager`, …; with `review.`, `validity.` or
    /// `expiry.` before it where it is not of a task.
    step: String,
    /// `mail`, `direct` (a direct message), `posted` (where the task stands in a channel) or `teams` (a card in Teams).
    channel: &'static str,
    recipient: OwnerView,
    /// In whose place, where they are away.
    stands_for: Option<OwnerView>,
    /// The due date it speaks of.
    due: NaiveDate,
    #[schema(value_type = DeliveryState)]
    state: &'static str,
    /// Why it was suppressed: `closed`, `reassigned`, `rescheduled`, `replaced`, `inactive`.
    reason: Option<String>,
    planned_at: DateTime<Utc>,
    settled_at: Option<DateTime<Utc>>,
    /// How often it was handed over.
    copies: i32,
    /// What the mail server last said.
    last_error: Option<String>,
    message_id: String,
}

fn view(delivery: Stored, domain: &str) -> DeliveryView {
    DeliveryView {
        message_id: format!("<{}@{domain}>", delivery.id),
        id: delivery.id,
        step: delivery.step,
        channel: delivery.channel.name(),
        recipient: delivery.recipient.into(),
        stands_for: delivery.stands_for.map(OwnerView::from),
        due: delivery.due,
        state: delivery.state.name(),
        reason: delivery.reason,
        planned_at: delivery.planned_at,
        settled_at: delivery.settled_at,
        copies: delivery.copies,
        last_error: delivery.last_error,
    }
}

/// The sent-log of a task.
#[utoipa::path(tag = "tasks", operation_id = "task_deliveries",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("read_deliveries"))),
    responses((status = 200, body = SentLogView), (status = 404)))]
#[get("/o/{org}/tasks/{id}/deliveries")]
pub(crate) async fn handle(caller: Caller<may::ReadDeliveries>, id: Id) -> Answer {
    let org = caller.read().await?;
    org.task(id.0, caller.reach_of(Action::ReadTasks)).await?;
    sent_log(&caller, org, id.0).await
}

/// What was planned and sent about a thing that the caller has shown to see.
pub(crate) async fn sent_log<P>(caller: &Caller<P>, org: OrgRead, subject: SubjectId) -> Answer {
    let (items, upcoming) = org.deliveries(subject).await?;
    let postponements = org.postponements(subject).await?;
    org.close().await?;
    let domain = &caller.state().api.message_id_domain;
    Ok(HttpResponse::Ok().json(SentLogView {
        items: items.into_iter().map(|one| view(one, domain)).collect(),
        postponements: postponements.into_iter().map(PostponementView::from).collect(),
        upcoming: upcoming.map(|next| UpcomingView { step: next.step.to_string(), at: next.at }),
    }))
}
