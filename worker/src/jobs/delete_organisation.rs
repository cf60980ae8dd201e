//! Removes an organisation whose days of grace have passed: its files first, then its rows, some at a time. A run that was
//! killed is gone on with by the next.

use crate::context::Context;
use crate::verdict::Failure;
use domain::id::OrgId;
use domain::job::Job;
use integrations::files::{FileKey, FilesFailure};

/// How many steps one run takes; another follows.
const STEPS: usize = 100;

pub(super) async fn run(context: &Context, org: OrgId) -> Result<(), Failure> {
    let store = &context.store;
    let Some(arriving) = store.begin_deletion(org).await? else { return Ok(()) };
    for (file, handle) in arriving {
        context.files.abandon(FileKey { org, file }, &handle).await.map_err(unreached)?;
    }
    context.files.remove_all(org).await.map_err(unreached)?;
    for _ in 0..STEPS {
        if !store.delete_some(org).await? {
            store.end_deletion(org).await?;
            tracing::info!(org.id = %org, "an organisation was deleted");
            return Ok(());
        }
    }
    let system = store.system().await?;
    system.enqueue(None, Job::DeleteOrganisation { org }).await?;
    system.commit().await?;
    store.wake().notify_one();
    Ok(())
}

fn unreached(error: FilesFailure) -> Failure {
    Failure::Retry { reason: error.to_string(), cause: Some(Box::new(error)) }
}
