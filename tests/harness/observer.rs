//! Watches every statement on SQLite, which has no row-level security: one that touches a tenant's table must
//! name `org_id`.

use std::sync::{Arc, Mutex};
use store::tables;

#[derive(Clone, Debug, Default)]
pub(crate) struct Watch {
    faults: Arc<Mutex<Vec<String>>>,
    searches: Arc<Mutex<Vec<String>>>,
}

impl Watch {
    pub(crate) fn observer(&self) -> store::Observer {
        let (faults, searches) = (Arc::clone(&self.faults), Arc::clone(&self.searches));
        Arc::new(move |sql| {
            if sql.contains("search_index") {
                searches.lock().unwrap().push(sql.to_owned());
            }
            if forgets_organisation(sql) {
                faults.lock().unwrap().push(sql.to_owned());
            }
        })
    }

    /// The last question put to the index of words.
    pub(crate) fn last_search(&self) -> String {
        self.searches.lock().unwrap().last().expect("a search").clone()
    }

    /// Takes what was seen so far.
    pub(crate) fn take(&self) -> Vec<String> {
        std::mem::take(&mut *self.faults.lock().unwrap())
    }
}

/// Whether a statement touches a tenant's table without naming the organisation.
pub(crate) fn forgets_organisation(sql: &str) -> bool {
    let words: Vec<&str> = sql.split(|c: char| !c.is_alphanumeric() && c != '_').collect();
    // Nearly every statement names it, and then nobody asks about tables.
    if words.contains(&"org_id") {
        return false;
    }
    let mut tenants = tables::tenant().chain(tables::SQLITE_INDEXES.iter().copied());
    tenants.any(|table| names_table(&words, table))
}

/// A table's name right behind a word that introduces tables; columns and aliases do not count.
fn names_table(words: &[&str], table: &str) -> bool {
    let words: Vec<&&str> = words.iter().filter(|word| !word.is_empty()).collect();
    words.windows(2).any(|pair| {
        let introduces =
            ["from", "join", "into", "update"].iter().any(|word| pair[0].eq_ignore_ascii_case(word));
        introduces && *pair[1] == table
    })
}
