//! What a person wants to be told, by which way and how often. What they did not choose follows from what they are; what
//! nobody may turn off is said here and nowhere else.

use crate::access::{Role, names};
use crate::digest::Times;
use crate::notice::Kind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

names! {
    /// What mails and notices are about, as people choose among them.
    Topic {
        /// Somebody called them by name.
        Mentioned = "mentioned",
        /// Somebody wrote about a thing they follow.
        Commented = "commented",
        /// Something became theirs.
        Assigned = "assigned",
        /// Something they follow waits for review.
        ReviewWanted = "review_wanted",
        /// Something they follow is done.
        Completed = "completed",
        /// What they answer for is due or late.
        Reminders = "reminders",
        /// The organisation needs whoever runs it: a connection is lost, mail comes back.
        Upkeep = "upkeep",
        /// Their account: links to sign up, to join, to choose a new password.
        Security = "security",
    }
}

names! {
    /// By which way somebody is told.
    Way {
        /// Behind the bell.
        InApp = "in_app",
        /// By mail.
        Mail = "mail",
    }
}

names! {
    /// How often somebody is told.
    Rhythm {
        /// Each by itself, as it happens.
        AtOnce = "at_once",
        /// Together, once a day.
        Daily = "daily",
        /// Together, once a week.
        Weekly = "weekly",
        /// Not at all.
        Never = "never",
    }
}

impl Topic {
    /// What a notice of that kind is about.
    #[must_use]
    pub const fn of(kind: Kind) -> Self {
        match kind {
            Kind::Mentioned => Self::Mentioned,
            Kind::Commented => Self::Commented,
            // What is sent back is theirs to do once more.
            Kind::Assigned | Kind::SentBack => Self::Assigned,
            Kind::ReviewWanted => Self::ReviewWanted,
            Kind::Completed => Self::Completed,
            Kind::Due | Kind::HeldBack => Self::Reminders,
            Kind::AddressDead | Kind::ChannelDegraded | Kind::ChannelRecovered => Self::Upkeep,
        }
    }

    /// Whether whoever has these roles is ever told of it.
    #[must_use]
    pub fn concerns(self, roles: &[Role]) -> bool {
        self != Self::Upkeep || roles.iter().any(|role| matches!(role, Role::Owner | Role::Admin))
    }

    /// The rhythm that nobody can change, where there is one: what people answer for, what keeps the organisation
    /// running and what protects an account is told to them.
    #[must_use]
    pub const fn fixed(self, way: Way) -> Option<Rhythm> {
        match (self, way) {
            (Self::Reminders | Self::Upkeep, _) | (Self::Security, Way::Mail) => Some(Rhythm::AtOnce),
            // An account belongs to no organisation, whose pages are where notices are.
            (Self::Security, Way::InApp) => Some(Rhythm::Never),
            _ => None,
        }
    }

    /// What can be chosen.
    #[must_use]
    pub const fn offered(self, way: Way) -> &'static [Rhythm] {
        match (self.fixed(way), way) {
            (Some(_), _) => &[],
            (None, Way::InApp) => &[Rhythm::AtOnce, Rhythm::Never],
            (None, Way::Mail) => Rhythm::ALL,
        }
    }

    /// How often somebody with these roles is told who did not choose.
    #[must_use]
    pub fn usual(self, way: Way, roles: &[Role]) -> Rhythm {
        if let Some(fixed) = self.fixed(way) {
            return fixed;
        }
        let leads = roles.iter().any(|role| matches!(role, Role::Owner | Role::Admin | Role::Manager));
        let only_reads = !roles.is_empty() && roles.iter().all(|role| *role == Role::Auditor);
        match (self, way) {
            (_, Way::InApp) | (Self::Mentioned | Self::Assigned, Way::Mail) => Rhythm::AtOnce,
            (_, Way::Mail) if only_reads => Rhythm::Weekly,
            // Whoever accepts work is waited for.
            (Self::ReviewWanted, Way::Mail) if leads => Rhythm::AtOnce,
            (Self::Completed, Way::Mail) if !leads => Rhythm::Weekly,
            (_, Way::Mail) => Rhythm::Daily,
        }
    }
}

/// Why a choice was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChoiceRefused {
    /// It cannot be turned off or put together.
    #[error("this cannot be turned off")]
    Fixed,
    /// There is no such rhythm by this way.
    #[error("this way does not have that rhythm")]
    NotOffered,
    /// No such hour, or no working day.
    #[error("this is no time at which digests leave")]
    NoSuchTime,
}

