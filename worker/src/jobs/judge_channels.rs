//! Judges by what became of what one organisation sent whether each way of sending works.

use crate::context::Context;
use crate::verdict::Failure;
use store::ClaimedJob;

pub(super) async fn run(context: &Context, claimed: &ClaimedJob) -> Result<(), Failure> {
    let org = context.store.write_for(claimed).await?;
    org.judge_channels().await?;
    org.commit().await?;
    Ok(())
}
