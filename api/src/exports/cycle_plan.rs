//! The plan of a certification's cycle, for the board: its values in words, which the printer sets on pages.

mod sections;
mod timeline;

use super::words;
use chrono::{DateTime, FixedOffset, NaiveDate, Offset, TimeZone, Utc};
use chrono_tz::Tz;
use documents::paper::{Fact, Paper, Warning};
use documents::plan::CyclePlan;
use domain::certification::State;
use store::{CertificationView, FindingView};

/// Who prints what, and as of when.
pub(crate) struct Printing<'a> {
    /// The organisation's name.
    pub(crate) organisation: &'a str,
    /// Its logo, PNG or JPEG.
    pub(crate) logo: Option<Vec<u8>>,
    /// Its zone.
    pub(crate) zone: Tz,
    /// The day as of which the plan says how things stand.
    pub(crate) day: NaiveDate,
}

/// A day, on one line wherever it stands.
fn day(date: NaiveDate) -> String {
    date.format("%-d\u{a0}%b\u{a0}%Y").to_string()
}

/// The most characters of one text on paper; the page has all of it.
const MOST: usize = 1_000;

fn cut(text: &str) -> String {
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    let begin: String = text.chars().take(MOST).collect();
    format!("{}…", begin.trim_end())
}

fn word(column: &str, name: &str) -> String {
    words::name("certifications", column, name)
}

/// The plan in words.
pub(crate) fn values(view: &CertificationView, findings: &[FindingView], to: Printing<'_>) -> CyclePlan {
    let one = &view.certification;
    CyclePlan {
        warning: warning(view, to.day),
        facts: facts(view),
        timeline: timeline::of(view, findings, to.day),
        sections: sections::of(view, findings, to.day),
        notes_heading: "Notes".to_owned(),
        notes: vec![
            "What stands on the certificate and in the contract with the certification body prevails over every date here."
                .to_owned(),
            "A certificate says that a management system conforms to a standard. It does not say that laws are kept."
                .to_owned(),
        ],
        paper: Paper {
            language: "en-GB".to_owned(),
            organisation: to.organisation.to_owned(),
            logo: to.logo,
            title: "Cycle plan".to_owned(),
            subject: if one.standard.is_empty() {
                one.title.clone()
            } else {
                format!("{}, {}", one.title, one.standard)
            },
            number: view.row.reference.clone(),
            version: format!("Version {}", view.row.version),
            as_of: format!("As of {}", to.day.format("%-d %B %Y")),
            moment: moment(latest(view, findings), to.zone),
            footer: format!("{}, {}", to.organisation, one.title),
            page: "Page {page} of {pages}".to_owned(),
        },
    }
}

/// When the last of what is printed changed: the same values make the same document, whenever it is asked for.
fn latest(view: &CertificationView, findings: &[FindingView]) -> DateTime<Utc> {
    findings.iter().map(|one| one.updated_at).fold(view.row.updated_at, DateTime::max)
}

fn moment(at: DateTime<Utc>, zone: Tz) -> DateTime<FixedOffset> {
    at.with_timezone(&zone.offset_from_utc_datetime(&at.naive_utc()).fix())
}

fn warning(view: &CertificationView, today: NaiveDate) -> Option<Warning> {
    let certificate = &view.certification.certificate;
    let because = certificate.reason.as_ref().map(|reason| format!(" Why: {reason}")).unwrap_or_default();
    let lapsed = view.row.expiry.filter(|last| *last < today && certificate.state.has_certificate());
    let said = match (lapsed, certificate.state) {
        (Some(last), _) => format!(
            "The last day of this certificate was {}. There is no valid certificate: nothing may refer to one until it \
             is renewed or restored.",
            day(last)
        ),
        (None, state @ (State::Suspended | State::Expired | State::ScopeReduced)) => {
            word("warning", state.name())
        }
        _ => return None,
    };
    Some(Warning { title: word("state", certificate.state.name()), text: format!("{said}{because}") })
}

fn facts(view: &CertificationView) -> Vec<Fact> {
    let one = &view.certification;
    let anchors = one.anchors();
    let state = word("state", one.certificate.state.name());
    let since = one.certificate.since.map(|since| format!("{state}, since {}", day(since))).unwrap_or(state);
    let next = view
        .row
        .next
        .map(|(what, on)| format!("{}, at the latest on {}", word("date", what.name()), day(on)));
    let listed = [
        ("Certification body", Some(one.body.clone())),
        ("Certificate number", Some(one.number.clone())),
        ("State", Some(since)),
        ("What comes next", next),
        ("Decision", anchors.decision.map(day)),
        ("Last day of the certificate", view.row.expiry.map(day)),
        ("Responsible", view.row.owner.as_ref().map(|owner| owner.name.clone())),
        ("Scope", Some(one.scope.clone())),
    ];
    let known =
        listed.into_iter().filter_map(|(name, value)| Some((name, value.filter(|text| !text.is_empty())?)));
    known.map(|(name, value)| Fact { name: name.to_owned(), value }).collect()
}
