//! Removes what has served.

use crate::context::Context;
use crate::verdict::Failure;

/// How long a finished job is kept.
const JOB_DAYS: i64 = 7;

pub(super) async fn run(context: &Context) -> Result<(), Failure> {
    let system = context.store.system().await?;
    let jobs = system.prune_jobs(JOB_DAYS).await?;
    let outside = system.prune_outside().await?;
    let links_and_sessions = system.prune_links_and_sessions().await?;
    system.commit().await?;
    tracing::info!(
        pruned.jobs = jobs,
        pruned.links_and_sessions = links_and_sessions,
        pruned.outside = outside,
        "pruned"
    );
    Ok(())
}
