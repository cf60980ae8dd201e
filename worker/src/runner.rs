//! The worker: apalis over our queue, beside it the timetable.

mod idle;

use crate::attempt;
use crate::context::Context;
use crate::error::{Error, Result};
use crate::links::Links;
use crate::outside::Outside;
use crate::queue::{Acknowledger, Claimed, Queue};
use crate::schedule;
use crate::settings::Settings;
use apalis::layers::WorkerBuilderExt;
use apalis::prelude::{Data, Monitor, WorkerBuilder};
use integrations::files::Files;
use integrations::mail::Mailer;
use std::convert::Infallible;
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use store::Store;
use uuid::Uuid;

/// How often a worker that ended by itself is begun again.
const RESTARTS: usize = 1_000;

/// Takes jobs from the job table and runs them. Cheap to clone.
#[derive(Clone)]
pub struct Worker {
    context: Arc<Context>,
    settings: Settings,
}

/// What a job's future needs.
#[derive(Clone)]
struct Hands {
    context: Arc<Context>,
    acknowledger: Acknowledger,
}

async fn handle(claimed: Claimed, hands: Data<Hands>) -> std::result::Result<(), Infallible> {
    let settlement = attempt::run(&hands.context, &claimed.job).await;
    hands.acknowledger.settle(settlement).await;
    Ok(())
}

impl Worker {
    /// A worker on this data layer, mailing through `mailer`, calling others through `outside`, with the files in `files`.
    #[must_use]
    pub fn new(
        store: Store,
        mailer: Arc<dyn Mailer>,
        settings: Settings,
        links: Links,
        outside: Outside,
        files: Files,
    ) -> Self {
        Self { context: Arc::new(Context::new(store, mailer, &settings, links, outside, files)), settings }
    }

    /// Runs jobs until `shutdown`, then ends those that run and gives back those that do not.
    ///
    /// # Errors
    /// When the runtime ends although nobody asked it to.
    pub async fn run(&self, shutdown: impl Future<Output = ()> + Send) -> Result<()> {
        let name = self.name();
        let timetable = schedule::begin(&self.context.store).await?;
        let (queue, acknowledger, tasks) = Queue::begin(&self.context.store, &self.settings, &name);
        let asked = Arc::new(AtomicBool::new(false));
        let hands = Hands { context: Arc::clone(&self.context), acknowledger };
        let (source, concurrency) = (queue.clone(), self.settings.concurrency);
        let monitor = Monitor::new()
            .should_restart(|worker, error| {
                tracing::error!(%error, "the worker ended and is begun again");
                worker.restarts() < RESTARTS
            })
            .shutdown_timeout(self.settings.shutdown())
            .register(move |restart| {
                WorkerBuilder::new(format!("{name}-{restart}"))
                    .backend(source.clone())
                    .concurrency(concurrency)
                    .data(hands.clone())
                    .build(handle)
            });
        let signal = async {
            shutdown.await;
            asked.store(true, Ordering::SeqCst);
            queue.close();
            Ok(())
        };
        let ended = monitor.run_with_signal(signal).await;
        queue.close();
        tasks.end().await;
        timetable.end().await;
        if !asked.load(Ordering::SeqCst) {
            return Err(Error::Stopped);
        }
        ended.map_err(|error| Error::Runtime(error.to_string()))
    }

    /// A name that no other worker bears: apalis and the leases go by it.
    fn name(&self) -> String {
        let mut bytes = [0; 16];
        self.context.store.randomness().fill(&mut bytes);
        format!("{}-{}", std::process::id(), Uuid::from_bytes(bytes).simple())
    }
}
