//! The mailer that sends: lettre's single commands, so that the stage at which something went wrong is known.
//!
//! A failure before the end of the data leaves no copy behind and may be tried again; after it, only the
//! server's answer tells. lettre's own transport does not keep these apart.

mod connect;
mod dialogue;
mod pool;
mod probe;
#[cfg(test)]
mod tests;

use async_trait::async_trait;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use tracing::{Dispatch, Instrument as _, instrument::WithSubscriber as _};

use super::{
    Mailer, Message, SendFailure, Sent, Settings,
    compose::{Composed, compose},
};
use crate::outside;
use connect::Route;
use dialogue::{Interrupted, Stage};
use pool::Pool;
pub use probe::{ProbeFailure, Step, probe};

/// Sends through the server of the settings, over few connections that are used again.
pub struct SmtpMailer {
    settings: Settings,
    route: Route,
    pool: Pool,
}

impl SmtpMailer {
    /// A mailer for these settings; connects with the first message.
    ///
    /// # Errors
    /// The first of [`Settings::problems`], or what is wrong with the name of the server for TLS.
    pub fn new(settings: &Settings) -> Result<Self, String> {
        if let Some(problem) = settings.problems().into_iter().next() {
            return Err(problem);
        }
        let route = Route::new(settings)?;
        Ok(Self { settings: settings.clone(), route, pool: Pool::new(settings.smtp.pool_size.into()) })
    }

    /// Hands over on an idle connection, or on a new one where the idle one turns out to be gone.
    async fn hand_over(&self, mail: &Composed) -> Result<Sent, Interrupted> {
        let _permit = self.pool.permit().await;
        if let Some(mut idle) = self.pool.take() {
            match dialogue::deliver(&mut idle, mail, self.route.limits.command).await {
                Err(interrupted) if interrupted.is_stale_connection() => self.pool.clear(),
                outcome => return self.settle(idle, outcome).await,
            }
        }
        let mut fresh = self.route.open().await?;
        let outcome = dialogue::deliver(&mut fresh, mail, self.route.limits.command).await;
        self.settle(fresh, outcome).await
    }

    /// Keeps the connection where it is in order.
    async fn settle(
        &self,
        mut connection: AsyncSmtpConnection,
        outcome: Result<Sent, Interrupted>,
    ) -> Result<Sent, Interrupted> {
        let usable = match &outcome {
            Ok(_) => true,
            Err(interrupted) if interrupted.connection_is_usable() => {
                dialogue::reset(&mut connection, self.route.limits.command).await
            }
            Err(_) => false,
        };
        if usable {
            self.pool.put_back(connection);
        }
        outcome
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, message: &Message) -> Result<Sent, SendFailure> {
        outside::entering("send a mail");
        let mail = compose(&self.settings, message)?;
        // lettre logs what it writes, down to the password and the links: nothing of that may reach a log.
        let span = tracing::info_span!("mail");
        let outcome = self.hand_over(&mail).with_subscriber(Dispatch::none()).instrument(span).await;
        let outcome = outcome.map_err(|interrupted| interrupted.into_failure(&message.to_address));
        let stage = if outcome.is_ok() { "taken" } else { "not_taken" };
        tracing::debug!(mail.id = message.message_id, mail.outcome = stage, "mail handed to the server");
        outcome
    }

    fn kind(&self) -> &'static str {
        "smtp"
    }
}
