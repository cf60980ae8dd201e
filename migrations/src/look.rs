//! Looking at a database without changing anything: what `aims doctor` says of it.

use super::{Migrator, connect, is_bare, statement};
use sea_orm_migration::MigratorTrait;
use sea_orm_migration::sea_orm::prelude::DateTimeUtc;
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseConnection, DbErr, Statement};

/// What was found in a database.
#[derive(Clone, Debug)]
pub struct Look {
    /// The server's own words for its version.
    pub version: String,
    /// The database's clock when it answered; none where it is this machine's own.
    pub now: Option<DateTimeUtc>,
    /// How many of this program's migrations are there.
    pub applied: usize,
    /// Those that are not.
    pub missing: Vec<String>,
    /// Those that this program does not know: a newer one was here.
    pub unknown: Vec<String>,
    /// As whom we logged in; none on SQLite.
    pub role: Option<Role>,
    /// Tenant tables whose rows no policy locks.
    pub unlocked: Vec<String>,
    /// How far a test moved the calendar, in milliseconds.
    pub offset_ms: i64,
}

/// A login at PostgreSQL.
#[derive(Clone, Debug)]
pub struct Role {
    /// Its name.
    pub name: String,
    /// Whether row-level security does not hold for it.
    pub passes_policies: bool,
    /// Whether it owns tables of ours, so that it could take the lock away.
    pub owns_tables: bool,
}

/// Looks at the database at `url`, of which these are the tables of organisations.
///
/// # Errors
/// When it cannot be reached, or answers something else than expected.
pub async fn look(url: &str, tenant_tables: &[&str]) -> Result<Look, DbErr> {
    let db = connect(url, None).await?;
    let applied = applied(&db).await?;
    let known = known();
    let missing: Vec<String> = known.iter().filter(|name| !applied.contains(name)).cloned().collect();
    let unknown = applied.iter().filter(|name| !known.contains(name)).cloned().collect();
    let bare = missing.len() == known.len();
    let found = if db.get_database_backend() == DatabaseBackend::Postgres {
        postgres(&db, tenant_tables).await?
    } else {
        let version = text(&db, "select 'SQLite ' || sqlite_version()").await?;
        (version, None, None, Vec::new())
    };
    let offset_ms = if bare { 0 } else { offset(&db).await? };
    db.close().await?;
    let (version, now, role, unlocked) = found;
    let applied = known.len() - missing.len();
    Ok(Look { version, now, applied, missing, unknown, role, unlocked, offset_ms })
}

/// The names of the migrations that are there.
///
/// # Errors
/// When the database cannot be reached.
pub async fn applied(db: &DatabaseConnection) -> Result<Vec<String>, DbErr> {
    match db.query_all_raw(statement(db)).await {
        Ok(rows) => rows.iter().map(|row| row.try_get("", "version")).collect(),
        Err(error) if is_bare(&error) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// Whether the PostgreSQL database at `url` holds nothing yet.
///
/// # Errors
/// When it cannot be reached.
pub async fn is_empty(url: &str) -> Result<bool, DbErr> {
    let db = connect(url, None).await?;
    let sql = "select count(*) as found from pg_class c join pg_namespace n on n.oid = c.relnamespace \
               where n.nspname = 'public'";
    let found: i64 = one(&db, sql).await?.try_get("", "found")?;
    db.close().await?;
    Ok(found == 0)
}

/// The names of the migrations that this program knows, oldest first.
#[must_use]
pub fn known() -> Vec<String> {
    Migrator::migrations().iter().map(|one| one.name().to_owned()).collect()
}

type Postgres = (String, Option<DateTimeUtc>, Option<Role>, Vec<String>);

async fn postgres(db: &DatabaseConnection, tenant_tables: &[&str]) -> Result<Postgres, DbErr> {
    let version = text(db, "select 'PostgreSQL ' || current_setting('server_version')").await?;
    let sql = "select current_user::text as name, rolsuper or rolbypassrls as passes, exists (select 1 from pg_class c \
               join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind = 'r' and \
               pg_has_role(current_user, c.relowner, 'member')) as owns, clock_timestamp() as now from pg_roles \
               where rolname = current_user";
    let row = one(db, sql).await?;
    let role = Role {
        name: row.try_get("", "name")?,
        passes_policies: row.try_get("", "passes")?,
        owns_tables: row.try_get("", "owns")?,
    };
    let now = Some(row.try_get("", "now")?);
    let sql = "select c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace \
               where n.nspname = 'public' and c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity)";
    let rows = db.query_all_raw(Statement::from_string(DatabaseBackend::Postgres, sql)).await?;
    let open: Vec<String> = rows.iter().map(|row| row.try_get("", "name")).collect::<Result<_, _>>()?;
    let unlocked = open.into_iter().filter(|name| tenant_tables.contains(&name.as_str())).collect();
    Ok((version, now, Some(role), unlocked))
}

async fn offset(db: &DatabaseConnection) -> Result<i64, DbErr> {
    let sql = "select offset_ms from calendar_offset";
    let row = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    row.map_or(Ok(0), |row| row.try_get("", "offset_ms"))
}

async fn text(db: &DatabaseConnection, sql: &str) -> Result<String, DbErr> {
    let sql = format!("{sql} as found");
    one(db, &sql).await?.try_get("", "found")
}

async fn one(db: &DatabaseConnection, sql: &str) -> Result<sea_orm_migration::sea_orm::QueryResult, DbErr> {
    let found = db.query_one_raw(Statement::from_string(db.get_database_backend(), sql.to_owned())).await?;
    found.ok_or_else(|| DbErr::RecordNotFound("no answer".to_owned()))
}
