//! What the open findings of a certification stand in the way of.

use super::{Finding, FindingState, Grade};

/// How many stand in the way of a decision (ISO/IEC 17021-1, 9.5.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenFindings {
    /// Major nonconformities that are not closed.
    pub majors: usize,
    /// Minor nonconformities without an accepted plan.
    pub plans: usize,
}

impl OpenFindings {
    /// What stands in the way among these.
    #[must_use]
    pub fn among<'a>(findings: impl IntoIterator<Item = &'a Finding>) -> Self {
        findings.into_iter().map(|one| (one.grade, one.state)).collect()
    }
}

impl FromIterator<(Grade, FindingState)> for OpenFindings {
    fn from_iter<I: IntoIterator<Item = (Grade, FindingState)>>(findings: I) -> Self {
        findings.into_iter().fold(Self::default(), |so, (grade, state)| match (grade, state) {
            (Grade::Major, state) if state != FindingState::Closed => Self { majors: so.majors + 1, ..so },
            (Grade::Minor, FindingState::Issued | FindingState::Disputed | FindingState::Answered) => {
                Self { plans: so.plans + 1, ..so }
            }
            _ => so,
        })
    }
}
