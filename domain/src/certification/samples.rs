//! Certificates and decisions for tests.

use super::*;
use crate::certification::{Agreed, Certification};
use crate::finding::OpenFindings;
use crate::id::SubjectId;
use uuid::Uuid;

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

/// A certification of which nothing is known yet.
pub(in crate::certification) fn kept() -> Certification {
    Certification {
        id: SubjectId(Uuid::from_u128(7)),
        title: "AI management".to_owned(),
        standard: "ISO/IEC 42001:2023".to_owned(),
        scope: String::new(),
        body: "Example Cert".to_owned(),
        number: String::new(),
        owner: None,
        certificate: Certificate::default(),
        begun: None,
        visits: Vec::new(),
        quotations: Vec::new(),
        agreed: Agreed::default(),
        open: OpenFindings::default(),
    }
}
