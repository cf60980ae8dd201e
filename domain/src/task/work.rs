//! The work on a task: its checklist, whose review it waits for, and the next one where it comes back.

use super::{Reviser, State, Task, TaskRefused};
use crate::checklist::{ChecklistRefused, Edit};
use crate::clock::Instant;
use crate::event::Event;
use crate::id::{ItemId, PersonId, TaskId};
use crate::recurrence::Anchor;
use chrono::NaiveDate;

impl From<ChecklistRefused> for TaskRefused {
    fn from(refused: ChecklistRefused) -> Self {
        match refused {
            ChecklistRefused::Full => Self::ChecklistFull,
            ChecklistRefused::NoSuchItem => Self::NoSuchItem,
        }
    }
}

impl Task {
    /// Whether it ends only with a review.
    #[must_use]
    pub const fn needs_review(&self) -> bool {
        self.evidence_required || self.reviewer.is_some()
    }

    /// Whether `person` is the one named to review it, and it waits for that.
    #[must_use]
    pub fn waits_for(&self, person: Option<PersonId>) -> bool {
        self.state == State::ReadyForReview && self.reviewer.is_some() && self.reviewer == person
    }

    /// Whether somebody may accept it: the reviewer it names, or who is entitled to review any task. Where a reviewer is
    /// named, whoever does the task does not accept it, whatever else they are entitled to.
    #[must_use]
    pub fn accepts(&self, person: Option<PersonId>, entitled: bool) -> bool {
        match self.reviewer {
            None => entitled,
            Some(reviewer) if person == Some(reviewer) => true,
            Some(_) => entitled && (self.owner.is_none() || self.owner != person),
        }
    }

    /// Whether what is `next` may be made of it.
    pub(super) fn check_revised(&self, next: &Self, by: Reviser) -> Result<(), TaskRefused> {
        if matches!(self.state, State::Done | State::Cancelled) {
            return Err(TaskRefused::WrongState);
        }
        let waits = self.state == State::ReadyForReview;
        let other = self.reviewer.is_some() && self.reviewer != next.reviewer;
        let off = (self.evidence_required && !next.evidence_required) || (other && next.reviewer.is_none());
        if (off || (other && waits)) && !by.reviews || (other && waits && by.owns) {
            return Err(TaskRefused::ReviewNeeded);
        }
        next.check_whole()
    }

    /// Whether what it says fits together.
    ///
    /// # Errors
    /// When its reviewer is who does it, or it comes back after a due date that it does not have.
    pub fn check_whole(&self) -> Result<(), TaskRefused> {
        if self.reviewer.is_some() && self.reviewer == self.owner {
            return Err(TaskRefused::ReviewerIsOwner);
        }
        let counts = self.recurrence.as_ref().is_some_and(|rule| rule.anchor() == Anchor::Due);
        if counts && self.due.is_none() { Err(TaskRefused::DueNeeded) } else { Ok(()) }
    }

    /// Changes its checklist. `None` when it says so already.
    ///
    /// # Errors
    /// When it is closed, or the checklist refuses.
    pub fn edit_checklist(
        &mut self,
        edit: Edit,
        by: Option<PersonId>,
        now: Instant,
    ) -> Result<Option<Event>, TaskRefused> {
        if matches!(self.state, State::Done | State::Cancelled) {
            return Err(TaskRefused::WrongState);
        }
        let done = self.checklist.edit(edit, by, now)?;
        Ok(done.map(|(item, what)| Event::ChecklistChanged { task: self.id, item, what }))
    }

    /// Sends it back to whoever does it.
    ///
    /// # Errors
    /// Unless it waits for review.
    pub fn send_back(&mut self, reason: String) -> Result<Event, TaskRefused> {
        if self.state != State::ReadyForReview {
            return Err(TaskRefused::WrongState);
        }
        self.reopen(reason)
    }

    /// The one that comes after it, which ended on `ended`; `None` where it does not come back. The same work by the same
    /// people for the same control, with nothing done yet.
    pub fn next(&self, id: TaskId, ended: NaiveDate, fresh: impl FnMut() -> ItemId) -> Option<Self> {
        let due = self.recurrence.as_ref()?.next(self.due, ended)?;
        Some(Self {
            id,
            due: Some(due),
            state: State::Open,
            evidence_note: None,
            evidence_url: None,
            cancel_reason: None,
            completed_at: None,
            checklist: self.checklist.afresh(fresh),
            repeats: Some(self.id),
            attached: false,
            ..self.clone()
        })
    }

    /// Gives it from one person to another, who takes over whatever of it was theirs. Where that would make one person
    /// both, or the other cannot review, `instead` reviews it, or nobody in particular.
    #[must_use]
    pub fn handed_over(
        &self,
        from: PersonId,
        (to, reviews): (PersonId, bool),
        instead: Option<PersonId>,
    ) -> super::Change {
        let taken = |one: Option<PersonId>| if one == Some(from) { Some(to) } else { one };
        let (owner, mut reviewer) = (taken(self.owner), taken(self.reviewer));
        let unable = self.reviewer == Some(from) && !reviews;
        if reviewer.is_some() && (unable || reviewer == owner) {
            reviewer = instead.filter(|one| Some(*one) != owner && *one != from);
        }
        super::Change {
            owner: (owner != self.owner).then_some(owner),
            reviewer: (reviewer != self.reviewer).then_some(reviewer),
            ..super::Change::default()
        }
    }
}
