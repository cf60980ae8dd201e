//! Plans what is due in one organisation; each reminder is delivered by a job of its own.

use crate::context::Context;
use crate::verdict::Failure;
use store::ClaimedJob;

pub(super) async fn run(context: &Context, claimed: &ClaimedJob) -> Result<(), Failure> {
    let org = context.store.write_for(claimed).await?;
    let planned = org.sweep_reminders().await?;
    org.commit().await?;
    metrics::counter!("aims_reminders_total").increment(planned as u64);
    if planned > 0 {
        tracing::info!(reminders.planned = planned, "reminders planned");
    }
    Ok(())
}