impl ChoiceRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::NotOffered => "not_offered",
            Self::NoSuchTime => "no_such_time",
        }
    }
}

/// What one person chose, and when their digests leave.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Choices {
    /// What was chosen, by `topic.way`; what is absent is as usual.
    chosen: BTreeMap<String, Rhythm>,
    /// When digests leave.
    #[serde(default)]
    pub times: Times,
}

/// What to change; what is absent stays.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Rhythms; `None` goes back to what is usual.
    pub rhythms: Vec<(Topic, Way, Option<Rhythm>)>,
    /// The hour at which digests leave.
    pub hour: Option<u32>,
    /// The day of the weekly one, 1 for Monday to 5.
    pub weekday: Option<u32>,
    /// Whether nothing leaves on Saturday and Sunday.
    pub quiet_weekend: Option<bool>,
}

fn key(topic: Topic, way: Way) -> String {
    format!("{topic}.{way}")
}

impl Choices {
    /// How often the person is told.
    #[must_use]
    pub fn rhythm(&self, topic: Topic, way: Way, roles: &[Role]) -> Rhythm {
        let chosen = self.chosen.get(&key(topic, way)).copied();
        let offered = chosen.filter(|rhythm| topic.offered(way).contains(rhythm));
        offered.unwrap_or_else(|| topic.usual(way, roles))
    }

    /// Whether the person chose this.
    #[must_use]
    pub fn is_chosen(&self, topic: Topic, way: Way) -> bool {
        self.chosen.contains_key(&key(topic, way))
    }

    /// Changes them; answers the names of what is different now.
    ///
    /// # Errors
    /// When something was chosen that is not offered; then nothing is changed.
    pub fn revise(&mut self, change: &Change) -> Result<Vec<String>, ChoiceRefused> {
        let mut after = self.clone();
        for (topic, way, rhythm) in &change.rhythms {
            if topic.fixed(*way).is_some() {
                return Err(ChoiceRefused::Fixed);
            }
            match rhythm {
                Some(rhythm) if !topic.offered(*way).contains(rhythm) => {
                    return Err(ChoiceRefused::NotOffered);
                }
                Some(rhythm) => after.chosen.insert(key(*topic, *way), *rhythm),
                None => after.chosen.remove(&key(*topic, *way)),
            };
        }
        after.times = Times {
            hour: change.hour.unwrap_or(after.times.hour),
            weekday: change.weekday.unwrap_or(after.times.weekday),
            quiet_weekend: change.quiet_weekend.unwrap_or(after.times.quiet_weekend),
        };
        if after.times.hour > 23 || !(1..=5).contains(&after.times.weekday) {
            return Err(ChoiceRefused::NoSuchTime);
        }
        let mut names: Vec<String> = Vec::new();
        for topic in Topic::ALL {
            let different = |way: &&Way| {
                let key = key(*topic, **way);
                self.chosen.get(&key) != after.chosen.get(&key)
            };
            names.extend(Way::ALL.iter().filter(different).map(|way| key(*topic, *way)));
        }
        let times = [
            ("hour", self.times.hour != after.times.hour),
            ("weekday", self.times.weekday != after.times.weekday),
            ("quiet_weekend", self.times.quiet_weekend != after.times.quiet_weekend),
        ];
        names.extend(times.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name.to_owned()));
        *self = after;
        Ok(names)
    }
}

/// What a mailed link turns off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unwanted {
    /// Mail about one thing.
    Topic(Topic),
    /// Everything that comes together, once a day or a week.
    Digest,
}

