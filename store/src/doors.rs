//! The four doors, and nothing else reaches a table.
//!
//! | door | for | on PostgreSQL |
//! |---|---|---|
//! | [`OrgRead`] | reading in one organisation | `aims_app`, `app.org_id` set, read only |
//! | [`OrgTx`] | changing something in one organisation | `aims_app`, `app.org_id` set |
//! | [`AccountTx`] | one account: sessions, memberships, links | `aims_app`, `app.account_id` set where known |
//! | [`SystemTx`] | the worker's claims and sweeps | `aims_system` |
//!
//! Doors are short: no network call, password hash, rendering or file write while one is open.

mod account;
mod open;
mod org_read;
mod org_tx;
mod system;

pub use account::AccountTx;
pub use open::door_is_open;
pub use org_read::OrgRead;
pub use org_tx::{Committed, OrgTx};
pub use system::SystemTx;

use crate::bus::Bus;
use crate::connect::{self, Observer, PoolUse, Pools};
use crate::connections::FoundConnection;
use crate::error::{Result, unreadable};
use crate::ids::{Randomness, id};
use crate::jobs::ClaimedJob;
use crate::links::LinkKey;
use crate::secrets::MasterKeys;
use crate::settings::Settings;
use crate::sql::Sql;
use crate::tenancy::{Actor, Membership, Tenancy};
use domain::access::Role;
use domain::clock::Clock;
use domain::connection::Service;
use domain::id::{AccountId, OrgId, PersonId};
use open::Mode;
pub(crate) use open::OpenDoor;
use std::sync::Arc;
use tokio::sync::Notify;
use uuid::Uuid;

/// The data layer of one process. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    pools: Pools,
    clock: Arc<dyn Clock>,
    randomness: Arc<dyn Randomness>,
    keys: Keys,
    bus: Bus,
}

/// The keys of an installation. They lie beside the data, never in it.
#[derive(Clone, Debug)]
pub struct Keys {
    /// Under which the tokens of mailed links are made.
    pub links: LinkKey,
    /// Under which organisations' data keys are sealed.
    pub master: MasterKeys,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").finish_non_exhaustive()
    }
}

impl Store {
    /// Opens the pools. Connections are made when first needed, so a database that is away for a moment does
    /// not keep the program from starting.
    ///
    /// # Errors
    /// When the settings cannot be used.
    pub async fn open(
        settings: &Settings,
        keys: Keys,
        clock: Arc<dyn Clock>,
        randomness: Arc<dyn Randomness>,
        bus: Bus,
        observer: Option<Observer>,
    ) -> Result<Self> {
        let pools = connect::open(settings, observer).await?;
        Ok(Self { inner: Arc::new(Inner { pools, clock, randomness, keys, bus }) })
    }

    /// The two clocks.
    #[must_use]
    pub fn clock(&self) -> &dyn Clock {
        self.inner.clock.as_ref()
    }

    /// What processes tell each other.
    #[must_use]
    pub fn bus(&self) -> &Bus {
        &self.inner.bus
    }

    /// Is notified when some process commits jobs, so that the worker need not wait for the next poll.
    #[must_use]
    pub fn wake(&self) -> Arc<Notify> {
        self.inner.bus.wake()
    }

