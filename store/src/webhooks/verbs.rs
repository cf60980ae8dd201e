//! What people do with a receiver of webhooks.

use super::{Secrets, TABLE};
use crate::doors::OrgTx;
use crate::error::{Error, Result, unreadable};
use crate::sql::Sql;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::event::Event;
use domain::id::{DispatchId, EndpointId};
use domain::webhook::{BOTH_SECRETS, EventType};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;

/// The most receivers of an organisation: each is told of every change.
pub const MOST_ENDPOINTS: i64 = 20;

/// A receiver to be added.
#[derive(Clone, Debug)]
pub struct NewEndpoint {
    /// Where it is.
    pub url: String,
    /// What it is for.
    pub description: String,
    /// What it is told; nothing named means everything.
    pub events: Vec<EventType>,
}

/// Changes; `None` leaves a field as it is.
#[derive(Clone, Debug, Default)]
pub struct EndpointChange {
    /// Another address.
    pub url: Option<String>,
    /// Other words.
    pub description: Option<String>,
    /// Other types.
    pub events: Option<Vec<EventType>>,
    /// Whether it is called.
    pub active: Option<bool>,
}

/// A secret, to be shown once.
#[derive(Debug)]
pub struct NewSecret(pub SecretString);

impl OrgTx {
    fn new_secret(&self) -> String {
        let mut bytes = [0; 32];
        self.store.randomness().fill(&mut bytes);
        format!("whsec_{}", STANDARD.encode(bytes))
    }

    /// Adds a receiver. Its secret is shown now and never again.
    ///
    /// # Errors
    /// [`Error::Invalid`] when there are too many.
    pub async fn add_endpoint(&self, new: &NewEndpoint) -> Result<(EndpointId, NewSecret)> {
        let by = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        let many = i64::try_from(self.endpoints().await?.len()).unwrap_or(i64::MAX);
        if many >= MOST_ENDPOINTS {
            return Err(Error::Invalid { field: "/url".to_owned(), code: "too_many" });
        }
        let (id, secret) = (EndpointId(self.store.new_id()), self.new_secret());
        let sealed = self.sealed_secrets(id, &Secrets { current: secret.clone(), former: None }).await?;
        let sql = self
            .sql("insert into endpoint (org_id, id, url, description, events, secret, active, added_by, added_at, version) values (")
            .push(", ")
            .bind_all::<sea_orm::Value>([
                id.0.into(),
                new.url.as_str().into(),
                new.description.as_str().into(),
                names(&new.events).into(),
                sealed.into(),
                true.into(),
                by.into(),
                self.now().into(),
                1.into(),
            ])
            .push(")");
        self.door.run(sql).await?;
        self.record(Event::EndpointAdded { endpoint: id });
        Ok((id, NewSecret(secret.into())))
    }

    /// Changes a receiver. Switching it on again forgets why it was switched off.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::Stale`].
    pub async fn revise_endpoint(&self, id: EndpointId, version: i32, change: &EndpointChange) -> Result<()> {
        let before = self.endpoint(id).await?;
        let mut fields = Vec::new();
        let mut note = |name: &str, changed: bool| {
            if changed {
                fields.push(name.to_owned())
            }
        };
        let url = change.url.clone().unwrap_or_else(|| before.url.clone());
        let description = change.description.clone().unwrap_or_else(|| before.description.clone());
        let events = change.events.clone().unwrap_or_else(|| before.events.clone());
        let active = change.active.unwrap_or(before.active);
        note("url", url != before.url);
        note("description", description != before.description);
        note("events", events != before.events);
        note("active", active != before.active);
        let sql = Sql::new("update endpoint set url = ")
            .bind(url)
            .push(", description = ")
            .bind(description)
            .push(", events = ")
            .bind(names(&events))
            .push(", active = ")
            .bind(active)
            .push(if active && !before.active {
                ", disabled_because = null, failing_since = null"
            } else {
                ""
            });
        self.save_endpoint(id, version, sql, Event::EndpointRevised { endpoint: id, fields }).await
    }

    /// Gives a receiver a new secret. For a day both sign, so that it can change without missing anything.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::Stale`].
    pub async fn rotate_endpoint_secret(&self, id: EndpointId, version: i32) -> Result<NewSecret> {
        let before = self.endpoint_secrets(id).await?;
        let secret = self.new_secret();
        let former = Some((before.current, self.store.clock().machine() + BOTH_SECRETS));
        let sealed = self.sealed_secrets(id, &Secrets { current: secret.clone(), former }).await?;
        let sql = Sql::new("update endpoint set secret = ").bind(sealed);
        let event = Event::EndpointRevised { endpoint: id, fields: vec!["secret".to_owned()] };
        self.save_endpoint(id, version, sql, event).await?;
        Ok(NewSecret(secret.into()))
    }

    /// Takes a receiver out of use for good. What was sent stays in the log of the database.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::Stale`].
    pub async fn remove_endpoint(&self, id: EndpointId, version: i32) -> Result<()> {
        self.endpoint(id).await?;
        let sql = Sql::new("update endpoint set active = false, archived_at = ").bind(self.now());
        let event = Event::EndpointRevised { endpoint: id, fields: vec!["archived".to_owned()] };
        self.save_endpoint(id, version, sql, event).await
    }

    /// Sends a receiver something that means nothing, to see whether it takes it.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn ping_endpoint(&self, id: EndpointId) -> Result<DispatchId> {
        self.endpoint(id).await?;
        let data = json!({ "message": "OpenAIMS can reach this receiver." });
        self.add_dispatch(id, EventType::Ping, &data).await
    }

    async fn save_endpoint(&self, id: EndpointId, version: i32, set: Sql, event: Event) -> Result<()> {
        let sql = set
            .push(", version = version + 1 where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0)
            .push(" and archived_at is null and version = ")
            .bind(version);
        if self.door.run(sql).await? == 1 {
            self.record(event);
            return Ok(());
        }
        Err(Error::Stale { current: self.endpoint(id).await?.version })
    }

    async fn sealed_secrets(&self, id: EndpointId, secrets: &Secrets) -> Result<Vec<u8>> {
        let bytes = serde_json::to_vec(secrets).map_err(|_| unreadable("secret"))?;
        self.seal(TABLE, id.0, &bytes).await
    }

    pub(super) async fn endpoint_secrets(&self, id: EndpointId) -> Result<Secrets> {
        #[derive(sea_orm::FromQueryResult)]
        struct Sealed {
            secret: Vec<u8>,
        }
        let sql = self.sql("select secret from endpoint where org_id = ").push(" and id = ").bind(id.0);
        let sealed: Sealed = self.door.one(sql).await?.ok_or(Error::NotFound)?;
        let key = self.data_key().await?.ok_or(unreadable("data key"))?;
        let plain = key.open(TABLE, id.0, &sealed.secret)?;
        serde_json::from_slice(plain.expose_secret()).map_err(|_| unreadable("secret"))
    }
}

fn names(events: &[EventType]) -> serde_json::Value {
    json!(events.iter().map(|event| event.name()).collect::<Vec<_>>())
}
