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
    pub const OF_CERTIFICATION: [Self; 9] = [
        Self::Surveillance,
        Self::Recertification,
        Self::CertificateExpiry,
        Self::Restoration,
        Self::Booking,
        Self::Visit,
        Self::InternalAudit,
        Self::ManagementReview,
        Self::Quotation,
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
            Self::InternalAudit => Some(Reminder::InternalAudit),
            Self::ManagementReview => Some(Reminder::MgmtReview),
            Self::Answer => Some(Reminder::NcExternal),
            Self::Correction => Some(Reminder::NcInternal),
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
    pub fn duties(&self, days: &WorkDays) -> [(Kind, Option<NaiveDate>); 9] {
        let dates = self.cycle().map(|cycle| cycle.dates(days)).unwrap_or_default();
        Kind::OF_CERTIFICATION.map(|kind| (kind, self.due(kind, &dates)))
    }

    fn due(&self, kind: Kind, dates: &[Dated]) -> Option<NaiveDate> {
        let state = self.certificate.state;
        let next = |reminder| open(reminder, dates).map(|one| reminder.counts_to(one)).min();
        match kind {
            Kind::Surveillance | Kind::Recertification | Kind::CertificateExpiry
                if state.has_certificate() =>
            {
                kind.reminder().and_then(next)
            }
            Kind::Restoration if state == State::Expired => kind.reminder().and_then(next),
            Kind::Booking => self.booking(dates),
            Kind::Quotation => self.answer_awaited(),
            // They are the organisation's own, whatever a certificate may be used for.
            Kind::InternalAudit | Kind::ManagementReview
                if !matches!(state, State::Withdrawn | State::Transferred) =>
            {
                kind.reminder().and_then(next)
            }
            // Whoever no longer certifies does not come.
            Kind::Visit if !matches!(state, State::Withdrawn | State::Transferred) => {
                self.planned().map(|visit| visit.begins).min()
            }
            _ => None,
        }
    }

    fn planned(&self) -> impl Iterator<Item = &super::Visit> {
        self.visits.iter().filter(|visit| visit.state == VisitState::Planned)
    }

    /// For when the auditors who come next are to be booked, if they are not; who comes after them is booked after that.
    fn booking(&self, dates: &[Dated]) -> Option<NaiveDate> {
        let (state, book) = (self.certificate.state, Reminder::BookBody);
        let is_initial = match state {
            State::InInitialAudit => true,
            _ if state.has_certificate() => false,
            _ => return None,
        };
        let next = open(book, dates)
            .filter(|one| (one.what == What::Stage2) == is_initial)
            .min_by_key(|one| book.counts_to(one))?;
        let phases: &[Phase] = match next.what {
            What::Stage2 => &[Phase::Stage2],
            What::RecertificationAudit => &[Phase::Recertification],
            _ => &[Phase::Surveillance1, Phase::Surveillance2],
        };
        let is_booked = self.planned().any(|visit| phases.contains(&visit.phase));
        (!is_booked).then(|| book.counts_to(next))
    }

    /// The next of its dates that ask for something of this certificate.
    #[must_use]
    pub fn next(&self, days: &WorkDays) -> Option<Next> {
        let dates = self.cycle().ok()?.dates(days);
        let asks = |what: What| match self.certificate.state {
            State::Expired => what == What::Restoration,
            State::InInitialAudit => what == What::Stage2,
            State::AwaitingDecision => what == What::MajorsAfterStage2,
            state if state.has_certificate() => {
                let others =
                    [What::RecertificationDecision, What::SuspensionEnd, What::MajorsAtRecertification];
                what.is_audit() || others.contains(&what)
            }
            _ => false,
        };
        let open = dates.iter().filter(|one| one.met.is_none() && asks(one.what));
        open.map(|one| Next { what: one.what, on: one.latest.on }).min_by_key(|next| next.on)
    }
}

/// The dates that ask for something of which that reminder speaks.
fn open(reminder: Reminder, dates: &[Dated]) -> impl Iterator<Item = &Dated> {
    dates.iter().filter(move |one| one.met.is_none() && Reminder::of(one.what).contains(&reminder))
}
