//! Our own backend for apalis over the job table.
//!
//! Three tasks serve it: the *claimer* fetches jobs in batches as places become free, woken by this process's
//! commits or by its poll; the *acknowledger* writes verdicts in batches; the *keeper* renews leases and takes
//! back what lost workers held, during the drain too. A verdict is written inside the job's own future, so a
//! graceful stop has nothing left to write. No error of the database ends the worker.

mod acknowledger;
mod claimer;
mod held;
mod keeper;

pub(crate) use acknowledger::Acknowledger;

use crate::settings::Settings;
use apalis_core::backend::finalize::Ephemeral;
use apalis_core::backend::{Backend, BackendConfig};
use apalis_core::task::Task;
use apalis_core::task::builder::TaskBuilder;
use apalis_core::task::task_id::TaskId;
use apalis_core::worker::context::WorkerContext;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use store::{ClaimedJob, Store};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};
use tokio::task::JoinHandle;
use tower::layer::util::Identity;
use uuid::Uuid;

/// A claimed job together with the place it takes until its future ends.
#[derive(Clone, Debug)]
pub(crate) struct Claimed {
    pub(crate) job: ClaimedJob,
    _place: Arc<OwnedSemaphorePermit>,
    _held: Arc<held::One>,
}

/// The backend. Clones share one queue, so that a restarted worker goes on where it was.
#[derive(Clone)]
pub(crate) struct Queue {
    settings: Settings,
    arriving: Arc<Mutex<mpsc::Receiver<Claimed>>>,
    closing: watch::Sender<bool>,
}

/// What runs beside the queue until it ends.
pub(crate) struct Tasks {
    claimer: JoinHandle<()>,
    keeper: JoinHandle<()>,
}

impl Queue {
    /// Begins to claim under this name, which no other worker may bear.
    pub(crate) fn begin(store: &Store, settings: &Settings, name: &str) -> (Self, Acknowledger, Tasks) {
        let (arrived, arriving) = mpsc::channel(settings.concurrency);
        let (closing, closed) = watch::channel(false);
        let places = Arc::new(Semaphore::new(settings.concurrency));
        let claimer = tokio::spawn(claimer::run(claimer::Claimer {
            store: store.clone(),
            settings: settings.clone(),
            name: name.to_owned(),
            places,
            held: held::Held::default(),
            arrived,
            closed,
        }));
        let keeper = tokio::spawn(keeper::run(store.clone(), settings.clone(), name.to_owned()));
        let acknowledger = Acknowledger::begin(store.clone(), name.to_owned());
        let queue = Self { settings: settings.clone(), arriving: Arc::new(Mutex::new(arriving)), closing };
        (queue, acknowledger, Tasks { claimer, keeper })
    }

    /// Claims nothing more.
    pub(crate) fn close(&self) {
        self.closing.send_replace(true);
    }
}

impl Tasks {
    /// Ends when nothing runs any more: what was claimed and not begun has been given back by then.
    pub(crate) async fn end(self) {
        if let Err(error) = self.claimer.await {
            tracing::error!(%error, "the claimer ended unexpectedly");
        }
        self.keeper.abort();
    }
}

impl Backend for Queue {
    type Task = Task<Claimed>;
    type Error = Infallible;

    fn poll_ready(&mut self, _: &mut Context<'_>, _: &WorkerContext) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn poll_next(
        &mut self,
        context: &mut Context<'_>,
        _: &WorkerContext,
    ) -> Poll<Option<Result<Self::Task, Infallible>>> {
        let mut arriving = self.arriving.lock().unwrap_or_else(PoisonError::into_inner);
        arriving.poll_recv(context).map(|claimed| claimed.map(|claimed| Ok(task(claimed))))
    }

    fn poll_close(&mut self, _: &mut Context<'_>, _: &WorkerContext) -> Poll<Result<(), Infallible>> {
        self.close();
        Poll::Ready(Ok(()))
    }
}

fn task(claimed: Claimed) -> Task<Claimed> {
    // The table counts attempts from 1, apalis from 0.
    let attempt = usize::try_from(claimed.job.attempt - 1).unwrap_or_default();
    let id = TaskId::Uuid(claimed.job.id.0);
    TaskBuilder::new(claimed).task_id(id).attempt(attempt).build()
}

impl BackendConfig for Queue {
    type Args = Claimed;
    type Id = Uuid;
    type Kind = Ephemeral;
    type Config = Settings;
    type Layer = Identity;

    fn config(&self) -> &Settings {
        &self.settings
    }

    fn middleware(&mut self, _: &mut WorkerContext) -> Identity {
        Identity::new()
    }
}
