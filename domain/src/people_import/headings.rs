//! Which column holds what.

use crate::access::names;
use crate::text::folded;
use serde::{Deserialize, Serialize};
use std::fmt;

names! {
    /// What a column may hold.
    Field {
        /// The name.
        Name = "name",
        /// The work address: who is meant.
        Address = "address",
        /// The IANA zone.
        Zone = "zone",
        /// The roles.
        Roles = "roles",
        /// The address of whom they answer to.
        Manager = "manager",
    }
}

impl Field {
    /// What may stand above its column.
    const fn headings(self) -> &'static [&'static str] {
        match self {
            Self::Name => &["name", "full name"],
            Self::Address => {
                &["address", "email", "e-mail", "email address", "work address", "work email address"]
            }
            Self::Zone => &["zone", "time zone", "timezone"],
            Self::Roles => &["roles", "role"],
            Self::Manager => &["manager", "manager_address", "manager's address", "line manager's address"],
        }
    }
}

/// Why the headings cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HeadingsRefused {
    /// A column that has to be there is not.
    #[error(
        "there is no column {0}; the first row names the columns: name, address, and perhaps zone, roles, manager"
    )]
    Missing(Field),
    /// Two columns for the same.
    #[error("there are two columns for {0}")]
    Twice(Field),
}

impl HeadingsRefused {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Missing(_) => "missing_column",
            Self::Twice(_) => "column_twice",
        }
    }
}

/// The columns of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headings {
    columns: [Option<usize>; Field::ALL.len()],
    /// Headings that mean nothing here; their columns are left alone.
    pub unknown: Vec<String>,
}

impl Headings {
    /// Reads the first row, whatever its case.
    ///
    /// # Errors
    /// When name or address is missing, or something stands above two columns.
    pub fn read(row: &[String]) -> Result<Self, HeadingsRefused> {
        let mut headings = Self::default();
        for (column, text) in row.iter().enumerate() {
            let key = folded(text).replace('\u{2019}', "'");
            let Some(field) = Field::ALL.iter().find(|field| field.headings().contains(&key.as_str())) else {
                headings.unknown.extend((!key.is_empty()).then(|| text.clone()));
                continue;
            };
            if headings.columns[*field as usize].replace(column).is_some() {
                return Err(HeadingsRefused::Twice(*field));
            }
        }
        for field in [Field::Name, Field::Address] {
            headings.column(field).ok_or(HeadingsRefused::Missing(field))?;
        }
        Ok(headings)
    }

    /// Where a field stands.
    pub(super) const fn column(&self, field: Field) -> Option<usize> {
        self.columns[field as usize]
    }
}
