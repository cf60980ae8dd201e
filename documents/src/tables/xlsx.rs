//! Tables as XLSX: one sheet of rows under a frozen heading that filters, and a sheet that says what it is.
//!
//! Rows go to a temporary file as they come and are never held together.

use super::Cell;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use std::io::{Seek, Write};

/// The most characters that a cell of a spreadsheet holds.
const MOST_IN_A_CELL: usize = 32_767;
const NARROWEST: usize = 10;
const WIDEST: usize = 60;

/// A file that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the spreadsheet could not be written: {0}")]
pub struct Unwritten(#[from] XlsxError);

struct Formats {
    heading: Format,
    text: Format,
    date: Format,
    moment: Format,
}

impl Formats {
    fn new() -> Self {
        let plain = || Format::new().set_align(FormatAlign::Top);
        Self {
            heading: Format::new()
                .set_bold()
                .set_background_color(Color::RGB(0x00EE_F1F5))
                .set_border_bottom(FormatBorder::Thin),
            text: plain().set_text_wrap(),
            date: plain().set_num_format("d mmm yyyy").set_align(FormatAlign::Left),
            moment: plain().set_num_format("d mmm yyyy hh:mm").set_align(FormatAlign::Left),
        }
    }
}

/// A workbook under construction.
pub struct Book {
    workbook: Workbook,
    formats: Formats,
    widths: Vec<usize>,
    rows: u32,
}

impl std::fmt::Debug for Book {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Book").field("rows", &self.rows).finish_non_exhaustive()
    }
}

impl Book {
    /// Begins with a sheet of that name and these headings.
    ///
    /// # Errors
    /// When there is no room for it.
    pub fn new(name: &str, headings: &[&str]) -> Result<Self, Unwritten> {
        let (mut workbook, formats) = (Workbook::new(), Formats::new());
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        let sheet = sheet.set_name(name)?;
        for (column, heading) in (0..).zip(headings) {
            sheet.write_string_with_format(0, column, *heading, &formats.heading)?;
        }
        // Room for the button that filters.
        let widths = headings.iter().map(|heading| heading.chars().count() + 4).collect();
        Ok(Self { workbook, formats, widths, rows: 0 })
    }

    /// Adds rows.
    ///
    /// # Errors
    /// When there is no room for them.
    pub fn add(&mut self, rows: &[Vec<Cell>]) -> Result<(), Unwritten> {
        let sheet = self.workbook.worksheet_from_index(0)?;
        for row in rows {
            self.rows += 1;
            for ((column, cell), widest) in (0..).zip(row).zip(&mut self.widths) {
                *widest = (*widest).max(write(sheet, (self.rows, column), cell, &self.formats)?);
            }
        }
        Ok(())
    }

    /// Adds the sheet "About", with a name and a value to each line, and writes the file.
    ///
    /// # Errors
    /// When it cannot be written there.
    pub fn finish<W: Write + Seek + Send>(
        mut self,
        about: &[(String, Cell)],
        into: W,
    ) -> Result<(), Unwritten> {
        let sheet = self.workbook.worksheet_from_index(0)?;
        let last = u16::try_from(self.widths.len().saturating_sub(1)).unwrap_or_default();
        sheet.set_freeze_panes(1, 0)?;
        sheet.autofilter(0, 0, self.rows, last)?;
        for (column, width) in (0..).zip(&self.widths) {
            sheet.set_column_width(column, width_of(*width))?;
        }
        sheet.set_repeat_rows(0, 0)?;
        sheet.set_landscape();
        sheet.set_print_fit_to_pages(1, 0);

        let sheet = self.workbook.add_worksheet();
        sheet.set_name("About")?;
        let mut widest = NARROWEST;
        for (row, (name, value)) in (0..).zip(about) {
            sheet.write_string_with_format(row, 0, name, &self.formats.heading)?;
            widest = widest.max(write(sheet, (row, 1), value, &self.formats)?);
        }
        sheet.set_column_width(0, 20)?;
        sheet.set_column_width(1, width_of(widest))?;
        self.workbook.save_to_writer(into)?;
        Ok(())
    }
}

fn width_of(characters: usize) -> f64 {
    let characters = u32::try_from(characters.clamp(NARROWEST, WIDEST)).unwrap_or_default();
    f64::from(characters) + 1.0
}

/// Writes a cell and answers how wide it is. Text is written as text, whatever it begins with.
fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    formats: &Formats,
) -> Result<usize, XlsxError> {
    match cell {
        Cell::Empty => Ok(0),
        Cell::Text(text) => {
            let text = fitting(text);
            sheet.write_string_with_format(row, column, text.as_str(), &formats.text)?;
            Ok(text.lines().map(|line| line.chars().count()).max().unwrap_or_default())
        }
        Cell::Number(number) => {
            // Whole numbers up to 2^53 are exact; nothing here counts further.
            #[expect(clippy::cast_precision_loss, reason = "a spreadsheet knows no other numbers")]
            sheet.write_number(row, column, *number as f64)?;
            Ok(number.to_string().len())
        }
        Cell::Date(day) => {
            sheet.write_datetime_with_format(row, column, day, &formats.date)?;
            Ok(12)
        }
        Cell::Moment(at) => {
            sheet.write_datetime_with_format(row, column, at.naive_local(), &formats.moment)?;
            Ok(18)
        }
    }
}

/// The text, or as much of it as a cell holds with a word that there is more.
fn fitting(text: &str) -> String {
    const MORE: &str = " … (cut here: a cell holds no more)";
    if text.chars().count() <= MOST_IN_A_CELL {
        return text.to_owned();
    }
    text.chars().take(MOST_IN_A_CELL - MORE.chars().count()).chain(MORE.chars()).collect()
}
