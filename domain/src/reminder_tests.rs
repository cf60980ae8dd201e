//! What is reminded of when: by example, and whatever the dates and the policy are.

use super::*;
use chrono::{TimeZone, Utc};
use proptest::prelude::*;
use std::collections::HashSet;

const ZONE: Tz = Tz::Europe__Berlin;

/// The plan of an organisation that chose nothing.
fn plan(due: NaiveDate, zone: Tz, since: Instant, now: Instant, settled: impl Fn(Step) -> bool) -> Plan {
    super::plan(
        &Rhythm::default(),
        &Matter { due, zone, since, snoozed: None, ends: false, leads: None },
        now,
        settled,
    )
}

fn plan_snoozed(
    until: NaiveDate,
    due: NaiveDate,
    zone: Tz,
    since: Instant,
    now: Instant,
    settled: impl Fn(Step) -> bool,
) -> Plan {
    super::plan(
        &Rhythm::default(),
        &Matter { due, zone, since, snoozed: Some(until), ends: false, leads: None },
        now,
        settled,
    )
}

impl Step {
    fn at(self, due: NaiveDate, zone: Tz) -> Instant {
        Rhythm::default().at(self, due, zone)
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn at(text: &str) -> Instant {
    text.parse::<chrono::DateTime<Utc>>().unwrap()
}

#[test]
fn a_reminder_that_was_put_off_comes_once_on_its_day_and_stands_for_what_came_meanwhile() {
    let (due, since) = (day("2026-12-01"), at("2026-11-20T10:00:00Z"));
    let wake = day("2026-12-02");
    let asleep = plan_snoozed(wake, due, ZONE, since, at("2026-12-01T12:00:00Z"), |_| false);
    assert_eq!((asleep.send, asleep.missed), (None, Vec::new()));
    let again = Step::Again(wake);
    assert_eq!(asleep.next, (again, again.at(due, ZONE)));
    let woken = plan_snoozed(wake, due, ZONE, since, asleep.next.1, |_| false);
    assert_eq!(woken.send, Some(again));
    assert_eq!(woken.missed, [Step::Lead(7), Step::Lead(1), Step::Due]);
    assert_eq!(woken.next.0, Step::Overdue(1));
    let after = plan_snoozed(wake, due, ZONE, since, asleep.next.1, |_| true);
    assert_eq!((after.send, after.next.0), (None, Step::Overdue(1)));
    assert_eq!(Step::parse(&again.to_string()), Some(again));
}

/// It came before the task was theirs, and nobody looked before it was put off.
#[test]
fn what_is_put_off_before_it_was_sent_does_not_follow_when_it_is_over() {
    let (due, wake) = (day("2026-12-31"), day("2026-12-12"));
    let since = at("2026-12-10T09:00:00Z");
    let now = Step::Again(wake).at(due, ZONE);
    let woken = plan_snoozed(wake, due, ZONE, since, now, |_| false);
    assert_eq!((woken.send, woken.missed), (Some(Step::Again(wake)), vec![Step::Lead(30)]));
}

#[test]
fn a_task_made_forty_days_ahead_waits_for_its_first_step() {
    let plan =
        plan(day("2026-12-31"), ZONE, at("2026-11-20T10:00:00Z"), at("2026-11-20T10:00:00Z"), |_| false);
    assert_eq!(plan.send, None);
    assert_eq!(plan.next, (Step::Lead(30), at("2026-12-01T07:00:00Z")));
}

#[test]
fn a_lead_day_that_has_passed_at_creation_sends_one_at_once_and_only_one() {
    let now = at("2026-12-21T10:00:00Z");
    let plan = plan(day("2026-12-31"), ZONE, now, now, |_| false);
    assert_eq!((plan.send, plan.missed), (Some(Step::Lead(14)), vec![]));
    assert_eq!(plan.next.0, Step::Lead(7));
}

#[test]
fn a_week_of_downtime_sends_what_is_still_true_and_names_what_it_replaced() {
    let plan =
        plan(day("2026-12-31"), ZONE, at("2026-11-01T10:00:00Z"), at("2027-01-08T10:00:00Z"), |step| {
            matches!(step, Step::Lead(30 | 14))
        });
    assert_eq!(plan.send, Some(Step::Overdue(1)));
    assert_eq!(plan.missed, vec![Step::Lead(7), Step::Lead(1), Step::Due]);
    assert_eq!(plan.next.0, Step::Overdue(2));
}

#[test]
fn the_hour_is_the_recipients_own() {
    let due = day("2026-12-31");
    assert_eq!(Step::Due.at(due, Tz::Pacific__Auckland), at("2026-12-30T19:00:00Z"));
    assert_eq!(Step::Due.at(due, Tz::America__Los_Angeles), at("2026-12-31T16:00:00Z"));
}

#[test]
fn names_read_back() {
    for step in [Step::Lead(30), Step::Due, Step::Overdue(12)] {
        assert_eq!(Step::parse(&step.to_string()), Some(step));
    }
    assert_eq!(Step::parse("soon"), None);
}

fn working_days() -> Rhythm {
    let policy = Policy { working_days_only: true, ..Policy::default() };
    let mut rhythm = Rhythm { policy, ..Rhythm::default() };
    rhythm.days.holidays.insert(day("2026-12-25"));
    rhythm
}

#[test]
fn on_days_off_nothing_leaves() {
    // Sunday the 27th: the day before is a Saturday, and Friday is a holiday.
    let (rhythm, due) = (working_days(), day("2026-12-27"));
    let days: Vec<NaiveDate> = [Step::Lead(7), Step::Lead(1), Step::Due, Step::Overdue(1)]
        .into_iter()
        .map(|step| rhythm.day(step, due))
        .collect();
    assert_eq!(days, [day("2026-12-18"), day("2026-12-24"), day("2026-12-24"), day("2027-01-04")]);
    // Two steps on one day are one reminder.
    let since = at("2026-11-20T10:00:00Z");
    let matter = Matter { due, zone: ZONE, since, snoozed: None, ends: false, leads: None };
    let plan =
        super::plan(&rhythm, &matter, at("2026-12-24T07:00:00Z"), |step| step.day(due) < day("2026-12-21"));
    assert_eq!((plan.send, plan.missed), (Some(Step::Due), vec![Step::Lead(1)]));
}

#[test]
fn a_new_policy_sends_nothing_for_days_that_have_passed() {
    let chosen = at("2026-12-20T10:00:00Z");
    let policy = Policy { lead_days: vec![20, 2], since: Some(chosen), ..Policy::default() };
    let rhythm = Rhythm { policy, ..Rhythm::default() };
    let (due, since) = (day("2026-12-31"), at("2026-11-01T10:00:00Z"));
    let old = Matter { due, zone: ZONE, since, snoozed: None, ends: false, leads: None };
    let plan = super::plan(&rhythm, &old, chosen + Duration::minutes(1), |_| false);
    assert_eq!((plan.send, plan.next.0), (None, Step::Lead(2)));
    // Who becomes responsible after it is told at once, as ever.
    let new = Matter { since: chosen + Duration::minutes(1), ..old };
    let plan = super::plan(&rhythm, &new, chosen + Duration::minutes(1), |_| false);
    assert_eq!(plan.send, Some(Step::Lead(20)));
}

#[test]
fn a_forecast_says_what_following_the_plan_sends() {
    let policy = Policy { lead_days: vec![3, 1], overdue_weeks: 2, hour: 6, ..Policy::default() };
    let rhythm = Rhythm { policy, ..Rhythm::default() };
    let now = at("2026-12-20T10:00:00Z");
    let matter =
        Matter { due: day("2026-12-23"), zone: ZONE, since: now, snoozed: None, ends: false, leads: None };
    let sent = forecast(&rhythm, &matter, (now, at("2027-01-07T00:00:00Z")), |_| false);
    let said: Vec<String> =
        sent.iter().map(|(step, at)| format!("{step} {}", at.format("%m-%dT%H"))).collect();
    assert_eq!(said, ["lead_3 12-20T10", "lead_1 12-22T05", "due 12-23T05", "overdue_2 01-06T05"]);
}

#[test]
fn a_task_that_changes_hands_on_a_day_off_is_reminded_of_by_its_latest_week() {
    // Ten weeks over on a Saturday: that week's reminder leaves on Monday, so the one of the week before is the latest.
    let (rhythm, due, now) = (working_days(), day("2026-11-28"), at("2027-02-06T18:00:00Z"));
    let matter = Matter { due, zone: ZONE, since: now, snoozed: None, ends: false, leads: None };
    let plan = super::plan(&rhythm, &matter, now, |_| false);
    assert_eq!(plan.send, Some(Step::Overdue(9)));
    assert_eq!(plan.next, (Step::Overdue(10), at("2027-02-08T07:00:00Z")));
}

fn any_rhythm() -> impl Strategy<Value = Rhythm> {
    let policy = (prop::collection::vec(1u16..=365, 0..8), any::<bool>(), 1u16..=8, 0u32..24, any::<bool>());
    (policy, prop::collection::btree_set(0i64..700, 0..30), prop::option::of(-200i64..200)).prop_map(
        |((lead_days, on_the_day, overdue_weeks, hour, working_days_only), off, chosen)| {
            let start = at("2026-11-24T09:30:00Z");
            let since = chosen.map(|days| start + Duration::days(days));
            let policy = Policy {
                lead_days,
                on_the_day,
                overdue_weeks,
                hour,
                working_days_only,
                since,
                ..Policy::default()
            };
            let mut rhythm = Rhythm { policy: policy.checked().unwrap(), ..Rhythm::default() };
            rhythm.days.holidays = off.into_iter().map(|days| shift(day("2026-06-01"), days)).collect();
            rhythm
        },
    )
}

proptest! {
    /// Whatever an organisation chooses: each step is sent at most once, never early, on a working day where it asked
    /// for that, and the next step always lies ahead.
    #[test]
    fn any_policy_sends_each_step_at_most_once(
        rhythm in any_rhythm(), due_in in -40i64..120, gaps in prop::collection::vec(1i64..20_000, 1..40)
    ) {
        let start = at("2026-11-24T09:30:00Z");
        let matter = Matter { due: shift(local_date(start, ZONE), due_in), zone: ZONE, since: start, snoozed: None, ends: false, leads: None };
        let mut settled = HashSet::new();
        let mut now = start;
        for gap in gaps {
            let plan = super::plan(&rhythm, &matter, now, |step| settled.contains(&step));
            prop_assert!(plan.next.1 > now);
            if let Some(step) = plan.send {
                prop_assert!(rhythm.at(step, matter.due, ZONE) <= now);
                prop_assert!(settled.insert(step));
            }
            for step in plan.missed {
                prop_assert!(settled.insert(step));
            }
            if rhythm.policy.working_days_only {
                let day = rhythm.day(plan.next.0, matter.due);
                prop_assert!(rhythm.days.is_working(day));
            }
            now += Duration::minutes(gap);
        }
    }

    /// However often and irregularly the sweep runs, each step is sent at most once, never early, never out
    /// of order, and at every moment the latest step that has come is settled right after a sweep.
    #[test]
    fn any_rhythm_of_sweeps_sends_each_step_at_most_once(
        due_in in -40i64..120, gaps in prop::collection::vec(1i64..20_000, 1..60),
        zone in proptest::sample::select(&chrono_tz::TZ_VARIANTS[..])
    ) {
        let start = Utc.with_ymd_and_hms(2026, 11, 24, 9, 30, 0).unwrap();
        let due = shift(local_date(start, zone), due_in);
        let mut settled = HashSet::new();
        let mut sent = Vec::new();
        let mut now = start;
        for gap in gaps {
            let plan = plan(due, zone, start, now, |step| settled.contains(&step));
            if let Some(step) = plan.send {
                prop_assert!(step.at(due, zone) <= now);
                prop_assert!(settled.insert(step));
                sent.push(step.at(due, zone));
            }
            for step in plan.missed {
                prop_assert!(settled.insert(step) && step.at(due, zone) > start);
            }
            prop_assert!(plan.next.1 > now);
            let again = tests::plan(due, zone, start, now, |step| settled.contains(&step));
            prop_assert_eq!(again.send, None);
            now += Duration::minutes(gap);
        }
        prop_assert!(sent.windows(2).all(|pair| pair[0] < pair[1]));
    }

    /// However long ago it was due, the next step lies ahead and few steps are looked at.
    #[test]
    fn a_date_long_past_is_planned_at_once_and_ahead(years in 0i32..2000, held in 0i64..400) {
        let now = Utc.with_ymd_and_hms(2026, 11, 24, 9, 30, 0).unwrap();
        let due = NaiveDate::from_ymd_opt(2026 - years, 3, 1).unwrap();
        let since = now - Duration::days(held);
        let plan = plan(due, ZONE, since, now, |_| false);
        prop_assert!(plan.next.1 > now && plan.next.1 <= now + Duration::days(8));
        prop_assert!(plan.missed.len() <= 60);
        prop_assert!(plan.send.is_some());
    }

    /// Sweeping exactly when the plan says so loses no step.
    #[test]
    fn following_the_plan_sends_every_step_that_was_ahead(due_in in 31i64..200) {
        let start = Utc.with_ymd_and_hms(2026, 11, 24, 9, 30, 0).unwrap();
        let due = shift(local_date(start, ZONE), due_in);
        let matter = Matter { due, zone: ZONE, since: start, snoozed: None, ends: false, leads: None };
        let (mut now, mut sent) = (first_at(&Rhythm::default(), &matter, start), Vec::new());
        for _ in 0..7 {
            let plan = plan(due, ZONE, start, now, |step| sent.contains(&step));
            prop_assert!(plan.missed.is_empty());
            sent.extend(plan.send);
            now = plan.next.1;
        }
        let all = [Step::Lead(30), Step::Lead(14), Step::Lead(7), Step::Lead(1), Step::Due, Step::Overdue(1),
            Step::Overdue(2)];
        prop_assert_eq!(sent, all);
    }

    /// What ends by itself is spoken of before its day and on it, and never again; nor at once of what whoever chose the
    /// day could see coming.
    #[test]
    fn what_ends_by_itself_is_over_after_its_day(due_in in 0i64..100, looks in 1usize..40) {
        let start = Utc.with_ymd_and_hms(2026, 11, 24, 9, 30, 0).unwrap();
        let due = shift(local_date(start, ZONE), due_in);
        let matter = Matter { due, zone: ZONE, since: start, snoozed: None, ends: true, leads: None };
        let (mut now, mut sent) = (start, Vec::new());
        for _ in 0..looks {
            let plan = super::plan(&Rhythm::default(), &matter, now, |step| sent.contains(&step));
            sent.extend(plan.send);
            prop_assert!(plan.next.1 > now);
            now = plan.next.1;
        }
        let ahead = [30_u16, 14, 7, 1].into_iter().filter(|days| i64::from(*days) < due_in).map(Step::Lead);
        let all: Vec<Step> = ahead.chain((due_in > 0).then_some(Step::Due)).collect();
        prop_assert_eq!(&all[..sent.len()], &sent[..]);
        prop_assert!(looks <= 6 || sent.len() == all.len());
    }
}
