//! Tables that people bring along: CSV with commas, semicolons or tabs, in UTF-8 or what Windows writes, and XLSX.

use super::{unguarded, unzip};
use calamine::{Data, DataRef, Reader, Xlsx};
use csv::ReaderBuilder;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use std::io::Cursor;

/// The most rows below the heading.
pub const MOST_ROWS: usize = 10_000;
/// The most columns.
const MOST_COLUMNS: usize = 50;
/// The most characters of one cell.
const MOST_IN_A_CELL: usize = 1_000;

/// Why a file was not read. The name is a stable code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// There is nothing in it.
    #[error("has no rows below a heading")]
    Empty,
    /// More rows than are taken at once.
    #[error("has more than 10,000 rows; divide it")]
    TooManyRows,
    /// More columns than any list of people has.
    #[error("has more than 50 columns")]
    TooManyColumns,
    /// Unpacked it is larger than may be.
    #[error("is larger than it may be once it is unpacked, or damaged")]
    TooLarge,
    /// Something else than a table.
    #[error("is not a CSV file or an Excel workbook (.xlsx)")]
    NotATable,
}

impl Unreadable {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "empty_file",
            Self::TooManyRows => "too_many_rows",
            Self::TooManyColumns => "too_many_columns",
            Self::TooLarge => "too_large_unpacked",
            Self::NotATable => "not_a_table",
        }
    }
}

/// A row as a spreadsheet numbers it: the heading is row 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number.
    pub number: usize,
    /// What stands in it, trimmed; shorter than the heading where the rest is empty.
    pub cells: Vec<String>,
}

/// A table that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The heading.
    pub headings: Vec<String>,
    /// The rows in which something stands. What begins with `#` is a remark.
    pub rows: Vec<Row>,
}

/// Reads the first table of a file, whichever of the forms it has.
///
/// # Errors
/// When it is none, or larger than is taken.
pub fn read(bytes: &[u8]) -> Result<Sheet, Unreadable> {
    let sheet = if bytes.starts_with(b"PK") { workbook(bytes)? } else { separated(bytes)? };
    if sheet.headings.is_empty() || sheet.rows.is_empty() { Err(Unreadable::Empty) } else { Ok(sheet) }
}

impl Sheet {
    /// Takes the next row: the first that has something is the heading.
    fn take(&mut self, number: usize, cells: Vec<String>) -> Result<(), Unreadable> {
        if cells.len() > MOST_COLUMNS {
            return Err(Unreadable::TooManyColumns);
        }
        let cells: Vec<String> = cells.iter().map(|cell| cleaned(cell)).collect();
        let is_remark = cells.first().is_some_and(|cell| cell.starts_with('#'));
        if is_remark || cells.iter().all(String::is_empty) {
            return Ok(());
        }
        if self.headings.is_empty() {
            self.headings = cells;
            return Ok(());
        }
        if self.rows.len() == MOST_ROWS {
            return Err(Unreadable::TooManyRows);
        }
        self.rows.push(Row { number, cells });
        Ok(())
    }
}

fn cleaned(cell: &str) -> String {
    // One character more than fits anywhere is kept, so that what is too long is still seen to be.
    unguarded(cell.trim()).chars().take(MOST_IN_A_CELL).collect()
}

fn separated(bytes: &[u8]) -> Result<Sheet, Unreadable> {
    let (encoding, mark) = Encoding::for_bom(bytes)
        .unwrap_or_else(|| (if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 }, 0));
    let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
    if text.contains('\0') {
        return Err(Unreadable::NotATable);
    }
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(&text))
        .from_reader(text.as_bytes());
    let mut sheet = Sheet::default();
    for (index, record) in reader.records().enumerate() {
        let record = record.map_err(|_| Unreadable::NotATable)?;
        sheet.take(index + 1, record.iter().map(str::to_owned).collect())?;
    }
    Ok(sheet)
}

/// What stands most often between the words of the first line, outside quotes.
fn separator(text: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in text.trim_start().bytes().take_while(|byte| !matches!(byte, b'\r' | b'\n')) {
        quoted ^= byte == b'"';
        for (separator, count) in &mut counts {
            *count += usize::from(byte == *separator && !quoted);
        }
    }
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(separator, _)| *separator)
}

