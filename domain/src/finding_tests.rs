use super::*;
use proptest::prelude::*;
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn raised(grade: Grade) -> Finding {
    Finding {
        id: SubjectId(Uuid::from_u128(1)),
        certification: SubjectId(Uuid::from_u128(2)),
        visit: VisitId(Uuid::from_u128(3)),
        title: "No programme of internal audits".to_owned(),
        grade,
        requirement: "9.2.2".to_owned(),
        evidence: "The audit of May 2026 was planned for one site only.".to_owned(),
        raised: day("2026-09-16"),
        due: Some(day("2026-10-16")),
        act_by: Some(day("2026-12-01")),
        owner: None,
        state: FindingState::Issued,
        since: day("2026-09-16"),
        reason: None,
        response: Response::default(),
    }
}

fn take(one: &mut Finding, step: FindingStep, on: &str) -> Result<(), FindingRefused> {
    one.take(step, &Stepping { on: day(on), today: day("2027-12-31"), reason: "because" }).map(drop)
}

fn answered(grade: Grade) -> Finding {
    let mut one = raised(grade);
    one.response = Response {
        correction: "The programme covers both sites.".to_owned(),
        cause: "Nobody had the task.".to_owned(),
        action: "The AIMS manager plans it each January.".to_owned(),
    };
    take(&mut one, FindingStep::Answer, "2026-10-01").unwrap();
    one
}

#[test]
fn a_nonconformity_names_requirement_and_evidence() {
    for grade in [Grade::Major, Grade::Minor] {
        let without = Finding { requirement: " ".to_owned(), ..raised(grade) };
        assert_eq!(without.check(), Err(FindingRefused::RequirementMissing));
        let unseen = Finding { evidence: String::new(), ..raised(grade) };
        assert_eq!(unseen.check(), Err(FindingRefused::EvidenceMissing));
    }
    let praise = Finding { requirement: String::new(), evidence: String::new(), ..raised(Grade::Positive) };
    assert_eq!(praise.check(), Ok(()));
    let early = Finding { due: Some(day("2026-09-15")), ..raised(Grade::Minor) };
    assert_eq!(early.check(), Err(FindingRefused::DueEarly));
}

#[test]
fn the_way_of_a_nonconformity_leads_through_an_accepted_answer() {
    let mut one = raised(Grade::Minor);
    assert_eq!(one.duties()[0], (Kind::Answer, Some(day("2026-10-16"))));
    assert_eq!(take(&mut one, FindingStep::Close, "2026-10-01"), Err(FindingRefused::WrongState));
    assert_eq!(take(&mut one, FindingStep::Answer, "2026-10-01"), Err(FindingRefused::AnswerIncomplete));
    let mut one = answered(Grade::Minor);
    assert_eq!(one.next_due(), None);
    take(&mut one, FindingStep::SendBack, "2026-10-05").unwrap();
    assert_eq!((one.next_due(), one.reason.as_deref()), (Some(day("2026-10-16")), Some("because")));
    take(&mut one, FindingStep::Answer, "2026-10-06").unwrap();
    take(&mut one, FindingStep::Accept, "2026-10-20").unwrap();
    assert_eq!(one.duties()[1], (Kind::Correction, Some(day("2026-12-01"))));
    take(&mut one, FindingStep::Close, "2027-08-30").unwrap();
    assert_eq!((one.is_open(), one.next_due()), (false, None));
    take(&mut one, FindingStep::Reopen, "2027-09-01").unwrap();
    assert!(one.is_open());
}

#[test]
fn what_was_answered_stands_until_it_comes_back() {
    let mut one = answered(Grade::Major);
    let other = || Change { cause: Some("Another".to_owned()), ..Change::default() };
    assert_eq!(one.revise(other(), true), Err(FindingRefused::AnswerStands));
    let later = Change { act_by: Some(Some(day("2026-12-24"))), ..Change::default() };
    assert_eq!(one.revise(later.clone(), false), Err(FindingRefused::AnswerStands));
    assert!(one.revise(later, true).unwrap().is_some());
    take(&mut one, FindingStep::SendBack, "2026-10-05").unwrap();
    assert!(one.revise(other(), true).unwrap().is_some());
    assert_eq!(one.revise(other(), true), Ok(None));
}

#[test]
fn what_is_disputed_is_upheld_or_dropped() {
    let mut one = raised(Grade::Major);
    take(&mut one, FindingStep::Dispute, "2026-09-20").unwrap();
    assert_eq!(one.next_due(), None);
    take(&mut one, FindingStep::Uphold, "2026-09-25").unwrap();
    assert_eq!(one.state, FindingState::Issued);
    take(&mut one, FindingStep::Dispute, "2026-09-26").unwrap();
    take(&mut one, FindingStep::Drop, "2026-09-28").unwrap();
    assert_eq!(one.state, FindingState::Closed);
}

