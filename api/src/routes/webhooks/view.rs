//! How a receiver is shown, and what is checked of one.

use crate::caller::Caller;
use crate::names::EventTypeName;
use crate::problem::Problem;
use crate::views::OwnerView;
use chrono::{DateTime, Utc};
use domain::id::EndpointId;
use domain::webhook::EventType;
use serde::Serialize;
use store::EndpointView as Stored;
use url::Url;
use utoipa::ToSchema;
use uuid::Uuid;

/// The longest address and description that are kept.
const LONGEST: usize = 1_000;

/// A receiver of webhooks.
#[derive(Serialize, ToSchema)]
#[schema(as = Endpoint)]
pub(crate) struct EndpointView {
    id: Uuid,
    url: String,
    description: String,
    /// What it is told; nothing named means everything.
    #[schema(value_type = Vec<EventTypeName>)]
    events: Vec<&'static str>,
    active: bool,
    /// Why it was switched off, where it was not by a person.
    disabled_because: Option<String>,
    failing_since: Option<DateTime<Utc>>,
    last_ok_at: Option<DateTime<Utc>>,
    added_by: OwnerView,
    added_at: DateTime<Utc>,
    version: i32,
}

pub(super) fn view(stored: Stored) -> EndpointView {
    EndpointView {
        id: stored.id.0,
        url: stored.url,
        description: stored.description,
        events: stored.events.iter().map(|event| event.name()).collect(),
        active: stored.active,
        disabled_because: stored.disabled_because,
        failing_since: stored.failing_since,
        last_ok_at: stored.last_ok_at,
        added_by: stored.added_by.into(),
        added_at: stored.added_at,
        version: stored.version,
    }
}

pub(super) async fn after<P>(caller: &Caller<P>, id: EndpointId) -> Result<(i32, EndpointView), Problem> {
    let org = caller.read().await?;
    let stored = org.endpoint(id).await?;
    org.close().await?;
    Ok((stored.version, view(stored)))
}

/// An address that would be called.
pub(super) fn url<P>(caller: &Caller<P>, text: &str) -> Result<String, Problem> {
    let malformed =
        || Problem::field("/url", "malformed", "is no address such as https://hooks.example.com/aims");
    let url = Url::parse(text.trim()).ok().filter(|_| text.len() <= LONGEST).ok_or_else(malformed)?;
    let refused =
        |why: integrations::http::AddressRefused| Problem::field("/url", "address_refused", why.to_string());
    caller.state().api.outside.http.check(&url).map_err(refused)?;
    Ok(url.into())
}

pub(super) fn description(text: &str) -> Result<String, Problem> {
    if text.chars().count() > LONGEST {
        return Err(Problem::field("/description", "too_long", "is too long"));
    }
    Ok(text.trim().to_owned())
}

pub(super) fn events(names: &[String]) -> Result<Vec<EventType>, Problem> {
    let unknown =
        |name: &String| Problem::field("/events", "unknown", format!("{name:?} is nothing that is told"));
    let mut events: Vec<EventType> = Vec::new();
    for name in names {
        let event = EventType::parse(name).ok_or_else(|| unknown(name))?;
        if !events.contains(&event) {
            events.push(event);
        }
    }
    Ok(events)
}
