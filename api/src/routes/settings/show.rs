//! The settings, and what is said of the organisation.

use super::view::{SettingsView, after};
use crate::caller::{Caller, may};
use crate::extract::{Body, IfMatch};
use crate::names::DayName;
use crate::problem::{FieldProblem, Problem};
use crate::views::Answer;
use actix_web::{get, patch};
use domain::calendar::zone;
use domain::organisation::is_country;
use domain::text;
use domain::workdays::{Day, Week};
use serde::Deserialize;
use store::OrganisationChange as Change;
use utoipa::ToSchema;

/// The settings.
#[utoipa::path(tag = "settings", operation_id = "show_settings", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_organisation"))), responses((status = 200, body = SettingsView)))]
#[get("/o/{org}/settings")]
pub(crate) async fn handle(caller: Caller<may::ReadOrganisation>) -> Answer {
    after(&caller).await
}

/// What to change; what is absent stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OrganisationChange {
    name: Option<String>,
    /// IANA time zone. Dates stay what they are; what is overdue, and today, goes by it from now on.
    zone: Option<String>,
    /// ISO 3166-1 alpha-2.
    country: Option<String>,
    /// Together with `working_days`.
    #[schema(value_type = Option<DayName>)]
    first_day: Option<String>,
    /// At least one; together with `first_day`.
    #[schema(value_type = Option<Vec<DayName>>)]
    working_days: Option<Vec<String>>,
}

/// Change what is said of the organisation.
#[utoipa::path(tag = "settings", operation_id = "revise_organisation",
    params(("org" = String, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("revise_settings"))), request_body = OrganisationChange,
    responses((status = 200, body = SettingsView), (status = 412), (status = 422), (status = 428)))]
#[patch("/o/{org}/settings")]
pub(crate) async fn revise(
    caller: Caller<may::ReviseSettings>,
    version: IfMatch,
    body: Body<OrganisationChange>,
) -> Answer {
    let change = said(body.value)?;
    let org = caller.write().await?;
    org.revise_organisation(version.0, change).await?;
    org.commit().await?;
    after(&caller).await
}

fn said(change: OrganisationChange) -> Result<Change, Problem> {
    let mut refused = Vec::new();
    let name = change.name.map(|name| text::name(&name, 120)).transpose().unwrap_or_else(|why| {
        refused.push(FieldProblem::new("/name", why.code(), why.to_string()));
        None
    });
    if change.zone.as_deref().is_some_and(|name| zone(name).is_none()) {
        refused.push(FieldProblem::new("/zone", "unknown", "is not a time zone"));
    }
    if change.country.as_deref().is_some_and(|country| !is_country(country)) {
        refused.push(FieldProblem::new("/country", "unknown", "takes two letters, such as DE"));
    }
    let week = week(change.first_day.as_deref(), change.working_days.as_deref()).unwrap_or_else(|problem| {
        refused.push(problem);
        None
    });
    if refused.is_empty() {
        Ok(Change { name, zone: change.zone, country: change.country, week })
    } else {
        Err(Problem::InvalidInput(refused))
    }
}

fn week(first: Option<&str>, days: Option<&[String]>) -> Result<Option<Week>, FieldProblem> {
    let (first, days) = match (first, days) {
        (None, None) => return Ok(None),
        (Some(first), Some(days)) => (first, days),
        _ => {
            let detail = "comes together with the other of first_day and working_days";
            return Err(FieldProblem::new("/working_days", "required", detail));
        }
    };
    let unknown = |pointer| FieldProblem::new(pointer, "unknown", "is not a day of the week");
    let first = Day::parse(first).ok_or_else(|| unknown("/first_day"))?;
    let days: Option<Vec<Day>> = days.iter().map(|day| Day::parse(day)).collect();
    let days = days.ok_or_else(|| unknown("/working_days"))?;
    let refused = |why: domain::workdays::WeekRefused| {
        FieldProblem::new("/working_days", "no_working_day", why.to_string())
    };
    Week::new(first, &days).map(Some).map_err(refused)
}
