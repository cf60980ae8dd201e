//! The token of a connection, as a job needs it.

use crate::context::Context;
use crate::verdict::Failure;
use domain::id::ConnectionId;
use integrations::vault::{Held, TokenVault, VaultFailure};
use std::sync::Arc;
use std::time::Duration;
use store::ClaimedJob;

/// How long until something is tried with a new token.
const AT_ONCE: Duration = Duration::from_secs(1);

/// A token, and the vault that it came from. `None` when somebody has to connect again: what is to be sent waits for
/// that.
pub(crate) async fn token(
    context: &Context,
    claimed: &ClaimedJob,
    connection: ConnectionId,
) -> Result<Option<(Arc<dyn TokenVault>, Held)>, Failure> {
    let tenancy = context.store.tenancy_of(claimed).await?;
    let vault = (context.outside.vault)(tenancy, connection);
    match vault.token().await {
        Ok(held) => Ok(Some((vault, held))),
        Err(failure) => waiting(failure).map(|()| None),
    }
}

/// What waits for a new sign-in is woken by it, so its job has nothing more to do.
fn waiting(failure: VaultFailure) -> Result<(), Failure> {
    match failure {
        VaultFailure::Reconnect | VaultFailure::Ended => Ok(()),
        VaultFailure::Later { after, reason } => Err(Failure::RetryAfter { after, reason }),
    }
}

/// The service refused our token before its time: another is got, and the job run again with it.
pub(crate) async fn signed_out(vault: &dyn TokenVault, held: &Held) -> Result<(), Failure> {
    match vault.after_refusal(held).await {
        Ok(_) => Err(Failure::RetryAfter { after: AT_ONCE, reason: "signed in anew".to_owned() }),
        Err(failure) => waiting(failure),
    }
}
