//! The embedded default's mailer: mails are kept in the database and shown at `/dev/mailbox`.

use integrations::mail::{Mailer, Message, SendFailure, Sent};
use store::{NewMail, Store};

/// Keeps mails instead of sending them.
#[derive(Clone, Debug)]
pub struct CaptureMailer {
    store: Store,
}

impl CaptureMailer {
    /// Keeps mails in this database.
    #[must_use]
    pub const fn new(store: Store) -> Self {
        Self { store }
    }

    async fn keep(&self, message: &Message) -> store::Result<()> {
        let system = self.store.system().await?;
        system
            .capture(NewMail {
                message_id: message.message_id.clone(),
                to_address: message.to_address.clone(),
                subject: message.rendered.subject.clone(),
                text: message.rendered.text.clone(),
                html: message.rendered.html.clone(),
                sent_at: self.store.clock().calendar(),
            })
            .await?;
        system.commit().await
    }
}

#[async_trait::async_trait]
impl Mailer for CaptureMailer {
    async fn send(&self, message: &Message) -> Result<Sent, SendFailure> {
        match self.keep(message).await {
            Ok(()) => Ok(Sent { reply: "kept".to_owned() }),
            Err(error) => Err(SendFailure::Later { reason: error.to_string(), retry_after: None }),
        }
    }

    fn kind(&self) -> &'static str {
        "capture"
    }
}
