//! The values as a template reads them: in letters that can be printed, with places to break where a word is too wide.

mod table;

use documents::certificate::Certificate;
use documents::paper::{Fact, Paper, Warning};
use documents::plan::CyclePlan;
use serde::Serialize;

use crate::chart::{self, Chart};
use crate::letters::{Letters, Weight};
use crate::logo::Logo;
use table::Table;

/// How wide the text is: A4 without its margins, in points.
const WIDTH: f64 = 595.28 - 2.0 * MARGIN;
const MARGIN: f64 = 54.0;
/// How large letters are, as the templates set them.
const TITLE: f64 = 24.0;
const HEADING: f64 = 14.0;
const SUBJECT: f64 = 11.5;
const TEXT: f64 = 10.0;
const SMALL: f64 = 8.0;
/// What stands for a heading without words: a file without a title is none that can be read aloud.
const NOTHING: &str = "–";
/// A fact that is longer has a line of its own.
const LONG_FACT: f64 = WIDTH / 2.0 - 12.0;

#[derive(Serialize)]
pub(crate) struct CyclePlanSheet {
    paper: PaperSheet,
    warning: Option<Said>,
    facts: Vec<FactSheet>,
    timeline: TimelineSheet,
    sections: Vec<Table>,
    notes_heading: String,
    notes: Vec<String>,
}

#[derive(Serialize)]
pub(crate) struct CertificateSheet {
    paper: PaperSheet,
    person: String,
    said: String,
    matter: String,
    facts: Vec<FactSheet>,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct PaperSheet {
    margin: f64,
    language: String,
    region: Option<String>,
    organisation: String,
    logo: Option<(f64, f64)>,
    title: String,
    subject: String,
    number: String,
    version: String,
    as_of: String,
    running: String,
    footer: String,
    page: String,
}

#[derive(Serialize)]
struct Said {
    title: String,
    text: String,
}

#[derive(Serialize)]
struct FactSheet {
    name: String,
    value: String,
    is_wide: bool,
}

#[derive(Serialize)]
struct TimelineSheet {
    heading: String,
    described: String,
    chart: Chart,
}

/// The values of a plan.
pub(crate) fn cycle_plan(plan: &CyclePlan, letters: &Letters, logo: Option<&Logo>) -> CyclePlanSheet {
    let timeline = &plan.timeline;
    CyclePlanSheet {
        paper: paper(&plan.paper, letters, logo),
        warning: plan.warning.as_ref().map(|Warning { title, text }| Said {
            title: prose(title, letters, Weight::SemiBold),
            text: prose(text, letters, Weight::Regular),
        }),
        facts: plan.facts.iter().map(|one| fact(one, letters)).collect(),
        timeline: TimelineSheet {
            heading: heading(&timeline.heading, letters),
            described: or_nothing(letters.line(&timeline.described)),
            chart: chart::draw(timeline, letters, WIDTH),
        },
        sections: plan.sections.iter().map(|one| table::prepare(one, letters)).collect(),
        notes_heading: heading(&plan.notes_heading, letters),
        notes: plan.notes.iter().map(|note| prose(note, letters, Weight::Regular)).collect(),
    }
}

/// The values of a certificate.
pub(crate) fn certificate(
    certificate: &Certificate,
    letters: &Letters,
    logo: Option<&Logo>,
) -> CertificateSheet {
    let large =
        |text: &str| or_nothing(letters.breakable(&letters.line(text), WIDTH, TITLE, Weight::SemiBold));
    CertificateSheet {
        paper: paper(&certificate.paper, letters, logo),
        person: large(&certificate.person),
        said: prose(&certificate.said, letters, Weight::Regular),
        matter: large(&certificate.matter),
        facts: certificate.facts.iter().map(|one| fact(one, letters)).collect(),
        notes: certificate.notes.iter().map(|note| prose(note, letters, Weight::Regular)).collect(),
    }
}

fn paper(paper: &Paper, letters: &Letters, logo: Option<&Logo>) -> PaperSheet {
    let (language, region) = locale(&paper.language);
    let organisation = letters.line(&paper.organisation);
    let title = or_nothing(letters.line(&paper.title));
    let part = |text: &str, room: f64| letters.cut(&letters.line(text), room, SMALL, Weight::Regular);
    PaperSheet {
        margin: MARGIN,
        language,
        region,
        logo: logo.map(|logo| logo.size),
        subject: letters.breakable(&letters.readable(&paper.subject), WIDTH, SUBJECT, Weight::Regular),
        number: part(&paper.number, WIDTH / 4.0),
        version: part(&paper.version, WIDTH / 4.0),
        as_of: part(&paper.as_of, WIDTH / 3.0),
        running: part(&format!("{organisation}  ·  {title}"), WIDTH * 0.45),
        footer: part(&paper.footer, WIDTH * 0.75),
        page: part(&paper.page, WIDTH / 5.0),
        organisation: letters.breakable(&organisation, WIDTH / 2.0, TEXT, Weight::SemiBold),
        title: letters.breakable(&title, WIDTH, TITLE, Weight::SemiBold),
    }
}

fn fact(fact: &Fact, letters: &Letters) -> FactSheet {
    let value = letters.readable(&fact.value);
    let is_wide = letters.width(&value, TEXT, Weight::Regular) > LONG_FACT * 2.0 || value.contains('\n');
    let room = if is_wide { WIDTH } else { LONG_FACT };
    FactSheet {
        name: letters.breakable(&letters.line(&fact.name), LONG_FACT, TEXT, Weight::Regular),
        value: or_nothing(letters.breakable(&value, room, TEXT, Weight::Regular)),
        is_wide,
    }
}

/// Text across the page.
fn prose(text: &str, letters: &Letters, weight: Weight) -> String {
    letters.breakable(&letters.readable(text), WIDTH - 20.0, TEXT, weight)
}

fn heading(text: &str, letters: &Letters) -> String {
    or_nothing(letters.breakable(&letters.line(text), WIDTH, HEADING, Weight::SemiBold))
}

fn or_nothing(text: String) -> String {
    if text.trim().is_empty() { NOTHING.to_owned() } else { text }
}

/// The language and the region of a tag such as `en-GB`; English where it is none.
fn locale(tag: &str) -> (String, Option<String>) {
    let is = |part: &&str, long: std::ops::RangeInclusive<usize>| {
        long.contains(&part.len()) && part.bytes().all(|letter| letter.is_ascii_alphabetic())
    };
    let mut parts = tag.split('-');
    let Some(language) = parts.next().filter(|part| is(part, 2..=3)) else { return ("en".to_owned(), None) };
    let region = parts.find(|part| is(part, 2..=2));
    (language.to_ascii_lowercase(), region.map(str::to_ascii_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_one_or_english() {
        let region = |region: &str| Some(region.to_owned());
        assert_eq!(locale("en-GB"), ("en".to_owned(), region("GB")));
        assert_eq!(locale("zh-Hant-tw"), ("zh".to_owned(), region("TW")));
        assert_eq!(locale("nb"), ("nb".to_owned(), None));
        assert_eq!(locale("#panic()"), ("en".to_owned(), None));
        assert_eq!(locale(""), ("en".to_owned(), None));
    }
}
