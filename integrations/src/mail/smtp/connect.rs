//! The way to the server: connection, encryption, sign-in.

use std::{future::Future, time::Duration};

use lettre::transport::smtp::{
    Error,
    authentication::{Credentials, DEFAULT_MECHANISMS},
    client::{AsyncSmtpConnection, TlsParameters},
    extension::ClientId,
};
use secrecy::{ExposeSecret, SecretString};
use tokio::net::TcpStream;

use super::{Interrupted, Settings, Stage};
use crate::mail::settings::Tls;

/// Everything needed to open a connection.
pub(super) struct Route {
    host: String,
    port: u16,
    /// What TLS checks the server against; nothing for a plain connection.
    pub(super) tls: Option<TlsParameters>,
    implicit: bool,
    username: String,
    password: SecretString,
    hello: ClientId,
    pub(super) limits: Limits,
}

/// How long to wait.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    pub(super) connect: Duration,
    pub(super) command: Duration,
}

impl Route {
    pub(super) fn new(settings: &Settings) -> Result<Self, String> {
        let smtp = &settings.smtp;
        let host = smtp.host.trim().trim_matches(['[', ']']).to_owned();
        let tls = match smtp.tls {
            Tls::None => None,
            Tls::Required | Tls::Implicit => Some(
                TlsParameters::new(host.clone())
                    .map_err(|error| format!("mail.smtp.host cannot be used with TLS: {error}."))?,
            ),
        };
        Ok(Self {
            host,
            port: smtp.port,
            tls,
            implicit: smtp.tls == Tls::Implicit,
            username: smtp.username.clone(),
            password: smtp.password.clone(),
            hello: ClientId::Domain(settings.message_id_domain.clone()),
            limits: Limits {
                connect: Duration::from_secs(smtp.connect_timeout_seconds),
                command: Duration::from_secs(smtp.command_timeout_seconds),
            },
        })
    }

    /// A connection that is encrypted and signed in as the settings ask.
    pub(super) async fn open(&self) -> Result<AsyncSmtpConnection, Interrupted> {
        let mut connection = self.greet().await?;
        self.encrypt(&mut connection).await?;
        self.sign_in(&mut connection).await?;
        Ok(connection)
    }

    /// A connection to a server that has greeted us.
    pub(super) async fn greet(&self) -> Result<AsyncSmtpConnection, Interrupted> {
        let limit = self.limits.connect;
        if self.implicit {
            let (address, tls) = ((self.host.as_str(), self.port), self.tls.clone());
            let connecting =
                AsyncSmtpConnection::connect_tokio1(address, Some(limit), &self.hello, tls, None);
            // Several addresses, the greeting and TLS each have their own wait: one limit over all of it.
            return within(limit, Stage::Opening, connecting).await;
        }
        let stream = self.reach().await?;
        let greeting = AsyncSmtpConnection::connect_with_transport(Box::new(stream), &self.hello);
        within(limit, Stage::Opening, greeting).await
    }

    /// A way to the server on which the end of a text does not wait for its beginning to be confirmed: lettre writes the two
    /// one after the other, and a server that confirms late made each mail 40 ms longer.
    async fn reach(&self) -> Result<TcpStream, Interrupted> {
        let lost = |error: &dyn std::fmt::Display| {
            Interrupted::lost(Stage::Opening, &format!("Connection error: {error}"))
        };
        let connecting = TcpStream::connect((self.host.as_str(), self.port));
        let stream = match tokio::time::timeout(self.limits.connect, connecting).await {
            Ok(connected) => connected.map_err(|error| lost(&error))?,
            Err(_) => return Err(lost(&"connection timed out")),
        };
        stream.set_nodelay(true).map_err(|error| lost(&error))?;
        Ok(stream)
    }

    /// Changes to TLS where the connection does not begin with it.
    pub(super) async fn encrypt(&self, connection: &mut AsyncSmtpConnection) -> Result<(), Interrupted> {
        let stage = Stage::Opening;
        let (Some(tls), false) = (&self.tls, self.implicit) else { return Ok(()) };
        if !connection.can_starttls() {
            return Err(Interrupted::lost(stage, "the server offers no STARTTLS, nothing was sent to it"));
        }
        within(self.limits.command, stage, connection.starttls(tls.clone(), &self.hello)).await
    }

    /// Signs in where the settings have a name for it.
    pub(super) async fn sign_in(&self, connection: &mut AsyncSmtpConnection) -> Result<(), Interrupted> {
        if self.username.is_empty() {
            return Ok(());
        }
        let credentials = Credentials::new(self.username.clone(), self.password.expose_secret().to_owned());
        within(self.limits.command, Stage::Opening, connection.auth(DEFAULT_MECHANISMS, &credentials))
            .await
            .map(drop)
    }
}

/// Waits for one step of the conversation.
pub(super) async fn within<T>(
    limit: Duration,
    stage: Stage,
    step: impl Future<Output = Result<T, Error>>,
) -> Result<T, Interrupted> {
    match tokio::time::timeout(limit, step).await {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(Interrupted::from_error(stage, &error)),
        Err(_) => {
            let limit = limit.as_secs_f32();
            Err(Interrupted::lost(stage, &format!("the server did not answer within {limit} seconds")))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::settings;
    use super::*;

    #[tokio::test]
    async fn the_end_of_a_text_waits_for_nothing() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let route = Route::new(&settings(listener.local_addr().unwrap().port())).unwrap();
        let (reached, _accepted) = tokio::join!(route.reach(), listener.accept());
        assert!(reached.unwrap().nodelay().unwrap());
    }
}
