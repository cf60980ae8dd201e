//! A certification in its second year, as the program would fill it in.

use chrono::NaiveDate;
use documents::paper::{Cell, Column, Fact, Paper, Row, Section, Warning};
use documents::plan::{Bar, CyclePlan, Kind, Lane, Tick, Timeline, Today};

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn plan() -> CyclePlan {
    CyclePlan {
        paper: paper(),
        warning: None,
        facts: facts(),
        timeline: timeline(),
        sections: vec![dates(), visits(), findings()],
        notes_heading: "How to read this plan".to_owned(),
        notes: [
            "Dates follow from the decision of the certification body. When it is corrected, they move with it.",
            "A hard limit is one that the accreditation rules set: nobody in the organisation can put it off. A promise is \
             one that was agreed with the certification body.",
            "Sundays and public holidays of Norway are not moved: a visit that falls on one is agreed anew.",
        ]
        .map(str::to_owned)
        .to_vec(),
    }
}

pub(crate) fn suspended() -> CyclePlan {
    let warning = Warning {
        title: "The certificate has been suspended since 3 November 2026".to_owned(),
        text: "It may not be referred to until the certification body lifts the suspension. It is withdrawn when what \
               led to it has not been resolved by 3 May 2027."
            .to_owned(),
    };
    let mut plan = CyclePlan { warning: Some(warning), ..plan() };
    plan.facts[2].value = "Suspended".to_owned();
    plan
}

fn paper() -> Paper {
    Paper {
        language: "en-GB".to_owned(),
        organisation: "Fjordlys Analyse AS".to_owned(),
        logo: None,
        title: "Cycle plan".to_owned(),
        subject: "ISO/IEC 42001 certification, 14 May 2025 to 13 May 2028".to_owned(),
        number: "CRT-1".to_owned(),
        version: "Version 12".to_owned(),
        as_of: "As of 28 November 2026".to_owned(),
        moment: "2026-11-28T09:30:00+01:00".parse().unwrap(),
        footer: "For the board. Printed from OpenAIMS on 28 November 2026, 09:30.".to_owned(),
        page: "Page {page} of {pages}".to_owned(),
    }
}

fn facts() -> Vec<Fact> {
    [
        ("Certification body", "Nordcert Sertifisering AS (Norwegian Accreditation, MSYS 021)"),
        ("Certificate", "NC-42001-2025-0187"),
        ("State", "Certified"),
        ("Decided on", "14 May 2025"),
        ("Valid until", "13 May 2028"),
        ("Responsible", "Ingrid Solbakken, AIMS lead"),
        (
            "Scope",
            "Development, provision and operation of machine-learning services for forecasting demand in power grids and \
             for sorting support requests, at the offices in Bergen and Trondheim, in the role of AI provider and AI producer.",
        ),
    ]
    .into_iter()
    .map(|(name, value)| Fact { name: name.to_owned(), value: value.to_owned() })
    .collect()
}

fn bar(kind: Kind, from: &str, to: &str, label: &str) -> Bar {
    Bar { from: day(from), to: day(to), label: label.to_owned(), kind }
}

