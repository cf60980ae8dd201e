//! What has to arrive, worked out the slow way from `domain.md`: for each day whether something is due on it, for each hour
//! when it strikes, for each person in which digest a thing has to stand. Nothing here asks the program.

mod dates;
mod digests;
mod ladder;
mod rhythm;

pub(super) use digests::{Notice, TaskFacts, Times, Told};
pub(super) use rhythm::Cycle;

use chrono::{DateTime, NaiveDate, Utc, Weekday};
use chrono_tz::Tz;
use domain::choice::Rhythm;
use std::collections::{BTreeMap, BTreeSet};

/// What somebody has by a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Thing {
    Task(usize),
    /// The review of a control.
    Review(usize),
}

/// How an organisation reminds.
#[derive(Clone, Debug)]
pub(super) struct Habits {
    pub(super) leads: Vec<i64>,
    pub(super) on_the_day: bool,
    pub(super) weeks: i64,
    pub(super) hour: u32,
    pub(super) working_days_only: bool,
    pub(super) off: BTreeSet<Day>,
    pub(super) holidays: BTreeSet<NaiveDate>,
    /// So many reminders a person gets by mail on a day.
    pub(super) most: Option<usize>,
    /// Who hears of what stays overdue, after so many days: as what, and who.
    pub(super) above: Vec<(&'static str, i64, Heard)>,
    /// When they were chosen; what came before is not sent because of them.
    pub(super) chosen: Option<DateTime<Utc>>,
}

/// A day of the week, from 0 for Monday.
pub(super) type Day = u32;

/// Saturday and Sunday.
pub(super) fn weekend() -> BTreeSet<Day> {
    [Weekday::Sat, Weekday::Sun].map(|day| day.num_days_from_monday()).into()
}

/// Who hears of it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Heard {
    /// Whom the person answers to.
    Manager,
    /// One of the people.
    One(usize),
}

/// What somebody has by a date, since when, and until when they asked to be left alone.
#[derive(Clone, Debug)]
pub(super) struct Charge {
    pub(super) owner: usize,
    pub(super) due: NaiveDate,
    pub(super) since: DateTime<Utc>,
    pub(super) snoozed: Option<NaiveDate>,
}

/// One step, as the sent-log writes it: of what and which date, for whom, and which.
pub(super) type Key = (Thing, NaiveDate, usize, String);

/// What becomes of a step that came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Sent(DateTime<Utc>),
    /// A later one stands for it.
    Replaced,
    /// It went to somebody else, because whoever it was for was away.
    Delegated,
    /// It was one mail too many that day.
    HeldBack,
}

/// Something that a mail says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Said {
    Reminder(Key),
    /// A notice by itself: to whom, what about, of what.
    Notice(usize, String, Thing),
    /// A line of a digest, which may be a weekly one: to whom, what about, of what, how often.
    Line(usize, bool, String, Thing, usize),
}

/// What was handed over, and when each time.
pub(super) type Post = BTreeMap<Said, Vec<DateTime<Utc>>>;

/// Days on which somebody is away, and who stands in.
pub(super) type Away = (usize, NaiveDate, NaiveDate, Option<usize>);

/// What the oracle knows of one organisation.
pub(super) struct Oracle {
    pub(super) habits: Habits,
    pub(super) zones: Vec<Tz>,
    /// Whom each of the people answers to.
    pub(super) lines: Vec<Option<usize>>,
    pub(super) charges: BTreeMap<Thing, Charge>,
    pub(super) cycles: BTreeMap<usize, Cycle>,
    pub(super) away: Vec<Away>,
    /// What everybody wants to be told, and how often.
    pub(super) wants: BTreeMap<(usize, &'static str), Rhythm>,
    pub(super) times: Vec<Times>,
    pub(super) tasks: Vec<TaskFacts>,
    /// Comments that were taken back.
    pub(super) removed: BTreeSet<usize>,
    pub(super) notices: Vec<Notice>,
    /// Those of them that no mail has carried yet.
    open: BTreeSet<usize>,
    pub(super) fates: BTreeMap<Key, Fate>,
    pub(super) post: Post,
    /// Whose next digest comes when.
    digest_at: BTreeMap<usize, DateTime<Utc>>,
    /// The days that had their digest.
    digested: BTreeSet<(usize, NaiveDate)>,
    /// When each of the people got reminders lately.
    arrived: Vec<Vec<DateTime<Utc>>>,
    /// Before then nothing happens by itself.
    quiet_until: Option<DateTime<Utc>>,
}

impl Oracle {
    pub(super) fn new(habits: Habits, zones: Vec<Tz>) -> Self {
        let people = zones.len();
        Self {
            habits,
            zones,
            lines: vec![None; people],
            charges: BTreeMap::new(),
            cycles: BTreeMap::new(),
            away: Vec::new(),
            wants: BTreeMap::new(),
            times: vec![Times::default(); people],
            tasks: Vec::new(),
            removed: BTreeSet::new(),
            notices: Vec::new(),
            open: BTreeSet::new(),
            fates: BTreeMap::new(),
            post: Post::new(),
            digest_at: BTreeMap::new(),
            digested: BTreeSet::new(),
            arrived: vec![Vec::new(); people],
            quiet_until: None,
        }
    }

