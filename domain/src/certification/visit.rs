//! A visit: somebody of the certification body comes to look, planned first and held later.

use super::Phase;
use crate::access::names;
use crate::calendar::can_be_due;
use crate::id::VisitId;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The most days that one takes.
const LONGEST_DAYS: i64 = 60;

names! {
    /// How a visit stands.
    VisitState {
        /// It is to come.
        Planned = "planned",
        /// It took place.
        Held = "held",
        /// It does not take place.
        Cancelled = "cancelled",
    }
}

/// A visit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// Its id.
    pub id: VisitId,
    /// For what: one of [`Visit::PHASES`].
    pub phase: Phase,
    /// Its first day.
    pub begins: NaiveDate,
    /// Its last day.
    pub ends: NaiveDate,
    /// How it stands.
    pub state: VisitState,
    /// What else there is to say; at most 2,000 characters.
    pub note: String,
    /// What is planned and noted of it.
    #[serde(default)]
    pub record: VisitRecord,
}

/// What is planned and noted of a visit beside its days. Each at most 5,000 characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VisitRecord {
    /// Who comes: lead auditor, auditors, experts.
    pub team: String,
    /// Who of the organisation takes part.
    pub attendees: String,
    /// What is looked at when.
    pub agenda: String,
    /// Which AI systems and records were looked at as a sample.
    pub sampled: String,
    /// Audit days that are planned, in quarters of a day.
    pub planned_quarters: Option<u16>,
    /// Audit days that were used, in quarters of a day.
    pub used_quarters: Option<u16>,
}

/// Audit days, of quarters of one.
#[must_use]
pub fn audit_days(quarters: u16) -> f64 {
    f64::from(quarters) / 4.0
}

/// Why a visit was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VisitRefused {
    /// Nobody comes for that.
    #[error("nobody of the certification body comes for this phase")]
    NoVisit,
    /// Nobody can mean that day.
    #[error("a visit has likely dates")]
    Unlikely,
    /// It would end before it begins.
    #[error("a visit ends on the day on which it begins, or later")]
    EndsEarly,
    /// It would take months.
    #[error("a visit takes sixty days at most")]
    TooLong,
    /// Its last day has not come.
    #[error("a visit was held once its last day has come")]
    NotOver,
}

impl VisitRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoVisit => "no_visit_phase",
            Self::Unlikely => "unlikely_date",
            Self::EndsEarly => "ends_before_it_begins",
            Self::TooLong => "visit_too_long",
            Self::NotOver => "visit_not_over",
        }
    }
}

impl Visit {
    /// For what somebody comes.
    pub const PHASES: [Phase; 7] = [
        Phase::PreAssessment,
        Phase::Stage1,
        Phase::Stage2,
        Phase::Surveillance1,
        Phase::Surveillance2,
        Phase::Recertification,
        Phase::SpecialAudit,
    ];

    /// Whether it is a surveillance.
    #[must_use]
    pub const fn is_surveillance(&self) -> bool {
        matches!(self.phase, Phase::Surveillance1 | Phase::Surveillance2)
    }

    /// Whether it can be meant like that on `today`.
    ///
    /// # Errors
    /// When it cannot.
    pub fn check(&self, today: NaiveDate) -> Result<(), VisitRefused> {
        if !Self::PHASES.contains(&self.phase) {
            return Err(VisitRefused::NoVisit);
        }
        if !can_be_due(self.begins) || !can_be_due(self.ends) {
            return Err(VisitRefused::Unlikely);
        }
        let days = (self.ends - self.begins).num_days();
        if days < 0 {
            return Err(VisitRefused::EndsEarly);
        }
        if days >= LONGEST_DAYS {
            return Err(VisitRefused::TooLong);
        }
        if self.state == VisitState::Held && self.ends > today {
            return Err(VisitRefused::NotOver);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certification::tests::day;
    use uuid::Uuid;

    #[test]
    fn a_visit_takes_some_days_and_was_held_once_they_are_over() {
        let visit = |begins: &str, ends: &str, state| Visit {
            record: VisitRecord::default(),
            id: VisitId(Uuid::from_u128(1)),
            phase: Phase::Stage1,
            begins: day(begins),
            ends: day(ends),
            state,
            note: String::new(),
        };
        let today = day("2027-03-10");
        let check = |begins, ends, state| visit(begins, ends, state).check(today);
        assert_eq!(check("2027-03-09", "2027-03-10", VisitState::Held), Ok(()));
        assert_eq!(check("2027-03-09", "2027-03-11", VisitState::Held), Err(VisitRefused::NotOver));
        assert_eq!(check("2027-03-09", "2027-03-11", VisitState::Planned), Ok(()));
        assert_eq!(check("2027-03-11", "2027-03-10", VisitState::Planned), Err(VisitRefused::EndsEarly));
        assert_eq!(check("2027-01-01", "2027-03-02", VisitState::Planned), Err(VisitRefused::TooLong));
        assert_eq!(check("1027-01-01", "1027-01-02", VisitState::Planned), Err(VisitRefused::Unlikely));
        let decision = Visit {
            phase: Phase::CertificationDecision,
            ..visit("2027-03-09", "2027-03-10", VisitState::Planned)
        };
        assert_eq!(decision.check(today), Err(VisitRefused::NoVisit));
    }
}
