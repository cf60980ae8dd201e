//! Who else hears of what stays overdue: the manager, whoever leads the AIMS, top management (`domain.md` §4.6).

use super::{Matter, Rhythm};
use crate::access::names;
use crate::calendar::{at_hour, local_date, shift};
use crate::clock::Instant;
use crate::id::PersonId;
use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The most days after which somebody hears of it.
const FARTHEST_DAYS: u16 = 90;

names! {
    /// Who hears of it, the nearest first.
    Level {
        /// Whom the person who is responsible answers to.
        Manager = "manager",
        /// Whoever leads the AIMS.
        Lead = "lead",
        /// Top management.
        Top = "top",
    }
}

/// After how many days overdue each hears of it, and who they are where that is not found by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escalation {
    /// The manager; `None`: never.
    pub manager_days: Option<u16>,
    /// Whoever leads the AIMS.
    pub lead_days: Option<u16>,
    /// Top management.
    pub top_days: Option<u16>,
    /// Who leads the AIMS; `None`: the longest-standing AIMS manager.
    pub lead: Option<PersonId>,
    /// Who stands for top management; `None`: nobody is told.
    pub top: Option<PersonId>,
}

impl Default for Escalation {
    fn default() -> Self {
        Self { manager_days: Some(1), lead_days: Some(7), top_days: Some(14), lead: None, top: None }
    }
}

impl Escalation {
    /// After how many days that level hears of it.
    #[must_use]
    pub const fn days(&self, level: Level) -> Option<u16> {
        match level {
            Level::Manager => self.manager_days,
            Level::Lead => self.lead_days,
            Level::Top => self.top_days,
        }
    }

    /// Whether each level comes within [`FARTHEST_DAYS`], and none before a lower one.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        let days: Vec<u16> = Level::ALL.iter().filter_map(|level| self.days(*level)).collect();
        days.iter().all(|days| (1..=FARTHEST_DAYS).contains(days)) && days.is_sorted()
    }
}

/// Somebody above who may hear of one obligation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Above {
    /// As what.
    pub level: Level,
    /// Who.
    pub person: PersonId,
    /// Their zone.
    pub zone: Tz,
}

/// What a sweep does about those above.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Escalated {
    /// Who hears of it now, and as what.
    pub send: Vec<(Level, PersonId)>,
    /// What is replaced by that, because the same person hears of it as something else at this moment.
    pub missed: Vec<(Level, PersonId)>,
    /// When somebody hears of it next.
    pub next: Option<Instant>,
}

impl Rhythm {
    /// When that level hears of it, in their own zone. Days are counted from the due date, or from the day on which it
    /// became somebody's if that is later, there or where that level is: nobody is reported for what they were only just
    /// given, though it be tomorrow already on the other side of the world.
    #[must_use]
    pub fn escalates_at(&self, level: Level, matter: &Matter, zone: Tz) -> Option<Instant> {
        let days = self.policy.escalation.days(level)?;
        let given: NaiveDate = local_date(matter.since, matter.zone).max(local_date(matter.since, zone));
        let from: NaiveDate = matter.due.max(given);
        let day = shift(from, i64::from(days));
        let day = if self.policy.working_days_only { self.days.on_or_after(day) } else { day };
        Some(at_hour(day, self.policy.hour, zone))
    }
}

