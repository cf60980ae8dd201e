//! The organisation's days off.

use super::view::{SettingsView, after};
use crate::caller::{Caller, may};
use crate::extract::{Body, IfMatch, whole};
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::dev::Payload;
use actix_web::http::header::HeaderMap;
use actix_web::{FromRequest, HttpRequest, HttpResponse, delete, post, put, web};
use chrono::NaiveDate;
use domain::calendar::can_be_due;
use domain::holiday::{self, MOST_BYTES};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::future::{Ready, ready};
use utoipa::ToSchema;

/// The day in a path; what is none is like one that does not exist.
pub(crate) struct OnDay(NaiveDate);

impl FromRequest for OnDay {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let day = request.match_info().get("day").and_then(|text| text.parse().ok());
        ready(day.filter(|day| can_be_due(*day)).map(Self).ok_or(Problem::NotFound))
    }
}

/// What a day off is called.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NamedHoliday {
    name: String,
}

/// Take a day off, or call it otherwise.
#[utoipa::path(tag = "settings", operation_id = "put_holiday",
    params(("org" = String, Path), ("day" = NaiveDate, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("revise_settings"))), request_body = NamedHoliday,
    responses((status = 200, body = SettingsView), (status = 412), (status = 422), (status = 428)))]
#[put("/o/{org}/settings/holidays/{day}")]
pub(crate) async fn put(
    caller: Caller<may::ReviseSettings>,
    day: OnDay,
    version: IfMatch,
    body: Body<NamedHoliday>,
) -> Answer {
    let name = holiday::name(&body.value.name)
        .map_err(|why| Problem::field("/name", why.code(), why.to_string()))?;
    let org = caller.write().await?;
    org.add_holidays(version.0, &BTreeMap::from([(day.0, name)])).await?;
    org.commit().await?;
    after(&caller).await
}

/// Work on a day again.
#[utoipa::path(tag = "settings", operation_id = "remove_holiday",
    params(("org" = String, Path), ("day" = NaiveDate, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("revise_settings"))),
    responses((status = 200, body = SettingsView), (status = 412), (status = 428)))]
#[delete("/o/{org}/settings/holidays/{day}")]
pub(crate) async fn remove(caller: Caller<may::ReviseSettings>, day: OnDay, version: IfMatch) -> Answer {
    let org = caller.write().await?;
    org.remove_holiday(version.0, day.0).await?;
    org.commit().await?;
    after(&caller).await
}

/// What became of a calendar file.
#[derive(Serialize, ToSchema)]
pub(crate) struct HolidayImport {
    /// How many days are off that were not, or bear another name.
    added: usize,
    /// How many were off already.
    known: usize,
    /// How many events were left out: those that repeat by a rule, have a time, or last longer than a month.
    left_out: usize,
}

/// Take the whole days of a calendar file (iCalendar) off.
#[utoipa::path(tag = "settings", operation_id = "import_holidays",
    params(("org" = String, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("revise_settings"))),
    request_body(content = String, content_type = "text/calendar"),
    responses((status = 200, body = HolidayImport), (status = 412), (status = 413), (status = 415), (status = 422),
        (status = 428)))]
#[post("/o/{org}/settings/holidays/import")]
pub(crate) async fn import(
    caller: Caller<may::ReviseSettings>,
    version: IfMatch,
    request: HttpRequest,
    mut payload: web::Payload,
) -> Answer {
    if !is_calendar(request.headers()) {
        return Err(Problem::UnsupportedMediaType);
    }
    let bytes = whole(&mut payload, MOST_BYTES, &request).await?;
    let refused = |why: holiday::CalendarRefused| Problem::field("/file", why.code(), why.to_string());
    let calendar = holiday::read(&bytes).map_err(refused)?;
    let org = caller.write().await?;
    let added = org.add_holidays(version.0, &calendar.days).await?;
    org.commit().await?;
    let known = calendar.days.len() - added;
    Ok(HttpResponse::Ok().json(HolidayImport { added, known, left_out: calendar.left_out }))
}

fn is_calendar(headers: &HeaderMap) -> bool {
    let kind = headers.get("content-type").and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("text/calendar")
}
