//! Where a client gets its token from, without knowing where it is kept.
//!
//! The implementation keeps tokens sealed, refreshes one at a time, and never holds a lock across the call
//! (`architecture.md` §5). Who can refresh at which service is a [`Refresher`].

use async_trait::async_trait;
use domain::connection::Service;
use secrecy::SecretString;
use std::time::Duration;

/// A token as it is used: its number tells it from the ones before and after.
#[derive(Clone, Debug)]
pub struct Held {
    /// Goes with every call.
    pub access: SecretString,
    /// Counts the tokens of a connection.
    pub fence: i32,
}

/// Why there is no token.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VaultFailure {
    /// The service no longer takes our sign-in: somebody has to connect again.
    #[error("somebody has to connect again")]
    Reconnect,
    /// There is no such connection any more.
    #[error("the connection was ended")]
    Ended,
    /// Not now.
    #[error("{reason}")]
    Later {
        /// How long to wait.
        after: Duration,
        /// Why.
        reason: String,
    },
}

/// The tokens of one connection.
#[async_trait]
pub trait TokenVault: Send + Sync {
    /// A token that is good for a while. Of many that ask at once for one that has run out, one refreshes it and
    /// all get the same.
    ///
    /// # Errors
    /// When there is none, or none now.
    async fn token(&self) -> Result<Held, VaultFailure>;

    /// Another token after the service refused this one before its time.
    ///
    /// # Errors
    /// When there is none, or none now.
    async fn after_refusal(&self, refused: &Held) -> Result<Held, VaultFailure>;
}

/// New tokens for an old refresh token.
#[derive(Clone, Debug)]
pub struct Fresh {
    /// Goes with every call.
    pub access: SecretString,
    /// The next refresh token; `None` keeps the old one.
    pub refresh: Option<SecretString>,
    /// How long the access token is taken; `None` means until it is revoked.
    pub expires_in: Option<Duration>,
}

/// Why there are no new tokens.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefreshFailure {
    /// The service has no use for the refresh token any more, whatever we do.
    #[error("{0}")]
    Invalid(String),
    /// The service may have answered, but we did not hear it: the same token may be tried once more at once.
    #[error("{0}")]
    Ambiguous(String),
    /// Not now.
    #[error("{reason}")]
    Later {
        /// How long to wait.
        after: Duration,
        /// Why.
        reason: String,
    },
}

/// Somebody who can get new tokens from a service.
#[async_trait]
pub trait Refresher: Send + Sync {
    /// Exchanges a refresh token.
    ///
    /// # Errors
    /// The variant says whether trying again helps.
    async fn refresh(&self, service: Service, refresh: &SecretString) -> Result<Fresh, RefreshFailure>;
}
