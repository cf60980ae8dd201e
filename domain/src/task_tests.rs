use super::*;
use crate::clock::Instant;
use proptest::prelude::*;
use uuid::Uuid;

fn a_task(evidence_required: bool) -> Task {
    Task {
        id: SubjectId(Uuid::from_u128(7)),
        title: "Write the AI policy".into(),
        description: String::new(),
        expected_evidence: String::new(),
        evidence_required,
        control: None,
        owner: Some(PersonId(Uuid::from_u128(1))),
        due: "2026-12-01".parse().ok(),
        priority: Priority::Normal,
        state: State::Open,
        evidence_note: None,
        evidence_url: None,
        cancel_reason: None,
        completed_at: None,
        attached: false,
    }
}

fn now() -> Instant {
    "2026-11-24T10:00:00Z".parse().unwrap()
}

fn take(task: &mut Task, step: Move, reviewer: bool) -> Result<Event, TaskRefused> {
    match step {
        Move::Start => task.start(),
        Move::Submit => task.submit(),
        Move::Complete => task.complete(reviewer, now()),
        Move::Cancel => task.cancel("no longer needed".into()),
        Move::Reopen => task.reopen("not enough".into()),
    }
}

#[test]
fn a_task_that_needs_evidence_ends_only_through_a_review() {
    let mut task = a_task(true);
    assert_eq!(task.complete(true, now()), Err(TaskRefused::ReviewNeeded));
    assert_eq!(task.submit(), Err(TaskRefused::EvidenceMissing));
    task.evidence_note = Some("Minutes of 3 November".into());
    task.submit().unwrap();
    assert_eq!(task.complete(false, now()), Err(TaskRefused::ReviewNeeded));
    task.complete(true, now()).unwrap();
    assert_eq!(task.state, State::Done);
}

#[test]
fn a_revision_that_changes_nothing_is_no_event() {
    let mut task = a_task(false);
    let same = Change { title: Some(task.title.clone()), ..Change::default() };
    assert_eq!(task.revise(same, false), Ok(None));
    let due = Change { due: Some(None), ..Change::default() };
    assert!(
        matches!(task.revise(due, false), Ok(Some(Event::TaskRevised { fields, .. })) if fields == ["due"])
    );
}

#[test]
fn a_closed_task_is_not_revised() {
    let mut task = a_task(false);
    task.complete(false, now()).unwrap();
    assert_eq!(task.revise(Change::default(), true), Err(TaskRefused::WrongState));
}

proptest! {
    #[test]
    fn no_sequence_of_steps_breaks_the_life_cycle(
        required: bool, note in prop::option::of("[a-z]{1,5}"),
        steps in prop::collection::vec((prop::sample::select(Move::ALL), any::<bool>()), 0..30)
    ) {
        let mut task = a_task(required);
        task.evidence_note = note;
        for (step, reviewer) in steps {
            let before = task.clone();
            match take(&mut task, step, reviewer) {
                Ok(_) => prop_assert!(before.possible().contains(&step)),
                Err(_) => prop_assert_eq!(&before, &task, "a refused step changes nothing"),
            }
            prop_assert_eq!(task.state == State::Done, task.completed_at.is_some());
            prop_assert_eq!(task.state == State::Cancelled, task.cancel_reason.is_some());
            prop_assert!(task.state != State::Done || !required || task.has_evidence());
            prop_assert!(!task.possible().is_empty());
            prop_assert_eq!(task.obligation().is_some(), task.is_open());
        }
    }
}

#[test]
fn only_a_reviewer_takes_the_review_off_a_task() {
    let mut task = a_task(true);
    let off = || Change { evidence_required: Some(false), ..Change::default() };
    assert_eq!(task.revise(off(), false), Err(TaskRefused::ReviewNeeded));
    assert!(matches!(task.revise(off(), true), Ok(Some(Event::TaskRevised { .. }))));
}
