//! Certificates and decisions for tests.

use super::*;

pub(in crate::certification) fn on(date: &str) -> Taken<'static> {
    Taken { on: day(date), today: day("2040-01-01"), reason: "the audit was not allowed" }
}

pub(in crate::certification) fn clean() -> Findings {
    Findings { majors: Majors::None, plans_accepted: true }
}

pub(in crate::certification) fn positive(effective: &str) -> Decision {
    Decision { effective: day(effective), expiry: None, findings: clean() }
}

pub(in crate::certification) fn successor() -> Successor {
    Successor { accredited: true, findings: clean() }
}

/// A certificate in that state: stage 2 ended on 31 August 2026, the decision was on 10 November, so that it lasts until
/// 9 November 2029; where it is suspended, that was on 31 August 2027.
pub(in crate::certification) fn standing(state: State) -> Certificate {
    let (stage_2_end, decision) = (Some(day("2026-08-31")), Some(day("2026-11-10")));
    let anchors = match state {
        State::AwaitingDecision => Anchors { stage_2_end, ..Anchors::default() },
        State::None | State::Applied | State::InInitialAudit | State::Withdrawn => Anchors::default(),
        _ => Anchors { decision, stage_2_end, ..Anchors::default() },
    };
    let mut certificate = Certificate { state, effective: decision, anchors, ..Certificate::default() };
    if state == State::Suspended {
        certificate.anchors.suspension = Some(Suspension { from: day("2027-08-31"), until: None });
    }
    certificate
}
