//! The certification cycle: what is read of its YAML, and the Rust text of it. Whether it fits the rules is checked where
//! they are, by the tests of `domain`.

use std::{fmt::Write as _, fs};

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Source {
    phases: Vec<Phase>,
    certificate_state_model: Model,
    timing_rules: Vec<Rule>,
    reminders: Vec<Reminder>,
    checklists: Vec<Checklist>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Phase {
    id: String,
    title: String,
    optional: bool,
    next: Vec<String>,
    state_on_failure: Option<String>,
}

#[derive(Deserialize)]
struct Model {
    states: Vec<String>,
    transitions: Vec<Transition>,
}

#[derive(Deserialize)]
struct Transition {
    from: String,
    to: String,
    event: String,
}

#[derive(Deserialize)]
struct Rule {
    id: String,
    title: String,
    rule: String,
    source: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Reminder {
    id: String,
    event: String,
    lead_days: Vec<u16>,
    audience: Vec<String>,
}

#[derive(Deserialize)]
struct Checklist {
    id: String,
    title: String,
    phase: String,
    items: Vec<Item>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    id: String,
    text: String,
    refs: Vec<String>,
}

/// Reads and parses the file.
pub(crate) fn read(file: &str) -> Result<Source, String> {
    let text =
        fs::read_to_string(file).map_err(|error| format!("catalog/{file} cannot be read: {error}."))?;
    serde_saphyr::from_str(&text).map_err(|error| format!("catalog/{file} cannot be understood: {error}."))
}

/// A constant of type `Certification`.
pub(crate) fn constant(name: &str, source: &Source) -> String {
    let model = &source.certificate_state_model;
    let mut text = String::from("/// The cycle of an AI management system's certificate.\n");
    // Writing to a String cannot fail.
    let _ = writeln!(text, "pub static {name}: Certification = Certification {{ phases: &[");
    for Phase { id, title, optional, next, state_on_failure } in &source.phases {
        let _ = writeln!(
            text,
            "Phase {{ id: {id:?}, title: {title:?}, optional: {optional}, next: &{next:?}, \
             state_on_failure: {state_on_failure:?} }},"
        );
    }
    let _ = writeln!(text, "], states: &{:?}, transitions: &[", model.states);
    for Transition { from, to, event } in &model.transitions {
        let _ = writeln!(text, "Transition {{ from: {from:?}, to: {to:?}, event: {event:?} }},");
    }
    let _ = writeln!(text, "], timing_rules: &[");
    for Rule { id, title, rule, source } in &source.timing_rules {
        let _ = writeln!(
            text,
            "TimingRule {{ id: {id:?}, title: {title:?}, rule: {rule:?}, source: {source:?} }},"
        );
    }
    let _ = writeln!(text, "], reminders: &[");
    for Reminder { id, event, lead_days, audience } in &source.reminders {
        let _ = writeln!(
            text,
            "Reminder {{ id: {id:?}, event: {event:?}, lead_days: &{lead_days:?}, audience: &{audience:?} }},"
        );
    }
    let _ = writeln!(text, "], checklists: &[");
    for Checklist { id, title, phase, items } in &source.checklists {
        let _ = writeln!(text, "Checklist {{ id: {id:?}, title: {title:?}, phase: {phase:?}, items: &[");
        for Item { id, text: said, refs } in items {
            let _ = writeln!(text, "Item {{ id: {id:?}, text: {said:?}, refs: &{refs:?} }},");
        }
        let _ = writeln!(text, "] }},");
    }
    text.push_str("] };\n");
    text
}
