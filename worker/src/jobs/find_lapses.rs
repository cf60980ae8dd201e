//! Finds the organisations whose verifications or certificates may have lapsed; each is looked at by a job of its own.

use crate::context::Context;
use crate::verdict::Failure;
use domain::job::Job;

pub(super) async fn run(context: &Context) -> Result<(), Failure> {
    let system = context.store.system().await?;
    let organisations = system.organisations_with_lapses().await?;
    system.enqueue_each(&organisations, &Job::NoteLapses).await?;
    system.commit().await?;
    if !organisations.is_empty() {
        context.store.wake().notify_one();
    }
    Ok(())
}
