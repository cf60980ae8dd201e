//! Calendar rules of `domain.md` §4: due dates are dates in the organisation's zone, events are UTC instants.

use crate::clock::Instant;
use chrono::{Datelike, Days, LocalResult, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

/// The hour of the day, in the recipient's zone, at which reminders leave.
pub const SENDING_HOUR: u32 = 8;

/// An IANA zone by its name.
#[must_use]
pub fn zone(name: &str) -> Option<Tz> {
    name.parse().ok()
}

/// The calendar day at `now` in `zone`.
#[must_use]
pub fn local_date(now: Instant, zone: Tz) -> NaiveDate {
    now.with_timezone(&zone).date_naive()
}

/// Whether something can be due on that day: from 2000 to 2200. What lies beyond is a slip of the keyboard, and no
/// database and no reminder should have to make sense of it.
#[must_use]
pub fn can_be_due(date: NaiveDate) -> bool {
    (2000..=2200).contains(&date.year())
}

/// Whether `due` has passed: a date is due until the end of that day in the organisation's zone.
#[must_use]
pub fn is_overdue(due: NaiveDate, now: Instant, zone: Tz) -> bool {
    local_date(now, zone) > due
}

/// The instant at which `hour` strikes on `date` in `zone`. An hour that a clock change skips is moved to the
/// first moment after the gap; of an hour that happens twice the first is taken.
#[must_use]
pub fn at_hour(date: NaiveDate, hour: u32, zone: Tz) -> Instant {
    let wanted = date.and_time(NaiveTime::MIN) + chrono::Duration::hours(i64::from(hour));
    let mut local = wanted;
    // No zone has ever skipped more than a day (Samoa, 2011).
    for _ in 0..=(25 * 4) {
        match zone.from_local_datetime(&local) {
            LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => return at.with_timezone(&Utc),
            LocalResult::None => local += chrono::Duration::minutes(15),
        }
    }
    Utc.from_utc_datetime(&wanted)
}

/// `date` shifted by whole days; at the end of the calendar it stays where it is.
#[must_use]
pub fn shift(date: NaiveDate, days: i64) -> NaiveDate {
    let distance = Days::new(days.unsigned_abs());
    let shifted = if days < 0 { date.checked_sub_days(distance) } else { date.checked_add_days(distance) };
    shifted.unwrap_or(date)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{DateTime, Timelike};
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn instant(text: &str) -> Instant {
        DateTime::parse_from_rfc3339(text).unwrap().with_timezone(&Utc)
    }

    #[test]
    fn a_date_is_due_until_the_end_of_that_day_in_the_zone() {
        let auckland = Tz::Pacific__Auckland;
        assert!(!is_overdue(day("2026-11-30"), instant("2026-11-30T10:59:59Z"), auckland));
        assert!(is_overdue(day("2026-11-30"), instant("2026-11-30T11:00:00Z"), auckland));
        assert!(!is_overdue(day("2026-11-30"), instant("2026-11-30T11:00:00Z"), Tz::America__New_York));
    }

    #[test]
    fn an_hour_that_a_clock_change_skips_moves_behind_the_gap() {
        let berlin = Tz::Europe__Berlin;
        assert_eq!(at_hour(day("2027-03-28"), 2, berlin), instant("2027-03-28T01:00:00Z"));
        assert_eq!(at_hour(day("2027-03-28"), 8, berlin), instant("2027-03-28T06:00:00Z"));
        assert_eq!(at_hour(day("2027-03-27"), 8, berlin), instant("2027-03-27T07:00:00Z"));
    }

    #[test]
    fn of_an_hour_that_happens_twice_the_first_counts() {
        assert_eq!(at_hour(day("2026-10-25"), 2, Tz::Europe__Berlin), instant("2026-10-25T00:00:00Z"));
    }

    #[test]
    fn a_day_that_a_zone_never_had_still_gives_an_instant() {
        assert_eq!(at_hour(day("2011-12-30"), 8, Tz::Pacific__Apia), instant("2011-12-30T10:00:00Z"));
    }

    proptest! {
        #[test]
        fn the_sending_hour_survives_every_clock_change(
            days in 0i64..7_300, zone in proptest::sample::select(&chrono_tz::TZ_VARIANTS[..])
        ) {
            let date = shift(day("2020-01-01"), days);
            let at = at_hour(date, SENDING_HOUR, zone).with_timezone(&zone);
            prop_assert_eq!(at.date_naive(), date);
            prop_assert!(at.hour() >= SENDING_HOUR);
        }
    }
}
