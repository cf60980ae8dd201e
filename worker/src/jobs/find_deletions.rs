//! Finds the organisations whose days of grace have passed; each is removed by a job of its own.

use crate::context::Context;
use crate::verdict::Failure;
use domain::job::Job;

pub(super) async fn run(context: &Context) -> Result<(), Failure> {
    let system = context.store.system().await?;
    let due = system.deletions_due().await?;
    for org in &due {
        system.enqueue(None, Job::DeleteOrganisation { org: *org }).await?;
    }
    system.commit().await?;
    if !due.is_empty() {
        context.store.wake().notify_one();
    }
    Ok(())
}
