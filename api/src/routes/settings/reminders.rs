//! How the organisation reminds, and what that would send.

use super::view::{ReminderPolicy, SettingsView, after};
use crate::caller::{Caller, may};
use crate::extract::{Body, IfMatch};
use crate::names::ReminderFate;
use crate::views::{Answer, OwnerView};
use actix_web::{HttpResponse, post, put};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;
use store::{Fate, Foreseen};
use utoipa::ToSchema;
use uuid::Uuid;

/// Change how the organisation reminds. What is planned is planned anew; what has passed is not sent again.
#[utoipa::path(tag = "settings", operation_id = "revise_reminders",
    params(("org" = String, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("revise_settings"))), request_body = ReminderPolicy,
    responses((status = 200, body = SettingsView), (status = 412), (status = 422), (status = 428)))]
#[put("/o/{org}/settings/reminders")]
pub(crate) async fn revise(
    caller: Caller<may::ReviseSettings>,
    version: IfMatch,
    body: Body<ReminderPolicy>,
) -> Answer {
    let policy = body.value.checked()?;
    let org = caller.write().await?;
    org.revise_reminders(version.0, policy).await?;
    org.commit().await?;
    after(&caller).await
}

/// What the coming week would bring.
#[derive(Serialize, ToSchema)]
#[schema(as = ReminderOutlook)]
pub(crate) struct OutlookView {
    until: DateTime<Utc>,
    /// The earliest first; of very many the first 200.
    items: Vec<ForeseenView>,
    counts: FateCounts,
    /// Whether everything that is due to somebody was looked at; the first 5,000 are.
    whole: bool,
}

/// How many reminders there are of each fate.
#[derive(Serialize, ToSchema)]
pub(crate) struct FateCounts {
    kept: usize,
    moved: usize,
    new: usize,
    gone: usize,
}

/// A reminder that would be sent, or no longer would.
#[derive(Serialize, ToSchema)]
#[schema(as = ForeseenReminder)]
pub(crate) struct ForeseenView {
    subject: Uuid,
    reference: Option<String>,
    title: String,
    person: OwnerView,
    due: NaiveDate,
    /// Such as `lead_7`, `due`, `overdue_1`.
    step: String,
    at: DateTime<Utc>,
    /// `mail`, `direct` for a message to the person, `posted` for one in a channel, `teams` for a card there.
    ways: Vec<&'static str>,
    #[schema(value_type = ReminderFate)]
    fate: &'static str,
}

impl From<Foreseen> for ForeseenView {
    fn from(one: Foreseen) -> Self {
        Self {
            subject: one.subject,
            reference: one.reference,
            title: one.title,
            person: one.person.into(),
            due: one.due,
            step: one.step.to_string(),
            at: one.at,
            ways: one.ways,
            fate: one.fate.name(),
        }
    }
}

/// What the coming week would bring by a policy, compared with the present one. Nothing is written.
#[utoipa::path(tag = "settings", operation_id = "preview_reminders", params(("org" = String, Path)),
    extensions(("x-permission" = json!("revise_settings"))), request_body = ReminderPolicy,
    responses((status = 200, body = OutlookView), (status = 422)))]
#[post("/o/{org}/settings/reminders/preview")]
pub(crate) async fn preview(caller: Caller<may::ReviseSettings>, body: Body<ReminderPolicy>) -> Answer {
    let policy = body.value.checked()?;
    let org = caller.read().await?;
    let outlook = org.foresee_reminders(policy).await?;
    org.close().await?;
    let count = |fate| outlook.counts.get(&fate).copied().unwrap_or_default();
    let counts = FateCounts {
        kept: count(Fate::Kept),
        moved: count(Fate::Moved),
        new: count(Fate::New),
        gone: count(Fate::Gone),
    };
    let items = outlook.items.into_iter().map(ForeseenView::from).collect();
    Ok(HttpResponse::Ok().json(OutlookView { until: outlook.until, items, counts, whole: outlook.is_whole }))
}
