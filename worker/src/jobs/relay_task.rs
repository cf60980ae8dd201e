//! Brings a task's change to every place where it stands; each place is served by a job of its own.

use crate::context::Context;
use crate::verdict::Failure;
use domain::id::TaskId;
use store::ClaimedJob;

pub(super) async fn run(context: &Context, claimed: &ClaimedJob, task: TaskId) -> Result<(), Failure> {
    let org = context.store.write_for(claimed).await?;
    org.relay_task(task).await?;
    org.commit().await?;
    Ok(())
}
