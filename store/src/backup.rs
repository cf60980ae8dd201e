//! What a backup reads: one moment of the whole database, as its owner. Used by `aims backup` and nothing that serves.

use crate::error::{Result, unreadable};
use crate::settings::Settings;
use crate::sql::Sql;
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction,
    DbBackend, FromQueryResult, IsolationLevel, TransactionTrait,
};
use secrecy::ExposeSecret;
use std::path::Path;
use uuid::Uuid;

/// How many files are read at once.
const PAGE: i64 = 1_000;

/// One moment of the whole database, until it is dropped.
pub struct Snapshot {
    tx: DatabaseTransaction,
    name: Option<String>,
}

/// A file that the database speaks of.
#[derive(Clone, Debug, FromQueryResult)]
pub struct KeptFile {
    /// Whose.
    pub org_id: Uuid,
    /// Which.
    pub id: Uuid,
    /// What it hashes to.
    pub sha256: String,
    /// Its bytes.
    pub size: i64,
    /// What was found to be wrong with it.
    pub damage: Option<String>,
}

impl Snapshot {
    /// Takes a moment. On SQLite that is a copy, made at `copy` while the program may go on; on PostgreSQL it is held by
    /// a transaction of the owner's, which `pg_dump` joins by its name.
    ///
    /// # Errors
    /// When the database cannot be reached or refuses.
    pub async fn take(settings: &Settings, copy: &Path) -> Result<Self> {
        if settings.is_sqlite() {
            let live = connect(settings.url.expose_secret()).await?;
            let quoted = copy.display().to_string().replace('\'', "''");
            live.execute_unprepared(&format!("vacuum into '{quoted}'")).await?;
            live.close().await?;
            let copied = connect(&format!("sqlite://{}?mode=ro", copy.display())).await?;
            return Ok(Self { tx: copied.begin().await?, name: None });
        }
        let db = connect(settings.owner_url.expose_secret()).await?;
        let (isolation, access) = (IsolationLevel::RepeatableRead, AccessMode::ReadOnly);
        let tx = db.begin_with_config(Some(isolation), Some(access)).await?;
        let sql = Sql::new("select pg_export_snapshot() as name").statement(DbBackend::Postgres);
        let row = tx.query_one_raw(sql).await?.ok_or(unreadable("snapshot"))?;
        let name = Some(row.try_get("", "name")?);
        Ok(Self { tx, name })
    }

    /// The name by which another session of PostgreSQL reads the same moment.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The files after that one, of every organisation, in order; those that are about to go are left out.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn files(&self, after: Option<(Uuid, Uuid)>) -> Result<Vec<KeptFile>> {
        let (org, id) = after.unwrap_or_default();
        let sql = Sql::new(
            "select org_id, id, sha256, size, damage from file where removing_at is null and (org_id > ",
        )
        .bind(org)
        .push(" or (org_id = ")
        .bind(org)
        .push(" and id > ")
        .bind(id)
        .push(")) order by org_id, id limit ")
        .bind(PAGE);
        let statement = sql.statement(self.tx.get_database_backend());
        Ok(KeptFile::find_by_statement(statement).all(&self.tx).await?)
    }

    /// The names of the migrations that made the database what it is.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn migrations(&self) -> Result<Vec<String>> {
        let sql = Sql::new("select version from seaql_migrations order by version");
        let rows = self.tx.query_all_raw(sql.statement(self.tx.get_database_backend())).await?;
        rows.iter().map(|row| Ok(row.try_get("", "version")?)).collect()
    }

    /// Lets the moment go.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn end(self) -> Result<()> {
        Ok(self.tx.rollback().await?)
    }
}

async fn connect(url: &str) -> Result<DatabaseConnection> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    Ok(Database::connect(options).await?)
}
