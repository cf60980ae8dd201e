//! How a certificate is renewed, ends, and is restored or not.

use super::{Certificate, Decision, Taken};
use crate::certification::cycle::restorable_until;
use crate::certification::{CertificateRefused, Step, Turn};

impl Certificate {
    /// Notes the decision on recertification, with which the next cycle begins (tr-01, tr-06).
    ///
    /// # Errors
    /// Unless it is there, its last day has not passed, and nothing that was found stands in the way.
    pub fn recertify(&mut self, taken: &Taken<'_>, decision: &Decision) -> Result<(), CertificateRefused> {
        let to = self.check(Step::Recertify, taken)?;
        if self.lapsed_by(taken.on) {
            return Err(CertificateRefused::Lapsed);
        }
        decision.findings.check(taken.on)?;
        decision.check_days(taken.on)?;
        self.begin_cycle(Turn::Renewed, taken.on, decision);
        self.enter(to, taken);
        Ok(())
    }

    /// Notes that its last day passed without a decision on recertification.
    ///
    /// # Errors
    /// Unless it is there or suspended and the day has passed.
    pub fn expire(&mut self, taken: &Taken<'_>) -> Result<(), CertificateRefused> {
        let to = self.check(Step::Expire, taken)?;
        if !self.lapsed_by(taken.on) {
            return Err(CertificateRefused::StillInTime);
        }
        self.anchors.suspension = None;
        self.enter(to, taken);
        Ok(())
    }

    /// Notes that what was outstanding of a recertification was completed after the last day. It counts from the decision
    /// on at the earliest, was none in between, and ends as if it had been renewed in time (tr-08).
    ///
    /// # Errors
    /// Unless it expired no longer than six months ago and nothing that was found stands in the way.
    pub fn restore(&mut self, taken: &Taken<'_>, decision: &Decision) -> Result<(), CertificateRefused> {
        let to = self.check(Step::Restore, taken)?;
        let former_expiry = self.anchors.last_day().ok_or(CertificateRefused::WrongState)?;
        if taken.on > restorable_until(former_expiry) {
            return Err(CertificateRefused::TooLate);
        }
        decision.findings.check(taken.on)?;
        decision.check_days(taken.on)?;
        self.begin_cycle(Turn::Restored { former_expiry }, taken.on, decision);
        self.enter(to, taken);
        Ok(())
    }

    /// Begins an initial audit anew, with at least a stage 2, because the certificate expired too long ago (tr-08).
    ///
    /// # Errors
    /// Unless it expired longer than six months ago.
    pub fn begin_again(&mut self, taken: &Taken<'_>) -> Result<(), CertificateRefused> {
        let to = self.check(Step::BeginAgain, taken)?;
        if self.anchors.last_day().is_some_and(|last| taken.on <= restorable_until(last)) {
            return Err(CertificateRefused::StillInTime);
        }
        self.clear();
        self.enter(to, taken);
        Ok(())
    }
}
