//! Settings of the data layer.

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

/// Where the data lies.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// `sqlite://PATH?mode=rwc` or `postgres://aims_app:…@HOST/NAME`. Empty: SQLite in the data folder.
    pub url: SecretString,
    /// PostgreSQL: the login of `aims_system`. Not used on SQLite.
    pub system_url: SecretString,
    /// PostgreSQL: a login that may create roles and tables; used by `aims migrate` alone.
    pub owner_url: SecretString,
    /// Connection pool.
    pub pool: PoolSettings,
    /// SQLite: how many pages there may be, as if the disk were full beyond. For tests alone; no file sets it.
    #[serde(skip)]
    pub max_pages: Option<u32>,
}

/// Connection pool.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PoolSettings {
    /// The most connections of the serving role; on SQLite the most readers.
    pub max: u32,
    /// Seconds to wait for a connection before the request fails with `unavailable`.
    pub acquire_timeout_seconds: u64,
}

impl Settings {
    /// Whether this is the embedded database.
    #[must_use]
    pub fn is_sqlite(&self) -> bool {
        self.url.expose_secret().starts_with("sqlite:")
    }

    /// Everything that is wrong with these settings, in sentences.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let url = self.url.expose_secret();
        if !url.starts_with("sqlite:") && !url.starts_with("postgres:") && !url.starts_with("postgresql:") {
            problems.push("database.url must begin with sqlite: or postgres:".to_owned());
        }
        if !self.is_sqlite() && self.system_url.expose_secret().is_empty() {
            problems.push("database.system_url is needed on PostgreSQL: the login of aims_system".to_owned());
        }
        if !(1..=200).contains(&self.pool.max) {
            problems.push("database.pool.max must lie between 1 and 200".to_owned());
        }
        problems
    }
}
