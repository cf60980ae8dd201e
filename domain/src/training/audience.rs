//! Who is asked: by what people are here, evaluated anew whenever that changes, so that nobody keeps lists.

use crate::access::{Role, names};
use crate::id::{PersonId, TeamId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// For so many days at most somebody is new.
pub const NEW_DAYS_MOST: u16 = 365;

names! {
    /// What a rule goes by.
    RuleKind {
        /// Everybody who is here.
        Everybody = "everybody",
        /// Who has a role.
        Role = "role",
        /// Who belongs to a team.
        Team = "team",
        /// Who answers to somebody.
        AnswersTo = "answers_to",
        /// Somebody.
        Person = "person",
        /// Who came of late.
        NewWithin = "new_within",
        /// Who answers for an AI system.
        OwnsSystem = "owns_system",
    }
}

/// A rule by which somebody belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Everybody who is here.
    Everybody,
    /// Who has that role.
    Role(Role),
    /// Who belongs to that team.
    Team(TeamId),
    /// Who answers to that person.
    AnswersTo(PersonId),
    /// That person.
    Person(PersonId),
    /// Who came so many days ago at most.
    NewWithin(u16),
    /// Who answers for an AI system.
    OwnsSystem,
}

/// Who is asked: whoever one of the rules names, but for those who are left out by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audience {
    /// Any of them is enough.
    pub rules: BTreeSet<Rule>,
    /// Whoever is never asked.
    pub without: BTreeSet<PersonId>,
}

/// What is known of somebody, as far as a rule asks.
#[derive(Clone, Debug)]
pub struct Member {
    /// Who.
    pub person: PersonId,
    /// Whether they are here at all.
    pub active: bool,
    /// Whether they are away on that day: then they are asked once they are back.
    pub away: bool,
    /// Since when they are here.
    pub since: NaiveDate,
    /// Their roles on that day.
    pub roles: BTreeSet<Role>,
    /// Their teams.
    pub teams: BTreeSet<TeamId>,
    /// To whom they answer.
    pub manager: Option<PersonId>,
    /// Whether they answer for an AI system.
    pub owns_system: bool,
}

/// Whether somebody belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Belonging {
    /// They are asked.
    Asked,
    /// They will be, once they are back.
    OnceBack,
    /// They are not.
    Not,
}

/// What changes about those who are asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Who is asked from now on.
    pub join: Vec<PersonId>,
    /// Who is asked no more; what they did stays.
    pub leave: Vec<PersonId>,
}

impl Audience {
    /// Whether somebody belongs on a day.
    #[must_use]
    pub fn belongs(&self, member: &Member, today: NaiveDate) -> Belonging {
        let named =
            !self.without.contains(&member.person) && self.rules.iter().any(|rule| rule.names(member, today));
        match (member.active && named, member.away) {
            (false, _) => Belonging::Not,
            (true, true) => Belonging::OnceBack,
            (true, false) => Belonging::Asked,
        }
    }

    /// What changes for those who were asked until now. Whoever was asked and is away is asked still: their due date is theirs,
    /// and somebody stands in for them or puts it off.
    #[must_use]
    pub fn changes(&self, asked: &BTreeSet<PersonId>, members: &[Member], today: NaiveDate) -> Changes {
        let belonging: BTreeMap<PersonId, Belonging> =
            members.iter().map(|one| (one.person, self.belongs(one, today))).collect();
        let is = |person: &PersonId| belonging.get(person).copied().unwrap_or(Belonging::Not);
        Changes {
            join: belonging
                .iter()
                .filter(|(person, belonging)| **belonging == Belonging::Asked && !asked.contains(person))
                .map(|(person, _)| *person)
                .collect(),
            leave: asked.iter().filter(|person| is(person) == Belonging::Not).copied().collect(),
        }
    }
}

impl Rule {
    /// What it goes by.
    #[must_use]
    pub const fn kind(self) -> RuleKind {
        match self {
            Self::Everybody => RuleKind::Everybody,
            Self::Role(_) => RuleKind::Role,
            Self::Team(_) => RuleKind::Team,
            Self::AnswersTo(_) => RuleKind::AnswersTo,
            Self::Person(_) => RuleKind::Person,
            Self::NewWithin(_) => RuleKind::NewWithin,
            Self::OwnsSystem => RuleKind::OwnsSystem,
        }
    }

    fn names(self, member: &Member, today: NaiveDate) -> bool {
        match self {
            Self::Everybody => true,
            Self::Role(role) => member.roles.contains(&role),
            Self::Team(team) => member.teams.contains(&team),
            Self::AnswersTo(manager) => member.manager == Some(manager),
            Self::Person(person) => member.person == person,
            Self::NewWithin(days) => {
                let here = (today - member.since).num_days();
                (0..=i64::from(days.min(NEW_DAYS_MOST))).contains(&here)
            }
            Self::OwnsSystem => member.owns_system,
        }
    }
}

#[cfg(test)]
#[path = "audience_tests.rs"]
mod tests;
