//! How far an organisation is with one requirement (clauses 4-10) or one control (Annex A).
//!
//! Both are implemented the same way (`domain.md` §3), so they share a type; they differ in that a requirement
//! can never be excluded.

use crate::access::names;
use crate::event::Event;
use crate::id::{ControlId, PersonId};
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

/// A control or requirement as it is kept in its revisions.
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
}

impl ControlRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::WrongState => "wrong_state",
            Self::EvidenceMissing => "evidence_missing",
        }
    }
}

impl Control {
    /// The statuses that may follow.
    #[must_use]
    pub const fn possible(&self) -> &'static [Status] {
        match self.status {
            Status::NotStarted => &[Status::Planned, Status::InProgress],
            Status::Planned => &[Status::InProgress, Status::NotStarted],
            Status::InProgress => &[Status::Implemented, Status::Planned],
            Status::Implemented | Status::Verified => &[Status::InProgress],
        }
    }

    /// Changes status, owner or due date. `None` when nothing changed.
    ///
    /// # Errors
    /// When the status does not follow, or claims more than `has_evidence` shows.
    pub fn revise(&mut self, change: &Change, has_evidence: bool) -> Result<Option<Event>, ControlRefused> {
        let mut fields = Vec::new();
        if let Some(status) = change.status.filter(|status| *status != self.status) {
            if !self.possible().contains(&status) {
                return Err(ControlRefused::WrongState);
            }
            if status == Status::Implemented && !has_evidence {
                return Err(ControlRefused::EvidenceMissing);
            }
            self.status = status;
            fields.push("status".to_owned());
        }
        if let Some(owner) = change.owner.filter(|owner| *owner != self.owner) {
            self.owner = owner;
            fields.push("owner".to_owned());
        }
        if let Some(due) = change.due.filter(|due| *due != self.due) {
            self.due = due;
            fields.push("due".to_owned());
        }
        Ok((!fields.is_empty()).then_some(Event::ControlRevised { control: self.id, fields }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn a_control(status: Status) -> Control {
        Control {
            id: ControlId::from(Uuid::from_u128(3)),
            catalogue_id: "iso42001:A.2.2".into(),
            status,
            owner: None,
            due: None,
        }
    }

    #[test]
    fn implemented_needs_evidence() {
        let change = Change { status: Some(Status::Implemented), ..Change::default() };
        let mut control = a_control(Status::InProgress);
        assert_eq!(control.revise(&change, false), Err(ControlRefused::EvidenceMissing));
        assert_eq!(control.status, Status::InProgress);
        assert!(matches!(control.revise(&change, true), Ok(Some(Event::ControlRevised { .. }))));
    }

    #[test]
    fn no_status_is_reached_by_a_jump() {
        for from in Status::ALL {
            for to in Status::ALL.iter().filter(|to| *to != from) {
                let mut control = a_control(*from);
                let allowed = control.possible().contains(to);
                let done = control.revise(&Change { status: Some(*to), ..Change::default() }, true);
                assert_eq!(done.is_ok(), allowed, "{from} to {to}");
            }
        }
    }
}
