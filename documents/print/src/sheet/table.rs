//! Tables: how wide the columns are, and which rows are too high to be kept on one page.

use documents::paper::{Column, Row, Section};
use serde::Serialize;

use super::{WIDTH, heading, or_nothing, prose};
use crate::letters::{Letters, Weight};

/// How large the text of a cell and its note are, and how high their lines.
const CELL: f64 = 9.0;
const NOTE: f64 = 8.0;
const LINE: f64 = 12.0;
/// Between two columns; the template knows it as twice `hang`.
const GAP: f64 = 10.0;
/// The narrowest column beside others.
const NARROWEST: f64 = 28.0;
/// A row that is probably higher goes on over the end of a page; one that is not stays together.
const HIGHEST: f64 = 240.0;
/// A table that is probably lower than this stays together with its heading.
const SHORT: f64 = 220.0;

#[derive(Serialize)]
pub(crate) struct Table {
    heading: String,
    intro: Option<String>,
    empty: String,
    widths: Vec<f64>,
    headings: Vec<String>,
    rows: Vec<Line>,
    stays_together: bool,
}

#[derive(Serialize)]
struct Line {
    cells: Vec<Place>,
    stands_out: bool,
    may_break: bool,
    /// About how high it is.
    #[serde(skip)]
    height: f64,
}

#[derive(Serialize)]
struct Place {
    text: String,
    note: Option<String>,
}

pub(crate) fn prepare(section: &Section, letters: &Letters) -> Table {
    let widths = widths(&section.columns);
    let headings = section.columns.iter().zip(&widths).map(|(column, width)| {
        letters.breakable(&letters.line(&column.heading), width - GAP, NOTE, Weight::SemiBold)
    });
    let rows: Vec<Line> = section.rows.iter().map(|row| line(row, &widths, letters)).collect();
    Table {
        heading: heading(&section.heading, letters),
        intro: section.intro.as_ref().map(|text| prose(text, letters, Weight::Regular)),
        empty: or_nothing(prose(&section.empty, letters, Weight::Regular)),
        headings: headings.collect(),
        stays_together: rows.iter().map(|row| row.height).sum::<f64>() < SHORT,
        rows,
        widths,
    }
}

/// The shares as widths, none so narrow that no word has room. The outer halves of the gaps hang over the margins, so
/// that the words are in line with those above and below.
fn widths(columns: &[Column]) -> Vec<f64> {
    let all = WIDTH + GAP;
    let shares: Vec<f64> = columns.iter().map(|column| f64::from(column.share.max(1))).collect();
    let sum: f64 = shares.iter().sum();
    let wide: Vec<f64> = shares.iter().map(|share| (share / sum * all).max(NARROWEST)).collect();
    let scale = all / wide.iter().sum::<f64>();
    wide.iter().map(|width| width * scale).collect()
}

fn line(row: &Row, widths: &[f64], letters: &Letters) -> Line {
    let mut highest = 0;
    let cells = widths.iter().enumerate().map(|(at, width)| {
        let room = width - GAP;
        let Some(cell) = row.cells.get(at) else { return Place { text: String::new(), note: None } };
        let (text, note) = (letters.readable(&cell.text), letters.readable(&cell.note));
        highest = highest.max(letters.lines(&text, room, CELL) + letters.lines(&note, room, NOTE));
        Place {
            text: letters.breakable(&text, room, CELL, Weight::SemiBold),
            note: (!note.is_empty()).then(|| letters.breakable(&note, room, NOTE, Weight::Regular)),
        }
    });
    let cells = cells.collect();
    #[expect(clippy::cast_precision_loss, reason = "a text has few lines")]
    let height = highest as f64 * LINE + 9.0;
    Line { cells, stands_out: row.stands_out, may_break: height > HIGHEST, height }
}
