//! The years of a cycle as lanes: what the certificate covers, when somebody comes, by when what is done.

use super::{day, word};
use chrono::{Datelike, Months, NaiveDate};
use documents::plan::{Bar, Kind, Lane, Tick, Timeline, Today};
use domain::certification::{Dated, Phase, Visit, VisitState, What};
use domain::finding::Finding;
use store::{CertificationView, FindingView};

/// More years than these are not drawn: what lies beyond stands in the tables.
const MOST_MONTHS: u32 = 75;

/// How far back it begins at most.
const MOST_MONTHS_BACK: u32 = 36;
/// The most visits and findings that are drawn.
const MOST_VISITS: usize = 40;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    Initial,
    Certificate,
    Surveillance,
    Recertification,
    Own,
}

const LANES: [(Row, &str); 5] = [
    (Row::Initial, "Initial audit"),
    (Row::Certificate, "Certificate"),
    (Row::Surveillance, "Surveillance"),
    (Row::Recertification, "Recertification"),
    (Row::Own, "Our own audits and reviews"),
];

const fn lane_of(what: What) -> Option<Row> {
    match what {
        What::Stage2 | What::MajorsAfterStage2 => Some(Row::Initial),
        What::Expiry | What::Restoration | What::SuspensionEnd => Some(Row::Certificate),
        What::FirstSurveillance | What::YearlySurveillance | What::SecondSurveillance => {
            Some(Row::Surveillance)
        }
        What::RecertificationAudit | What::MajorsAtRecertification => Some(Row::Recertification),
        What::InternalAudit | What::ManagementReview => Some(Row::Own),
        _ => None,
    }
}

const fn lane_of_visit(phase: Phase) -> Row {
    match phase {
        Phase::Surveillance1 | Phase::Surveillance2 | Phase::SpecialAudit => Row::Surveillance,
        Phase::Recertification => Row::Recertification,
        _ => Row::Initial,
    }
}

pub(super) fn of(view: &CertificationView, findings: &[FindingView], today: NaiveDate) -> Timeline {
    let (from, to) = span(view, today);
    let anchors = view.certification.anchors();
    let mut lanes: Vec<(Row, Lane)> =
        LANES.iter().map(|(row, name)| (*row, Lane { name: (*name).to_owned(), bars: Vec::new() })).collect();
    let mut add = |row: Row, bar: Bar| {
        if let Some((_, lane)) = lanes.iter_mut().find(|(one, _)| *one == row) {
            lane.bars.push(bar);
        }
    };
    let begins = view.certification.certificate.effective.or(anchors.decision);
    if let (Some(begins), Some(last)) = (begins, view.row.expiry)
        && view.certification.certificate.state.has_certificate()
    {
        let label = view.certification.number.clone();
        add(Row::Certificate, Bar { from: begins, to: last, label, kind: Kind::Certificate });
    }
    for one in view.dates.iter().filter(|one| one.met.is_none()) {
        if let Some(row) = lane_of(one.what) {
            dated(one, today).into_iter().for_each(|bar| add(row, bar));
        }
    }
    for visit in came_or_comes(view).filter(|visit| visit.ends >= from).take(MOST_VISITS) {
        add(lane_of_visit(visit.phase), came(visit));
    }
    let mut lanes: Vec<Lane> = lanes.into_iter().map(|(_, lane)| lane).collect();
    let open = findings.iter().filter(|one| one.finding.is_open());
    let bars = open.filter_map(|one| asked(&one.finding, &one.reference, today)).take(MOST_VISITS).collect();
    lanes.push(Lane { name: "What was found".to_owned(), bars });
    lanes.retain(|lane| !lane.bars.is_empty());
    Timeline {
        heading: "The years at a glance".to_owned(),
        described: "The certificate, the visits of the certification body and the last days of the cycle on one line; the \
                    tables below say the same in words."
            .to_owned(),
        from,
        to,
        today: Some(Today { day: today, label: day(today) }),
        ticks: ticks(from, to),
        lanes,
        legend: [
            (Kind::Certificate, "Certificate valid"),
            (Kind::Window, "When it may be done"),
            (Kind::Visit, "Visit"),
            (Kind::Limit, "Last day"),
            (Kind::Overdue, "Overdue"),
        ]
        .map(|(kind, name)| (kind, name.to_owned()))
        .into(),
    }
}

/// The visits but those that were cancelled.
fn came_or_comes(view: &CertificationView) -> impl Iterator<Item = &Visit> {
    view.certification.visits.iter().filter(|visit| visit.state != VisitState::Cancelled)
}

/// From the month of what is first to the month after what is last.
fn span(view: &CertificationView, today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let decision = view.certification.anchors().decision;
    let first = came_or_comes(view).map(|visit| visit.begins).chain(decision).chain([today]).min();
    // Former cycles stand in the tables.
    let first = first.max(today.checked_sub_months(Months::new(MOST_MONTHS_BACK)));
    let drawn = view.dates.iter().filter(|one| one.met.is_none() && lane_of(one.what).is_some());
    let last = drawn
        .map(|one| one.latest.on)
        .chain(came_or_comes(view).map(|visit| visit.ends))
        .chain([today])
        .max();
    let from = first.unwrap_or(today).with_day(1).unwrap_or(today);
    let to = last.unwrap_or(today).checked_add_months(Months::new(2)).and_then(|day| day.with_day(1));
    let most = from.checked_add_months(Months::new(MOST_MONTHS)).unwrap_or(today);
    (from, to.unwrap_or(most).min(most))
}

/// When it may be done, and its last day.
fn dated(one: &Dated, today: NaiveDate) -> Vec<Bar> {
    let label = match one.year {
        Some(year) => format!("{} of {year}", word("date", one.what.name())),
        None => word("date", one.what.name()),
    };
    let last = one.latest.on;
    let is_late = last < today;
    let opens = one.earliest.or(one.target.map(|target| target.on)).filter(|opens| *opens < last);
    let mut bars = Vec::new();
    if let Some(from) = opens {
        let kind = if is_late { Kind::Overdue } else { Kind::Window };
        bars.push(Bar { from, to: last, label: label.clone(), kind });
    }
    let label = if bars.is_empty() { label } else { day(last) };
    bars.push(Bar { from: last, to: last, label, kind: if is_late { Kind::Overdue } else { Kind::Limit } });
    bars
}

fn came(visit: &Visit) -> Bar {
    Bar {
        from: visit.begins,
        to: visit.ends,
        label: format!("{}, {}", word("phase", visit.phase.name()), day(visit.begins)),
        kind: Kind::Visit,
    }
}

fn asked(finding: &Finding, reference: &str, today: NaiveDate) -> Option<Bar> {
    let to = finding.next_due()?;
    let kind = if to < today { Kind::Overdue } else { Kind::Window };
    Some(Bar { from: finding.since.min(to), to, label: reference.to_owned(), kind })
}

fn ticks(from: NaiveDate, to: NaiveDate) -> Vec<Tick> {
    let quarters = (0..).map_while(|index: u32| from.checked_add_months(Months::new(index)));
    quarters
        .take_while(|day| *day <= to)
        .filter(|day| day.month0() % 3 == 0)
        .map(|day| Tick {
            day,
            label: if day.month0() == 0 { day.year().to_string() } else { day.format("%b").to_string() },
            is_major: day.month0() == 0,
        })
        .collect()
}
