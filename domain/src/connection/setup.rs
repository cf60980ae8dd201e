//! Where a connection's things go, as chosen by those who run the organisation.

use super::Service;
use crate::access::names;
use crate::mirror::Category;
use crate::reminder::Step;
use crate::task::Task;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// Something over there, by id and name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// What the service calls it among machines.
    pub id: String,
    /// What it is called among people.
    pub name: String,
}

names! {
    /// Which tasks go there by themselves, from when the rule is set.
    Rule {
        /// None: each is sent by hand.
        ByHand = "by_hand",
        /// Every task.
        EveryTask = "every_task",
        /// Tasks that serve a requirement or control.
        ControlTasks = "control_tasks",
    }
}

impl Rule {
    /// Whether a task goes there by itself. One that is closed already does not.
    #[must_use]
    pub const fn takes(self, task: &Task) -> bool {
        match self {
            Self::ByHand => false,
            Self::EveryTask => task.is_open(),
            Self::ControlTasks => task.is_open() && task.control.is_some(),
        }
    }
}

/// Where issues are made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueSetup {
    /// The project.
    pub project: Named,
    /// Its key, such as `AIMS`.
    pub project_key: String,
    /// The type that issues get.
    pub issue_type: Named,
    /// Values of further fields that the project asks for, by field id, in the form the service takes.
    #[serde(default)]
    pub fields: BTreeMap<String, Value>,
    /// Labels that issues get beside ours.
    #[serde(default)]
    pub labels: Vec<String>,
    /// Statuses that mean something else than their category says, by name.
    #[serde(default)]
    pub statuses: BTreeMap<String, Category>,
    /// Which tasks go there by themselves.
    pub rule: Rule,
}

impl IssueSetup {
    /// What a status means: the override of its name, else its category.
    #[must_use]
    pub fn category(&self, status: &str, category: Category) -> Category {
        self.statuses.get(status).copied().unwrap_or(category)
    }
}

/// Where messages are posted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageSetup {
    /// The channel.
    pub channel: Named,
    /// Which tasks are posted by themselves.
    pub rule: Rule,
    /// Whether owners also get their reminders as direct messages.
    #[serde(default)]
    pub direct: bool,
}

names! {
    /// Which reminders a channel hears of.
    Hearing {
        /// None.
        Nothing = "nothing",
        /// Of what is due or late.
        Due = "due",
        /// Of the steps before as well.
        EveryStep = "every_step",
    }
}

impl Hearing {
    /// Whether it hears of a step. When somebody asked to be reminded again is their own business.
    #[must_use]
    pub const fn hears(self, step: Step) -> bool {
        match step {
            Step::Due | Step::Overdue(_) => !matches!(self, Self::Nothing),
            Step::Lead(_) => matches!(self, Self::EveryStep),
            // Who hears of it above is theirs to know, not the channel's.
            Step::Again(_) | Step::Escalated(_) => false,
        }
    }
}

/// What is posted as cards to a channel whose connection bears its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardSetup {
    /// Which reminders.
    pub reminders: Hearing,
}

/// Where a connection's things go.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Setup {
    /// Nobody has chosen yet.
    #[default]
    None,
    /// Issues.
    Issues(IssueSetup),
    /// Messages.
    Messages(MessageSetup),
    /// Cards, one way.
    Cards(CardSetup),
}

/// What people call a channel, where it is the one that things are posted to.
#[must_use]
pub fn channel_name<'a>(setup: &'a Setup, channel: &'a str) -> &'a str {
    match setup {
        Setup::Messages(setup) if setup.channel.id == channel => &setup.channel.name,
        _ => channel,
    }
}

impl Setup {
    /// Whether somebody has chosen.
    #[must_use]
    pub const fn is_chosen(&self) -> bool {
        !matches!(self, Self::None)
    }

    /// Whether it says something to that service.
    #[must_use]
    pub const fn is_for(&self, service: Service) -> bool {
        match self {
            Self::None => false,
            Self::Issues(_) => service.takes_issues(),
            Self::Messages(_) => matches!(service, Service::Slack),
            Self::Cards(_) => matches!(service, Service::Teams),
        }
    }

    /// Which tasks go there by themselves.
    #[must_use]
    pub const fn rule(&self) -> Rule {
        match self {
            Self::None | Self::Cards(_) => Rule::ByHand,
            Self::Issues(setup) => setup.rule,
            Self::Messages(setup) => setup.rule,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_channel_hears_of_what_is_due_and_of_the_steps_before_only_where_that_is_chosen() {
        let again = Step::Again("2026-12-01".parse().unwrap());
        let heard = |hearing: Hearing| {
            [Step::Lead(7), Step::Due, Step::Overdue(2), again].map(|step| hearing.hears(step))
        };
        assert_eq!(heard(Hearing::Nothing), [false; 4]);
        assert_eq!(heard(Hearing::Due), [false, true, true, false]);
        assert_eq!(heard(Hearing::EveryStep), [true, true, true, false]);
    }

    #[test]
    fn a_set_up_says_something_to_one_kind_of_service() {
        let cards = Setup::Cards(CardSetup { reminders: Hearing::Due });
        let said: Vec<_> = Service::ALL.iter().filter(|service| cards.is_for(**service)).collect();
        assert_eq!(said, [&Service::Teams]);
        assert!(cards.is_chosen() && cards.rule() == Rule::ByHand);
        let kept = serde_json::to_value(&cards).unwrap();
        assert_eq!(kept, serde_json::json!({ "kind": "cards", "reminders": "due" }));
    }
}
