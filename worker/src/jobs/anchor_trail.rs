//! Checks what came to one organisation's trail since its last anchor, and signs how far it has come. A trail that does
//! not hold is not signed: whoever checks it is told where it broke.

use crate::context::Context;
use crate::verdict::Failure;
use store::ClaimedJob;

pub(super) async fn run(context: &Context, claimed: &ClaimedJob) -> Result<(), Failure> {
    let tenancy = context.store.tenancy_of(claimed).await?;
    match context.store.anchor_trail(&tenancy).await? {
        Ok(_) => Ok(()),
        Err(fault) => {
            tracing::error!(org.id = %tenancy.org(), trail.entry = fault.seq, "a trail is broken");
            Err(Failure::give_up(fault.to_string()))
        }
    }
}
