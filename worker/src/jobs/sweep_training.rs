//! Looks anew at who is asked for each module of one organisation, a batch at a time.

use crate::context::Context;
use crate::verdict::Failure;
use store::ClaimedJob;

pub(super) async fn run(context: &Context, claimed: &ClaimedJob) -> Result<(), Failure> {
    let org = context.store.write_for(claimed).await?;
    let changed = org.sweep_training().await?;
    org.commit().await?;
    if changed > 0 {
        tracing::info!(assignments.changed = changed, "who is asked for what was looked at");
    }
    Ok(())
}
