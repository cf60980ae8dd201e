//! Review cycles: what lasts is looked at again in a rhythm, by somebody, and what came of it is kept.
//!
//! The next date is reckoned from the cycle's anchor in one step (`domain.md` §4.2). Done late, or more than thirty days
//! early, the day it was done is the new anchor; else the old rhythm stays (§4.3).

use crate::access::names;
use crate::change::set;
use crate::event::Event;
use crate::id::{PersonId, ReviewId, SubjectId};
use crate::recurrence::{Anchor, Recurrence, Unit};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Every so many months something is reviewed where nobody chose (`domain.md` §4.5).
pub const USUAL_MONTHS: u16 = 12;
/// After so many days without one, something counts as not reviewed.
pub const STALE_DAYS: i64 = 365;

names! {
    /// What a review came to.
    Outcome {
        /// It serves its purpose as it is.
        Suitable = "suitable",
        /// It is to be changed; how is said.
        ChangesNeeded = "changes_needed",
        /// It does not do what it is there for.
        Unsuitable = "unsuitable",
    }
}

/// When and by whom one thing is reviewed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cycle {
    /// The thing.
    pub subject: SubjectId,
    /// How often.
    pub rule: Recurrence,
    /// The day from which the rhythm is reckoned.
    pub anchor: NaiveDate,
    /// When it is due next.
    pub due: NaiveDate,
    /// The date of the rhythm, where it was put off to another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postponed_from: Option<NaiveDate>,
    /// Who reviews it; nobody: its owner, else whoever leads the AIMS.
    pub reviewer: Option<PersonId>,
    /// Who approves what the reviewer says, where somebody does.
    pub approver: Option<PersonId>,
}

/// Changes; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Another rhythm.
    pub rule: Option<Recurrence>,
    /// Another next date, from which the rhythm is reckoned anew.
    pub due: Option<NaiveDate>,
    /// Another reviewer, or nobody.
    pub reviewer: Option<Option<PersonId>>,
    /// Another approver, or nobody.
    pub approver: Option<Option<PersonId>>,
}

/// That somebody reviewed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The record.
    pub id: ReviewId,
    /// Who.
    pub by: PersonId,
    /// On which day.
    pub on: NaiveDate,
    /// What it came to.
    pub outcome: Outcome,
    /// What is to be changed.
    pub changes: String,
    /// When it is due next, where that is not as the rhythm says.
    pub next: Option<NaiveDate>,
}

/// Why something was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReviewRefused {
    /// The day has not come.
    #[error("the day of the review has not come yet")]
    InFuture,
    /// The day lies before the one that the present occurrence follows.
    #[error("the last review was held after that day")]
    BeforeLast,
    /// Changes are needed, and nobody says which.
    #[error("say what is to be changed")]
    ChangesMissing,
    /// The next date has passed already.
    #[error("the next review lies after this one and after today")]
    NextNotAhead,
    /// A rule that ends has no next date.
    #[error("a review comes back for as long as the thing is there")]
    RuleEnds,
    /// Whoever reviewed it would approve that.
    #[error("somebody else approves what the reviewer says")]
    OwnReview,
    /// It was approved before, or nobody has to approve it.
    #[error("there is nothing to approve")]
    NothingToApprove,
}

impl ReviewRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::InFuture => "review_in_future",
            Self::BeforeLast => "before_last_review",
            Self::ChangesMissing => "changes_missing",
            Self::NextNotAhead => "next_not_ahead",
            Self::RuleEnds => "rule_ends",
            Self::OwnReview => "own_review",
            Self::NothingToApprove => "nothing_to_approve",
        }
    }
}

impl Cycle {
    /// A cycle as usual, from `day` on.
    #[must_use]
    pub fn usual(subject: SubjectId, day: NaiveDate) -> Option<Self> {
        let rule = Recurrence::every(USUAL_MONTHS, Unit::Month, Anchor::Completion).ok()?;
        let due = rule.next(None, day)?;
        Some(Self { subject, rule, anchor: day, due, postponed_from: None, reviewer: None, approver: None })
    }

