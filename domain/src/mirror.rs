//! A task and its issue elsewhere: which state agrees with which, and who follows whom.
//!
//! An issue's status belongs to one of three categories (Jira's `statusCategory`); a workflow's own names are
//! mapped onto them, with overrides. What was last seen on both sides is the *snapshot*: a side that differs from
//! it has moved since, and the other side follows. Where both moved, the word is taken first, for
//! somebody set it there by hand.

use crate::access::names;
use crate::id::MirrorId;
use crate::task::{Move, State, Task};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;

names! {
    /// Where an issue stands, whatever its workflow calls it.
    Category {
        /// Nobody has begun.
        New = "new",
        /// Somebody is at it.
        InProgress = "in_progress",
        /// Finished.
        Done = "done",
    }
}

/// What was last said of a task over there, field by field: whatever differs from it is to be said anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// One line.
    pub title: String,
    /// What to do, as we wrote it.
    pub text: String,
    /// The due date.
    pub due: Option<NaiveDate>,
    /// Who does it, by the service's name for that person.
    pub assignee: Option<String>,
    /// Where it stood when both sides last agreed.
    pub category: Category,
}

/// The label by which an issue of ours is found when the answer to its creation was lost: from the random end of
/// the mirror's id, for the front of such an id is only the time.
#[must_use]
pub fn label(mirror: MirrorId) -> String {
    let text = mirror.0.simple().to_string();
    format!("aims-{}", &text[text.len() - 16..])
}

/// Where people find a message, by the address of its workspace (Slack's permalinks).
#[must_use]
pub fn message_url(place_url: &str, channel: &str, ts: &str) -> String {
    format!("{}/archives/{channel}/p{}", place_url.trim_end_matches('/'), ts.replace('.', ""))
}

/// The category that shows where a task stands.
#[must_use]
pub const fn category_of(state: State) -> Category {
    match state {
        State::Open => Category::New,
        State::InProgress | State::ReadyForReview => Category::InProgress,
        State::Done | State::Cancelled => Category::Done,
    }
}

/// Whether an issue of that category needs no move to show the task's state. A task that waits for review may
/// have an issue that is done: its work is, its review is not.
#[must_use]
pub const fn agrees(state: State, category: Category) -> bool {
    matches!(
        (state, category),
        (State::Open, Category::New)
            | (State::InProgress, Category::InProgress)
            | (State::ReadyForReview, Category::InProgress | Category::Done)
            | (State::Done | State::Cancelled, Category::Done)
    )
}

/// The step that a task takes when its issue has moved to `category`; `None` where it needs none.
///
/// A task that asks for evidence or names a reviewer is never completed from outside: it becomes ready for review.
#[must_use]
pub const fn step_for(task: &Task, category: Category) -> Option<Move> {
    if agrees(task.state, category) {
        return None;
    }
    match (task.state, category) {
        (State::Open | State::InProgress, Category::Done) if task.needs_review() => Some(Move::Submit),
        (State::Open | State::InProgress, Category::Done) => Some(Move::Complete),
        (State::Open, Category::InProgress) => Some(Move::Start),
        // Work that was handed in is taken back, and what was finished is taken up again.
        (State::ReadyForReview | State::Done | State::Cancelled, Category::New | Category::InProgress) => {
            Some(Move::Reopen)
        }
        // An issue that goes back to the start while its task is at work changes nothing about the work.
        _ => None,
    }
}

#[cfg(test)]
#[path = "mirror_tests.rs"]
mod tests;
