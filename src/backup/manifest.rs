//! What a backup says of itself.

use crate::archive::{self, Entry};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What a backup says of itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// The number of its form.
    pub(crate) format: u32,
    /// The version of the program that made it.
    pub(crate) program: String,
    /// When it was made.
    pub(crate) made_at: DateTime<Utc>,
    /// `sqlite` or `postgres`.
    pub(crate) database: String,
    /// What made the database what it is.
    pub(crate) migrations: Vec<String>,
    /// Everything in it, the database first.
    pub(crate) entries: Vec<Entry>,
    /// Files that could not be read as a whole.
    pub(crate) left_out: Vec<String>,
}

impl archive::Manifest for Manifest {
    const NOUN: &'static str = "backup";
    const FORMAT: u32 = 1;

    fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

impl Manifest {
    pub(super) fn new(
        database: &str,
        migrations: Vec<String>,
        made_at: DateTime<Utc>,
        entries: Vec<Entry>,
        left_out: Vec<String>,
    ) -> Self {
        let (program, database) = (env!("CARGO_PKG_VERSION").to_owned(), database.to_owned());
        Self {
            format: <Self as archive::Manifest>::FORMAT,
            program,
            made_at,
            database,
            migrations,
            entries,
            left_out,
        }
    }
}
