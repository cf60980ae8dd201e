//! What the dates of a cycle follow: the timing rules of `certification.yaml`, each with its source there.

use super::State;
use crate::access::names;
use catalog::certification::{CERTIFICATION, TimingRule};
use serde::{Deserialize, Serialize};
use std::fmt;

names! {
    /// A timing rule, in the order of the catalogue.
    Rule {
        /// The cycle begins with the decision.
        CycleStart = "cycle_start",
        /// It takes three years.
        Expiry = "expiry",
        /// The first surveillance comes within a year of the decision.
        FirstSurveillance = "first_surveillance",
        /// There is a surveillance in every calendar year.
        YearlySurveillance = "yearly_surveillance",
        /// The second surveillance belongs to the second year.
        SecondSurveillance = "second_surveillance",
        /// Recertification is decided before the last day.
        Recertification = "recertification",
        /// The new last day may be counted from the old one.
        RenewedExpiry = "renewed_expiry",
        /// For six months after the last day the certificate can be restored.
        AfterExpiry = "after_expiry",
        /// Major nonconformities of stage 2 are verified within six months.
        MajorsAfterStage2 = "majors_after_stage_2",
        /// Those of a recertification before the last day.
        MajorsAtRecertification = "majors_at_recertification",
        /// Between stage 1 and stage 2 there is time, and not too much.
        StageInterval = "stage_interval",
        /// A suspension has a limit.
        Suspension = "suspension",
        /// The certification body hears of changes.
        NoticeOfChanges = "notice_of_changes",
        /// Internal audit and management review come before those from outside.
        InternalRounds = "internal_rounds",
        /// Who takes a certificate over takes over its dates.
        Transfer = "transfer",
    }
}

names! {
    /// How much a date binds.
    Force {
        /// It is a hard limit: nobody here can put it off, and it falls on whatever day it falls.
        Mandatory = "mandatory",
        /// Certification bodies usually have it so.
        Customary = "customary",
        /// The duty is binding, the number of days is ours.
        Ours = "ours",
        /// It may be so.
        Option = "option",
    }
}

names! {
    /// What follows when a date is missed.
    Consequence {
        /// Nothing: it asks for nothing.
        Nothing = "nothing",
        /// The certificate is suspended.
        Suspended = "suspended",
        /// The certificate ends.
        Expired = "expired",
        /// It is withdrawn, or a part of its scope falls away.
        WithdrawnOrReduced = "withdrawn_or_reduced",
        /// Another stage 2.
        Stage2Again = "stage_2_again",
        /// Many bodies ask for another stage 1.
        Stage1Again = "stage_1_again",
        /// Little time is left to correct what is found and to decide.
        LittleTime = "little_time",
        /// The agreement with the certification body is not kept.
        AgreementBroken = "agreement_broken",
        /// The next audit from outside is likely to find it.
        Finding = "finding",
    }
}

impl Rule {
    /// The identifier in the catalogue.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::CycleStart => "tr-01",
            Self::Expiry => "tr-02",
            Self::FirstSurveillance => "tr-03",
            Self::YearlySurveillance => "tr-04",
            Self::SecondSurveillance => "tr-05",
            Self::Recertification => "tr-06",
            Self::RenewedExpiry => "tr-07",
            Self::AfterExpiry => "tr-08",
            Self::MajorsAfterStage2 => "tr-09",
            Self::MajorsAtRecertification => "tr-10",
            Self::StageInterval => "tr-11",
            Self::Suspension => "tr-12",
            Self::NoticeOfChanges => "tr-13",
            Self::InternalRounds => "tr-14",
            Self::Transfer => "tr-15",
        }
    }

    /// What the catalogue says of it: what it asks for in our words, and the clause it rests on.
    #[must_use]
    pub fn entry(self) -> Option<&'static TimingRule> {
        CERTIFICATION.timing_rule(self.id())
    }
}

impl Consequence {
    /// The states in which the certificate may be then; none where it stays as it is.
    #[must_use]
    pub const fn states(self) -> &'static [State] {
        match self {
            Self::Suspended => &[State::Suspended],
            Self::Expired => &[State::Expired],
            Self::WithdrawnOrReduced => &[State::Withdrawn, State::ScopeReduced],
            Self::Stage2Again => &[State::InInitialAudit],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_are_those_of_the_catalogue() {
        let told: Vec<&str> = CERTIFICATION.timing_rules.iter().map(|rule| rule.id).collect();
        assert_eq!(Rule::ALL.iter().map(|rule| rule.id()).collect::<Vec<_>>(), told);
        assert!(Rule::ALL.iter().all(|rule| rule.entry().is_some()));
    }

    #[test]
    fn a_consequence_is_a_state_that_a_step_leads_to() {
        for consequence in Consequence::ALL {
            for state in consequence.states() {
                let from = [State::Certified, State::Suspended, State::AwaitingDecision, State::Expired];
                let leads = |from: State| from.possible().iter().any(|step| step.leads(from) == Some(*state));
                assert!(from.into_iter().any(leads), "{consequence} {state}");
            }
        }
    }
}
