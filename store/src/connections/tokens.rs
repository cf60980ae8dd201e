//! Tokens of a connection: sealed, and refreshed by one process at a time without a lock across the call.
//!
//! Lease (compare and swap), commit, call, commit with the fence: the fence counts the tokens, and whoever
//! refreshes one writes only over the one it refreshed. A process that dies in between lets its lease end.

use super::TABLE;
use crate::doors::{OrgRead, OrgTx};
use crate::error::{Error, Result, unreadable};
use crate::sql::Sql;
use domain::clock::Instant;
use domain::connection::{Service, State};
use domain::event::Event;
use domain::id::ConnectionId;
use sea_orm::FromQueryResult;
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

/// What a service gave us to sign in with.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// Goes with every call.
    pub access: SecretString,
    /// Gets the next one, where there is one.
    pub refresh: Option<SecretString>,
    /// Until when the access token is taken; `None` means until it is revoked.
    pub expires_at: Option<Instant>,
}

/// Tokens as they are kept, and whether somebody is getting new ones.
#[derive(Clone, Debug)]
pub struct StoredTokens {
    /// The tokens.
    pub tokens: Tokens,
    /// Counts them.
    pub fence: i32,
    /// Of which service.
    pub service: Service,
    /// Where the connection stands.
    pub state: State,
    /// Until when somebody holds the right to refresh them.
    pub refreshing_until: Option<Instant>,
}

#[derive(FromQueryResult)]
struct Row {
    service: String,
    state: String,
    secret: Option<Vec<u8>>,
    token_expires_at: Option<Instant>,
    fence: i32,
    refreshing_until: Option<Instant>,
}

/// What is sealed.
#[derive(Serialize, Deserialize)]
struct Plain {
    access: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh: Option<String>,
}

impl OrgRead {
    /// The tokens of a connection.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such connection here, or it was ended.
    pub async fn tokens(&self, id: ConnectionId) -> Result<StoredTokens> {
        let sql = self
            .sql("select service, state, secret, token_expires_at, fence, refreshing_until from connection where org_id = ")
            .push(" and id = ")
            .bind(id.0);
        let row: Row = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        let sealed = row.secret.ok_or(Error::NotFound)?;
        let key = self.data_key().await?.ok_or(unreadable("data key"))?;
        let opened = key.open(TABLE, id.0, &sealed)?;
        let plain: Plain =
            serde_json::from_slice(opened.expose_secret()).map_err(|_| unreadable("secret"))?;
        Ok(StoredTokens {
            tokens: Tokens {
                access: plain.access.into(),
                refresh: plain.refresh.map(SecretString::from),
                expires_at: row.token_expires_at,
            },
            fence: row.fence,
            service: Service::parse(&row.service).ok_or(unreadable("service"))?,
            state: State::parse(&row.state).ok_or(unreadable("state"))?,
            refreshing_until: row.refreshing_until,
        })
    }
}

impl OrgTx {
    pub(super) async fn sealed(&self, id: ConnectionId, tokens: &Tokens) -> Result<Vec<u8>> {
        let plain = Plain {
            access: tokens.access.expose_secret().to_owned(),
            refresh: tokens.refresh.as_ref().map(|token| token.expose_secret().to_owned()),
        };
        let bytes = serde_json::to_vec(&plain).map_err(|_| unreadable("secret"))?;
        self.seal(TABLE, id.0, &bytes).await
    }

    /// Takes the right to refresh the tokens of that fence until `until`, by the machine's clock. Of several that
    /// try at once, one gets it.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn lease_refresh(
        &self,
        id: ConnectionId,
        fence: i32,
        by: &str,
        until: Instant,
    ) -> Result<bool> {
        let sql = Sql::new("update connection set refreshing_by = ")
            .bind(by)
            .push(", refreshing_until = ")
            .bind(until)
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0)
            .push(" and fence = ")
            .bind(fence)
            .push(" and (refreshing_until is null or refreshing_until < ")
            .bind(self.store.clock().machine())
            .push(")");
        Ok(self.door.run(sql).await? == 1)
    }

    /// Keeps refreshed tokens over those of that fence. `false` when others were faster: theirs are then to be
    /// used.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn keep_refreshed(&self, id: ConnectionId, fence: i32, tokens: &Tokens) -> Result<bool> {
        let sealed = self.sealed(id, tokens).await?;
        let sql = Sql::new("update connection set secret = ")
            .bind(sealed)
            .push(", token_expires_at = ")
            .bind(tokens.expires_at)
            .push(", fence = fence + 1, refreshing_by = null, refreshing_until = null where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0)
            .push(" and secret is not null and fence = ")
            .bind(fence);
        Ok(self.door.run(sql).await? == 1)
    }

    /// Gives the right to refresh back without new tokens: whoever asks next may try.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn give_up_refresh(&self, id: ConnectionId) -> Result<()> {
        let sql = self
            .sql("update connection set refreshing_by = null, refreshing_until = null where org_id = ")
            .push(" and id = ")
            .bind(id.0);
        self.door.run(sql).await.map(drop)
    }

    /// Notes that the service no longer takes the tokens of that fence. What is meant for it waits, and those who
    /// run the organisation are told, once.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn lose_connection(&self, id: ConnectionId, fence: i32, why: &str) -> Result<bool> {
        let sql = Sql::new("update connection set state = ")
            .bind(State::NeedsReconnect.name())
            .push(", refreshing_by = null, refreshing_until = null, last_error = ")
            .bind(why)
            .push(", last_error_at = ")
            .bind(self.now())
            .push(", version = version + 1 where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0)
            .push(" and fence = ")
            .bind(fence)
            .push(" and state in ('new', 'active', 'paused')");
        let lost = self.door.run(sql).await? == 1;
        if lost {
            self.record(Event::ConnectionLost { connection: id });
        }
        Ok(lost)
    }
}
