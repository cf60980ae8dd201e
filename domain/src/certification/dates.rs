//! How dates are reckoned (`domain.md` §4.2 and §4.4).

use crate::calendar::shift;
use crate::workdays::WorkDays;
use chrono::{Datelike, Months, NaiveDate};

/// The months of a cycle.
const CYCLE: i32 = 36;

/// So many months after `anchor`, or before it: the same day, or the last of a month that has not got that one. Always
/// in one step from the anchor, for a date that was cut short is no anchor. At the end of the calendar it stays.
pub(super) fn add_months(anchor: NaiveDate, months: i32) -> NaiveDate {
    let distance = Months::new(months.unsigned_abs());
    let reckoned =
        if months < 0 { anchor.checked_sub_months(distance) } else { anchor.checked_add_months(distance) };
    reckoned.unwrap_or(anchor)
}

/// Three years after `anchor`.
pub(super) fn three_years(anchor: NaiveDate) -> NaiveDate {
    add_months(anchor, CYCLE)
}

/// The last day of three years that begin with `anchor`: cut short first, then a day less.
pub(super) fn last_of_three_years(anchor: NaiveDate) -> NaiveDate {
    shift(three_years(anchor), -1)
}

/// So many working days after `event`. Counting starts the day after it.
pub(super) fn add_working_days(days: &WorkDays, event: NaiveDate, count: u16) -> NaiveDate {
    (0..count).fold(event, |day, _| days.on_or_after(shift(day, 1)))
}

/// The first day of a year; in a year that the calendar has not, `other`.
pub(super) fn first_of(year: i32, other: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(other)
}

/// The last day of that year.
pub(super) fn last_of(year: i32, other: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or(other)
}

/// The years that lie between those of two dates, neither counted.
pub(super) fn years_between(from: NaiveDate, until: NaiveDate) -> impl Iterator<Item = i32> {
    (from.year() + 1)..until.year()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certification::tests::{day, workdays};
    use proptest::prelude::*;

    #[test]
    fn a_month_too_short_cuts_the_date_and_not_those_after_it() {
        let months = |months| add_months(day("2027-01-31"), months).to_string();
        assert_eq!([1, 2, 13, -2].map(months), ["2027-02-28", "2027-03-31", "2028-02-29", "2026-11-30"]);
        assert_eq!(add_months(day("2028-02-29"), 12), day("2029-02-28"));
        assert_eq!(add_months(day("2028-02-29"), 48), day("2032-02-29"));
        assert_eq!(last_of_three_years(day("2028-02-29")), day("2031-02-27"));
    }

    proptest! {
        #[test]
        fn so_many_working_days_lie_behind_an_event(start in 0i64..2_000, count in 1u16..40) {
            let event = shift(day("2026-06-01"), start);
            let (days, end) = (workdays(), add_working_days(&workdays(), event, count));
            let worked = event.iter_days().skip(1).take_while(|day| *day <= end);
            prop_assert_eq!(worked.filter(|day| days.is_working(*day)).count(), usize::from(count));
            prop_assert!(days.is_working(end));
        }
    }
}
