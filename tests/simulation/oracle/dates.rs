//! Days and hours: which day is worked on, when an hour strikes somewhere, what so many months later is.

use super::Oracle;
use chrono::{DateTime, Datelike, Duration, NaiveDate, TimeZone, Utc};
use chrono_tz::Tz;
use std::cell::RefCell;
use std::collections::HashMap;

thread_local! {
    /// What was found before: the same hours are asked for again and again.
    static STRUCK: RefCell<HashMap<(NaiveDate, u32, Tz), DateTime<Utc>>> = RefCell::default();
}

/// The first moment of that day at which the clock on the wall shows the hour, or a later one.
pub(super) fn strikes(day: NaiveDate, hour: u32, zone: Tz) -> DateTime<Utc> {
    let known = STRUCK.with_borrow(|struck| struck.get(&(day, hour, zone)).copied());
    known.unwrap_or_else(|| {
        let at = search(day, hour, zone);
        STRUCK.with_borrow_mut(|struck| struck.insert((day, hour, zone), at));
        at
    })
}

fn search(day: NaiveDate, hour: u32, zone: Tz) -> DateTime<Utc> {
    let wanted = day.and_hms_opt(hour, 0, 0).unwrap();
    // No zone is more than 14 hours from UTC, and clocks change by quarters of an hour at the finest.
    let first = Utc.from_utc_datetime(&wanted) - Duration::hours(15);
    let quarters = (0..).map(|count| first + Duration::minutes(15 * count));
    quarters.into_iter().find(|at| at.with_timezone(&zone).naive_local() >= wanted).unwrap()
}

/// A month, counted from the year 0.
pub(super) fn month_of(day: NaiveDate) -> i32 {
    day.year() * 12 + i32::try_from(day.month0()).unwrap()
}

/// That day of that month, or the last that the month has.
pub(super) fn day_in(month: i32, day: u32) -> NaiveDate {
    let in_month =
        |day| NaiveDate::from_ymd_opt(month.div_euclid(12), month.rem_euclid(12).unsigned_abs() + 1, day);
    (1..=day).rev().find_map(in_month).unwrap()
}

impl Oracle {
    /// The day itself, or the nearest working day in that direction where only those count.
    pub(super) fn working(&self, mut day: NaiveDate, direction: i64) -> NaiveDate {
        let off = |day: NaiveDate| {
            self.habits.off.contains(&day.weekday().num_days_from_monday())
                || self.habits.holidays.contains(&day)
        };
        while self.habits.working_days_only && off(day) {
            day += Duration::days(direction);
        }
        day
    }

    /// When reminders leave on that day, where the person is.
    pub(super) fn leaves(&self, day: NaiveDate, person: usize) -> DateTime<Utc> {
        strikes(day, self.habits.hour, self.zones[person])
    }
}
