//! What somebody is reminded of about a certification, and by when: one date of each kind at most, the next one.

use super::{Certification, Dated, Phase, Reminder, State, VisitState, What};
use crate::obligation::Kind;
use crate::workdays::WorkDays;
use chrono::NaiveDate;

/// The next of its dates that ask for something, for lists and the countdown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    /// What it asks for.
    pub what: What,
    /// By when.
    pub on: NaiveDate,
}

impl Kind {
    /// What of a certification falls due, in the order in which it is said.
    pub const OF_CERTIFICATION: [Self; 6] = [
        Self::Surveillance,
        Self::Recertification,
        Self::CertificateExpiry,
        Self::Restoration,
        Self::Booking,
        Self::Visit,
    ];

    /// Which reminder of the catalogue it is, where it is one.
    #[must_use]
    pub const fn reminder(self) -> Option<Reminder> {
        match self {
            Self::Surveillance => Some(Reminder::Surveillance),
            Self::Recertification => Some(Reminder::RecertAudit),
            Self::CertificateExpiry => Some(Reminder::Expiry),
            Self::Restoration => Some(Reminder::Restore),
            Self::Booking => Some(Reminder::BookBody),
            _ => None,
        }
    }
}

impl State {
    /// Whether there is a certificate in this state, whatever it may be used for.
    #[must_use]
    pub const fn has_certificate(self) -> bool {
        matches!(self, Self::Certified | Self::Suspended | Self::ScopeReduced)
    }
}

impl Certification {
    /// By when each kind is due, in the order of [`Kind::OF_CERTIFICATION`]; `None`: nobody is reminded of it.
    #[must_use]
    pub fn duties(&self, days: &WorkDays) -> [(Kind, Option<NaiveDate>); 6] {
        let dates = self.cycle().map(|cycle| cycle.dates(days)).unwrap_or_default();
        Kind::OF_CERTIFICATION.map(|kind| (kind, self.due(kind, &dates)))
    }

    fn due(&self, kind: Kind, dates: &[Dated]) -> Option<NaiveDate> {
        let state = self.certificate.state;
        let of = |what| dates.iter().find(|one| one.what == what && one.met.is_none());
        match kind {
            Kind::Surveillance if state.has_certificate() => {
                open_surveillances(dates).map(|one| one.latest.on).min()
            }
            Kind::Recertification if state.has_certificate() => {
                of(What::RecertificationAudit).map(planned_for)
            }
            Kind::CertificateExpiry if state.has_certificate() => of(What::Expiry).map(|one| one.latest.on),
            Kind::Restoration if state == State::Expired => of(What::Restoration).map(|one| one.latest.on),
            Kind::Booking => self.booking(dates),
            Kind::Visit => self.planned().map(|visit| visit.begins).min(),
            _ => None,
        }
    }

    fn planned(&self) -> impl Iterator<Item = &super::Visit> {
        self.visits.iter().filter(|visit| visit.state == VisitState::Planned)
    }

    /// By when the next visit is planned for that nobody has booked.
    fn booking(&self, dates: &[Dated]) -> Option<NaiveDate> {
        let booked = |surveillance: bool| {
            self.planned().any(|visit| match visit.phase {
                Phase::Surveillance1 | Phase::Surveillance2 => surveillance,
                Phase::Recertification => !surveillance,
                _ => false,
            })
        };
        if !self.certificate.state.has_certificate() {
            let stage_2 = dates.iter().find(|one| one.what == What::Stage2 && one.met.is_none())?;
            let planned = self.planned().any(|visit| visit.phase == Phase::Stage2);
            let awaited = self.certificate.state == State::InInitialAudit && !planned;
            return awaited.then(|| planned_for(stage_2));
        }
        let surveillance = open_surveillances(dates).map(planned_for).min();
        let recertification = dates.iter().find(|one| one.what == What::RecertificationAudit);
        let recertification = recertification.filter(|one| one.met.is_none()).map(planned_for);
        // The sooner of both comes next, and the other one is booked after it.
        match (surveillance, recertification) {
            (Some(one), other) if other.is_none_or(|other| one <= other) => (!booked(true)).then_some(one),
            (_, Some(other)) => (!booked(false)).then_some(other),
            _ => None,
        }
    }

    /// The next of its dates that ask for something of this certificate.
    #[must_use]
    pub fn next(&self, days: &WorkDays) -> Option<Next> {
        let dates = self.cycle().ok()?.dates(days);
        let asks = |one: &&Dated| match one.what {
            What::RecertificationDecision | What::Restoration if self.certificate.state == State::Expired => {
                one.what == What::Restoration
            }
            What::Restoration => false,
            _ if self.certificate.state.has_certificate() => {
                one.what.is_audit()
                    || matches!(
                        one.what,
                        What::RecertificationDecision | What::SuspensionEnd | What::MajorsAtRecertification
                    )
            }
            What::Stage2 => self.certificate.state == State::InInitialAudit,
            What::MajorsAfterStage2 => self.certificate.state == State::AwaitingDecision,
            _ => false,
        };
        let open = dates.iter().filter(|one| one.met.is_none()).filter(asks);
        open.map(|one| Next { what: one.what, on: one.latest.on }).min_by_key(|next| next.on)
    }
}

fn open_surveillances(dates: &[Dated]) -> impl Iterator<Item = &Dated> {
    dates.iter().filter(|one| {
        let surveillance =
            [What::FirstSurveillance, What::YearlySurveillance, What::SecondSurveillance].contains(&one.what);
        surveillance && one.met.is_none()
    })
}

/// The day that a date is planned for; its last one where there is no other.
fn planned_for(one: &Dated) -> NaiveDate {
    one.target.map_or(one.latest.on, |day| day.on)
}
