//! What has to be sent, worked out the slow way: for each day whether something is due on it, for each hour when it strikes.

use chrono::{DateTime, Datelike, Duration, NaiveDate, TimeZone, Utc, Weekday};
use chrono_tz::Tz;
use std::collections::{BTreeMap, BTreeSet};

/// How an organisation reminds.
#[derive(Clone, Debug)]
pub(super) struct Habits {
    pub(super) leads: Vec<i64>,
    pub(super) on_the_day: bool,
    pub(super) weeks: i64,
    pub(super) hour: u32,
    pub(super) working_days_only: bool,
    pub(super) holidays: BTreeSet<NaiveDate>,
    /// Who hears of what stays overdue, after so many days: as what, and who.
    pub(super) above: Vec<(&'static str, i64, Heard)>,
    /// When they were chosen; what came before is not sent because of them.
    pub(super) chosen: Option<DateTime<Utc>>,
}

/// Who hears of it.
#[derive(Clone, Debug)]
pub(super) enum Heard {
    /// Whom each of the people answers to.
    ManagerOf(Vec<Option<usize>>),
    /// One of the people.
    One(usize),
}

/// A task that somebody has by a date.
#[derive(Clone, Debug)]
pub(super) struct Charge {
    pub(super) owner: usize,
    pub(super) due: NaiveDate,
    pub(super) since: DateTime<Utc>,
    pub(super) snoozed: Option<NaiveDate>,
}

/// One step, as the sent-log writes it: of which task and date, for whom, and which.
pub(super) type Key = (usize, NaiveDate, usize, String);

/// What the oracle knows.
pub(super) struct Oracle {
    pub(super) habits: Habits,
    pub(super) zones: Vec<Tz>,
    pub(super) charges: BTreeMap<usize, Charge>,
    /// What was to be sent, and when.
    pub(super) sent: BTreeMap<Key, DateTime<Utc>>,
    /// What a later one replaced.
    pub(super) replaced: BTreeSet<Key>,
    /// What went to somebody else, because whoever it was for was away.
    pub(super) delegated: BTreeSet<Key>,
    /// Who is away from one day to another, and who stands in.
    pub(super) away: Vec<(usize, NaiveDate, NaiveDate, Option<usize>)>,
}

impl Oracle {
    /// A worker looks now: whatever has come and was not sent is sent, the latest of it for each task.
    pub(super) fn look(&mut self, now: DateTime<Utc>) {
        for (task, charge) in self.charges.clone() {
            self.tell_above(task, &charge, now);
            let key = |name: &str| (task, charge.due, charge.owner, name.to_owned());
            let come = self.come(&charge, now);
            if let Some(until) = charge.snoozed {
                let again = key(&format!("again_{until}"));
                if self.strikes(self.working(until, 1), charge.owner) > now {
                    continue;
                }
                if !self.is_settled(&again) {
                    self.send(again, now);
                    // It stands for all that came meanwhile.
                    self.replace(&charge, come.iter().map(|(name, at)| (key(name), *at)));
                    continue;
                }
            }
            let Some((latest, at)) = come.last() else { continue };
            if self.is_settled(&key(latest)) || self.is_older_than_habits(&charge, *at) {
                continue;
            }
            self.send(key(latest), now);
            let earlier = &come[..come.len() - 1];
            self.replace(&charge, earlier.iter().map(|(name, at)| (key(name), *at)));
        }
    }

    /// It arrives with whoever it is for, or with whoever stands in on that day where they are.
    fn send(&mut self, key: Key, now: DateTime<Utc>) {
        let person = key.2;
        let day = now.with_timezone(&self.zones[person]).date_naive();
        let away =
            self.away.iter().find(|(who, from, until, _)| *who == person && *from <= day && day <= *until);
        match away {
            Some((.., Some(instead))) => {
                let to = (key.0, key.1, *instead, key.3.clone());
                self.delegated.insert(key);
                // Whoever has heard of it does not hear of it again.
                if !self.is_settled(&to) {
                    self.sent.insert(to, now);
                }
            }
            _ => {
                self.sent.insert(key, now);
            }
        }
    }

