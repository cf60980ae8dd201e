//! Why the worker ended when nobody asked it to.

use tokio_cron_scheduler::JobSchedulerError;

/// The result of running the worker.
pub type Result<T> = std::result::Result<T, Error>;

/// Why the worker ended. A failing job is none of these: it is settled and the worker goes on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It ended although nobody had asked; the process must be started again.
    #[error("the worker ended although it was not asked to")]
    Stopped,
    /// The runtime gave up.
    #[error("the worker's runtime failed: {0}")]
    Runtime(String),
    /// The ticker could not be started.
    #[error("the timetable cannot be kept")]
    Timetable(#[from] JobSchedulerError),
    /// The job table did not answer. Only where jobs are run once; a serving worker waits and tries again.
    #[error(transparent)]
    Store(#[from] store::Error),
}
