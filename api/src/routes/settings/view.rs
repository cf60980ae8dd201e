//! How an organisation's settings are shown.

use crate::caller::Caller;
use crate::names::DayName;
use crate::problem::{FieldProblem, Problem};
use crate::views::{Answer, versioned};
use actix_web::HttpResponse;
use chrono::NaiveDate;
use domain::reminder::{Policy, PolicyRefused};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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
}

impl From<Policy> for ReminderPolicy {
    fn from(policy: Policy) -> Self {
        let Policy { lead_days, on_the_day, overdue_weeks, hour, working_days_only, .. } = policy;
        Self { lead_days, on_the_day, overdue_weeks, hour, working_days_only }
    }
}

impl ReminderPolicy {
    /// The policy, if it can be one.
    pub(super) fn checked(self) -> Result<Policy, Problem> {
        let Self { lead_days, on_the_day, overdue_weeks, hour, working_days_only } = self;
        let policy = Policy { lead_days, on_the_day, overdue_weeks, hour, working_days_only, since: None };
        policy.checked().map_err(|refused| Problem::InvalidInput(refused.into_iter().map(field).collect()))
    }
}

fn field(refused: PolicyRefused) -> FieldProblem {
    let (pointer, detail) = match refused {
        PolicyRefused::LeadDays => ("/lead_days", "takes up to eight days, each from 1 to 365"),
        PolicyRefused::OverdueWeeks => ("/overdue_weeks", "must lie between 1 and 8"),
        PolicyRefused::Hour => ("/hour", "must lie between 0 and 23"),
    };
    FieldProblem::new(pointer, "out_of_range", detail)
}

/// The settings as they are now.
pub(super) async fn after<P>(caller: &Caller<P>) -> Answer {
    let org = caller.read().await?;
    let (row, holidays, logo) = (org.organisation().await?, org.holidays().await?, org.logo().await?);
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
        holidays: holidays.into_iter().map(HolidayView::from).collect(),
        version: row.version,
    };
    Ok(versioned(HttpResponse::Ok(), row.version, &view))
}
