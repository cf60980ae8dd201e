//! Says where a connection's messages go.

use super::outside::{slack, slack_failed};
use super::view::{ConnectionView, after};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::problem::Problem;
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, put};
use domain::connection::{MessageSetup, Named, Rule, Setup};
use domain::id::ConnectionId;
use serde::Deserialize;
use utoipa::ToSchema;

/// Where messages go.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewMessageSetup {
    /// The channel's id.
    channel: String,
    /// Which tasks are posted by themselves: `by_hand`, `every_task`, `control_tasks`.
    rule: String,
    /// Whether owners also get their reminders as direct messages.
    direct: bool,
}

/// Set up where messages go. The service is asked whether there is such a channel, before anything is kept.
#[utoipa::path(tag = "connections", operation_id = "set_up_messages",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_connections"))), request_body = NewMessageSetup,
    responses((status = 200, body = ConnectionView), (status = 412), (status = 422), (status = 502)))]
#[put("/o/{org}/connections/{id}/channel")]
pub(crate) async fn handle(
    caller: Caller<may::ManageConnections>,
    id: Id,
    version: IfMatch,
    body: Body<NewMessageSetup>,
) -> Answer {
    let id = ConnectionId(id.0.0);
    let new = body.value;
    let rule = Rule::parse(&new.rule).ok_or_else(|| Problem::field("/rule", "unknown", "is no rule"))?;
    let (_, slack, _) = slack(&caller, id).await?;
    let channels = slack.channels().await.map_err(slack_failed)?;
    let channel = channels.into_iter().find(|one| one.id == new.channel);
    let channel = channel
        .ok_or_else(|| Problem::field("/channel", "unknown", "is not a channel that the app can see"))?;
    let setup =
        MessageSetup { channel: Named { id: channel.id, name: channel.name }, rule, direct: new.direct };
    let org = caller.write().await?;
    org.set_up_connection(id, version.0, &Setup::Messages(setup)).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}
