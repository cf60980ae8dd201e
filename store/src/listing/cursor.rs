//! Opaque cursors: where a page ended, by the value of its sort column and the id. They say nothing about whose
//! list it was; the query they are used in decides that.

use super::{Column, Kind, List};
use crate::error::Result;
use crate::sql::Sql;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use sea_orm::{QueryResult, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The longest text a cursor may be.
const MAX: usize = 2_000;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Key {
    Number(i64),
    Date(NaiveDate),
    Instant(DateTime<Utc>),
    Text(String),
}

impl Key {
    fn fits(&self, kind: Kind) -> bool {
        matches!(
            (self, kind),
            (Self::Number(_), Kind::Number)
                | (Self::Date(_), Kind::Date)
                | (Self::Instant(_), Kind::Instant)
                | (Self::Text(_), Kind::Text | Kind::OneOf(_))
        )
    }

    /// PostgreSQL stores no NUL, and neither database every day that a date can say.
    fn can_be_compared(&self) -> bool {
        let known = |year| (0..=9_999).contains(&year);
        match self {
            Self::Number(_) => true,
            Self::Date(day) => known(day.year()),
            Self::Instant(at) => known(at.year()),
            Self::Text(text) => !text.chars().any(char::is_control),
        }
    }

    fn value(&self) -> Value {
        match self {
            Self::Number(number) => (*number).into(),
            Self::Date(date) => (*date).into(),
            Self::Instant(at) => (*at).into(),
            Self::Text(text) => text.clone().into(),
        }
    }
}

/// Reads a cursor as a list does that is sorted so, and writes it again. The door for tests that try foreign text where no
/// database is; `None` for what the list refuses.
#[must_use]
pub fn cursor_again(list: &List, column: &Column, descending: bool, text: &str) -> Option<String> {
    let cursor = Cursor::read(text, list.noun, column, descending)?;
    Some(cursor.write(list.noun, column, descending))
}

#[derive(Serialize, Deserialize)]
struct Wire {
    list: String,
    sort: String,
    key: Key,
    id: Uuid,
}

pub(super) struct Cursor {
    key: Key,
    id: Uuid,
}

fn sort_name(column: &Column, descending: bool) -> String {
    format!("{}{}", if descending { "-" } else { "" }, column.name)
}

impl Cursor {
    pub(super) fn of(row: &QueryResult, column: &Column) -> Result<Self> {
        let key = match column.kind {
            // PostgreSQL tells a short number from a long one.
            Kind::Number => Key::Number(match row.try_get::<i64>("", "sort_value") {
                Ok(number) => number,
                Err(_) => i64::from(row.try_get::<i32>("", "sort_value")?),
            }),
            Kind::Date => Key::Date(row.try_get("", "sort_value")?),
            Kind::Instant => Key::Instant(row.try_get("", "sort_value")?),
            _ => Key::Text(row.try_get("", "sort_value")?),
        };
        Ok(Self { key, id: row.try_get("", "sort_id")? })
    }

    pub(super) fn write(self, list: &str, column: &Column, descending: bool) -> String {
        let wire =
            Wire { list: list.to_owned(), sort: sort_name(column, descending), key: self.key, id: self.id };
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(&wire).unwrap_or_default())
    }

    /// Reads a cursor of this list and this sort; `None` for anything else.
    pub(super) fn read(text: &str, list: &str, column: &Column, descending: bool) -> Option<Self> {
        if text.len() > MAX {
            return None;
        }
        let wire: Wire = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        if !wire.key.can_be_compared() {
            return None;
        }
        let fits =
            wire.list == list && wire.sort == sort_name(column, descending) && wire.key.fits(column.kind);
        fits.then_some(Self { key: wire.key, id: wire.id })
    }

    /// Adds that rows come after this one. Compared as a pair, so that an index leads straight there.
    pub(super) fn after(&self, sql: Sql, (column, key): (&str, &str), descending: bool) -> Sql {
        let than = if descending { "<" } else { ">" };
        sql.push(&format!(" and ({column}, {key}) {than} ("))
            .bind(self.key.value())
            .push(", ")
            .bind(self.id)
            .push(")")
    }
}
