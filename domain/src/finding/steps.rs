//! What is done about a finding, and who says so.

use super::{Finding, FindingRefused, FindingState, Grade};
use crate::access::names;
use crate::event::Event;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

names! {
    /// A step.
    FindingStep {
        /// The organisation answers.
        Answer = "answer",
        /// The body wants a better answer.
        SendBack = "send_back",
        /// The body accepts the answer.
        Accept = "accept",
        /// The body verified that it is done, or there was nothing to be done.
        Close = "close",
        /// The organisation does not agree.
        Dispute = "dispute",
        /// The body stands by it.
        Uphold = "uphold",
        /// The body takes it back.
        Drop = "drop",
        /// It was not done with after all.
        Reopen = "reopen",
    }
}

/// When a step is taken, and why.
#[derive(Clone, Copy, Debug)]
pub struct Stepping<'a> {
    /// The day of the step.
    pub on: NaiveDate,
    /// The day on which it is noted.
    pub today: NaiveDate,
    /// Why, where that has to be said; at most 2,000 characters.
    pub reason: &'a str,
}

impl FindingStep {
    /// Where it leads from a state, for a finding of that grade; `None`: it does not start there.
    #[must_use]
    pub const fn leads(self, from: FindingState, grade: Grade) -> Option<FindingState> {
        use FindingState::{Accepted, Answered, Closed, Disputed, Issued};
        match (self, from) {
            (Self::Answer, Issued) if grade.needs_answer() => Some(Answered),
            (Self::SendBack, Answered) | (Self::Uphold, Disputed) => Some(Issued),
            (Self::Accept, Answered) => Some(Accepted),
            // A nonconformity is closed once what was accepted is verified (ISO/IEC 17021-1, 9.4.10).
            (Self::Close, Accepted) | (Self::Drop, Disputed) => Some(Closed),
            (Self::Close, Issued | Answered) if !grade.is_nonconformity() => Some(Closed),
            (Self::Dispute, Issued) if grade.needs_answer() => Some(Disputed),
            (Self::Reopen, Closed) if !matches!(grade, Grade::Positive) => Some(Issued),
            _ => None,
        }
    }

    /// Whether it is taken with a reason only.
    #[must_use]
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::SendBack | Self::Dispute | Self::Drop | Self::Reopen)
    }

    /// Whether it is the word of whoever audits, and not the organisation's own.
    #[must_use]
    pub const fn is_of_auditor(self) -> bool {
        !matches!(self, Self::Answer | Self::Dispute)
    }
}

impl Finding {
    /// The steps that may follow, the most usual first.
    pub fn possible(&self) -> impl Iterator<Item = FindingStep> {
        FindingStep::ALL.iter().copied().filter(|step| step.leads(self.state, self.grade).is_some())
    }

    /// Takes a step.
    ///
    /// # Errors
    /// Unless it starts from here, its day fits, its reason is given, and an answer says what it has to.
    pub fn take(&mut self, step: FindingStep, taken: &Stepping<'_>) -> Result<Event, FindingRefused> {
        let to = step.leads(self.state, self.grade).ok_or(FindingRefused::WrongState)?;
        if taken.on > taken.today {
            return Err(FindingRefused::InFuture);
        }
        if taken.on < self.since {
            return Err(FindingRefused::BeforeLast);
        }
        let reason = taken.reason.trim();
        if step.needs_reason() && reason.is_empty() {
            return Err(FindingRefused::ReasonMissing);
        }
        if step == FindingStep::Answer && !self.says_enough() {
            return Err(FindingRefused::AnswerIncomplete);
        }
        (self.state, self.since) = (to, taken.on);
        self.reason = (!reason.is_empty()).then(|| reason.to_owned());
        Ok(Event::FindingStepTaken { finding: self.id, step, on: taken.on, reason: self.reason.clone() })
    }

    /// A nonconformity is answered by its cause and by what is done about it (ISO/IEC 17021-1, 9.4.9); a concern by what is
    /// done.
    fn says_enough(&self) -> bool {
        let said = |text: &str| !text.trim().is_empty();
        said(&self.response.action) && (!self.grade.is_nonconformity() || said(&self.response.cause))
    }
}
