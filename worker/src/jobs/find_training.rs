//! Finds the organisations that train anybody: who belongs, and who is asked again, changes with each day.

use crate::context::Context;
use crate::verdict::Failure;
use domain::job::Job;

pub(super) async fn run(context: &Context) -> Result<(), Failure> {
    let system = context.store.system().await?;
    let organisations = system.organisations_with_training().await?;
    system.enqueue_each(&organisations, &Job::SweepTraining).await?;
    system.commit().await?;
    if !organisations.is_empty() {
        context.store.wake().notify_one();
    }
    Ok(())
}
