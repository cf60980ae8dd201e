//! A task: something one person does by a date, perhaps for a control, perhaps with evidence.
//!
//! Life cycle (`domain.md` §3): open > in progress > ready for review > done; cancelled with a reason; reopened. It ends
//! with a review where evidence is required or a reviewer is named. Overdue is computed, not a state. What lies on the
//! way, from the checklist to the next one, is in `task/work.rs`.

mod work;

use crate::access::names;
use crate::change::set;
use crate::checklist::Checklist;
use crate::clock::Instant;
use crate::event::Event;
use crate::id::{PersonId, SubjectId, TaskId};
use crate::recurrence::Recurrence;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

names! {
    /// Where a task stands.
    State {
        /// Nobody has begun.
        Open = "open",
        /// Somebody is at it.
        InProgress = "in_progress",
        /// Its evidence waits for a reviewer.
        ReadyForReview = "ready_for_review",
        /// Finished.
        Done = "done",
        /// Given up, with a reason.
        Cancelled = "cancelled",
    }
}

names! {
    /// How much it matters, least first.
    Priority {
        /// When there is time.
        Low = "low",
        /// In its turn.
        Normal = "normal",
        /// Before others.
        High = "high",
        /// Now.
        Urgent = "urgent",
    }
}

names! {
    /// A step that a person may take.
    Move {
        /// Begin.
        Start = "start",
        /// Hand the evidence to a reviewer.
        Submit = "submit",
        /// Finish.
        Complete = "complete",
        /// Give up.
        Cancel = "cancel",
        /// Take up again.
        Reopen = "reopen",
    }
}

/// A task as it is kept in its revisions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Its id.
    pub id: TaskId,
    /// One line of at most 200 characters.
    pub title: String,
    /// What to do, at most 10,000 characters.
    pub description: String,
    /// What would show that it is done, at most 2,000 characters.
    pub expected_evidence: String,
    /// Whether it ends only with evidence and a review.
    pub evidence_required: bool,
    /// The control or requirement it serves.
    pub control: Option<SubjectId>,
    /// Who does it.
    pub owner: Option<PersonId>,
    /// The day it is due, in the organisation's zone.
    pub due: Option<NaiveDate>,
    /// How much it matters.
    pub priority: Priority,
    /// Where it stands.
    pub state: State,
    /// Evidence in words, at most 10,000 characters.
    pub evidence_note: Option<String>,
    /// Where the evidence lies.
    pub evidence_url: Option<String>,
    /// Why it was cancelled.
    pub cancel_reason: Option<String>,
    /// When it was done.
    pub completed_at: Option<Instant>,
    /// Who accepts it, where somebody is named: never who does it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewer: Option<PersonId>,
    /// Its parts.
    #[serde(default, skip_serializing_if = "Checklist::is_empty")]
    pub checklist: Checklist,
    /// When it comes back, where it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recurrence: Option<Recurrence>,
    /// The task that came back as this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<TaskId>,
    /// Whether files that count as evidence are linked to it; kept with them, not with the task.
    #[serde(skip)]
    pub attached: bool,
}

/// Changes to what a task says; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// A new title.
    pub title: Option<String>,
    /// A new description.
    pub description: Option<String>,
    /// New words on the evidence expected.
    pub expected_evidence: Option<String>,
    /// Whether evidence is required.
    pub evidence_required: Option<bool>,
    /// A new owner, or nobody.
    pub owner: Option<Option<PersonId>>,
    /// A new due date, or none.
    pub due: Option<Option<NaiveDate>>,
    /// A new priority.
    pub priority: Option<Priority>,
    /// Another reviewer, or nobody in particular.
    pub reviewer: Option<Option<PersonId>>,
    /// When it comes back, or that it does not.
    pub recurrence: Option<Option<Recurrence>>,
    /// Evidence in words, or none.
    pub evidence_note: Option<Option<String>>,
    /// Where the evidence lies, or nowhere.
    pub evidence_url: Option<Option<String>>,
}