    /// Opens an organisation for reading.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn read(&self, membership: &Membership) -> Result<OrgRead> {
        self.read_in(membership.tenancy).await
    }

    /// Opens an organisation for a change.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn write(&self, membership: &Membership) -> Result<OrgTx> {
        self.write_in(membership.tenancy).await
    }

    /// Opens the organisation that caused a job, for a change.
    ///
    /// # Errors
    /// When the job has no organisation, or the database is not available.
    pub async fn write_for(&self, job: &ClaimedJob) -> Result<OrgTx> {
        let org = job.org.ok_or(unreadable("job without an organisation"))?;
        self.write_as(org, Actor::System).await
    }

    /// The same, with a service outside as the one that acts: what follows was done over there.
    ///
    /// # Errors
    /// When the job has no organisation, or the database is not available.
    pub async fn write_for_service(&self, job: &ClaimedJob, service: Service) -> Result<OrgTx> {
        let org = job.org.ok_or(unreadable("job without an organisation"))?;
        self.write_as(org, Actor::Service(service)).await
    }

    /// Opens the organisation that caused a job for a person of it who acts through a service outside, with the roles
    /// that person has today. `None` when the person left.
    ///
    /// # Errors
    /// When the job has no organisation, or the database is not available.
    pub async fn write_for_person(
        &self,
        job: &ClaimedJob,
        person: PersonId,
        service: Service,
    ) -> Result<Option<(OrgTx, Vec<Role>)>> {
        let org = job.org.ok_or(unreadable("job without an organisation"))?;
        let tx = self.write_as(org, Actor::PersonVia(person, service)).await?;
        let roles = tx.roles_of(person).await?;
        Ok((!roles.is_empty()).then_some((tx, roles)))
    }

    /// Opens the organisation of a connection that a verified call from outside speaks of.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn write_for_found(&self, found: &FoundConnection) -> Result<OrgTx> {
        self.write_as(found.org, Actor::Service(found.service)).await
    }

    /// Opens the organisation that somebody acts in once more, for a change. What a long errand needs between
    /// its calls to the outside.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn write_again(&self, tenancy: &Tenancy) -> Result<OrgTx> {
        self.write_in(*tenancy).await
    }

    /// The same for reading.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn read_again(&self, tenancy: &Tenancy) -> Result<OrgRead> {
        self.read_in(*tenancy).await
    }

    /// Who acts for a job, and where.
    ///
    /// # Errors
    /// When the job has no organisation, or the database is not available.
    pub async fn tenancy_of(&self, job: &ClaimedJob) -> Result<Tenancy> {
        let org = job.org.ok_or(unreadable("job without an organisation"))?;
        Ok(Tenancy::new(org, self.zone_of(org).await?, Actor::System))
    }

    pub(crate) async fn zone_of(&self, org: OrgId) -> Result<chrono_tz::Tz> {
        let probe = self.read_in(Tenancy::new(org, chrono_tz::Tz::UTC, Actor::System)).await?;
        let zone = probe.organisation().await?.zone;
        probe.close().await?;
        domain::calendar::zone(&zone).ok_or(unreadable("time zone"))
    }

    pub(crate) async fn read_in(&self, tenancy: Tenancy) -> Result<OrgRead> {
        let door = OpenDoor::begin(&self.inner.pools.read, Mode::Read, within(tenancy.org())).await?;
        Ok(OrgRead::new(self.clone(), door, tenancy))
    }

    pub(crate) async fn read_moment(&self, tenancy: Tenancy) -> Result<OrgRead> {
        let door = OpenDoor::begin(&self.inner.pools.read, Mode::Moment, within(tenancy.org())).await?;
        Ok(OrgRead::new(self.clone(), door, tenancy))
    }

    pub(crate) async fn write_in(&self, tenancy: Tenancy) -> Result<OrgTx> {
        let door = OpenDoor::begin(&self.inner.pools.write, Mode::Write, within(tenancy.org())).await?;
        Ok(OrgTx::new(OrgRead::new(self.clone(), door, tenancy)))
    }

    /// Opens an organisation for a change by nobody whose membership was looked up: its zone is read in the same transaction.
    pub(crate) async fn write_as(&self, org: OrgId, actor: Actor) -> Result<OrgTx> {
        let tx = self.write_in(Tenancy::new(org, chrono_tz::Tz::UTC, actor)).await?;
        let zone = tx.organisation().await?.zone;
        Ok(tx.in_zone(domain::calendar::zone(&zone).ok_or(unreadable("time zone"))?))
    }

    /// Opens the door of an account that is not known yet: sign-up, sign-in, mailed links.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn anybody(&self) -> Result<AccountTx> {
        let door = OpenDoor::begin(&self.inner.pools.write, Mode::Write, None).await?;
        Ok(AccountTx::new(self.clone(), door, None))
    }

    /// Opens the door of an account for reading.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn account_read(&self, account: Option<AccountId>) -> Result<AccountTx> {
        let scope = account.map(|account| ("app.account_id", account.0));
        let door = OpenDoor::begin(&self.inner.pools.read, Mode::Read, scope).await?;
        Ok(AccountTx::new(self.clone(), door, account))
    }

    /// Opens the door of an account for a change that it did not ask for itself.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn account_write(&self, account: AccountId) -> Result<AccountTx> {
        let scope = Some(("app.account_id", account.0));
        let door = OpenDoor::begin(&self.inner.pools.write, Mode::Write, scope).await?;
        Ok(AccountTx::new(self.clone(), door, Some(account)))
    }

    /// Opens the worker's door.
    ///
    /// # Errors
    /// When the database is not available.
    pub async fn system(&self) -> Result<SystemTx> {
        let door = OpenDoor::begin(&self.inner.pools.system, Mode::Write, None).await?;
        Ok(SystemTx::new(self.clone(), door))
    }

    /// How much the pools of connections are used.
    #[must_use]
    pub fn pools_in_use(&self) -> Vec<PoolUse> {
        self.inner.pools.in_use()
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// When it does not.
    pub async fn ping(&self) -> Result<()> {
        let door = OpenDoor::begin(&self.inner.pools.read, Mode::Read, None).await?;
        door.rows(Sql::new("select 1")).await?;
        door.commit().await
    }

    pub(crate) fn new_id(&self) -> Uuid {
        id(self.inner.randomness.as_ref(), self.inner.clock.machine())
    }

    /// The source of randomness that was passed in.
    #[must_use]
    pub fn randomness(&self) -> &dyn Randomness {
        self.inner.randomness.as_ref()
    }

    pub(crate) fn link_key(&self) -> &LinkKey {
        &self.inner.keys.links
    }

    pub(crate) fn master_keys(&self) -> &MasterKeys {
        &self.inner.keys.master
    }
}

/// What row-level security asks for in an organisation.
fn within(org: OrgId) -> Option<(&'static str, Uuid)> {
    Some(("app.org_id", org.0))
}
