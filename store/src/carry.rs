//! What an organisation takes along when it moves to another installation: every row of its tables as JSON, and back.
//!
//! Which tables there are is said in `tables.rs`, and which columns the schema says itself ([`shape`]), so that a new one
//! is carried unless it is named here. `docs/operators/export-format.md` is made from both.

mod accounts;
mod arrive;
mod rows;
mod shape;
mod value;

pub use accounts::CarriedAccount;
pub use arrive::Arrival;
pub use shape::{ColumnShape, Kind, TableShape};

use crate::doors::{OrgRead, OrgTx, Store, SystemTx};
use crate::error::{Error, Result};
use crate::operators::note;
use crate::sql::Sql;
use crate::tables;
use crate::tenancy::{Actor, Tenancy};
use domain::id::OrgId;
use sea_orm::FromQueryResult;
use serde_json::{Map, Value, json};
use uuid::Uuid;

/// One row.
pub type Row = Map<String, Value>;

/// The tables that stay behind, each with its reason.
pub const STAYS: &[(&str, &str)] = &[
    ("data_key", "opens the sealed secrets, which stay behind too"),
    ("api_token", "programs get new tokens where the organisation has gone"),
    ("consent", "a journey to a service and back that is not over"),
    ("upload", "files that had not arrived as a whole"),
    ("idempotency", "answers to requests that may be repeated for a day"),
    ("inbound", "calls from outside that were seen already"),
    ("press", "buttons that were pressed outside a moment ago"),
];

/// The columns that stay behind, each with its reason.
pub const KEPT_BACK: &[(&str, &str, &str)] = &[
    ("organisation", "suspended_at", "whoever runs an installation says so of it"),
    ("organisation", "suspended_why", "whoever runs an installation says so of it"),
    ("organisation", "most_people", "whoever runs an installation says so of it"),
    ("organisation", "most_file_bytes", "whoever runs an installation says so of it"),
    ("organisation", "closing_at", "what was asked of one installation says nothing to another"),
    ("trail_key", "sealed", "the private half of a key: what it signed is checked with the public one"),
    ("connection", "secret", "tokens of a service: connect again"),
    ("connection", "token_expires_at", "tokens of a service: connect again"),
    ("connection", "refreshing_by", "tokens of a service: connect again"),
    ("connection", "refreshing_until", "tokens of a service: connect again"),
    ("connection", "hooks", "registered over there for the installation that it came from"),
    ("connection", "hooks_until", "registered over there for the installation that it came from"),
    ("endpoint", "secret", "what webhooks are signed with: add the receiver again"),
    ("search_entry", "number", "a number of the index of words, which is made anew"),
];

/// The tables that are carried, each behind those that it refers to.
pub fn carried() -> impl Iterator<Item = &'static str> {
    tables::tenant().filter(|table| !STAYS.iter().any(|(name, _)| name == table))
}

#[derive(FromQueryResult)]
struct Found {
    org_id: Uuid,
}

impl SystemTx {
    /// The organisation of that part of a URL, or of that id.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn organisation_called(&self, name: &str) -> Result<OrgId> {
        let id = Uuid::parse_str(name).unwrap_or_default();
        let sql = Sql::new("select org_id from organisation where slug = ")
            .bind(name)
            .push(" or org_id = ")
            .bind(id);
        self.door.one::<Found>(sql).await?.map(|row| OrgId(row.org_id)).ok_or(Error::NotFound)
    }
}

impl Store {
    /// Opens an organisation as it is at this moment, however long it is read.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none of that id.
    pub async fn moment_of(&self, org: OrgId) -> Result<OrgRead> {
        let zone = self.zone_of(org).await?;
        self.read_moment(Tenancy::new(org, zone, Actor::Operator)).await
    }

    /// Opens an organisation for a change that was asked for at the command line.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is none of that id.
    pub async fn write_at_command(&self, org: OrgId) -> Result<OrgTx> {
        let zone = self.zone_of(org).await?;
        self.write_in(Tenancy::new(org, zone, Actor::Operator)).await
    }
}

impl OrgTx {
    /// Notes at the command line that everything is taken away, in the organisation's own trail and in the operators' log.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_carried(&self) -> Result<()> {
        let entries = self.latest_change().await?;
        self.note_export("organisation", "zip", entries);
        note(&self.door, &self.store, None, "organisation_exported", Some(self.tenancy.org()), json!({}))
            .await
    }
}
