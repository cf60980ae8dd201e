//! The states of a certificate and the steps between them, after `certificateStateModel` of `certification.yaml`: there
//! is no step that is not in it.

use crate::access::names;
use serde::{Deserialize, Serialize};
use std::fmt;

names! {
    /// Where a certificate stands.
    State {
        /// There is none, and nobody applied for one.
        None = "none",
        /// The contract is signed.
        Applied = "applied",
        /// Stage 1 or stage 2 is under way.
        InInitialAudit = "in_initial_audit",
        /// Stage 2 is over and the certification body has not decided.
        AwaitingDecision = "awaiting_decision",
        /// It is there.
        Certified = "certified",
        /// It does not count for a time.
        Suspended = "suspended",
        /// A part of its scope fell away; one with the smaller scope is to be issued.
        ScopeReduced = "scope_reduced",
        /// Its last day passed without a decision on recertification.
        Expired = "expired",
        /// It was taken away or given up.
        Withdrawn = "withdrawn",
        /// Another certification body has taken it over.
        Transferred = "transferred",
    }
}

names! {
    /// A step from one state to another.
    Step {
        /// The contract is signed.
        SignContract = "sign_contract",
        /// Stage 1 begins.
        BeginStage1 = "begin_stage_1",
        /// Stage 2 is finished.
        FinishStage2 = "finish_stage_2",
        /// The decision is positive.
        Grant = "grant",
        /// A major nonconformity was not verified in time: another stage 2.
        RepeatStage2 = "repeat_stage_2",
        /// The decision is negative, or the application withdrawn.
        Decline = "decline",
        /// An audit was not allowed in time, something fails persistently, or the organisation asked for it.
        Suspend = "suspend",
        /// The cause of a suspension is removed and that is verified.
        Reinstate = "reinstate",
        /// A part of the scope falls away.
        ReduceScope = "reduce_scope",
        /// A certificate with the smaller scope is issued.
        Reissue = "reissue",
        /// It is taken away or given up.
        Withdraw = "withdraw",
        /// Its last day passed.
        Expire = "expire",
        /// The decision on recertification.
        Recertify = "recertify",
        /// What was outstanding of a recertification is completed after the last day.
        Restore = "restore",
        /// It expired too long ago to be restored: at least a stage 2.
        BeginAgain = "begin_again",
        /// Another accredited body takes it over.
        Transfer = "transfer",
    }
}

names! {
    /// Whose word makes a step.
    Party {
        /// The certification body's.
        CertificationBody = "certification_body",
        /// The certification body's or the organisation's.
        Either = "either",
        /// Both of them agree.
        Both = "both",
        /// Nobody's: a day passes.
        Calendar = "calendar",
    }
}

impl State {
    /// The identifier in the catalogue.
    #[must_use]
    pub fn id(self) -> String {
        self.name().replace('_', "-")
    }

    /// The steps that may follow, the most usual first.
    #[must_use]
    pub fn possible(self) -> Vec<Step> {
        Step::ALL.iter().copied().filter(|step| step.leads(self).is_some()).collect()
    }
}

impl Step {
    /// Where it leads from that state, if it may be taken there.
    #[must_use]
    pub const fn leads(self, from: State) -> Option<State> {
        use State::{
            Applied, AwaitingDecision, Certified, Expired, InInitialAudit, ScopeReduced, Suspended,
            Transferred, Withdrawn,
        };
        let to = match (self, from) {
            (Self::SignContract, State::None | Withdrawn) => Applied,
            (Self::BeginStage1, Applied) => InInitialAudit,
            (Self::FinishStage2, InInitialAudit) => AwaitingDecision,
            (Self::RepeatStage2, AwaitingDecision) | (Self::BeginAgain, Expired) => InInitialAudit,
            (Self::Decline, AwaitingDecision) => State::None,
            (Self::Suspend, Certified) => Suspended,
            (Self::ReduceScope, Certified | Suspended) => ScopeReduced,
            (Self::Withdraw, Certified | Suspended | ScopeReduced) => Withdrawn,
            (Self::Expire, Certified | Suspended | ScopeReduced) => Expired,
            (Self::Transfer, Certified) => Transferred,
            (Self::Grant, AwaitingDecision)
            | (Self::Reinstate, Suspended)
            | (Self::Reissue, ScopeReduced)
            | (Self::Recertify, Certified)
            | (Self::Restore, Expired) => Certified,
            _ => return None,
        };
        Some(to)
    }

    /// Whose word it takes from that state.
    #[must_use]
    pub const fn party(self, from: State) -> Party {
        match (self, from) {
            (Self::SignContract | Self::Transfer, _) => Party::Both,
            (Self::Decline, _) | (Self::Withdraw, State::Certified | State::ScopeReduced) => Party::Either,
            (Self::Expire, _) => Party::Calendar,
            _ => Party::CertificationBody,
        }
    }

    /// Whether it is taken with a reason only: what somebody loses by it, they can ask why.
    #[must_use]
    pub const fn needs_reason(self) -> bool {
        matches!(
            self,
            Self::Decline | Self::RepeatStage2 | Self::Suspend | Self::ReduceScope | Self::Withdraw
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_states_are_those_of_the_catalogue() {
        let ids: Vec<String> = State::ALL.iter().map(|state| state.id()).collect();
        assert_eq!(ids, catalog::certification::CERTIFICATION.states);
    }
}
