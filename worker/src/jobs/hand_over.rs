//! Handing a message to the outside, for as long as a job can wait for it.

use crate::context::Context;
use integrations::mail::{Message, SendFailure, Sent};
use tokio::time::timeout;

/// Sends a message. No door may be open here.
pub(super) async fn hand_over(context: &Context, message: &Message) -> Result<Sent, SendFailure> {
    let sending = context.mailer.send(message);
    timeout(context.outside_limit, sending).await.unwrap_or_else(|_| {
        // Nobody knows how far it came.
        Err(SendFailure::Ambiguous { reason: "the server did not answer in time".to_owned() })
    })
}
