//! How an organisation's settings are shown.

use crate::caller::Caller;
use crate::names::DayName;
use crate::problem::{FieldProblem, Problem};
use crate::views::{Answer, OwnerView, versioned};
use actix_web::HttpResponse;
use chrono::NaiveDate;
use domain::id::PersonId;
use domain::reminder::{Escalation, Policy, PolicyRefused};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The settings of an organisation.
#[derive(Serialize, ToSchema)]
#[schema(as = Settings)]
pub(crate) struct SettingsView {
    name: String,
    /// The organisation's part of addresses, which stays.
    slug: String,
    /// IANA time zone.
    zone: String,
    /// ISO 3166-1 alpha-2.
    country: String,
    /// With which day calendars begin.
    #[schema(value_type = DayName)]
    first_day: &'static str,
    /// On which days people work.
    #[schema(value_type = Vec<DayName>)]
    working_days: Vec<&'static str>,
    reminders: ReminderPolicy,
    /// Who leads the AIMS now, chosen or found.
    lead: Option<OwnerView>,
    /// Who stands for top management.
    top: Option<OwnerView>,
    holidays: Vec<HolidayView>,
    logo: Option<LogoView>,
    version: i32,
}

/// A day off.
#[derive(Serialize, ToSchema)]
#[schema(as = Holiday)]
pub(crate) struct HolidayView {
    day: NaiveDate,
    name: String,
}

impl From<store::HolidayView> for HolidayView {
    fn from(one: store::HolidayView) -> Self {
        Self { day: one.day, name: one.name }
    }
}

/// A logo.
#[derive(Serialize, ToSchema)]
#[schema(as = Logo)]
pub(crate) struct LogoView {
    /// Where it is.
    href: String,
    width: i32,
    height: i32,
}

/// How an organisation reminds.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReminderPolicy {
    /// So many days before the due date: up to eight, each from 1 to 365.
    pub(super) lead_days: Vec<u16>,
    /// On the due date itself.
    pub(super) on_the_day: bool,
    /// Every so many weeks while overdue, from 1 to 8.
    pub(super) overdue_weeks: u16,
    /// The hour of the day in the recipient's zone, from 0 to 23.
    pub(super) hour: u32,
    /// On days off nothing leaves.
    pub(super) working_days_only: bool,
    /// Who else hears of what stays overdue.
    #[serde(default)]
    pub(super) escalation: EscalationView,
    /// How many reminders one person gets by mail on one day at most, from 1 to 200; what is more comes in a digest. Null:
    /// however many there are; left out: as usual.
    #[serde(default = "usual_most")]
    pub(super) most_a_day: Option<u16>,
}

fn usual_most() -> Option<u16> {
    Policy::default().most_a_day
}

/// After how many days overdue others hear of it: 1 to 90, in this order; null: never.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Escalation)]
pub(crate) struct EscalationView {
    /// The manager of whoever is responsible.
    manager_days: Option<u16>,
    /// Whoever leads the AIMS.
    lead_days: Option<u16>,
    /// Top management.
    top_days: Option<u16>,
    /// Who leads the AIMS; null: whoever has been its manager for longest.
    lead: Option<Uuid>,
    /// Who stands for top management; null: nobody is told.
    top: Option<Uuid>,
}

impl Default for EscalationView {
    fn default() -> Self {
        Escalation::default().into()
    }
}

impl From<Escalation> for EscalationView {
    fn from(one: Escalation) -> Self {
        let Escalation { manager_days, lead_days, top_days, lead, top } = one;
        let id = |person: Option<PersonId>| person.map(|person| person.0);
        Self { manager_days, lead_days, top_days, lead: id(lead), top: id(top) }
    }
}

impl From<EscalationView> for Escalation {
    fn from(one: EscalationView) -> Self {
        let EscalationView { manager_days, lead_days, top_days, lead, top } = one;
        Self { manager_days, lead_days, top_days, lead: lead.map(PersonId), top: top.map(PersonId) }
    }
}

impl From<Policy> for ReminderPolicy {
    fn from(policy: Policy) -> Self {
        let Policy { lead_days, on_the_day, overdue_weeks, hour, working_days_only, .. } = policy;
        let (escalation, most_a_day) = (policy.escalation.into(), policy.most_a_day);
        Self { lead_days, on_the_day, overdue_weeks, hour, working_days_only, escalation, most_a_day }
    }
}

impl ReminderPolicy {
    /// The policy, if it can be one.
    pub(super) fn checked(self) -> Result<Policy, Problem> {
        let Self { lead_days, on_the_day, overdue_weeks, hour, working_days_only, escalation, most_a_day } =
            self;
        let escalation = escalation.into();
        let policy = Policy {
            lead_days,
            on_the_day,
            overdue_weeks,
            hour,
            working_days_only,
            escalation,
            most_a_day,
            since: None,
        };
        policy.checked().map_err(|refused| Problem::InvalidInput(refused.into_iter().map(field).collect()))
    }
}

fn field(refused: PolicyRefused) -> FieldProblem {
    let (pointer, detail) = match refused {
        PolicyRefused::LeadDays => ("/lead_days", "takes up to eight days, each from 1 to 365"),
        PolicyRefused::OverdueWeeks => ("/overdue_weeks", "must lie between 1 and 8"),
        PolicyRefused::Hour => ("/hour", "must lie between 0 and 23"),
        PolicyRefused::Escalation => {
            ("/escalation", "takes 1 to 90 days, and nobody hears of it before those below them")
        }
        PolicyRefused::MostADay => ("/most_a_day", "must lie between 1 and 200"),
    };
    FieldProblem::new(pointer, "out_of_range", detail)
}

/// The settings as they are now.
pub(super) async fn after<P>(caller: &Caller<P>) -> Answer {
    let org = caller.read().await?;
    let (row, holidays, logo) = (org.organisation().await?, org.holidays().await?, org.logo().await?);
    let (lead, top) = org.those_above().await?;
    org.close().await?;
    let view = SettingsView {
        logo: logo.map(|logo| LogoView {
            // Another picture is another address, so that it can be kept.
            href: format!("/api/v1/o/{}/settings/logo?v={:.16}", row.slug, logo.file.sha256),
            width: logo.width,
            height: logo.height,
        }),
        name: row.name,
        slug: row.slug,
        zone: row.zone,
        country: row.country,
        first_day: row.week.first_day.name(),
        working_days: row.week.working_days.iter().map(|day| day.name()).collect(),
        reminders: row.reminders.into(),
        lead: lead.map(OwnerView::from),
        top: top.map(OwnerView::from),
        holidays: holidays.into_iter().map(HolidayView::from).collect(),
        version: row.version,
    };
    Ok(versioned(HttpResponse::Ok(), row.version, &view))
}
