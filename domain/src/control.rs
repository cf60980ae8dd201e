//! How far an organisation is with one requirement (clauses 4-10) or one control (Annex A).
//!
//! Both are implemented the same way (`domain.md` §3), so they share a type; they differ in that a requirement
//! can never be excluded.

use crate::access::names;
use crate::change::set;
use crate::event::Event;
use crate::id::{ControlId, PersonId};
use crate::notes::Notes;
use crate::verification::{Period, Verification};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

names! {
    /// How far the implementation is.
    Status {
        /// Nothing yet.
        NotStarted = "not_started",
        /// Decided how.
        Planned = "planned",
        /// Under way.
        InProgress = "in_progress",
        /// In place, with evidence.
        Implemented = "implemented",
        /// Tested by someone other than the implementer.
        Verified = "verified",
    }
}

names! {
    /// Which part of the standard it comes from.
    Kind {
        /// A leaf clause of 4-10: mandatory.
        Requirement = "requirement",
        /// A reference control of Annex A.
        Control = "control",
    }
}

/// A control or requirement as it is kept in its revisions. What came later is left out where there is none of it, so
/// that the revisions before read alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Control {
    /// Its id.
    pub id: ControlId,
    /// The entry of the catalogue, such as `iso42001:A.6.2.4`.
    pub catalogue_id: String,
    /// How far it is.
    pub status: Status,
    /// Who answers for it.
    pub owner: Option<PersonId>,
    /// By when it should be in place, in the organisation's zone.
    pub due: Option<NaiveDate>,
    /// Who said that it is in place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub implemented_by: Option<PersonId>,
    /// The verification that holds, or held when it was written down.
    #[serde(flatten)]
    pub verification: Option<Verification>,
    /// The day on which the latest verification lapsed, until there is another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lapsed_on: Option<NaiveDate>,
    /// For how many months the next verification holds, where somebody chose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verify_every: Option<Period>,
    /// How it is met, in the organisation's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<Notes>,
}

/// Changes; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// A new status.
    pub status: Option<Status>,
    /// A new owner, or nobody.
    pub owner: Option<Option<PersonId>>,
    /// A new due date, or none.
    pub due: Option<Option<NaiveDate>>,
    /// For how long the next verification holds, or as usual.
    pub verify_every: Option<Option<Period>>,
    /// New notes, or none.
    pub notes: Option<Option<Notes>>,
}

/// That somebody tested it.
#[derive(Clone, Debug)]
pub struct Tested {
    /// Who.
    pub by: PersonId,
    /// On which day.
    pub on: NaiveDate,
    /// What was tested, and how.
    pub note: String,
}

/// Why a change was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ControlRefused {
    /// The status does not follow from the present one.
    #[error("this status does not follow from the present one")]
    WrongState,
    /// Nothing shows yet that it is in place.
    #[error("evidence is needed first: a file that counts today, or a finished task with evidence")]
    EvidenceMissing,
    /// It is not in place.
    #[error("only what is implemented can be verified")]
    NotImplemented,
    /// The one who tests it made it.
    #[error("somebody else verifies it: neither its owner nor who said that it is implemented")]
    OwnWork,
    /// It would have been tested on a day to come.
    #[error("the day of the verification has not come yet")]
    VerifiedInFuture,
    /// By today it would no longer hold.
    #[error("a verification of that day would have lapsed by today")]
    VerifiedTooLongAgo,
}

impl ControlRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::WrongState => "wrong_state",
            Self::EvidenceMissing => "evidence_missing",
            Self::NotImplemented => "not_implemented",
            Self::OwnWork => "own_work",
            Self::VerifiedInFuture => "verified_in_future",
            Self::VerifiedTooLongAgo => "verified_too_long_ago",
        }
    }
}

impl Status {
    /// The statuses that may be chosen next. Verified is none of them: it takes somebody else, a day and a note.
    #[must_use]
    pub const fn possible(self) -> &'static [Self] {
        match self {
            Self::NotStarted => &[Self::Planned, Self::InProgress],
            Self::Planned => &[Self::InProgress, Self::NotStarted],
            Self::InProgress => &[Self::Implemented, Self::Planned],
            Self::Implemented | Self::Verified => &[Self::InProgress],
        }
    }

    /// Whether it is in place.
    #[must_use]
    pub const fn is_met(self) -> bool {
        matches!(self, Self::Implemented | Self::Verified)
    }
}

impl Control {
    /// Changes what `by` may change of it. `None` when nothing changed.
    ///
    /// # Errors
    /// When the status does not follow, or claims more than `has_evidence` shows.
    pub fn revise(
        &mut self,
        change: Change,
        by: Option<PersonId>,
        has_evidence: bool,
    ) -> Result<Option<Event>, ControlRefused> {
        let mut fields = Vec::new();
        if let Some(status) = change.status.filter(|status| *status != self.status) {
            if !self.status.possible().contains(&status) {
                return Err(ControlRefused::WrongState);
            }
            if status == Status::Implemented && !has_evidence {
                return Err(ControlRefused::EvidenceMissing);
            }
            self.status = status;
            // What is taken up again has to be shown again.
            (self.verification, self.lapsed_on) = (None, None);
            self.implemented_by = by.filter(|_| status == Status::Implemented);
            fields.push("status".to_owned());
        }
        set(&mut fields, "owner", &mut self.owner, change.owner);
        set(&mut fields, "due", &mut self.due, change.due);
        set(&mut fields, "verify_every", &mut self.verify_every, change.verify_every);
        // Notes that say nothing are none.
        let notes = change.notes.map(|notes| notes.filter(|notes| !notes.is_empty()));
        set(&mut fields, "notes", &mut self.notes, notes);
        Ok((!fields.is_empty()).then_some(Event::ControlRevised { control: self.id, fields }))
    }

    /// Somebody else tested it; a further time, the verification is renewed.
    ///
    /// # Errors
    /// When it is not in place or nothing shows that, when it is the tester's own work, or for a day that cannot be.
    pub fn verify(
        &mut self,
        tested: Tested,
        today: NaiveDate,
        has_evidence: bool,
    ) -> Result<Event, ControlRefused> {
        if !self.status.is_met() {
            return Err(ControlRefused::NotImplemented);
        }
        if [self.owner, self.implemented_by].contains(&Some(tested.by)) {
            return Err(ControlRefused::OwnWork);
        }
        if !has_evidence {
            return Err(ControlRefused::EvidenceMissing);
        }
        if tested.on > today {
            return Err(ControlRefused::VerifiedInFuture);
        }
        let lapses_on = self.verify_every.unwrap_or_default().after(tested.on);
        if lapses_on <= today {
            return Err(ControlRefused::VerifiedTooLongAgo);
        }
        self.status = Status::Verified;
        self.lapsed_on = None;
        let Tested { by, on, note } = tested;
        self.verification = Some(Verification { by, on, lapses_on, note });
        Ok(Event::ControlVerified { control: self.id, on, lapses_on })
    }

    /// Counts as implemented again once its verification no longer holds. `None` while it does, and ever after: a
    /// verification lapses once.
    pub fn lapse(&mut self, today: NaiveDate) -> Option<Event> {
        let lapsed_on = self.verification.as_ref()?.lapses_on;
        if self.status != Status::Verified || lapsed_on > today {
            return None;
        }
        self.status = Status::Implemented;
        self.verification = None;
        self.lapsed_on = Some(lapsed_on);
        Some(Event::VerificationLapsed { control: self.id, on: lapsed_on })
    }
}

#[cfg(test)]
#[path = "control_tests.rs"]
mod tests;
