//! A module: what is read and confirmed, by whom, and how often.

use super::{Audience, Proof, Rhythm};
use crate::access::names;
use crate::change::set;
use crate::event::Event;
use crate::id::{ModuleId, PersonId};
use serde::{Deserialize, Serialize};
use std::fmt;

names! {
    /// Where a module stands, as the list shows it.
    ModuleState {
        /// No version of it is approved: nobody is asked.
        Draft = "draft",
        /// Whoever belongs is asked.
        Current = "current",
        /// It was put aside: nobody is asked any more.
        Aside = "aside",
    }
}

/// A module, as it is kept in its revisions; its versions are kept beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Module {
    /// Its id.
    pub id: ModuleId,
    /// One line of at most 200 characters.
    pub title: String,
    /// Who answers for it.
    pub owner: Option<PersonId>,
    /// From which module of the catalogue it began.
    pub catalogue: Option<String>,
    /// Who is asked.
    pub audience: Audience,
    /// By when, and how often.
    pub rhythm: Rhythm,
    /// How it is shown that whoever confirms is who was asked.
    pub proof: Proof,
    /// Which version is asked for; nothing: none is approved.
    pub current: Option<u32>,
}

/// Changes; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct ModuleChange {
    /// Another title.
    pub title: Option<String>,
    /// Another owner, or none.
    pub owner: Option<Option<PersonId>>,
    /// Other people.
    pub audience: Option<Audience>,
    /// Another rhythm.
    pub rhythm: Option<Rhythm>,
    /// Another proof.
    pub proof: Option<Proof>,
}

/// Why something about a module was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModuleRefused {
    /// There is nothing to approve.
    #[error("there is no draft to approve")]
    NoDraft,
    /// Whoever wrote it does not approve it, unless they say why nobody else can.
    #[error("somebody else approves what one wrote; say why nobody else can")]
    OwnDraft,
    /// Nothing would be confirmed.
    #[error("say what is confirmed at the end")]
    NothingConfirmed,
    /// Only what changed is asked again, and nothing is named.
    #[error("name the questions that are asked again, or ask for all of it")]
    NothingChanged,
    /// It was put aside.
    #[error("this module was put aside; take it back first")]
    Aside,
}

impl ModuleRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoDraft => "no_draft",
            Self::OwnDraft => "own_draft",
            Self::NothingConfirmed => "nothing_confirmed",
            Self::NothingChanged => "nothing_changed",
            Self::Aside => "put_aside",
        }
    }
}

impl Module {
    /// Changes what is said of it. `None` when nothing changed.
    pub fn revise(&mut self, change: ModuleChange) -> Option<Event> {
        let mut fields = Vec::new();
        set(&mut fields, "title", &mut self.title, change.title);
        set(&mut fields, "owner", &mut self.owner, change.owner);
        set(&mut fields, "audience", &mut self.audience, change.audience);
        set(&mut fields, "rhythm", &mut self.rhythm, change.rhythm);
        set(&mut fields, "proof", &mut self.proof, change.proof);
        (!fields.is_empty()).then_some(Event::ModuleRevised { module: self.id, fields })
    }

    /// Where it stands.
    #[must_use]
    pub const fn state(&self, aside: bool) -> ModuleState {
        match (aside, self.current) {
            (true, _) => ModuleState::Aside,
            (false, None) => ModuleState::Draft,
            (false, Some(_)) => ModuleState::Current,
        }
    }
}
