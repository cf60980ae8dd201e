//! Sends connections that nobody has looked at for a while to be looked at: hooks get lost, and are only hints.

use crate::context::Context;
use crate::verdict::Failure;

/// How often each is looked at.
const EACH_MS: i64 = 15 * 60 * 1_000;

pub(super) async fn run(context: &Context) -> Result<(), Failure> {
    loop {
        let system = context.store.system().await?;
        let found = system.look_at_connections(EACH_MS).await?;
        system.commit().await?;
        if found == 0 {
            return Ok(());
        }
    }
}
