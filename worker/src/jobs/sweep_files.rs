//! Looks after the files of one organisation: uploads that nobody ended are dropped, files that nothing uses are removed, and
//! what went unread for a month is read again and compared with its fingerprint.

use crate::context::Context;
use crate::verdict::Failure;
use domain::file::Damage;
use domain::id::OrgId;
use futures::StreamExt;
use integrations::files::{FileKey, FilesFailure, Fingerprint};
use store::{Arrears, ClaimedJob, FileView, Removal};

/// How many bytes one job reads at most, beyond its first file: another follows.
const BUDGET: i64 = 1024 * 1024 * 1024;

pub(super) async fn run(context: &Context, claimed: &ClaimedJob) -> Result<(), Failure> {
    let org = context.store.write_for(claimed).await?;
    let whose = org.tenancy().org();
    let arrears = org.file_arrears().await?;
    org.commit().await?;
    let mut more = arrears.is_full();
    for removal in &arrears.removals {
        remove(context, claimed, whose, removal).await?;
    }
    let mut read = 0;
    for file in &arrears.unread {
        if read > 0 && read + file.size > BUDGET {
            more = true;
            break;
        }
        read += file.size;
        check(context, claimed, whose, file).await?;
    }
    if more {
        let org = context.store.write_for(claimed).await?;
        org.look_after_files_again();
        org.commit().await?;
    }
    told(&arrears, read);
    Ok(())
}

fn told(arrears: &Arrears, read: i64) {
    if !arrears.removals.is_empty() || read > 0 {
        tracing::info!(files.removed = arrears.removals.len(), files.bytes_read = read, "files looked after");
    }
}

async fn remove(
    context: &Context,
    claimed: &ClaimedJob,
    org: OrgId,
    removal: &Removal,
) -> Result<(), Failure> {
    let gone = match removal {
        Removal::Upload(_, file, handle) => context.files.abandon(FileKey { org, file: *file }, handle).await,
        Removal::File(file) => context.files.remove(FileKey { org, file: *file }).await,
    };
    gone.map_err(unreached)?;
    let org = context.store.write_for(claimed).await?;
    org.forget(removal).await?;
    org.commit().await?;
    Ok(())
}

async fn check(context: &Context, claimed: &ClaimedJob, org: OrgId, file: &FileView) -> Result<(), Failure> {
    let damage = damage(context, FileKey { org, file: file.id }, file).await?;
    if let Some(damage) = damage {
        tracing::error!(org.id = %org, file.id = %file.id, damage = damage.name(), "a kept file is damaged");
    }
    let org = context.store.write_for(claimed).await?;
    org.note_check(file.id, damage).await?;
    org.commit().await?;
    Ok(())
}

async fn damage(context: &Context, key: FileKey, file: &FileView) -> Result<Option<Damage>, Failure> {
    let mut content = match context.files.read(key, None).await {
        Ok(content) => content,
        Err(FilesFailure::Missing) => return Ok(Some(Damage::Missing)),
        Err(error) => return Err(unreached(error)),
    };
    let mut fingerprint = Fingerprint::default();
    while let Some(chunk) = content.next().await {
        fingerprint.add(&chunk.map_err(unreached)?);
    }
    Ok((fingerprint.finish() != file.sha256).then_some(Damage::Changed))
}

fn unreached(error: FilesFailure) -> Failure {
    Failure::Retry { reason: error.to_string(), cause: Some(Box::new(error)) }
}
