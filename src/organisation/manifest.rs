//! What an export says of itself.

use crate::archive::{self, Entry};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use store::carry::{ColumnShape, KEPT_BACK, STAYS, TableShape};
use uuid::Uuid;

/// What an export says of itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// The number of its form.
    pub(super) format: u32,
    /// The version of the program that made it.
    pub(super) program: String,
    /// The moment that it is of.
    pub(super) made_at: DateTime<Utc>,
    /// What made the tables what they are.
    pub(super) migrations: Vec<String>,
    /// Whose it is.
    pub(super) organisation: Whose,
    /// Its tables, each behind those that it refers to.
    pub(super) tables: Vec<Table>,
    /// What is not in it, and why.
    pub(super) left_behind: Vec<LeftBehind>,
    /// Files that could not be read as a whole.
    pub(super) left_out: Vec<String>,
    /// Everything in it.
    pub(super) entries: Vec<Entry>,
}

/// Whose an export is.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Whose {
    /// Its id.
    pub(super) id: Uuid,
    /// Its part of a URL.
    pub(super) slug: String,
    /// Its name.
    pub(super) name: String,
}

/// A table.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Table {
    /// Its name.
    pub(super) name: String,
    /// How many rows of it there are.
    pub(super) rows: u64,
    /// What a row has.
    pub(super) columns: Vec<ColumnShape>,
}

/// What stays behind.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct LeftBehind {
    /// A table, or one column of it.
    pub(super) what: String,
    /// Why.
    pub(super) why: String,
}

impl archive::Manifest for Manifest {
    const NOUN: &'static str = "export";
    const FORMAT: u32 = 1;

    fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

impl Table {
    pub(super) fn new(shape: &TableShape, rows: u64) -> Self {
        Self { name: shape.table.to_owned(), rows, columns: shape.columns.clone() }
    }
}

/// Everything that stays behind.
pub(super) fn left_behind() -> Vec<LeftBehind> {
    let tables = STAYS.iter().map(|(table, why)| ((*table).to_owned(), *why));
    let columns = KEPT_BACK.iter().map(|(table, column, why)| (format!("{table}.{column}"), *why));
    tables.chain(columns).map(|(what, why)| LeftBehind { what, why: why.to_owned() }).collect()
}
