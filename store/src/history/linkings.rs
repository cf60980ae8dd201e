//! What was linked to a thing and what no longer is, read from the trail: a link changes neither thing, so it makes no
//! version.

use super::HistoryEntry;
use crate::doer::Doer;
use crate::doors::OrgRead;
use crate::error::Result;
use crate::sql::Sql;
use domain::access::{Action, Reach};
use domain::clock::Instant;
use domain::event::Event;
use domain::id::SubjectId;
use sea_orm::FromQueryResult;
use std::collections::HashMap;
use uuid::Uuid;

/// The most that is told between the versions of one page.
const MOST: i64 = 200;

/// What was at the other end of a link.
#[derive(Clone, Debug, FromQueryResult)]
pub struct OtherEnd {
    /// Its id.
    pub id: Uuid,
    /// Its kind.
    pub kind: String,
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
}

#[derive(FromQueryResult)]
struct Row {
    at: Instant,
    actor_kind: String,
    actor_id: Option<Uuid>,
    actor_name: Option<String>,
    event: String,
    body: String,
}

/// The other end, as the trail keeps it.
fn other_end(body: &str) -> Option<Uuid> {
    match serde_json::from_str(body).ok()? {
        Event::TaskLinked { to, .. } | Event::TaskUnlinked { to, .. } => Some(to.0),
        _ => None,
    }
}

impl OrgRead {
    /// Adds to some entries of a history, latest first, what was linked since the `oldest` of them (where there are older
    /// ones still) and before version `before`.
    pub(super) async fn add_linkings(
        &self,
        entries: &mut Vec<HistoryEntry>,
        subject: SubjectId,
        (oldest, before): (Option<Instant>, Option<i32>),
        reach_of: impl Fn(Action) -> Reach,
    ) -> Result<()> {
        let rows = self.linkings(subject, oldest, before).await?;
        let ends = self.ends_seen(rows.iter().filter_map(|row| other_end(&row.body)), reach_of).await?;
        for row in rows {
            let Some(end) = other_end(&row.body).and_then(|id| ends.get(&id)) else { continue };
            let place = entries.iter().position(|entry| entry.at <= row.at).unwrap_or(entries.len());
            let version = entries.get(place).map_or(1, |entry| entry.version);
            let entry = HistoryEntry {
                version,
                at: row.at,
                doer: Doer::of(&row.actor_kind, row.actor_id, row.actor_name),
                event: row.event,
                changes: Vec::new(),
                linked: Some(end.clone()),
            };
            entries.insert(place, entry);
        }
        Ok(())
    }

    /// Oldest first, so that each of one moment comes to stand before the one that it followed.
    async fn linkings(
        &self,
        subject: SubjectId,
        oldest: Option<Instant>,
        before: Option<i32>,
    ) -> Result<Vec<Row>> {
        let mut sql = self
            .sql(
                "select t.at, t.actor_kind, t.actor_id, p.name as actor_name, t.kind as event, b.body from trail_entry t \
                 join trail_body b on b.org_id = t.org_id and b.id = t.id \
                 left join person p on p.org_id = t.org_id and p.id = t.actor_id where t.org_id = ",
            )
            .push(" and t.kind in ('task_linked', 'task_unlinked') and t.subject_id = ")
            .bind(subject.0);
        if let Some(oldest) = oldest {
            sql = sql.push(" and t.at >= ").bind(oldest);
        }
        if let Some(before) = before {
            sql = sql
                .push(
                    " and t.at < (select r.at from revision r where r.org_id = t.org_id and r.subject_id = ",
                )
                .bind(subject.0)
                .push(" and r.version = ")
                .bind(before)
                .push(")");
        }
        let mut rows: Vec<Row> = self.door.all(sql.push(" order by t.seq desc limit ").bind(MOST)).await?;
        rows.reverse();
        Ok(rows)
    }

    async fn ends_seen(
        &self,
        ids: impl Iterator<Item = Uuid>,
        reach_of: impl Fn(Action) -> Reach,
    ) -> Result<HashMap<Uuid, OtherEnd>> {
        let ids: Vec<Uuid> = ids.collect();
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let sql = Sql::new(
            "select s.id, s.kind, coalesce(s.reference, '') as reference, s.title from subject s where s.org_id = ",
        )
        .bind(self.org())
        .push(" and s.id in (")
        .bind_all(ids)
        .push(")");
        let found: Vec<OtherEnd> = self.door.all(self.seen_by_caller(sql, reach_of)).await?;
        Ok(found.into_iter().map(|end| (end.id, end)).collect())
    }
}
