//! The hash chain of an organisation: what happened, in order, provably unaltered.
//!
//! What a link is and when a chain holds is said in `domain::trail`; here it is kept ([`append`]), walked (`walk.rs`),
//! signed (`anchors.rs`) and shown (`list.rs`). The database refuses to change or remove what was written; what a
//! person wrote may be erased with them (`people/erase.rs`).

mod anchors;
mod list;
mod walk;

pub(crate) use list::LIST;
pub use list::TrailRow;
pub use walk::Stretch;

use crate::doors::OrgRead;
use crate::entity::{trail_body, trail_entry};
use crate::error::{Result, unreadable};
use crate::ids::id;
use domain::event::{Event, SCHEMA};
use domain::trail::{Body, Entry, GENESIS};
use sea_orm::ActiveValue::Set;
use sea_orm::{DbBackend, EntityTrait, FromQueryResult};

/// How many entries one statement writes.
const BATCH: usize = 500;

#[derive(FromQueryResult)]
struct Head {
    seq: i64,
    hash: Vec<u8>,
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
        let text = serde_json::to_string(event).map_err(|_| unreadable("event"))?;
        let mut salt = vec![0; 16];
        org.store.randomness().fill(&mut salt);
        let body = Body { salt, text };
        let mut entry = Entry {
            seq,
            org: org.org(),
            id: id(org.store.randomness(), org.store.clock().machine()),
            at: org.now(),
            actor_kind: org.tenancy.actor().kind(),
            actor: org.tenancy.actor().person(),
            kind: event.kind().to_owned(),
            schema: SCHEMA,
            subject: event.subject().map(|subject| subject.0),
            body_hash: body.hash(),
            previous: previous.clone(),
            hash: Vec::new(),
        };
        entry.hash = entry.own_hash();
        previous.clone_from(&entry.hash);
        bodies.push(trail_body::ActiveModel {
            org_id: Set(entry.org),
            id: Set(entry.id),
            salt: Set(body.salt),
            body: Set(body.text),
        });
        entries.push(row(entry));
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

fn row(entry: Entry) -> trail_entry::ActiveModel {
    trail_entry::ActiveModel {
        org_id: Set(entry.org),
        id: Set(entry.id),
        seq: Set(entry.seq),
        at: Set(entry.at),
        actor_kind: Set(entry.actor_kind),
        actor_id: Set(entry.actor),
        kind: Set(entry.kind),
        schema: Set(entry.schema),
        subject_id: Set(entry.subject),
        body_hash: Set(entry.body_hash),
        previous: Set(entry.previous),
        hash: Set(entry.hash),
    }
}

impl From<trail_entry::Model> for Entry {
    fn from(row: trail_entry::Model) -> Self {
        Self {
            seq: row.seq,
            org: row.org_id,
            id: row.id,
            at: row.at,
            actor_kind: row.actor_kind,
            actor: row.actor_id,
            kind: row.kind,
            schema: row.schema,
            subject: row.subject_id,
            body_hash: row.body_hash,
            previous: row.previous,
            hash: row.hash,
        }
    }
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
