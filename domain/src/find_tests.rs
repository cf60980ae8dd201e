use super::*;
use proptest::prelude::*;

fn question(text: &str) -> Question {
    Question::parse(text).unwrap().unwrap()
}

fn shown(pieces: &[Piece]) -> String {
    let show = |piece: &Piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text.clone() };
    pieces.iter().map(show).collect()
}

#[test]
fn words_are_folded_alike_however_they_are_written() {
    for (text, folded) in [
        ("Zoë Müller-Lüdenscheidt", "zoe muller ludenscheidt"),
        ("ZOE\u{308} STRAẞE, Straße", "zoe strasse strasse"),
        ("Łódź · Ærø · Đà Nẵng", "lodz aero da nang"),
        ("A.6.2.4 (AI system) ½", "a 6 2 4 ai system 12"),
        ("ﬁnal ＡＩ", "final ai"),
        ("Οδός ΟΔΌΣ", "οδοσ οδοσ"),
        ("\u{0} ' \" * : ( ) - ", ""),
    ] {
        assert_eq!(folded_words(text), folded, "{text}");
    }
}

#[test]
fn a_reference_is_found_with_and_without_its_points() {
    assert_eq!(reference_words("TSK-12"), "tsk 12 tsk12");
    assert_eq!(reference_words("A.6.2.4"), "a 6 2 4 a624");
    assert_eq!(reference_words("–"), "");
    for asked in ["A.6.2.4", "a624", "a 6 2 4", " A-6-2-4 "] {
        assert_eq!(question(asked).as_reference(), "a624", "{asked}");
    }
}

#[test]
fn what_was_asked_for_is_marked_where_it_stands() {
    assert_eq!(shown(&question("poli").mark("Write the Policy, Zoë")), "Write the [Policy], Zoë");
    assert_eq!(shown(&question("zoe write").mark("Write to ZOË")), "[Write] to [ZOË]");
    assert_eq!(shown(&question("rite").mark("Write")), "Write");
    assert_eq!(shown(&question("zoe").mark("zoe\u{308}!")), "[zoe\u{308}]!");
}

#[test]
fn a_passage_is_the_part_around_the_first_match() {
    let long = format!("{} the supplier\nanswers {}", "before ".repeat(40), "after ".repeat(60));
    let passage = shown(&question("supplier").passage(&long));
    assert!(passage.starts_with("…before ") && passage.ends_with("after…"), "{passage}");
    assert!(passage.contains("the [supplier] answers after") && passage.len() < 200, "{passage}");
    assert_eq!(shown(&question("b").passage("(a) b.")), "(a) [b].");
    assert_eq!(question("nothing").passage(&long), []);
}

#[test]
fn nothing_is_asked_by_signs_alone_and_not_too_much_by_anybody() {
    assert_eq!(Question::parse(" -- ''\u{0} "), Ok(None));
    assert_eq!(Question::parse(&"x".repeat(201)), Err(TextRefused::TooLong(200)));
    assert_eq!(question(&"a ".repeat(100)).phrase().len(), 31);
    assert_eq!(question(&"x".repeat(200)).unfinished().len(), 64);
}

proptest! {
    #[test]
    fn marking_keeps_every_character(asked in "\\PC{1,20}", text in "\\PC{0,200}") {
        if let Ok(Some(question)) = Question::parse(&asked) {
            let whole: String = question.mark(&text).into_iter().map(|piece| piece.text).collect();
            prop_assert_eq!(whole, text.clone());
            prop_assert!(question.passage(&text).iter().all(|piece| !piece.text.is_empty()));
        }
    }

    #[test]
    fn folded_words_hold_letters_and_digits_alone_and_stay_as_they_are(text in ".{0,200}") {
        let folded = folded_words(&text);
        prop_assert!(folded.chars().all(|c| c.is_alphanumeric() || c == ' '));
        prop_assert!(!folded.contains("  ") && folded.trim() == folded);
        prop_assert_eq!(folded_words(&folded), folded);
    }
}
