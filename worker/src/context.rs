//! What every job has at hand.

use crate::links::Links;
use crate::outside::Outside;
use crate::settings::Settings;
use integrations::files::Files;
use integrations::mail::Mailer;
use std::sync::Arc;
use std::time::Duration;
use store::Store;

/// How much of a job's time is kept for noting what the outside did.
const FOR_NOTING: Duration = Duration::from_secs(25);

/// What every job has at hand.
pub(crate) struct Context {
    pub(crate) store: Store,
    pub(crate) mailer: Arc<dyn Mailer>,
    pub(crate) links: Links,
    pub(crate) outside: Outside,
    pub(crate) files: Files,
    /// How long one attempt at a job may take.
    pub(crate) job_limit: Duration,
    /// How long the outside may take of that.
    pub(crate) outside_limit: Duration,
}

impl Context {
    pub(crate) fn new(
        store: Store,
        mailer: Arc<dyn Mailer>,
        settings: &Settings,
        links: Links,
        outside: Outside,
        files: Files,
    ) -> Self {
        let job_limit = settings.job_timeout();
        let outside_limit = job_limit.saturating_sub(FOR_NOTING).max(job_limit / 2);
        Self { store, mailer, links, outside, files, job_limit, outside_limit }
    }

    /// A number from 0 up to 1, so that jobs that failed together do not come back together.
    pub(crate) fn jitter(&self) -> f64 {
        let mut bytes = [0; 4];
        self.store.randomness().fill(&mut bytes);
        f64::from(u32::from_le_bytes(bytes)) / (f64::from(u32::MAX) + 1.0)
    }
}
