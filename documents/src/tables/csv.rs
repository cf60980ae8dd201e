//! Tables as CSV: UTF-8 with a byte order mark, CRLF, quoted as RFC 4180 says, and no cell a formula.
//!
//! A day is written `2026-12-04` and a moment `2026-12-04T09:30:00+01:00`. The last line begins with `#` and says when
//! the file was made; a file without it was cut off on its way.

use super::{Cell, guarded};
use csv::{QuoteStyle, Terminator, WriterBuilder};

/// What a file begins with, so that spreadsheets read it as UTF-8.
pub const BOM: &[u8] = "\u{feff}".as_bytes();

/// Lines of a file: each row once.
#[must_use]
pub fn lines<'a>(rows: impl IntoIterator<Item = &'a [Cell]>) -> Vec<u8> {
    let mut writer = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .quote_style(QuoteStyle::Necessary)
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        // Into memory nothing fails but for want of it.
        let _ = writer.write_record(row.iter().map(shown));
    }
    writer.into_inner().unwrap_or_default()
}

/// The last line: `words` in the first of as many cells as every other line has.
#[must_use]
pub fn closing(words: &str, columns: usize) -> Vec<u8> {
    let mut row = vec![Cell::Empty; columns.max(1)];
    row[0] = Cell::Text(format!("# {words}"));
    lines([row.as_slice()])
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => guarded(text),
        Cell::Number(number) => number.to_string(),
        Cell::Date(day) => day.to_string(),
        Cell::Moment(at) => at.format("%Y-%m-%dT%H:%M:%S%:z").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_tear_a_line_is_quoted_and_nothing_is_a_formula() {
        let row = [
            Cell::Text("=HYPERLINK(\"x\")".to_owned()),
            Cell::Text("two\r\nlines, and a \"quote\"".to_owned()),
            Cell::Empty,
            Cell::Number(-3),
            Cell::Date("2026-12-04".parse().unwrap()),
            Cell::Moment("2026-12-04T09:30:00+01:00".parse().unwrap()),
        ];
        let text = String::from_utf8(lines([row.as_slice()])).unwrap();
        let expected = "\"'=HYPERLINK(\"\"x\"\")\",\"two\r\nlines, and a \"\"quote\"\"\",,-3,2026-12-04,\
                        2026-12-04T09:30:00+01:00\r\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn the_last_line_has_as_many_cells_as_the_others() {
        assert_eq!(closing("Made today", 3), b"# Made today,,\r\n");
    }
}