    /// Something was done: what was foreseen no longer holds.
    pub(super) fn stir(&mut self) {
        self.quiet_until = None;
    }

    /// Something is somebody's by a date. Whoever had it by that date already has had it since then.
    pub(super) fn charge(&mut self, thing: Thing, owner: usize, due: NaiveDate, now: DateTime<Utc>) {
        let same = |charge: &Charge| (charge.owner, charge.due) == (owner, due);
        if !self.charges.get(&thing).is_some_and(same) {
            self.charges.insert(thing, Charge { owner, due, since: now, snoozed: None });
        }
    }

    /// A worker looks now: whatever has come and was not sent is sent, the latest of it for each thing.
    pub(super) fn look(&mut self, now: DateTime<Utc>) {
        if self.quiet_until.is_some_and(|until| now < until) {
            return;
        }
        let mut mails = Vec::new();
        for (thing, charge) in self.charges.clone() {
            self.remind(thing, &charge, now, &mut mails);
            self.tell_above(thing, &charge, now, &mut mails);
        }
        let digests = self.digests_come(now);
        while !mails.is_empty() {
            mails.sort();
            for key in std::mem::take(&mut mails) {
                self.send(key, now, &mut mails);
            }
        }
        self.tell_at_once(now);
        for (person, weekly) in digests {
            self.digest(person, weekly, now);
        }
        self.quiet_until = self.next_after(now);
    }

    /// It arrives with whoever it is for, or with whoever stands in on that day where they are.
    fn send(&mut self, key: Key, now: DateTime<Utc>, mails: &mut Vec<Key>) {
        let person = key.2;
        let day = now.with_timezone(&self.zones[person]).date_naive();
        // Nobody stands in for somebody who stands in.
        let stands_in = self.fates.get(&key) == Some(&Fate::Delegated);
        let away =
            self.away.iter().find(|(who, from, until, _)| *who == person && *from <= day && day <= *until);
        if let (Some((.., Some(instead))), false) = (away, stands_in) {
            let to = (key.0, key.1, *instead, key.3.clone());
            self.fates.insert(key, Fate::Delegated);
            // Whoever has heard of it does not hear of it again.
            if !self.is_settled(&to) {
                self.fates.insert(to.clone(), Fate::Delegated);
                mails.push(to);
            }
            return;
        }
        let zone = self.zones[person];
        let today =
            self.arrived[person].iter().filter(|at| at.with_timezone(&zone).date_naive() == day).count();
        // What goes to those above, or to somebody in another's place, is not counted out.
        let counted_out = !stands_in && !key.3.contains("escalated");
        if counted_out && self.habits.most.is_some_and(|most| today >= most) {
            let thing = key.0;
            self.fates.insert(key, Fate::HeldBack);
            self.tell(person, "held_back", thing, None, now);
            return;
        }
        self.arrived[person].retain(|at| now - *at < chrono::Duration::days(3));
        self.arrived[person].push(now);
        self.fates.insert(key.clone(), Fate::Sent(now));
        self.post.entry(Said::Reminder(key)).or_default().push(now);
    }

    fn is_settled(&self, key: &Key) -> bool {
        self.fates.contains_key(key)
    }

    /// The next moment at which something comes.
    pub(super) fn next_after(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if self.quiet_until.is_some_and(|until| now < until) {
            return self.quiet_until;
        }
        let reminders = self.charges.values().filter_map(|charge| self.next_of(charge, now));
        let digests = self.digest_at.values().copied().filter(|at| *at > now);
        reminders.chain(digests).min()
    }
}
