//! Changing something in one organisation: load, verb, save, record, commit.

use super::{AccountTx, OrgRead};
use crate::entity::revision;
use crate::error::Result;
use crate::jobs::When;
use crate::tenancy::{Actor, Tenancy};
use crate::{jobs, revisions, subjects, trail};
use domain::delivery::State;
use domain::event::Event;
use domain::id::{PersonId, SubjectId};
use domain::job::Job;
use domain::reaction::jobs_for;
use std::ops::Deref;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// One organisation, open for a change. Dropped without [`OrgTx::commit`], nothing of it is kept.
pub struct OrgTx {
    read: OrgRead,
    pending: Mutex<Pending>,
}

/// What [`OrgTx::commit`] writes last.
#[derive(Default)]
pub(crate) struct Pending {
    pub(crate) references: Vec<(SubjectId, &'static str)>,
    pub(crate) revisions: Vec<revision::ActiveModel>,
    pub(crate) events: Vec<Event>,
    pub(crate) jobs: Vec<Job>,
    pub(crate) at_once: Vec<Job>,
    /// Deliveries that came to their end, by channel, to be counted once that is kept.
    pub(crate) ended: Vec<(String, State)>,
}

/// What a commit drew.
#[derive(Clone, Debug, Default)]
pub struct Committed {
    /// The references given to new subjects, such as `TSK-12`.
    pub references: Vec<(SubjectId, String)>,
}

impl Deref for OrgTx {
    type Target = OrgRead;

    fn deref(&self) -> &OrgRead {
        &self.read
    }
}

impl OrgTx {
    pub(super) fn new(read: OrgRead) -> Self {
        Self { read, pending: Mutex::default() }
    }

    /// Goes on in an organisation that an account's transaction is about to found.
    pub(crate) fn continued(account: AccountTx, tenancy: Tenancy) -> Self {
        Self::new(OrgRead::new(account.store, account.door, tenancy))
    }

    /// The same as this person: whom a mailed link turned out to be for.
    pub(crate) fn acting_as(mut self, person: PersonId) -> Self {
        self.read.tenancy =
            Tenancy::new(self.read.tenancy.org(), self.read.tenancy.zone(), Actor::Person(person));
        self
    }

    /// The same by the organisation's own zone.
    pub(crate) fn in_zone(mut self, zone: chrono_tz::Tz) -> Self {
        self.read.tenancy = Tenancy::new(self.read.tenancy.org(), zone, self.read.tenancy.actor());
        self
    }

    pub(crate) fn pending(&self) -> MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes what happened; its trail entry and its consequences are written by [`OrgTx::commit`].
    pub(crate) fn record(&self, event: Event) {
        self.pending().events.push(event);
    }

    /// Notes a job that is no event's consequence.
    pub(crate) fn enqueue(&self, job: Job) {
        self.pending().jobs.push(job);
    }

    /// The same for a job that need not wait for what may follow: somebody looks for what it makes.
    pub(crate) fn enqueue_at_once(&self, job: Job) {
        self.pending().at_once.push(job);
    }

    /// Draws references, appends to the chain, writes revisions and jobs, always last and in this order: the
    /// chain's head is the row that writers of one organisation wait for, so it is locked as late as possible.
    ///
    /// # Errors
    /// When the database refuses or goes away; then nothing is kept.
    pub async fn commit(self) -> Result<Committed> {
        let (events, kept) = {
            let pending = self.pending();
            (pending.events.clone(), pending.revisions.clone())
        };
        self.tell(&events, &kept).await?;
        let mut pending = std::mem::take(&mut *self.pending());
        let facts = self.read.facts(&pending.events).await?;
        pending.jobs.extend(pending.events.iter().flat_map(|event| jobs_for(event, &facts)));
        let references = subjects::draw_references(&self.read, pending.references).await?;
        revisions::write(&self.read, pending.revisions).await?;
        trail::append(&self.read, &pending.events).await?;
        let has_jobs = !pending.jobs.is_empty() || !pending.at_once.is_empty();
        let (door, store, own) = (&self.read.door, &self.read.store, Some(self.read.tenancy.org()));
        jobs::insert(door, store, own, pending.at_once, When::AtOnce).await?;
        jobs::insert(door, store, own, pending.jobs, When::Gathered).await?;
        let (bus, org) = (self.read.store.bus().clone(), self.read.tenancy.org());
        let has_events = !pending.events.is_empty();
        self.read.door.commit().await?;
        for (channel, state) in pending.ended {
            metrics::counter!("aims_deliveries_total", "channel" => channel, "outcome" => state.name())
                .increment(1);
        }
        if has_jobs {
            bus.tell_work();
        }
        if has_events {
            bus.tell_change(org);
        }
        Ok(Committed { references })
    }
}
