//! What people do with a connection.

use super::tokens::Tokens;
use crate::doors::OrgTx;
use crate::error::{Error, Refused, Result, unreadable};
use crate::sql::Sql;
use chrono::NaiveDate;
use domain::connection::{ConnectionRefused, Service, Setup, State};
use domain::event::Event;
use domain::id::ConnectionId;
use domain::job::Job;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// A place that let us in.
#[derive(Clone, Debug)]
pub struct NewConnection {
    /// Of which service.
    pub service: Service,
    /// What the place is called.
    pub name: String,
    /// Where it is.
    pub place: String,
    /// Its address, for people.
    pub place_url: String,
    /// The account over there.
    pub account: Option<String>,
    /// What to sign in with.
    pub tokens: Tokens,
    /// The last day on which it works, where it is not renewed by itself.
    pub ends: Option<NaiveDate>,
}

#[derive(FromQueryResult)]
struct Known {
    id: Uuid,
    state: String,
    setup: serde_json::Value,
}

impl OrgTx {
    /// Connects a place, or signs in again where it is connected already: then what waited goes on.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn connect(&self, new: &NewConnection) -> Result<ConnectionId> {
        let by = self.tenancy.actor().person().ok_or(unreadable("actor"))?;
        let sql = self
            .sql("select id, state, setup from connection where org_id = ")
            .push(" and state <> 'disconnected' and service = ")
            .bind(new.service.name())
            .push(" and place = ")
            .bind(new.place.as_str());
        if let Some(known) = self.door.one::<Known>(sql).await? {
            let id = ConnectionId(known.id);
            let setup: Setup = serde_json::from_value(known.setup).map_err(|_| unreadable("set-up"))?;
            let state = State::parse(&known.state).ok_or(unreadable("state"))?;
            self.sign_in_again(id, state, &setup, new).await?;
            return Ok(id);
        }
        let id = ConnectionId(self.store.new_id());
        let sealed = self.sealed(id, &new.tokens).await?;
        let setup = serde_json::to_value(Setup::default()).map_err(|_| unreadable("set-up"))?;
        let sql = self
            .sql(
                "insert into connection (org_id, id, service, state, name, place, place_url, account, setup, secret, \
                 token_expires_at, fence, failures, last_ok_at, hooks, looked_at, connected_by, connected_at, version) values (",
            )
            .push(", ")
            .bind_all::<sea_orm::Value>([
                id.0.into(),
                new.service.name().into(),
                State::New.name().into(),
                new.name.as_str().into(),
                new.place.as_str().into(),
                new.place_url.as_str().into(),
                new.account.clone().into(),
                setup.into(),
                sealed.into(),
                new.tokens.expires_at.into(),
                1.into(),
                0.into(),
                self.now().into(),
                serde_json::json!([]).into(),
                0_i64.into(),
                by.into(),
                self.now().into(),
                1.into(),
            ])
            .push(")");
        self.door.run(sql).await?;
        self.record(Event::ServiceConnected { connection: id, service: new.service });
        self.watch_connection(id, new).await?;
        Ok(id)
    }

    /// Makes one connection lead to a place that let us in anew, where its old one may be gone: then what waited goes on
    /// there.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`ConnectionRefused::WrongState`] where it is of another service, or
    /// [`ConnectionRefused::Duplicate`] where another one leads to that place.
    pub async fn connect_over(&self, id: ConnectionId, new: &NewConnection) -> Result<()> {
        let before = self.connection(id).await?;
        if before.service != new.service {
            return Err(Refused::Connection(ConnectionRefused::WrongState).into());
        }
        let others = self.connections().await?;
        if others.iter().any(|one| one.id != id && one.service == new.service && one.place == new.place) {
            return Err(Refused::Connection(ConnectionRefused::Duplicate).into());
        }
        let sql = Sql::new("update connection set place = ")
            .bind(new.place.as_str())
            .push(", place_url = ")
            .bind(new.place_url.as_str())
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0);
        self.door.run(sql).await?;
        self.sign_in_again(id, before.state, &before.setup, new).await
    }

    async fn sign_in_again(
        &self,
        id: ConnectionId,
        state: State,
        setup: &Setup,
        new: &NewConnection,
    ) -> Result<()> {
        let sealed = self.sealed(id, &new.tokens).await?;
        let state = match state {
            State::Paused => State::Paused,
            _ if setup.is_chosen() => State::Active,
            _ => State::New,
        };
        let sql = Sql::new("update connection set state = ")
            .bind(state.name())
            .push(", secret = ")
            .bind(sealed)
            .push(", token_expires_at = ")
            .bind(new.tokens.expires_at)
            .push(", account = ")
            .bind(new.account.clone())
            .push(", name = ")
            .bind(new.name.as_str())
            .push(", fence = fence + 1, refreshing_by = null, refreshing_until = null, failures = 0, rest_until = null, \
                   last_ok_at = ")
            .bind(self.now())
            .push(", looked_at = 0, version = version + 1 where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0);
        self.door.run(sql).await?;
        self.record(Event::ServiceConnected { connection: id, service: new.service });
        self.watch_connection(id, new).await?;
        self.wake_mirrors(id).await
    }

    /// Leads a connection that is not set up yet to another place that its consent covers.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], or [`ConnectionRefused::WrongState`] once it is set up.
    pub async fn choose_place(
        &self,
        id: ConnectionId,
        version: i32,
        place: &str,
        name: &str,
        url: &str,
    ) -> Result<()> {
        let before = self.connection(id).await?;
        if before.setup.is_chosen() {
            return Err(Refused::Connection(ConnectionRefused::WrongState).into());
        }
        let others = self.connections().await?;
        if others.iter().any(|one| one.id != id && one.service == before.service && one.place == place) {
            return Err(Refused::Connection(ConnectionRefused::Duplicate).into());
        }
        let set = Sql::new("update connection set place = ")
            .bind(place)
            .push(", name = ")
            .bind(name)
            .push(", place_url = ")
            .bind(url);
        self.save_connection(id, version, set, Event::ConnectionSetUp { connection: id }).await
    }

    /// Says where a connection's things go. A first choice takes it into use.
    ///
    /// # Errors
    /// [`Error::NotFound`], or [`Error::Stale`] when somebody else changed it in the meantime.
    pub async fn set_up_connection(&self, id: ConnectionId, version: i32, setup: &Setup) -> Result<()> {
        let name = self.connection(id).await?.name;
        self.set_up_named(id, version, &name, setup).await
    }

    /// The same, of a place that is called what those who run the organisation call it.
    ///
    /// # Errors
    /// As [`OrgTx::set_up_connection`].
    pub async fn set_up_named(
        &self,
        id: ConnectionId,
        version: i32,
        name: &str,
        setup: &Setup,
    ) -> Result<()> {
        let before = self.connection(id).await?;
        if !setup.is_for(before.service) {
            return Err(Refused::Connection(ConnectionRefused::WrongState).into());
        }
        let state = if before.state == State::New { State::Active } else { before.state };
        let body = serde_json::to_value(setup).map_err(|_| unreadable("set-up"))?;
        let set = Sql::new("update connection set setup = ")
            .bind(body)
            .push(", name = ")
            .bind(name)
            .push(", looked_at = 0, state = ")
            .bind(state.name());
        self.save_connection(id, version, set, Event::ConnectionSetUp { connection: id }).await?;
        if state == State::Active {
            self.enqueue(Job::Reconcile { connection: id });
        }
        Ok(())
    }

    /// Lets a connection rest, or takes it into use again: then what waited goes on.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Stale`], or the refusal of [`State::paused`] and [`State::resumed`].
    pub async fn pause_connection(&self, id: ConnectionId, version: i32, pause: bool) -> Result<()> {
        let before = self.connection(id).await?.state;
        let after = if pause { before.paused() } else { before.resumed() }.map_err(Refused::Connection)?;
        let set = Sql::new("update connection set state = ")
            .bind(after.name())
            .push(", rest_until = null, failures = 0");
        self.save_connection(id, version, set, Event::ConnectionPaused { connection: id, paused: pause })
            .await?;
        if pause { Ok(()) } else { self.wake_mirrors(id).await }
    }

    /// Ends a connection: its secrets are destroyed, and what was on its way there is not sent.
    ///
    /// # Errors
    /// [`Error::NotFound`] or [`Error::Stale`].
    pub async fn disconnect(&self, id: ConnectionId, version: i32) -> Result<()> {
        self.connection(id).await?;
        let set = Sql::new("update connection set state = ")
            .bind(State::Disconnected.name())
            .push(", secret = null, token_expires_at = null, fence = fence + 1, ended_at = ")
            .bind(self.now());
        self.save_connection(id, version, set, Event::ServiceDisconnected { connection: id }).await?;
        self.unwatch_connection(id).await?;
        self.drop_mirrors(id).await
    }

    async fn save_connection(&self, id: ConnectionId, version: i32, set: Sql, event: Event) -> Result<()> {
        let sql = set
            .push(", version = version + 1 where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0)
            .push(" and version = ")
            .bind(version);
        if self.door.run(sql).await? == 1 {
            self.record(event);
            return Ok(());
        }
        Err(Error::Stale { current: self.connection(id).await?.version })
    }

    /// Notes the hooks that are registered over there, and until when they live.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn note_hooks(
        &self,
        id: ConnectionId,
        hooks: &[i64],
        until: Option<domain::clock::Instant>,
    ) -> Result<()> {
        let sql = Sql::new("update connection set hooks = ")
            .bind(serde_json::json!(hooks))
            .push(", hooks_until = ")
            .bind(until)
            .push(" where org_id = ")
            .bind(self.org())
            .push(" and id = ")
            .bind(id.0);
        self.door.run(sql).await.map(drop)
    }
}
