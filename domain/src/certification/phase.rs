//! The way to a certificate and through its cycle, after the phases of `certification.yaml`.

use super::State;
use crate::access::names;
use serde::{Deserialize, Serialize};
use std::fmt;

names! {
    /// A part of that way, in the usual order.
    Phase {
        /// The AIMS is built and leaves evidence.
        Preparation = "preparation",
        /// Gaps are looked for, without consequence.
        PreAssessment = "pre_assessment",
        /// Scope, audit time and contract are agreed.
        Application = "application",
        /// Documents and readiness are judged.
        Stage1 = "stage_1",
        /// It is judged whether the AIMS is in effect.
        Stage2 = "stage_2",
        /// Nonconformities are answered.
        CorrectiveAction = "corrective_action",
        /// The certification body decides.
        CertificationDecision = "certification_decision",
        /// The audit of the first year.
        Surveillance1 = "surveillance_1",
        /// The audit of the second year.
        Surveillance2 = "surveillance_2",
        /// The whole AIMS is judged anew.
        Recertification = "recertification",
        /// An audit between the regular ones, for a reason.
        SpecialAudit = "special_audit",
    }
}

impl Phase {
    /// The identifier in the catalogue.
    #[must_use]
    pub fn id(self) -> String {
        self.name().replace('_', "-")
    }

    /// What people read; `None` only if the catalogue did not know it.
    #[must_use]
    pub fn title(self) -> Option<&'static str> {
        let phases = catalog::certification::CERTIFICATION.phases;
        phases.iter().find(|phase| phase.id == self.id()).map(|phase| phase.title)
    }

    /// What may follow, the most usual first.
    #[must_use]
    pub const fn next(self) -> &'static [Self] {
        use Phase::{
            Application, CertificationDecision, CorrectiveAction, PreAssessment, Preparation,
            Recertification, SpecialAudit, Stage1, Stage2, Surveillance1, Surveillance2,
        };
        match self {
            Preparation => &[PreAssessment, Application],
            PreAssessment => &[Application],
            Application => &[Stage1],
            Stage1 => &[Stage2, Preparation],
            Stage2 => &[CorrectiveAction, CertificationDecision],
            CorrectiveAction => &[CertificationDecision],
            CertificationDecision => &[Surveillance1],
            Surveillance1 => &[Surveillance2, SpecialAudit],
            Surveillance2 => &[Recertification, SpecialAudit],
            Recertification => &[Surveillance1, SpecialAudit, Stage2],
            SpecialAudit => &[Surveillance1, Surveillance2, Recertification],
        }
    }

    /// Whether the way may lead past it.
    #[must_use]
    pub const fn is_optional(self) -> bool {
        matches!(self, Self::PreAssessment | Self::SpecialAudit)
    }

    /// What becomes of a certificate for which it fails or does not take place in time.
    #[must_use]
    pub const fn state_on_failure(self) -> Option<State> {
        match self {
            Self::Surveillance1 | Self::Surveillance2 => Some(State::Suspended),
            Self::Recertification => Some(State::Expired),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_phases_are_those_of_the_catalogue() {
        let told = catalog::certification::CERTIFICATION.phases;
        let ids: Vec<String> = Phase::ALL.iter().map(|phase| phase.id()).collect();
        assert_eq!(ids, told.iter().map(|phase| phase.id).collect::<Vec<_>>());
        for (phase, told) in Phase::ALL.iter().zip(told) {
            let next: Vec<String> = phase.next().iter().map(|next| next.id()).collect();
            assert_eq!(next, told.next, "{phase}");
            assert_eq!(phase.is_optional(), told.optional, "{phase}");
            assert_eq!(phase.state_on_failure().map(State::id).as_deref(), told.state_on_failure, "{phase}");
            assert_eq!(phase.title(), Some(told.title), "{phase}");
        }
    }

    #[test]
    fn every_phase_leads_to_the_next_surveillance_again() {
        for phase in Phase::ALL {
            let mut reached = vec![*phase];
            while let Some(next) =
                reached.iter().flat_map(|one| one.next()).find(|one| !reached.contains(one))
            {
                reached.push(*next);
            }
            assert!(reached.contains(&Phase::Surveillance1), "{phase}");
        }
    }
}
