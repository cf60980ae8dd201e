//! What stands in the way of a visit, whatever is said of single items.

use super::cycle::ROUNDS;
use super::dates::add_months;
use super::{Anchors, Phase};
use crate::access::names;
use crate::finding::{Finding, FindingState, Grade};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

names! {
    /// What stands in the way of a visit, whatever the items say.
    VisitGate {
        /// Areas of concern of stage 1 are not resolved.
        Concerns = "concerns",
        /// Findings wait for an answer that is late.
        LateAnswers = "late_answers",
        /// Major nonconformities are not closed.
        Majors = "majors",
        /// No internal audit is known of the last twelve months.
        InternalAudit = "internal_audit",
        /// No management review is known of the last twelve months.
        ManagementReview = "management_review",
    }
}

impl Phase {
    /// What may stand in the way of a visit for it: `entryCriteria` of the catalogue that somebody keeps count of here.
    #[must_use]
    pub const fn gates(self) -> &'static [VisitGate] {
        use VisitGate::{Concerns, InternalAudit, LateAnswers, Majors, ManagementReview};
        match self {
            Self::Stage1 => &[InternalAudit, ManagementReview],
            Self::Stage2 => &[Concerns, LateAnswers, InternalAudit, ManagementReview],
            Self::Surveillance1 | Self::Surveillance2 => &[LateAnswers, InternalAudit, ManagementReview],
            Self::Recertification => &[Majors, LateAnswers, InternalAudit, ManagementReview],
            _ => &[],
        }
    }

    /// What stands in the way of a visit for it on `today`, and how often.
    #[must_use]
    pub fn shut<'a>(
        self,
        anchors: &Anchors,
        findings: impl IntoIterator<Item = &'a Finding>,
        today: NaiveDate,
    ) -> Vec<(VisitGate, usize)> {
        let open: Vec<&Finding> = findings.into_iter().filter(|one| one.is_open()).collect();
        let count = |wanted: &dyn Fn(&Finding) -> bool| open.iter().filter(|one| wanted(one)).count();
        // At least once in a round (tr-14).
        let stale =
            |last: Option<NaiveDate>| usize::from(last.is_none_or(|last| add_months(last, ROUNDS) < today));
        let of = |gate: VisitGate| match gate {
            VisitGate::Concerns => count(&|one| one.grade == Grade::Concern),
            VisitGate::LateAnswers => count(&|one| {
                one.state == FindingState::Issued && one.next_due().is_some_and(|due| due < today)
            }),
            VisitGate::Majors => count(&|one| one.grade == Grade::Major),
            VisitGate::InternalAudit => stale(anchors.internal_audit),
            VisitGate::ManagementReview => stale(anchors.management_review),
        };
        self.gates().iter().map(|gate| (*gate, of(*gate))).filter(|(_, count)| *count > 0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certification::tests::day;
    use crate::finding::tests::raised;

    #[test]
    fn what_is_open_late_or_long_ago_stands_in_the_way() {
        let anchors = Anchors {
            internal_audit: Some(day("2025-11-24")),
            management_review: Some(day("2025-11-23")),
            ..Anchors::default()
        };
        let concern = raised(Grade::Concern);
        let minor = raised(Grade::Minor);
        let major = Finding { due: None, ..raised(Grade::Major) };
        let closed = Finding { state: FindingState::Closed, ..raised(Grade::Major) };
        let of = |phase: Phase, on| phase.shut(&anchors, [&concern, &minor, &major, &closed], day(on));
        // The answers are due on 16 October 2026: that day is in time.
        assert_eq!(
            of(Phase::Stage2, "2026-10-16"),
            [(VisitGate::Concerns, 1)],
            "everything was held within twelve months"
        );
        assert_eq!(
            of(Phase::Recertification, "2026-11-24"),
            [(VisitGate::Majors, 1), (VisitGate::LateAnswers, 2), (VisitGate::ManagementReview, 1)]
        );
        assert_eq!(of(Phase::PreAssessment, "2030-01-01"), []);
        let none = Phase::Stage1.shut(&Anchors::default(), [], day("2026-10-16"));
        assert_eq!(none, [(VisitGate::InternalAudit, 1), (VisitGate::ManagementReview, 1)]);
    }
}
