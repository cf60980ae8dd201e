//! One letter to each of several people, handed over one after the other.

use super::hand_over::hand_over;
use crate::context::Context;
use crate::verdict::Failure;
use integrations::mail::{Message, SendFailure};
use store::Recipient;

/// Hands a letter over to each of them, with the address that it comes back to. One address that is refused keeps nobody
/// else from hearing of it.
pub(super) async fn hand_to_each(
    context: &Context,
    recipients: &[Recipient],
    addresses: Vec<Option<String>>,
    write: impl Fn(&Recipient, Option<String>) -> Result<Message, Failure>,
) -> Result<(), Failure> {
    let mut not_yet = None;
    for (recipient, returns_to) in recipients.iter().zip(addresses) {
        match hand_over(context, &write(recipient, returns_to)?).await {
            Ok(_) => {}
            Err(SendFailure::Refused { reason, .. }) => {
                tracing::warn!(reason, "the address of somebody who runs an organisation is refused");
            }
            Err(SendFailure::Later { reason, .. } | SendFailure::Ambiguous { reason }) => {
                not_yet = Some(reason);
            }
        }
    }
    // Another try goes to all: whoever has the letter already gets it under the same Message-ID.
    not_yet.map_or(Ok(()), |reason| Err(Failure::retry(reason)))
}
