//! How many jobs of which share this worker holds.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Notify;
use uuid::Uuid;

/// Counts what is held. Clones count together.
#[derive(Clone, Debug, Default)]
pub(super) struct Held {
    counts: Arc<Mutex<HashMap<Uuid, u64>>>,
    ended: Arc<Notify>,
}

impl Held {
    fn lock(&self) -> MutexGuard<'_, HashMap<Uuid, u64>> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns once something that was held is so no more; at once, where that happened since the last time.
    pub(super) async fn ended(&self) {
        self.ended.notified().await;
    }

    /// How many of each.
    pub(super) fn counts(&self) -> HashMap<Uuid, u64> {
        self.lock().clone()
    }

    /// Counts one more, until what is answered is dropped.
    pub(super) fn hold(&self, share: Uuid) -> Arc<One> {
        *self.lock().entry(share).or_default() += 1;
        Arc::new(One { held: self.clone(), share })
    }
}

/// One job that is held.
#[derive(Debug)]
pub(crate) struct One {
    held: Held,
    share: Uuid,
}

impl Drop for One {
    fn drop(&mut self) {
        let mut counts = self.held.lock();
        if let Some(count) = counts.get_mut(&self.share) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&self.share);
            }
        }
        drop(counts);
        self.held.ended.notify_one();
    }
}
