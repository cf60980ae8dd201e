use super::*;
use crate::calendar::shift;
use proptest::prelude::*;
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn cycle(months: u16, anchor: Anchor, from: &str, due: &str) -> Cycle {
    Cycle {
        subject: SubjectId(Uuid::from_u128(7)),
        rule: Recurrence::every(months, Unit::Month, anchor).unwrap(),
        anchor: day(from),
        due: day(due),
        postponed_from: None,
        reviewer: None,
        approver: None,
    }
}

fn held(on: NaiveDate) -> Held {
    Held {
        id: ReviewId(Uuid::from_u128(9)),
        by: PersonId(Uuid::from_u128(1)),
        on,
        outcome: Outcome::Suitable,
        changes: String::new(),
        next: None,
    }
}

fn next(mut cycle: Cycle, on: &str) -> NaiveDate {
    cycle.hold(&held(day(on)), None, day(on)).unwrap();
    cycle.due
}

#[test]
fn the_first_review_comes_a_year_after_something_is_in_place() {
    let cycle = Cycle::usual(SubjectId(Uuid::from_u128(7)), day("2028-02-29")).unwrap();
    assert_eq!((cycle.anchor, cycle.due), (day("2028-02-29"), day("2029-02-28")));
}

#[test]
fn in_time_keeps_the_rhythm_and_late_or_far_too_early_begins_another() {
    let yearly = || cycle(12, Anchor::Completion, "2026-01-31", "2027-01-31");
    assert_eq!(next(yearly(), "2027-01-31"), day("2028-01-31"));
    assert_eq!(next(yearly(), "2027-01-01"), day("2028-01-31"));
    assert_eq!(next(yearly(), "2026-12-31"), day("2027-12-31"));
    assert_eq!(next(yearly(), "2027-03-05"), day("2028-03-05"));
    let fixed = || cycle(12, Anchor::Due, "2026-01-31", "2027-01-31");
    assert_eq!(next(fixed(), "2027-03-05"), day("2028-01-31"));
    assert_eq!(next(fixed(), "2028-02-05"), day("2029-01-31"));
}

#[test]
fn a_month_that_is_too_short_does_not_shorten_those_after_it() {
    let mut monthly = cycle(1, Anchor::Completion, "2027-01-31", "2027-01-31");
    for (on, next) in
        [("2027-01-31", "2027-02-28"), ("2027-02-27", "2027-03-31"), ("2027-03-31", "2027-04-30")]
    {
        monthly.hold(&held(day(on)), None, day(on)).unwrap();
        assert_eq!(monthly.due, day(next));
    }
}

#[test]
fn what_falls_away_is_followed_by_the_next_of_the_rhythm() {
    // From the end of a month: in one step from the anchor, also past a short one.
    let mut quarterly = cycle(3, Anchor::Completion, "2026-08-31", "2026-11-30");
    quarterly.waive(day("2026-11-10")).unwrap();
    assert_eq!((quarterly.anchor, quarterly.due), (day("2026-08-31"), day("2027-02-28")));
    quarterly.waive(day("2027-03-01")).unwrap();
    assert_eq!(quarterly.due, day("2027-05-31"));
    // Put off, it is the former date that falls away; long overdue, what follows lies ahead.
    let mut late = cycle(12, Anchor::Due, "2026-03-31", "2027-03-31");
    late.postpone(day("2027-05-15"));
    late.waive(day("2027-05-20")).unwrap();
    assert_eq!((late.due, late.postponed_from), (day("2028-03-31"), None));
    late.waive(day("2030-04-01")).unwrap();
    assert_eq!(late.due, day("2031-03-31"));
}

#[test]
fn what_is_put_off_leaves_the_rhythm_where_it_was() {
    let mut fixed = cycle(12, Anchor::Due, "2026-03-31", "2027-03-31");
    fixed.postpone(day("2027-05-15"));
    fixed.hold(&held(day("2027-05-10")), None, day("2027-05-10")).unwrap();
    assert_eq!((fixed.due, fixed.postponed_from), (day("2028-03-31"), None));
    let mut usual = cycle(12, Anchor::Completion, "2026-03-31", "2027-03-31");
    usual.postpone(day("2027-04-15"));
    usual.postpone(day("2027-05-15"));
    assert_eq!(usual.postponed_from, Some(day("2027-03-31")));
    // Early or not is asked of the date that it had: held before it, or between it and the later one, it is in time.
    for on in ["2027-03-20", "2027-04-10"] {
        let mut early = usual.clone();
        early.hold(&held(day(on)), None, day(on)).unwrap();
        assert_eq!((early.anchor, early.due), (day("2026-03-31"), day("2028-03-31")), "{on}");
    }
    let mut far_too_early = usual.clone();
    far_too_early.hold(&held(day("2027-02-20")), None, day("2027-02-20")).unwrap();
    assert_eq!(far_too_early.due, day("2028-02-20"));
    usual.hold(&held(day("2027-05-10")), None, day("2027-05-10")).unwrap();
    assert_eq!(usual.due, day("2028-03-31"));
}

#[test]
fn what_cannot_be_is_refused() {
    let mut cycle = cycle(12, Anchor::Completion, "2026-01-31", "2027-01-31");
    let today = day("2027-01-15");
    let before = cycle.clone();
    let refused = [
        (held(day("2027-01-16")), ReviewRefused::InFuture),
        (held(day("2026-12-01")), ReviewRefused::BeforeLast),
        (Held { outcome: Outcome::ChangesNeeded, ..held(today) }, ReviewRefused::ChangesMissing),
        (Held { next: Some(today), ..held(today) }, ReviewRefused::NextNotAhead),
    ];
    for (held, why) in refused {
        assert_eq!(cycle.hold(&held, Some(day("2027-01-01")), today), Err(why));
    }
    assert_eq!(cycle, before);
    let ends = cycle.rule.clone().until(Some(day("2030-01-01"))).unwrap();
    assert_eq!(
        cycle.revise(Change { rule: Some(ends), ..Change::default() }, today),
        Err(ReviewRefused::RuleEnds)
    );
    assert_eq!(
        cycle.revise(Change { due: Some(day("2027-01-14")), ..Change::default() }, today),
        Err(ReviewRefused::NextNotAhead)
    );
    assert_eq!(cycle.revise(Change::default(), today), Ok(None));
}

proptest! {
    #[test]
    fn the_next_review_always_lies_ahead_and_never_farther_than_two_rounds(
        months in 1u16..=36, anchored in any::<bool>(), start in 0i64..3_000, late in -400i64..400
    ) {
        let anchor = if anchored { Anchor::Due } else { Anchor::Completion };
        let from = shift(day("2026-01-01"), start);
        let mut cycle = Cycle::usual(SubjectId(Uuid::from_u128(7)), from).unwrap();
        cycle.rule = Recurrence::every(months, Unit::Month, anchor).unwrap();
        let on = shift(cycle.due, late);
        cycle.hold(&held(on), None, on).unwrap();
        prop_assert!(cycle.due > on);
        prop_assert!((cycle.due - on).num_days() <= 31 * i64::from(months) + 400);
        // Whatever was cut short, the day of the month is the anchor's or the month's last.
        let last = cycle.due.succ_opt().unwrap().day() == 1;
        prop_assert!(cycle.due.day() == cycle.anchor.day() || last);
    }
}
