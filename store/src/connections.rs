//! Connections to services outside: what is shown of them, and what people do with them. Their tokens are in
//! `connections/tokens.rs`, the journey to a service and back in `connections/consent.rs`.

mod consent;
mod counterparts;
mod ending;
mod found;
mod health;
mod lost;
mod tokens;
mod verbs;

pub use consent::Consent;
pub use counterparts::{Chosen, Counterpart, KnownCounterpart};
pub use found::FoundConnection;
pub use lost::{LostConnection, Recipient};
pub use tokens::{StoredTokens, Tokens};
pub use verbs::NewConnection;

use crate::doors::OrgRead;
use crate::error::{Error, Result, unreadable};
use crate::people::Owner;
use chrono::NaiveDate;
use domain::clock::Instant;
use domain::connection::{Service, Setup, State};
use domain::id::ConnectionId;
use sea_orm::FromQueryResult;
use uuid::Uuid;

/// The table's name, to which sealed secrets are bound.
pub(crate) const TABLE: &str = "connection";

/// A connection and how it fares.
#[derive(Clone, Debug)]
pub struct ConnectionView {
    /// Its id.
    pub id: ConnectionId,
    /// To what.
    pub service: Service,
    /// Where it stands.
    pub state: State,
    /// What the place over there is called.
    pub name: String,
    /// Where it leads: a site's cloud id, a base URL, a workspace's id.
    pub place: String,
    /// The place's address, for people.
    pub place_url: String,
    /// The account over there in whose name calls are made.
    pub account: Option<String>,
    /// Where things go.
    pub setup: Setup,
    /// Failures in a row.
    pub failures: i32,
    /// Until when it is left alone after them.
    pub rest_until: Option<Instant>,
    /// What last went wrong.
    pub last_error: Option<String>,
    /// When.
    pub last_error_at: Option<Instant>,
    /// When a call last succeeded.
    pub last_ok_at: Option<Instant>,
    /// The hooks that are registered over there.
    pub hooks: Vec<i64>,
    /// Until when they live.
    pub hooks_until: Option<Instant>,
    /// The last day of what it signs in with, where that is not renewed by itself.
    pub works_until: Option<NaiveDate>,
    /// Who connected it.
    pub connected_by: Owner,
    /// When.
    pub connected_at: Instant,
    /// Its version.
    pub version: i32,
    /// What of ours stands there.
    pub figures: Figures,
}

/// How much of ours stands at a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Tasks that are shown there.
    pub shown: i64,
    /// Tasks on their way.
    pub waiting: i64,
    /// Tasks that did not get there.
    pub failed: i64,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    service: String,
    state: String,
    name: String,
    place: String,
    place_url: String,
    account: Option<String>,
    setup: serde_json::Value,
    failures: i32,
    rest_until: Option<Instant>,
    last_error: Option<String>,
    last_error_at: Option<Instant>,
    last_ok_at: Option<Instant>,
    hooks: serde_json::Value,
    hooks_until: Option<Instant>,
    works_until: Option<NaiveDate>,
    connector_id: Uuid,
    connector_name: String,
    connected_at: Instant,
    version: i32,
    shown: i64,
    waiting: i64,
    failed: i64,
}

const SELECT: &str = "select t.id, t.service, t.state, t.name, t.place, t.place_url, t.account, t.setup, t.failures, \
    t.rest_until, t.last_error, t.last_error_at, t.last_ok_at, t.hooks, t.hooks_until, p.id as connector_id, \
    p.name as connector_name, t.connected_at, t.version, \
    (select count(*) from mirror m where m.org_id = t.org_id and m.connection_id = t.id and m.state = 'delivered') as shown, \
    (select count(*) from mirror m where m.org_id = t.org_id and m.connection_id = t.id \
     and m.state in ('planned', 'sending')) as waiting, \
    (select count(*) from mirror m where m.org_id = t.org_id and m.connection_id = t.id \
     and m.state in ('dead', 'uncertain')) as failed, \
    (select o.due from obligation o where o.org_id = t.org_id and o.subject_id = t.id and o.kind = 'access') as works_until \
    from connection t join person p on p.org_id = t.org_id and p.id = t.connected_by where t.org_id = ";

fn view(row: Row) -> Result<ConnectionView> {
    Ok(ConnectionView {
        id: ConnectionId(row.id),
        service: Service::parse(&row.service).ok_or(unreadable("service"))?,
        state: State::parse(&row.state).ok_or(unreadable("state"))?,
        name: row.name,
        place: row.place,
        place_url: row.place_url,
        account: row.account,
        setup: serde_json::from_value(row.setup).map_err(|_| unreadable("set-up"))?,
        failures: row.failures,
        rest_until: row.rest_until,
        last_error: row.last_error,
        last_error_at: row.last_error_at,
        last_ok_at: row.last_ok_at,
        hooks: serde_json::from_value(row.hooks).map_err(|_| unreadable("hooks"))?,
        hooks_until: row.hooks_until,
        works_until: row.works_until,
        connected_by: Owner { id: row.connector_id, name: row.connector_name },
        connected_at: row.connected_at,
        version: row.version,
        figures: Figures { shown: row.shown, waiting: row.waiting, failed: row.failed },
    })
}

impl OrgRead {
    /// The connections of the organisation that were not ended, oldest first. There are few.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn connections(&self) -> Result<Vec<ConnectionView>> {
        let sql =
            self.sql(SELECT).push(" and t.state <> 'disconnected' order by t.connected_at, t.id limit 100");
        self.door.all::<Row>(sql).await?.into_iter().map(view).collect()
    }

    /// One connection.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id here, or it was ended.
    pub async fn connection(&self, id: ConnectionId) -> Result<ConnectionView> {
        let sql = self.sql(SELECT).push(" and t.state <> 'disconnected' and t.id = ").bind(id.0);
        view(self.door.one(sql).await?.ok_or(Error::NotFound)?)
    }
}