impl Change {
    /// Whether it touches only what the person doing the task notes while doing it.
    #[must_use]
    pub fn is_only_evidence(&self) -> bool {
        self.title.is_none()
            && self.description.is_none()
            && self.expected_evidence.is_none()
            && self.evidence_required.is_none()
            && self.owner.is_none()
            && self.due.is_none()
            && self.priority.is_none()
            && self.reviewer.is_none()
            && self.recurrence.is_none()
    }
}

/// Who changes what a task says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reviser {
    /// Entitled to review any task.
    pub reviews: bool,
    /// Who does the task.
    pub owns: bool,
}

/// Why a task refused a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TaskRefused {
    /// The step does not start from the task's state.
    #[error("the task's state does not allow this step")]
    WrongState,
    /// The task ends only with evidence, and none is noted.
    #[error("evidence is needed first: a file, a note or a link")]
    EvidenceMissing,
    /// The task ends only with a review.
    #[error("the evidence is accepted in a review, by someone entitled to review")]
    ReviewNeeded,
    /// Nobody reviews what they do themselves.
    #[error("whoever does the task cannot be its reviewer as well")]
    ReviewerIsOwner,
    /// It comes back after its due date and has none.
    #[error("a task that comes back after its due date needs one")]
    DueNeeded,
    /// Its checklist has as many items as it may.
    #[error("a checklist has at most {} items", crate::checklist::MOST)]
    ChecklistFull,
    /// Its checklist has no such item.
    #[error("the checklist has no such item any more")]
    NoSuchItem,
}

impl TaskRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::WrongState => "wrong_state",
            Self::EvidenceMissing => "evidence_missing",
            Self::ReviewNeeded => "review_needed",
            Self::ReviewerIsOwner => "reviewer_is_owner",
            Self::DueNeeded => "due_needed",
            Self::ChecklistFull => "checklist_full",
            Self::NoSuchItem => "no_such_item",
        }
    }
}

