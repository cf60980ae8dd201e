//! Statements written by hand, the same words for both databases: `$n` is understood by either.

use chrono::NaiveDate;
use sea_orm::{DbBackend, Statement, Value};

/// A statement under construction. Values are only ever bound, never written into the text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    pub(crate) fn new(text: &str) -> Self {
        Self { text: text.to_owned(), values: Vec::new() }
    }

    /// Adds text of our own.
    pub(crate) fn push(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self
    }

    /// Adds text of our own in which each `{today}` stands for that day.
    pub(crate) fn push_dated(mut self, text: &str, today: NaiveDate) -> Self {
        for (position, part) in text.split("{today}").enumerate() {
            self = if position > 0 { self.bind(today) } else { self }.push(part);
        }
        self
    }

    /// Adds a value.
    pub(crate) fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self.text.push('$');
        self.text.push_str(&self.values.len().to_string());
        self
    }

    /// Adds several values, separated by commas.
    pub(crate) fn bind_all<V: Into<Value>>(mut self, values: impl IntoIterator<Item = V>) -> Self {
        for (position, value) in values.into_iter().enumerate() {
            if position > 0 {
                self = self.push(", ");
            }
            self = self.bind(value);
        }
        self
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn statement(self, backend: DbBackend) -> Statement {
        Statement::from_sql_and_values(backend, self.text, self.values)
    }
}
