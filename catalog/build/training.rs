//! The curriculum: what is read of its YAML, and the Rust text of it. Whether its quizzes can be asked is checked by the tests
//! of `domain`.

use std::{fmt::Write as _, fs};

use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Source {
    modules: Vec<Module>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Module {
    id: String,
    title: String,
    audience: Vec<String>,
    cadence_months: u16,
    onboarding_days: u16,
    duration_minutes: u16,
    learning_objectives: Vec<String>,
    refs: Vec<String>,
    attestation: String,
    pass_percent: u8,
    quiz: Vec<Question>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Question {
    id: String,
    question: String,
    options: Vec<String>,
    correct_index: usize,
    explanation: String,
}

/// Reads and parses the file.
pub(crate) fn read(file: &str) -> Result<Source, String> {
    let text =
        fs::read_to_string(file).map_err(|error| format!("catalog/{file} cannot be read: {error}."))?;
    serde_saphyr::from_str(&text).map_err(|error| format!("catalog/{file} cannot be understood: {error}."))
}

/// A constant of modules.
pub(crate) fn constant(name: &str, source: &Source) -> String {
    let mut text = String::from("/// What people in an AI management system are trained in.\n");
    // Writing to a String cannot fail.
    let _ = writeln!(text, "pub static {name}: &[Module] = &[");
    for module in &source.modules {
        let Module { id, title, audience, refs, .. } = module;
        let _ = writeln!(
            text,
            "Module {{ id: {id:?}, title: {title:?}, audience: &{audience:?}, cadence_months: {}, \
             onboarding_days: {}, duration_minutes: {}, learning_objectives: &{:?}, refs: &{refs:?}, \
             attestation: {:?}, pass_percent: {}, quiz: &[",
            module.cadence_months,
            module.onboarding_days,
            module.duration_minutes,
            module.learning_objectives,
            module.attestation,
            module.pass_percent
        );
        for Question { id, question, options, correct_index, explanation } in &module.quiz {
            let _ = writeln!(
                text,
                "Question {{ id: {id:?}, question: {question:?}, options: &{options:?}, \
                 correct_index: {correct_index}, explanation: {explanation:?} }},"
            );
        }
        let _ = writeln!(text, "] }},");
    }
    text.push_str("];\n");
    text
}
