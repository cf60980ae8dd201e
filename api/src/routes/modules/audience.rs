//! Who is asked, as it is said and shown.

use crate::names::{RoleName, RuleKindName};
use crate::problem::{FieldProblem, Problem};
use domain::access::Role;
use domain::id::{PersonId, TeamId};
use domain::training::{Audience, NEW_DAYS_MOST, Rule, RuleKind};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use utoipa::ToSchema;
use uuid::Uuid;

/// The most rules of one audience, and the most people who are left out.
const MOST: usize = 200;

/// A rule by which somebody is asked.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AudienceRule)]
pub(crate) struct RuleView {
    /// What it goes by.
    #[schema(value_type = RuleKindName)]
    kind: String,
    /// Of `role`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<RoleName>)]
    role: Option<String>,
    /// Of `team` which team, of `person` who, of `answers_to` to whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<Uuid>,
    /// What that is called; not read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// Of `new_within`: so many days, 365 at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    days: Option<u16>,
}

/// Somebody who is never asked.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AudienceException)]
pub(crate) struct ExceptionView {
    id: Uuid,
    /// What they are called; not read.
    #[serde(default)]
    name: String,
}

/// Who is asked: whoever one of the rules names, but for those who are left out by name.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Audience)]
pub(crate) struct AudienceView {
    /// Any of them is enough.
    #[schema(max_items = 200)]
    rules: Vec<RuleView>,
    /// Who is never asked.
    #[serde(default)]
    #[schema(max_items = 200)]
    without: Vec<ExceptionView>,
}

impl AudienceView {
    pub(super) fn of(audience: &Audience, names: &HashMap<Uuid, String>) -> Self {
        let rule = |rule: &Rule| {
            let (role, id, days) = match rule {
                Rule::Everybody | Rule::OwnsSystem => (None, None, None),
                Rule::Role(role) => (Some(role.name().to_owned()), None, None),
                Rule::Team(team) => (None, Some(team.0), None),
                Rule::AnswersTo(person) | Rule::Person(person) => (None, Some(person.0), None),
                Rule::NewWithin(days) => (None, None, Some(*days)),
            };
            let name = id.and_then(|id| names.get(&id).cloned());
            RuleView { kind: rule.kind().name().to_owned(), role, id, name, days }
        };
        let exception = |person: &PersonId| ExceptionView {
            id: person.0,
            name: names.get(&person.0).cloned().unwrap_or_default(),
        };
        Self {
            rules: audience.rules.iter().map(rule).collect(),
            without: audience.without.iter().map(exception).collect(),
        }
    }

    /// What it says, each part of which has to be there.
    pub(super) fn parse(self, errors: &mut Vec<FieldProblem>) -> Option<Audience> {
        if self.rules.len() > MOST || self.without.len() > MOST {
            errors.push(FieldProblem::new("/audience", "too_many", "has at most 200 of each"));
            return None;
        }
        let mut rules = BTreeSet::new();
        for (place, rule) in self.rules.into_iter().enumerate() {
            match rule.parse() {
                Some(rule) => {
                    rules.insert(rule);
                }
                None => errors.push(FieldProblem::new(
                    &format!("/audience/rules/{place}"),
                    "incomplete",
                    "does not say whom it means",
                )),
            }
        }
        Some(Audience { rules, without: self.without.into_iter().map(|one| PersonId(one.id)).collect() })
    }
}

impl RuleView {
    fn parse(self) -> Option<Rule> {
        Some(match RuleKind::parse(&self.kind)? {
            RuleKind::Everybody => Rule::Everybody,
            // No AI system is kept yet, so nobody could be meant.
            RuleKind::OwnsSystem => return None,
            RuleKind::Role => Rule::Role(Role::parse(&self.role?)?),
            RuleKind::Team => Rule::Team(TeamId(self.id?)),
            RuleKind::AnswersTo => Rule::AnswersTo(PersonId(self.id?)),
            RuleKind::Person => Rule::Person(PersonId(self.id?)),
            RuleKind::NewWithin => {
                Rule::NewWithin(self.days.filter(|days| (1..=NEW_DAYS_MOST).contains(days))?)
            }
        })
    }
}

/// What is nowhere among the problems of a request.
pub(super) fn or_refuse<T>(value: T, errors: Vec<FieldProblem>) -> Result<T, Problem> {
    if errors.is_empty() { Ok(value) } else { Err(Problem::InvalidInput(errors)) }
}
