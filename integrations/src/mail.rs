//! Mail: what is written ([`letter`], [`letters`]) and how it leaves ([`Mailer`], [`smtp`]).
//!
//! A letter is a typed context with three templates and samples; rendering it gives a [`Rendered`], which with
//! its addressee and an identifier is a [`Message`]. A message is sent again only under the same identifier.
//! The mailer that keeps mail instead of sending it is the store's, since it writes to the database.

#[cfg(feature = "fake")]
pub mod fake;
pub mod letter;
pub mod letters;
pub mod settings;
pub mod smtp;

pub mod dsn;

mod compose;
mod failure;

use std::fmt;

use async_trait::async_trait;
use chrono::{DateTime, Utc};

pub use failure::SendFailure;
pub use letter::{Language, Letter, RenderRefused, Rendered};
pub use settings::Settings;
pub use smtp::SmtpMailer;

/// A rendered letter with where it goes.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// `<id@domain>`, the same for every attempt, so that a second copy can be recognised as one.
    pub message_id: String,
    /// The address alone, such as `ada@example.org`.
    pub to_address: String,
    /// The name beside the address; may be empty.
    pub to_name: String,
    /// What the `Date` header says, the same for every attempt.
    pub date: DateTime<Utc>,
    /// Subject and bodies.
    pub rendered: Rendered,
    /// Written by the program rather than by a person: asks automatic repliers to keep still.
    pub auto: bool,
    /// Where one click, or a POST of the reader's mail program, turns such mails off (RFC 8058).
    pub unsubscribe: Option<String>,
    /// The address that it comes back to where it cannot be delivered; without one, the sender's.
    pub returns_to: Option<String>,
}

impl fmt::Debug for Message {
    /// Addressee and text are nobody's business in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Message").field("message_id", &self.message_id).finish_non_exhaustive()
    }
}

/// What the receiving server said when it took a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// Its reply, such as `250 2.0.0 queued as 4F2`: what to ask the operator of that server about.
    pub reply: String,
}

/// Something that takes messages.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands one message over.
    ///
    /// # Errors
    /// The variant says whether trying again helps.
    async fn send(&self, message: &Message) -> Result<Sent, SendFailure>;

    /// What this is, such as `smtp` or `capture`, for logs and for the check at the start.
    fn kind(&self) -> &'static str;
}
