//! How two versions of a thing differ, field by field.

use super::{HistoryEntry, NOTES, Value, changed, entry, notes, shown};
use crate::doors::OrgRead;
use crate::entity::revision;
use crate::error::{Error, Result};
use domain::difference::{BlockDifference, Piece, blocks, words};
use domain::id::SubjectId;
use sea_orm::{ColumnTrait, FromQueryResult, QueryFilter};
use serde_json::{Map, Value as Json};

/// Fields that hold text which people write, and which is compared word by word.
const TEXTS: [&str; 15] = [
    "title",
    "description",
    "expected_evidence",
    "evidence_note",
    "evidence_url",
    "verification_note",
    "cancel_reason",
    "withdrawn_because",
    "reason",
    "requirement",
    "evidence",
    "correction",
    "cause",
    "action",
    "scope",
];

#[derive(FromQueryResult)]
struct Latest {
    version: i32,
}

/// Two versions, the earlier first, and what differs.
#[derive(Clone, Debug)]
pub struct Difference {
    /// How the earlier one came to be; `None` before the first.
    pub from: Option<HistoryEntry>,
    /// How the later one came to be.
    pub to: HistoryEntry,
    /// The fields that differ, in the order of their names.
    pub fields: Vec<FieldDifference>,
}

/// How a field differs.
#[derive(Clone, Debug)]
pub struct FieldDifference {
    /// Which.
    pub field: String,
    /// How.
    pub told: Contrast,
}

/// How a difference is told.
#[derive(Clone, Debug)]
pub enum Contrast {
    /// By what it was and what it is.
    Values(Value, Value),
    /// Word by word.
    Words(Vec<Piece>),
    /// Line by line, and within a line word by word.
    Blocks(Vec<BlockDifference>),
}

impl OrgRead {
    /// How two versions of a thing differ, which the caller has shown to see: without `later` the latest one, without
    /// `earlier` the one before. Before the first there was nothing, which is version 0.
    ///
    /// # Errors
    /// [`Error::NotFound`] unless it has both.
    pub async fn difference(
        &self,
        subject: SubjectId,
        earlier: Option<i32>,
        later: Option<i32>,
    ) -> Result<Difference> {
        let latest =
            self.sql("select version from subject where org_id = ").push(" and id = ").bind(subject.0);
        let latest = self.door.one::<Latest>(latest).await?.ok_or(Error::NotFound)?.version;
        let one = later.unwrap_or(latest);
        let other = earlier.unwrap_or(one - 1);
        let (earlier, later) = (one.min(other), one.max(other));
        let rows = self
            .find::<revision::Entity>()
            .filter(revision::Column::SubjectId.eq(subject.0))
            .filter(revision::Column::Version.is_in([earlier, later]))
            .all(self.door.tx())
            .await?;
        let of = |version| rows.iter().find(|row| row.version == version);
        let (from, to) = (of(earlier), of(later).ok_or(Error::NotFound)?);
        if from.is_none() && earlier != 0 {
            return Err(Error::NotFound);
        }
        let names = self.names(&rows).await?;
        let empty = Map::new();
        let old = from.and_then(|from| from.body.as_object()).unwrap_or(&empty);
        let new = to.body.as_object().unwrap_or(&empty);
        let told = |field: &str| match (old.get(field), new.get(field)) {
            (old, new) if field == NOTES => {
                let lines = |value| notes(value).map(|notes| notes.blocks()).unwrap_or_default();
                Contrast::Blocks(blocks(&lines(old), &lines(new)))
            }
            (old, new) if TEXTS.contains(&field) => Contrast::Words(words(text(old), text(new))),
            (old, new) => Contrast::Values(shown(field, old, &names), shown(field, new, &names)),
        };
        let fields = changed(old, new)
            .into_iter()
            .map(|field| FieldDifference { field: field.clone(), told: told(field) })
            .collect();
        let from_entry = from.map(|from| entry(from, None, &names));
        Ok(Difference { from: from_entry, to: entry(to, from, &names), fields })
    }
}

fn text(value: Option<&Json>) -> &str {
    value.and_then(Json::as_str).unwrap_or_default()
}
