//! A finding: what somebody who audits saw, against which requirement, and what becomes of it until it is closed.
//!
//! Those of a certification body are raised on a visit and carried from one visit to the next. Whether an answer is good
//! enough is the body's to say and noted here; the grades are those of ISO/IEC 17021-1, 3.11 to 3.13 and 9.4.5, and the
//! states those of `domain.md` §3.

mod open;
mod steps;

pub use open::OpenFindings;
pub use steps::{FindingStep, Stepping};

use crate::access::names;
use crate::certification::{Visit, VisitState};
use crate::change::set;
use crate::event::Event;
use crate::id::{CertificationId, PersonId, SubjectId, VisitId};
use crate::obligation::Kind;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The most findings of one certification.
pub const MOST_FINDINGS: usize = 500;

names! {
    /// How much it weighs, the heaviest first.
    Grade {
        /// Puts into doubt that the AIMS reaches what it is for.
        Major = "major",
        /// A requirement is not met, and the AIMS stands.
        Minor = "minor",
        /// Could become a nonconformity at stage 2.
        Concern = "concern",
        /// Could be better, and is asked of nobody.
        Opportunity = "opportunity",
        /// Was found to be good.
        Positive = "positive",
    }
}

names! {
    /// How it stands.
    FindingState {
        /// It was raised and waits for an answer.
        Issued = "issued",
        /// The organisation does not agree, and the body has not decided.
        Disputed = "disputed",
        /// The answer is with the body.
        Answered = "answered",
        /// The body accepted the answer; what it promises is being done.
        Accepted = "accepted",
        /// Nothing is left to be done.
        Closed = "closed",
    }
}

impl Grade {
    /// How a finding of it begins: nobody has anything to do about what was found to be good.
    #[must_use]
    pub const fn first_state(self) -> FindingState {
        match self {
            Self::Positive => FindingState::Closed,
            _ => FindingState::Issued,
        }
    }

    /// Whether a requirement is not met.
    #[must_use]
    pub const fn is_nonconformity(self) -> bool {
        matches!(self, Self::Major | Self::Minor)
    }

    /// Whether somebody has to answer it.
    #[must_use]
    pub const fn needs_answer(self) -> bool {
        matches!(self, Self::Major | Self::Minor | Self::Concern)
    }
}

/// What the organisation says to it. Each at most 5,000 characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// What was put right at once.
    pub correction: String,
    /// Why it came to that.
    pub cause: String,
    /// What is done so that it does not come again.
    pub action: String,
}

/// A finding, as it is kept in its revisions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Its id.
    pub id: SubjectId,
    /// Of which certification.
    pub certification: CertificationId,
    /// On which visit it was raised.
    pub visit: VisitId,
    /// One line of at most 200 characters.
    pub title: String,
    /// How much it weighs.
    pub grade: Grade,
    /// What it is measured against, such as `9.2.2` or `A.6.2.4`; at most 200 characters.
    pub requirement: String,
    /// What was seen, at most 5,000 characters.
    pub evidence: String,
    /// When it was raised.
    pub raised: NaiveDate,
    /// By when the body wants an answer.
    pub due: Option<NaiveDate>,
    /// By when what was promised is done.
    pub act_by: Option<NaiveDate>,
    /// Who answers for it.
    pub owner: Option<PersonId>,
    /// How it stands.
    pub state: FindingState,
    /// Since when: the day of the last step.
    pub since: NaiveDate,
    /// Why, where somebody had to say.
    pub reason: Option<String>,
    /// What the organisation says to it.
    #[serde(flatten)]
    pub response: Response,
}

/// Changes; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Another title.
    pub title: Option<String>,
    /// Another visit of the same certification.
    pub visit: Option<VisitId>,
    /// Another day on which it was raised.
    pub raised: Option<NaiveDate>,
    /// Another grade.
    pub grade: Option<Grade>,
    /// Another requirement.
    pub requirement: Option<String>,
    /// Other words on what was seen.
    pub evidence: Option<String>,
    /// Another owner, or nobody.
    pub owner: Option<Option<PersonId>>,
    /// By when the body wants an answer, or that it does not say.
    pub due: Option<Option<NaiveDate>>,
    /// By when what was promised is done.
    pub act_by: Option<Option<NaiveDate>>,
    /// What was put right.
    pub correction: Option<String>,
    /// Another cause.
    pub cause: Option<String>,
    /// Another action.
    pub action: Option<String>,
}

impl Change {
    /// Whether it says nothing but what whoever answers says.
    #[must_use]
    pub const fn answers_only(&self) -> bool {
        matches!(
            self,
            Self {
                visit: None,
                raised: None,
                title: None,
                grade: None,
                requirement: None,
                evidence: None,
                owner: None,
                due: None,
                act_by: _,
                correction: _,
                cause: _,
                action: _,
            }
        )
    }
}

/// Why something about a finding was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FindingRefused {
    /// A nonconformity says against what.
    #[error("a nonconformity names the requirement that is not met")]
    RequirementMissing,
    /// A nonconformity says what was seen.
    #[error("a nonconformity says what was seen")]
    EvidenceMissing,
    /// Somebody would answer before there is a question.
    #[error("an answer is due after the day on which the finding was raised")]
    DueEarly,
    /// Nobody came on it.
    #[error("this visit was cancelled")]
    VisitCancelled,
    /// Nobody had come.
    #[error("a finding is raised on its visit or after it")]
    BeforeVisit,
    /// The step does not start from where it stands.
    #[error("the finding's state does not allow this step")]
    WrongState,
    /// The day has not come.
    #[error("the day of this step has not come yet")]
    InFuture,
    /// The day lies before that of the step before.
    #[error("the step before was taken after that day")]
    BeforeLast,
    /// Nobody says why.
    #[error("say why")]
    ReasonMissing,
    /// A nonconformity is answered by its cause and by what is done about it.
    #[error("a nonconformity is answered by its cause and by what is done about it")]
    AnswerIncomplete,
    /// What was answered stands until the body sends it back.
    #[error("what was answered stands until the body sends it back")]
    AnswerStands,
    /// A certification has very many.
    #[error("a certification has five hundred findings at most")]
    TooMany,
}

