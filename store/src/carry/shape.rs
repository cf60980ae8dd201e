//! What a table looks like, as the schema says it: the same on both databases.

use super::KEPT_BACK;
use crate::doors::OrgRead;
use crate::error::{Error, Result, unreadable};
use crate::sql::Sql;
use sea_orm::{DbBackend, FromQueryResult};
use serde::{Deserialize, Serialize};

/// What a column holds, and how that is written in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// An id, with its dashes.
    Id,
    /// A moment, as RFC 3339 in UTC.
    Instant,
    /// A day, as YYYY-MM-DD.
    Day,
    /// Anything, as it is.
    Json,
    /// Bytes, in hexadecimal.
    Bytes,
    /// A whole number.
    Number,
    /// True or false.
    Flag,
    /// Text.
    Text,
}

impl Kind {
    /// From what the databases call it.
    fn parse(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "uuid" | "uuid_text" => Self::Id,
            "timestamptz" | "timestamp_with_timezone_text" => Self::Instant,
            "date" | "date_text" => Self::Day,
            "jsonb" | "jsonb_text" | "json_text" => Self::Json,
            "bytea" | "blob" | "blob(1)" => Self::Bytes,
            "int4" | "int8" | "integer" | "bigint" => Self::Number,
            "bool" | "boolean" => Self::Flag,
            "text" | "varchar" => Self::Text,
            _ => return None,
        })
    }
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnShape {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may be empty: null in JSON.
    pub optional: bool,
}

/// A table: what is carried of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableShape {
    /// Its name.
    pub table: &'static str,
    /// What is carried.
    pub columns: Vec<ColumnShape>,
    /// What stays behind.
    pub kept_back: Vec<ColumnShape>,
}

impl TableShape {
    /// Whether it has that column.
    pub(super) fn has(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.name == name)
    }
}

#[derive(FromQueryResult)]
struct Row {
    name: String,
    kind: String,
    optional: String,
}

const SQLITE: &str = "select name, type as kind, case when \"notnull\" = 1 then 'NO' else 'YES' end as optional \
    from pragma_table_info(";
const POSTGRES: &str = "select column_name::text as name, udt_name::text as kind, is_nullable::text as optional \
    from information_schema.columns where table_schema = 'public' and is_generated = 'NEVER' and table_name = ";

impl OrgRead {
    /// What a table looks like.
    ///
    /// # Errors
    /// When the database refuses, or says something that we do not know.
    pub async fn shape(&self, table: &'static str) -> Result<TableShape> {
        let sql = match self.door.backend() {
            DbBackend::Postgres => Sql::new(POSTGRES).bind(table),
            _ => Sql::new(SQLITE).bind(table).push(")"),
        };
        let mut rows: Vec<Row> = self.door.all(sql).await?;
        if rows.is_empty() {
            return Err(Error::NotFound);
        }
        // What was added later stands elsewhere on each database.
        rows.sort_by(|one, other| one.name.cmp(&other.name));
        let (mut columns, mut kept_back) = (Vec::new(), Vec::new());
        for row in rows {
            let kind = Kind::parse(&row.kind).ok_or(unreadable("kind of a column"))?;
            let stays = KEPT_BACK.iter().any(|(of, name, _)| *of == table && *name == row.name);
            let column = ColumnShape { name: row.name, kind, optional: row.optional == "YES" };
            if stays { &mut kept_back } else { &mut columns }.push(column);
        }
        Ok(TableShape { table, columns, kept_back })
    }
}
