//! The vault of tokens: sealed in the database, refreshed by one process at a time.
//!
//! Lease, commit, call, commit with the fence (`store::connections::tokens`): no lock is held while the service
//! thinks, and a process that dies in the middle costs the others a minute at most.

use async_trait::async_trait;
use chrono::TimeDelta;
use domain::connection::{Service, State};
use domain::id::ConnectionId;
use integrations::http::Http;
use integrations::vault::{Fresh, Held, RefreshFailure, Refresher, TokenVault, VaultFailure};
use integrations::{jira, slack};
use secrecy::SecretString;
use std::sync::Arc;
use std::time::Duration;
use store::{Store, StoredTokens, Tenancy, Tokens};

/// Gets new tokens from every service that is offered here.
#[derive(Clone)]
pub struct Services {
    /// The one outgoing client.
    pub http: Http,
    /// The operator's app at Atlassian.
    pub jira: jira::Settings,
    /// The operator's app at Slack.
    pub slack: slack::Settings,
}

#[async_trait]
impl Refresher for Services {
    async fn refresh(&self, service: Service, refresh: &SecretString) -> Result<Fresh, RefreshFailure> {
        match service {
            Service::JiraCloud => jira::oauth::refresh(&self.http, &self.jira, refresh).await,
            Service::Slack => slack::oauth::refresh(&self.http, &self.slack, refresh).await,
            Service::JiraServer | Service::Teams => {
                Err(RefreshFailure::Invalid("this service has no refresh tokens".to_owned()))
            }
        }
    }
}

/// A token that runs out sooner than this is refreshed before it is used.
const MARGIN: TimeDelta = TimeDelta::minutes(2);
/// How long one process keeps the right to refresh: longer than two calls may take.
const LEASE: TimeDelta = TimeDelta::seconds(60);
/// How long to wait between two looks at another's refresh, and how often to look.
const LOOK: Duration = Duration::from_millis(100);
const LOOKS: u32 = 150;
/// How long to wait where a refresh did not work for a passing reason.
const LATER: Duration = Duration::from_secs(30);

/// The tokens of one connection.
pub struct Vault {
    store: Store,
    tenancy: Tenancy,
    connection: ConnectionId,
    refresher: Arc<dyn Refresher>,
}

impl Vault {
    /// The tokens of that connection, for whoever acts there.
    #[must_use]
    pub fn new(
        store: Store,
        tenancy: Tenancy,
        connection: ConnectionId,
        refresher: Arc<dyn Refresher>,
    ) -> Self {
        Self { store, tenancy, connection, refresher }
    }

    async fn stored(&self) -> Result<StoredTokens, VaultFailure> {
        let org = self.store.read_again(&self.tenancy).await.map_err(later)?;
        let stored = org.tokens(self.connection).await.map_err(later)?;
        org.close().await.map_err(later)?;
        match stored.state {
            State::NeedsReconnect => Err(VaultFailure::Reconnect),
            State::Disconnected => Err(VaultFailure::Ended),
            State::New | State::Active | State::Paused => Ok(stored),
        }
    }

    /// A token that `is_good`, refreshed where the stored one is not.
    async fn good(&self, is_good: impl Fn(&StoredTokens) -> bool) -> Result<Held, VaultFailure> {
        for _ in 0..LOOKS {
            let stored = self.stored().await?;
            if is_good(&stored) {
                return Ok(held(&stored));
            }
            let Some(refresh) = stored.tokens.refresh.clone() else {
                return self.without_refresh(&stored).await;
            };
            if self.lease(&stored).await? {
                return self.refresh(&stored, &refresh).await;
            }
            tokio::time::sleep(LOOK).await;
        }
        Err(VaultFailure::Later { after: LATER, reason: "another process is still signing in".to_owned() })
    }

    /// A token that cannot be refreshed is used until the service refuses it.
    async fn without_refresh(&self, stored: &StoredTokens) -> Result<Held, VaultFailure> {
        self.lose(stored.fence, "the service no longer takes our token").await
    }

    fn name(&self) -> String {
        let mut bytes = [0; 8];
        self.store.randomness().fill(&mut bytes);
        format!("{}-{:016x}", std::process::id(), u64::from_le_bytes(bytes))
    }

