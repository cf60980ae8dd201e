//! One account, or somebody who has none yet: sessions, memberships, mailed links.

use super::Store;
use super::open::OpenDoor;
use crate::error::Result;
use crate::jobs::{self, When};
use domain::clock::Instant;
use domain::id::AccountId;
use domain::job::Job;
use std::sync::{Mutex, PoisonError};

/// The door of an account. Dropped without [`AccountTx::commit`], nothing of it is kept.
pub struct AccountTx {
    pub(crate) store: Store,
    pub(crate) door: OpenDoor,
    pub(crate) account: Option<AccountId>,
    jobs: Mutex<Vec<Job>>,
}

impl AccountTx {
    pub(super) const fn new(store: Store, door: OpenDoor, account: Option<AccountId>) -> Self {
        Self { store, door, account, jobs: Mutex::new(Vec::new()) }
    }

    /// The machine's time: sessions and throttles go by it.
    pub(crate) fn machine_now(&self) -> Instant {
        self.store.clock().machine()
    }

    /// The calendar's time: the validity of mailed links goes by it.
    pub(crate) fn now(&self) -> Instant {
        self.store.clock().calendar()
    }

    pub(crate) fn enqueue(&self, job: Job) {
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner).push(job);
    }

    /// Keeps what was done.
    ///
    /// # Errors
    /// When the database refuses or goes away; then nothing is kept.
    pub async fn commit(self) -> Result<()> {
        let pending = self.jobs.into_inner().unwrap_or_else(PoisonError::into_inner);
        let has_jobs = !pending.is_empty();
        jobs::insert(&self.door, &self.store, None, pending, When::Gathered).await?;
        self.door.commit().await?;
        if has_jobs {
            self.store.bus().tell_work();
        }
        Ok(())
    }
}
