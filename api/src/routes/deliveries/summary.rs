//! What became of what was planned, in figures.

use crate::caller::{Caller, may};
use crate::extract::Parameters;
use crate::names::{CarrierName, ChannelTroubleName, DeliveryReason, DeliveryState};
use crate::problem::Problem;
use crate::views::{Answer, OwnerView};
use actix_web::{HttpResponse, get};
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::{Action, Reach};
use domain::channel_health::Carrier;
use serde::Serialize;
use store::{ChannelTrouble, DayCount, DeliverySummary, FailingPerson, Pace, SaidCount};
use utoipa::ToSchema;
use uuid::Uuid;

/// Spans that can be looked at, in days.
const SPANS: [u16; 3] = [7, 30, 90];

/// What became of what was planned within some days.
#[derive(Serialize, ToSchema)]
#[schema(as = DeliverySummary)]
pub(crate) struct SummaryView {
    /// The first day.
    since: NaiveDate,
    /// The last day: today in the organisation's zone.
    until: NaiveDate,
    /// By the day on which it was planned, by way and by where it stands now; what there is none of is left out.
    counts: Vec<CountView>,
    /// How long it took from planning to the end outside.
    paces: Vec<PaceView>,
    /// Why things were not sent, the most frequent first; at most 8.
    suppressed: Vec<ReasonView>,
    /// What the outside said of what failed, the most frequent first; at most 8.
    failed: Vec<SaidView>,
    /// Whose deliveries fail, the most frequent first; at most 8.
    people: Vec<FailingView>,
    /// The ways that do not work as they should now; only for those who see everything.
    troubles: Vec<TroubleView>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = DeliveryCount)]
pub(crate) struct CountView {
    day: NaiveDate,
    #[schema(value_type = CarrierName)]
    channel: &'static str,
    #[schema(value_type = DeliveryState)]
    state: &'static str,
    count: i64,
}

#[derive(Serialize, ToSchema)]
#[schema(as = DeliveryPace)]
pub(crate) struct PaceView {
    /// By which way; null: all together.
    #[schema(value_type = Option<CarrierName>)]
    channel: Option<&'static str>,
    /// How many that is said of: what was delivered, refused, given up or left uncertain.
    count: i64,
    /// Half of them took no longer, in milliseconds.
    median_ms: i64,
    /// And all but one in twenty.
    p95_ms: i64,
}

#[derive(Serialize, ToSchema)]
#[schema(as = DeliveryReasonCount)]
pub(crate) struct ReasonView {
    #[schema(value_type = DeliveryReason)]
    reason: &'static str,
    count: i64,
}

#[derive(Serialize, ToSchema)]
#[schema(as = DeliverySaidCount)]
pub(crate) struct SaidView {
    /// The latest of them: `like` of the list takes it.
    delivery: Uuid,
    /// What was said; null: nothing.
    said: Option<String>,
    count: i64,
}

#[derive(Serialize, ToSchema)]
#[schema(as = FailingPerson)]
pub(crate) struct FailingView {
    person: OwnerView,
    /// Null for those who may not read what is said of people.
    address: Option<String>,
    count: i64,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ChannelTrouble)]
pub(crate) struct TroubleView {
    #[schema(value_type = CarrierName)]
    channel: &'static str,
    #[schema(value_type = ChannelTroubleName)]
    trouble: &'static str,
    /// When it was found.
    since: DateTime<Utc>,
    /// How many had come to an end outside within a day when it was found.
    ended: i32,
    /// How many of those had failed.
    failed: i32,
    /// Since when the one that waited longest had waited.
    waiting_since: Option<DateTime<Utc>>,
}

fn count(count: DayCount) -> CountView {
    let DayCount { day, channel, state, count } = count;
    CountView { day, channel: channel.name(), state: state.name(), count }
}

fn pace(pace: Pace) -> PaceView {
    let Pace { channel, count, median_ms, p95_ms } = pace;
    PaceView { channel: channel.map(Carrier::name), count, median_ms, p95_ms }
}

fn said(said: SaidCount) -> SaidView {
    SaidView { delivery: said.delivery, said: said.said, count: said.count }
}

fn trouble(found: ChannelTrouble) -> TroubleView {
    TroubleView {
        channel: found.channel.name(),
        trouble: found.trouble.name(),
        since: found.since,
        ended: found.ended,
        failed: found.failed,
        waiting_since: found.waiting_since,
    }
}

fn view(summary: DeliverySummary, troubles: Vec<ChannelTrouble>, addresses: bool) -> SummaryView {
    let failing = |one: FailingPerson| FailingView {
        person: one.person.into(),
        address: addresses.then_some(one.address),
        count: one.count,
    };
    let reason = |one: store::ReasonCount| ReasonView { reason: one.reason.name(), count: one.count };
    SummaryView {
        since: summary.since,
        until: summary.until,
        counts: summary.counts.into_iter().map(count).collect(),
        paces: summary.paces.into_iter().map(pace).collect(),
        suppressed: summary.suppressed.into_iter().map(reason).collect(),
        failed: summary.failed.into_iter().map(said).collect(),
        people: summary.people.into_iter().map(failing).collect(),
        troubles: troubles.into_iter().map(trouble).collect(),
    }
}

/// How many days are looked at.
fn span(parameters: &Parameters) -> Result<u16, Problem> {
    let mut days = 30;
    for (name, value) in &parameters.0.parameters {
        if name != "days" {
            return Err(Problem::field(name, "unknown", "is not a parameter of this"));
        }
        let wanted = value.parse().ok().filter(|days| SPANS.contains(days));
        days = wanted.ok_or(Problem::field(name, "unknown", "is one of 7, 30, 90"))?;
    }
    Ok(days)
}

/// What became of what was planned within 7, 30 or 90 days, today among them; for those who see only their own, of what is
/// theirs.
#[utoipa::path(tag = "deliveries", operation_id = "summarise_deliveries", params(("org" = String, Path),
    ("days" = Option<u16>, Query, description = "7, 30 or 90, default 30.")),
    extensions(("x-permission" = json!("read_deliveries"))),
    responses((status = 200, body = SummaryView), (status = 422)))]
#[get("/o/{org}/deliveries/summary")]
pub(crate) async fn handle(caller: Caller<may::ReadDeliveries>, parameters: Parameters) -> Answer {
    let days = span(&parameters)?;
    let org = caller.read().await?;
    let summary = org.delivery_summary(days, caller.reach()).await?;
    let all = caller.reach() == Reach::All;
    let troubles = if all { org.channel_troubles().await? } else { Vec::new() };
    org.close().await?;
    let addresses = all && caller.reach_of(Action::ReadPeople) == Reach::All;
    Ok(HttpResponse::Ok().json(view(summary, troubles, addresses)))
}