fn workbook(bytes: &[u8]) -> Result<Sheet, Unreadable> {
    if !unzip::is_bounded(bytes) {
        return Err(Unreadable::TooLarge);
    }
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| Unreadable::NotATable)?;
    let name = workbook.sheet_names().first().cloned().ok_or(Unreadable::Empty)?;
    // Cell by cell: two cells far apart would otherwise ask for all the memory between them.
    let mut cells = workbook.worksheet_cells_reader(&name).map_err(|_| Unreadable::NotATable)?;
    let (mut sheet, mut at, mut row) = (Sheet::default(), 0, Vec::new());
    while let Some(cell) = cells.next_cell().map_err(|_| Unreadable::NotATable)? {
        let (number, column) = cell.get_position();
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        let text = shown(cell.get_value());
        if text.trim().is_empty() {
            continue;
        }
        if column >= MOST_COLUMNS {
            return Err(Unreadable::TooManyColumns);
        }
        // Rows go by their numbers; a file that says one twice was not written by a spreadsheet.
        if number < at {
            return Err(Unreadable::NotATable);
        }
        if number != at && !row.is_empty() {
            sheet.take(number_of(at), std::mem::take(&mut row))?;
        }
        at = number;
        row.resize(row.len().max(column + 1), String::new());
        row[column] = text;
    }
    sheet.take(number_of(at), row)?;
    Ok(sheet)
}

fn number_of(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX).saturating_add(1)
}

fn shown(value: &DataRef<'_>) -> String {
    Data::from(value.clone()).to_string()
}

#[cfg(test)]
mod tests {
    use super::super::{BOM, Book, Cell, lines};
    use super::*;
    use proptest::prelude::*;

    const EXPECTED: [&str; 2] = ["Zoë Müller", "zoe@acme.example"];

    fn first(bytes: &[u8]) -> Vec<String> {
        read(bytes).unwrap().rows.remove(0).cells
    }

    #[test]
    fn a_table_is_read_whatever_separates_it_and_whoever_encoded_it() {
        for separator in [",", ";", "\t"] {
            let text = format!("Name{separator}Address\r\nZoë Müller{separator}zoe@acme.example\r\n");
            assert_eq!(first(text.as_bytes()), EXPECTED, "{separator}");
            assert_eq!(first(&[BOM, text.as_bytes()].concat()), EXPECTED);
            assert_eq!(first(&WINDOWS_1252.encode(&text).0), EXPECTED);
            let wide: Vec<u8> =
                "\u{feff}".chars().chain(text.chars()).flat_map(|c| (c as u16).to_le_bytes()).collect();
            assert_eq!(first(&wide), EXPECTED, "as Excel saves Unicode text");
        }
    }

    #[test]
    fn rows_keep_their_numbers_and_remarks_and_empty_ones_are_left_out() {
        let sheet = read(b"name,address\n\nA,a@x.example\n,\n# Made today,\n\"'=B\",b@x.example\n").unwrap();
        let rows: Vec<(usize, &str)> =
            sheet.rows.iter().map(|row| (row.number, row.cells[0].as_str())).collect();
        assert_eq!(rows, [(2, "A"), (5, "=B")]);
    }

    #[test]
    fn what_is_no_table_or_too_large_is_refused() {
        assert_eq!(read(b""), Err(Unreadable::Empty));
        assert_eq!(read(b"name,address\n"), Err(Unreadable::Empty));
        assert_eq!(read(b"\x89PNG\r\n\x1a\n\0\0\0"), Err(Unreadable::NotATable));
        assert_eq!(read(b"PK\x03\x04nothing"), Err(Unreadable::TooLarge));
        assert_eq!(read(format!("a{}\nb", ",".repeat(60)).as_bytes()), Err(Unreadable::TooManyColumns));
        let many = format!("name\n{}", "x\n".repeat(MOST_ROWS + 1));
        assert_eq!(read(many.as_bytes()), Err(Unreadable::TooManyRows));
    }

    #[test]
    fn cells_far_apart_ask_for_no_memory_between_them() {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        sheet.write_string(0, 0, "name").unwrap();
        sheet.write_string(1_048_575, 16_383, "far").unwrap();
        assert_eq!(read(&workbook.save_to_buffer().unwrap()), Err(Unreadable::TooManyColumns));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// What is written is read: as CSV and as a workbook.
        #[test]
        fn what_is_written_comes_back(cells in prop::collection::vec("[a-zß-ÿ=+@,;\"\\n -]{1,12}", 1..5)) {
            let wanted: Vec<String> = cells.iter().map(|cell| cleaned(cell)).collect();
            prop_assume!(!wanted.iter().any(String::is_empty));
            let heading: Vec<String> = (0..cells.len()).map(|number| format!("column {number}")).collect();
            let row: Vec<Cell> = cells.iter().map(Cell::text).collect();
            let above: Vec<Cell> = heading.iter().map(Cell::text).collect();
            let csv = [BOM, &lines([above.as_slice(), row.as_slice()])].concat();
            prop_assert_eq!(&first(&csv), &wanted);

            let names: Vec<&str> = heading.iter().map(String::as_str).collect();
            let mut book = Book::new("Rows", &names).unwrap();
            book.add(&[row]).unwrap();
            let mut file = Cursor::new(Vec::new());
            book.finish(&[], &mut file).unwrap();
            prop_assert_eq!(&first(&file.into_inner()), &wanted);
        }

        #[test]
        fn no_bytes_bring_it_down(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&bytes);
            let _ = read(&[b"PK\x03\x04".as_slice(), &bytes].concat());
        }
    }
}
