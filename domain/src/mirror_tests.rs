use super::*;
use crate::id::SubjectId;
use crate::task::Priority;
use proptest::prelude::*;
use proptest::sample::select;
use uuid::Uuid;

fn a_task(state: State, evidence_required: bool) -> Task {
    Task {
        id: SubjectId(Uuid::from_u128(7)),
        title: "Write the AI policy".into(),
        description: String::new(),
        expected_evidence: String::new(),
        evidence_required,
        control: None,
        owner: None,
        due: None,
        priority: Priority::Normal,
        state,
        evidence_note: None,
        evidence_url: None,
        cancel_reason: None,
        completed_at: None,
        reviewer: None,
        checklist: crate::checklist::Checklist::default(),
        recurrence: None,
        repeats: None,
        attached: false,
    }
}

fn follow(task: &mut Task, category: Category) -> usize {
    let now = "2026-11-24T10:00:00Z".parse().unwrap();
    let mut steps = 0;
    while let Some(step) = step_for(task, category) {
        match step {
            Move::Start => task.start(),
            Move::Submit => task.submit_unseen(),
            Move::Complete => task.complete(false, now),
            Move::Reopen => task.reopen("moved elsewhere".into()),
            Move::Cancel => unreachable!("nothing outside cancels a task"),
        }
        .unwrap();
        steps += 1;
        assert!(steps <= 3, "it goes round in circles");
    }
    steps
}

proptest! {
    #[test]
    fn a_task_follows_its_issue_and_comes_to_rest(
        state in select(State::ALL), category in select(Category::ALL), evidence: bool,
    ) {
        let mut task = a_task(state, evidence);
        follow(&mut task, category);
        prop_assert_eq!(follow(&mut task, category), 0);
        prop_assert!(agrees(task.state, category) || category == Category::New && task.state == State::InProgress);
    }

    #[test]
    fn nothing_outside_completes_a_task_that_asks_for_evidence(
        state in select(&[State::Open, State::InProgress, State::ReadyForReview][..]),
        moves in prop::collection::vec(select(Category::ALL), 0..8),
    ) {
        let mut task = a_task(state, true);
        for category in moves {
            follow(&mut task, category);
            prop_assert!(task.state != State::Done);
        }
    }

    #[test]
    fn what_shows_a_state_agrees_with_it(state in select(State::ALL)) {
        prop_assert!(agrees(state, category_of(state)));
        prop_assert_eq!(step_for(&a_task(state, false), category_of(state)), None);
    }
}

#[test]
fn two_labels_made_in_the_same_moment_differ() {
    let at = |random| MirrorId(Uuid::from_u128((0x0193_5f00_0000_7000_u128 << 64) | random));
    assert_eq!(label(at(0x8123_4567_89ab_cdef)), "aims-8123456789abcdef");
    assert_ne!(label(at(0x8123_4567_89ab_cdef)), label(at(0x8123_4567_89ab_cdee)));
}
