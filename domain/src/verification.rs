//! A verification: somebody else than the implementer tested it on a day, and it holds for a while.

use crate::id::PersonId;
use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// For how many months a verification holds where nobody chose.
pub const USUAL_MONTHS: i32 = 12;

/// For how many months a verification of one control holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Period(i32);

impl Period {
    /// A period of one month to three years.
    #[must_use]
    pub fn new(months: i32) -> Option<Self> {
        (1..=36).contains(&months).then_some(Self(months))
    }

    /// The months.
    #[must_use]
    pub const fn months(self) -> i32 {
        self.0
    }

    /// The first day on which a verification of `day` no longer holds: the same day of a later month, or that month's
    /// last one where it has no such day.
    #[must_use]
    pub fn after(self, day: NaiveDate) -> NaiveDate {
        day.checked_add_months(Months::new(self.0.unsigned_abs())).unwrap_or(NaiveDate::MAX)
    }
}

impl Default for Period {
    fn default() -> Self {
        Self(USUAL_MONTHS)
    }
}

/// That something was verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verification {
    /// Who tested it.
    #[serde(rename = "verified_by")]
    pub by: PersonId,
    /// On which day, in the organisation's zone.
    #[serde(rename = "verified_on")]
    pub on: NaiveDate,
    /// The first day on which it no longer holds.
    #[serde(rename = "lapses_on")]
    pub lapses_on: NaiveDate,
    /// What was tested, and how.
    #[serde(rename = "verification_note")]
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Datelike;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_without_that_day_ends_the_period_on_its_last_one() {
        assert_eq!(Period::new(1).unwrap().after(day("2027-01-31")), day("2027-02-28"));
        assert_eq!(Period::new(1).unwrap().after(day("2028-01-31")), day("2028-02-29"));
        assert_eq!(Period::default().after(day("2028-02-29")), day("2029-02-28"));
        assert_eq!(Period::new(36).unwrap().after(day("2026-11-24")), day("2029-11-24"));
        assert_eq!((Period::new(0), Period::new(37)), (None, None));
    }

    proptest! {
        #[test]
        fn a_period_ends_in_its_month_and_never_later_in_it(days in 0i32..20_000, months in 1i32..=36) {
            let from = NaiveDate::from_num_days_from_ce_opt(730_000 + days).unwrap();
            let end = Period::new(months).unwrap().after(from);
            let passed = (end.year() - from.year()) * 12 + end.month().cast_signed() - from.month().cast_signed();
            prop_assert_eq!(passed, months);
            prop_assert!(end.day() == from.day() || (end.day() < from.day() && end.succ_opt().unwrap().day() == 1));
        }
    }
}
