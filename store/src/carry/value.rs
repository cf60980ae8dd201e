//! One value, from a row into JSON and back. What is read back is what was there: see the round trip in `tests/carry.rs`.

use super::{ColumnShape, Kind};
use crate::error::{Error, Result, unreadable};
use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use domain::trail::hexadecimal;
use sea_orm::{QueryResult, Value};
use serde_json::Value as Json;
use uuid::Uuid;

/// Reads a value of a row.
pub(super) fn read(row: &QueryResult, column: &ColumnShape) -> Result<Json> {
    let name = column.name.as_str();
    Ok(match column.kind {
        Kind::Id => row.try_get::<Option<Uuid>>("", name)?.map(|id| Json::from(id.to_string())),
        Kind::Instant => row
            .try_get::<Option<DateTime<Utc>>>("", name)?
            .map(|at| Json::from(at.to_rfc3339_opts(SecondsFormat::AutoSi, true))),
        Kind::Day => row.try_get::<Option<NaiveDate>>("", name)?.map(|day| Json::from(day.to_string())),
        Kind::Json => row.try_get::<Option<Json>>("", name)?,
        Kind::Bytes => row.try_get::<Option<Vec<u8>>>("", name)?.map(|bytes| Json::from(hexadecimal(&bytes))),
        Kind::Number => row.try_get::<Option<i64>>("", name)?.map(Json::from),
        Kind::Flag => row.try_get::<Option<bool>>("", name)?.map(Json::from),
        Kind::Text => row.try_get::<Option<String>>("", name)?.map(Json::from),
    }
    .unwrap_or_default())
}

/// What is put into a row for it.
///
/// # Errors
/// [`Error::Invalid`] where it is none of its kind.
pub(super) fn write(table: &str, column: &ColumnShape, json: &Json) -> Result<Value> {
    let wrong = || Error::Invalid { field: format!("{table}.{}", column.name), code: "no_such_value" };
    if json.is_null() {
        return if column.optional { Ok(nothing(column.kind)) } else { Err(wrong()) };
    }
    let text = || json.as_str().ok_or_else(wrong);
    Ok(match column.kind {
        Kind::Id => text()?.parse::<Uuid>().map_err(|_| wrong())?.into(),
        Kind::Instant => text()?.parse::<DateTime<Utc>>().map_err(|_| wrong())?.into(),
        Kind::Day => text()?.parse::<NaiveDate>().map_err(|_| wrong())?.into(),
        Kind::Json => json.clone().into(),
        Kind::Bytes => bytes(text()?).ok_or_else(wrong)?.into(),
        Kind::Number => json.as_i64().ok_or_else(wrong)?.into(),
        Kind::Flag => json.as_bool().ok_or_else(wrong)?.into(),
        Kind::Text => text()?.into(),
    })
}

/// Nothing, of that kind: PostgreSQL wants to know of which.
pub(super) fn nothing(kind: Kind) -> Value {
    match kind {
        Kind::Id => None::<Uuid>.into(),
        Kind::Instant => None::<DateTime<Utc>>.into(),
        Kind::Day => None::<NaiveDate>.into(),
        Kind::Json => None::<Json>.into(),
        Kind::Bytes => None::<Vec<u8>>.into(),
        Kind::Number => None::<i64>.into(),
        Kind::Flag => None::<bool>.into(),
        Kind::Text => None::<String>.into(),
    }
}

/// What stands for what stayed behind, where something has to.
pub(super) fn instead(table: &str, column: &ColumnShape) -> Result<Value> {
    match column.kind {
        kind if column.optional => Ok(nothing(kind)),
        Kind::Bytes => Ok(Vec::<u8>::new().into()),
        Kind::Json => Ok(Json::Array(Vec::new()).into()),
        _ => {
            tracing::error!(table, column.name, "nothing stands for what stays behind");
            Err(unreadable("column that stays behind"))
        }
    }
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    digits.chunks(2).map(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok()).collect()
}
