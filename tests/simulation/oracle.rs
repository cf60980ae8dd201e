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
    /// When they were chosen; what came before is not sent because of them.
    pub(super) chosen: Option<DateTime<Utc>>,
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
}

impl Oracle {
    /// A worker looks now: whatever has come and was not sent is sent, the latest of it for each task.
    pub(super) fn look(&mut self, now: DateTime<Utc>) {
        for (task, charge) in self.charges.clone() {
            let key = |name: &str| (task, charge.due, charge.owner, name.to_owned());
            let come = self.come(&charge, now);
            if let Some(until) = charge.snoozed {
                let again = key(&format!("again_{until}"));
                if self.strikes(self.working(until, 1), charge.owner) > now {
                    continue;
                }
                if !self.is_settled(&again) {
                    self.sent.insert(again, now);
                    // It stands for all that came meanwhile.
                    self.replace(&charge, come.iter().map(|(name, at)| (key(name), *at)));
                    continue;
                }
            }
            let Some((latest, at)) = come.last() else { continue };
            if self.is_settled(&key(latest)) || self.is_older_than_habits(&charge, *at) {
                continue;
            }
            self.sent.insert(key(latest), now);
            let earlier = &come[..come.len() - 1];
            self.replace(&charge, earlier.iter().map(|(name, at)| (key(name), *at)));
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
        self.sent.contains_key(key) || self.replaced.contains(key)
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
            steps.chain(again).filter(|at| *at > now).min()
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
