//! `aims restore`: what a backup holds, into an empty place. It is compared with its manifest before anything is
//! written; files come first and the database last, so that what is half restored is served by nobody.

use crate::archive::{Reader, put_file};
use crate::backup::{FILES, Manifest, POSTGRES, Passing, PostgresTools, SQLITE, beside, restore_postgres};
use crate::doctor::sqlite_file;
use crate::settings::Settings;
use crate::{doctor, migrate, serve};
use anyhow::{Context, bail, ensure};
use domain::id::{FileId, OrgId};
use integrations::files::{FileKey, Files};
use migrations::roles::Passwords;
use secrecy::ExposeSecret;
use std::path::Path;

/// Restores a backup.
///
/// # Errors
/// When the backup was altered or is of another database or a newer program, or the place is not empty.
pub async fn run(file: &Path, tools: &PostgresTools) -> anyhow::Result<()> {
    let settings = Settings::load()?;
    std::fs::create_dir_all(&settings.data_dir)
        .with_context(|| format!("cannot make the folder {}", settings.data_dir.display()))?;
    let _only = serve::only_process(&settings)?;
    let mut backup = Reader::<Manifest>::open(file)?;
    fits(&backup, &settings)?;
    let files = Files::open(&settings.files, &settings.data_dir)?;
    is_empty(&settings, &files).await?;
    backup.verify()?;
    let count = restore_files(&mut backup, &files).await?;
    restore_database(&mut backup, &settings, tools).await?;
    let migrated = backup.manifest.migrations.len() == migrations::look::known().len();
    crate::print(&format!(
        "Restored the database and {count} files of {}, as they were at {}.{}",
        file.display(),
        backup.manifest.made_at.to_rfc3339(),
        if migrated { "" } else { " Run `aims migrate` before you start the program." },
    ))?;
    for left_out in &backup.manifest.left_out {
        crate::print(&format!("The backup was made without this file: {left_out}"))?;
    }
    for check in doctor::keys_of(&settings).await {
        crate::print(&format!("About the keys: {check}"))?;
    }
    Ok(())
}

/// Refuses a backup that this program or these settings cannot take.
fn fits(backup: &Reader<Manifest>, settings: &Settings) -> anyhow::Result<()> {
    let manifest = &backup.manifest;
    let ours = if settings.database.is_sqlite() { "sqlite" } else { "postgres" };
    ensure!(
        manifest.database == ours,
        "this is a backup of {}, and database.url names {ours}: restore it where it came from",
        manifest.database
    );
    let known = migrations::look::known();
    if let Some(newer) = manifest.migrations.iter().find(|name| !known.contains(name)) {
        bail!("a newer program made this backup ({newer} is not known here): restore it with that version");
    }
    Ok(())
}

/// Refuses a place that holds anything.
async fn is_empty(settings: &Settings, files: &Files) -> anyhow::Result<()> {
    let database = &settings.database;
    if database.is_sqlite() {
        let file = sqlite_file(database.url.expose_secret());
        ensure!(!file.exists(), "{} is there already; a restore overwrites nothing", file.display());
    } else {
        let owner = database.owner_url.expose_secret();
        ensure!(!owner.is_empty(), "database.owner_url is needed to restore PostgreSQL: a superuser's login");
        let empty =
            migrations::look::is_empty(owner).await.context("database.owner_url does not let us in")?;
        ensure!(empty, "the database holds tables already; make an empty one for what is restored");
    }
    let empty = files.is_empty().await.context("the place of files cannot be looked at")?;
    ensure!(empty, "the place of files holds some already; name an empty folder or bucket");
    Ok(())
}

async fn restore_files(backup: &mut Reader<Manifest>, files: &Files) -> anyhow::Result<usize> {
    let names: Vec<String> = backup.manifest.entries.iter().map(|entry| entry.name.clone()).collect();
    let mut count = 0;
    for name in names.iter().filter(|name| name.starts_with(FILES)) {
        let key = key(name).with_context(|| format!("{name} names no file"))?;
        put_file(backup, files, name, key).await.with_context(|| format!("cannot restore {name}"))?;
        count += 1;
    }
    Ok(count)
}

fn key(name: &str) -> Option<FileKey> {
    let (org, file) = name.strip_prefix(FILES)?.split_once('/')?;
    Some(FileKey { org: OrgId(org.parse().ok()?), file: FileId(file.parse().ok()?) })
}

async fn restore_database(
    backup: &mut Reader<Manifest>,
    settings: &Settings,
    tools: &PostgresTools,
) -> anyhow::Result<()> {
    let database = &settings.database;
    if database.is_sqlite() {
        let file = sqlite_file(database.url.expose_secret());
        let arriving = beside(&file, "restoring");
        let _passing = Passing(arriving.clone());
        backup.unpack(SQLITE, &arriving)?;
        return std::fs::rename(&arriving, &file).with_context(|| format!("cannot make {}", file.display()));
    }
    let dump = Passing(settings.data_dir.join(format!("restoring-{}.pgdump", std::process::id())));
    backup.unpack(POSTGRES, &dump.0)?;
    let (app, system) = migrate::passwords(settings)?;
    let passwords = Passwords { app: app.as_deref(), system: system.as_deref() };
    migrations::prepare(database.owner_url.expose_secret(), passwords).await?;
    restore_postgres(settings, tools, &dump.0).await
}