impl FindingRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::RequirementMissing => "requirement_missing",
            Self::EvidenceMissing => "observation_missing",
            Self::DueEarly => "due_before_raised",
            Self::VisitCancelled => "visit_cancelled",
            Self::BeforeVisit => "before_visit",
            Self::WrongState => "wrong_state",
            Self::InFuture => "step_in_future",
            Self::BeforeLast => "before_last_step",
            Self::ReasonMissing => "reason_missing",
            Self::AnswerIncomplete => "answer_incomplete",
            Self::AnswerStands => "answer_stands",
            Self::TooMany => "too_many",
        }
    }
}

impl Finding {
    /// Whether it is open: a visit that comes looks at it again.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.state != FindingState::Closed
    }

    /// Whether it can be like that: ISO/IEC 17021-1, 9.4.5.2 wants requirement and evidence with a nonconformity.
    ///
    /// # Errors
    /// When it cannot.
    pub fn check(&self) -> Result<(), FindingRefused> {
        if self.grade.is_nonconformity() && self.requirement.trim().is_empty() {
            return Err(FindingRefused::RequirementMissing);
        }
        if self.grade.is_nonconformity() && self.evidence.trim().is_empty() {
            return Err(FindingRefused::EvidenceMissing);
        }
        match self.due {
            Some(due) if due < self.raised => Err(FindingRefused::DueEarly),
            _ => Ok(()),
        }
    }

    /// Whether it can have been raised on that visit: somebody had come, and its day is none to come.
    ///
    /// # Errors
    /// When it cannot.
    pub fn check_raised(&self, on: &Visit, today: NaiveDate) -> Result<(), FindingRefused> {
        if on.state == VisitState::Cancelled {
            return Err(FindingRefused::VisitCancelled);
        }
        if self.raised < on.begins {
            return Err(FindingRefused::BeforeVisit);
        }
        if self.raised > today { Err(FindingRefused::InFuture) } else { Ok(()) }
    }

    /// Changes what is said of it; `manages` says whether by somebody who notes what the body says. `None` when nothing changed.
    ///
    /// # Errors
    /// When it could not be like that, or what was answered already would be another thing. By when it is done was agreed with
    /// whoever accepted the answer: whoever answers does not move it then.
    pub fn revise(&mut self, change: Change, manages: bool) -> Result<Option<Event>, FindingRefused> {
        if !manages && change.act_by.is_some() && !self.is_being_answered() {
            return Err(FindingRefused::AnswerStands);
        }
        let mut next = self.clone();
        let mut fields = Vec::new();
        set(&mut fields, "visit", &mut next.visit, change.visit);
        set(&mut fields, "raised", &mut next.raised, change.raised);
        set(&mut fields, "title", &mut next.title, change.title);
        set(&mut fields, "grade", &mut next.grade, change.grade);
        next.regraded(self)?;
        set(&mut fields, "requirement", &mut next.requirement, change.requirement);
        set(&mut fields, "evidence", &mut next.evidence, change.evidence);
        set(&mut fields, "owner", &mut next.owner, change.owner);
        set(&mut fields, "due", &mut next.due, change.due);
        set(&mut fields, "act_by", &mut next.act_by, change.act_by);
        let said = fields.len();
        set(&mut fields, "correction", &mut next.response.correction, change.correction);
        set(&mut fields, "cause", &mut next.response.cause, change.cause);
        set(&mut fields, "action", &mut next.response.action, change.action);
        if fields.len() > said && !self.is_being_answered() {
            return Err(FindingRefused::AnswerStands);
        }
        next.check()?;
        *self = next;
        Ok((!fields.is_empty()).then_some(Event::FindingRevised { finding: self.id, fields }))
    }

    /// What was raised as something else stands where that stands; another grade does not undo what was done about it.
    fn regraded(&mut self, before: &Self) -> Result<(), FindingRefused> {
        let (was, is) = (before.grade, self.grade);
        if was != is {
            let is_praise = was == Grade::Positive || is == Grade::Positive;
            if is_praise && before.state == was.first_state() {
                self.state = is.first_state();
            } else if is_praise || before.state == FindingState::Closed {
                return Err(FindingRefused::WrongState);
            }
        }
        // Nothing was done about it yet: it stands there since it was raised.
        if self.raised != before.raised && before.since == before.raised {
            self.since = self.raised;
        }
        if self.since < self.raised { Err(FindingRefused::BeforeLast) } else { Ok(()) }
    }

    /// Whether what is answered is still being written.
    #[must_use]
    pub const fn is_being_answered(&self) -> bool {
        matches!(self.state, FindingState::Issued | FindingState::Disputed)
    }

    /// By when each kind is due; `None`: nobody is reminded of it.
    #[must_use]
    pub fn duties(&self) -> [(Kind, Option<NaiveDate>); 2] {
        let waits = self.state == FindingState::Issued && self.grade.needs_answer();
        let acts = self.state == FindingState::Accepted;
        [(Kind::Answer, self.due.filter(|_| waits)), (Kind::Correction, self.act_by.filter(|_| acts))]
    }

    /// What of it comes next, and by when.
    #[must_use]
    pub fn next_due(&self) -> Option<NaiveDate> {
        self.duties().into_iter().find_map(|(_, due)| due)
    }
}

#[cfg(test)]
#[path = "finding_tests.rs"]
pub(crate) mod tests;
