//! One notion for everything that falls due: what it asks for, of which things, and what may be done about its date.
//!
//! A noun joins by one line of [`Kind::declaration`]: its repository then says with `oblige` who is to be reminded of
//! which date, and planning, sending, the sent-log, calendars and the preview follow.

use crate::access::names;
use crate::certification::Reminder;
use crate::reminder::Step;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

names! {
    /// What falls due.
    Kind {
        /// A task is to be done.
        Task = "task",
        /// A thing that lasts is to be looked at again.
        Review = "review",
        /// Evidence is valid until that day.
        Validity = "validity",
        /// A secret works until that day.
        Expiry = "expiry",
        /// What a connection signs in with works until that day.
        Access = "access",
        /// The last day for a surveillance of a certificate.
        Surveillance = "surveillance",
        /// The day for which a recertification audit is planned.
        Recertification = "recertification",
        /// A certificate's last day.
        CertificateExpiry = "certificate_expiry",
        /// The last day on which an expired certificate can be restored.
        Restoration = "restoration",
        /// The day that auditors are to be booked for.
        Booking = "booking",
        /// Somebody of the certification body comes.
        Visit = "visit",
        /// An internal audit is to be held.
        InternalAudit = "internal_audit",
        /// A management review is to be held.
        ManagementReview = "management_review",
        /// A certification body was asked for a quotation.
        Quotation = "quotation",
        /// A finding waits for an answer.
        Answer = "answer",
        /// What was promised about a finding is to be done.
        Correction = "correction",
        /// Somebody is asked to do a training module.
        Training = "training",
    }
}

/// What is true of every obligation of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// The kinds of subjects that have such an obligation.
    pub subjects: &'static [&'static str],
    /// Whether others hear of it when it stays overdue.
    pub escalates: bool,
    /// Whether its date may be put off, with a reason. Where the outside set the date it may not (`domain.md` §4.4).
    pub postponable: bool,
    /// Whether nothing is left to be done after its day, so that nobody hears of it any longer.
    pub ends: bool,
    /// Whether channels that many read may hear of it.
    pub announced: bool,
}

/// What is asked for until it is done.
const LASTING: Declaration =
    Declaration { subjects: &[], escalates: true, postponable: true, ends: false, announced: true };

/// What is somebody's own until it ends by itself.
const ENDING: Declaration =
    Declaration { subjects: &[], escalates: false, postponable: false, ends: true, announced: false };

/// What a certification asks for. The outside set the date, or whoever comes: it does not move (`domain.md` §4.4).
const CERTIFYING: Declaration = Declaration { subjects: &["certification"], postponable: false, ..LASTING };

/// What a finding asks for, as agreed with whoever audits.
const FOUND: Declaration = Declaration { subjects: &["finding"], postponable: false, ..LASTING };

/// Whoever is asked hears of it at once, since the farthest of these has come by then, and again as the day comes near.
const TRAINING_LEADS: [u16; 5] = [365, 30, 14, 7, 1];

impl Kind {
    /// So many days before its day people hear of it, the farthest first; `None`: as the organisation's policy says.
    #[must_use]
    pub fn lead_days(self) -> Option<&'static [u16]> {
        match self {
            Self::Training => Some(&TRAINING_LEADS),
            _ => self.reminder().map(Reminder::lead_days),
        }
    }

    /// What is true of this kind.
    #[must_use]
    pub const fn declaration(self) -> Declaration {
        match self {
            Self::Task => Declaration { subjects: &["task"], ..LASTING },
            Self::Review => Declaration { subjects: &["control", "requirement"], ..LASTING },
            // The day on a document is what it is: newer evidence ends this, not another date.
            Self::Validity => {
                Declaration { subjects: &["evidence"], escalates: false, postponable: false, ..LASTING }
            }
            // What no longer works cannot be made to: another takes its place.
            Self::Expiry => Declaration { subjects: &["token"], ..ENDING },
            Self::Access => Declaration { subjects: &["connection"], ..ENDING },
            Self::Surveillance
            | Self::Recertification
            | Self::CertificateExpiry
            | Self::Restoration
            | Self::Booking
            | Self::InternalAudit
            | Self::ManagementReview => CERTIFYING,
            // Whoever was asked may not want to: nobody above hears of that.
            Self::Quotation => Declaration { escalates: false, ..CERTIFYING },
            // It is over once somebody notes that, for its dates follow from it; nobody else has to hear.
            Self::Visit => Declaration { escalates: false, ..CERTIFYING },
            Self::Answer | Self::Correction => FOUND,
            // It is waived with a reason, or done: there is no third. What somebody has to learn is nobody else's to read in a
            // channel.
            Self::Training => {
                Declaration { subjects: &["assignment"], postponable: false, announced: false, ..LASTING }
            }
        }
    }
}

