//! The table that a lead auditor reads: cases in words, the day from which each date was reckoned, and what it rests on.

use super::*;
use crate::workdays::{Week, WorkDays};
use chrono::NaiveDate;

pub(in crate::certification) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The usual week, with Christmas and New Year.
pub(in crate::certification) fn workdays() -> WorkDays {
    let holidays = ["2026-12-25", "2026-12-26", "2027-01-01"].map(day);
    WorkDays { week: Week::default(), holidays: holidays.into() }
}

pub(in crate::certification) fn decided(on: &str) -> Anchors {
    Anchors { decision: Some(day(on)), ..Anchors::default() }
}

pub(in crate::certification) fn dates(anchors: Anchors) -> Vec<Dated> {
    Cycle::of(anchors).unwrap().dates(&workdays())
}

/// What is asked of a cycle: a case in words, the date, its year where each has one, and which day of it.
type Case = (&'static str, What, Option<i32>, Part);

fn show(date: NaiveDate) -> String {
    date.format("%a %Y-%m-%d").to_string()
}

/// The day as it is kept, and as it was reckoned where that is another one.
fn kept(dated: &Dated, part: Part) -> String {
    let reckoned = match part {
        Part::Target => dated.target.map(|day| day.reckoned),
        Part::Latest => Some(dated.latest.reckoned),
        Part::Earliest | Part::WarnAfter => None,
    };
    let Some(on) = part.of(dated) else { return "none".to_owned() };
    match reckoned.filter(|reckoned| *reckoned != on) {
        Some(reckoned) => format!("{} for {}", show(on), show(reckoned)),
        None => show(on),
    }
}

fn row(cycle: &[Dated], (words, what, year, part): &Case) -> String {
    let Some(dated) = cycle.iter().find(|one| (one.what, one.year) == (*what, *year)) else {
        return format!("  {words:74} {:26} not asked for", "-");
    };
    let (kind, anchor) = dated.anchor;
    let bound = match part {
        Part::Latest => dated.force.name(),
        other => other.name(),
    };
    let source = dated.rule.entry().unwrap().source;
    let anchor = format!("{} {anchor}", kind.name());
    let (kept, missed, id) = (kept(dated, *part), dated.missed.name(), dated.rule.id());
    format!("  {words:74} {anchor:26} {kept:33} {bound:10} {missed:21} {id}  {source}")
}

#[path = "certification/cases.rs"]
mod cases;
#[path = "certification/cases_later.rs"]
mod cases_later;
#[path = "certification/refusals.rs"]
mod refusals;
#[path = "certification/refusals_later.rs"]
mod refusals_later;
#[path = "certification/samples.rs"]
pub(super) mod samples;

#[test]
fn the_dates_are_as_the_rules_say() {
    let mut lines = vec![format!(
        "  {:74} {:26} {:33} {:10} {:21} rule   source",
        "case", "anchor", "date", "how far", "if missed"
    )];
    let mut count = 0;
    for (title, anchors, rows) in cases::all() {
        let cycle = dates(anchors);
        lines.extend([String::new(), title.to_owned()]);
        lines.extend(rows.iter().map(|case| row(&cycle, case)));
        count += rows.len();
    }
    assert!(count >= 40, "{count}");
    let trimmed: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    insta::assert_snapshot!(trimmed.join("\n"));
}

#[test]
fn the_steps_between_states_are_as_the_catalogue_tells() {
    let mut lines = vec![format!("{:18} {:18} {:16} {:19} reason  what happens", "from", "to", "step", "by")];
    for told in catalog::certification::CERTIFICATION.transitions {
        let find = |id: &str| State::ALL.iter().copied().find(|state| state.id() == id).unwrap();
        let (from, to) = (find(told.from), find(told.to));
        let steps: Vec<Step> =
            Step::ALL.iter().copied().filter(|step| step.leads(from) == Some(to)).collect();
        let [step] = steps[..] else { panic!("{from} to {to}: {steps:?}") };
        let reason = if step.needs_reason() { "yes" } else { "no" };
        lines.push(format!(
            "{:18} {:18} {:16} {:19} {reason:7} {}",
            told.from,
            told.to,
            step.name(),
            step.party(from).name(),
            told.event
        ));
    }
    let ours: usize = State::ALL.iter().map(|state| state.possible().len()).sum();
    assert_eq!(ours, lines.len() - 1, "a step that the catalogue does not have");
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn steps_are_refused_as_the_rules_say() {
    let mut lines = vec![format!("{:76} {:10} {:27} {:7} source", "case", "day", "answer", "rule")];
    for (words, on, rests, answer) in refusals::all() {
        let answer = answer.map_or_else(CertificateRefused::code, |()| "taken");
        let (id, source) = match rests {
            refusals::Rests::On(rule) => (rule.id(), rule.entry().unwrap().source),
            refusals::Rests::States => ("-", "certificateStateModel"),
            refusals::Rests::Entry => ("-", "entryCriteria of the certification decision"),
        };
        lines.push(format!("{words:76} {on:10} {answer:27} {id:7} {source}"));
    }
    insta::assert_snapshot!(lines.join("\n"));
}
