//! What a step on a certificate is taken with.

use crate::certification::CertificateRefused;
use chrono::NaiveDate;

/// When a step is taken, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken<'a> {
    /// The day of the step.
    pub on: NaiveDate,
    /// The day on which it is noted.
    pub today: NaiveDate,
    /// Why, where that has to be said.
    pub reason: &'a str,
}

/// How the major nonconformities stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Majors {
    /// There were none.
    None,
    /// What was done about the last one was verified on that day.
    Verified(NaiveDate),
    /// One is open.
    Open,
}

/// What an audit left behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Findings {
    /// Major nonconformities.
    pub majors: Majors,
    /// Whether the plans for minor ones are accepted, or there are none.
    pub plans_accepted: bool,
}

/// A positive decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// From which day the certificate counts.
    pub effective: NaiveDate,
    /// Its last day, as it shows it.
    pub expiry: Option<NaiveDate>,
    /// What was found before.
    pub findings: Findings,
}

impl Findings {
    /// Whether nothing that was found stands in the way of a decision on that day.
    pub(super) fn check(self, on: NaiveDate) -> Result<(), CertificateRefused> {
        match self.majors {
            Majors::Open => Err(CertificateRefused::MajorsOpen),
            Majors::Verified(day) if day > on => Err(CertificateRefused::MajorsOpen),
            _ if !self.plans_accepted => Err(CertificateRefused::PlansMissing),
            _ => Ok(()),
        }
    }
}

impl Decision {
    /// Whether the days on the certificate can follow a decision of that day.
    pub(super) fn check_days(&self, on: NaiveDate) -> Result<(), CertificateRefused> {
        if self.effective < on {
            return Err(CertificateRefused::EffectiveEarly);
        }
        if self.expiry.is_some_and(|expiry| expiry <= self.effective) {
            return Err(CertificateRefused::ExpiryEarly);
        }
        Ok(())
    }
}
