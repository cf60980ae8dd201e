//! Writes verdicts, many in one transaction; whoever asks goes on when its verdict is kept.

use std::time::Duration;
use store::{Settlement, Store};
use tokio::sync::{mpsc, oneshot};
use tokio::time::sleep;

/// The most verdicts of one transaction.
const BATCH: usize = 200;
/// How long to wait before trying again.
const PAUSE: Duration = Duration::from_millis(200);

type Asked = (Settlement, oneshot::Sender<()>);

/// The way to the acknowledger. When the last one is dropped, it ends.
#[derive(Clone, Debug)]
pub(crate) struct Acknowledger {
    asked: mpsc::Sender<Asked>,
}

impl Acknowledger {
    pub(super) fn begin(store: Store, name: String) -> Self {
        let (asked, asking) = mpsc::channel(BATCH);
        tokio::spawn(run(store, name, asking));
        Self { asked }
    }

    /// Returns when the verdict is kept.
    pub(crate) async fn settle(&self, settlement: Settlement) {
        let (kept, keeping) = oneshot::channel();
        if self.asked.send((settlement, kept)).await.is_ok() {
            // An error means that the process ends before the verdict was kept; the lease sees to the job.
            let _ = keeping.await;
        }
    }
}

async fn run(store: Store, name: String, mut asking: mpsc::Receiver<Asked>) {
    let mut batch: Vec<Asked> = Vec::new();
    while asking.recv_many(&mut batch, BATCH).await > 0 {
        let settlements: Vec<Settlement> = batch.iter().map(|(settlement, _)| settlement.clone()).collect();
        loop {
            match keep(&store, &name, &settlements).await {
                Ok(mine) if mine < settlements.len() as u64 => {
                    tracing::warn!("a verdict came after its lease had ended; the job runs again");
                    break;
                }
                Ok(_) => break,
                Err(error) => {
                    tracing::warn!(%error, "verdicts cannot be kept for the moment");
                    sleep(PAUSE).await;
                }
            }
        }
        for (_, kept) in batch.drain(..) {
            // Whoever asked may be gone; the verdict is kept all the same.
            let _ = kept.send(());
        }
    }
}

async fn keep(store: &Store, name: &str, settlements: &[Settlement]) -> store::Result<u64> {
    let system = store.system().await?;
    let mine = system.settle(name, settlements).await?;
    system.commit().await?;
    Ok(mine)
}
