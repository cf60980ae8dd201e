//! Lists that people take away as files: that somebody did is part of the trail.

use crate::doors::OrgTx;
use domain::event::Event;

impl OrgTx {
    /// Notes that somebody takes a list away, before they have it.
    pub fn note_export(&self, list: &str, format: &str, rows: i64) {
        self.record(Event::ListExported { list: list.to_owned(), format: format.to_owned(), rows });
    }
}