fn timeline() -> Timeline {
    let lane = |name: &str, bars: Vec<Bar>| Lane { name: name.to_owned(), bars };
    let ticks = (2025..=2028).flat_map(|year| {
        let quarters = [("01-01", "Jan"), ("04-01", "Apr"), ("07-01", "Jul"), ("10-01", "Oct")];
        let years = Tick { day: day(&format!("{year}-01-01")), label: year.to_string(), is_major: true };
        let quarters = quarters.map(|(at, label)| Tick {
            day: day(&format!("{year}-{at}")),
            label: label.to_owned(),
            is_major: false,
        });
        quarters.into_iter().chain([years])
    });
    let first = Tick { day: day("2025-05-14"), label: "2025".to_owned(), is_major: true };
    Timeline {
        heading: "Three years at a glance".to_owned(),
        described: "A time line from May 2025 to May 2028. The tables below say the same.".to_owned(),
        from: day("2025-05-14"),
        to: day("2028-05-13"),
        today: Some(Today { day: day("2026-11-28"), label: "28 November 2026".to_owned() }),
        ticks: ticks.chain([first]).collect(),
        lanes: vec![
            lane(
                "Certificate",
                vec![bar(Kind::Certificate, "2025-05-14", "2028-05-13", "NC-42001-2025-0187")],
            ),
            lane(
                "Surveillance",
                vec![
                    bar(Kind::Window, "2026-02-14", "2026-05-14", "First"),
                    bar(Kind::Visit, "2026-04-20", "2026-04-22", "20–22 Apr"),
                    bar(Kind::Limit, "2026-05-14", "2026-05-14", "12 months"),
                    bar(Kind::Window, "2027-02-14", "2027-05-14", "Second"),
                    bar(Kind::Limit, "2027-12-31", "2027-12-31", "Once in 2027"),
                    bar(Kind::Visit, "2027-03-15", "2027-03-17", "15–17 Mar"),
                ],
            ),
            lane(
                "Recertification",
                vec![
                    bar(Kind::Window, "2027-11-13", "2028-02-13", "Audit"),
                    bar(Kind::Limit, "2028-05-13", "2028-05-13", "Decision at the latest"),
                ],
            ),
            lane(
                "Corrective action",
                vec![
                    bar(Kind::Overdue, "2026-10-20", "2026-11-27", "FND-7 overdue"),
                    bar(Kind::Window, "2026-11-02", "2027-01-31", "FND-9"),
                ],
            ),
            lane(
                "Internal audits and reviews",
                vec![
                    bar(Kind::Visit, "2025-11-10", "2025-11-14", "AUD-2"),
                    bar(Kind::Visit, "2025-12-09", "2025-12-09", "Review 2025"),
                    bar(Kind::Visit, "2026-11-09", "2026-11-13", "AUD-3"),
                    bar(Kind::Visit, "2026-12-08", "2026-12-08", "Review 2026"),
                    bar(Kind::Window, "2027-10-01", "2027-11-30", "AUD-4"),
                ],
            ),
        ],
        legend: [
            (Kind::Certificate, "Certificate valid"),
            (Kind::Window, "Window"),
            (Kind::Visit, "Visit"),
            (Kind::Limit, "Last day"),
            (Kind::Overdue, "Overdue"),
        ]
        .map(|(kind, words)| (kind, words.to_owned()))
        .to_vec(),
    }
}

pub(crate) fn columns(all: &[(&str, u8)]) -> Vec<Column> {
    all.iter().map(|(heading, share)| Column { heading: (*heading).to_owned(), share: *share }).collect()
}

fn dates() -> Section {
    let rows = include_str!("dates.txt").lines().map(|line| {
        let cells: Vec<&str> = line.split(" | ").collect();
        let [date, what, rule, source, firmness, missed] = cells[..] else { panic!("{line}") };
        let (stands_out, date) = date.strip_prefix('!').map_or((false, date), |date| (true, date));
        let (date, distance) = date.split_once(", ").unwrap_or((date, ""));
        Row {
            cells: vec![
                Cell::noted(date, distance),
                what.into(),
                Cell::noted(rule, source),
                firmness.into(),
                missed.into(),
            ],
            stands_out,
        }
    });
    Section {
        heading: "Dates".to_owned(),
        intro: Some(
            "Every date of the cycle with the rule that it follows from, the earliest first.".to_owned(),
        ),
        empty: "There are no dates yet.".to_owned(),
        columns: columns(&[
            ("Date", 18),
            ("What", 22),
            ("Rule and source", 29),
            ("Firmness", 12),
            ("If it is missed", 22),
        ]),
        rows: rows.collect(),
    }
}

fn simple(lines: &str) -> Vec<Row> {
    let row = |line: &str| {
        let (stands_out, line) = line.strip_prefix('!').map_or((false, line), |line| (true, line));
        Row { cells: line.split(" | ").map(Cell::from).collect(), stands_out }
    };
    lines.lines().map(row).collect()
}

fn visits() -> Section {
    Section {
        heading: "Visits".to_owned(),
        intro: None,
        empty: "No visit has been planned.".to_owned(),
        columns: columns(&[("When", 22), ("What", 30), ("Where", 20), ("Lead auditor", 22), ("State", 14)]),
        rows: simple(include_str!("visits.txt")),
    }
}

fn findings() -> Section {
    Section {
        heading: "Findings that are open or were closed in this cycle".to_owned(),
        intro: None,
        empty: "There are no findings.".to_owned(),
        columns: columns(&[("Number", 11), ("Finding", 46), ("Grade", 13), ("Answer by", 18), ("State", 14)]),
        rows: simple(include_str!("findings.txt")),
    }
}
