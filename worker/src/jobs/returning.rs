//! The address that each person's mail comes back to, so that it is known whom it did not reach.

use crate::context::Context;
use domain::id::PersonId;
use store::{OrgTx, Recipient, Result};

/// Where mail to a person comes back to; `None` where nobody looks after bounces.
pub(super) async fn returns_to(context: &Context, org: &OrgTx, person: PersonId) -> Result<Option<String>> {
    if context.links.bounce_domain.is_empty() {
        return Ok(None);
    }
    let token = org.return_token(person).await?;
    Ok(Some(format!("bounces+{token}@{}", context.links.bounce_domain)))
}

/// The same for each of several.
pub(super) async fn all_return_to(
    context: &Context,
    org: &OrgTx,
    recipients: &[Recipient],
) -> Result<Vec<Option<String>>> {
    let mut addresses = Vec::new();
    for recipient in recipients {
        addresses.push(returns_to(context, org, PersonId(recipient.person.id)).await?);
    }
    Ok(addresses)
}
