//! Microsoft Teams, one way: cards that a workflow of the customer's posts into a channel.
//!
//! The workflow is called at an address that holds its secret, answers before it has posted, and tells no id: a card
//! cannot be looked for, changed or recognised. It is therefore sent once, and shown as uncertain where nobody knows.

#[cfg(feature = "fake")]
pub mod fake;
#[cfg(any(test, feature = "fake"))]
pub mod samples;

mod address;
mod card;
mod failure;
mod settings;
#[cfg(test)]
mod tests;

pub use address::{Address, NoAddress};
pub use card::{Message, Reminder, Trial};
pub use failure::TeamsFailure;
pub use settings::Settings;

use crate::http::{Call, Http};
use reqwest::Method;

/// A workflow, by its address.
#[derive(Clone, Debug)]
pub struct Teams {
    http: Http,
    address: Address,
}

impl Teams {
    /// The workflow of that address.
    #[must_use]
    pub const fn new(http: Http, address: Address) -> Self {
        Self { http, address }
    }

    /// Has a card posted.
    ///
    /// # Errors
    /// [`TeamsFailure`]; after [`TeamsFailure::Ambiguous`] it may stand there, and cannot be looked for.
    pub async fn post(&self, message: &Message) -> Result<(), TeamsFailure> {
        let call = Call::new(Method::POST, self.address.url(), "post a card to Teams").json(message.json());
        let reply = self.http.send(call).await?;
        if reply.is_success() { Ok(()) } else { Err(TeamsFailure::of(&reply)) }
    }
}
