//! What happens to a certificate that is there.

use super::{Certificate, Findings, Taken};
use crate::certification::cycle::suspension_limit;
use crate::certification::{CertificateRefused, State, Step, Suspension};
use chrono::NaiveDate;

/// The certification body that takes a certificate over, and what it found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Successor {
    /// Whether it is accredited for this standard.
    pub accredited: bool,
    /// What is open from the body before.
    pub findings: Findings,
}

impl Certificate {
    /// Like [`check`](Self::check), for what can only be done to a certificate whose last day has not passed.
    fn check_lasting(&self, step: Step, taken: &Taken<'_>) -> Result<State, CertificateRefused> {
        let to = self.check(step, taken)?;
        if self.lapsed_by(taken.on) { Err(CertificateRefused::Lapsed) } else { Ok(to) }
    }

    /// Whether its last day lies before that day, whether or not anybody noted that.
    pub(super) fn lapsed_by(&self, day: NaiveDate) -> bool {
        self.anchors.last_day().is_some_and(|last| last < day)
    }

    /// Suspends it. `until`: the limit that the certification body set (tr-12).
    ///
    /// # Errors
    /// Unless it is there, somebody says why, and the limit lies ahead.
    pub fn suspend(&mut self, taken: &Taken<'_>, until: Option<NaiveDate>) -> Result<(), CertificateRefused> {
        let to = self.check_lasting(Step::Suspend, taken)?;
        if until.is_some_and(|until| until <= taken.on) {
            return Err(CertificateRefused::LimitEarly);
        }
        self.anchors.suspension = Some(Suspension { from: taken.on, until });
        self.enter(to, taken);
        Ok(())
    }

    /// Ends a suspension. Its dates are as they were: a suspension puts nothing off.
    ///
    /// # Errors
    /// Unless it is suspended and somebody verified that the cause is removed.
    pub fn reinstate(&mut self, taken: &Taken<'_>, verified: bool) -> Result<(), CertificateRefused> {
        let to = self.check_lasting(Step::Reinstate, taken)?;
        if !verified {
            return Err(CertificateRefused::NotVerified);
        }
        self.anchors.suspension = None;
        self.enter(to, taken);
        Ok(())
    }

    /// Takes a part out of its scope. That ends a suspension, whose cause is removed for the rest.
    ///
    /// # Errors
    /// Unless it is there or suspended and somebody says which part and why.
    pub fn reduce_scope(&mut self, taken: &Taken<'_>) -> Result<(), CertificateRefused> {
        let to = self.check_lasting(Step::ReduceScope, taken)?;
        self.anchors.suspension = None;
        self.enter(to, taken);
        Ok(())
    }

    /// Notes that one with the smaller scope was issued. The dates of the cycle stay.
    ///
    /// # Errors
    /// Unless a part of its scope fell away.
    pub fn reissue(&mut self, taken: &Taken<'_>) -> Result<(), CertificateRefused> {
        let to = self.check_lasting(Step::Reissue, taken)?;
        self.enter(to, taken);
        Ok(())
    }

    /// Notes that it was taken away or given up.
    ///
    /// # Errors
    /// Unless it is there or suspended and somebody says why; while a suspension lasts, there is time to remove its cause.
    pub fn withdraw(&mut self, taken: &Taken<'_>) -> Result<(), CertificateRefused> {
        let to = self.check(Step::Withdraw, taken)?;
        let suspension = self.anchors.suspension.filter(|_| self.state == State::Suspended);
        if suspension.is_some_and(|one| taken.on <= suspension_limit(one)) {
            return Err(CertificateRefused::StillInTime);
        }
        self.anchors.suspension = None;
        self.enter(to, taken);
        Ok(())
    }

    /// Hands it to another certification body, and answers the certificate that this one issues: with the same cycle and
    /// the same last day (tr-15).
    ///
    /// # Errors
    /// Unless it is valid and not suspended, the other body is accredited, and nothing that was found stands in the way.
    pub fn transfer(&mut self, taken: &Taken<'_>, to: &Successor) -> Result<Self, CertificateRefused> {
        let state = self.check_lasting(Step::Transfer, taken)?;
        if !to.accredited {
            return Err(CertificateRefused::NotAccredited);
        }
        to.findings.check(taken.on)?;
        let mut successor = Self { effective: Some(taken.on), ..self.clone() };
        // As it may not show that any longer, the day is written down for the new one.
        successor.anchors.expiry = self.anchors.last_day();
        successor.anchors.transfer = Some(taken.on);
        successor.enter(State::Certified, taken);
        self.enter(state, taken);
        Ok(successor)
    }
}
