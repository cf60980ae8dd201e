//! Dates as the templates see them: parts, so that each language puts them into words itself.

use chrono::{DateTime, Datelike, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Serialize, Serializer};

#[derive(Serialize)]
struct Day {
    /// 0 is Monday.
    weekday: u32,
    day: u32,
    /// 0 is January.
    month: u32,
    year: i32,
}

#[derive(Serialize)]
struct Moment {
    day: Day,
    time: String,
    zone: String,
}

impl From<NaiveDate> for Day {
    fn from(date: NaiveDate) -> Self {
        Self {
            weekday: date.weekday().num_days_from_monday(),
            day: date.day(),
            month: date.month0(),
            year: date.year(),
        }
    }
}

impl From<&DateTime<Tz>> for Moment {
    fn from(moment: &DateTime<Tz>) -> Self {
        Self { day: moment.date_naive().into(), time: moment.format("%H:%M").to_string(), zone: zone(moment) }
    }
}

/// `CET` where the zone has a short name, `UTC+04` where it only has an offset.
fn zone(moment: &DateTime<Tz>) -> String {
    let name = moment.format("%Z").to_string();
    if name.starts_with(['+', '-']) { format!("UTC{name}") } else { name }
}

/// For `#[serde(serialize_with)]` on a calendar day.
pub(crate) fn serialize_day<S: Serializer>(date: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    Day::from(*date).serialize(serializer)
}

/// For `#[serde(serialize_with)]` on a moment that is shown in its zone.
pub(crate) fn serialize_moment<S: Serializer>(
    moment: &DateTime<Tz>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    Moment::from(moment).serialize(serializer)
}

/// A moment for the samples of letters.
pub(crate) fn sample_moment(zone: Tz) -> DateTime<Tz> {
    Utc.with_ymd_and_hms(2026, 11, 25, 10, 0, 0).single().unwrap_or_default().with_timezone(&zone)
}
