//! What a control's status may say, and who may say it.

use super::*;
use proptest::prelude::*;
use uuid::Uuid;

fn person(number: u128) -> PersonId {
    PersonId(Uuid::from_u128(number))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn a_control(status: Status) -> Control {
    Control {
        id: ControlId::from(Uuid::from_u128(3)),
        catalogue_id: "iso42001:A.2.2".into(),
        status,
        owner: Some(person(1)),
        due: None,
        implemented_by: Some(person(2)),
        verification: None,
        lapsed_on: None,
        verify_every: None,
        notes: None,
    }
}

fn to(status: Status) -> Change {
    Change { status: Some(status), ..Change::default() }
}

fn tested(by: u128, on: &str) -> Tested {
    Tested { by: person(by), on: day(on), note: "Read the minutes".into() }
}

#[test]
fn implemented_needs_evidence_and_remembers_who_said_so() {
    let mut control = a_control(Status::InProgress);
    let me = Some(person(4));
    assert_eq!(control.revise(to(Status::Implemented), me, false), Err(ControlRefused::EvidenceMissing));
    assert_eq!(control.status, Status::InProgress);
    assert!(matches!(
        control.revise(to(Status::Implemented), me, true),
        Ok(Some(Event::ControlRevised { .. }))
    ));
    assert_eq!(control.implemented_by, me);
}

#[test]
fn no_status_is_reached_by_a_jump_and_verified_by_none_of_them() {
    for from in Status::ALL {
        for next in Status::ALL.iter().filter(|next| *next != from) {
            let mut control = a_control(*from);
            let done = control.revise(to(*next), Some(person(1)), true);
            assert_eq!(done.is_ok(), from.possible().contains(next), "{from} to {next}");
            assert!(done.is_err() || *next != Status::Verified);
        }
    }
}

#[test]
fn only_what_is_implemented_and_shown_is_verified_and_by_somebody_else() {
    let today = day("2026-11-24");
    let refused =
        |mut control: Control, tested, evidence| control.verify(tested, today, evidence).unwrap_err();
    for status in [Status::NotStarted, Status::Planned, Status::InProgress] {
        assert_eq!(refused(a_control(status), tested(9, "2026-11-24"), true), ControlRefused::NotImplemented);
    }
    let ready = || a_control(Status::Implemented);
    assert_eq!(refused(ready(), tested(1, "2026-11-24"), true), ControlRefused::OwnWork);
    assert_eq!(refused(ready(), tested(2, "2026-11-24"), true), ControlRefused::OwnWork);
    assert_eq!(refused(ready(), tested(9, "2026-11-24"), false), ControlRefused::EvidenceMissing);
    assert_eq!(refused(ready(), tested(9, "2026-11-25"), true), ControlRefused::VerifiedInFuture);
    assert_eq!(refused(ready(), tested(9, "2025-11-24"), true), ControlRefused::VerifiedTooLongAgo);
    let mut control = ready();
    control.verify(tested(9, "2025-11-25"), today, true).unwrap();
    assert_eq!(control.status, Status::Verified);
    assert_eq!(control.verification.unwrap().lapses_on, day("2026-11-25"));
}

#[test]
fn a_verification_lapses_once_and_is_renewed_by_another_one() {
    let mut control = a_control(Status::Implemented);
    control.verify_every = Period::new(1);
    control.verify(tested(9, "2027-01-31"), day("2027-01-31"), true).unwrap();
    assert_eq!(control.lapse(day("2027-02-27")), None);
    let on = day("2027-02-28");
    assert_eq!(control.lapse(on), Some(Event::VerificationLapsed { control: control.id, on }));
    assert_eq!((control.status, control.lapsed_on), (Status::Implemented, Some(on)));
    assert_eq!(control.lapse(day("2027-03-01")), None);
    control.verify(tested(9, "2027-03-01"), day("2027-03-02"), true).unwrap();
    assert_eq!((control.status, control.lapsed_on), (Status::Verified, None));
    // Before it lapses it may be renewed as well.
    control.verify(tested(8, "2027-03-02"), day("2027-03-02"), true).unwrap();
    assert_eq!(control.verification.as_ref().unwrap().by, person(8));
}

#[test]
fn what_is_taken_up_again_is_no_longer_verified() {
    let mut control = a_control(Status::Implemented);
    control.verify(tested(9, "2026-11-24"), day("2026-11-24"), true).unwrap();
    control.revise(to(Status::InProgress), Some(person(1)), true).unwrap();
    assert_eq!((control.verification, control.implemented_by), (None, None));
}

#[test]
fn revisions_from_before_verification_read_alike() {
    let mut control = a_control(Status::Planned);
    control.implemented_by = None;
    let stored = serde_json::to_value(&control).unwrap();
    let keys: Vec<&String> = stored.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["catalogue_id", "due", "id", "owner", "status"]);
    assert_eq!(serde_json::from_value::<Control>(stored).unwrap(), control);
}

#[test]
fn notes_that_say_nothing_are_none() {
    let mut control = a_control(Status::Planned);
    let empty =
        Notes::parse(serde_json::json!({ "type": "doc", "content": [{ "type": "paragraph" }] })).unwrap();
    let change = Change { notes: Some(Some(empty)), ..Change::default() };
    assert_eq!(control.revise(change, None, false), Ok(None));
}

proptest! {
    #[test]
    fn a_verification_holds_until_its_day_and_not_on_it(months in 1i32..=36, tested_on in 0i64..400, passed in 0i64..1_500) {
        let from = crate::calendar::shift(day("2026-11-24"), tested_on);
        let mut control = a_control(Status::Implemented);
        control.verify_every = Period::new(months);
        control.verify(Tested { by: person(9), on: from, note: String::new() }, from, true).unwrap();
        let today = crate::calendar::shift(from, passed);
        let lapses_on = control.verification.as_ref().unwrap().lapses_on;
        prop_assert_eq!(control.lapse(today).is_some(), today >= lapses_on);
        prop_assert_eq!(control.status == Status::Verified, today < lapses_on);
    }
}
