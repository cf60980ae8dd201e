//! Ends a connection.

use crate::caller::{Caller, may};
use crate::extract::{Id, IfMatch};
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::{HttpResponse, delete};
use domain::connection::Service;
use domain::id::ConnectionId;
use integrations::slack;

/// Takes the app out of a workspace that no other organisation here is connected to. Only a courtesy.
async fn remove_app(
    caller: &Caller<may::ManageConnections>,
    id: ConnectionId,
    team: &str,
) -> Result<(), Problem> {
    let system = caller.state().store().system().await?;
    let connected = system.connections_to(Service::Slack, team).await?.len();
    system.commit().await?;
    let outside = &caller.state().api.outside;
    let vault = (outside.vault)(*caller.membership().tenancy(), id);
    if connected == 1
        && let Ok(held) = vault.token().await
        && let Err(failure) = slack::oauth::uninstall(&outside.http, &outside.slack, &held.access).await
    {
        tracing::info!(%failure, "the app could not be taken out of a workspace");
    }
    Ok(())
}

/// Disconnect a service: its hooks are removed over there, its tokens destroyed here. What stands there stays.
#[utoipa::path(tag = "connections", operation_id = "disconnect",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_connections"))), responses((status = 204), (status = 412)))]
#[delete("/o/{org}/connections/{id}")]
pub(crate) async fn handle(caller: Caller<may::ManageConnections>, id: Id, version: IfMatch) -> Answer {
    let id = ConnectionId(id.0.0);
    let org = caller.read().await?;
    let known = org.connection(id).await?;
    org.close().await?;
    // Only a courtesy: hooks that nobody refreshes end by themselves, and unknown ones are not listened to.
    if known.version == version.0
        && known.service == Service::JiraCloud
        && !known.hooks.is_empty()
        && let Ok(signed_in) = super::outside::jira(&caller, id).await
        && let Err(failure) = signed_in.jira.delete_webhooks(&known.hooks).await
    {
        tracing::info!(%failure, "the hooks of a connection that ends could not be removed");
    }
    if known.version == version.0 && known.service == Service::Slack {
        remove_app(&caller, id, &known.place).await?;
    }
    let org = caller.write().await?;
    org.disconnect(id, version.0).await?;
    org.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}
