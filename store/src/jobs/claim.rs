//! Claiming: a few jobs of each organisation in turn, so that one organisation's flood holds nobody up.

use crate::doors::SystemTx;
use crate::error::Result;
use crate::sql::Sql;
use domain::id::{JobId, OrgId};
use domain::job::Job;
use sea_orm::{DbBackend, FromQueryResult};
use std::time::Duration;
use uuid::Uuid;

/// A job that this worker holds until its lease ends.
#[derive(Clone, Debug)]
pub struct ClaimedJob {
    /// The row.
    pub id: JobId,
    /// The organisation that caused it.
    pub org: Option<OrgId>,
    /// The kind, for logs.
    pub kind: String,
    /// What to do, still undecoded: a payload that cannot be read is dead-lettered, and the worker lives on.
    pub payload: serde_json::Value,
    /// Which attempt this is, from 1.
    pub attempt: i32,
    /// How many there may be.
    pub max_attempts: i32,
    /// The share it was claimed from.
    pub share: Uuid,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    org_id: Option<Uuid>,
    kind: String,
    payload: serde_json::Value,
    attempts: i32,
    max_attempts: i32,
    share: Uuid,
}

#[derive(FromQueryResult)]
struct Share {
    share: Option<Uuid>,
}

/// A lane lets its oldest due job through while none of it runs: one that waits for its time holds nobody up. Where
/// two claim at the same moment, the unique index over running jobs of a lane refuses the second.
fn claimable(sql: Sql, now: i64) -> Sql {
    sql.push(" and j.run_at <= ")
        .bind(now)
        .push(
            " and j.state = 0 and (j.lane is null or not exists (select 1 from job e where e.lane = j.lane and \
             (e.state = 1 or (e.state = 0 and e.id < j.id and e.run_at <= ",
        )
        .bind(now)
        .push("))))")
}

impl SystemTx {
    /// Claims up to `limit` due jobs of the kinds that this program knows, from the shares after `after` on.
    ///
    /// # Errors
    /// When the database refuses or goes away.
    pub async fn claim(
        &self,
        worker: &str,
        lease: Duration,
        limit: u64,
        after: Uuid,
    ) -> Result<Vec<ClaimedJob>> {
        // The system's own share is the nil id, before every other. It is always among them, so there is room for
        // one more than fit: where one job is asked for, an organisation has its turn too.
        let most = limit.saturating_add(1);
        let mut shares = vec![Uuid::nil()];
        shares.extend(self.shares(after, limit).await?);
        if (shares.len() as u64) < most {
            let wrapped = self.shares(Uuid::nil(), limit).await?;
            shares.extend(wrapped.into_iter().filter(|share| *share <= after));
        }
        shares.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        let each = limit.div_ceil(shares.len() as u64);
        let now = self.store.clock().machine().timestamp_millis();
        let until = now + i64::try_from(lease.as_millis()).unwrap_or(i64::MAX);

        let mut sql = Sql::new("update job set state = 1, attempts = attempts + 1, locked_by = ")
            .bind(worker)
            .push(", locked_until = ")
            .bind(until)
            .push(" where id in (select id from job where state = 0 and id in (");
        for (position, share) in shares.iter().enumerate() {
            sql = sql.push(if position > 0 { " union all select id from (" } else { "select id from (" });
            sql =
                claimable(known_kinds(sql.push("select j.id from job j where j.share = ").bind(*share)), now)
                    .push(" order by j.run_at, j.id limit ")
                    .bind(i64::try_from(each).unwrap_or(i64::MAX))
                    .push(&format!(") as s{position}"));
        }
        let skip = if self.door.backend() == DbBackend::Postgres { " for update skip locked" } else { "" };
        let sql = sql
            .push(") order by run_at, id limit ")
            .bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .push(skip)
            .push(") returning id, org_id, kind, payload, attempts, max_attempts, share");
        Ok(self.door.all::<Row>(sql).await?.into_iter().map(claimed).collect())
    }

    /// The next shares that have anything ready: one step along the index for each.
    async fn shares(&self, after: Uuid, limit: u64) -> Result<Vec<Uuid>> {
        let next = |from: &str| {
            format!(
                "(select n.share from job n where n.state = 0 and n.share > {from} order by n.share limit 1)"
            )
        };
        let sql = Sql::new("with recursive s(share, step) as (select (select f.share from job f where f.state = 0 and f.share > ")
            .bind(after)
            .push(" order by f.share limit 1), 1 union all select ")
            .push(&next("s.share"))
            .push(", s.step + 1 from s where s.share is not null and s.step < ")
            .bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .push(") select share from s where share is not null");
        Ok(self.door.all::<Share>(sql).await?.into_iter().filter_map(|row| row.share).collect())
    }
}

fn known_kinds(sql: Sql) -> Sql {
    let mut sql = sql.push(" and (");
    for (position, (kind, version)) in Job::KINDS.iter().enumerate() {
        sql = sql
            .push(if position > 0 { " or (j.kind = " } else { "(j.kind = " })
            .bind(*kind)
            .push(" and j.kind_version <= ")
            .bind(*version)
            .push(")");
    }
    sql.push(")")
}

fn claimed(row: Row) -> ClaimedJob {
    ClaimedJob {
        id: JobId(row.id),
        org: row.org_id.map(OrgId),
        kind: row.kind,
        payload: row.payload,
        attempt: row.attempts,
        max_attempts: row.max_attempts,
        share: row.share,
    }
}
