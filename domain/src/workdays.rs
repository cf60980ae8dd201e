//! When an organisation works: its week and its holidays (`domain.md` §4.4).

use crate::access::names;
use crate::calendar::shift;
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

names! {
    /// A day of the week.
    Day {
        /// Monday.
        Monday = "monday",
        /// Tuesday.
        Tuesday = "tuesday",
        /// Wednesday.
        Wednesday = "wednesday",
        /// Thursday.
        Thursday = "thursday",
        /// Friday.
        Friday = "friday",
        /// Saturday.
        Saturday = "saturday",
        /// Sunday.
        Sunday = "sunday",
    }
}

impl Day {
    /// The day of the week of a date.
    #[must_use]
    pub fn of(date: NaiveDate) -> Self {
        let index = usize::try_from(date.weekday().num_days_from_monday()).unwrap_or_default();
        Self::ALL.get(index).copied().unwrap_or(Self::Monday)
    }
}

/// An organisation's week.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Week {
    /// With which day calendars begin.
    pub first_day: Day,
    /// On which days people work, in the order of the week; at least one.
    pub working_days: Vec<Day>,
}

/// Why a week was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeekRefused {
    /// Nobody ever works.
    #[error("a week has at least one working day")]
    NoWorkingDay,
}

impl Default for Week {
    fn default() -> Self {
        use Day::{Friday, Monday, Thursday, Tuesday, Wednesday};
        Self { first_day: Monday, working_days: vec![Monday, Tuesday, Wednesday, Thursday, Friday] }
    }
}

impl Week {
    /// A week of these days, each counted once.
    ///
    /// # Errors
    /// [`WeekRefused::NoWorkingDay`].
    pub fn new(first_day: Day, working_days: &[Day]) -> Result<Self, WeekRefused> {
        let days: Vec<Day> = Day::ALL.iter().copied().filter(|day| working_days.contains(day)).collect();
        if days.is_empty() {
            Err(WeekRefused::NoWorkingDay)
        } else {
            Ok(Self { first_day, working_days: days })
        }
    }
}

/// The days on which an organisation works.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkDays {
    /// The week.
    pub week: Week,
    /// Days off within it.
    pub holidays: BTreeSet<NaiveDate>,
}

/// How far a working day is looked for. Whoever enters a year of holidays in a row gets the day itself.
const FAR: i64 = 370;

impl WorkDays {
    /// Whether people work on that day.
    #[must_use]
    pub fn is_working(&self, date: NaiveDate) -> bool {
        self.week.working_days.contains(&Day::of(date)) && !self.holidays.contains(&date)
    }

    /// That day, or the next on which people work.
    #[must_use]
    pub fn on_or_after(&self, date: NaiveDate) -> NaiveDate {
        self.search(date, 1)
    }

    /// That day, or the last before it on which people work.
    #[must_use]
    pub fn on_or_before(&self, date: NaiveDate) -> NaiveDate {
        self.search(date, -1)
    }

    fn search(&self, date: NaiveDate, direction: i64) -> NaiveDate {
        (0..FAR).map(|days| shift(date, days * direction)).find(|day| self.is_working(*day)).unwrap_or(date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn christmas() -> WorkDays {
        WorkDays { week: Week::default(), holidays: [day("2026-12-25"), day("2026-12-26")].into() }
    }

    #[test]
    fn holidays_and_the_weekend_are_stepped_over_in_both_directions() {
        // Friday the 25th and Saturday the 26th are holidays, Sunday follows.
        assert_eq!(christmas().on_or_after(day("2026-12-25")), day("2026-12-28"));
        assert_eq!(christmas().on_or_before(day("2026-12-27")), day("2026-12-24"));
        assert_eq!(christmas().on_or_after(day("2026-12-24")), day("2026-12-24"));
    }

    #[test]
    fn a_week_has_a_working_day_and_names_each_once() {
        assert_eq!(Week::new(Day::Sunday, &[]), Err(WeekRefused::NoWorkingDay));
        let week = Week::new(Day::Sunday, &[Day::Thursday, Day::Sunday, Day::Thursday]).unwrap();
        assert_eq!(week.working_days, [Day::Thursday, Day::Sunday]);
    }

    proptest! {
        /// Whatever the holidays are, the day that is found is worked on, lies on the right side, and none between is.
        #[test]
        fn the_nearest_working_day_is_found(start in 0i64..2000, off in prop::collection::btree_set(0i64..2000, 0..60)) {
            let at = |days| shift(day("2026-01-01"), days);
            let days = WorkDays { week: Week::default(), holidays: off.into_iter().map(at).collect() };
            let (next, last) = (days.on_or_after(at(start)), days.on_or_before(at(start)));
            prop_assert!(days.is_working(next) && next >= at(start));
            prop_assert!(days.is_working(last) && last <= at(start));
            prop_assert!(at(start).iter_days().take_while(|day| *day < next).all(|day| !days.is_working(day)));
        }
    }
}