/// One step about one kind of obligation, as deliveries are keyed by: `lead_7` of a task, `review.lead_7` of a review.
/// The steps of tasks carry no kind, for they are as old as the sent-log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Due {
    /// Of what.
    pub kind: Kind,
    /// Which step.
    pub step: Step,
}

impl Due {
    /// The step of that name, as [`fmt::Display`] writes it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, step) = match text.split_once('.') {
            None => (Kind::Task, text),
            Some((kind, step)) => (Kind::parse(kind).filter(|kind| *kind != Kind::Task)?, step),
        };
        Some(Self { kind, step: Step::parse(step)? })
    }
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            Kind::Task => write!(f, "{}", self.step),
            kind => write!(f, "{kind}.{}", self.step),
        }
    }
}

/// Why a date was not put off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PostponeRefused {
    /// Nothing of that kind is due.
    #[error("nothing of this kind is due")]
    NotDue,
    /// The date is not ours to move.
    #[error("this date cannot be put off")]
    Fixed,
    /// The new date is not later than the present one.
    #[error("the new date lies after the present one and after today")]
    NotLater,
}

impl PostponeRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotDue => "not_due",
            Self::Fixed => "fixed_date",
            Self::NotLater => "not_later",
        }
    }
}

impl Kind {
    /// Judges a new date in place of `due`, on `today`.
    ///
    /// # Errors
    /// Unless dates of this kind move, and it lies ahead of both.
    pub fn postpone(self, due: NaiveDate, to: NaiveDate, today: NaiveDate) -> Result<(), PostponeRefused> {
        if !self.declaration().postponable {
            return Err(PostponeRefused::Fixed);
        }
        if to <= due.max(today) { Err(PostponeRefused::NotLater) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_read_as_they_are_written() {
        for kind in Kind::ALL {
            for step in
                [Step::Lead(7), Step::Due, Step::Overdue(3), Step::Again("2026-12-01".parse().unwrap())]
            {
                let due = Due { kind: *kind, step };
                assert_eq!(Due::parse(&due.to_string()), Some(due));
            }
        }
        assert_eq!(Due::parse("lead_7"), Some(Due { kind: Kind::Task, step: Step::Lead(7) }));
        for text in ["", "task.lead_7", "party.due", "review.", "told:assigned:7"] {
            assert_eq!(Due::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_date_that_the_outside_set_does_not_move_and_others_move_ahead() {
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let (due, today) = (day("2026-12-01"), day("2026-12-10"));
        for kind in [Kind::Validity, Kind::Expiry, Kind::Access] {
            assert_eq!(kind.postpone(due, day("2027-01-01"), today), Err(PostponeRefused::Fixed));
        }
        assert_eq!(Kind::Review.postpone(due, today, today), Err(PostponeRefused::NotLater));
        assert_eq!(
            Kind::Task.postpone(day("2027-01-01"), day("2026-12-20"), today),
            Err(PostponeRefused::NotLater)
        );
        assert_eq!(Kind::Review.postpone(due, day("2026-12-11"), today), Ok(()));
    }
}
