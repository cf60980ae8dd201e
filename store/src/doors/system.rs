//! The worker's door: claims, sweeps and upkeep across organisations. Its few verbs are all that may.

use super::Store;
use super::open::OpenDoor;
use crate::error::Result;

/// The worker's door. Dropped without [`SystemTx::commit`], nothing of it is kept.
pub struct SystemTx {
    pub(crate) store: Store,
    pub(crate) door: OpenDoor,
}

impl SystemTx {
    pub(super) const fn new(store: Store, door: OpenDoor) -> Self {
        Self { store, door }
    }

    /// Keeps what was done.
    ///
    /// # Errors
    /// When the database refuses or goes away; then nothing is kept.
    pub async fn commit(self) -> Result<()> {
        self.door.commit().await
    }
}
