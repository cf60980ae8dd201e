//! Fetches jobs as places become free.

use super::Claimed;
use super::held::Held;
use crate::settings::Settings;
use std::sync::Arc;
use std::time::Duration;
use store::{ClaimedJob, Settlement, Store, Verdict, Wanted};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, watch};
use tokio::time::{sleep, timeout};
use uuid::Uuid;

/// How long to wait after the database refused.
const AFTER_AN_ERROR: Duration = Duration::from_secs(1);

pub(super) struct Claimer {
    pub(super) store: Store,
    pub(super) settings: Settings,
    pub(super) name: String,
    pub(super) places: Arc<Semaphore>,
    pub(super) held: Held,
    pub(super) arrived: mpsc::Sender<Claimed>,
    pub(super) closed: watch::Receiver<bool>,
}

pub(super) async fn run(claimer: Claimer) {
    let wake = claimer.store.wake();
    let mut closed = claimer.closed.clone();
    let mut after = Uuid::nil();
    while !*closed.borrow() {
        let Some(places) = claimer.free_places(&mut closed).await else { break };
        let wanted = places.len();
        let held_some = !claimer.held.counts().is_empty();
        let jobs = match claimer.claim(wanted, after).await {
            Ok(jobs) => jobs,
            Err(error) => {
                tracing::warn!(%error, "no jobs can be claimed for the moment");
                drop(places);
                sleep(AFTER_AN_ERROR).await;
                continue;
            }
        };
        after = jobs.last().map_or(after, |job| job.share);
        let found = jobs.len();
        for (job, place) in jobs.into_iter().zip(places) {
            claimer.hand_on(job, place).await;
        }
        // A full batch promises more; otherwise wait for a commit of this process, the poll, or the end. A limit may have left
        // something behind for as long as this worker has jobs: that is looked for as soon as one of them has ended, also
        // where it ended while this was looking.
        if found < wanted {
            let limited = held_some || found > 0;
            let woken = async {
                tokio::select! {
                    () = wake.notified() => {}
                    () = claimer.held.ended(), if limited => {}
                    _ = closed.wait_for(|closed| *closed) => {}
                }
            };
            // Nobody woke us within the poll: then look anyway.
            let _ = timeout(claimer.settings.poll(), woken).await;
        }
    }
}

impl Claimer {
    /// At least one free place, at most a batch; `None` when the queue closes meanwhile.
    async fn free_places(&self, closed: &mut watch::Receiver<bool>) -> Option<Vec<OwnedSemaphorePermit>> {
        let first = tokio::select! {
            place = Arc::clone(&self.places).acquire_owned() => place.ok()?,
            _ = closed.wait_for(|closed| *closed) => return None,
        };
        let mut places = vec![first];
        while places.len() < self.settings.batch
            && let Ok(place) = Arc::clone(&self.places).try_acquire_owned()
        {
            places.push(place);
        }
        Some(places)
    }

    async fn claim(&self, limit: usize, after: Uuid) -> store::Result<Vec<ClaimedJob>> {
        let system = self.store.system().await?;
        let jobs = system
            .claim(&Wanted {
                worker: &self.name,
                lease: self.settings.lease(),
                limit: limit as u64,
                after,
                held: &self.held.counts(),
                most_of_one: self.settings.most_of_one(),
                most_of_all: self.settings.most_of_all(),
            })
            .await?;
        system.commit().await?;
        Ok(jobs)
    }

    /// Gives the job to the worker, or back to the table when the worker takes no more.
    async fn hand_on(&self, job: ClaimedJob, place: OwnedSemaphorePermit) {
        let claimed = Claimed { _held: self.held.hold(job.share), job, _place: Arc::new(place) };
        if let Err(unsent) = self.arrived.send(claimed).await {
            self.give_back(&unsent.0.job).await;
        }
    }

    async fn give_back(&self, job: &ClaimedJob) {
        let error = "given back: the worker stops".to_owned();
        let verdict = Verdict::RetryAfter { after: Duration::ZERO, error };
        let settlement = Settlement { job: job.id, attempt: job.attempt, verdict };
        let given_back = async {
            let system = self.store.system().await?;
            system.settle(&self.name, &[settlement]).await?;
            system.commit().await
        };
        if let Err(error) = given_back.await {
            // Its lease ends, and another worker takes it then.
            tracing::warn!(%error, job.id = %job.id, "a job could not be given back");
        }
    }
}
