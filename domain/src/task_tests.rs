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
        reviewer: None,
        checklist: Checklist::default(),
        recurrence: None,
        repeats: None,
        attached: false,
    }
}

const REVIEWER: Reviser = Reviser { reviews: true, owns: false };

fn now() -> Instant {
    "2026-11-24T10:00:00Z".parse().unwrap()
}

fn take(task: &mut Task, step: Move, reviewer: bool) -> Result<Event, TaskRefused> {
    match step {
        Move::Start => task.start(),
        Move::Submit => task.submit(),
        Move::Complete => task.complete(reviewer, now()),
        Move::Cancel => task.cancel("no longer needed".into(), false),
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
    assert_eq!(task.revise(same, Reviser::default()), Ok(None));
    let due = Change { due: Some(None), ..Change::default() };
    assert!(
        matches!(task.revise(due, Reviser::default()), Ok(Some(Event::TaskRevised { fields, .. })) if fields == ["due"])
    );
}

#[test]
fn a_closed_task_is_not_revised() {
    let mut task = a_task(false);
    task.complete(false, now()).unwrap();
    assert_eq!(task.revise(Change::default(), REVIEWER), Err(TaskRefused::WrongState));
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
    assert_eq!(task.revise(off(), Reviser::default()), Err(TaskRefused::ReviewNeeded));
    assert!(matches!(task.revise(off(), REVIEWER), Ok(Some(Event::TaskRevised { .. }))));
}

const ADA: Option<PersonId> = Some(PersonId(Uuid::from_u128(1)));
const BOB: Option<PersonId> = Some(PersonId(Uuid::from_u128(2)));
const EVE: Option<PersonId> = Some(PersonId(Uuid::from_u128(3)));

fn a_reviewed_task() -> Task {
    Task { reviewer: BOB, ..a_task(false) }
}

#[test]
fn a_task_with_a_reviewer_ends_only_through_somebody_elses_review() {
    let mut task = a_reviewed_task();
    assert_eq!(task.complete(true, now()), Err(TaskRefused::ReviewNeeded), "not before it is handed in");
    assert!(!task.waits_for(BOB));
    task.submit().unwrap();
    assert!(task.waits_for(BOB) && !task.waits_for(ADA) && !task.waits_for(None));
    assert!(task.accepts(BOB, false), "the reviewer, whatever else they may");
    assert!(task.accepts(EVE, true), "who may review any task");
    assert!(!task.accepts(EVE, false) && !task.accepts(ADA, true) && !task.accepts(ADA, false));
    assert!(task.send_back("The date is missing".into()).is_ok());
    assert_eq!(task.state, State::InProgress);
    assert_eq!(task.send_back("again".into()), Err(TaskRefused::WrongState));
    // Nobody is named: as before, whoever is entitled accepts, even their own.
    assert!(a_task(true).accepts(ADA, true) && !a_task(true).accepts(ADA, false));
}

#[test]
fn nobody_reviews_what_they_do_and_a_named_review_is_not_taken_off_by_the_way() {
    let mut task = a_reviewed_task();
    let reviewer = |to| Change { reviewer: Some(to), ..Change::default() };
    let owns = Reviser { reviews: true, owns: true };
    assert_eq!(task.revise(reviewer(ADA), REVIEWER), Err(TaskRefused::ReviewerIsOwner));
    let owner = Change { owner: Some(BOB), ..Change::default() };
    assert_eq!(task.revise(owner, REVIEWER), Err(TaskRefused::ReviewerIsOwner));
    assert_eq!(task.reviewer, BOB, "a refused change changes nothing");
    assert_eq!(task.revise(reviewer(None), Reviser::default()), Err(TaskRefused::ReviewNeeded));
    assert!(task.revise(reviewer(EVE), Reviser::default()).is_ok(), "another reviewer while it is at work");
    task.submit().unwrap();
    assert_eq!(task.revise(reviewer(BOB), Reviser::default()), Err(TaskRefused::ReviewNeeded));
    assert_eq!(task.revise(reviewer(BOB), owns), Err(TaskRefused::ReviewNeeded));
    assert!(task.revise(reviewer(None), REVIEWER).is_ok());
}

#[test]
fn what_was_somebodys_is_somebody_elses_and_never_both_parts_of_it() {
    let task = a_reviewed_task();
    let (ada, bob, eve) = (ADA.unwrap(), BOB.unwrap(), EVE.unwrap());
    let plain = task.handed_over(ada, (eve, true), None);
    assert_eq!((plain.owner, plain.reviewer), (Some(EVE), None));
    let review = task.handed_over(bob, (eve, true), None);
    assert_eq!((review.owner, review.reviewer), (None, Some(EVE)));
    let both = task.handed_over(ada, (bob, true), EVE);
    assert_eq!((both.owner, both.reviewer), (Some(BOB), Some(EVE)), "whoever hands it over reviews it");
    let own = task.handed_over(bob, (ada, true), ADA);
    assert_eq!((own.owner, own.reviewer), (None, Some(None)));
}

#[test]
fn what_comes_back_is_the_same_work_with_nothing_done() {
    use crate::recurrence::{Anchor, Recurrence, Unit};
    let mut task = a_reviewed_task();
    let monthly = Recurrence::every(1, Unit::Month, Anchor::Due).unwrap();
    let rule =
        Change { recurrence: Some(Some(monthly)), due: Some("2027-01-31".parse().ok()), ..Change::default() };
    task.revise(rule, Reviser::default()).unwrap();
    let item = crate::id::ItemId(Uuid::from_u128(4));
    let edit = |task: &mut Task, edit| task.edit_checklist(edit, ADA, now()).unwrap();
    edit(&mut task, crate::checklist::Edit::Add { id: item, text: "Look".into(), at: None });
    edit(&mut task, crate::checklist::Edit::Tick { item, done: true });
    let off = Change { due: Some(None), ..Change::default() };
    assert_eq!(task.revise(off, Reviser::default()), Err(TaskRefused::DueNeeded));
    task.submit().unwrap();
    task.complete(true, now()).unwrap();
    let id = SubjectId(Uuid::from_u128(8));
    let next =
        task.next(id, "2027-01-20".parse().unwrap(), || crate::id::ItemId(Uuid::from_u128(5))).unwrap();
    assert_eq!(next.due, "2027-02-28".parse().ok());
    assert_eq!((next.state, next.repeats, next.completed_at), (State::Open, Some(task.id), None));
    assert_eq!((next.owner, next.reviewer, next.checklist.progress()), (task.owner, task.reviewer, (0, 1)));
    // From the 28th it goes on to the 31st, for the rule keeps its day.
    let after = next.next(id, "2027-02-28".parse().unwrap(), || item).unwrap();
    assert_eq!(after.due, "2027-03-31".parse().ok());
    task.reopen("not enough".into()).unwrap();
    task.cancel("no longer needed".into(), true).unwrap();
    assert_eq!(task.next(id, "2027-01-20".parse().unwrap(), || item), None);
}
