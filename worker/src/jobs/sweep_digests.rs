//! Plans the digests that are due in one organisation; each is delivered by a job of its own.

use crate::context::Context;
use crate::verdict::Failure;
use store::ClaimedJob;

pub(super) async fn run(context: &Context, claimed: &ClaimedJob) -> Result<(), Failure> {
    let org = context.store.write_for(claimed).await?;
    let planned = org.sweep_digests().await?;
    org.commit().await?;
    if planned > 0 {
        tracing::info!(digests.planned = planned, "digests planned");
    }
    Ok(())
}
