//! `aims organisation export`: every row, file and trail entry of one organisation, as they are at one moment.

use super::manifest::{Manifest, Table, Whose, left_behind};
use super::{ACCOUNTS, FILES, TRAIL, records};
use crate::archive::{self, Taken, Writer, take_file};
use crate::backup::beside;
use crate::serve::assemble::store;
use crate::settings::Settings;
use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use domain::id::{FileId, OrgId};
use domain::trail::GENESIS;
use domain::trail::file::{FORMAT, Head, Writer as TrailWriter};
use integrations::files::{FileKey, Files};
use std::path::Path;
use store::carry::{self, Row};
use store::{OrgRead, Store};
use uuid::Uuid;

/// A file of the organisation.
struct Kept {
    id: Uuid,
    sha256: String,
    size: i64,
    /// Whether it was known before that something is wrong with it.
    damaged: bool,
}

/// What was read at the moment that the export is of.
struct Moment {
    at: DateTime<Utc>,
    whose: Whose,
    tables: Vec<Table>,
    files: Vec<Kept>,
}

/// Exports one organisation.
///
/// # Errors
/// When there is no such organisation, the file is there already, or something cannot be read or written. Where files were
/// missing or damaged the export is made, and says which.
pub async fn run(organisation: &str, file: &Path) -> anyhow::Result<()> {
    let settings = Settings::load()?;
    if file.exists() {
        bail!("{} is there already; an export overwrites nothing", file.display());
    }
    let (store, _) = store(&settings).await?;
    let files = Files::open(&settings.files, &settings.data_dir)?;
    let org = found(&store, organisation).await?;
    let part = beside(file, "part");
    let made = make(&store, &files, org, &part).await;
    if made.is_err() {
        // What was half made is of no use to anybody.
        let _ = std::fs::remove_file(&part);
    }
    let manifest = made?;
    std::fs::rename(&part, file).with_context(|| format!("cannot make {}", file.display()))?;
    let rows: u64 = manifest.tables.iter().map(|table| table.rows).sum();
    let kept = manifest.entries.iter().filter(|entry| entry.name.starts_with(FILES)).count();
    crate::print(&format!(
        "{} holds {} ({}): {rows} records and {kept} files. Secrets are not in it; its manifest names them.",
        file.display(),
        manifest.organisation.name,
        manifest.organisation.slug,
    ))?;
    if manifest.left_out.is_empty() {
        return Ok(());
    }
    bail!("the export was made, but without these files:\n  {}", manifest.left_out.join("\n  "))
}

async fn found(store: &Store, organisation: &str) -> anyhow::Result<OrgId> {
    let system = store.system().await?;
    let found = match system.organisation_called(organisation).await {
        Err(store::Error::NotFound) => bail!("there is no organisation {organisation}"),
        found => found?,
    };
    system.commit().await?;
    Ok(found)
}

async fn make(store: &Store, files: &Files, org: OrgId, to: &Path) -> anyhow::Result<Manifest> {
    let noting = store.write_at_command(org).await?;
    noting.note_carried().await?;
    noting.commit().await?;
    let mut writer = Writer::new(to)?;
    let door = store.moment_of(org).await?;
    let moment = write_moment(&mut writer, &door).await?;
    door.close().await?;
    let mut left_out = Vec::new();
    for kept in &moment.files {
        left_out.extend(take(&mut writer, files, org, kept).await?);
    }
    writer.finish(|entries| Manifest {
        format: <Manifest as archive::Manifest>::FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made_at: moment.at,
        migrations: migrations::look::known(),
        organisation: moment.whose,
        tables: moment.tables,
        left_behind: left_behind(),
        left_out,
        entries,
    })
}

/// Everything that the database holds.
async fn write_moment(writer: &mut Writer, door: &OrgRead) -> anyhow::Result<Moment> {
    let organisation = door.organisation().await?;
    let whose = Whose { id: door.tenancy().org().0, slug: organisation.slug, name: organisation.name };
    writer.begin(ACCOUNTS, true)?;
    for account in door.carried_accounts().await? {
        line(writer, &account)?;
    }
    writer.end();
    let (mut tables, mut files) = (Vec::new(), Vec::new());
    for table in carry::carried() {
        let shape = door.shape(table).await?;
        let (mut after, mut count) = (None, 0);
        writer.begin(&records(table), true)?;
        loop {
            let rows = door.carried_rows(&shape, after).await?;
            let Some(last) = rows.last() else { break };
            after = Some(id(last).unwrap_or(Uuid::max()));
            count += rows.len() as u64;
            for row in &rows {
                line(writer, row)?;
            }
            if table == "file" {
                files.extend(rows.iter().map(kept).collect::<Option<Vec<_>>>().context("a file's row")?);
            }
        }
        writer.end();
        tables.push(Table::new(&shape, count));
    }
    write_trail(writer, door, &whose).await?;
    Ok(Moment { at: door.now(), whose, tables, files })
}

fn line(writer: &mut Writer, value: &impl serde::Serialize) -> anyhow::Result<()> {
    let mut text = serde_json::to_vec(value)?;
    text.push(b'\n');
    writer.write(&text)
}

fn id(row: &Row) -> Option<Uuid> {
    row.get("id")?.as_str()?.parse().ok()
}

fn kept(row: &Row) -> Option<Kept> {
    Some(Kept {
        id: id(row)?,
        sha256: row.get("sha256")?.as_str()?.to_owned(),
        size: row.get("size")?.as_i64()?,
        damaged: !row.get("damage")?.is_null(),
    })
}

async fn write_trail(writer: &mut Writer, door: &OrgRead, whose: &Whose) -> anyhow::Result<()> {
    let keys = door.trail_keys().await?;
    let mut trail = TrailWriter::default();
    writer.begin(TRAIL, true)?;
    let head = Head {
        format: FORMAT,
        org: whose.id,
        organisation: whose.name.clone(),
        at: door.now(),
        keys: keys.iter().map(ToString::to_string).collect(),
    };
    writer.write(trail.head(head).as_bytes())?;
    let (mut seq, mut hash) = (0, GENESIS.to_vec());
    loop {
        let stretch = door.trail_after(seq).await?;
        let Some((last, _)) = stretch.entries.last() else { break };
        (seq, hash) = (last.seq, last.hash.clone());
        writer.write(stretch.lines(&mut trail, &keys).as_bytes())?;
    }
    writer.write(trail.end(seq, &hash).as_bytes())?;
    writer.end();
    Ok(())
}

/// Takes one file in; answers why not where it is missing or damaged, and nobody knew.
async fn take(writer: &mut Writer, files: &Files, org: OrgId, kept: &Kept) -> anyhow::Result<Option<String>> {
    let name = format!("{FILES}{}", kept.id);
    let key = FileKey { org, file: FileId(kept.id) };
    let why = match take_file(writer, files, &name, key, (&kept.sha256, kept.size)).await? {
        Taken::Whole => return Ok(None),
        Taken::Missing => "is missing",
        Taken::Damaged => "is damaged",
    };
    Ok((!kept.damaged).then(|| format!("{name} {why}")))
}
