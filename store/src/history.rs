//! Who changed what and when, read from the revisions. How any two of them differ is in `history/difference.rs`; what was
//! linked in between, which makes no version, in `history/linkings.rs`.

mod difference;
mod linkings;

pub use difference::{Contrast, Difference, FieldDifference};
pub use linkings::OtherEnd;

use crate::doer::Doer;
use crate::doors::OrgRead;
use crate::entity::{person, revision, subject};
use crate::error::{Error, Result};
use crate::listing::Page;
use domain::access::{Action, Reach};
use domain::clock::Instant;
use domain::id::SubjectId;
use domain::notes::Notes;
use sea_orm::{ColumnTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// A field's value as it is shown.
pub type Value = Json;

/// One version of a subject.
#[derive(Clone, Debug)]
pub struct HistoryEntry {
    /// The version that it made.
    pub version: i32,
    /// When.
    pub at: Instant,
    /// Who did it.
    pub doer: Doer,
    /// What happened.
    pub event: String,
    /// What changed: field, before, after.
    pub changes: Vec<(String, Value, Value)>,
    /// To what it was linked, or no longer is: then it made no version, and `version` is the one it came upon.
    pub linked: Option<OtherEnd>,
}

/// Fields that hold a person's id, and fields that hold a subject's.
const PERSONS: [&str; 3] = ["owner", "reviewer", "verified_by"];
const SUBJECTS: [&str; 2] = ["control", "certification"];
/// Fields that say nothing to a reader; who implemented it is who made that entry.
const HIDDEN: [&str; 4] = ["id", "catalogue_id", "implemented_by", "visit"];
/// The field of formatted text, of which the history shows the beginning; all of it is in the difference.
const NOTES: &str = "notes";
const BEGINNING: usize = 200;

impl OrgRead {
    /// The versions of a subject before version `before`, latest first, and what was linked in between. The caller has
    /// shown that it may see the subject; of what was linked is told what its permissions, which reach so far, let it see.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn history(
        &self,
        subject: SubjectId,
        before: Option<i32>,
        limit: u64,
        reach_of: impl Fn(Action) -> Reach,
    ) -> Result<Page<HistoryEntry>> {
        let mut find = self.find::<revision::Entity>().filter(revision::Column::SubjectId.eq(subject.0));
        if let Some(before) = before {
            find = find.filter(revision::Column::Version.lt(before));
        }
        let rows = find.order_by_desc(revision::Column::Version).limit(limit + 1).all(self.door.tx()).await?;
        let total = self.door.one::<Count>(
            self.sql("select count(*) as count from revision where org_id = ")
                .push(" and subject_id = ")
                .bind(subject.0),
        );
        let total = total.await?.ok_or(Error::NotFound)?.count;
        let names = self.names(&rows).await?;
        let shown = rows.len().min(usize::try_from(limit).unwrap_or(usize::MAX));
        let mut entries: Vec<HistoryEntry> =
            (0..shown).map(|index| entry(&rows[index], rows.get(index + 1), &names)).collect();
        let next =
            (rows.len() > shown).then(|| entries.last().map(|last| last.version.to_string())).flatten();
        let oldest = rows.get(shown.saturating_sub(1)).filter(|_| next.is_some()).map(|row| row.at);
        self.add_linkings(&mut entries, subject, (oldest, before), reach_of).await?;
        Ok(Page { items: entries, next, total })
    }

    /// The names of everyone and everything that the revisions mention.
    async fn names(&self, rows: &[revision::Model]) -> Result<HashMap<Uuid, String>> {
        let ids_in = |fields: &[&str]| -> BTreeSet<Uuid> {
            let bodies = rows.iter().flat_map(|row| fields.iter().filter_map(|field| row.body.get(*field)));
            bodies.filter_map(|value| value.as_str()).filter_map(|text| Uuid::parse_str(text).ok()).collect()
        };
        let persons = rows.iter().filter_map(|row| row.actor_id).chain(ids_in(&PERSONS));
        let mut names = HashMap::new();
        let found = self
            .find::<person::Entity>()
            .filter(person::Column::Id.is_in(persons))
            .all(self.door.tx())
            .await?;
        names.extend(found.into_iter().map(|person| (person.id, person.name)));
        let subjects = ids_in(&SUBJECTS);
        if !subjects.is_empty() {
            let found = self
                .find::<subject::Entity>()
                .filter(subject::Column::Id.is_in(subjects))
                .all(self.door.tx())
                .await?;
            names.extend(found.into_iter().map(|one| (one.id, one.reference.unwrap_or(one.title))));
        }
        Ok(names)
    }
}

#[derive(sea_orm::FromQueryResult)]
struct Count {
    count: i64,
}

fn entry(
    row: &revision::Model,
    before: Option<&revision::Model>,
    names: &HashMap<Uuid, String>,
) -> HistoryEntry {
    let empty = Map::new();
    let old = before.and_then(|before| before.body.as_object()).unwrap_or(&empty);
    let new = row.body.as_object().unwrap_or(&empty);
    // A first version is told by its event; its fields are the page's.
    let fields = if row.version == 1 { Vec::new() } else { changed(old, new) };
    let changes = fields
        .into_iter()
        .map(|field| {
            (field.clone(), shown(field, old.get(field), names), shown(field, new.get(field), names))
        })
        .collect();
    HistoryEntry {
        version: row.version,
        at: row.at,
        doer: Doer::of(&row.actor_kind, row.actor_id, row.actor_id.and_then(|id| names.get(&id).cloned())),
        event: row.event.clone(),
        changes,
        linked: None,
    }
}

/// The fields in which two versions differ. A field that came later and is empty is like one that was not there.
fn changed<'a>(old: &'a Map<String, Json>, new: &'a Map<String, Json>) -> Vec<&'a String> {
    let fields: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let said = |body: &'a Map<String, Json>, field: &String| body.get(field).filter(|value| !value.is_null());
    let differs = |field: &&String| said(old, field) != said(new, field);
    fields.into_iter().filter(|field| !HIDDEN.contains(&field.as_str())).filter(differs).collect()
}

fn shown(field: &str, value: Option<&Json>, names: &HashMap<Uuid, String>) -> Value {
    let Some(value) = value else { return Json::Null };
    if field == NOTES {
        let text = notes(Some(value)).map(|notes| notes.plain()).unwrap_or_default();
        return text.chars().take(BEGINNING).collect::<String>().into();
    }
    let named = PERSONS.contains(&field) || SUBJECTS.contains(&field);
    let id = value.as_str().filter(|_| named).and_then(|text| Uuid::parse_str(text).ok());
    match id {
        Some(id) => json!({ "id": id, "name": names.get(&id) }),
        None => value.clone(),
    }
}

fn notes(value: Option<&Json>) -> Option<Notes> {
    value.and_then(|value| serde_json::from_value(value.clone()).ok())
}
