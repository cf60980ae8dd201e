//! The entries by which things and people are found, written where the thing is written. A noun joins by what its
//! `Shared` says in `text`.

use crate::doors::{OrgRead, OrgTx};
use crate::error::Result;
use crate::sql::Sql;
use domain::find::{folded_words, reference_words};
use domain::id::SubjectId;
use uuid::Uuid;

/// As much of a text as is searched, in characters: PostgreSQL takes a megabyte of different words at most.
const LONGEST: usize = 20_000;
/// So many at once; a statement takes a limited number of values.
const BATCH: usize = 100;

/// What is searched of a new thing or person.
pub(crate) struct Searched {
    id: Uuid,
    kind: &'static str,
    reference: String,
    title: String,
    text: String,
}

impl Searched {
    pub(crate) fn new(
        id: Uuid,
        kind: &'static str,
        reference: Option<&str>,
        title: &str,
        text: &[&str],
    ) -> Self {
        Self {
            id,
            kind,
            reference: reference_words(reference.unwrap_or_default()),
            title: folded_words(title),
            text: bounded(text),
        }
    }
}

fn bounded(text: &[&str]) -> String {
    text.join("\n").trim().chars().take(LONGEST).collect()
}

impl OrgTx {
    /// Writes the entries of what is new.
    pub(crate) async fn add_searched(&self, entries: &[Searched]) -> Result<()> {
        for batch in entries.chunks(BATCH) {
            let mut sql = Sql::new(
                "insert into search_entry (org_id, id, kind, reference_words, title_words, text_words, text) values ",
            );
            for (position, entry) in batch.iter().enumerate() {
                sql = sql
                    .push(if position > 0 { ", (" } else { "(" })
                    .bind_all([self.org(), entry.id])
                    .push(", ")
                    .bind_all([
                        entry.kind,
                        &entry.reference,
                        &entry.title,
                        &folded_words(&entry.text),
                        &entry.text,
                    ])
                    .push(")");
            }
            self.door.run(sql).await?;
        }
        Ok(())
    }

    /// Writes what something is called now, and what else it says where that is given.
    pub(crate) async fn save_searched(&self, id: Uuid, title: &str, text: Option<&[&str]>) -> Result<()> {
        let mut sql = Sql::new("update search_entry set title_words = ").bind(folded_words(title));
        if let Some(text) = text.map(bounded) {
            sql = sql.push(", text_words = ").bind(folded_words(&text)).push(", text = ").bind(text);
        }
        let sql = sql.push(" where org_id = ").bind(self.org()).push(" and id = ").bind(id);
        self.door.run(sql).await.map(drop)
    }
}

/// Lets a thing be found by the reference that was drawn for it.
pub(crate) async fn name_searched(org: &OrgRead, id: SubjectId, reference: &str) -> Result<()> {
    let sql = Sql::new("update search_entry set reference_words = ")
        .bind(reference_words(reference))
        .push(" where org_id = ")
        .bind(org.org())
        .push(" and id = ")
        .bind(id.0);
    org.door.run(sql).await.map(drop)
}
