//! The job table: outbox and queue in one. A job is inserted in the transaction of its cause.
//!
//! States: 0 ready, 1 running, 2 done, 3 dead. Times are the machine's, in milliseconds. The fence of a running
//! job is its worker *and* its attempt, so that a worker that lost its lease cannot settle a later run.

mod claim;
mod depth;
mod settle;

pub use claim::{ClaimedJob, Wanted};
pub use depth::QueueDepth;
pub use settle::{Settlement, Verdict};

use crate::doors::{OpenDoor, Store, SystemTx};
use crate::error::Result;
use crate::sql::Sql;
use domain::id::OrgId;
use domain::job::Job;
use sea_orm::FromQueryResult;
use std::collections::BTreeSet;
use uuid::Uuid;

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

/// When jobs begin.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum When {
    /// At once.
    AtOnce,
    /// After their kind's wait, in which what follows at once is gathered.
    Gathered,
}

/// Adds jobs; one that is unique while ready and already waits is not added again.
pub(crate) async fn insert(
    door: &OpenDoor,
    store: &Store,
    org: Option<OrgId>,
    jobs: Vec<Job>,
    when: When,
) -> Result<()> {
    insert_for(door, store, jobs.into_iter().map(|job| (org, job)), when).await
}

/// The same for jobs of several organisations.
async fn insert_for(
    door: &OpenDoor,
    store: &Store,
    jobs: impl Iterator<Item = (Option<OrgId>, Job)>,
    when: When,
) -> Result<()> {
    let now = store.clock().machine().timestamp_millis();
    let mut jobs = jobs.peekable();
    // A statement takes so many values and no more.
    while jobs.peek().is_some() {
        insert_some(door, store, jobs.by_ref().take(500), (now, when)).await?;
    }
    Ok(())
}

async fn insert_some(
    door: &OpenDoor,
    store: &Store,
    jobs: impl Iterator<Item = (Option<OrgId>, Job)>,
    (now, when): (i64, When),
) -> Result<()> {
    // What is the same in all is said once: a statement of so many rows is read by the database each time.
    let mut sql = Sql::new(
        "insert into job (state, attempts, created_at, id, org_id, share, kind, kind_version, payload, unique_key, lane, \
         max_attempts, run_at) select 0, 0, ",
    )
    .bind(now)
    .push(", v.* from (values ");
    let mut unique = false;
    for (position, (org, job)) in jobs.enumerate() {
        let scope = org.map_or_else(|| "-".to_owned(), |org| org.to_string());
        let key = job.unique_key(&scope);
        unique |= key.is_some();
        let wait = i64::try_from(job.wait().as_millis()).unwrap_or_default();
        sql = sql
            .push(if position > 0 { ", (" } else { "(" })
            .bind(store.new_id())
            .push(", ")
            .bind(org.map(|org| org.0))
            .push(", ")
            .bind(org.map_or(Uuid::nil(), |org| org.0))
            .push(", ")
            .bind(job.kind())
            .push(", ")
            .bind(job.version())
            .push(", ")
            .bind(job.payload())
            .push(", ")
            .bind_all([key, job.lane(&scope)])
            .push(", ")
            .bind(job.max_attempts())
            .push(", ")
            .bind(if when == When::Gathered { now + wait } else { now })
            .push(")");
    }
    // Without the condition SQLite takes the conflict for one of a join.
    let sql = sql.push(if unique { ") as v where true on conflict do nothing" } else { ") as v" });
    door.run(sql).await.map(drop)
}

impl SystemTx {
    /// Adds a job of no organisation, or of one.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn enqueue(&self, org: Option<OrgId>, job: Job) -> Result<()> {
        insert(&self.door, &self.store, org, vec![job], When::Gathered).await
    }

    /// Adds a job to each of some organisations, in one order: of two processes that do so none waits for the other
    /// while the other waits for it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn enqueue_each(&self, orgs: &[OrgId], job: &Job) -> Result<()> {
        let ordered: BTreeSet<OrgId> = orgs.iter().copied().collect();
        let jobs = ordered.into_iter().map(|org| (Some(org), job.clone()));
        insert_for(&self.door, &self.store, jobs, When::Gathered).await
    }

    /// How many jobs wait or run.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn unfinished_jobs(&self) -> Result<i64> {
        let sql = Sql::new("select count(*) as count from job where state in (0, 1)");
        Ok(self.door.one::<Count>(sql).await?.map_or(0, |row| row.count))
    }

    /// How many jobs are due now or running.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn pressing_jobs(&self) -> Result<i64> {
        let now = self.store.clock().machine().timestamp_millis();
        let sql = Sql::new("select count(*) as count from job where state = 1 or (state = 0 and run_at <= ")
            .bind(now)
            .push(")");
        Ok(self.door.one::<Count>(sql).await?.map_or(0, |row| row.count))
    }

    /// How many jobs some worker holds.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn running_jobs(&self) -> Result<i64> {
        let sql = Sql::new("select count(*) as count from job where state = 1");
        Ok(self.door.one::<Count>(sql).await?.map_or(0, |row| row.count))
    }

    /// Removes jobs that ended before `days` ago; dead ones stay four times as long.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn prune_jobs(&self, days: i64) -> Result<u64> {
        let now = self.store.clock().machine().timestamp_millis();
        let day = 86_400_000;
        let sql = Sql::new("delete from job where (state = 2 and finished_at < ")
            .bind(now - days * day)
            .push(") or (state = 3 and finished_at < ")
            .bind(now - 4 * days * day)
            .push(")");
        self.door.run(sql).await
    }
}
