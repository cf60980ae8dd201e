use super::*;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn rule(every: u16, unit: Unit, anchor: Anchor) -> Recurrence {
    Recurrence::every(every, unit, anchor).unwrap()
}

/// The dates that follow one another, each done on its day.
fn dates(rule: &Recurrence, first: &str, count: usize) -> Vec<String> {
    let mut due = day(first);
    let mut dates = Vec::new();
    for _ in 0..count {
        let Some(next) = rule.next(Some(due), due) else { break };
        dates.push(next.to_string());
        due = next;
    }
    dates
}

#[test]
fn a_month_too_short_cuts_one_date_and_not_those_after_it() {
    let monthly = rule(1, Unit::Month, Anchor::Due).anchored(Some(day("2027-01-31"))).unwrap();
    assert_eq!(dates(&monthly, "2027-01-31", 3), ["2027-02-28", "2027-03-31", "2027-04-30"]);
    let yearly = rule(1, Unit::Year, Anchor::Due).anchored(Some(day("2024-02-29"))).unwrap();
    assert_eq!(dates(&yearly, "2024-02-29", 4), ["2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29"]);
}

#[test]
fn weeks_go_through_their_days_and_then_on() {
    let days = vec![Weekday::Thursday, Weekday::Monday, Weekday::Monday];
    let fortnightly = rule(2, Unit::Week, Anchor::Due).on_weekdays(days).unwrap();
    // 24 November 2026 is a Tuesday.
    assert_eq!(dates(&fortnightly, "2026-11-24", 3), ["2026-11-26", "2026-12-07", "2026-12-10"]);
    assert_eq!(dates(&rule(2, Unit::Week, Anchor::Due), "2026-11-24", 1), ["2026-12-08"]);
}

#[test]
fn dates_that_passed_are_left_out_where_the_rhythm_stays() {
    let weekly = rule(1, Unit::Week, Anchor::Due);
    let due = Some(day("2026-11-24"));
    assert_eq!(weekly.next(due, day("2026-11-20")), Some(day("2026-12-01")), "early");
    assert_eq!(weekly.next(due, day("2026-11-30")), Some(day("2026-12-01")), "late");
    assert_eq!(weekly.next(due, day("2026-12-01")), Some(day("2026-12-08")), "a whole week late");
    assert_eq!(weekly.next(due, day("2027-03-01")), Some(day("2027-03-02")), "months late");
}

#[test]
fn counted_from_completion_a_little_early_is_in_time() {
    let yearly = rule(1, Unit::Year, Anchor::Completion);
    let due = Some(day("2026-12-31"));
    assert_eq!(yearly.next(due, day("2026-12-01")), Some(day("2027-12-31")), "30 days early");
    assert_eq!(yearly.next(due, day("2026-11-30")), Some(day("2027-11-30")), "31 days early");
    assert_eq!(yearly.next(due, day("2027-02-10")), Some(day("2028-02-10")), "late");
    assert_eq!(yearly.next(None, day("2026-11-30")), Some(day("2027-11-30")), "without a date");
    let daily = rule(3, Unit::Day, Anchor::Completion);
    assert_eq!(daily.next(due, day("2026-12-30")), Some(day("2027-01-02")), "days are counted from the day");
}

#[test]
fn it_ends_where_it_was_told_to() {
    let ends = rule(1, Unit::Month, Anchor::Due).until(Some(day("2027-02-28"))).unwrap();
    let ends = ends.anchored(Some(day("2026-12-31"))).unwrap();
    assert_eq!(dates(&ends, "2026-12-31", 9), ["2027-01-31", "2027-02-28"]);
    assert_eq!(dates(&rule(300, Unit::Year, Anchor::Due), "2026-12-31", 9), [""; 0]);
}

#[test]
fn what_cannot_be_is_refused() {
    assert_eq!(Recurrence::every(0, Unit::Day, Anchor::Due), Err(RecurrenceRefused::Every));
    assert_eq!(Recurrence::every(367, Unit::Day, Anchor::Due), Err(RecurrenceRefused::Every));
    let monthly = || rule(1, Unit::Month, Anchor::Due);
    assert_eq!(monthly().on_weekdays(vec![Weekday::Friday]), Err(RecurrenceRefused::Weekdays));
    assert_eq!(monthly().on_day(Some(32)), Err(RecurrenceRefused::Day));
    assert_eq!(rule(1, Unit::Week, Anchor::Due).on_day(Some(1)), Err(RecurrenceRefused::Day));
    assert_eq!(monthly().until(Some(day("0026-01-01"))), Err(RecurrenceRefused::Until));
    assert_eq!(monthly().anchored(None), None, "nothing to count from");
}

fn a_day() -> impl Strategy<Value = NaiveDate> {
    (0..40_000_i64).prop_map(|days| shift(day("2000-01-01"), days))
}

fn a_rule() -> impl Strategy<Value = Recurrence> {
    let weekdays = prop::collection::vec(prop::sample::select(Weekday::ALL), 0..4);
    let of = (1..30_u16, prop::sample::select(Unit::ALL), prop::sample::select(Anchor::ALL));
    (of, weekdays, prop::option::of(1..=31_u8)).prop_map(|((every, unit, anchor), weekdays, on)| {
        let plain = rule(every, unit, anchor);
        match unit {
            Unit::Day => plain,
            Unit::Week => plain.on_weekdays(weekdays).unwrap(),
            Unit::Month | Unit::Year => plain.on_day(on).unwrap(),
        }
    })
}

proptest! {
    #[test]
    fn the_next_date_lies_ahead_and_on_a_day_that_was_asked_for(rule in a_rule(), due in a_day(), ended in a_day()) {
        let rule = rule.anchored(Some(due)).unwrap();
        let next = rule.next(Some(due), ended);
        prop_assume!(next.is_some());
        let next = next.unwrap();
        prop_assert!(next > ended, "nothing comes back overdue");
        if rule.anchor() == Anchor::Due {
            prop_assert!(next > due);
        }
        if let Some(wanted) = rule.day() {
            let tomorrow = shift(next, 1);
            prop_assert!(next.day() == u32::from(wanted) || (tomorrow.day() == 1 && next.day() < u32::from(wanted)));
        }
        let weekday = Weekday::ALL[next.weekday().num_days_from_monday() as usize];
        prop_assert!(rule.weekdays().is_empty() || rule.weekdays().contains(&weekday));
    }

    #[test]
    fn the_months_of_a_rhythm_are_reckoned_from_its_anchor(first in a_day(), every in 1..24_u16, count in 1..12_usize) {
        let rule = rule(every, Unit::Month, Anchor::Due).anchored(Some(first)).unwrap();
        let far = dates(&rule, &first.to_string(), count);
        prop_assume!(far.len() == count);
        let months = chrono::Months::new(u32::from(every) * u32::try_from(count).unwrap());
        prop_assert_eq!(day(far.last().unwrap()), first.checked_add_months(months).unwrap());
    }
}
