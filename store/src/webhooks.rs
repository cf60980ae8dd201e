//! Receivers of webhooks, and what is on its way to them. What is told is written in the transaction of its cause,
//! with the very bytes that are sent, so that a later change of the task does not change what was said of it.

mod dispatches;
mod send;
mod tell;
mod verbs;

pub use dispatches::{AttemptView, DispatchView};
pub use send::{DispatchWork, Parcel, Taken};
pub use verbs::{EndpointChange, MOST_ENDPOINTS, NewEndpoint, NewSecret};

use crate::doors::OrgRead;
use crate::error::{Error, Result, unreadable};
use crate::people::Owner;
use domain::clock::Instant;
use domain::id::EndpointId;
use domain::webhook::EventType;
use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The table's name, to which sealed secrets are bound.
pub(crate) const TABLE: &str = "endpoint";

/// A receiver of webhooks.
#[derive(Clone, Debug)]
pub struct EndpointView {
    /// Its id.
    pub id: EndpointId,
    /// Where it is.
    pub url: String,
    /// What it is for.
    pub description: String,
    /// What it is told; nothing named means everything.
    pub events: Vec<EventType>,
    /// Whether it is called.
    pub active: bool,
    /// Why it was switched off, where it was not by a person.
    pub disabled_because: Option<String>,
    /// Since when no call to it has succeeded.
    pub failing_since: Option<Instant>,
    /// When a call last succeeded.
    pub last_ok_at: Option<Instant>,
    /// Who added it.
    pub added_by: Owner,
    /// When.
    pub added_at: Instant,
    /// Its version.
    pub version: i32,
}

/// What is sealed of an endpoint.
#[derive(Serialize, Deserialize)]
pub(crate) struct Secrets {
    pub(crate) current: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) former: Option<(String, Instant)>,
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    url: String,
    description: String,
    events: serde_json::Value,
    active: bool,
    disabled_because: Option<String>,
    failing_since: Option<Instant>,
    last_ok_at: Option<Instant>,
    adder_id: Uuid,
    adder_name: String,
    added_at: Instant,
    version: i32,
}

const SELECT: &str = "select t.id, t.url, t.description, t.events, t.active, t.disabled_because, t.failing_since, \
    t.last_ok_at, p.id as adder_id, p.name as adder_name, t.added_at, t.version from endpoint t \
    join person p on p.org_id = t.org_id and p.id = t.added_by where t.archived_at is null and t.org_id = ";

fn view(row: Row) -> Result<EndpointView> {
    Ok(EndpointView {
        id: EndpointId(row.id),
        url: row.url,
        description: row.description,
        events: serde_json::from_value::<Vec<String>>(row.events)
            .map_err(|_| unreadable("events"))?
            .iter()
            .filter_map(|name| EventType::parse(name))
            .collect(),
        active: row.active,
        disabled_because: row.disabled_because,
        failing_since: row.failing_since,
        last_ok_at: row.last_ok_at,
        added_by: Owner { id: row.adder_id, name: row.adder_name },
        added_at: row.added_at,
        version: row.version,
    })
}

impl OrgRead {
    /// The receivers of the organisation, oldest first. There are few.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn endpoints(&self) -> Result<Vec<EndpointView>> {
        let sql = self.sql(SELECT).push(" order by t.added_at, t.id limit 100");
        self.door.all::<Row>(sql).await?.into_iter().map(view).collect()
    }

    /// One receiver.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none of that id here.
    pub async fn endpoint(&self, id: EndpointId) -> Result<EndpointView> {
        let sql = self.sql(SELECT).push(" and t.id = ").bind(id.0);
        view(self.door.one(sql).await?.ok_or(Error::NotFound)?)
    }
}

/// A receiver that was switched off by itself, and whom to tell.
#[derive(Clone, Debug)]
pub struct DisabledEndpoint {
    /// Where it is.
    pub url: String,
    /// Why.
    pub why: String,
    /// The version that switched it off.
    pub version: i32,
    /// When this is told.
    pub at: Instant,
    /// Whose it is.
    pub organisation: String,
    /// Its part of a URL.
    pub slug: String,
    /// Those who run the organisation.
    pub recipients: Vec<crate::connections::Recipient>,
}

impl OrgRead {
    /// What to write about a receiver that was switched off; `None` when it is in use again.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it is gone.
    pub async fn disabled_endpoint(&self, id: EndpointId) -> Result<Option<DisabledEndpoint>> {
        let found = self.endpoint(id).await?;
        let Some(why) = found.disabled_because.filter(|_| !found.active) else { return Ok(None) };
        let organisation = self.organisation().await?;
        Ok(Some(DisabledEndpoint {
            url: found.url,
            why,
            version: found.version,
            at: self.now(),
            organisation: organisation.name,
            slug: organisation.slug,
            recipients: self.those_who_run_it().await?,
        }))
    }
}
