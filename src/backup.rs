//! `aims backup`: the database at one moment and every file that it speaks of then, in one file with the digest of each.
//!
//! The keys are not in it: whoever finds a backup reads no token of a connected service in it, and whoever restores one
//! brings the keys (`docs/decisions/0023`).

mod manifest;
mod postgres;

pub(crate) use manifest::Manifest;
pub use postgres::PostgresTools;
pub(crate) use postgres::restore as restore_postgres;

use crate::archive::{Taken, Writer, take_file};
use crate::settings::Settings;
use anyhow::{Context, bail};
use domain::clock::Clock;
use domain::id::{FileId, OrgId};
use integrations::files::{FileKey, Files};
use std::path::{Path, PathBuf};
use store::calendar::SystemClock;
use store::{KeptFile, Snapshot};

/// The database inside a backup.
pub(crate) const SQLITE: &str = "database.sqlite";
/// The same of PostgreSQL, in the form of `pg_dump --format=custom`.
pub(crate) const POSTGRES: &str = "database.pgdump";
/// Where files lie inside a backup: `files/ORGANISATION/FILE`.
pub(crate) const FILES: &str = "files/";

/// Makes a backup.
///
/// # Errors
/// When the file is there already, or something cannot be read or written. Where files were missing or damaged the backup
/// is made, and says which.
pub async fn run(file: &Path, tools: &PostgresTools) -> anyhow::Result<()> {
    let settings = Settings::load()?;
    if file.exists() {
        bail!("{} is there already; a backup overwrites nothing", file.display());
    }
    let beside = beside(file, "part");
    let made = make(&settings, tools, &beside).await;
    if made.is_err() {
        // What was half made is of no use to anybody.
        let _ = std::fs::remove_file(&beside);
    }
    let manifest = made?;
    std::fs::rename(&beside, file).with_context(|| format!("cannot make {}", file.display()))?;
    let files = manifest.entries.len() - 1;
    let bytes: u64 = manifest.entries.iter().map(|entry| entry.size).sum();
    crate::print(&format!(
        "{} holds the database and {files} files, {bytes} bytes. The keys are not in it: keep them apart.",
        file.display()
    ))?;
    if manifest.left_out.is_empty() {
        return Ok(());
    }
    bail!("the backup was made, but without these files:\n  {}", manifest.left_out.join("\n  "))
}

/// A name beside a file.
pub(crate) fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

/// Removes a file that was only needed for a while, however it ends.
pub(crate) struct Passing(pub(crate) PathBuf);

impl Drop for Passing {
    fn drop(&mut self) {
        // It may never have been made.
        let _ = std::fs::remove_file(&self.0);
    }
}

async fn make(settings: &Settings, tools: &PostgresTools, to: &Path) -> anyhow::Result<Manifest> {
    let mut writer = Writer::new(to)?;
    let dump = Passing(beside(to, "database"));
    let database = &settings.database;
    let snapshot = Snapshot::take(database, &dump.0).await.map_err(|error| owner_needed(settings, error))?;
    let kind = if let Some(name) = snapshot.name() {
        postgres::dump(settings, tools, name, &dump.0).await?;
        "postgres"
    } else {
        "sqlite"
    };
    writer.put_file(if kind == "sqlite" { SQLITE } else { POSTGRES }, &dump.0, kind == "sqlite")?;
    let files = Files::open(&settings.files, &settings.data_dir)?;
    let mut left_out = Vec::new();
    let mut after = None;
    loop {
        let page = snapshot.files(after).await?;
        let Some(last) = page.last() else { break };
        after = Some((last.org_id, last.id));
        for kept in &page {
            left_out.extend(put(&mut writer, &files, kept).await?);
        }
    }
    let migrations = snapshot.migrations().await?;
    snapshot.end().await?;
    let made_at = SystemClock::adjustable().0.machine();
    writer.finish(|entries| Manifest::new(kind, migrations, made_at, entries, left_out))
}

/// PostgreSQL is read as its owner: row-level security hides everything from the serving roles.
fn owner_needed(settings: &Settings, error: store::Error) -> anyhow::Error {
    let error = anyhow::Error::new(error);
    if settings.database.is_sqlite() {
        return error.context("the database cannot be copied");
    }
    error.context(
        "database.owner_url does not let us in; a backup needs a login that passes row-level security by",
    )
}

/// Puts one file in; answers why not where it is missing or not what the database says.
async fn put(writer: &mut Writer, files: &Files, kept: &KeptFile) -> anyhow::Result<Option<String>> {
    let name = format!("{FILES}{}/{}", kept.org_id, kept.id);
    let key = FileKey { org: OrgId(kept.org_id), file: FileId(kept.id) };
    Ok(match take_file(writer, files, &name, key, (&kept.sha256, kept.size)).await? {
        Taken::Whole => None,
        Taken::Missing => known(kept, format!("{name} is missing")),
        Taken::Damaged => known(kept, format!("{name} is damaged")),
    })
}

/// Damage that the nightly look has found before is nobody's news.
fn known(kept: &KeptFile, what: String) -> Option<String> {
    let why = kept.damage.as_ref().map_or("not known before", |_| "known before");
    tracing::debug!(why, "a file cannot be backed up");
    kept.damage.is_none().then_some(what)
}
