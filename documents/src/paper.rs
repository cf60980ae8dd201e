//! What every printed document is made of: its letterhead, facts and tables, in words that the caller has chosen.
//!
//! Plain values only. What sets them on pages is the crate `print`, which is heavy; whoever only fills them in knows
//! this one.

use chrono::{DateTime, FixedOffset};

/// Most characters of one text.
pub const MOST_TEXT: usize = 4_000;
/// Most characters of all texts together, some two hundred pages.
pub const MOST_CHARACTERS: usize = 500_000;
/// Most bytes of a logo.
pub const MOST_LOGO: usize = 2 * 1024 * 1024;
/// Most facts, and most notes.
pub const MOST_FACTS: usize = 60;
/// Most sections.
pub const MOST_SECTIONS: usize = 12;
/// Most columns of a section.
pub const MOST_COLUMNS: usize = 8;
/// Most rows of all sections together.
pub const MOST_ROWS: usize = 2_000;

/// The letterhead: whose document it is, which one, and as of when.
#[derive(Clone, Debug)]
pub struct Paper {
    /// The language of all words, such as `en-GB`; a reader's voice and the hyphens follow it.
    pub language: String,
    /// Whose document it is; the author of the file.
    pub organisation: String,
    /// Its logo, PNG or JPEG. One that cannot be read is left out: the name stands there anyway.
    pub logo: Option<Vec<u8>>,
    /// What the document is called, such as `Cycle plan`; the title of the file.
    pub title: String,
    /// What it is about, in one line below the title.
    pub subject: String,
    /// Its reference, such as `CRT-1`.
    pub number: String,
    /// Its version in words, such as `Version 12`.
    pub version: String,
    /// As of when, in words, such as `As of 28 November 2026`.
    pub as_of: String,
    /// The moment that the file gives as that of its making. From the data and never from a clock: the same values
    /// make the same bytes.
    pub moment: DateTime<FixedOffset>,
    /// What stands at the foot of each page, beside its number.
    pub footer: String,
    /// The number of a page, such as `Page {page} of {pages}`.
    pub page: String,
}

/// What has to be seen before anything else.
#[derive(Clone, Debug)]
pub struct Warning {
    /// What is the matter, in a few words.
    pub title: String,
    /// What it means and what to do.
    pub text: String,
}

/// Something that is so, such as the certification body and its name. A long one gets a line of its own.
#[derive(Clone, Debug)]
pub struct Fact {
    /// What.
    pub name: String,
    /// How it is.
    pub value: String,
}

/// A table with its heading.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its heading, which is a bookmark too.
    pub heading: String,
    /// What the rows are, in a sentence.
    pub intro: Option<String>,
    /// What stands there when there are no rows.
    pub empty: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, none with more cells than there are columns.
    pub rows: Vec<Row>,
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// What stands above it, again on each page.
    pub heading: String,
    /// How wide it is, beside the others.
    pub share: u8,
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// Its cells; those that are missing at the end are empty.
    pub cells: Vec<Cell>,
    /// Whether it stands out, such as something overdue. The words have to say so too.
    pub stands_out: bool,
}

/// A cell of a table.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    /// What it says.
    pub text: String,
    /// What more there is to say, smaller below it.
    pub note: String,
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self { text: text.into(), note: String::new() }
    }
}

impl Cell {
    /// With more to say below it.
    #[must_use]
    pub fn noted(text: impl Into<String>, note: impl Into<String>) -> Self {
        Self { text: text.into(), note: note.into() }
    }
}
