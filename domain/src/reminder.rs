//! When a reminder is due, which one, and what comes next: a pure function of dates.
//!
//! Steps (issue "The thread", `domain.md` §4.6): where nobody chose otherwise 30, 14, 7 and 1 days before, on the day,
//! then weekly while overdue, at eight in the recipient's zone. An organisation chooses by its [`Policy`]. Only the
//! latest step that has come is sent: after downtime or a late assignment one message says what is still true.

mod escalation;
mod policy;

pub use escalation::{Above, Escalated, Escalation, Level, escalate};
pub use policy::{LEAD_DAYS, Policy, PolicyRefused, Rhythm};

use crate::calendar::{local_date, shift};
use crate::clock::Instant;
use chrono::{Duration, NaiveDate};
use chrono_tz::Tz;
use std::fmt;

/// One step of the ladder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// So many days before the due date.
    Lead(u16),
    /// On the due date.
    Due,
    /// So many weeks after the due date.
    Overdue(u16),
    /// On the day that whoever is reminded asked for.
    Again(NaiveDate),
    /// Somebody above hears that it is overdue.
    Escalated(Level),
}

impl Step {
    /// The calendar day of this step.
    #[must_use]
    pub fn day(self, due: NaiveDate) -> NaiveDate {
        match self {
            Self::Lead(days) => shift(due, -i64::from(days)),
            Self::Due => due,
            Self::Overdue(weeks) => shift(due, 7 * i64::from(weeks)),
            Self::Again(day) => day,
            // Nobody hears of it earlier; the day itself is the policy's and the person's.
            Self::Escalated(_) => shift(due, 1),
        }
    }

    /// The step of that name, as [`fmt::Display`] writes it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once('_') {
            None if text == "due" => Some(Self::Due),
            Some(("lead", days)) => days.parse().ok().map(Self::Lead),
            Some(("overdue", weeks)) => weeks.parse().ok().map(Self::Overdue),
            Some(("again", day)) => day.parse().ok().map(Self::Again),
            Some(("escalated", level)) => Level::parse(level).map(Self::Escalated),
            _ => None,
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lead(days) => write!(f, "lead_{days}"),
            Self::Due => f.write_str("due"),
            Self::Overdue(weeks) => write!(f, "overdue_{weeks}"),
            Self::Again(day) => write!(f, "again_{day}"),
            Self::Escalated(level) => write!(f, "escalated_{level}"),
        }
    }
}

/// What a sweep does about one obligation and one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The step to send now.
    pub send: Option<Step>,
    /// Steps that came after the recipient became responsible, were not sent and are replaced by `send`.
    pub missed: Vec<Step>,
    /// The next step and its instant.
    pub next: (Step, Instant),
}

/// What is to be reminded of, and since when it is somebody's.
#[derive(Clone, Copy, Debug)]
pub struct Matter {
    /// The due date.
    pub due: NaiveDate,
    /// The recipient's zone.
    pub zone: Tz,
    /// When the recipient became responsible for this due date: what came before it is not theirs, but if a step had
    /// already come by then, the latest one is sent at once.
    pub since: Instant,
    /// Until when the recipient asked to be left alone: until then nothing is sent, and then one reminder, which stands
    /// for every step that came meanwhile.
    pub snoozed: Option<NaiveDate>,
    /// Whether it ends by itself on the date, which whoever has it chose: nobody is reminded of it afterwards, nor at
    /// once of what had come by then.
    pub ends: bool,
    /// So many days before it is reminded of, the farthest first, where it has its own and not the policy's.
    pub leads: Option<&'static [u16]>,
}

/// Plans the reminders for one recipient. `settled` says whether a step already has a delivery, whatever became of it.
#[must_use]
pub fn plan(rhythm: &Rhythm, matter: &Matter, now: Instant, settled: impl Fn(Step) -> bool) -> Plan {
    let Some(until) = matter.snoozed else { return usual(rhythm, matter, now, settled) };
    let again = Step::Again(until);
    let at = rhythm.at(again, matter.due, matter.zone);
    if at > now {
        return Plan { send: None, missed: Vec::new(), next: (again, at) };
    }
    let usual = usual(rhythm, matter, now, &settled);
    if settled(again) {
        return usual;
    }
    // Also for the one that would be sent now: else it would follow, whenever somebody looks next.
    let missed = usual.missed.into_iter().chain(usual.send);
    Plan { send: Some(again), missed: missed.collect(), next: usual.next }
}

