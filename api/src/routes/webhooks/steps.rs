//! What can be done with a receiver: try it, give it a new secret, tell it something once more.

use super::add::EndpointWithSecret;
use super::view::after;
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, post};
use domain::id::{DispatchId, EndpointId};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Send a receiver something that means nothing; its log shows what came of it.
#[utoipa::path(tag = "webhooks", operation_id = "ping_endpoint",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("manage_connections"))), responses((status = 202)))]
#[post("/o/{org}/webhooks/{id}/test")]
pub(crate) async fn test(caller: Caller<may::ManageConnections>, id: Id) -> Answer {
    let org = caller.write().await?;
    org.ping_endpoint(EndpointId(id.0.0)).await?;
    org.commit().await?;
    Ok(HttpResponse::Accepted().finish())
}

/// Give a receiver a new secret. For a day both sign.
#[utoipa::path(tag = "webhooks", operation_id = "rotate_endpoint_secret",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_connections"))),
    responses((status = 200, body = EndpointWithSecret), (status = 412)))]
#[post("/o/{org}/webhooks/{id}/rotate")]
pub(crate) async fn rotate(caller: Caller<may::ManageConnections>, id: Id, version: IfMatch) -> Answer {
    let id = EndpointId(id.0.0);
    let org = caller.write().await?;
    let secret = org.rotate_endpoint_secret(id, version.0).await?;
    org.commit().await?;
    let (version, endpoint) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Ok(), version, &EndpointWithSecret::of(endpoint, &secret)))
}

/// What is to be sent once more.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Replay {
    dispatch: Uuid,
}

/// Tell a receiver something once more, under the same id.
#[utoipa::path(tag = "webhooks", operation_id = "replay_dispatch",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("manage_connections"))), request_body = Replay, responses((status = 202)))]
#[post("/o/{org}/webhooks/{id}/replay")]
pub(crate) async fn replay(caller: Caller<may::ManageConnections>, id: Id, body: Body<Replay>) -> Answer {
    let org = caller.write().await?;
    org.replay_dispatch(EndpointId(id.0.0), DispatchId(body.value.dispatch)).await?;
    org.commit().await?;
    Ok(HttpResponse::Accepted().finish())
}
