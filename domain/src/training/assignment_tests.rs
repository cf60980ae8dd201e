use super::*;
use proptest::prelude::*;
use uuid::Uuid;

const YEARLY: Rhythm = Rhythm { first_days: 30, months: Some(12) };

fn day(date: &str) -> NaiveDate {
    date.parse().unwrap()
}

fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

fn assigned(has_quiz: bool) -> Assignment {
    let on = day("2026-11-02");
    Assignment::new(person(1), (1, has_quiz), on, YEARLY.first_due(on))
}

#[test]
fn it_is_read_tried_passed_and_attested() {
    let mut one = assigned(true);
    assert_eq!(one.due, day("2026-12-02"));
    one.begin().unwrap();
    assert_eq!(one.attest(day("2026-11-05")), Err(AssignmentRefused::QuizFirst));
    one.attempt(false, Some(2)).unwrap();
    assert_eq!(one.state, AssignmentState::QuizFailed);
    one.attempt(true, Some(2)).unwrap();
    assert_eq!(one.attempt(true, Some(2)), Err(AssignmentRefused::Passed));
    one.attest(day("2026-11-05")).unwrap();
    assert_eq!((one.state, one.settled), (AssignmentState::Completed, Some(day("2026-11-05"))));
    assert_eq!(one.attest(day("2026-11-06")), Err(AssignmentRefused::Settled));
}

#[test]
fn attempts_run_out_until_somebody_allows_more() {
    let mut one = assigned(true);
    one.attempt(false, Some(1)).unwrap();
    assert_eq!(one.attempt(true, Some(1)), Err(AssignmentRefused::NoAttemptLeft));
    one.allow_again().unwrap();
    one.attempt(true, Some(1)).unwrap();
    one.attest(day("2026-11-05")).unwrap();
}

#[test]
fn a_little_early_keeps_the_rhythm_and_late_begins_a_new_one() {
    let due = day("2026-12-02");
    let next = |done: &str| YEARLY.next_due(due, day(done)).unwrap();
    assert_eq!(next("2026-12-02"), day("2027-12-02"));
    assert_eq!(next("2026-11-02"), day("2027-12-02"));
    assert_eq!(next("2026-11-01"), day("2027-11-01"));
    assert_eq!(next("2027-01-15"), day("2028-01-15"));
    assert_eq!(Rhythm { months: None, ..YEARLY }.next_due(due, due), None);
    // A leap day has an end of February in other years.
    assert_eq!(YEARLY.next_due(day("2028-02-29"), day("2028-02-29")), Some(day("2029-02-28")));
}

#[test]
fn nobody_waives_their_own_and_what_is_waived_keeps_its_rhythm() {
    let mut one = assigned(true);
    assert_eq!(one.waive("On leave", person(1), day("2026-11-20")), Err(AssignmentRefused::Own));
    assert_eq!(one.waive(" ", person(2), day("2026-11-20")), Err(AssignmentRefused::ReasonMissing));
    one.waive("On leave", person(2), day("2026-11-20")).unwrap();
    assert_eq!(one.standing(YEARLY, day("2026-12-31")), Standing::Waived);
    assert_eq!(one.next_due(YEARLY), Some(day("2027-12-02")));
    assert_eq!(one.standing(YEARLY, day("2027-12-03")), Standing::Expired);
    assert_eq!(one.begin(), Err(AssignmentRefused::Settled));
}

#[test]
fn a_newer_version_keeps_the_day_and_asks_what_is_new() {
    let mut one = assigned(true);
    one.attempt(true, None).unwrap();
    one.move_to((2, true), AgainFor::Changed).unwrap();
    assert_eq!((one.version, one.due, one.passed), (2, day("2026-12-02"), false));
    assert_eq!(one.attest(day("2026-11-20")), Err(AssignmentRefused::QuizFirst));
    one.attempt(true, None).unwrap();
    one.move_to((3, true), AgainFor::Nobody).unwrap();
    one.attest(day("2026-11-20")).unwrap();
    assert_eq!(one.move_to((4, true), AgainFor::All), Err(AssignmentRefused::Settled));
}

#[test]
fn how_it_stands_follows_from_the_day() {
    let mut one = assigned(false);
    assert_eq!(one.standing(YEARLY, day("2026-12-02")), Standing::Open);
    assert_eq!(one.standing(YEARLY, day("2026-12-03")), Standing::Overdue);
    one.attest(day("2026-12-10")).unwrap();
    assert_eq!(one.standing(YEARLY, day("2027-12-10")), Standing::Done);
    assert_eq!(one.standing(YEARLY, day("2027-12-11")), Standing::Expired);
}

proptest! {
    /// The next one lies a whole rhythm after what it is reckoned from: never before it was done, and never more than a month
    /// farther than the rhythm.
    #[test]
    fn the_next_one_is_a_rhythm_away(early in -400_i64..400, months in 1_u16..60) {
        let due = day("2028-02-29");
        let done = shift(due, -early);
        let rhythm = Rhythm { first_days: 30, months: Some(months) };
        let next = rhythm.next_due(due, done).unwrap();
        prop_assert!(next >= done + Months::new(u32::from(months)));
        prop_assert!(next <= shift(done + Months::new(u32::from(months)), EARLY_DAYS + 3));
    }
}
