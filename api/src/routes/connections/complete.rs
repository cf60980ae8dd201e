//! Comes back from a service with its consent.

use super::consent::redirect;
use super::outside::{service_failed, slack_failed};
use super::view::{ConnectionView, after};
use crate::caller::{Caller, may};
use crate::extract::Body;
use crate::problem::Problem;
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, post};
use chrono::TimeDelta;
use domain::connection::Service;
use integrations::jira::{self, Edition, Jira};
use integrations::slack::{self, Slack};
use integrations::vault::{Fresh, RefreshFailure};
use serde::Deserialize;
use store::{Consent, NewConnection, Tokens};
use utoipa::ToSchema;

/// What the service sent the browser back with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Consented {
    /// What stood behind the first dot of `state`.
    state: String,
    /// The code; once only.
    code: String,
}

/// Finish connecting a service. Only the browser that set out can, once, within a quarter of an hour.
#[utoipa::path(tag = "connections", operation_id = "complete_consent", params(("org" = String, Path)),
    extensions(("x-permission" = json!("manage_connections"))), request_body = Consented,
    responses((status = 200, body = ConnectionView), (status = 410), (status = 502)))]
#[post("/o/{org}/connections/complete")]
pub(crate) async fn handle(caller: Caller<may::ManageConnections>, body: Body<Consented>) -> Answer {
    let org = caller.write().await?;
    let consent =
        org.use_consent(&body.value.state, caller.session()?).await.map_err(|error| match error {
            store::Error::NotFound => Problem::LinkInvalid,
            error => error.into(),
        })?;
    let known = match consent.connection {
        Some(id) => Some(org.connection(id).await?.place),
        None => None,
    };
    org.commit().await?;
    let new = match consent.service {
        Service::Slack => installed(&caller, consent, &body.value.code, known).await?,
        _ => signed_in(&caller, consent, &body.value.code, known).await?,
    };
    let org = caller.write().await?;
    let id = org.connect(&new).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}

async fn signed_in(
    caller: &Caller<may::ManageConnections>,
    consent: Consent,
    code: &str,
    known: Option<String>,
) -> Result<NewConnection, Problem> {
    let (outside, public_url) = (&caller.state().api.outside, &caller.state().api.public_url);
    let redirect = redirect(public_url, consent.service)?;
    let fresh =
        jira::oauth::exchange(&outside.http, &outside.jira, code, &redirect).await.map_err(not_taken)?;
    let sites = jira::sites(&outside.http, &outside.jira, &fresh.access).await.map_err(service_failed)?;
    // Signing in again leads to the same site; a new consent to the first, and others can be chosen afterwards.
    let site = match &known {
        Some(place) => sites.into_iter().find(|site| site.id == *place),
        None => sites.into_iter().next(),
    };
    let site = site.ok_or_else(|| Problem::ServiceFailed {
        reason: "no_site",
        detail: "the consent covers no Jira site that can be used here; consent again and choose one"
            .to_owned(),
    })?;
    let edition = Edition::Cloud { api_url: outside.jira.api_url.clone(), cloud_id: site.id.clone() };
    let jira = Jira::new(outside.http.clone(), edition, fresh.access.clone());
    let me = jira.myself().await.map_err(service_failed)?;
    Ok(NewConnection {
        service: Service::JiraCloud,
        name: site.name,
        place: site.id,
        place_url: site.url,
        account: Some(me.name),
        tokens: tokens(caller, fresh),
        ends: None,
    })
}

/// The workspace that let the app in.
async fn installed(
    caller: &Caller<may::ManageConnections>,
    consent: Consent,
    code: &str,
    known: Option<String>,
) -> Result<NewConnection, Problem> {
    let (outside, public_url) = (&caller.state().api.outside, &caller.state().api.public_url);
    let redirect = redirect(public_url, consent.service)?;
    let installed =
        slack::oauth::exchange(&outside.http, &outside.slack, code, &redirect).await.map_err(not_taken)?;
    // Signing in again leads to the same workspace, or it is another connection.
    if known.is_some_and(|place| place != installed.team) {
        return Err(Problem::ServiceFailed {
            reason: "other_place",
            detail: format!(
                "{} is another workspace than the one that is connected; choose that one, or connect this one anew",
                installed.name
            ),
        });
    }
    let access = installed.fresh.access.clone();
    let slack = Slack::new(outside.http.clone(), outside.slack.api_url.clone(), access);
    let team = slack.team().await.map_err(slack_failed)?;
    Ok(NewConnection {
        service: Service::Slack,
        name: installed.name,
        place: installed.team,
        place_url: team.url,
        account: Some(team.bot),
        tokens: tokens(caller, installed.fresh),
        ends: None,
    })
}

fn tokens(caller: &Caller<may::ManageConnections>, fresh: Fresh) -> Tokens {
    let now = caller.state().store().clock().machine();
    let lives = fresh.expires_in.and_then(|lives| TimeDelta::from_std(lives).ok());
    Tokens { access: fresh.access, refresh: fresh.refresh, expires_at: lives.map(|lives| now + lives) }
}

fn not_taken(failure: RefreshFailure) -> Problem {
    let (reason, detail) = match failure {
        RefreshFailure::Invalid(why) => {
            ("code_refused", format!("the service does not take the consent: {why}"))
        }
        RefreshFailure::Ambiguous(why) | RefreshFailure::Later { reason: why, .. } => {
            ("unreachable", format!("the service could not be asked ({why}); try again in a moment"))
        }
    };
    Problem::ServiceFailed { reason, detail }
}
