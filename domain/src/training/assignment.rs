//! An assignment: that one person does one module by a day, and what became of it.

use super::AgainFor;
use crate::access::names;
use crate::calendar::shift;
use crate::id::PersonId;
use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Whoever does it up to so many days before it is due keeps its rhythm (`training.yaml`, rules; `domain.md` §4.3).
const EARLY_DAYS: i64 = 30;

names! {
    /// How it stands, as it is kept.
    AssignmentState {
        /// Nobody has begun it.
        Assigned = "assigned",
        /// It was begun.
        InProgress = "in_progress",
        /// The quiz was not passed, and may be tried again or may not.
        QuizFailed = "quiz_failed",
        /// It was done.
        Completed = "completed",
        /// Somebody with a reason said that it need not be done.
        Waived = "waived",
        /// They belong no more to those who are asked.
        Ended = "ended",
    }
}

names! {
    /// How it stands on a day.
    Standing {
        /// It is to be done.
        Open = "open",
        /// Its day has passed.
        Overdue = "overdue",
        /// It was done, and counts.
        Done = "done",
        /// It need not be done.
        Waived = "waived",
        /// It was done so long ago that it counts no more.
        Expired = "expired",
        /// Nobody asks for it any more.
        Ended = "ended",
    }
}

/// When a module is due: for the first time, and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rhythm {
    /// So many days after it was assigned.
    pub first_days: u16,
    /// Again after so many months; nothing: once.
    pub months: Option<u16>,
}

impl Rhythm {
    /// The day of one that is assigned on that day.
    #[must_use]
    pub fn first_due(self, assigned: NaiveDate) -> NaiveDate {
        shift(assigned, i64::from(self.first_days))
    }

    /// The day of the next, of one that was due on `due` and is done on `done`. Done a little early, the rhythm stays; done much
    /// earlier or late, it begins there.
    #[must_use]
    pub fn next_due(self, due: NaiveDate, done: NaiveDate) -> Option<NaiveDate> {
        let early = (due - done).num_days();
        let from = if (0..=EARLY_DAYS).contains(&early) { due } else { done };
        self.months.and_then(|months| from.checked_add_months(Months::new(u32::from(months))))
    }
}

/// An assignment, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// Whose.
    pub person: PersonId,
    /// How often they were asked, this time with it.
    pub round: u32,
    /// Of which version of the module.
    pub version: u32,
    /// Which version they did before, where they are asked only for what changed since.
    pub after: Option<u32>,
    /// Since when.
    pub assigned: NaiveDate,
    /// By when.
    pub due: NaiveDate,
    /// How it stands.
    pub state: AssignmentState,
    /// How often the quiz was tried.
    pub attempts: u8,
    /// Whether the quiz was passed; without one it is from the beginning.
    pub passed: bool,
    /// When it was done, or waived, or asked for no more.
    pub settled: Option<NaiveDate>,
    /// Why it was waived, and by whom.
    pub waived: Option<(String, PersonId)>,
}

/// Why something about an assignment was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AssignmentRefused {
    /// It is done, or waived.
    #[error("this is done already")]
    Settled,
    /// The quiz was tried as often as it may be.
    #[error("the quiz was tried as often as it may be; ask whoever assigned it")]
    NoAttemptLeft,
    /// The quiz was passed already.
    #[error("the quiz was passed already")]
    Passed,
    /// The quiz comes first.
    #[error("the quiz comes before what is confirmed")]
    QuizFirst,
    /// Somebody else says that it need not be done.
    #[error("nobody waives what they have to do themselves")]
    Own,
    /// Nobody says why.
    #[error("say why")]
    ReasonMissing,
}

impl AssignmentRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Settled => "settled",
            Self::NoAttemptLeft => "no_attempt_left",
            Self::Passed => "passed_already",
            Self::QuizFirst => "quiz_first",
            Self::Own => "own",
            Self::ReasonMissing => "reason_missing",
        }
    }
}

impl Assignment {
    /// One that begins. `has_quiz` says whether that version asks anything.
    #[must_use]
    pub const fn new(
        person: PersonId,
        (version, has_quiz): (u32, bool),
        assigned: NaiveDate,
        due: NaiveDate,
    ) -> Self {
        Self {
            person,
            round: 1,
            version,
            after: None,
            assigned,
            due,
            state: AssignmentState::Assigned,
            attempts: 0,
            passed: !has_quiz,
            settled: None,
            waived: None,
        }
    }

