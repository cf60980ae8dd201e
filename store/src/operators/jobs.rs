//! Jobs as an operator sees them: of which kind, whose, and why they were given up; never what they were about.

use super::{OperatorTx, limit};
use crate::error::{Error, Result};
use crate::sql::Sql;
use domain::id::{JobId, OrgId};
use domain::operator::{OperatorRefused, without_addresses};
use sea_orm::FromQueryResult;
use serde_json::json;
use uuid::Uuid;

/// What is noted of a job whose organisation is suspended or closed.
pub const SUSPENDED: &str = "the organisation is suspended or closed";

/// A job that was given up, or waits.
#[derive(Clone, Debug, FromQueryResult)]
pub struct FailedJob {
    /// Its id.
    pub id: Uuid,
    /// Whose; nobody's for the program's own.
    pub slug: Option<String>,
    /// Which kind.
    pub kind: String,
    /// 0 ready, 1 running, 3 given up.
    pub state: i32,
    /// How often it was tried.
    pub attempts: i32,
    /// Why it did not work, without anybody's address.
    pub last_error: Option<String>,
    /// When it was added, in milliseconds.
    pub created_at: i64,
    /// When it was given up.
    pub finished_at: Option<i64>,
    /// When it is due.
    pub run_at: i64,
}

#[derive(FromQueryResult)]
struct Row {
    state: i32,
    org_id: Option<Uuid>,
    kind: String,
    unique_key: Option<String>,
}

#[derive(FromQueryResult)]
struct Count {
    count: i64,
}

impl OperatorTx {
    /// Jobs that were given up, or with `waiting` those that have failed at least once and are tried again; the latest
    /// first, before the one of that id.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a limit that cannot be.
    pub async fn jobs(
        &self,
        waiting: bool,
        after: Option<Uuid>,
        asked: Option<u64>,
    ) -> Result<Vec<FailedJob>> {
        let limit = limit(asked)?;
        let states = if waiting { "j.state in (0, 1) and j.last_error is not null" } else { "j.state = 3" };
        let mut sql = Sql::new(
            "select j.id, o.slug, j.kind, j.state, j.attempts, j.last_error, j.created_at, j.finished_at, j.run_at \
             from job j left join organisation o on o.org_id = j.org_id where ",
        )
        .push(states);
        if let Some(after) = after {
            sql = sql.push(" and j.id < ").bind(after);
        }
        let mut jobs: Vec<FailedJob> =
            self.door.all(sql.push(" order by j.id desc limit ").bind(limit)).await?;
        for job in &mut jobs {
            job.last_error = job.last_error.as_deref().map(without_addresses);
        }
        self.note("jobs_seen", None, json!({ "waiting": waiting })).await?;
        Ok(jobs)
    }

    /// Has a job that was given up tried again from the beginning, at once.
    ///
    /// # Errors
    /// [`OperatorRefused::NotGivenUp`], or [`OperatorRefused::Waits`] where the same work waits already.
    pub async fn retry_job(&self, job: JobId) -> Result<()> {
        let sql = Sql::new("select state, org_id, kind, unique_key from job where id = ").bind(job.0);
        let row: Row = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        if row.state != 3 {
            return Err(OperatorRefused::NotGivenUp.into());
        }
        if let Some(key) = &row.unique_key {
            let sql = Sql::new("select count(*) as count from job where state = 0 and unique_key = ")
                .bind(key.clone());
            if self.door.one::<Count>(sql).await?.is_some_and(|found| found.count > 0) {
                return Err(OperatorRefused::Waits.into());
            }
        }
        let sql = Sql::new("update job set state = 0, attempts = 0, finished_at = null, run_at = ")
            .bind(self.store.clock().machine().timestamp_millis())
            .push(" where state = 3 and id = ")
            .bind(job.0);
        if self.door.run(sql).await? == 0 {
            return Err(OperatorRefused::NotGivenUp.into());
        }
        let body = json!({ "job": job.0, "kind": row.kind });
        self.note("job_retried", row.org_id.map(OrgId), body).await
    }

    /// Has what waited for the end of a suspension done at once.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn wake(&self, org: OrgId) -> Result<u64> {
        let sql = Sql::new("update job set run_at = ")
            .bind(self.store.clock().machine().timestamp_millis())
            .push(" where state = 0 and last_error = ")
            .bind(SUSPENDED)
            .push(" and share = ")
            .bind(org.0);
        self.door.run(sql).await
    }
}