    /// When each of those above hears of it.
    fn hears(&self, charge: &Charge) -> Vec<(usize, &'static str, DateTime<Utc>)> {
        let given = charge.since.with_timezone(&self.zones[charge.owner]).date_naive();
        let from = charge.due.max(given);
        let all = self.habits.above.iter().filter_map(|(name, days, heard)| {
            let person = match heard {
                Heard::ManagerOf(lines) => lines[charge.owner]?,
                Heard::One(person) => *person,
            };
            let day = self.working(from + Duration::days(*days), 1);
            (person != charge.owner).then(|| (person, *name, self.strikes(day, person)))
        });
        all.collect()
    }

    fn tell_above(&mut self, task: usize, charge: &Charge, now: DateTime<Utc>) {
        let key = |person: usize, name: &str| (task, charge.due, person, format!("escalated_{name}"));
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
                self.replaced.insert(key(*person, name));
            } else {
                self.send(key(*person, name), now);
            }
        }
    }

    fn replace(&mut self, charge: &Charge, steps: impl Iterator<Item = (Key, DateTime<Utc>)>) {
        for (key, at) in steps {
            if at > charge.since && !self.is_settled(&key) && !self.is_older_than_habits(charge, at) {
                self.replaced.insert(key);
            }
        }
    }

    fn is_settled(&self, key: &Key) -> bool {
        self.sent.contains_key(key) || self.replaced.contains(key) || self.delegated.contains(key)
    }

    fn is_older_than_habits(&self, charge: &Charge, at: DateTime<Utc>) -> bool {
        self.habits.chosen.is_some_and(|chosen| at <= chosen && charge.since < chosen)
    }

    /// The next moment at which something comes.
    pub(super) fn next_after(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let far = now + Duration::days(500);
        let next = |charge: &Charge| {
            let again = charge.snoozed.map(|until| self.strikes(self.working(until, 1), charge.owner));
            let steps = self.come(charge, far).into_iter().map(|(_, at)| at);
            let above = self.hears(charge).into_iter().map(|(.., at)| at);
            steps.chain(again).chain(above).filter(|at| *at > now).min()
        };
        self.charges.values().filter_map(next).min()
    }

    /// What has come by `now`, in the order of the ladder.
    fn come(&self, charge: &Charge, now: DateTime<Utc>) -> Vec<(String, DateTime<Utc>)> {
        let Habits { leads, on_the_day, weeks, .. } = &self.habits;
        let mut steps = Vec::new();
        for days in leads {
            steps.push((format!("lead_{days}"), self.working(charge.due - Duration::days(*days), -1)));
        }
        if *on_the_day {
            steps.push(("due".to_owned(), self.working(charge.due, -1)));
        }
        let last = now.date_naive() + Duration::days(2);
        let mut over = *weeks;
        while charge.due + Duration::weeks(over) <= last {
            steps.push((format!("overdue_{over}"), self.working(charge.due + Duration::weeks(over), 1)));
            over += weeks;
        }
        let struck = steps.into_iter().map(|(name, day)| (name, self.strikes(day, charge.owner)));
        struck.take_while(|(_, at)| *at <= now).collect()
    }

    /// The day itself, or the nearest working day in that direction where only those count.
    fn working(&self, mut day: NaiveDate, direction: i64) -> NaiveDate {
        let off = |day: NaiveDate| {
            matches!(day.weekday(), Weekday::Sat | Weekday::Sun) || self.habits.holidays.contains(&day)
        };
        while self.habits.working_days_only && off(day) {
            day += Duration::days(direction);
        }
        day
    }

    /// The first moment of that day at which the clock on the wall shows the hour, or a later one.
    fn strikes(&self, day: NaiveDate, owner: usize) -> DateTime<Utc> {
        let zone = self.zones[owner];
        let wanted = day.and_hms_opt(self.habits.hour, 0, 0).unwrap();
        // No zone is more than 14 hours from UTC, and clocks change by quarters of an hour at the finest.
        let first = Utc.from_utc_datetime(&wanted) - Duration::hours(15);
        let quarters = (0..).map(|count| first + Duration::minutes(15 * count));
        quarters.into_iter().find(|at| at.with_timezone(&zone).naive_local() >= wanted).unwrap()
    }
}
