//! Tries a connection.

use super::outside::{jira, service_failed, slack, slack_failed};
use super::teams;
use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::{HttpResponse, post};
use domain::connection::{Service, Setup};
use domain::id::ConnectionId;
use serde::Serialize;
use utoipa::ToSchema;

/// What came of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct TestView {
    /// Whether everything is in order.
    ok: bool,
    /// The account over there, where there is one.
    account: Option<String>,
    /// What is not in order, in words.
    findings: Vec<String>,
}

/// Try a connection: sign in, and ask whether the account may still do what is needed. A workflow of Teams can only be
/// tried by a card, which is posted.
#[utoipa::path(tag = "connections", operation_id = "test_connection",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("manage_connections"))), responses((status = 200, body = TestView), (status = 429)))]
#[post("/o/{org}/connections/{id}/test")]
pub(crate) async fn handle(caller: Caller<may::ManageConnections>, id: Id) -> Answer {
    let id = ConnectionId(id.0.0);
    let (account, findings) = match tried(&caller, id).await {
        Ok(tried) => tried,
        Err(Problem::ServiceFailed { detail, .. }) => (None, vec![detail]),
        Err(problem) => return Err(problem),
    };
    let org = caller.write().await?;
    match findings.first() {
        None => org.note_success(id).await?,
        Some(why) => org.note_failure(id, why).await.map(drop)?,
    }
    org.commit().await?;
    Ok(HttpResponse::Ok().json(TestView { ok: findings.is_empty(), account, findings }))
}

async fn tried(
    caller: &Caller<may::ManageConnections>,
    id: ConnectionId,
) -> Result<(Option<String>, Vec<String>), Problem> {
    let org = caller.read().await?;
    let service = org.connection(id).await?.service;
    org.close().await?;
    match service {
        Service::Slack => return tried_slack(caller, id).await,
        Service::Teams => return teams::tried(caller, id).await.map(|()| (None, Vec::new())),
        Service::JiraCloud | Service::JiraServer => {}
    }
    let signed_in = jira(caller, id).await?;
    let me = signed_in.jira.myself().await.map_err(service_failed)?;
    let mut findings = Vec::new();
    if let Setup::Issues(setup) = &signed_in.connection.setup {
        let lacks = signed_in.jira.missing_permissions(&setup.project_key).await.map_err(service_failed)?;
        findings
            .extend(lacks.iter().map(|lack| format!("the account lacks {lack} in {}", setup.project.name)));
    }
    Ok((Some(me.name), findings))
}

async fn tried_slack(
    caller: &Caller<may::ManageConnections>,
    id: ConnectionId,
) -> Result<(Option<String>, Vec<String>), Problem> {
    let (connection, slack, team) = slack(caller, id).await?;
    let mut findings = Vec::new();
    if let Setup::Messages(setup) = &connection.setup {
        let channels = slack.channels().await.map_err(slack_failed)?;
        if channels.iter().all(|one| one.id != setup.channel.id) {
            findings.push(format!("the channel {} is gone, or the app is not let in", setup.channel.name));
        }
    }
    Ok((Some(team.bot), findings))
}
