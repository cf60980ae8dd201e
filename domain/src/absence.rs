//! Days on which somebody is away, and who is reminded in their place.

use crate::id::PersonId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The most days of one absence: longer than that, work is handed over.
pub const LONGEST_DAYS: i64 = 366;

/// Some days on which a person is away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// The first day, in the person's zone.
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    /// Who is reminded meanwhile; nobody: the person, who finds it when they are back.
    pub delegate: Option<PersonId>,
}

/// Why days were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AbsenceRefused {
    /// It ends before it begins.
    #[error("the last day lies before the first")]
    Reversed,
    /// It is over.
    #[error("these days have passed")]
    Past,
    /// It takes longer than a year.
    #[error("an absence takes a year at most: hand the work over instead")]
    TooLong,
    /// Somebody would stand in for themselves.
    #[error("somebody else stands in")]
    OwnDelegate,
    /// Some of these days are noted already.
    #[error("some of these days are noted already")]
    Overlaps,
}

impl AbsenceRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reversed => "reversed",
            Self::Past => "past",
            Self::TooLong => "too_long",
            Self::OwnDelegate => "own_delegate",
            Self::Overlaps => "overlaps",
        }
    }
}

impl Absence {
    /// Judges an absence of `person`, beside those that are noted, on `today`.
    ///
    /// # Errors
    /// When it cannot be, or shares a day with another one.
    pub fn checked(
        self,
        person: PersonId,
        others: &[Self],
        today: NaiveDate,
    ) -> Result<Self, AbsenceRefused> {
        if self.until < self.from {
            return Err(AbsenceRefused::Reversed);
        }
        if self.until < today {
            return Err(AbsenceRefused::Past);
        }
        if (self.until - self.from).num_days() >= LONGEST_DAYS {
            return Err(AbsenceRefused::TooLong);
        }
        if self.delegate == Some(person) {
            return Err(AbsenceRefused::OwnDelegate);
        }
        if others.iter().any(|other| other.from <= self.until && self.from <= other.until) {
            return Err(AbsenceRefused::Overlaps);
        }
        Ok(self)
    }

    /// Whether the person is away on `day`.
    #[must_use]
    pub fn covers(&self, day: NaiveDate) -> bool {
        (self.from..=self.until).contains(&day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn days_are_judged_and_both_ends_belong_to_them() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let (ada, bob) = (PersonId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
        let away =
            |from: &str, until: &str| Absence { from: day(from), until: day(until), delegate: Some(bob) };
        let today = day("2026-12-01");
        let summer = away("2027-07-01", "2027-07-14");
        assert_eq!(summer.checked(ada, &[], today), Ok(summer));
        assert!(summer.covers(day("2027-07-01")) && summer.covers(day("2027-07-14")));
        assert!(!summer.covers(day("2027-06-30")) && !summer.covers(day("2027-07-15")));
        assert_eq!(away("2027-07-02", "2027-07-01").checked(ada, &[], today), Err(AbsenceRefused::Reversed));
        assert_eq!(away("2026-11-01", "2026-11-30").checked(ada, &[], today), Err(AbsenceRefused::Past));
        assert_eq!(away("2027-01-01", "2028-01-02").checked(ada, &[], today), Err(AbsenceRefused::TooLong));
        assert_eq!(summer.checked(bob, &[], today), Err(AbsenceRefused::OwnDelegate));
        let touching = away("2027-07-14", "2027-07-20");
        assert_eq!(touching.checked(ada, &[summer], today), Err(AbsenceRefused::Overlaps));
        assert!(away("2027-07-15", "2027-07-20").checked(ada, &[summer], today).is_ok());
    }
}
