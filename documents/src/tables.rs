//! Tables: rows of cells, written as CSV and XLSX, and read from either.

mod csv;
mod read;
mod unzip;
mod xlsx;

pub use csv::{BOM, closing, lines};
pub use read::{MOST_ROWS, Row, Sheet, Unreadable, read};
pub use xlsx::{Book, Unwritten};

use chrono::{DateTime, FixedOffset, NaiveDate};

/// What stands in one place of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words, and nothing that a spreadsheet would reckon with.
    Text(String),
    /// A whole number.
    Number(i64),
    /// A calendar day.
    Date(NaiveDate),
    /// A moment, by the clock on the wall of the organisation.
    Moment(DateTime<FixedOffset>),
}

impl Cell {
    /// Words, or nothing.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// A day, or nothing.
    #[must_use]
    pub fn date(day: Option<NaiveDate>) -> Self {
        day.map_or(Self::Empty, Self::Date)
    }
}

/// What a spreadsheet would take for the beginning of a formula.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Text that no spreadsheet reckons with when it opens a CSV: an apostrophe before what would begin a formula.
#[must_use]
pub fn guarded(text: &str) -> String {
    if text.starts_with(FORMULA) { format!("'{text}") } else { text.to_owned() }
}

/// The text behind the apostrophe that [`guarded`] put before it.
#[must_use]
pub fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_text_begins_a_formula_and_each_comes_back(text in "[=+@'\t\r -]{0,3}.{0,20}") {
            let safe = guarded(&text);
            prop_assert!(!safe.starts_with(FORMULA));
            if !text.starts_with('\'') {
                prop_assert_eq!(unguarded(&safe), text);
            }
        }
    }
}
