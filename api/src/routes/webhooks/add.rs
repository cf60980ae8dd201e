//! Adds a receiver.

use super::view::{EndpointView, after, description, events, url};
use crate::caller::{Caller, may};
use crate::extract::Body;
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, post};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use store::NewEndpoint as New;
use utoipa::ToSchema;

/// A receiver to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewEndpoint {
    url: String,
    #[serde(default)]
    description: String,
    /// What it is told; nothing named means everything.
    #[serde(default)]
    events: Vec<String>,
}

/// A receiver with its secret, which is shown this once.
#[derive(Serialize, ToSchema)]
pub(crate) struct EndpointWithSecret {
    endpoint: EndpointView,
    /// What signatures are checked with; begins with `whsec_`.
    secret: String,
}

impl EndpointWithSecret {
    pub(super) fn of(endpoint: EndpointView, secret: &store::NewSecret) -> Self {
        Self { endpoint, secret: secret.0.expose_secret().to_owned() }
    }
}

/// Add a receiver of webhooks.
#[utoipa::path(tag = "webhooks", operation_id = "add_endpoint", params(("org" = String, Path)),
    extensions(("x-permission" = json!("manage_connections"))), request_body = NewEndpoint,
    responses((status = 201, body = EndpointWithSecret), (status = 422)))]
#[post("/o/{org}/webhooks")]
pub(crate) async fn handle(caller: Caller<may::ManageConnections>, body: Body<NewEndpoint>) -> Answer {
    let new = New {
        url: url(&caller, &body.value.url)?,
        description: description(&body.value.description)?,
        events: events(&body.value.events)?,
    };
    let org = caller.write().await?;
    let (id, secret) = org.add_endpoint(&new).await?;
    org.commit().await?;
    let (version, endpoint) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Created(), version, &EndpointWithSecret::of(endpoint, &secret)))
}
