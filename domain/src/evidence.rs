//! Evidence: a record that shows something, in versions, valid for a time, linked to whatever it shows.
//!
//! It is never deleted: what no longer counts is withdrawn with a reason, and can be taken back into use.

use crate::access::names;
use crate::change::set;
use crate::event::Event;
use crate::id::{PersonId, SubjectId};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Evidence is said to run out soon this many days before its last day.
const SOON_DAYS: u64 = 30;

names! {
    /// Whether it counts.
    State {
        /// In use.
        Current = "current",
        /// Kept, but it no longer counts.
        Withdrawn = "withdrawn",
    }
}

names! {
    /// What its period of validity says on a day.
    Validity {
        /// Its first day has not come.
        NotYet = "not_yet",
        /// Valid, and for a while.
        Valid = "valid",
        /// Valid, but not for long.
        RunsOutSoon = "runs_out_soon",
        /// Its last day has passed.
        RanOut = "ran_out",
    }
}

/// Evidence as it is kept in its revisions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Its id.
    pub id: SubjectId,
    /// One line of at most 200 characters.
    pub title: String,
    /// What it shows, at most 5,000 characters.
    pub description: String,
    /// Who answers for it.
    pub owner: Option<PersonId>,
    /// The first day for which it is valid, in the organisation's zone.
    pub valid_from: Option<NaiveDate>,
    /// The last one.
    pub valid_until: Option<NaiveDate>,
    /// Whether it counts.
    pub state: State,
    /// Why it was withdrawn.
    pub withdrawn_because: Option<String>,
    /// The number of its latest file.
    pub file_version: i32,
}

/// Changes; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// A new title.
    pub title: Option<String>,
    /// New words on what it shows.
    pub description: Option<String>,
    /// A new owner, or nobody.
    pub owner: Option<Option<PersonId>>,
    /// A new first day, or none.
    pub valid_from: Option<Option<NaiveDate>>,
    /// A new last day, or none.
    pub valid_until: Option<Option<NaiveDate>>,
}

/// Why evidence refused a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EvidenceRefused {
    /// It was withdrawn.
    #[error("this evidence was withdrawn; take it back into use first")]
    Withdrawn,
    /// It is in use.
    #[error("this evidence is in use already")]
    Current,
    /// It would end before it begins.
    #[error("the last day of validity lies before the first")]
    EndsBeforeItBegins,
}

impl EvidenceRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Withdrawn => "evidence_withdrawn",
            Self::Current => "evidence_in_use",
            Self::EndsBeforeItBegins => "ends_before_it_begins",
        }
    }
}

/// What a period says on a day; both ends belong to it.
#[must_use]
pub fn validity(from: Option<NaiveDate>, until: Option<NaiveDate>, today: NaiveDate) -> Validity {
    let soon = today.checked_add_days(Days::new(SOON_DAYS)).unwrap_or(NaiveDate::MAX);
    match (from, until) {
        (_, Some(until)) if until < today => Validity::RanOut,
        (Some(from), _) if from > today => Validity::NotYet,
        (_, Some(until)) if until <= soon => Validity::RunsOutSoon,
        _ => Validity::Valid,
    }
}

impl Evidence {
    /// Who is reminded that it ends, and when: its owner, while it counts and has a last day.
    #[must_use]
    pub fn obligation(&self) -> Option<(PersonId, NaiveDate)> {
        if self.state == State::Current { self.owner.zip(self.valid_until) } else { None }
    }

    /// Whether a period can be.
    ///
    /// # Errors
    /// When it ends before it begins.
    pub fn check_period(&self) -> Result<(), EvidenceRefused> {
        match (self.valid_from, self.valid_until) {
            (Some(from), Some(until)) if until < from => Err(EvidenceRefused::EndsBeforeItBegins),
            _ => Ok(()),
        }
    }

    const fn check_in_use(&self) -> Result<(), EvidenceRefused> {
        match self.state {
            State::Current => Ok(()),
            State::Withdrawn => Err(EvidenceRefused::Withdrawn),
        }
    }