    /// Whether it is still to be done.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !matches!(self.state, AssignmentState::Completed | AssignmentState::Waived | AssignmentState::Ended)
    }

    fn check_open(&self) -> Result<(), AssignmentRefused> {
        if self.is_open() { Ok(()) } else { Err(AssignmentRefused::Settled) }
    }

    /// Somebody opened it. Saying so again changes nothing.
    ///
    /// # Errors
    /// When it is settled.
    pub fn begin(&mut self) -> Result<(), AssignmentRefused> {
        self.check_open()?;
        if self.state == AssignmentState::Assigned {
            self.state = AssignmentState::InProgress;
        }
        Ok(())
    }

    /// The quiz was tried, where `most` says how often it may be.
    ///
    /// # Errors
    /// When it is settled, was passed already, or there is no attempt left.
    pub fn attempt(&mut self, passed: bool, most: Option<u8>) -> Result<(), AssignmentRefused> {
        self.check_open()?;
        if self.passed {
            return Err(AssignmentRefused::Passed);
        }
        if most.is_some_and(|most| self.attempts >= most) {
            return Err(AssignmentRefused::NoAttemptLeft);
        }
        self.attempts = self.attempts.saturating_add(1);
        self.passed = passed;
        self.state = if passed { AssignmentState::InProgress } else { AssignmentState::QuizFailed };
        Ok(())
    }

    /// Another may try anew: somebody talked with them about it.
    ///
    /// # Errors
    /// When it is settled.
    pub fn allow_again(&mut self) -> Result<(), AssignmentRefused> {
        self.check_open()?;
        self.attempts = 0;
        Ok(())
    }

    /// What is attested was confirmed: it is done.
    ///
    /// # Errors
    /// When it is settled, or the quiz comes first.
    pub fn attest(&mut self, on: NaiveDate) -> Result<(), AssignmentRefused> {
        self.check_open()?;
        if !self.passed {
            return Err(AssignmentRefused::QuizFirst);
        }
        (self.state, self.settled) = (AssignmentState::Completed, Some(on));
        Ok(())
    }

    /// Somebody else says that it need not be done this once.
    ///
    /// # Errors
    /// When it is settled, theirs, or nobody says why.
    pub fn waive(&mut self, reason: &str, by: PersonId, on: NaiveDate) -> Result<(), AssignmentRefused> {
        self.check_open()?;
        if by == self.person {
            return Err(AssignmentRefused::Own);
        }
        if reason.trim().is_empty() {
            return Err(AssignmentRefused::ReasonMissing);
        }
        (self.state, self.settled) = (AssignmentState::Waived, Some(on));
        self.waived = Some((reason.trim().to_owned(), by));
        Ok(())
    }

    /// A newer version came while it was open: it is done for that one, by the same day, and what was passed of the old one is
    /// passed no more where questions are asked anew.
    ///
    /// # Errors
    /// When it is settled.
    pub fn move_to(
        &mut self,
        (version, has_quiz): (u32, bool),
        again: AgainFor,
    ) -> Result<(), AssignmentRefused> {
        self.check_open()?;
        self.version = version;
        // Whoever was asked for a part is asked for all of it where all of it is new.
        self.after = self.after.filter(|_| again != AgainFor::All);
        if again != AgainFor::Nobody {
            (self.passed, self.attempts) = (!has_quiz, 0);
            self.state = self.state.min(AssignmentState::InProgress);
        }
        Ok(())
    }

    /// They belong no more to those who are asked: nobody waits for it.
    ///
    /// # Errors
    /// When it is settled.
    pub fn end(&mut self, on: NaiveDate) -> Result<(), AssignmentRefused> {
        self.check_open()?;
        (self.state, self.settled) = (AssignmentState::Ended, Some(on));
        Ok(())
    }

    /// The day of the next; nothing: it is open, or comes once. What was waived keeps its rhythm.
    #[must_use]
    pub fn next_due(&self, rhythm: Rhythm) -> Option<NaiveDate> {
        let done = self.settled.filter(|_| self.state != AssignmentState::Ended)?;
        let done = if self.state == AssignmentState::Waived { self.due } else { done };
        rhythm.next_due(self.due, done)
    }

    /// How it stands on a day.
    #[must_use]
    pub fn standing(&self, rhythm: Rhythm, today: NaiveDate) -> Standing {
        let is_over = self.next_due(rhythm).is_some_and(|next| today > next);
        match self.state {
            AssignmentState::Completed if is_over => Standing::Expired,
            AssignmentState::Completed => Standing::Done,
            AssignmentState::Waived if is_over => Standing::Expired,
            AssignmentState::Waived => Standing::Waived,
            AssignmentState::Ended => Standing::Ended,
            _ if today > self.due => Standing::Overdue,
            _ => Standing::Open,
        }
    }
}

#[cfg(test)]
#[path = "assignment_tests.rs"]
mod tests;
