//! Who is told what by itself, what comes together and when, and what is no longer said. Each notice stands in one mail at
//! most, and in none only for a reason.

use super::dates::strikes;
use super::{Oracle, Said, Thing};
use chrono::{DateTime, Datelike, Duration, NaiveDate, Utc};
use domain::choice::Rhythm;
use std::collections::BTreeMap;

/// When a person's digests leave.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Times {
    pub(crate) hour: u32,
    /// From 1 for Monday.
    pub(crate) weekday: u32,
    pub(crate) quiet_weekend: bool,
}

impl Default for Times {
    fn default() -> Self {
        Self { hour: 8, weekday: 1, quiet_weekend: true }
    }
}

/// What is true of a task.
#[derive(Clone, Debug)]
pub(crate) struct TaskFacts {
    pub(crate) owner: usize,
    pub(crate) done: bool,
    pub(crate) followers: Vec<usize>,
}

/// What became of a notice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Told {
    /// It is about to be mailed by itself.
    Leaving,
    /// It waits for a digest.
    Waiting,
    AtOnce,
    /// In the digest of that moment.
    Together(DateTime<Utc>),
    /// It is not mailed, and why.
    LeftOut(String),
}

/// Something that somebody is told.
#[derive(Clone, Debug)]
pub(crate) struct Notice {
    pub(crate) person: usize,
    pub(crate) kind: &'static str,
    pub(crate) thing: Thing,
    pub(crate) comment: Option<usize>,
    pub(crate) at: DateTime<Utc>,
    pub(crate) read: bool,
    pub(crate) told: Told,
}

/// A moment at which a digest leaves: of which day, and whether it is the weekly one.
struct Slot {
    date: NaiveDate,
    at: DateTime<Utc>,
    weekly: bool,
}

impl Oracle {
    /// Somebody is told something.
    pub(crate) fn tell(
        &mut self,
        person: usize,
        kind: &'static str,
        thing: Thing,
        comment: Option<usize>,
        now: DateTime<Utc>,
    ) {
        let told = match self.wanted(person, kind) {
            Rhythm::Never => Told::LeftOut("unwanted".to_owned()),
            Rhythm::Daily | Rhythm::Weekly => self.waits(person, now),
            // One mail says both.
            Rhythm::AtOnce if kind == "assigned" && self.reminds_now(thing, now) => {
                Told::LeftOut("replaced".to_owned())
            }
            Rhythm::AtOnce => Told::Leaving,
        };
        if !matches!(told, Told::LeftOut(_)) {
            self.open.insert(self.notices.len());
        }
        self.notices.push(Notice { person, kind, thing, comment, at: now, read: false, told });
    }

    /// It is known what becomes of a notice.
    fn settle(&mut self, index: usize, told: Told) {
        if !matches!(told, Told::Leaving | Told::Waiting) {
            self.open.remove(&index);
        }
        self.notices[index].told = told;
    }

    fn wanted(&self, person: usize, kind: &'static str) -> Rhythm {
        // What is one mail too many comes together, and nobody turns that off.
        if kind == "held_back" { Rhythm::Daily } else { self.wants[&(person, kind)] }
    }

    fn waits(&mut self, person: usize, now: DateTime<Utc>) -> Told {
        let next = self.slot_after(person, now);
        self.digest_at.entry(person).or_insert(next);
        Told::Waiting
    }

    /// Somebody's digests leave at another hour, or by another clock.
    pub(crate) fn move_digest(&mut self, person: usize, now: DateTime<Utc>) {
        let next = self.slot_after(person, now);
        if let Some(at) = self.digest_at.get_mut(&person).filter(|at| **at > now) {
            *at = next;
        }
    }

    fn slots(&self, person: usize, from: DateTime<Utc>, until: DateTime<Utc>) -> impl Iterator<Item = Slot> {
        let (times, zone) = (self.times[person], self.zones[person]);
        let first = from.with_timezone(&zone).date_naive() - Duration::days(1);
        let last = until.with_timezone(&zone).date_naive() + Duration::days(1);
        first.iter_days().take_while(move |date| *date <= last).filter_map(move |date| {
            let day = date.weekday().number_from_monday();
            let at = strikes(date, times.hour, zone);
            (!times.quiet_weekend || day < 6).then_some(Slot { date, at, weekly: day == times.weekday })
        })
    }