impl Unwanted {
    /// The name under which it is stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Topic(topic) => topic.name(),
            Self::Digest => "digest",
        }
    }

    /// What is stored under that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        if name == "digest" { Some(Self::Digest) } else { Topic::parse(name).map(Self::Topic) }
    }

    /// What it changes for somebody with these choices and roles.
    #[must_use]
    pub fn change(self, choices: &Choices, roles: &[Role]) -> Change {
        let together =
            |topic: Topic| matches!(choices.rhythm(topic, Way::Mail, roles), Rhythm::Daily | Rhythm::Weekly);
        let topics = Topic::ALL.iter().copied().filter(|topic| topic.fixed(Way::Mail).is_none());
        let rhythms = topics
            .filter(|topic| match self {
                Self::Topic(one) => one == *topic,
                Self::Digest => together(*topic),
            })
            .map(|topic| (topic, Way::Mail, Some(Rhythm::Never)));
        Change { rhythms: rhythms.collect(), ..Change::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(topic: Topic, way: Way, rhythm: Rhythm) -> Change {
        Change { rhythms: vec![(topic, way, Some(rhythm))], ..Change::default() }
    }

    #[test]
    fn what_one_answers_for_and_what_protects_an_account_cannot_be_turned_off() {
        let mut choices = Choices::default();
        for topic in [Topic::Reminders, Topic::Upkeep, Topic::Security] {
            for way in Way::ALL {
                let refused = choices.revise(&set(topic, *way, Rhythm::Never));
                assert_eq!(refused, Err(ChoiceRefused::Fixed), "{topic} {way}");
            }
            assert_eq!(choices.rhythm(topic, Way::Mail, &[]), Rhythm::AtOnce);
        }
        // Not even by what somebody wrote into the database.
        choices.chosen.insert("reminders.mail".into(), Rhythm::Never);
        assert_eq!(choices.rhythm(Topic::Reminders, Way::Mail, &[Role::Staff]), Rhythm::AtOnce);
    }

    #[test]
    fn what_is_usual_follows_from_the_roles_until_somebody_chooses() {
        let mut choices = Choices::default();
        let review = |choices: &Choices, role| choices.rhythm(Topic::ReviewWanted, Way::Mail, &[role]);
        assert_eq!(review(&choices, Role::Manager), Rhythm::AtOnce);
        assert_eq!(review(&choices, Role::Contributor), Rhythm::Daily);
        assert_eq!(review(&choices, Role::Auditor), Rhythm::Weekly);
        let changed = choices.revise(&set(Topic::ReviewWanted, Way::Mail, Rhythm::Never)).unwrap();
        assert_eq!(changed, ["review_wanted.mail"]);
        assert_eq!(review(&choices, Role::Manager), Rhythm::Never);
        let back = Change { rhythms: vec![(Topic::ReviewWanted, Way::Mail, None)], ..Change::default() };
        choices.revise(&back).unwrap();
        assert_eq!(choices, Choices::default());
    }

    #[test]
    fn what_is_not_offered_changes_nothing() {
        let mut choices = Choices::default();
        let mut mixed = set(Topic::Commented, Way::Mail, Rhythm::Never);
        mixed.rhythms.push((Topic::Commented, Way::InApp, Some(Rhythm::Weekly)));
        assert_eq!(choices.revise(&mixed), Err(ChoiceRefused::NotOffered));
        for (hour, weekday) in [(Some(24), None), (None, Some(0)), (None, Some(6))] {
            let change = Change { hour, weekday, ..Change::default() };
            assert_eq!(choices.revise(&change), Err(ChoiceRefused::NoSuchTime));
        }
        assert_eq!(choices, Choices::default());
        assert!(choices.revise(&Change::default()).unwrap().is_empty());
    }

    #[test]
    fn a_mailed_link_turns_off_its_own_kind_or_what_comes_together() {
        let (choices, roles) = (Choices::default(), [Role::Contributor]);
        let topics = |unwanted: Unwanted| -> Vec<Topic> {
            unwanted.change(&choices, &roles).rhythms.into_iter().map(|(topic, ..)| topic).collect()
        };
        assert_eq!(topics(Unwanted::Topic(Topic::Mentioned)), [Topic::Mentioned]);
        assert_eq!(topics(Unwanted::Digest), [Topic::Commented, Topic::ReviewWanted, Topic::Completed]);
        assert_eq!(topics(Unwanted::Topic(Topic::Reminders)), []);
        for unwanted in [Unwanted::Digest, Unwanted::Topic(Topic::Completed)] {
            assert_eq!(Unwanted::parse(unwanted.name()), Some(unwanted));
        }
    }

    #[test]
    fn choices_are_stored_and_read_and_an_empty_row_is_the_usual() {
        let mut choices = Choices::default();
        choices.revise(&set(Topic::Commented, Way::Mail, Rhythm::Weekly)).unwrap();
        let stored = serde_json::to_value(&choices).unwrap();
        assert_eq!(stored["chosen"], serde_json::json!({ "commented.mail": "weekly" }));
        assert_eq!(serde_json::from_value::<Choices>(stored).unwrap(), choices);
    }
}
