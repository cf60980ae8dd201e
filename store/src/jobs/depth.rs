//! How much waits in the job table.

use crate::doors::SystemTx;
use crate::error::Result;
use crate::sql::Sql;
use sea_orm::FromQueryResult;

/// How many jobs are in which state.
#[derive(Clone, Copy, Debug, Default, FromQueryResult)]
pub struct QueueDepth {
    /// Those that are due.
    pub due: i64,
    /// Those that wait for their time.
    pub later: i64,
    /// Those that some worker holds.
    pub running: i64,
    /// Those that were given up and still lie there.
    pub dead: i64,
    /// For how many milliseconds the oldest has been due.
    pub oldest_due_ms: i64,
}

impl SystemTx {
    /// How many jobs are in which state.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn queue_depth(&self) -> Result<QueueDepth> {
        let now = self.store.clock().machine().timestamp_millis();
        let sql = Sql::new("select (select count(*) from job where state = 0 and run_at <= ")
            .bind(now)
            .push(") as due, (select count(*) from job where state = 0 and run_at > ")
            .bind(now)
            .push(") as later, (select count(*) from job where state = 1) as running, ")
            .push("(select count(*) from job where state = 3) as dead, coalesce(")
            .bind(now)
            .push(" - (select min(run_at) from job where state = 0 and run_at <= ")
            .bind(now)
            .push("), 0) as oldest_due_ms");
        Ok(self.door.one(sql).await?.unwrap_or_default())
    }
}
