//! The hash chain of an organisation: what happened, in order, provably unaltered.
//!
//! An entry's hash covers its predecessor's and `sha256(salt ‖ body)`. Body and salt lie apart, so that erasing
//! what a person wrote leaves a chain that still verifies.

use crate::doors::OrgRead;
use crate::entity::{trail_body, trail_entry};
use crate::error::{Result, unreadable};
use crate::ids::id;
use chrono::{DateTime, Utc};
use domain::event::{Event, SCHEMA};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};
use sha2::{Digest, Sha256};
use std::collections::HashMap;

/// The hash before the first entry.
const GENESIS: [u8; 32] = [0; 32];
const PAGE: u64 = 500;
/// How many entries one statement writes.
const BATCH: usize = 500;

#[derive(FromQueryResult)]
struct Head {
    seq: i64,
    hash: Vec<u8>,
}

/// A chain that verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrailReport {
    /// How many entries it has.
    pub entries: i64,
}

/// The first entry that does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the trail is broken at entry {seq}: {why}")]
pub struct BrokenTrail {
    /// Its number.
    pub seq: i64,
    /// What does not fit.
    pub why: &'static str,
}

/// Appends the events, with the head locked until the transaction ends.
pub(crate) async fn append(org: &OrgRead, events: &[Event]) -> Result<()> {
    if events.is_empty() {
        return Ok(());
    }
    let lock = if org.door.backend() == DbBackend::Postgres { " for update" } else { "" };
    let sql = org.sql("select seq, hash from trail_head where org_id = ").push(lock);
    let head: Head = org.door.one(sql).await?.ok_or(unreadable("head of the trail"))?;
    let (mut seq, mut previous) = (head.seq, head.hash);
    let (mut entries, mut bodies) = (Vec::new(), Vec::new());
    for event in events {
        seq += 1;
        let body = serde_json::to_string(event).map_err(|_| unreadable("event"))?;
        let mut salt = vec![0; 16];
        org.store.randomness().fill(&mut salt);
        let mut entry = trail_entry::Model {
            org_id: org.org(),
            id: id(org.store.randomness(), org.store.clock().machine()),
            seq,
            at: org.now(),
            actor_kind: org.tenancy.actor().kind(),
            actor_id: org.tenancy.actor().person(),
            kind: event.kind().to_owned(),
            schema: SCHEMA,
            subject_id: event.subject().map(|subject| subject.0),
            body_hash: body_hash(&salt, &body),
            previous: previous.clone(),
            hash: Vec::new(),
        };
        entry.hash = entry_hash(&entry);
        previous.clone_from(&entry.hash);
        bodies.push(trail_body::ActiveModel {
            org_id: Set(org.org()),
            id: Set(entry.id),
            salt: Set(salt),
            body: Set(body),
        });
        entries.push(trail_entry::ActiveModel::from(entry).into_insert());
    }
    // A statement takes so many values and no more.
    while !entries.is_empty() {
        let some = entries.drain(..entries.len().min(BATCH));
        trail_entry::Entity::insert_many(some).exec_without_returning(org.door.tx()).await?;
        let some = bodies.drain(..bodies.len().min(BATCH));
        trail_body::Entity::insert_many(some).exec_without_returning(org.door.tx()).await?;
    }
    let sql = crate::sql::Sql::new("update trail_head set seq = ")
        .bind(seq)
        .push(", hash = ")
        .bind(previous)
        .push(" where org_id = ")
        .bind(org.org());
    org.door.run(sql).await.map(drop)
}

/// All columns of a loaded row are to be written.
trait IntoInsert {
    fn into_insert(self) -> Self;
}

impl IntoInsert for trail_entry::ActiveModel {
    fn into_insert(self) -> Self {
        use sea_orm::ActiveModelTrait;
        self.reset_all()
    }
}

impl OrgRead {
    /// Walks the whole chain.
    ///
    /// # Errors
    /// The outer when the database fails, the inner at the first entry that does not fit.
    pub async fn verify_trail(&self) -> Result<std::result::Result<TrailReport, BrokenTrail>> {
        let (mut seq, mut previous) = (0, GENESIS.to_vec());
        loop {
            let entries = self
                .find::<trail_entry::Entity>()
                .filter(trail_entry::Column::Seq.gt(seq))
                .order_by_asc(trail_entry::Column::Seq)
                .limit(PAGE)
                .all(self.door.tx())
                .await?;
            if entries.is_empty() {
                break;
            }
            let ids = entries.iter().map(|entry| entry.id);
            let bodies: HashMap<_, _> = self
                .find::<trail_body::Entity>()
                .filter(trail_body::Column::Id.is_in(ids))
                .all(self.door.tx())
                .await?
                .into_iter()
                .map(|body| (body.id, body))
                .collect();
            for entry in entries {
                if let Err(why) = fits(&entry, seq + 1, &previous, bodies.get(&entry.id)) {
                    return Ok(Err(BrokenTrail { seq: seq + 1, why }));
                }
                seq = entry.seq;
                previous = entry.hash;
            }
        }
        let sql = self.sql("select seq, hash from trail_head where org_id = ");
        let head: Head = self.door.one(sql).await?.ok_or(unreadable("head of the trail"))?;
        if head.seq != seq || head.hash != previous {
            return Ok(Err(BrokenTrail { seq: seq + 1, why: "the head names another entry as the last" }));
        }
        Ok(Ok(TrailReport { entries: seq }))
    }
}

fn fits(
    entry: &trail_entry::Model,
    seq: i64,
    previous: &[u8],
    body: Option<&trail_body::Model>,
) -> std::result::Result<(), &'static str> {
    if entry.seq != seq {
        return Err("an entry is missing");
    }
    if entry.previous != previous {
        return Err("it does not follow from its predecessor");
    }
    if entry.hash != entry_hash(entry) {
        return Err("it was altered");
    }
    match body {
        Some(body) if body_hash(&body.salt, &body.body) != entry.body_hash => Err("its body was altered"),
        _ => Ok(()),
    }
}

fn body_hash(salt: &[u8], body: &str) -> Vec<u8> {
    Sha256::new().chain_update(salt).chain_update(body).finalize().to_vec()
}

/// Every field with its length before it, so that no two entries share one encoding.
fn entry_hash(entry: &trail_entry::Model) -> Vec<u8> {
    let at: DateTime<Utc> = entry.at;
    let mut hash = Sha256::new();
    let actor = entry.actor_id.map(|id| id.as_bytes().to_vec()).unwrap_or_default();
    let subject = entry.subject_id.map(|id| id.as_bytes().to_vec()).unwrap_or_default();
    for field in [
        entry.previous.as_slice(),
        entry.org_id.as_bytes(),
        entry.id.as_bytes(),
        &entry.seq.to_be_bytes(),
        &at.timestamp_millis().to_be_bytes(),
        entry.actor_kind.as_bytes(),
        &actor,
        entry.kind.as_bytes(),
        &entry.schema.to_be_bytes(),
        &subject,
        &entry.body_hash,
    ] {
        hash.update(u64::try_from(field.len()).unwrap_or_default().to_be_bytes());
        hash.update(field);
    }
    hash.finalize().to_vec()
}

/// The head of a new organisation's chain.
pub(crate) async fn begin(org: &OrgRead) -> Result<()> {
    let sql = org
        .sql("insert into trail_head (org_id, seq, hash) values (")
        .push(", 0, ")
        .bind(GENESIS.to_vec())
        .push(")");
    org.door.run(sql).await.map(drop)
}
