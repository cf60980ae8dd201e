//! Reading in one organisation.

use super::Store;
use super::open::OpenDoor;
use crate::entity::OrgOwned;
use crate::error::Result;
use crate::sql::Sql;
use crate::tenancy::Tenancy;
use chrono::NaiveDate;
use domain::clock::Instant;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, Select};

/// One organisation, open for reading.
pub struct OrgRead {
    pub(crate) store: Store,
    pub(crate) door: OpenDoor,
    pub(crate) tenancy: Tenancy,
}

impl OrgRead {
    pub(super) const fn new(store: Store, door: OpenDoor, tenancy: Tenancy) -> Self {
        Self { store, door, tenancy }
    }

    /// Who acts, and where.
    #[must_use]
    pub const fn tenancy(&self) -> &Tenancy {
        &self.tenancy
    }

    /// The calendar's time.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.store.clock().calendar()
    }

    /// The organisation's calendar day.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.tenancy.today(self.now())
    }

    pub(crate) fn org(&self) -> uuid::Uuid {
        self.tenancy.org().0
    }

    /// The only way to select from a tenant table: within this organisation.
    pub(crate) fn find<E: OrgOwned + EntityTrait>(&self) -> Select<E> {
        E::find().filter(E::ORG.eq(self.org()))
    }

    /// `text`, which ends where the organisation's id belongs, with that id.
    pub(crate) fn sql(&self, text: &str) -> Sql {
        Sql::new(text).bind(self.org())
    }

    /// Ends the read.
    ///
    /// # Errors
    /// When the connection was lost.
    pub async fn close(self) -> Result<()> {
        self.door.commit().await
    }
}
