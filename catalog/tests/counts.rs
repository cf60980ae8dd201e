//! How many there are of what is fixed by its source, and the shape of the questions.

use serde_json::Value;

use crate::files::all;

fn list<'a>(file: &'a Value, key: &str) -> &'a Vec<Value> {
    file[key].as_array().unwrap_or_else(|| panic!("{key} is not a list"))
}

#[test]
fn the_numbers_are_those_of_the_sources() {
    let files = all();
    let standard = &files["iso42001.yaml"];
    let leaves = list(standard, "clauses").iter().filter(|clause| clause["kind"] == "clause").count();
    let annexes = &files["annexes.yaml"]["annexC"];
    let nist = &files["nist-ai-rmf.yaml"];
    for (what, is, wanted) in [
        ("requirements", leaves, 32),
        ("controls", list(standard, "controls").len(), 38),
        ("control objectives and the umbrella A.6", list(standard, "controlObjectives").len(), 11),
        ("objectives of annex C", list(annexes, "objectives").len(), 11),
        ("risk sources of annex C", list(annexes, "riskSources").len(), 7),
        ("items of the gap analysis", list(&files["gap-analysis.yaml"], "items").len(), 70),
        ("subcategories of the NIST framework", list(nist, "subcategories").len(), 72),
        ("categories of the NIST framework", list(nist, "categories").len(), 19),
        ("rows of the crosswalk", list(&files["crosswalk.yaml"], "rows").len(), 70),
    ] {
        assert_eq!(is, wanted, "{what}");
    }
}

#[test]
fn every_question_of_a_quiz_has_four_options_and_one_answer() {
    let files = all();
    for module in list(&files["training.yaml"], "modules") {
        for question in list(module, "quiz") {
            let answer = question["correctIndex"].as_u64();
            assert_eq!(list(question, "options").len(), 4, "{}", question["id"]);
            assert!(answer.is_some_and(|index| index < 4), "{}", question["id"]);
        }
    }
}