impl Task {
    /// Whether it still asks somebody to do something.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self.state, State::Open | State::InProgress)
    }

    /// Whether evidence is there: noted in words or as a link, or a file.
    #[must_use]
    pub const fn has_evidence(&self) -> bool {
        self.evidence_note.is_some() || self.evidence_url.is_some() || self.attached
    }

    /// Who is to be reminded of which date, while it is open.
    #[must_use]
    pub const fn obligation(&self) -> Option<(PersonId, NaiveDate)> {
        match (self.owner, self.due) {
            (Some(owner), Some(due)) if self.is_open() => Some((owner, due)),
            _ => None,
        }
    }

    /// The steps that its state allows, the most usual first.
    #[must_use]
    pub fn possible(&self) -> Vec<Move> {
        match self.state {
            State::Open if self.needs_review() => vec![Move::Start, Move::Submit, Move::Cancel],
            State::Open => vec![Move::Start, Move::Complete, Move::Submit, Move::Cancel],
            State::InProgress if self.needs_review() => vec![Move::Submit, Move::Cancel],
            State::InProgress => vec![Move::Complete, Move::Submit, Move::Cancel],
            State::ReadyForReview => vec![Move::Complete, Move::Reopen, Move::Cancel],
            State::Done | State::Cancelled => vec![Move::Reopen],
        }
    }

    fn check(&self, step: Move) -> Result<(), TaskRefused> {
        if self.possible().contains(&step) { Ok(()) } else { Err(TaskRefused::WrongState) }
    }

    /// Changes what the task says. `None` when nothing changed.
    ///
    /// # Errors
    /// When the task is closed, somebody who is no reviewer takes the review off it, its reviewer would be who does it,
    /// or it comes back after a due date that it does not have.
    pub fn revise(&mut self, change: Change, by: Reviser) -> Result<Option<Event>, TaskRefused> {
        let mut next = self.clone();
        let fields = next.take(change);
        self.check_revised(&next, by)?;
        *self = next;
        Ok((!fields.is_empty()).then_some(Event::TaskRevised { task: self.id, fields }))
    }

    fn take(&mut self, change: Change) -> Vec<String> {
        let mut fields = Vec::new();
        set(&mut fields, "title", &mut self.title, change.title);
        set(&mut fields, "description", &mut self.description, change.description);
        set(&mut fields, "expected_evidence", &mut self.expected_evidence, change.expected_evidence);
        set(&mut fields, "evidence_required", &mut self.evidence_required, change.evidence_required);
        set(&mut fields, "owner", &mut self.owner, change.owner);
        set(&mut fields, "due", &mut self.due, change.due);
        set(&mut fields, "priority", &mut self.priority, change.priority);
        set(&mut fields, "evidence_note", &mut self.evidence_note, change.evidence_note);
        set(&mut fields, "evidence_url", &mut self.evidence_url, change.evidence_url);
        set(&mut fields, "reviewer", &mut self.reviewer, change.reviewer);
        let anchored =
            change.recurrence.map(|rule| rule.map(|rule| rule.clone().anchored(self.due).unwrap_or(rule)));
        set(&mut fields, "recurrence", &mut self.recurrence, anchored);
        fields
    }

    /// Begins.
    ///
    /// # Errors
    /// Unless it is open.
    pub fn start(&mut self) -> Result<Event, TaskRefused> {
        self.check(Move::Start)?;
        self.state = State::InProgress;
        Ok(Event::TaskStarted { task: self.id })
    }

    /// Hands it to a reviewer.
    ///
    /// # Errors
    /// Unless it is open or in progress, and where required evidence is missing.
    pub fn submit(&mut self) -> Result<Event, TaskRefused> {
        self.check(Move::Submit)?;
        if self.evidence_required && !self.has_evidence() {
            return Err(TaskRefused::EvidenceMissing);
        }
        self.state = State::ReadyForReview;
        Ok(Event::TaskSubmitted { task: self.id })
    }

    /// Hands it to a reviewer because work elsewhere says that it is done, whether or not evidence is noted here:
    /// the reviewer sees what is missing, and cannot accept before it is there.
    ///
    /// # Errors
    /// Unless it is open or in progress.
    pub fn submit_unseen(&mut self) -> Result<Event, TaskRefused> {
        self.check(Move::Submit)?;
        self.state = State::ReadyForReview;
        Ok(Event::TaskSubmitted { task: self.id })
    }

    /// Finishes. Where a review is needed, or the task waits for one, only who [accepts](Self::accepts) it may.
    ///
    /// # Errors
    /// When it is closed, when a review is needed first, or when required evidence is missing.
    pub fn complete(&mut self, by_reviewer: bool, now: Instant) -> Result<Event, TaskRefused> {
        if self.needs_review() && self.is_open() {
            return Err(TaskRefused::ReviewNeeded);
        }
        self.check(Move::Complete)?;
        if self.state == State::ReadyForReview && !by_reviewer {
            return Err(TaskRefused::ReviewNeeded);
        }
        if self.evidence_required && !self.has_evidence() {
            return Err(TaskRefused::EvidenceMissing);
        }
        self.state = State::Done;
        self.completed_at = Some(now);
        Ok(Event::TaskCompleted { task: self.id })
    }

    /// Gives it up; with what would follow it, it does not come back either.
    ///
    /// # Errors
    /// When it is closed already.
    pub fn cancel(&mut self, reason: String, following: bool) -> Result<Event, TaskRefused> {
        self.check(Move::Cancel)?;
        if following {
            self.recurrence = None;
        }
        self.state = State::Cancelled;
        self.cancel_reason = Some(reason);
        Ok(Event::TaskCancelled { task: self.id })
    }

    /// Takes it up again: from review it goes back to work, from the end back to the start.
    ///
    /// # Errors
    /// When it is open.
    pub fn reopen(&mut self, reason: String) -> Result<Event, TaskRefused> {
        self.check(Move::Reopen)?;
        self.state = if self.state == State::ReadyForReview { State::InProgress } else { State::Open };
        self.cancel_reason = None;
        self.completed_at = None;
        Ok(Event::TaskReopened { task: self.id, reason })
    }
}

#[cfg(test)]
#[path = "task_tests.rs"]
mod tests;
