//! What comes together in one mail a day or a week, and when: pure functions of notices and dates.
//!
//! A notice is judged once: it goes into the digest whose turn it is, is left out for a reason, or waits for the next.

use crate::calendar::{SENDING_HOUR, at_hour, local_date, shift};
use crate::choice::Rhythm;
use crate::clock::Instant;
use crate::delivery::Reason;
use crate::id::{NoticeId, SubjectId};
use crate::notice::Kind;
use chrono::{Datelike, Duration, NaiveDate};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// The most days that are looked back over after downtime: one digest stands for all of them.
const LONGEST_GAP: i64 = 40;

/// When a person's digests leave, in their own zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Times {
    /// At which hour.
    pub hour: u32,
    /// The day of the weekly one: 1 for Monday to 5 for Friday.
    pub weekday: u32,
    /// Whether nothing leaves on Saturday and Sunday.
    pub quiet_weekend: bool,
}

impl Default for Times {
    fn default() -> Self {
        Self { hour: SENDING_HOUR, weekday: 1, quiet_weekend: true }
    }
}

/// A moment at which a digest leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// The person's calendar day: one digest a person and day.
    pub date: NaiveDate,
    /// When.
    pub at: Instant,
    /// Whether what comes weekly is in it.
    pub weekly: bool,
}

fn slot(date: NaiveDate, zone: Tz, times: Times) -> Option<Slot> {
    let day = date.weekday().number_from_monday();
    let quiet = times.quiet_weekend && day > 5;
    (!quiet).then(|| Slot { date, at: at_hour(date, times.hour, zone), weekly: day == times.weekday })
}

/// The first slot after a moment.
#[must_use]
pub fn next_slot(after: Instant, zone: Tz, times: Times) -> Slot {
    let today = local_date(after, zone);
    let mut slots = (-1..=8).filter_map(|days| slot(shift(today, days), zone, times));
    let fallback = Slot { date: shift(today, 1), at: after + Duration::days(1), weekly: false };
    slots.find(|one| one.at > after).unwrap_or(fallback)
}

/// The slot that has come since a moment, where one has: the latest, and weekly where any of them was.
#[must_use]
pub fn slot_come(since: Instant, now: Instant, zone: Tz, times: Times) -> Option<Slot> {
    let since = since.max(now - Duration::days(LONGEST_GAP));
    let (first, last) = (shift(local_date(since, zone), -1), shift(local_date(now, zone), 1));
    let come = (0..=(last - first).num_days())
        .filter_map(|days| slot(shift(first, days), zone, times))
        .filter(|one| since <= one.at && one.at <= now);
    come.reduce(|before, one| Slot { weekly: before.weekly || one.weekly, ..one })
}

/// What is true now of what a notice speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// It was read inside the program.
    pub read: bool,
    /// The recipient may still see the thing.
    pub seen: bool,
    /// What was said about it still stands.
    pub said: bool,
    /// The thing is the recipient's.
    pub theirs: bool,
    /// It still asks for something.
    pub open: bool,
    /// It waits for a reviewer.
    pub awaits_review: bool,
    /// It is done.
    pub done: bool,
}

/// A notice that no mail has carried yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// Which.
    pub id: NoticeId,
    /// What it is about.
    pub kind: Kind,
    /// The thing.
    pub subject: SubjectId,
    /// Since when.
    pub at: Instant,
    /// What is true of it.
    pub facts: Facts,
}

/// Why a notice is not mailed any more: `None` lets it go.
#[must_use]
pub fn untrue(kind: Kind, facts: &Facts) -> Option<Reason> {
    if facts.read {
        return Some(Reason::Read);
    }
    if !facts.seen {
        return Some(Reason::Unseen);
    }
    match kind {
        Kind::Mentioned | Kind::Commented if !facts.said => Some(Reason::Removed),
        Kind::Assigned | Kind::SentBack | Kind::HeldBack if !facts.theirs => Some(Reason::Reassigned),
        Kind::Assigned | Kind::SentBack | Kind::HeldBack if !facts.open => Some(Reason::Closed),
        Kind::ReviewWanted if !facts.awaits_review => Some(Reason::Closed),
        Kind::Completed if !facts.done => Some(Reason::Closed),
        _ => None,
    }
}

/// Several notices of one kind about one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What they are about.
    pub kind: Kind,
    /// The thing.
    pub subject: SubjectId,
    /// Which, oldest first.
    pub notices: Vec<NoticeId>,
    /// When the latest of them came.
    pub latest: Instant,
}

/// What one digest says, and what became of everything else.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Digest {
    /// What it says, most pressing first.
    pub lines: Vec<Line>,
    /// What it does not say, and never will.
    pub left_out: Vec<(NoticeId, Reason)>,
    /// What waits for the next.
    pub waits: Vec<NoticeId>,
}

/// Puts together what is to be said in a slot. What was to be told at once and was not comes too: nothing is lost where
/// somebody changes their mind meanwhile.
#[must_use]
pub fn compose(told: &[Told], rhythm: impl Fn(Kind) -> Rhythm, weekly: bool) -> Digest {
    let mut digest = Digest::default();
    for one in told {
        match rhythm(one.kind) {
            Rhythm::Never => digest.left_out.push((one.id, Reason::Unwanted)),
            Rhythm::Weekly if !weekly => digest.waits.push(one.id),
            _ => match untrue(one.kind, &one.facts) {
                Some(reason) => digest.left_out.push((one.id, reason)),
                None => add(&mut digest.lines, one),
            },
        }
    }
    digest.lines.sort_by_key(|line| (line.kind, std::cmp::Reverse(line.latest), line.subject));
    digest
}

fn add(lines: &mut Vec<Line>, one: &Told) {
    let found = lines.iter_mut().find(|line| line.kind == one.kind && line.subject == one.subject);
    match found {
        Some(line) => {
            line.notices.push(one.id);
            line.latest = line.latest.max(one.at);
        }
        None => {
            lines.push(Line { kind: one.kind, subject: one.subject, notices: vec![one.id], latest: one.at })
        }
    }
}

#[cfg(test)]
#[path = "digest_tests.rs"]
mod tests;
