//! Chooses another of the sites that a consent covers.

use super::places::covered;
use super::view::{ConnectionView, after};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::problem::Problem;
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, post};
use domain::id::ConnectionId;
use serde::Deserialize;
use utoipa::ToSchema;

/// Which site.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChosenSite {
    /// Its id.
    site: String,
}

/// Choose the site of a connection that is not set up yet.
#[utoipa::path(tag = "connections", operation_id = "choose_site",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_connections"))), request_body = ChosenSite,
    responses((status = 200, body = ConnectionView), (status = 409), (status = 412), (status = 422)))]
#[post("/o/{org}/connections/{id}/site")]
pub(crate) async fn handle(
    caller: Caller<may::ManageConnections>,
    id: Id,
    version: IfMatch,
    body: Body<ChosenSite>,
) -> Answer {
    let id = ConnectionId(id.0.0);
    let org = caller.read().await?;
    org.connection(id).await?;
    org.close().await?;
    let sites = covered(&caller, id).await?;
    let site = sites.iter().find(|site| site.id() == body.value.site);
    let site = site.ok_or_else(|| Problem::field("/site", "unknown", "is not covered by the consent"))?;
    let org = caller.write().await?;
    org.choose_place(id, version.0, site.id(), site.name(), site.key()).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}
