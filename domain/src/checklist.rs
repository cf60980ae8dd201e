//! A checklist: the parts of a task in their order, each ticked by somebody at some time.

use crate::access::names;
use crate::clock::Instant;
use crate::id::{ItemId, PersonId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The most items of one checklist.
pub const MOST: usize = 50;
/// The most characters of an item.
pub const LONGEST: usize = 200;

/// That an item is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tick {
    /// Who ticked it; nobody where it was not a person of the organisation.
    pub by: Option<PersonId>,
    /// When.
    pub at: Instant,
}

/// One part of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// One line of at most 200 characters.
    pub text: String,
    /// That it is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done: Option<Tick>,
}

/// The items in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Checklist(Vec<Item>);

names! {
    /// What happened to an item.
    What {
        /// It is new.
        Added = "added",
        /// It says something else.
        Renamed = "renamed",
        /// It is done.
        Ticked = "ticked",
        /// It is not done after all.
        Unticked = "unticked",
        /// It stands elsewhere.
        Moved = "moved",
        /// It is gone.
        Removed = "removed",
    }
}

/// One change of a checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A new item: at the end, or at a place.
    Add {
        /// Its id.
        id: ItemId,
        /// What it says.
        text: String,
        /// Where, counted from 0.
        at: Option<usize>,
    },
    /// Other words.
    Rename {
        /// Which.
        item: ItemId,
        /// What it says now.
        text: String,
    },
    /// Done, or not done after all.
    Tick {
        /// Which.
        item: ItemId,
        /// Whether it is done.
        done: bool,
    },
    /// Another place; beyond the end is the end.
    Move {
        /// Which.
        item: ItemId,
        /// Where, counted from 0.
        to: usize,
    },
    /// Away with it.
    Remove {
        /// Which.
        item: ItemId,
    },
}

/// Why a checklist refused a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChecklistRefused {
    /// It has as many items as it may.
    Full,
    /// It has no such item.
    NoSuchItem,
}

impl Checklist {
    /// A new one with these lines, none of them done; what is beyond the most is left out.
    pub fn of(lines: impl IntoIterator<Item = String>, mut fresh: impl FnMut() -> ItemId) -> Self {
        let items = lines.into_iter().take(MOST);
        Self(items.map(|text| Item { id: fresh(), text, done: None }).collect())
    }

    /// The same lines for another task: none of them done.
    pub fn afresh(&self, fresh: impl FnMut() -> ItemId) -> Self {
        Self::of(self.0.iter().map(|item| item.text.clone()), fresh)
    }

    /// The items in their order.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.0
    }

    /// Whether there is nothing on it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many are done, and how many there are.
    #[must_use]
    pub fn progress(&self) -> (usize, usize) {
        (self.0.iter().filter(|item| item.done.is_some()).count(), self.0.len())
    }

    /// Changes it. `None` when it says so already.
    ///
    /// # Errors
    /// When it is full, or has no such item.
    pub fn edit(
        &mut self,
        edit: Edit,
        by: Option<PersonId>,
        now: Instant,
    ) -> Result<Option<(ItemId, What)>, ChecklistRefused> {
        match edit {
            Edit::Add { .. } if self.0.len() >= MOST => Err(ChecklistRefused::Full),
            Edit::Add { id, text, at } => {
                let at = at.unwrap_or(MOST).min(self.0.len());
                self.0.insert(at, Item { id, text, done: None });
                Ok(Some((id, What::Added)))
            }
            Edit::Rename { item, text } => {
                let index = self.index(item)?;
                let differs = self.0[index].text != text;
                self.0[index].text = text;
                Ok(differs.then_some((item, What::Renamed)))
            }
            Edit::Tick { item, done } => {
                let index = self.index(item)?;
                if self.0[index].done.is_some() == done {
                    return Ok(None);
                }
                self.0[index].done = done.then_some(Tick { by, at: now });
                Ok(Some((item, if done { What::Ticked } else { What::Unticked })))
            }
            Edit::Move { item, to } => {
                let from = self.index(item)?;
                let to = to.min(self.0.len() - 1);
                let moved = self.0.remove(from);
                self.0.insert(to, moved);
                Ok((from != to).then_some((item, What::Moved)))
            }
            Edit::Remove { item } => {
                let index = self.index(item)?;
                self.0.remove(index);
                Ok(Some((item, What::Removed)))
            }
        }
    }

    fn index(&self, item: ItemId) -> Result<usize, ChecklistRefused> {
        self.0.iter().position(|one| one.id == item).ok_or(ChecklistRefused::NoSuchItem)
    }
}

#[cfg(test)]
#[path = "checklist_tests.rs"]
mod tests;
