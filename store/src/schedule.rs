//! The program's timetable. Every process ticks; a compare-and-swap on the row decides who enqueues, and time
//! that nobody was there is caught up once.

use crate::doors::SystemTx;
use crate::error::Result;
use crate::jobs::{self, When};
use crate::sql::Sql;
use domain::clock::Instant;
use domain::job::Job;

impl SystemTx {
    /// Enqueues `job` when entry `name` is due, and sets when it is due next. Answers whether this call did.
    ///
    /// # Errors
    /// When the database refuses or goes away.
    pub async fn tick(&self, name: &str, next: Instant, job: Job) -> Result<bool> {
        let now = self.store.clock().machine().timestamp_millis();
        let first = Sql::new("insert into schedule (name, next_run_at) values (")
            .bind(name)
            .push(", ")
            .bind(now)
            .push(") on conflict (name) do nothing");
        self.door.run(first).await?;
        let swap = Sql::new("update schedule set next_run_at = ")
            .bind(next.timestamp_millis())
            .push(" where name = ")
            .bind(name)
            .push(" and next_run_at <= ")
            .bind(now);
        let won = self.door.run(swap).await? == 1;
        if won {
            jobs::insert(&self.door, &self.store, None, vec![job], When::Gathered).await?;
        }
        Ok(won)
    }
}
