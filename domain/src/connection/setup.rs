//! Where a connection's things go, as chosen by those who run the organisation.

use super::Service;
use crate::access::names;
use crate::mirror::Category;
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
        }
    }

    /// Which tasks go there by themselves.
    #[must_use]
    pub const fn rule(&self) -> Rule {
        match self {
            Self::None => Rule::ByHand,
            Self::Issues(setup) => setup.rule,
            Self::Messages(setup) => setup.rule,
        }
    }
}
