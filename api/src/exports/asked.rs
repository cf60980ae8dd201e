//! What was asked of an export: the form, the columns, and the list's own filters and order.

use super::Exported;
use crate::extract::Parameters;
use crate::problem::Problem;
use store::{Column, List, ListQuery, lists};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Csv,
    Xlsx,
}

impl Format {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }
}

pub(super) struct Asked {
    pub(super) format: Format,
    pub(super) list: List,
    pub(super) columns: Vec<&'static Column>,
    /// Filters, words and order: what the list itself is asked.
    pub(super) query: ListQuery,
}

impl Asked {
    pub(super) fn of<T: Exported>(Parameters(mut query): Parameters) -> Result<Self, Problem> {
        let list = lists().into_iter().find(|list| list.noun == T::NOUN).ok_or(Problem::Internal)?;
        let format = match query.parameters.remove("format").as_deref() {
            Some("csv") => Format::Csv,
            Some("xlsx") => Format::Xlsx,
            _ => return Err(Problem::field("format", "unknown", "must be csv or xlsx")),
        };
        let columns = match query.parameters.remove("columns") {
            Some(names) => names.split(',').map(|name| column(&list, name)).collect::<Result<_, _>>()?,
            None => list.columns.iter().filter(|column| column.is_shown()).collect(),
        };
        if let Some(name) = ["limit", "cursor"].iter().find(|name| query.parameters.contains_key(**name)) {
            return Err(Problem::field(name, "unknown", "an export has no pages"));
        }
        query.walks = true;
        Ok(Self { format, list, columns, query })
    }
}

fn column(list: &List, name: &str) -> Result<&'static Column, Problem> {
    let found = list.columns.iter().find(|column| column.is_shown() && column.name == name);
    found.ok_or_else(|| Problem::field("columns", "unknown", "names a column that this list does not have"))
}