    fn slot_after(&self, person: usize, now: DateTime<Utc>) -> DateTime<Utc> {
        let mut slots = self.slots(person, now, now + Duration::days(7));
        slots.find(|slot| slot.at > now).unwrap().at
    }

    /// Whose digest has come, and whether as the weekly one: one a person and day.
    pub(super) fn digests_come(&mut self, now: DateTime<Utc>) -> Vec<(usize, bool)> {
        let looked_at: Vec<_> =
            self.digest_at.iter().filter(|(_, at)| **at <= now).map(|(who, at)| (*who, *at)).collect();
        let mut come = Vec::new();
        for (person, since) in looked_at {
            let next = self.slot_after(person, now);
            self.digest_at.insert(person, next);
            let slots: Vec<Slot> =
                self.slots(person, since, now).filter(|slot| since <= slot.at && slot.at <= now).collect();
            let Some(last) = slots.last() else { continue };
            let weekly = slots.iter().any(|slot| slot.weekly);
            let waiting: Vec<_> = self.waiting(person).map(|index| self.notices[index].kind).collect();
            if waiting.is_empty() {
                self.digest_at.remove(&person);
                continue;
            }
            let comes = |kind: &&'static str| weekly || self.wanted(person, kind) != Rhythm::Weekly;
            if waiting.iter().any(comes) && self.digested.insert((person, last.date)) {
                come.push((person, weekly));
            }
        }
        come
    }

    fn waiting(&self, person: usize) -> impl Iterator<Item = usize> {
        let waits = move |notice: &Notice| notice.person == person && notice.told == Told::Waiting;
        self.open.iter().copied().filter(move |index| waits(&self.notices[*index]))
    }

    /// What is to be mailed by itself is, unless it is no longer wanted like that, or no longer true.
    pub(super) fn tell_at_once(&mut self, now: DateTime<Utc>) {
        for index in self.open.clone() {
            if self.notices[index].told != Told::Leaving {
                continue;
            }
            let Notice { person, kind, thing, .. } = self.notices[index];
            let told = match self.wanted(person, kind) {
                Rhythm::Daily | Rhythm::Weekly => self.waits(person, now),
                Rhythm::Never => Told::LeftOut("unwanted".to_owned()),
                Rhythm::AtOnce => match self.untrue(index) {
                    Some(why) => Told::LeftOut(why.to_owned()),
                    None => {
                        let said = Said::Notice(person, kind.to_owned(), thing);
                        self.post.entry(said).or_default().push(now);
                        Told::AtOnce
                    }
                },
            };
            self.settle(index, told);
        }
    }

    /// A digest leaves; what comes weekly waits where it is not the weekly one.
    pub(super) fn digest(&mut self, person: usize, weekly: bool, now: DateTime<Utc>) {
        let mut lines: BTreeMap<(&'static str, Thing), usize> = BTreeMap::new();
        for index in self.waiting(person).collect::<Vec<_>>() {
            let Notice { kind, thing, .. } = self.notices[index];
            let wanted = self.wanted(person, kind);
            if wanted == Rhythm::Weekly && !weekly {
                continue;
            }
            let unwanted = (wanted == Rhythm::Never).then_some("unwanted");
            let told = match unwanted.or(self.untrue(index)) {
                Some(why) => Told::LeftOut(why.to_owned()),
                None => {
                    *lines.entry((kind, thing)).or_default() += 1;
                    Told::Together(now)
                }
            };
            self.settle(index, told);
        }
        for ((kind, thing), count) in lines {
            let said = Said::Line(person, weekly, kind.to_owned(), thing, count);
            self.post.entry(said).or_default().push(now);
        }
    }

    /// Why a notice is not said any more.
    fn untrue(&self, index: usize) -> Option<&'static str> {
        let Notice { person, kind, thing, comment, read, .. } = self.notices[index];
        if read {
            return Some("read");
        }
        let task = match thing {
            Thing::Task(task) => Some(&self.tasks[task]),
            Thing::Review(_) => None,
        };
        let theirs = match task {
            Some(task) => task.owner == person,
            None => self.charges.get(&thing).is_some_and(|charge| charge.owner == person),
        };
        let done = task.is_some_and(|task| task.done);
        match kind {
            "commented" if comment.is_some_and(|comment| self.removed.contains(&comment)) => Some("removed"),
            "assigned" | "held_back" if !theirs => Some("reassigned"),
            "assigned" | "held_back" if done => Some("closed"),
            "completed" if !done => Some("closed"),
            _ => None,
        }
    }
}