    /// Changes when and by whom it is reviewed. `None` when nothing changed.
    ///
    /// # Errors
    /// When the rule ends one day, or the next date has passed.
    pub fn revise(&mut self, change: Change, today: NaiveDate) -> Result<Option<Event>, ReviewRefused> {
        if change.rule.as_ref().is_some_and(|rule| rule.last().is_some()) {
            return Err(ReviewRefused::RuleEnds);
        }
        if change.due.is_some_and(|due| due < today && due != self.due) {
            return Err(ReviewRefused::NextNotAhead);
        }
        let mut fields = Vec::new();
        set(&mut fields, "rule", &mut self.rule, change.rule);
        if change.due.is_some_and(|due| due != self.due) {
            set(&mut fields, "due", &mut self.due, change.due);
            (self.anchor, self.postponed_from) = (self.due, None);
        }
        set(&mut fields, "reviewer", &mut self.reviewer, change.reviewer);
        set(&mut fields, "approver", &mut self.approver, change.approver);
        Ok((!fields.is_empty()).then_some(Event::ReviewCycleSet { subject: self.subject, fields }))
    }

    /// Notes that it was reviewed; the next occurrence follows. `last`: the day of the review before.
    ///
    /// # Errors
    /// When the day cannot be, nothing is said of the changes, or the next date has passed.
    pub fn hold(
        &mut self,
        held: &Held,
        last: Option<NaiveDate>,
        today: NaiveDate,
    ) -> Result<Event, ReviewRefused> {
        if held.on > today {
            return Err(ReviewRefused::InFuture);
        }
        if last.is_some_and(|last| held.on < last) {
            return Err(ReviewRefused::BeforeLast);
        }
        if held.outcome != Outcome::Suitable && held.changes.is_empty() {
            return Err(ReviewRefused::ChangesMissing);
        }
        let (anchor, due) = match held.next {
            Some(next) if next <= held.on.max(today) => return Err(ReviewRefused::NextNotAhead),
            Some(next) => (next, next),
            None => self.follow(held.on).ok_or(ReviewRefused::RuleEnds)?,
        };
        (self.anchor, self.due, self.postponed_from) = (anchor, due, None);
        Ok(Event::ReviewHeld {
            subject: self.subject,
            review: held.id,
            outcome: held.outcome,
            next: self.due,
        })
    }

    /// Puts the next review off without moving the rhythm: the one after it comes as if nothing had been.
    pub fn postpone(&mut self, to: NaiveDate) {
        self.postponed_from.get_or_insert(self.due);
        self.due = to;
    }

    /// Lets the present review fall away: the next one of the rhythm follows, after today, as if this one had been held on
    /// its date.
    ///
    /// # Errors
    /// When nothing would follow.
    pub fn waive(&mut self, today: NaiveDate) -> Result<(), ReviewRefused> {
        let (anchor, due) = self.keep_rhythm(self.due.max(today)).ok_or(ReviewRefused::RuleEnds)?;
        (self.anchor, self.due, self.postponed_from) = (anchor, due, None);
        Ok(())
    }

    /// Whether a review on `on` counts for its date. What was put off is early or not by the date that it had before: the
    /// rhythm goes on as if nothing had been.
    fn is_in_time(&self, on: NaiveDate) -> bool {
        match self.postponed_from {
            Some(before) => on <= self.due && self.rule.is_in_time(before, on.min(before)),
            None => self.rule.is_in_time(self.due, on),
        }
    }

    /// The anchor and the next date after a review on `on`. A rhythm that fell behind catches up: what comes next lies
    /// after it.
    fn follow(&self, on: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let keeps = self.rule.anchor() == Anchor::Due || self.is_in_time(on);
        if keeps { self.keep_rhythm(on) } else { Some((on, self.rule.next(None, on)?)) }
    }

    /// The anchor and the next date of the rhythm that lies after a day.
    fn keep_rhythm(&self, on: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let day = u8::try_from(self.anchor.day()).ok();
        let rule = match self.rule.day() {
            None if self.rule.counts_months() => self.rule.clone().on_day(day).ok()?,
            _ => self.rule.clone(),
        };
        Some((self.anchor, rule.after(self.postponed_from.unwrap_or(self.due), on)?))
    }
}

#[cfg(test)]
#[path = "review_tests.rs"]
mod tests;
