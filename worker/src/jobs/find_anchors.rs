//! Finds the organisations whose trail has grown since its last anchor; each is anchored by a job of its own.

use crate::context::Context;
use crate::verdict::Failure;
use domain::job::Job;

pub(super) async fn run(context: &Context) -> Result<(), Failure> {
    let system = context.store.system().await?;
    let organisations = system.organisations_to_anchor().await?;
    system.enqueue_each(&organisations, &Job::AnchorTrail).await?;
    system.commit().await?;
    if !organisations.is_empty() {
        context.store.wake().notify_one();
    }
    Ok(())
}
