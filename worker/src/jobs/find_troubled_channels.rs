//! Finds the organisations in which something sent fails or waits; each is judged by a job of its own.

use crate::context::Context;
use crate::verdict::Failure;
use domain::job::Job;

pub(super) async fn run(context: &Context) -> Result<(), Failure> {
    let system = context.store.system().await?;
    let organisations = system.organisations_with_troubled_channels().await?;
    system.enqueue_each(&organisations, &Job::JudgeChannels).await?;
    system.commit().await?;
    if !organisations.is_empty() {
        context.store.wake().notify_one();
    }
    Ok(())
}
