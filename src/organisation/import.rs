//! `aims organisation import`: what an export holds, into an installation where that organisation is not. The file is
//! compared with its manifest before anything is kept; then come the files, and the rows in one transaction.

use super::manifest::{Manifest, Table};
use super::{ACCOUNTS, FILES, TRAIL, records};
use crate::archive::{Reader, put_file};
use crate::serve;
use crate::serve::assemble::store;
use crate::settings::Settings;
use anyhow::{Context, bail, ensure};
use domain::id::{FileId, OrgId};
use domain::trail::file::check;
use integrations::files::{FileKey, Files};
use std::collections::BTreeSet;
use std::path::Path;
use store::Store;
use store::carry::{self, Arrival, CarriedAccount, Row, TableShape};

/// How many rows are put in at once.
const PAGE: usize = 500;

/// Imports one organisation.
///
/// # Errors
/// When the export was altered or is of a newer program, the organisation is here already, or a row does not fit. Then
/// nothing of it is kept.
pub async fn run(file: &Path) -> anyhow::Result<()> {
    let settings = Settings::load()?;
    let _only = serve::only_process(&settings)?;
    let mut export = Reader::<Manifest>::open(file)?;
    fits(&export.manifest)?;
    export.verify()?;
    let (store, _) = store(&settings).await?;
    let files = Files::open(&settings.files, &settings.data_dir)?;
    let org = OrgId(export.manifest.organisation.id);
    is_not_here(&store, org, &export.manifest).await?;
    let (records, kept) = match take_in(&mut export, &store, &files, org).await {
        Ok(counts) => counts,
        Err(error) => {
            // Rows were never kept; files are what is left to take away.
            let _ = files.remove_all(org).await.inspect_err(|error| {
                tracing::warn!(%error, org.id = %org, "files of an import that failed are still there");
            });
            return Err(error.context("nothing was imported"));
        }
    };
    let whose = &export.manifest.organisation;
    crate::print(&format!(
        "{} ({}) is here: {records} records and {kept} files, as they were at {}. Its people sign in with a password they \
         have here, or choose one by \"Forgot your password?\". Connections and receivers of webhooks wait to be connected \
         again.",
        whose.name,
        whose.slug,
        export.manifest.made_at.to_rfc3339(),
    ))?;
    for left_out in &export.manifest.left_out {
        crate::print(&format!("The export was made without this file: {left_out}"))?;
    }
    Ok(())
}

/// Refuses an export that this program cannot read as a whole.
fn fits(manifest: &Manifest) -> anyhow::Result<()> {
    let known = migrations::look::known();
    if let Some(newer) = manifest.migrations.iter().find(|name| !known.contains(name)) {
        bail!("a newer program made this export ({newer} is not known here): import it with that version");
    }
    let ours: BTreeSet<&str> = carry::carried().collect();
    let theirs: BTreeSet<&str> = manifest.tables.iter().map(|table| table.name.as_str()).collect();
    if let Some(unknown) = theirs.difference(&ours).next() {
        bail!("the export has a table {unknown}, which is not known here");
    }
    Ok(())
}

async fn is_not_here(store: &Store, org: OrgId, manifest: &Manifest) -> anyhow::Result<()> {
    let system = store.system().await?;
    for name in [org.to_string(), manifest.organisation.slug.clone()] {
        match system.organisation_called(&name).await {
            Err(store::Error::NotFound) => {}
            Ok(_) => bail!("there is an organisation {name} here already; an import changes none"),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(system.commit().await?)
}

async fn take_in(
    export: &mut Reader<Manifest>,
    store: &Store,
    files: &Files,
    org: OrgId,
) -> anyhow::Result<(u64, usize)> {
    check_trail(export, org)?;
    let names: Vec<String> = export
        .manifest
        .entries
        .iter()
        .map(|entry| entry.name.clone())
        .filter(|name| name.starts_with(FILES))
        .collect();
    for name in &names {
        let file = name.strip_prefix(FILES).and_then(|id| id.parse().ok()).map(FileId);
        let key = FileKey { org, file: file.with_context(|| format!("{name} names no file"))? };
        put_file(export, files, name, key).await.with_context(|| format!("cannot keep {name}"))?;
    }
    let mut arrival = store.arrival(org).await?.context("the organisation is here already")?;
    for line in export.lines(ACCOUNTS)? {
        let account: CarriedAccount = serde_json::from_str(&line?).context("an account cannot be read")?;
        arrival.account(&account).await?;
    }
    let mut count = 0;
    for table in carry::carried() {
        let Some(told) = export.manifest.tables.iter().find(|one| one.name == table).cloned() else {
            // A table that a later version added: there was nothing to carry.
            continue;
        };
        let shape = arrival.shape(table).await?;
        count += put_rows(export, &arrival, &shape, &told).await?;
    }
    let report = arrival.check_trail().await?.context("the trail does not hold")?;
    tracing::info!(org.id = %org, trail.entries = report.entries, "an organisation arrives");
    arrival.settle().await?;
    arrival.commit().await?;
    Ok((count, names.len()))
}

/// The trail as it was exported: what is put into the tables is walked once more before it is kept.
fn check_trail(export: &mut Reader<Manifest>, org: OrgId) -> anyhow::Result<()> {
    // A line that cannot be read is none that fits.
    let lines = export.lines(TRAIL)?.map(|line| line.unwrap_or_default().into_bytes());
    let read = check(lines, &[])?;
    ensure!(read.head.org == org.0, "the trail is another organisation's");
    read.found.context("the trail does not hold").map(drop)
}

async fn put_rows(
    export: &mut Reader<Manifest>,
    arrival: &Arrival,
    shape: &TableShape,
    told: &Table,
) -> anyhow::Result<u64> {
    let table = shape.table;
    let digests = digests(&export.manifest);
    let (mut page, mut count) = (Vec::with_capacity(PAGE), 0);
    for line in export.lines(&records(table))? {
        let row: Row =
            serde_json::from_str(&line?).with_context(|| format!("a row of {table} cannot be read"))?;
        if table == "file" {
            is_its_file(&row, &digests)?;
        }
        page.push(row);
        count += 1;
        if page.len() == PAGE {
            arrival.rows(shape, &page).await.with_context(|| format!("rows of {table} do not fit"))?;
            page.clear();
        }
    }
    if !page.is_empty() {
        arrival.rows(shape, &page).await.with_context(|| format!("rows of {table} do not fit"))?;
    }
    ensure!(count == told.rows, "the manifest counts {} rows of {table}, and there are {count}", told.rows);
    Ok(count)
}

/// Each file with its digest.
fn digests(manifest: &Manifest) -> std::collections::HashMap<String, String> {
    let files = manifest
        .entries
        .iter()
        .filter_map(|entry| Some((entry.name.strip_prefix(FILES)?.to_owned(), entry.sha256.clone())));
    files.collect()
}

/// Whether what a row says of its file is true of the bytes that came with it.
fn is_its_file(row: &Row, digests: &std::collections::HashMap<String, String>) -> anyhow::Result<()> {
    let text = |name: &str| row.get(name).and_then(|value| value.as_str()).unwrap_or_default();
    let Some(digest) = digests.get(text("id")) else { return Ok(()) };
    ensure!(digest == text("sha256"), "files/{} is not the file that its record speaks of", text("id"));
    Ok(())
}
