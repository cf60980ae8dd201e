//! Opening the pools. On SQLite one writer and a pool of readers that cannot write; on PostgreSQL one pool for
//! each serving role.

use crate::settings::Settings;
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbBackend, DbErr};
use secrecy::ExposeSecret;
use sqlx::Connection as _;
use sqlx::sqlite::SqliteJournalMode;
use std::sync::Arc;
use std::time::Duration;

/// A connection that rested for so long may have lost its server, and is asked first. Asking each time would be a way to the
/// server and back for every transaction; no server goes and comes back in less.
const RESTED: Duration = Duration::from_millis(20);

/// Is shown the text of every statement; the test-suite uses it to catch one that forgets its organisation.
pub type Observer = Arc<dyn Fn(&str) + Send + Sync>;

/// The pools behind the doors.
#[derive(Clone, Debug)]
pub(crate) struct Pools {
    pub(crate) write: DatabaseConnection,
    pub(crate) read: DatabaseConnection,
    pub(crate) system: DatabaseConnection,
}

pub(crate) async fn open(settings: &Settings, observer: Option<Observer>) -> Result<Pools, DbErr> {
    let url = settings.url.expose_secret();
    let pools = if settings.is_sqlite() {
        let write = connect(settings, url, 1, Access::Write).await?;
        let read = connect(settings, url, settings.pool.max, Access::ReadOnly).await?;
        Pools { system: write.clone(), write, read }
    } else {
        let write = connect(settings, url, settings.pool.max, Access::Write).await?;
        let system = connect(settings, settings.system_url.expose_secret(), 4, Access::Write).await?;
        Pools { read: write.clone(), write, system }
    };
    Ok(match observer {
        Some(observer) => observed(pools, &observer),
        None => pools,
    })
}

fn observed(mut pools: Pools, observer: &Observer) -> Pools {
    for pool in [&mut pools.write, &mut pools.read, &mut pools.system] {
        let observer = Arc::clone(observer);
        pool.set_metric_callback(move |info| observer(&info.statement.sql));
    }
    pools
}

/// How many connections of a pool there are.
#[derive(Clone, Copy, Debug)]
pub struct PoolUse {
    /// `write`, `read` or `system`.
    pub pool: &'static str,
    /// Those that somebody uses.
    pub used: usize,
    /// Those that wait to be used.
    pub idle: usize,
}

impl Pools {
    /// How much each pool is used; one that serves two purposes is counted once.
    pub(crate) fn in_use(&self) -> Vec<PoolUse> {
        let sqlite = self.write.get_database_backend() == DbBackend::Sqlite;
        let other = if sqlite { ("read", &self.read) } else { ("system", &self.system) };
        [("write", &self.write), other].into_iter().map(|(name, pool)| in_use(name, pool, sqlite)).collect()
    }
}

fn in_use(pool: &'static str, connection: &DatabaseConnection, sqlite: bool) -> PoolUse {
    let (size, idle) = if sqlite {
        let pool = connection.get_sqlite_connection_pool();
        (pool.size(), pool.num_idle())
    } else {
        let pool = connection.get_postgres_connection_pool();
        (pool.size(), pool.num_idle())
    };
    PoolUse { pool, used: (size as usize).saturating_sub(idle), idle }
}

#[derive(Clone, Copy, PartialEq)]
enum Access {
    Write,
    ReadOnly,
}

async fn connect(
    settings: &Settings,
    url: &str,
    max: u32,
    access: Access,
) -> Result<DatabaseConnection, DbErr> {
    let timeout = Duration::from_secs(settings.pool.acquire_timeout_seconds);
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(max)
        .min_connections(1)
        .acquire_timeout(timeout)
        .sqlx_logging(false)
        .test_before_acquire(false)
        .connect_lazy(true);
    if settings.is_sqlite() {
        let max_pages = settings.max_pages;
        options.map_sqlx_sqlite_opts(move |sqlite| {
            let sqlite = match max_pages {
                Some(most) => sqlite.pragma("max_page_count", most.to_string()),
                None => sqlite,
            };
            sqlite
                .busy_timeout(Duration::from_secs(10))
                .foreign_keys(true)
                .journal_mode(SqliteJournalMode::Wal)
                .pragma("synchronous", "NORMAL")
                .pragma("cache_size", "-32000")
                .pragma("temp_store", "MEMORY")
                // What is erased is overwritten, not only given free.
                .pragma("secure_delete", "FAST")
                // sea-orm's own read-only mode does not refuse a write on SQLite.
                .pragma("query_only", if access == Access::ReadOnly { "on" } else { "off" })
        });
        // SQLite ends a transaction by itself where its disk is full, and sqlx goes on counting it. Whatever is done after
        // that would stand in a transaction that nobody ever commits, so such a connection is not used again.
        options.map_sqlx_sqlite_before_acquire(|connection, _| {
            let has_ended = !connection.is_in_transaction();
            Box::pin(async move { Ok(has_ended) })
        });
    } else {
        options.test_before_acquire_if_idle_for(RESTED);
    }
    Database::connect(options).await
}
