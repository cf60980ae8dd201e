use super::*;
use proptest::prelude::*;

fn question(kind: QuestionKind, right: &[usize]) -> Question {
    Question {
        id: "q1".into(),
        kind,
        text: "Which tool may you use?".into(),
        options: ["One", "Two", "Three"].map(str::to_owned).to_vec(),
        right: right.iter().copied().collect(),
        explanation: "The list of approved tools decides.".into(),
    }
}

fn answered(question: &Question, chosen: &[&str]) -> Result<Outcome, QuizRefused> {
    let answers = vec![Answer {
        question: question.id.clone(),
        chosen: chosen.iter().map(|&one| one.to_owned()).collect(),
    }];
    Attempt { shown: vec![question.show(&[])], answers }.outcome(std::slice::from_ref(question), 80)
}

#[test]
fn a_question_can_be_answered_and_one_way_only() {
    let check = |kind, right: &[usize]| question(kind, right).check();
    assert_eq!(check(QuestionKind::Single, &[1]), Ok(()));
    assert_eq!(check(QuestionKind::Single, &[0, 1]), Err(QuizRefused::NoRightAnswer));
    assert_eq!(check(QuestionKind::Multiple, &[0, 1]), Ok(()));
    assert_eq!(check(QuestionKind::Multiple, &[]), Err(QuizRefused::NoRightAnswer));
    assert_eq!(check(QuestionKind::Order, &[]), Ok(()));
    assert_eq!(check(QuestionKind::Order, &[1]), Err(QuizRefused::NoRightAnswer));
    assert_eq!(check(QuestionKind::Single, &[3]), Err(QuizRefused::NoRightAnswer));
    let twice =
        Question { options: vec!["One".into(), "One".into()], ..question(QuestionKind::Single, &[0]) };
    assert_eq!(twice.check(), Err(QuizRefused::SameOptions));
    let alone = Question { options: vec!["One".into()], ..question(QuestionKind::Single, &[0]) };
    assert_eq!(alone.check(), Err(QuizRefused::Options));
}

#[test]
fn each_kind_is_right_in_its_own_way() {
    let passed = |one: &Question, chosen: &[&str]| answered(one, chosen).unwrap().passed;
    let single = question(QuestionKind::Single, &[1]);
    assert!(passed(&single, &["Two"]) && !passed(&single, &["One"]) && !passed(&single, &[]));
    let multiple = question(QuestionKind::Multiple, &[0, 2]);
    assert!(passed(&multiple, &["Three", "One"]) && !passed(&multiple, &["One"]));
    assert!(!passed(&multiple, &["One", "Two", "Three"]));
    let order = question(QuestionKind::Order, &[]);
    assert!(passed(&order, &["One", "Two", "Three"]) && !passed(&order, &["Two", "One", "Three"]));
    assert!(!passed(&order, &["One", "Two"]));
}

#[test]
fn what_was_not_shown_is_no_answer() {
    let single = question(QuestionKind::Single, &[1]);
    assert_eq!(answered(&single, &["Four"]), Err(QuizRefused::NotShown));
    assert_eq!(answered(&single, &["Two", "Two"]), Err(QuizRefused::NotShown));
    let nothing = Attempt { shown: vec![single.show(&[])], answers: Vec::new() };
    assert_eq!(nothing.outcome(std::slice::from_ref(&single), 80), Err(QuizRefused::NotAnswered));
    let twice = Answer { question: "q1".into(), chosen: vec!["Two".into()] };
    let twice = Attempt { shown: vec![single.show(&[])], answers: vec![twice.clone(), twice] };
    assert_eq!(twice.outcome(&[single], 80), Err(QuizRefused::NotAnswered));
}

#[test]
fn four_of_five_are_eighty_in_a_hundred() {
    let many: Vec<Question> = (0..5)
        .map(|number| Question { id: format!("q{number}"), ..question(QuestionKind::Single, &[1]) })
        .collect();
    let attempt = |right: usize| {
        let answers = many.iter().enumerate().map(|(place, one)| Answer {
            question: one.id.clone(),
            chosen: vec![if place < right { "Two" } else { "One" }.to_owned()],
        });
        let shown = many.iter().map(|one| one.show(&[])).collect();
        Attempt { shown, answers: answers.collect() }.outcome(&many, 80).unwrap()
    };
    assert!(attempt(4).passed && !attempt(3).passed);
    assert_eq!((attempt(4).right.len(), attempt(4).asked), (4, 5));
}

proptest! {
    #[test]
    fn however_options_stand_they_are_all_there_and_no_order_answers_itself(order in prop::collection::vec(any::<u64>(), 0..5)) {
        for kind in [QuestionKind::Single, QuestionKind::Multiple, QuestionKind::Order] {
            let one = question(kind, &[]);
            let shown = one.show(&order);
            let mut sorted = shown.options.clone();
            sorted.sort_unstable();
            let mut all = one.options.clone();
            all.sort_unstable();
            prop_assert_eq!(sorted, all);
            prop_assert!(kind != QuestionKind::Order || shown.options != one.options);
        }
    }
}
