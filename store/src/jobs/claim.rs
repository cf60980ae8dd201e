//! Claiming: a few jobs of each organisation in turn, so that one organisation's flood holds nobody up.

use crate::doors::SystemTx;
use crate::error::Result;
use crate::sql::Sql;
use domain::clock::Instant;
use domain::id::{JobId, OrgId};
use domain::job::Job;
use sea_orm::{DbBackend, FromQueryResult};
use std::collections::HashMap;
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
    /// When it was due, in milliseconds of the machine's time.
    pub run_at: i64,
    /// Whether its organisation was suspended or closed when it was claimed: then nothing is done but to tell its owners.
    pub is_suspended: bool,
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
    run_at: i64,
    suspended_at: Option<Instant>,
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

/// How much of what a worker asks for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// The worker's name.
    pub worker: &'a str,
    /// For how long it holds what it gets.
    pub lease: Duration,
    /// How many jobs it has room for.
    pub limit: u64,
    /// The share that was served last.
    pub after: Uuid,
    /// How many jobs of which share it holds already.
    pub held: &'a HashMap<Uuid, u64>,
    /// How many jobs of one organisation it may hold: somebody whose receivers are slow fills no more than that.
    pub most_of_one: u64,
    /// How many jobs of organisations it may hold in all; the rest is the system's own, such as the mails of sign-up.
    pub most_of_all: u64,
}

impl Wanted<'_> {
    /// How many more of a share may be claimed.
    fn room(&self, share: Uuid) -> u64 {
        let most = if share.is_nil() { u64::MAX } else { self.most_of_one };
        most.saturating_sub(self.held.get(&share).copied().unwrap_or_default())
    }

    /// How many more of all organisations.
    fn room_of_all(&self) -> u64 {
        let held: u64 = self.held.iter().filter(|(share, _)| !share.is_nil()).map(|(_, count)| count).sum();
        self.most_of_all.saturating_sub(held).min(self.limit)
    }
}

/// How many shares are looked at in one claim, at most; those whose jobs all wait for a later time cost a look, too.
const LOOKED_AT: i64 = 2_000;

impl SystemTx {
    /// Claims due jobs of the kinds that this program knows, from the shares after the one that was served last on.
    ///
    /// # Errors
    /// When the database refuses or goes away.
    pub async fn claim(&self, wanted: &Wanted<'_>) -> Result<Vec<ClaimedJob>> {
        let now = self.store.clock().machine().timestamp_millis();
        let until = now + i64::try_from(wanted.lease.as_millis()).unwrap_or(i64::MAX);
        let mut sql = Sql::new("update job set state = 1, attempts = attempts + 1, locked_by = ")
            .bind(wanted.worker)
            .push(", locked_until = ")
            .bind(until)
            .push(" where id in (select id from job where state = 0 and id in (");
        for (position, (share, most)) in self.turns(wanted, now).await?.into_iter().enumerate() {
            sql = sql.push(if position > 0 { " union all select id from (" } else { "select id from (" });
            sql =
                claimable(known_kinds(sql.push("select j.id from job j where j.share = ").bind(share)), now)
                    .push(" order by j.run_at, j.id limit ")
                    .bind(i64::try_from(most).unwrap_or(i64::MAX))
                    .push(&format!(") as s{position}"));
        }
        let skip = if self.door.backend() == DbBackend::Postgres { " for update skip locked" } else { "" };
        let sql = sql
            .push(") order by run_at, id limit ")
            .bind(i64::try_from(wanted.limit).unwrap_or(i64::MAX))
            .push(skip)
            .push(
                ") returning id, org_id, kind, payload, attempts, max_attempts, share, run_at, \
                 (select coalesce(o.suspended_at, case when job.kind = 'mail_closing' then null else o.closing_at end) \
                 from organisation o where o.org_id = job.org_id) as suspended_at",
            );
        Ok(self.door.all::<Row>(sql).await?.into_iter().map(claimed).collect())
    }

    /// Which shares have their turn, and how many of each. The system's own share is the nil id, before every other. It
    /// is always among them, so there is room for one more than fit: where one job is asked for, an organisation has
    /// its turn too.
    async fn turns(&self, wanted: &Wanted<'_>, now: i64) -> Result<Vec<(Uuid, u64)>> {
        let most = wanted.room_of_all();
        let mut shares = Vec::new();
        if most > 0 {
            shares = self.shares(wanted.after, most, now).await?;
            if (shares.len() as u64) < most {
                let wrapped = self.shares(Uuid::nil(), most, now).await?;
                shares.extend(wrapped.into_iter().filter(|share| *share <= wanted.after));
            }
            shares.retain(|share| wanted.room(*share) > 0);
            shares.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        }
        let each = most.div_ceil((shares.len() as u64).max(1));
        let organisations = shares.into_iter().map(|share| (share, each.min(wanted.room(share))));
        Ok([(Uuid::nil(), wanted.limit)].into_iter().chain(organisations).collect())
    }

    /// The next shares that have anything due: one step along the index for each share with anything ready.
    async fn shares(&self, after: Uuid, limit: u64, now: i64) -> Result<Vec<Uuid>> {
        let next = |from: &str| {
            format!(
                "(select n.share from job n where n.state = 0 and n.share > {from} order by n.share limit 1)"
            )
        };
        let due = "exists (select 1 from job d where d.state = 0 and d.share = s.share and d.run_at <= ";
        let sql = Sql::new("with recursive s(share, found, looked) as (select (select f.share from job f where f.state = 0 and f.share > ")
            .bind(after)
            .push(" order by f.share limit 1), 0, 1 union all select ")
            .push(&next("s.share"))
            .push(", s.found + (case when ")
            .push(due)
            .bind(now)
            .push(") then 1 else 0 end), s.looked + 1 from s where s.share is not null and s.found < ")
            .bind(i64::try_from(limit).unwrap_or(i64::MAX))
            .push(" and s.looked < ")
            .bind(LOOKED_AT)
            .push(") select s.share from s where s.share is not null and ")
            .push(due)
            .bind(now)
            .push(") limit ")
            .bind(i64::try_from(limit).unwrap_or(i64::MAX));
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
        run_at: row.run_at,
        is_suspended: row.suspended_at.is_some(),
    }
}
