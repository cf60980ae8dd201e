//! A certificate and what is done about it: each step as a verb, with what it needs.
//!
//! From the contract to the first decision; what happens to one that is there is in `upkeep.rs`, how it is renewed,
//! ends and is restored in `renewal.rs`, and what it may be used for in `usage.rs`.

mod decision;
mod refused;
mod renewal;
mod upkeep;
mod usage;

pub use decision::{Decision, Findings, Majors, Taken};
pub use refused::CertificateRefused;
pub use upkeep::Successor;
pub use usage::Usage;

use super::cycle::majors_limit;
use super::{Anchors, State, Step, Turn};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A certificate, or the way to one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Where it stands.
    pub state: State,
    /// Since when: the day of the last step.
    pub since: Option<NaiveDate>,
    /// Why it stands there, where somebody had to say.
    pub reason: Option<String>,
    /// From which day it counts.
    pub effective: Option<NaiveDate>,
    /// From what its dates are reckoned.
    #[serde(flatten)]
    pub anchors: Anchors,
}

impl Default for Certificate {
    fn default() -> Self {
        let anchors = Anchors::default();
        Self { state: State::None, since: None, reason: None, effective: None, anchors }
    }
}

impl Certificate {
    /// Where a step leads, if it may be taken like that.
    fn check(&self, step: Step, taken: &Taken<'_>) -> Result<State, CertificateRefused> {
        let to = step.leads(self.state).ok_or(CertificateRefused::WrongState)?;
        if taken.on > taken.today {
            return Err(CertificateRefused::InFuture);
        }
        if self.since.is_some_and(|since| taken.on < since) {
            return Err(CertificateRefused::BeforeLast);
        }
        if step.needs_reason() && taken.reason.trim().is_empty() {
            return Err(CertificateRefused::ReasonMissing);
        }
        Ok(to)
    }

    fn enter(&mut self, state: State, taken: &Taken<'_>) {
        let reason = taken.reason.trim();
        (self.state, self.since) = (state, Some(taken.on));
        self.reason = (!reason.is_empty()).then(|| reason.to_owned());
    }

    /// As if there had never been one. What the organisation does by itself goes on.
    fn clear(&mut self) {
        *self = Self { anchors: self.anchors.of_organisation(), ..Self::default() };
    }

    /// A new cycle from a decision.
    fn begin_cycle(&mut self, turn: Turn, on: NaiveDate, decision: &Decision) {
        let kept = match turn {
            // The dates of the initial audit belong to the first cycle.
            Turn::First => std::mem::take(&mut self.anchors),
            Turn::Renewed | Turn::Restored { .. } => self.anchors.of_organisation(),
        };
        self.anchors =
            Anchors { turn, decision: Some(on), expiry: decision.expiry, majors_open: false, ..kept };
        self.effective = Some(decision.effective);
    }

    /// Notes that the contract is signed. After a withdrawal that begins a new cycle.
    ///
    /// # Errors
    /// Unless there is none, or it was withdrawn.
    pub fn sign_contract(&mut self, taken: &Taken<'_>) -> Result<(), CertificateRefused> {
        let to = self.check(Step::SignContract, taken)?;
        self.clear();
        self.enter(to, taken);
        Ok(())
    }

    /// Notes that stage 1 begins.
    ///
    /// # Errors
    /// Unless the contract is signed.
    pub fn begin_stage_1(&mut self, taken: &Taken<'_>) -> Result<(), CertificateRefused> {
        let to = self.check(Step::BeginStage1, taken)?;
        self.enter(to, taken);
        Ok(())
    }

    /// Notes that stage 2 is finished; its last day is that of the step.
    ///
    /// # Errors
    /// Unless an initial audit is under way.
    pub fn finish_stage_2(&mut self, taken: &Taken<'_>) -> Result<(), CertificateRefused> {
        let to = self.check(Step::FinishStage2, taken)?;
        self.anchors.stage_2_end = Some(taken.on);
        self.enter(to, taken);
        Ok(())
    }

    /// Notes the positive decision: its day is the anchor of the cycle (tr-01).
    ///
    /// # Errors
    /// Unless a decision is awaited and nothing that was found stands in its way, or when a major nonconformity was
    /// verified only after the six months that there are for it (tr-09).
    pub fn grant(&mut self, taken: &Taken<'_>, decision: &Decision) -> Result<(), CertificateRefused> {
        let to = self.check(Step::Grant, taken)?;
        decision.findings.check(taken.on)?;
        decision.check_days(taken.on)?;
        if let (Majors::Verified(day), Some(end)) = (decision.findings.majors, self.anchors.stage_2_end) {
            if day > majors_limit(end) {
                return Err(CertificateRefused::TooLate);
            }
            self.anchors.majors_verified = Some(day);
        }
        self.begin_cycle(Turn::First, taken.on, decision);
        self.enter(to, taken);
        Ok(())
    }

    /// Notes that another stage 2 is needed, because a major nonconformity was not verified within six months (tr-09).
    ///
    /// # Errors
    /// Unless a decision is awaited, the six months have passed, and one was not verified in them.
    pub fn repeat_stage_2(&mut self, taken: &Taken<'_>, majors: Majors) -> Result<(), CertificateRefused> {
        let to = self.check(Step::RepeatStage2, taken)?;
        let limit = self.anchors.stage_2_end.map(majors_limit);
        if limit.is_some_and(|limit| taken.on <= limit) {
            return Err(CertificateRefused::StillInTime);
        }
        match majors {
            Majors::Open => {}
            Majors::Verified(day) if limit.is_some_and(|limit| day > limit) => {}
            Majors::None | Majors::Verified(_) => return Err(CertificateRefused::MajorsSettled),
        }
        (self.anchors.stage_2_begin, self.anchors.stage_2_end) = (None, None);
        self.enter(to, taken);
        Ok(())
    }

    /// Notes that the decision is negative, or that the organisation withdrew its application.
    ///
    /// # Errors
    /// Unless a decision is awaited.
    pub fn decline(&mut self, taken: &Taken<'_>) -> Result<(), CertificateRefused> {
        let to = self.check(Step::Decline, taken)?;
        self.clear();
        self.enter(to, taken);
        Ok(())
    }
}

#[cfg(test)]
#[path = "certificate_tests.rs"]
mod tests;
