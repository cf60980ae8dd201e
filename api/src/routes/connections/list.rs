//! What is connected, and what can be.

use super::view::{ConnectionView, view};
use crate::caller::{Caller, may};
use crate::names::ServiceName;
use crate::views::Answer;
use actix_web::{HttpResponse, get};
use domain::connection::Service;
use serde::Serialize;
use utoipa::ToSchema;

/// The organisation's connections, and the services that can be connected here.
#[derive(Serialize, ToSchema)]
pub(crate) struct Connections {
    items: Vec<ConnectionView>,
    services: Vec<ServiceView>,
}

/// A service, and whether the operator of this installation offers it.
#[derive(Serialize, ToSchema)]
#[schema(as = OfferedService)]
pub(crate) struct ServiceView {
    #[schema(value_type = ServiceName)]
    service: &'static str,
    title: &'static str,
    offered: bool,
}

/// List connections.
#[utoipa::path(tag = "connections", operation_id = "list_connections", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_connections"))), responses((status = 200, body = Connections)))]
#[get("/o/{org}/connections")]
pub(crate) async fn handle(caller: Caller<may::ReadConnections>) -> Answer {
    let org = caller.read().await?;
    let found = org.connections().await?;
    org.close().await?;
    let now = caller.state().store().clock().machine();
    let offered = |service: Service| match service {
        Service::JiraCloud => caller.state().api.outside.jira.is_offered(),
        // A token or an address of their own is all that these need.
        Service::JiraServer | Service::Teams => true,
        Service::Slack => caller.state().api.outside.slack.is_offered(),
    };
    Ok(HttpResponse::Ok().json(Connections {
        items: found.into_iter().map(|one| view(one, now)).collect(),
        services: Service::ALL
            .iter()
            .map(|one| ServiceView { service: one.name(), title: one.title(), offered: offered(*one) })
            .collect(),
    }))
}
