//! How the fate of rows is shown.

use super::file::Brought;
use crate::names::{ImportFate, ImportField};
use domain::people_import::{Difference, Fate, Planned};
use serde::Serialize;
use store::{ImportPlan, Imported};
use utoipa::ToSchema;

/// How many rows have each fate.
#[derive(Default, Serialize, ToSchema)]
#[schema(as = ImportCounts)]
pub(crate) struct CountsView {
    added: usize,
    changed: usize,
    same: usize,
    wrong: usize,
}

/// What a file would do.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportPreview)]
pub(crate) struct ImportPreviewView {
    /// To be sent with the file when it is imported.
    digest: String,
    counts: CountsView,
    /// The file's first row.
    headings: Vec<String>,
    /// Headings that mean nothing here; their columns are left alone.
    unknown_headings: Vec<String>,
    rows: Vec<ImportRowView>,
}

/// A row of the file and its fate.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportRow)]
pub(crate) struct ImportRowView {
    /// Its number in the file; the heading is row 1.
    number: usize,
    name: String,
    address: String,
    #[schema(value_type = ImportFate)]
    fate: &'static str,
    /// What would be different.
    differences: Vec<DifferenceView>,
    /// What is wrong.
    faults: Vec<FaultView>,
    /// What stands in a row in which something is wrong, so that it can be mended.
    cells: Vec<String>,
}

/// One difference.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportDifference)]
pub(crate) struct DifferenceView {
    #[schema(value_type = ImportField)]
    field: &'static str,
    before: String,
    after: String,
}

/// One thing that is wrong.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportFault)]
pub(crate) struct FaultView {
    #[schema(value_type = ImportField)]
    field: &'static str,
    /// Stable code.
    code: &'static str,
    /// The same for people.
    detail: String,
}

/// What an import did.
#[derive(Serialize, ToSchema)]
#[schema(as = ImportOutcome)]
pub(crate) struct ImportedView {
    added: i32,
    changed: i32,
    same: i32,
    left_out: i32,
    /// How many were invited.
    invited: i32,
    /// The rows that were left out.
    wrong: Vec<ImportRowView>,
}

impl ImportPreviewView {
    pub(crate) fn of(plan: ImportPlan, brought: Brought) -> Self {
        let mut counts = CountsView::default();
        for row in &plan.rows {
            *match row.fate {
                Fate::Added(_) => &mut counts.added,
                Fate::Changed(..) => &mut counts.changed,
                Fate::Same(_) => &mut counts.same,
                Fate::Wrong(_) => &mut counts.wrong,
            } += 1;
        }
        let with_cells = |(row, (_, cells)): (&Planned, (usize, Vec<String>))| {
            let cells = if matches!(row.fate, Fate::Wrong(_)) { cells } else { Vec::new() };
            ImportRowView { cells, ..ImportRowView::from(row) }
        };
        Self {
            digest: plan.digest,
            counts,
            headings: brought.headings,
            unknown_headings: brought.file.headings.unknown,
            rows: plan.rows.iter().zip(brought.file.rows).map(with_cells).collect(),
        }
    }
}

impl ImportedView {
    pub(crate) fn of(done: Imported, wrong: Vec<ImportRowView>) -> Self {
        let Imported { added, changed, same, left_out, invited } = done;
        Self { added, changed, same, left_out, invited, wrong }
    }
}

/// The rows in which something is wrong.
pub(crate) fn wrong_rows(rows: &[Planned]) -> Vec<ImportRowView> {
    rows.iter().filter(|row| matches!(row.fate, Fate::Wrong(_))).map(ImportRowView::from).collect()
}

impl From<&Planned> for ImportRowView {
    fn from(row: &Planned) -> Self {
        let (mut differences, mut faults) = (Vec::new(), Vec::new());
        let fate = match &row.fate {
            Fate::Added(_) => "added",
            Fate::Changed(.., found) => {
                differences.extend(found.iter().map(DifferenceView::from));
                "changed"
            }
            Fate::Same(_) => "same",
            Fate::Wrong(found) => {
                faults.extend(found.iter().map(|(field, fault)| FaultView {
                    field: field.name(),
                    code: fault.code(),
                    detail: fault.to_string(),
                }));
                "wrong"
            }
        };
        Self {
            number: row.number,
            name: row.name.clone(),
            address: row.address.clone(),
            fate,
            differences,
            faults,
            cells: Vec::new(),
        }
    }
}

impl From<&Difference> for DifferenceView {
    fn from(one: &Difference) -> Self {
        Self { field: one.field.name(), before: one.before.clone(), after: one.after.clone() }
    }
}
