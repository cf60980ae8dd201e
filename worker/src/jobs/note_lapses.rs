//! Writes down which verifications and certificates of one organisation have lapsed.

use crate::context::Context;
use crate::verdict::Failure;
use store::ClaimedJob;

pub(super) async fn run(context: &Context, claimed: &ClaimedJob) -> Result<(), Failure> {
    loop {
        let org = context.store.write_for(claimed).await?;
        let noted = org.note_lapses().await? + org.note_ended_certificates().await?;
        org.commit().await?;
        if noted == 0 {
            return Ok(());
        }
        tracing::info!(lapsed = noted, "verifications or certificates lapsed");
    }
}
