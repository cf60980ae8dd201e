//! What was planned and sent, across everything.

use crate::caller::{Caller, may};
use crate::extract::Parameters;
use crate::names::DeliveryState;
use crate::views::{Answer, OwnerView, PageView};
use actix_web::{HttpResponse, get};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use store::DeliveryRow;
use utoipa::ToSchema;
use uuid::Uuid;

/// What a delivery is about.
#[derive(Serialize, ToSchema)]
#[schema(as = DeliverySubject)]
pub(crate) struct AboutView {
    id: Uuid,
    /// `task`, and what else is reminded of.
    kind: String,
    reference: String,
    title: String,
}

/// One delivery in the sent-log of the organisation.
#[derive(Serialize, ToSchema)]
#[schema(as = DeliveryRow)]
pub(crate) struct DeliveryRowView {
    id: Uuid,
    /// Null: a digest, which is about many things.
    about: Option<AboutView>,
    /// `lead_30`, `lead_7`, `due`, `overdue_1`, `escalated_lead`, … of a task; `review.lead_30`, `validity.due`, … of
    /// other things; `told:KIND:…` for one notice, `digest` and
    /// `digest:weekly` for several.
    step: String,
    /// `mail`, `direct`, `posted` or `teams`.
    channel: &'static str,
    recipient: OwnerView,
    /// The due date it speaks of; of notices and digests the day they were planned on.
    due: NaiveDate,
    #[schema(value_type = DeliveryState)]
    state: &'static str,
    /// Why it was suppressed.
    reason: Option<String>,
    planned_at: DateTime<Utc>,
    settled_at: Option<DateTime<Utc>>,
    /// How often it was handed over.
    copies: i32,
    /// What the outside last said.
    last_error: Option<String>,
}

impl From<DeliveryRow> for DeliveryRowView {
    fn from(row: DeliveryRow) -> Self {
        Self {
            id: row.id,
            about: row.about.map(|about| AboutView {
                id: about.id,
                kind: about.kind,
                reference: about.reference,
                title: about.title,
            }),
            step: row.step,
            channel: row.channel.name(),
            recipient: row.recipient.into(),
            due: row.due,
            state: row.state.name(),
            reason: row.reason,
            planned_at: row.planned_at,
            settled_at: row.settled_at,
            copies: row.copies,
            last_error: row.last_error,
        }
    }
}

/// The sent-log of the organisation, or for those who see only their own, of what is theirs.
#[utoipa::path(tag = "deliveries", operation_id = "list_deliveries", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_deliveries"))),
    responses((status = 200, body = PageView<DeliveryRowView>)))]
#[get("/o/{org}/deliveries")]
pub(crate) async fn handle(caller: Caller<may::ReadDeliveries>, parameters: Parameters) -> Answer {
    let org = caller.read().await?;
    let page = org.sent_log(&parameters.0, caller.reach()).await?;
    org.close().await?;
    Ok(HttpResponse::Ok().json(PageView::of(page, DeliveryRowView::from)))
}
