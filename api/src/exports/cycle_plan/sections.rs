//! The tables of a cycle plan: its dates, its visits, what was found.

use super::{cut, day, word};
use chrono::NaiveDate;
use documents::paper::{Cell, Column, Row, Section};
use domain::certification::{Dated, Standing, Visit, audit_days};
use domain::finding::FindingState;
use store::{CertificationView, FindingView};

pub(super) fn of(view: &CertificationView, findings: &[FindingView], today: NaiveDate) -> Vec<Section> {
    vec![dates(view, today), visits(view), found(view, findings, today)]
}

fn columns(of: &[(&str, u8)]) -> Vec<Column> {
    of.iter().map(|(heading, share)| Column { heading: (*heading).to_owned(), share: *share }).collect()
}

fn dates(view: &CertificationView, today: NaiveDate) -> Section {
    let mut dates: Vec<&Dated> = view.dates.iter().collect();
    dates.sort_by_key(|one| one.latest.on);
    let rows = dates.into_iter().map(|one| {
        let standing = one.standing(today);
        let what = match one.year {
            Some(year) => format!("{} of {year}", word("date", one.what.name())),
            None => word("date", one.what.name()),
        };
        let best = one.target.map(|target| format!("best by {}", day(target.on))).unwrap_or_default();
        let (rule, source) = one.rule.entry().map_or(("", ""), |rule| (rule.rule, rule.source));
        let stands = match one.met {
            Some(met) => Cell::noted(word("standing", standing.name()), day(met)),
            None => word("standing", standing.name()).into(),
        };
        Row {
            cells: vec![
                Cell::noted(day(one.latest.on), best),
                Cell::noted(what, stands_word(&stands)),
                Cell::noted(rule, format!("{} · {source}", one.rule.id())),
                word("force", one.force.name()).into(),
                word("missed", one.missed.name()).into(),
            ],
            stands_out: matches!(standing, Standing::Missed | Standing::Pressing),
        }
    });
    Section {
        heading: "Every date and its reason".to_owned(),
        intro: Some("The earliest first. Each is reckoned by a rule and not chosen; hard limits do not move to a working day.".to_owned()),
        empty: "Dates are reckoned once there is something to reckon from: the end of stage 1, or the decision.".to_owned(),
        columns: columns(&[("By", 3), ("What", 4), ("Rule and source", 8), ("How firm", 4), ("If it is missed", 4)]),
        rows: rows.collect(),
    }
}

fn stands_word(cell: &Cell) -> String {
    if cell.note.is_empty() { cell.text.clone() } else { format!("{}, {}", cell.text, cell.note) }
}

/// The most rows of a table on paper.
const MOST_ROWS: usize = 150;

/// How many more there are than rows on paper.
fn beyond(count: usize) -> Option<String> {
    (count > MOST_ROWS).then(|| format!("{} more are on the page of the certification.", count - MOST_ROWS))
}

/// So many audit days, in quarters of one.
fn days_of(visit: &Visit) -> String {
    match (visit.record.planned_quarters, visit.record.used_quarters) {
        (Some(planned), Some(used)) => format!("{} of {}", audit_days(used), audit_days(planned)),
        (Some(planned), None) => format!("{} planned", audit_days(planned)),
        (None, Some(used)) => format!("{} used", audit_days(used)),
        (None, None) => String::new(),
    }
}

fn visits(view: &CertificationView) -> Section {
    // The latest, in their order.
    let count = view.certification.visits.len();
    let rows = view.certification.visits.iter().skip(count.saturating_sub(MOST_ROWS)).map(|visit| {
        let when = if visit.begins == visit.ends {
            day(visit.begins)
        } else {
            format!("{} to {}", day(visit.begins), day(visit.ends))
        };
        Row {
            cells: vec![
                when.into(),
                Cell::noted(word("phase", visit.phase.name()), cut(&visit.note)),
                cut(&visit.record.team).into(),
                days_of(visit).into(),
                word("visit", visit.state.name()).into(),
            ],
            stands_out: false,
        }
    });
    Section {
        heading: "Visits of the certification body".to_owned(),
        intro: beyond(count),
        empty: "No visit is planned.".to_owned(),
        columns: columns(&[("When", 4), ("For what", 5), ("Audit team", 5), ("Audit days", 3), ("State", 3)]),
        rows: rows.collect(),
    }
}

fn found(view: &CertificationView, findings: &[FindingView], today: NaiveDate) -> Section {
    let rows = findings.iter().take(MOST_ROWS).map(|stored| {
        let one = &stored.finding;
        let visit = view.certification.visits.iter().find(|visit| visit.id == one.visit);
        let on = visit.map(|visit| word("phase", visit.phase.name())).unwrap_or_default();
        let due = one.next_due();
        let by = match (due, one.state) {
            (Some(due), FindingState::Accepted) => format!("to be done by {}", day(due)),
            (Some(due), _) => format!("answer due {}", day(due)),
            (None, _) => String::new(),
        };
        let owner = stored.owner.as_ref().map(|owner| owner.name.clone()).unwrap_or_default();
        Row {
            cells: vec![
                stored.reference.as_str().into(),
                Cell::noted(one.title.clone(), one.requirement.clone()),
                Cell::noted(word("grade", one.grade.name()), format!("{on}, {}", day(one.raised))),
                Cell::noted(word("finding", one.state.name()), by),
                owner.into(),
            ],
            stands_out: due.is_some_and(|due| due < today),
        }
    });
    Section {
        heading: "What was found".to_owned(),
        intro: beyond(findings.len()),
        empty: "Nothing was found.".to_owned(),
        columns: columns(&[
            ("Number", 2),
            ("Finding", 7),
            ("Grade, raised", 5),
            ("State", 4),
            ("Responsible", 4),
        ]),
        rows: rows.collect(),
    }
}