fn usual(rhythm: &Rhythm, matter: &Matter, now: Instant, settled: impl Fn(Step) -> bool) -> Plan {
    let at = |step: Step| rhythm.at(step, matter.due, matter.zone);
    let mut come: Vec<Step> = Vec::new();
    let mut next = None;
    for step in ladder(rhythm, matter, now) {
        if at(step) > now {
            next = Some((step, at(step)));
            break;
        }
        come.push(step);
    }
    // The ladder goes one step beyond now unless it has ended; whatever happens, the next look lies ahead.
    let next = next.unwrap_or_else(|| (Step::Overdue(u16::MAX), now + Duration::weeks(1)));
    let known = |step: &Step| matter.ends && at(*step) <= matter.since;
    let open =
        |step: &Step| !settled(*step) && !known(step) && !rhythm.is_before_policy(at(*step), matter.since);
    let send = come.last().copied().filter(open);
    let missed = match (send, come.split_last()) {
        (Some(_), Some((_, earlier))) => {
            earlier.iter().copied().filter(|step| at(*step) > matter.since && open(step)).collect()
        }
        _ => Vec::new(),
    };
    Plan { send, missed, next }
}

/// The last day that a reminder can be put off to.
pub const LONGEST_SNOOZE_DAYS: i64 = 30;

/// When the next sweep of an obligation that `now` becomes somebody's has something to do.
#[must_use]
pub fn first_at(rhythm: &Rhythm, matter: &Matter, now: Instant) -> Instant {
    let plan = plan(rhythm, matter, now, |_| false);
    if plan.send.is_some() { now } else { plan.next.1 }
}

/// The most steps that a forecast follows for one matter.
const FARTHEST: usize = 64;

/// What would be sent from `now` up to `until` if nothing changes: the same plan, followed step by step.
#[must_use]
pub fn forecast(
    rhythm: &Rhythm,
    matter: &Matter,
    (now, until): (Instant, Instant),
    settled: impl Fn(Step) -> bool,
) -> Vec<(Step, Instant)> {
    let mut sent: Vec<(Step, Instant)> = Vec::new();
    let mut at = now;
    for _ in 0..FARTHEST {
        let plan =
            plan(rhythm, matter, at, |step| settled(step) || sent.iter().any(|(known, _)| *known == step));
        sent.extend(plan.send.map(|step| (step, at)));
        at = plan.next.1;
        if at > until {
            break;
        }
    }
    sent
}

/// The steps in order, up to the first that lies after `now`. Of the overdue weeks only those from when it became
/// somebody's on: who got a task that was years late has as few steps as anybody.
fn ladder<'a>(rhythm: &'a Rhythm, matter: &Matter, now: Instant) -> impl Iterator<Item = Step> + use<'a> {
    let Policy { lead_days, on_the_day, overdue_weeks, .. } = &rhythm.policy;
    let gap = (*overdue_weeks).max(1);
    let steps_over = |at: Instant| {
        let weeks = (local_date(at, matter.zone) - matter.due).num_days().max(0) / 7;
        u16::try_from(weeks / i64::from(gap)).unwrap_or(u16::MAX / gap - 1)
    };
    let week = move |count: u16| Step::Overdue(count.saturating_mul(gap));
    // Days off hold a step back, so that more than one may lie ahead, and the latest that came is an earlier one.
    let since = matter.since.min(now);
    let mut first = steps_over(since).max(1);
    while first > 1 && rhythm.at(week(first), matter.due, matter.zone) > since {
        first -= 1;
    }
    let last = if matter.ends { 0 } else { steps_over(now).saturating_add(1) };
    let overdue = (first..=last).map(week);
    let leads = matter.leads.unwrap_or(lead_days.as_slice());
    leads.iter().map(|days| Step::Lead(*days)).chain(on_the_day.then_some(Step::Due)).chain(overdue)
}

#[cfg(test)]
#[path = "reminder_tests.rs"]
mod tests;
