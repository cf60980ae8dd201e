use super::*;
use crate::id::PersonId;
use proptest::prelude::*;
use uuid::Uuid;

const YEARLY: Rhythm = Rhythm { first_days: 30, months: Some(12) };

fn day(date: &str) -> NaiveDate {
    date.parse().unwrap()
}

fn known(again: &[AgainFor]) -> Known {
    let said = |(number, again): (u32, &AgainFor)| Said {
        number,
        again: *again,
        changed: vec![format!("q{number}")],
    };
    let versions: Vec<Said> = (1..).zip(again).map(said).collect();
    Known { current: versions.last().unwrap().number, versions }
}

fn first() -> Known {
    known(&[AgainFor::All])
}

fn assigned(on: &str) -> Assignment {
    let on = day(on);
    Assignment::new(PersonId(Uuid::from_u128(1)), (1, false), on, YEARLY.first_due(on))
}

fn done(on: &str) -> Assignment {
    let mut one = assigned(on);
    one.attest(day(on)).unwrap();
    one
}

#[test]
fn who_belongs_is_asked_once_and_again_shortly_before_a_year_has_passed() {
    let today = day("2026-11-28");
    let ask_on = |latest: Option<&Assignment>, on| ask(Belonging::Asked, latest, &first(), YEARLY, on);
    assert_eq!(ask_on(None, today), Ask::Begin { due: day("2026-12-28"), after: None });
    assert_eq!(ask_on(Some(&assigned("2026-11-28")), today), Ask::Nothing);
    // Due on 28 December, done the same day as asked: a year after it was due.
    let one = done("2026-11-28");
    assert_eq!(ask_on(Some(&one), day("2027-11-27")), Ask::Nothing);
    assert_eq!(ask_on(Some(&one), day("2027-11-28")), Ask::Begin { due: day("2027-12-28"), after: None });
    assert_eq!(ask_on(Some(&one), day("2028-03-01")), Ask::Begin { due: day("2028-03-31"), after: None });
}

#[test]
fn who_leaves_is_asked_no_more_and_asked_anew_once_they_belong_again() {
    let (today, mut one) = (day("2026-11-28"), assigned("2026-11-20"));
    assert_eq!(ask(Belonging::Not, Some(&one), &first(), YEARLY, today), Ask::End);
    one.end(today).unwrap();
    assert_eq!(ask(Belonging::Not, Some(&one), &first(), YEARLY, today), Ask::Nothing);
    let back = ask(Belonging::Asked, Some(&one), &first(), YEARLY, day("2026-12-10"));
    assert_eq!(back, Ask::Begin { due: day("2027-01-09"), after: None });
    assert_eq!(ask(Belonging::Not, Some(&done("2026-11-01")), &first(), YEARLY, today), Ask::Nothing);
}

#[test]
fn who_is_away_is_asked_once_they_are_back() {
    let today = day("2026-11-28");
    assert_eq!(ask(Belonging::OnceBack, None, &first(), YEARLY, today), Ask::Nothing);
    assert_eq!(
        ask(Belonging::OnceBack, Some(&assigned("2026-11-20")), &first(), YEARLY, today),
        Ask::Nothing
    );
}

#[test]
fn what_changed_in_between_is_asked_as_well() {
    use AgainFor::{All, Changed, Nobody};
    let known = known(&[All, Changed, Changed, Nobody]);
    let part = |after| known.part_after(Some(after)).unwrap().into_iter().collect::<Vec<_>>();
    assert_eq!(part(1), ["q2", "q3"]);
    assert_eq!(part(2), ["q3"]);
    assert!(part(3).is_empty());
    assert_eq!(known.part_after(None), None);
    assert_eq!(known.asks_after(1), Changed);
    assert_eq!(known.asks_after(3), Nobody);
}

#[test]
fn a_newer_version_asks_whom_it_says() {
    let today = day("2026-12-20");
    let newer = |again| known(&[AgainFor::All, again]);
    let asked = |one: &Assignment, again| ask(Belonging::Asked, Some(one), &newer(again), YEARLY, today);
    let (open, settled) = (assigned("2026-11-28"), done("2026-11-28"));
    assert_eq!(asked(&open, AgainFor::Nobody), Ask::Move { again: AgainFor::Nobody });
    assert_eq!(asked(&open, AgainFor::All), Ask::Move { again: AgainFor::All });
    assert_eq!(asked(&settled, AgainFor::Nobody), Ask::Nothing);
    let due = day("2027-01-19");
    assert_eq!(asked(&settled, AgainFor::Changed), Ask::Begin { due, after: Some(1) });
    assert_eq!(asked(&settled, AgainFor::All), Ask::Begin { due, after: None });
    // Who did not have to do the first has not read what did not change.
    let mut waived = assigned("2026-11-28");
    waived.waive("On leave", PersonId(Uuid::from_u128(2)), day("2026-12-01")).unwrap();
    assert_eq!(asked(&waived, AgainFor::Changed), Ask::Begin { due, after: None });
    assert_eq!(ask(Belonging::Not, Some(&settled), &newer(AgainFor::All), YEARLY, today), Ask::Nothing);
}

proptest! {
    /// What was done about somebody leaves nothing to be done on the same day.
    #[test]
    fn looking_again_changes_nothing(
        belonging in prop::sample::select(vec![Belonging::Asked, Belonging::OnceBack, Belonging::Not]),
        state in 0_u8..5,
        days in 0_i64..800,
        months in prop::option::of(1_u16..30),
        again in prop::collection::vec(prop::sample::select(AgainFor::ALL.to_vec()), 1..5),
    ) {
        let rhythm = Rhythm { first_days: 30, months };
        let (known, begun) = (known(&again), day("2026-01-31"));
        let mut one = Assignment::new(PersonId(Uuid::from_u128(1)), (1, false), begun, rhythm.first_due(begun));
        match state {
            0 => {}
            1 => one.attest(begun).unwrap(),
            2 => one.waive("On leave", PersonId(Uuid::from_u128(2)), begun).unwrap(),
            3 => one.end(begun).unwrap(),
            _ => one.begin().unwrap(),
        }
        let today = shift(begun, days);
        let after = match ask(belonging, Some(&one), &known, rhythm, today) {
            Ask::Nothing => one,
            Ask::Begin { due, after } => {
                prop_assert!(due >= today && !one.is_open() && belonging == Belonging::Asked);
                Assignment {
                    round: one.round + 1, after,
                    ..Assignment::new(one.person, (known.current, false), today, due)
                }
            }
            Ask::Move { again } => { one.move_to((known.current, false), again).unwrap(); one }
            Ask::End => { one.end(today).unwrap(); one }
        };
        prop_assert_eq!(ask(belonging, Some(&after), &known, rhythm, today), Ask::Nothing);
    }
}
