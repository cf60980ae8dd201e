//! What becomes of one person and one module when it is looked at: they are asked, asked anew, asked for a newer version, or no
//! longer. Looking again changes nothing, so it may be looked at as often as anybody likes.

use super::{AgainFor, Assignment, AssignmentState, Belonging, Rhythm};
use crate::calendar::shift;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// So many days before it is due again somebody is asked again.
pub const OPENS_DAYS: i64 = 30;

/// What is known of the versions of a module.
#[derive(Clone, Debug)]
pub struct Known {
    /// Which one is asked for.
    pub current: u32,
    /// Those that were approved, by number.
    pub versions: Vec<Said>,
}

/// What a version says of those who did an earlier one.
#[derive(Clone, Debug)]
pub struct Said {
    /// Which.
    pub number: u32,
    /// Who is asked again because of it.
    pub again: AgainFor,
    /// Which questions are asked again, where only what changed is.
    pub changed: Vec<String>,
}

/// What is done about one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Nothing.
    Nothing,
    /// They are asked, or asked again.
    Begin {
        /// By when.
        due: NaiveDate,
        /// Which version they did before, where only what changed since is asked.
        after: Option<u32>,
    },
    /// What they are asked for is done for the newer version, by the same day.
    Move {
        /// What of it is asked anew.
        again: AgainFor,
    },
    /// They are asked no more.
    End,
}

impl Known {
    /// The most that any version after `done` asks.
    #[must_use]
    pub fn asks_after(&self, done: u32) -> AgainFor {
        self.later(done).map(|one| one.again).max().unwrap_or(AgainFor::Nobody)
    }

    /// The questions that changed in any version after `after`; nothing: nobody did one, so all are asked.
    #[must_use]
    pub fn part_after(&self, after: Option<u32>) -> Option<BTreeSet<String>> {
        let after = after?;
        let changed = self.later(after).filter(|one| one.again == AgainFor::Changed);
        Some(changed.flat_map(|one| one.changed.iter().cloned()).collect())
    }

    fn later(&self, done: u32) -> impl Iterator<Item = &Said> {
        self.versions.iter().filter(move |one| one.number > done && one.number <= self.current)
    }
}

/// What is done about somebody whose latest assignment of the module is `latest`.
#[must_use]
pub fn ask(
    belonging: Belonging,
    latest: Option<&Assignment>,
    known: &Known,
    rhythm: Rhythm,
    today: NaiveDate,
) -> Ask {
    let is_open = latest.is_some_and(Assignment::is_open);
    match (belonging, latest) {
        (Belonging::Not, _) if is_open => Ask::End,
        // Whoever is away and was asked keeps what they were asked for, also for a newer version.
        (Belonging::Asked | Belonging::OnceBack, Some(one)) if is_open && one.version < known.current => {
            Ask::Move { again: known.asks_after(one.version) }
        }
        (Belonging::Not | Belonging::OnceBack, _) => Ask::Nothing,
        (Belonging::Asked, _) if is_open => Ask::Nothing,
        (Belonging::Asked, None) => Ask::Begin { due: rhythm.first_due(today), after: None },
        (Belonging::Asked, Some(one)) => again(one, known, rhythm, today),
    }
}

/// What is done about somebody who belongs and whose latest is settled.
fn again(one: &Assignment, known: &Known, rhythm: Rhythm, today: NaiveDate) -> Ask {
    let first = rhythm.first_due(today);
    if one.state == AssignmentState::Ended {
        return Ask::Begin { due: first, after: None };
    }
    let next = one.next_due(rhythm);
    // What has been due for long is not asked for by a day that has passed: they were not asked then, and have as long as
    // whoever is asked for the first time.
    let next = next.filter(|next| today >= shift(*next, -OPENS_DAYS));
    let next = next.map(|next| if next < today { first } else { next });
    match (known.asks_after(one.version), next) {
        (AgainFor::Nobody, None) => Ask::Nothing,
        // It is due anyway: all of it.
        (AgainFor::Nobody, Some(next)) => Ask::Begin { due: next, after: None },
        (AgainFor::All, next) => Ask::Begin { due: next.map_or(first, |next| next.min(first)), after: None },
        (AgainFor::Changed, Some(next)) => Ask::Begin { due: next.min(first), after: None },
        // Whoever did not have to do it has not read what did not change.
        (AgainFor::Changed, None) => {
            let after = (one.state == AssignmentState::Completed).then_some(one.version);
            Ask::Begin { due: first, after }
        }
    }
}

#[cfg(test)]
#[path = "asking_tests.rs"]
mod tests;
