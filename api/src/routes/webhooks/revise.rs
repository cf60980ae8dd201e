//! Changes a receiver.

use super::view::{EndpointView, after, description, events, url};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, patch};
use domain::id::EndpointId;
use serde::Deserialize;
use store::EndpointChange as Change;
use utoipa::ToSchema;

/// Changes; what is not named stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EndpointChange {
    url: Option<String>,
    description: Option<String>,
    events: Option<Vec<String>>,
    /// Whether it is called.
    active: Option<bool>,
}

/// Change a receiver of webhooks.
#[utoipa::path(tag = "webhooks", operation_id = "revise_endpoint",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_connections"))), request_body = EndpointChange,
    responses((status = 200, body = EndpointView), (status = 412), (status = 422)))]
#[patch("/o/{org}/webhooks/{id}")]
pub(crate) async fn handle(
    caller: Caller<may::ManageConnections>,
    id: Id,
    version: IfMatch,
    body: Body<EndpointChange>,
) -> Answer {
    let id = EndpointId(id.0.0);
    let change = Change {
        url: body.value.url.as_deref().map(|text| url(&caller, text)).transpose()?,
        description: body.value.description.as_deref().map(description).transpose()?,
        events: body.value.events.as_deref().map(events).transpose()?,
        active: body.value.active,
    };
    let org = caller.write().await?;
    org.revise_endpoint(id, version.0, &change).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}
