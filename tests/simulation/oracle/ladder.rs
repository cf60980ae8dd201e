//! The steps before and after a date, and those above who hear of it.

use super::{Charge, Fate, Heard, Key, Oracle, Thing};
use chrono::{DateTime, Duration, NaiveDate, Utc};

/// A step as the sent-log writes it.
fn step(thing: Thing, name: &str) -> String {
    match thing {
        Thing::Task(_) => name.to_owned(),
        Thing::Review(_) => format!("review.{name}"),
    }
}

fn key(thing: Thing, charge: &Charge, person: usize, name: &str) -> Key {
    (thing, charge.due, person, step(thing, name))
}

impl Oracle {
    /// What of it comes for whoever has it.
    pub(super) fn remind(&mut self, thing: Thing, charge: &Charge, now: DateTime<Utc>, mails: &mut Vec<Key>) {
        let own = |name: &str| key(thing, charge, charge.owner, name);
        let come = self.come(charge, now);
        if let Some(until) = charge.snoozed {
            let again = own(&format!("again_{until}"));
            if self.leaves(self.working(until, 1), charge.owner) > now {
                return;
            }
            if !self.is_settled(&again) {
                self.plan(again, now, mails);
                // It stands for all that came meanwhile, and for what came with the task while nobody looked.
                self.replace(charge, come.iter().map(|(name, at)| (own(name), *at)));
                if let Some((latest, at)) = come.last()
                    && !self.is_settled(&own(latest))
                    && !self.is_older_than_habits(charge, *at)
                {
                    self.fates.insert(own(latest), Fate::Replaced);
                }
                return;
            }
        }
        let Some((latest, at)) = come.last() else { return };
        if self.is_settled(&own(latest)) || self.is_older_than_habits(charge, *at) {
            return;
        }
        self.plan(own(latest), now, mails);
        self.replace(charge, come[..come.len() - 1].iter().map(|(name, at)| (own(name), *at)));
    }

    fn plan(&mut self, key: Key, now: DateTime<Utc>, mails: &mut Vec<Key>) {
        self.fates.insert(key.clone(), Fate::Sent(now));
        mails.push(key);
    }

    /// Whether somebody who is given something now is reminded of it at once.
    pub(super) fn reminds_now(&self, thing: Thing, now: DateTime<Utc>) -> bool {
        let Some(charge) = self.charges.get(&thing) else { return false };
        let latest = self.come(charge, now).pop();
        latest.is_some_and(|(name, _)| !self.is_settled(&key(thing, charge, charge.owner, &name)))
    }

    /// When each of those above hears of it.
    fn hears(&self, charge: &Charge) -> Vec<(usize, &'static str, DateTime<Utc>)> {
        let given = |person: usize| charge.since.with_timezone(&self.zones[person]).date_naive();
        let all = self.habits.above.iter().filter_map(|(name, days, heard)| {
            let person = match heard {
                Heard::Manager => self.lines[charge.owner]?,
                Heard::One(person) => *person,
            };
            // Nobody is reported for what they were given today, by whoever's calendar.
            let from = charge.due.max(given(charge.owner)).max(given(person));
            let day = self.working(from + Duration::days(*days), 1);
            (person != charge.owner).then(|| (person, *name, self.leaves(day, person)))
        });
        all.collect()
    }

    /// What of it comes for those above.
    pub(super) fn tell_above(
        &mut self,
        thing: Thing,
        charge: &Charge,
        now: DateTime<Utc>,
        mails: &mut Vec<Key>,
    ) {
        let key = |person: usize, name: &str| key(thing, charge, person, &format!("escalated_{name}"));
        let come: Vec<_> = self
            .hears(charge)
            .into_iter()
            .filter(|(person, name, at)| {
                *at <= now && !self.is_settled(&key(*person, name)) && !self.is_older_than_habits(charge, *at)
            })
            .collect();
        for (position, (person, name, _)) in come.iter().enumerate() {
            // Whoever is told as something higher at this moment is told as that alone.
            if come[position + 1..].iter().any(|(other, ..)| other == person) {
                self.fates.insert(key(*person, name), Fate::Replaced);
            } else {
                self.plan(key(*person, name), now, mails);
            }
        }
    }

    fn replace(&mut self, charge: &Charge, steps: impl Iterator<Item = (Key, DateTime<Utc>)>) {
        for (key, at) in steps {
            if at > charge.since && !self.is_settled(&key) && !self.is_older_than_habits(charge, at) {
                self.fates.insert(key, Fate::Replaced);
            }
        }
    }

    fn is_older_than_habits(&self, charge: &Charge, at: DateTime<Utc>) -> bool {
        self.habits.chosen.is_some_and(|chosen| at <= chosen && charge.since < chosen)
    }

    /// When something of it comes next.
    pub(super) fn next_of(&self, charge: &Charge, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let again = charge.snoozed.map(|until| self.leaves(self.working(until, 1), charge.owner));
        let steps = self.ladder(charge, now).into_iter().map(|(_, at)| at);
        let above = self.hears(charge).into_iter().map(|(.., at)| at);
        steps.chain(again).chain(above).filter(|at| *at > now).min()
    }

    /// What has come by `now`, in the order of the ladder.
    fn come(&self, charge: &Charge, now: DateTime<Utc>) -> Vec<(String, DateTime<Utc>)> {
        self.ladder(charge, now).into_iter().take_while(|(_, at)| *at <= now).collect()
    }

    /// Every step up to the first week that lies ahead.
    fn ladder(&self, charge: &Charge, now: DateTime<Utc>) -> Vec<(String, DateTime<Utc>)> {
        let habits = &self.habits;
        let mut steps: Vec<(String, NaiveDate)> = Vec::new();
        for days in &habits.leads {
            steps.push((format!("lead_{days}"), self.working(charge.due - Duration::days(*days), -1)));
        }
        if habits.on_the_day {
            steps.push(("due".to_owned(), self.working(charge.due, -1)));
        }
        // Days off hold a step back, so that more than one may lie ahead.
        let last = (now.date_naive() + Duration::days(2)).max(charge.due);
        let mut over = habits.weeks;
        while charge.due + Duration::weeks(over - habits.weeks) <= last {
            steps.push((format!("overdue_{over}"), self.working(charge.due + Duration::weeks(over), 1)));
            over += habits.weeks;
        }
        steps.into_iter().map(|(name, day)| (name, self.leaves(day, charge.owner))).collect()
    }
}