/// Plans who else hears of something. `settled` says whether somebody was told as that already.
#[must_use]
pub fn escalate(
    rhythm: &Rhythm,
    matter: &Matter,
    above: &[Above],
    now: Instant,
    settled: impl Fn(Level, PersonId) -> bool,
) -> Escalated {
    let mut plan = Escalated::default();
    for one in above {
        let Some(at) = rhythm.escalates_at(one.level, matter, one.zone) else { continue };
        if at > now {
            plan.next = Some(plan.next.map_or(at, |next| next.min(at)));
        } else if !settled(one.level, one.person) && !rhythm.is_before_policy(at, matter.since) {
            // Whoever hears of it as more than one is told once, as the highest.
            let (lower, others) = plan.send.into_iter().partition(|(_, person)| *person == one.person);
            plan.send = others;
            plan.missed.extend::<Vec<_>>(lower);
            plan.send.push((one.level, one.person));
        }
    }
    plan
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reminder::Policy;
    use chrono::DateTime;
    use uuid::Uuid;

    fn at(text: &str) -> Instant {
        DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn above() -> [Above; 3] {
        let one = |level, number, zone| Above { level, person: person(number), zone };
        [
            one(Level::Manager, 1, Tz::Europe__Berlin),
            one(Level::Lead, 2, Tz::America__New_York),
            one(Level::Top, 3, Tz::Pacific__Auckland),
        ]
    }

    fn matter(since: &str) -> Matter {
        Matter {
            due: "2026-12-01".parse().unwrap(),
            zone: Tz::UTC,
            since: at(since),
            snoozed: None,
            ends: false,
            leads: None,
        }
    }

    #[test]
    fn each_level_hears_of_it_on_its_day_in_its_own_morning() {
        let (rhythm, matter) = (Rhythm::default(), matter("2026-11-01T00:00:00Z"));
        let plan = |now: &str| escalate(&rhythm, &matter, &above(), at(now), |_, _| false);
        assert_eq!(plan("2026-12-02T06:59:59Z").send, []);
        assert_eq!(plan("2026-12-02T06:59:59Z").next, Some(at("2026-12-02T07:00:00Z")));
        assert_eq!(plan("2026-12-02T07:00:00Z").send, [(Level::Manager, person(1))]);
        assert_eq!(plan("2026-12-02T07:00:00Z").next, Some(at("2026-12-08T13:00:00Z")));
        assert_eq!(plan("2026-12-14T19:00:00Z").send.len(), 3);
        assert_eq!(plan("2026-12-14T18:59:59Z").send.len(), 2);
        assert_eq!(plan("2027-12-14T19:00:00Z").next, None);
    }

    #[test]
    fn what_was_late_when_it_was_given_counts_from_then() {
        let (rhythm, matter) = (Rhythm::default(), matter("2027-03-01T10:00:00Z"));
        let plan = |now: &str| escalate(&rhythm, &matter, &above(), at(now), |_, _| false);
        assert_eq!(plan("2027-03-02T06:59:59Z").send, []);
        assert_eq!(plan("2027-03-02T07:00:00Z").send, [(Level::Manager, person(1))]);
    }

    #[test]
    fn nobody_is_reported_at_the_moment_it_is_given_because_it_is_tomorrow_elsewhere() {
        let rhythm = Rhythm { policy: Policy { hour: 0, ..Policy::default() }, ..Rhythm::default() };
        let since = "2027-03-01T15:28:00Z";
        let matter = Matter { zone: Tz::Pacific__Pago_Pago, ..matter(since) };
        let manager = [Above { level: Level::Manager, person: person(1), zone: Tz::Pacific__Kiritimati }];
        let plan = escalate(&rhythm, &matter, &manager, at(since), |_, _| false);
        assert_eq!((plan.send, plan.next), (vec![], Some(at("2027-03-02T10:00:00Z"))));
    }

    #[test]
    fn whoever_is_two_levels_is_told_once_and_nobody_is_told_again() {
        let (rhythm, matter) = (Rhythm::default(), matter("2026-11-01T00:00:00Z"));
        let mut both = above();
        both[1].person = person(1);
        let plan = escalate(&rhythm, &matter, &both, at("2026-12-20T00:00:00Z"), |_, _| false);
        assert_eq!(plan.send, [(Level::Lead, person(1)), (Level::Top, person(3))]);
        assert_eq!(plan.missed, [(Level::Manager, person(1))]);
        let told = |level: Level, _| level == Level::Manager;
        let plan = escalate(&rhythm, &matter, &above(), at("2026-12-03T00:00:00Z"), told);
        assert_eq!(plan.send, []);
    }

    #[test]
    fn a_policy_that_is_chosen_later_does_not_report_the_past() {
        let policy = Policy { since: Some(at("2026-12-10T00:00:00Z")), ..Policy::default() };
        let rhythm = Rhythm { policy, ..Rhythm::default() };
        let plan = escalate(
            &rhythm,
            &matter("2026-11-01T00:00:00Z"),
            &above(),
            at("2026-12-16T00:00:00Z"),
            |_, _| false,
        );
        assert_eq!(plan.send, [(Level::Top, person(3))]);
    }

    #[test]
    fn levels_come_in_their_order() {
        assert!(Escalation::default().is_possible());
        assert!(!Escalation { manager_days: Some(8), ..Escalation::default() }.is_possible());
        assert!(!Escalation { top_days: Some(91), ..Escalation::default() }.is_possible());
        assert!(Escalation { lead_days: None, ..Escalation::default() }.is_possible());
    }
}
