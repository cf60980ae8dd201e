//! Renews this worker's leases and takes back what lost workers held, every third of a lease.

use crate::settings::Settings;
use store::Store;
use tokio::time::{MissedTickBehavior, interval};

pub(super) async fn run(store: Store, settings: Settings, name: String) {
    let mut tick = interval(settings.lease() / 3);
    tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        tick.tick().await;
        if let Err(error) = keep(&store, &settings, &name).await {
            tracing::warn!(%error, "leases cannot be kept for the moment");
        }
    }
}

async fn keep(store: &Store, settings: &Settings, name: &str) -> store::Result<()> {
    let system = store.system().await?;
    system.renew(name, settings.lease()).await?;
    system.commit().await?;
    // On its own: whatever is wrong with others' jobs, our leases are kept.
    let system = store.system().await?;
    let lost = system.reap().await?;
    system.commit().await?;
    if lost > 0 {
        tracing::warn!(jobs.lost = lost, "jobs of lost workers are ready again");
        store.wake().notify_one();
    }
    Ok(())
}