    /// Changes what it says. `None` when nothing changed.
    ///
    /// # Errors
    /// When it was withdrawn, or would end before it begins; then nothing of it changed.
    pub fn revise(&mut self, change: Change) -> Result<Option<Event>, EvidenceRefused> {
        self.check_in_use()?;
        let mut next = self.clone();
        let mut fields = Vec::new();
        set(&mut fields, "title", &mut next.title, change.title);
        set(&mut fields, "description", &mut next.description, change.description);
        set(&mut fields, "owner", &mut next.owner, change.owner);
        set(&mut fields, "valid_from", &mut next.valid_from, change.valid_from);
        set(&mut fields, "valid_until", &mut next.valid_until, change.valid_until);
        next.check_period()?;
        *self = next;
        Ok((!fields.is_empty()).then_some(Event::EvidenceRevised { evidence: self.id, fields }))
    }

    /// Gets a newer file; the earlier ones stay.
    ///
    /// # Errors
    /// When it was withdrawn.
    pub fn add_version(&mut self) -> Result<Event, EvidenceRefused> {
        self.check_in_use()?;
        self.file_version += 1;
        Ok(Event::EvidenceVersionAdded { evidence: self.id, number: self.file_version })
    }

    /// Takes it out of use.
    ///
    /// # Errors
    /// When it was withdrawn already.
    pub fn withdraw(&mut self, reason: String) -> Result<Event, EvidenceRefused> {
        self.check_in_use()?;
        self.state = State::Withdrawn;
        self.withdrawn_because = Some(reason);
        Ok(Event::EvidenceWithdrawn { evidence: self.id })
    }

    /// Takes it back into use.
    ///
    /// # Errors
    /// When it is in use.
    pub fn restore(&mut self) -> Result<Event, EvidenceRefused> {
        if self.state == State::Current {
            return Err(EvidenceRefused::Current);
        }
        self.state = State::Current;
        self.withdrawn_because = None;
        Ok(Event::EvidenceRestored { evidence: self.id })
    }

    /// Whether it may be linked to more.
    ///
    /// # Errors
    /// When it was withdrawn.
    pub const fn check_linkable(&self) -> Result<(), EvidenceRefused> {
        self.check_in_use()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn evidence() -> Evidence {
        Evidence {
            id: SubjectId(Uuid::from_u128(1)),
            title: "Report".into(),
            description: String::new(),
            owner: None,
            valid_from: None,
            valid_until: None,
            state: State::Current,
            withdrawn_because: None,
            file_version: 1,
        }
    }

    fn day(number: i32) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(740_000 + number).unwrap()
    }

    #[test]
    fn what_was_withdrawn_neither_changes_nor_grows_until_it_is_restored() {
        let mut one = evidence();
        one.withdraw("Superseded".into()).unwrap();
        assert_eq!(one.withdrawn_because.as_deref(), Some("Superseded"));
        let change = Change { title: Some("Another".into()), ..Change::default() };
        assert_eq!(one.revise(change.clone()), Err(EvidenceRefused::Withdrawn));
        assert_eq!(one.add_version(), Err(EvidenceRefused::Withdrawn));
        assert_eq!(one.withdraw("Again".into()), Err(EvidenceRefused::Withdrawn));
        assert_eq!(one.check_linkable(), Err(EvidenceRefused::Withdrawn));
        one.restore().unwrap();
        assert_eq!(one.restore(), Err(EvidenceRefused::Current));
        assert!(matches!(one.revise(change), Ok(Some(Event::EvidenceRevised { .. }))));
        assert_eq!(one.withdrawn_because, None);
    }

    #[test]
    fn a_refused_change_leaves_nothing_behind() {
        let mut one = evidence();
        one.revise(Change { valid_from: Some(Some(day(10))), ..Change::default() }).unwrap();
        let before = one.clone();
        let change = Change { title: Some("X".into()), valid_until: Some(Some(day(9))), ..Change::default() };
        assert_eq!(one.revise(change), Err(EvidenceRefused::EndsBeforeItBegins));
        assert_eq!(one, before);
    }

    proptest! {
        #[test]
        fn a_day_within_the_period_is_valid_and_no_other(from in 0..400i32, length in 0..400i32, today in -100..900i32) {
            let (first, last, now) = (day(from), day(from + length), day(today));
            let said = validity(Some(first), Some(last), now);
            let within = first <= now && now <= last;
            prop_assert_eq!(matches!(said, Validity::Valid | Validity::RunsOutSoon), within);
            prop_assert_eq!(said == Validity::RunsOutSoon, within && (last - now).num_days() <= 30);
        }
    }
}