    async fn lease(&self, stored: &StoredTokens) -> Result<bool, VaultFailure> {
        let now = self.store.clock().machine();
        if stored.refreshing_until.is_some_and(|until| until >= now) {
            return Ok(false);
        }
        let org = self.store.write_again(&self.tenancy).await.map_err(later)?;
        let leased = org.lease_refresh(self.connection, stored.fence, &self.name(), now + LEASE).await;
        let leased = leased.map_err(later)?;
        org.commit().await.map_err(later)?;
        Ok(leased)
    }

    async fn refresh(&self, stored: &StoredTokens, refresh: &SecretString) -> Result<Held, VaultFailure> {
        let mut answer = self.refresher.refresh(stored.service, refresh).await;
        if matches!(answer, Err(RefreshFailure::Ambiguous(_))) {
            // Within the service's reuse window the same token is answered with the same pair.
            answer = self.refresher.refresh(stored.service, refresh).await;
        }
        match answer {
            Ok(fresh) => self.keep(stored, fresh).await,
            Err(RefreshFailure::Invalid(why)) => self.lose(stored.fence, &why).await,
            Err(RefreshFailure::Later { after, reason }) => self.not_now(after, reason).await,
            Err(RefreshFailure::Ambiguous(reason)) => self.not_now(LATER, reason).await,
        }
    }

    async fn keep(&self, stored: &StoredTokens, fresh: Fresh) -> Result<Held, VaultFailure> {
        let tokens = Tokens {
            access: fresh.access,
            refresh: fresh.refresh.or_else(|| stored.tokens.refresh.clone()),
            expires_at: fresh.expires_in.and_then(|expires_in| {
                Some(self.store.clock().machine() + TimeDelta::from_std(expires_in).ok()?)
            }),
        };
        let org = self.store.write_again(&self.tenancy).await.map_err(later)?;
        let kept = org.keep_refreshed(self.connection, stored.fence, &tokens).await.map_err(later)?;
        org.commit().await.map_err(later)?;
        if kept {
            return Ok(Held { access: tokens.access, fence: stored.fence + 1 });
        }
        // Our lease had ended and another was faster: its tokens are the ones that count.
        self.stored().await.map(|stored| held(&stored))
    }

    async fn lose(&self, fence: i32, why: &str) -> Result<Held, VaultFailure> {
        let org = self.store.write_again(&self.tenancy).await.map_err(later)?;
        let lost = org.lose_connection(self.connection, fence, why).await.map_err(later)?;
        org.commit().await.map_err(later)?;
        if lost {
            tracing::warn!(connection.id = %self.connection, why, "a connection has to be made again");
            return Err(VaultFailure::Reconnect);
        }
        // Somebody else has new tokens, or has lost the connection as well.
        self.stored().await.map(|stored| held(&stored))
    }

    async fn not_now(&self, after: Duration, reason: String) -> Result<Held, VaultFailure> {
        let org = self.store.write_again(&self.tenancy).await.map_err(later)?;
        org.give_up_refresh(self.connection).await.map_err(later)?;
        org.commit().await.map_err(later)?;
        Err(VaultFailure::Later { after, reason })
    }
}

#[async_trait]
impl TokenVault for Vault {
    async fn token(&self) -> Result<Held, VaultFailure> {
        let now = self.store.clock().machine();
        self.good(|stored| {
            let tokens = &stored.tokens;
            // One that cannot be refreshed is used for as long as it is taken.
            tokens.refresh.is_none() || tokens.expires_at.is_none_or(|until| until - now > MARGIN)
        })
        .await
    }

    async fn after_refusal(&self, refused: &Held) -> Result<Held, VaultFailure> {
        let fence = refused.fence;
        self.good(|stored| stored.fence > fence).await
    }
}

fn held(stored: &StoredTokens) -> Held {
    Held { access: stored.tokens.access.clone(), fence: stored.fence }
}

fn later(error: store::Error) -> VaultFailure {
    match error {
        store::Error::NotFound => VaultFailure::Ended,
        error => VaultFailure::Later { after: Duration::from_secs(1), reason: error.to_string() },
    }
}