#[test]
fn days_and_reasons_are_looked_at() {
    let at = |on: &str, reason| {
        raised(Grade::Minor)
            .take(FindingStep::Dispute, &Stepping { on: day(on), today: day("2026-09-30"), reason })
            .map(drop)
    };
    assert_eq!(at("2026-10-01", "x"), Err(FindingRefused::InFuture));
    assert_eq!(at("2026-09-15", "x"), Err(FindingRefused::BeforeLast));
    assert_eq!(at("2026-09-20", "  "), Err(FindingRefused::ReasonMissing));
}

#[test]
fn what_asks_for_nothing_is_closed_without_an_answer() {
    let mut one = raised(Grade::Opportunity);
    assert_eq!(one.next_due(), None);
    assert_eq!(take(&mut one, FindingStep::Answer, "2026-10-01"), Err(FindingRefused::WrongState));
    take(&mut one, FindingStep::Close, "2026-10-01").unwrap();
    let mut praise = Finding { state: FindingState::Closed, ..raised(Grade::Positive) };
    assert_eq!(take(&mut praise, FindingStep::Reopen, "2026-10-01"), Err(FindingRefused::WrongState));
}

#[test]
fn another_grade_does_not_undo_what_was_done() {
    let regrade = |one: &mut Finding, grade| {
        one.revise(Change { grade: Some(grade), ..Change::default() }, true).map(drop)
    };
    let mut praise = Finding { state: FindingState::Closed, ..raised(Grade::Positive) };
    regrade(&mut praise, Grade::Major).unwrap();
    assert_eq!((praise.state, OpenFindings::among([&praise]).majors), (FindingState::Issued, 1));
    regrade(&mut praise, Grade::Positive).unwrap();
    assert!(!praise.is_open());
    let mut closed = answered(Grade::Concern);
    take(&mut closed, FindingStep::Close, "2026-10-02").unwrap();
    assert_eq!(regrade(&mut closed, Grade::Major), Err(FindingRefused::WrongState));
    let mut one = answered(Grade::Minor);
    assert_eq!(regrade(&mut one, Grade::Positive), Err(FindingRefused::WrongState));
    regrade(&mut one, Grade::Major).unwrap();
    assert_eq!(one.state, FindingState::Answered);
}

#[test]
fn the_day_on_which_it_was_raised_can_be_put_right() {
    let on = |day_| Change { raised: Some(day(day_)), ..Change::default() };
    let mut one = raised(Grade::Minor);
    one.revise(on("2026-09-15"), true).unwrap();
    assert_eq!((one.raised, one.since), (day("2026-09-15"), day("2026-09-15")));
    let mut one = answered(Grade::Minor);
    one.revise(on("2026-09-15"), true).unwrap();
    assert_eq!(one.since, day("2026-10-01"));
    assert_eq!(one.revise(on("2026-10-02"), true), Err(FindingRefused::BeforeLast));
}

fn grades() -> impl Strategy<Value = Grade> {
    proptest::sample::select(Grade::ALL)
}

proptest! {
    /// Whatever is done about it, a nonconformity is closed only after an answer was accepted, or the body took it back; and
    /// nobody is reminded of what is closed.
    #[test]
    fn nothing_is_closed_that_was_not_accepted(
        grade in grades(),
        steps in proptest::collection::vec(proptest::sample::select(FindingStep::ALL), 0..30),
    ) {
        let mut one = Finding { response: answered(Grade::Major).response, ..raised(grade) };
        let (mut accepted, mut open) = (false, OpenFindings::among([&one]));
        for (index, step) in steps.into_iter().enumerate() {
            let on = day("2026-09-16") + chrono::Days::new(index as u64);
            let before = one.clone();
            match one.take(step, &Stepping { on, today: on, reason: "because" }) {
                Ok(_) => {
                    accepted = match step {
                        FindingStep::Accept | FindingStep::Drop => true,
                        FindingStep::Reopen | FindingStep::SendBack | FindingStep::Uphold => false,
                        _ => accepted,
                    };
                    open = OpenFindings::among([&one]);
                }
                Err(_) => prop_assert_eq!(&one, &before),
            }
            if one.grade.is_nonconformity() && !one.is_open() {
                prop_assert!(accepted);
            }
            prop_assert_eq!(open.majors, usize::from(grade == Grade::Major && one.is_open()));
            prop_assert!(one.is_open() || one.next_due().is_none());
            prop_assert!(one.next_due().is_none() || one.possible().next().is_some());
        }
    }
}
