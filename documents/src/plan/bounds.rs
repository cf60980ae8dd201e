//! How much is printed.

use super::{CyclePlan, MOST_BARS, MOST_LANES, MOST_TICKS, Timeline, Unprintable};
use crate::paper::{
    MOST_CHARACTERS, MOST_COLUMNS, MOST_FACTS, MOST_LOGO, MOST_ROWS, MOST_SECTIONS, MOST_TEXT, Paper, Section,
};

type Checked = Result<(), Unprintable>;

impl CyclePlan {
    /// Whether it is within what is printed; a printer asks this first, and whoever fills it in may.
    ///
    /// # Errors
    /// Which bound it is beyond.
    pub fn check(&self) -> Checked {
        let Timeline { ticks, lanes, legend, .. } = &self.timeline;
        at_most(self.paper.logo.as_ref().map_or(0, Vec::len), MOST_LOGO, "bytes of a logo")?;
        at_most(self.facts.len(), MOST_FACTS, "facts")?;
        at_most(self.notes.len(), MOST_FACTS, "notes")?;
        at_most(ticks.len(), MOST_TICKS, "ticks")?;
        at_most(lanes.len(), MOST_LANES, "lanes")?;
        at_most(legend.len(), MOST_LANES, "entries of a legend")?;
        at_most(lanes.iter().map(|lane| lane.bars.len()).sum(), MOST_BARS, "bars")?;
        at_most(self.sections.len(), MOST_SECTIONS, "sections")?;
        at_most(self.sections.iter().map(|one| one.rows.len()).sum(), MOST_ROWS, "rows")?;
        for section in &self.sections {
            at_most(section.columns.len(), MOST_COLUMNS, "columns")?;
            if section.rows.iter().any(|row| row.cells.len() > section.columns.len()) {
                return Err(Unprintable::Uneven);
            }
        }
        let lengths: Vec<usize> = self.texts().map(|text| text.chars().count()).collect();
        at_most(lengths.iter().copied().max().unwrap_or(0), MOST_TEXT, "characters of one text")?;
        at_most(lengths.iter().sum(), MOST_CHARACTERS, "characters")
    }

    fn texts(&self) -> impl Iterator<Item = &String> {
        paper(&self.paper)
            .chain(self.warning.iter().flat_map(|warning| [&warning.title, &warning.text]))
            .chain(self.facts.iter().flat_map(|fact| [&fact.name, &fact.value]))
            .chain(timeline(&self.timeline))
            .chain(self.sections.iter().flat_map(section))
            .chain([&self.notes_heading])
            .chain(&self.notes)
    }
}

fn paper(paper: &Paper) -> impl Iterator<Item = &String> {
    let Paper { language, organisation, title, subject, number, version, as_of, footer, page, .. } = paper;
    [language, organisation, title, subject, number, version, as_of, footer, page].into_iter()
}

fn timeline(timeline: &Timeline) -> impl Iterator<Item = &String> {
    [&timeline.heading, &timeline.described]
        .into_iter()
        .chain(timeline.today.iter().map(|today| &today.label))
        .chain(timeline.ticks.iter().map(|tick| &tick.label))
        .chain(timeline.legend.iter().map(|(_, words)| words))
        .chain(timeline.lanes.iter().map(|lane| &lane.name))
        .chain(timeline.lanes.iter().flat_map(|lane| &lane.bars).map(|bar| &bar.label))
}

fn section(section: &Section) -> impl Iterator<Item = &String> {
    [&section.heading, &section.empty]
        .into_iter()
        .chain(&section.intro)
        .chain(section.columns.iter().map(|column| &column.heading))
        .chain(section.rows.iter().flat_map(|row| &row.cells).flat_map(|cell| [&cell.text, &cell.note]))
}

fn at_most(count: usize, most: usize, what: &'static str) -> Checked {
    if count > most { Err(Unprintable::TooMuch { what, most }) } else { Ok(()) }
}
