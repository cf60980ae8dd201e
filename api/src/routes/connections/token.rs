//! Connects a Jira of one's own by a personal access token.

use super::outside::service_failed;
use super::view::{ConnectionView, after};
use crate::caller::{Caller, may};
use crate::extract::Body;
use crate::problem::Problem;
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::connection::Service;
use integrations::jira::{Edition, Jira, JiraFailure};
use secrecy::SecretString;
use serde::Deserialize;
use store::{NewConnection, Tokens};
use url::Url;
use utoipa::ToSchema;

/// The longest token and address that are taken.
const LONGEST: usize = 1_000;

/// Where it is and what to sign in with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewServer {
    /// Such as `https://jira.example.com/jira`.
    url: String,
    /// A personal access token; never shown again.
    token: String,
    /// The token's last day, as Jira names it: whoever connects is reminded in time. Left out where it does not end.
    #[serde(default)]
    works_until: Option<NaiveDate>,
}

/// Connect a Jira Data Center. The address is checked, and the token tried, before anything is kept.
#[utoipa::path(tag = "connections", operation_id = "connect_jira_server", params(("org" = String, Path)),
    extensions(("x-permission" = json!("manage_connections"))), request_body = NewServer,
    responses((status = 201, body = ConnectionView), (status = 422), (status = 502)))]
#[post("/o/{org}/connections/jira-server")]
pub(crate) async fn handle(caller: Caller<may::ManageConnections>, body: Body<NewServer>) -> Answer {
    let NewServer { url, token, works_until } = body.value;
    let base = address(&url)?;
    let http = &caller.state().api.outside.http;
    http.check(&base).map_err(|refused| Problem::field("/url", "address_refused", refused.to_string()))?;
    if token.is_empty() || token.len() > LONGEST || !token.chars().all(|c| c.is_ascii_graphic()) {
        return Err(Problem::field("/token", "malformed", "is no personal access token"));
    }
    let access = SecretString::from(token);
    let jira = Jira::new(http.clone(), Edition::DataCenter { base: base.clone() }, access.clone());
    let me = jira.myself().await.map_err(|failure| match failure {
        JiraFailure::SignedOut => Problem::field("/token", "refused", "is not taken by this Jira"),
        JiraFailure::Refused(why) => Problem::field("/url", "address_refused", why),
        failure => service_failed(failure),
    })?;
    let new = NewConnection {
        service: Service::JiraServer,
        name: base.host_str().unwrap_or_default().to_owned(),
        place: base.as_str().trim_end_matches('/').to_owned(),
        place_url: base.into(),
        account: Some(me.name),
        tokens: Tokens { access, refresh: None, expires_at: None },
        ends: works_until,
    };
    let org = caller.write().await?;
    let id = org.connect(&new).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Created(), version, &view))
}

fn address(text: &str) -> Result<Url, Problem> {
    let malformed = || Problem::field("/url", "malformed", "is no address such as https://jira.example.com");
    let mut url = Url::parse(text.trim()).ok().filter(|_| text.len() <= LONGEST).ok_or_else(malformed)?;
    url.set_query(None);
    url.set_fragment(None);
    Ok(url)
}
