//! Sets out to a service, to come back with its consent.

use crate::caller::{Caller, may};
use crate::extract::Body;
use crate::names::ServiceName;
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::{HttpResponse, post};
use domain::connection::Service;
use domain::id::ConnectionId;
use integrations::{jira, slack};
use serde::{Deserialize, Serialize};
use url::Url;
use utoipa::ToSchema;
use uuid::Uuid;

/// To which service.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewConsent {
    #[schema(value_type = ServiceName)]
    service: String,
    /// The connection that is to be signed in again.
    connection: Option<Uuid>,
}

/// Where to go.
#[derive(Serialize, ToSchema)]
pub(crate) struct ConsentView {
    /// The service's page; it sends the browser back to this installation.
    url: String,
}

/// Where the service sends people back to.
pub(super) fn redirect(public_url: &Url, service: Service) -> Result<Url, Problem> {
    let name = if service == Service::Slack { "slack" } else { "jira" };
    let base = public_url.as_str().trim_end_matches('/');
    Url::parse(&format!("{base}/connect/{name}")).map_err(|_| Problem::Internal)
}

/// Begin to connect a service by consent.
#[utoipa::path(tag = "connections", operation_id = "begin_consent", params(("org" = String, Path)),
    extensions(("x-permission" = json!("manage_connections"))), request_body = NewConsent,
    responses((status = 200, body = ConsentView), (status = 422)))]
#[post("/o/{org}/connections/consent")]
pub(crate) async fn handle(caller: Caller<may::ManageConnections>, body: Body<NewConsent>) -> Answer {
    let outside = &caller.state().api.outside;
    let service = Service::parse(&body.value.service).filter(|service| match service {
        Service::JiraCloud => outside.jira.is_offered(),
        Service::Slack => outside.slack.is_offered(),
        Service::JiraServer | Service::Teams => false,
    });
    let service = service.ok_or_else(|| {
        Problem::field("/service", "not_offered", "is not connected by consent on this installation")
    })?;
    let connection = body.value.connection.map(ConnectionId);
    let org = caller.write().await?;
    if let Some(connection) = connection {
        org.connection(connection).await?;
    }
    let token = org.begin_consent(service, caller.session()?, connection).await?;
    org.commit().await?;
    // The slug says where to come back to; it only selects among the memberships of whoever comes back.
    let state = format!("{}.{token}", caller.membership().slug());
    let redirect = redirect(&caller.state().api.public_url, service)?;
    let url = match service {
        Service::Slack => slack::oauth::consent_url(&outside.slack, &redirect, &state),
        _ => jira::oauth::consent_url(&outside.jira, &redirect, &state),
    };
    Ok(HttpResponse::Ok().json(ConsentView { url: url.into() }))
}
