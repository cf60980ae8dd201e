//! What became of a claimed job, its lease, and jobs whose worker was lost.

use crate::doors::SystemTx;
use crate::error::Result;
use crate::sql::Sql;
use domain::id::JobId;
use std::time::Duration;

/// What became of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Done.
    Done,
    /// Again after this time; it counted as an attempt.
    Retry {
        /// How long to wait.
        after: Duration,
        /// What went wrong.
        error: String,
    },
    /// Again after this time, and it was no attempt: the outside asked to wait.
    RetryAfter {
        /// How long to wait.
        after: Duration,
        /// What went wrong.
        error: String,
    },
    /// Never again.
    Dead {
        /// Why.
        error: String,
    },
}

/// A verdict on one run of one job.
#[derive(Clone, Debug)]
pub struct Settlement {
    /// The job.
    pub job: JobId,
    /// The attempt that ran: a later one is not touched.
    pub attempt: i32,
    /// What became of it.
    pub verdict: Verdict,
}

impl SystemTx {
    /// Settles runs of this worker; those whose lease went to somebody else are left alone. Answers how many
    /// were still this worker's.
    ///
    /// # Errors
    /// When the database refuses or goes away.
    pub async fn settle(&self, worker: &str, settlements: &[Settlement]) -> Result<u64> {
        let now = self.store.clock().machine().timestamp_millis();
        let mut mine = 0;
        for settlement in settlements {
            mine += match &settlement.verdict {
                Verdict::Done => self.end(worker, settlement, 2, None, now).await?,
                Verdict::Dead { error } => self.end(worker, settlement, 3, Some(error), now).await?,
                Verdict::Retry { after, error } => {
                    self.again(worker, settlement, *after, 0, error, now).await?
                }
                Verdict::RetryAfter { after, error } => {
                    self.again(worker, settlement, *after, 1, error, now).await?
                }
            };
        }
        Ok(mine)
    }

    async fn end(
        &self,
        worker: &str,
        settlement: &Settlement,
        state: i32,
        error: Option<&String>,
        now: i64,
    ) -> Result<u64> {
        let sql = Sql::new("update job set locked_by = null, locked_until = null, state = ")
            .bind(state)
            .push(", finished_at = ")
            .bind(now)
            .push(", last_error = coalesce(")
            .bind(error.cloned())
            .push(", last_error)");
        self.door.run(fenced(sql, worker, settlement)).await
    }

    async fn again(
        &self,
        worker: &str,
        settlement: &Settlement,
        after: Duration,
        given_back: i32,
        error: &str,
        now: i64,
    ) -> Result<u64> {
        // Its key holds only while ready: where the same work waits already, this run is merged into it.
        let sql = Sql::new("update job set locked_by = null, locked_until = null, finished_at = ")
            .bind(now)
            .push(", state = case when unique_key is not null and exists (select 1 from job w where w.unique_key = ")
            .push("job.unique_key and w.state = 0) then 2 else 0 end, run_at = ")
            .bind(now + i64::try_from(after.as_millis()).unwrap_or(i64::MAX / 2))
            .push(", attempts = attempts - ")
            .bind(given_back)
            .push(", last_error = ")
            .bind(error);
        self.door.run(fenced(sql, worker, settlement)).await
    }

    /// Extends the lease on everything this worker holds.
    ///
    /// # Errors
    /// When the database refuses or goes away.
    pub async fn renew(&self, worker: &str, lease: Duration) -> Result<u64> {
        let now = self.store.clock().machine().timestamp_millis();
        let sql = Sql::new("update job set locked_until = ")
            .bind(now + i64::try_from(lease.as_millis()).unwrap_or(i64::MAX / 2))
            .push(" where state = 1 and locked_by = ")
            .bind(worker);
        self.door.run(sql).await
    }

    /// Extends the lease on those of `jobs` that this worker holds. A job that was claimed without the answer ever
    /// reaching the worker is not among them, and so becomes free again.
    ///
    /// # Errors
    /// When the database refuses or goes away.
    pub async fn renew_jobs(&self, worker: &str, lease: Duration, jobs: &[JobId]) -> Result<u64> {
        if jobs.is_empty() {
            return Ok(0);
        }
        let now = self.store.clock().machine().timestamp_millis();
        let sql = Sql::new("update job set locked_until = ")
            .bind(now + i64::try_from(lease.as_millis()).unwrap_or(i64::MAX / 2))
            .push(" where state = 1 and locked_by = ")
            .bind(worker)
            .push(" and id in (")
            .bind_all(jobs.iter().map(|job| job.0))
            .push(")");
        self.door.run(sql).await
    }

    /// Makes jobs ready again whose worker let its lease end; of several that are one while they wait, the first. The attempt stays counted, so a job that kills its
    /// worker does not do so for ever.
    ///
    /// # Errors
    /// When the database refuses or goes away.
    pub async fn reap(&self) -> Result<u64> {
        let now = self.store.clock().machine().timestamp_millis();
        let sql = Sql::new(
            "update job set locked_by = null, locked_until = null, last_error = 'the worker was lost', \
             state = case when unique_key is not null and exists (select 1 from job w where w.unique_key = \
             job.unique_key and (w.state = 0 or (w.state = 1 and w.id < job.id and w.locked_until < ",
        )
        .bind(now)
        .push("))) then 2 else 0 end where state = 1 and locked_until < ")
        .bind(now);
        self.door.run(sql).await
    }
}

fn fenced(sql: Sql, worker: &str, settlement: &Settlement) -> Sql {
    sql.push(" where id = ")
        .bind(settlement.job.0)
        .push(" and state = 1 and locked_by = ")
        .bind(worker)
        .push(" and attempts = ")
        .bind(settlement.attempt)
}
