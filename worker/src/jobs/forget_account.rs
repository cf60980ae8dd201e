//! Removes an account whose last person was erased. Somebody who is still a person somewhere keeps it.

use crate::context::Context;
use crate::verdict::Failure;
use domain::id::AccountId;

pub(super) async fn run(context: &Context, account: AccountId) -> Result<(), Failure> {
    context.store.account_write(account).await?.forget_account().await?;
    Ok(())
}
