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
use crate::entity::job;
use crate::error::Result;
use crate::sql::Sql;
use domain::id::OrgId;
use domain::job::Job;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{EntityTrait, FromQueryResult};
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
    let mut rows: Vec<job::ActiveModel> = Vec::new();
    let mut unique = false;
    for (org, job) in jobs {
        let scope = org.map_or_else(|| "-".to_owned(), |org| org.to_string());
        let key = job.unique_key(&scope);
        unique |= key.is_some();
        rows.push(job::ActiveModel {
            id: Set(store.new_id()),
            org_id: Set(org.map(|org| org.0)),
            share: Set(org.map_or(Uuid::nil(), |org| org.0)),
            kind: Set(job.kind().to_owned()),
            kind_version: Set(job.version()),
            payload: Set(job.payload()),
            unique_key: Set(key),
            lane: Set(job.lane(&scope)),
            state: Set(0),
            attempts: Set(0),
            max_attempts: Set(job.max_attempts()),
            run_at: Set(match when {
                When::AtOnce => now,
                When::Gathered => now + i64::try_from(job.wait().as_millis()).unwrap_or_default(),
            }),
            locked_by: Set(None),
            locked_until: Set(None),
            last_error: Set(None),
            created_at: Set(now),
            finished_at: Set(None),
        });
    }
    // A statement takes so many values and no more.
    while !rows.is_empty() {
        let some = rows.drain(..rows.len().min(500));
        let mut insert = job::Entity::insert_many(some);
        if unique {
            insert = insert.on_conflict(OnConflict::new().do_nothing().to_owned());
        }
        insert.exec_without_returning(door.tx()).await?;
    }
    Ok(())
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
