//! Finds the organisations that have reminders or digests due; each is swept by jobs of its own.

use crate::context::Context;
use crate::verdict::Failure;
use domain::job::Job;

pub(super) async fn run(context: &Context) -> Result<(), Failure> {
    let system = context.store.system().await?;
    let organisations = system.organisations_with_due_reminders().await?;
    system.enqueue_each(&organisations, &Job::SweepReminders).await?;
    let digests = system.organisations_with_due_digests().await?;
    system.enqueue_each(&digests, &Job::SweepDigests).await?;
    system.commit().await?;
    if !organisations.is_empty() || !digests.is_empty() {
        context.store.wake().notify_one();
    }
    Ok(())
}
