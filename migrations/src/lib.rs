//! The database's history: one source for SQLite and PostgreSQL.
//!
//! A migration is never edited after it landed; the schema expands first and contracts later. To add one, see
//! `CONTRIBUTING.md`. On PostgreSQL [`roles`] prepares the three roles before the first migration.

use sea_orm_migration::sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr, RuntimeErr,
};
use sea_orm_migration::{MigrationTrait, MigratorTrait, async_trait};
use std::time::Duration;

pub mod look;
mod m0001_foundation;
mod m0002_outside;
mod m0003_webhooks;
mod m0004_messages;
mod m0005_links_by_address;
mod m0006_people;
mod m0007_conversation;
mod m0008_evidence;
mod m0009_find;
mod m0010_exports;
mod m0011_views;
mod m0012_task_work;
mod m0013_control_work;
mod m0014_mail_choices;
mod m0015_settings;
mod m0016_teams;
mod m0017_task_links;
mod m0018_trail;
mod m0019_operator;
mod m0020_trail_keys;
mod m0021_deletion;
mod m0023_list_order;
mod m0024_obligations;
mod m0026_sight;
mod m0027_sweeps;
mod m0028_certification;
mod m0029_waiving;
mod m0030_finding;
mod m0031_words;
mod m0032_choosing;
mod m0033_training;
mod policies;
pub mod roles;
mod shape;

/// Every migration, oldest first.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_foundation::Migration),
            Box::new(m0002_outside::Migration),
            Box::new(m0003_webhooks::Migration),
            Box::new(m0004_messages::Migration),
            Box::new(m0005_links_by_address::Migration),
            Box::new(m0006_people::Migration),
            Box::new(m0007_conversation::Migration),
            Box::new(m0008_evidence::Migration),
            Box::new(m0009_find::Migration),
            Box::new(m0011_views::Migration),
            Box::new(m0010_exports::Migration),
            Box::new(m0012_task_work::Migration),
            Box::new(m0013_control_work::Migration),
            Box::new(m0014_mail_choices::Migration),
            Box::new(m0015_settings::Migration),
            Box::new(m0016_teams::Migration),
            Box::new(m0017_task_links::Migration),
            Box::new(m0018_trail::Migration),
            Box::new(m0019_operator::Migration),
            Box::new(m0020_trail_keys::Migration),
            Box::new(m0021_deletion::Migration),
            Box::new(m0023_list_order::Migration),
            Box::new(m0024_obligations::Migration),
            Box::new(m0026_sight::Migration),
            Box::new(m0027_sweeps::Migration),
            Box::new(m0028_certification::Migration),
            Box::new(m0029_waiving::Migration),
            Box::new(m0030_finding::Migration),
            Box::new(m0031_words::Migration),
            Box::new(m0032_choosing::Migration),
            Box::new(m0033_training::Migration),
        ]
    }
}

/// How long a migration waits for a table that others work in. It is far less than the second after which PostgreSQL looks for
/// those who wait for each other: who gives way is the migration and not somebody's work.
const LOCK_TIMEOUT: &str = "200ms";

/// How often it begins anew, and how long after it gave way: some two minutes in all.
const TRIES: u32 = 300;
const PAUSE: Duration = Duration::from_millis(250);

/// Brings the database at `url` up to date. On PostgreSQL the login must be allowed to create roles; the tables
/// then belong to `aims_owner`, whoever logged in. Others may work meanwhile: what cannot have a table at once is taken back
/// whole, and tried again.
///
/// # Errors
/// When the database cannot be reached or refuses, or its tables stayed in use for minutes.
pub async fn up(url: &str, passwords: roles::Passwords<'_>) -> Result<(), DbErr> {
    if url.starts_with("sqlite:") {
        return Migrator::up(&connect(url, None).await?, None).await;
    }
    let mut tries = 0;
    loop {
        match up_beside_others(url, passwords).await {
            Err(error) if tries < TRIES && is_in_use(&error) => tries += 1,
            outcome => return outcome,
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn up_beside_others(url: &str, passwords: roles::Passwords<'_>) -> Result<(), DbErr> {
    prepare(url, passwords).await?;
    let owner = connect(url, Some("aims_owner")).await?;
    Migrator::up(&owner, None).await?;
    owner.execute_unprepared("grant select on seaql_migrations to aims_app, aims_system").await?;
    owner.close().await
}

/// Makes the three roles in the PostgreSQL database at `url`, which has no tables yet.
///
/// # Errors
/// When the database cannot be reached or refuses.
pub async fn prepare(url: &str, passwords: roles::Passwords<'_>) -> Result<(), DbErr> {
    let admin = connect(url, None).await?;
    roles::prepare(&admin, passwords).await?;
    admin.close().await
}

/// The names of the migrations that the database at `url` still lacks. Changes nothing.
///
/// # Errors
/// When the database cannot be reached.
pub async fn pending(url: &str) -> Result<Vec<String>, DbErr> {
    let db = connect(url, None).await?;
    let applied = look::applied(&db).await?;
    db.close().await?;
    let all = Migrator::migrations();
    Ok(all.iter().map(|one| one.name().to_owned()).filter(|name| !applied.contains(name)).collect())
}

/// No such table, or no right to see it: nothing was ever migrated here (SQLSTATE 42P01 and 42501, SQLite's 1). What else
/// goes wrong says nothing about the schema.
fn is_bare(error: &DbErr) -> bool {
    let DbErr::Query(RuntimeErr::SqlxError(cause)) = error else { return false };
    let code = cause.as_database_error().and_then(|error| error.code());
    code.is_some_and(|code| ["42P01", "42501", "1"].contains(&code.as_ref()))
}

/// A table was not to be had in time, or two waited for each other (SQLSTATE 55P03 and 40P01).
fn is_in_use(error: &DbErr) -> bool {
    let (DbErr::Exec(RuntimeErr::SqlxError(cause)) | DbErr::Query(RuntimeErr::SqlxError(cause))) = error
    else {
        return false;
    };
    let code = cause.as_database_error().and_then(|error| error.code());
    code.is_some_and(|code| ["55P03", "40P01"].contains(&code.as_ref()))
}

fn statement(db: &DatabaseConnection) -> sea_orm_migration::sea_orm::Statement {
    let sql = "select version from seaql_migrations";
    sea_orm_migration::sea_orm::Statement::from_string(db.get_database_backend(), sql)
}

async fn connect(url: &str, role: Option<&'static str>) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).sqlx_logging(false);
    let settings: Vec<(&str, &str)> =
        role.map(|role| ("role", role)).into_iter().chain([("lock_timeout", LOCK_TIMEOUT)]).collect();
    options.map_sqlx_postgres_opts(move |postgres| postgres.options(settings.clone()));
    Database::connect(options).await
}
