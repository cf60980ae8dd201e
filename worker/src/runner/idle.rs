//! Running what is due and nothing else, for tests and for a calendar that is moved.

use super::Worker;
use crate::attempt;
use crate::error::Result;
use futures::future::join_all;
use std::collections::HashMap;
use std::time::Duration;
use store::{ClaimedJob, Wanted};
use tokio::time::sleep;
use uuid::Uuid;

/// How long to wait for another process's jobs before looking again.
const PAUSE: Duration = Duration::from_millis(20);
/// How often to look at jobs that nobody takes.
const PATIENCE: usize = 1_000;

impl Worker {
    /// Runs jobs, and what they bring, until none is due or running, here or in another process. A job that is to
    /// be tried again later is left for later.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn run_until_idle(&self) -> Result<()> {
        let name = self.name();
        let mut waited = 0;
        while waited < PATIENCE {
            let jobs = self.claim(&name).await?;
            if jobs.is_empty() {
                let system = self.context.store.system().await?;
                let pressing = system.pressing_jobs().await?;
                system.commit().await?;
                if pressing == 0 {
                    return Ok(());
                }
                waited += 1;
                sleep(PAUSE).await;
                continue;
            }
            waited = 0;
            let settlements = join_all(jobs.iter().map(|job| attempt::run(&self.context, job))).await;
            let system = self.context.store.system().await?;
            system.settle(&name, &settlements).await?;
            system.commit().await?;
        }
        tracing::warn!("some jobs are due that nobody takes");
        Ok(())
    }

    async fn claim(&self, name: &str) -> Result<Vec<ClaimedJob>> {
        let system = self.context.store.system().await?;
        let limit = self.settings.concurrency as u64;
        let jobs = system
            .claim(&Wanted {
                worker: name,
                lease: self.settings.lease(),
                limit,
                after: Uuid::nil(),
                held: &HashMap::new(),
                most_of_one: limit,
                most_of_all: limit,
            })
            .await?;
        system.commit().await?;
        Ok(jobs)
    }
}
