//! Teams: people who work together, with one of them in the lead. A team owns nothing; a task has one owner.

use crate::change::set;
use crate::event::Event;
use crate::id::{PersonId, TeamId};
use std::collections::BTreeSet;

/// The most people of one team.
pub const MOST_MEMBERS: usize = 500;
/// The most teams of one organisation.
pub const MOST_TEAMS: i64 = 500;
/// The longest name, in characters.
pub const LONGEST_NAME: usize = 80;

/// A team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// What it is called.
    pub name: String,
    /// Who leads it.
    pub lead: Option<PersonId>,
    /// Who belongs to it.
    pub members: BTreeSet<PersonId>,
    /// Whether it is no longer in use.
    pub archived: bool,
}

/// Changes; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Another name.
    pub name: Option<String>,
    /// Another lead, or nobody.
    pub lead: Option<Option<PersonId>>,
    /// All who belong to it from now on.
    pub members: Option<BTreeSet<PersonId>>,
}

/// Why something about a team was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TeamRefused {
    /// It is no longer in use.
    #[error("this team is archived; take it up again first")]
    Archived,
    /// It is in use.
    #[error("this team is in use already")]
    InUse,
}

impl TeamRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Archived => "team_archived",
            Self::InUse => "team_in_use",
        }
    }
}

impl Team {
    /// Changes what is said of it. Whoever leads a team belongs to it. Answers what happened, in order.
    ///
    /// # Errors
    /// When it is archived.
    pub fn revise(&mut self, change: Change) -> Result<Vec<Event>, TeamRefused> {
        if self.archived {
            return Err(TeamRefused::Archived);
        }
        let mut fields = Vec::new();
        set(&mut fields, "name", &mut self.name, change.name);
        set(&mut fields, "lead", &mut self.lead, change.lead);
        let mut events = Vec::new();
        if !fields.is_empty() {
            events.push(Event::TeamRevised { team: self.id, fields });
        }
        let mut members = change.members.unwrap_or_else(|| self.members.clone());
        members.extend(self.lead);
        let added: Vec<PersonId> = members.difference(&self.members).copied().collect();
        let removed: Vec<PersonId> = self.members.difference(&members).copied().collect();
        if !added.is_empty() || !removed.is_empty() {
            events.push(Event::TeamMembersChanged { team: self.id, added, removed });
        }
        self.members = members;
        Ok(events)
    }

    /// Takes it out of use. Who belonged to it stays known.
    ///
    /// # Errors
    /// When it is archived already.
    pub const fn archive(&mut self) -> Result<Event, TeamRefused> {
        if self.archived {
            return Err(TeamRefused::Archived);
        }
        self.archived = true;
        Ok(Event::TeamArchived { team: self.id })
    }

    /// Takes it up again.
    ///
    /// # Errors
    /// When it is in use.
    pub const fn restore(&mut self) -> Result<Event, TeamRefused> {
        if !self.archived {
            return Err(TeamRefused::InUse);
        }
        self.archived = false;
        Ok(Event::TeamRestored { team: self.id })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn team(members: BTreeSet<PersonId>) -> Team {
        Team { id: TeamId(Uuid::from_u128(1)), name: "Data".to_owned(), lead: None, members, archived: false }
    }

    proptest! {
        /// Whatever is asked for: the lead belongs to it, and what happened tells who came and who went.
        #[test]
        fn the_lead_belongs_to_the_team(
            before in prop::collection::btree_set(0u128..9, 0..6),
            after in prop::option::of(prop::collection::btree_set(0u128..9, 0..6)),
            lead in prop::option::of(prop::option::of(0u128..9)),
        ) {
            let people = |numbers: BTreeSet<u128>| numbers.into_iter().map(person).collect::<BTreeSet<_>>();
            let mut team = team(people(before));
            let was = team.members.clone();
            let change = Change { name: None, lead: lead.map(|lead| lead.map(person)), members: after.map(people) };
            let events = team.revise(change).unwrap();
            prop_assert!(team.lead.is_none_or(|lead| team.members.contains(&lead)));
            let told = events.into_iter().find_map(|event| match event {
                Event::TeamMembersChanged { added, removed, .. } => Some((added, removed)),
                _ => None,
            });
            let (added, removed) = told.unwrap_or_default();
            let mut replayed = was;
            replayed.extend(added);
            replayed.retain(|one| !removed.contains(one));
            prop_assert_eq!(replayed, team.members);
        }
    }

    #[test]
    fn what_is_archived_stays_as_it_is_until_it_is_taken_up_again() {
        let mut team = team(BTreeSet::new());
        assert_eq!(team.restore(), Err(TeamRefused::InUse));
        team.archive().unwrap();
        let change = Change { name: Some("Other".to_owned()), ..Change::default() };
        assert_eq!(team.revise(change.clone()), Err(TeamRefused::Archived));
        team.restore().unwrap();
        assert_eq!(team.revise(change).unwrap().len(), 1);
    }
}
