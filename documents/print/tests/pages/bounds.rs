//! What is more than is printed is refused with what it is.

use documents::paper::{Cell, MOST_ROWS, MOST_TEXT, Row};
use documents::plan::{Printer as _, Unprintable};

use super::{PRESS, sample};

#[test]
fn too_much_is_refused() {
    let mut plan = sample::plan();
    plan.sections[0].rows = vec![Row::default(); MOST_ROWS + 1];
    let refused = Unprintable::TooMuch { what: "rows", most: MOST_ROWS };
    assert_eq!(PRESS.cycle_plan(&plan), Err(refused));

    let mut plan = sample::plan();
    plan.notes = vec!["x".repeat(MOST_TEXT + 1)];
    let refused = Unprintable::TooMuch { what: "characters of one text", most: MOST_TEXT };
    assert_eq!(PRESS.cycle_plan(&plan), Err(refused));
}

#[test]
fn a_row_with_more_cells_than_columns_is_refused() {
    let mut plan = sample::plan();
    plan.sections[1].rows[0].cells.push(Cell::from("one more"));
    assert_eq!(PRESS.cycle_plan(&plan), Err(Unprintable::Uneven));
}
