//! Connects a channel of Microsoft Teams by the address of a workflow, says which reminders it hears of, and tries it.

use super::outside::no_token;
use super::view::{ConnectionView, after};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::names::HearingName;
use crate::problem::Problem;
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, post, put};
use domain::connection::{CardSetup, Hearing, Service, Setup};
use domain::id::ConnectionId;
use integrations::teams::{Address, Teams, TeamsFailure, Trial};
use secrecy::SecretString;
use serde::Deserialize;
use store::{NewConnection, Tokens};
use url::Url;
use utoipa::ToSchema;
use uuid::Uuid;

/// Where people find what was posted.
const TEAMS: &str = "https://teams.microsoft.com/";

/// A workflow that posts into a channel.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewWorkflow {
    /// The workflow's address, with its signature; never shown again.
    url: String,
    /// What you call the channel.
    channel: String,
    /// The connection that is to lead there from now on.
    connection: Option<Uuid>,
}

/// Connect a channel of Microsoft Teams, or lead a connection to a workflow that was made anew. Nothing is posted: test
/// it to see whether cards arrive.
#[utoipa::path(tag = "connections", operation_id = "connect_teams", params(("org" = String, Path)),
    extensions(("x-permission" = json!("manage_connections"))), request_body = NewWorkflow,
    responses((status = 201, body = ConnectionView), (status = 409), (status = 422)))]
#[post("/o/{org}/connections/teams")]
pub(crate) async fn connect(caller: Caller<may::ManageConnections>, body: Body<NewWorkflow>) -> Answer {
    let NewWorkflow { url, channel, connection } = body.value;
    let outside = &caller.state().api.outside;
    let address = Address::parse(&SecretString::from(url), &outside.teams, &outside.http)
        .map_err(|why| Problem::field("/url", "address_refused", why.to_string()))?;
    let new = NewConnection {
        service: Service::Teams,
        name: name(&channel)?,
        place: address.fingerprint(),
        place_url: TEAMS.to_owned(),
        account: None,
        tokens: Tokens { access: address.secret(), refresh: None, expires_at: None },
        ends: None,
    };
    let org = caller.write().await?;
    let id = match connection.map(ConnectionId) {
        Some(id) => {
            org.connect_over(id, &new).await?;
            id
        }
        None => org.connect(&new).await?,
    };
    org.commit().await?;
    let (version, view) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Created(), version, &view))
}

/// What a channel is called and hears of.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewCardSetup {
    /// What you call the channel.
    channel: String,
    /// Which reminders are posted.
    #[schema(value_type = HearingName)]
    reminders: String,
}

/// Set up what is posted to a channel of Microsoft Teams.
#[utoipa::path(tag = "connections", operation_id = "set_up_cards",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_connections"))), request_body = NewCardSetup,
    responses((status = 200, body = ConnectionView), (status = 409), (status = 412), (status = 422)))]
#[put("/o/{org}/connections/{id}/cards")]
pub(crate) async fn set_up(
    caller: Caller<may::ManageConnections>,
    id: Id,
    version: IfMatch,
    body: Body<NewCardSetup>,
) -> Answer {
    let id = ConnectionId(id.0.0);
    let reminders = Hearing::parse(&body.value.reminders)
        .ok_or_else(|| Problem::field("/reminders", "unknown", "is not nothing, due or every_step"))?;
    let name = name(&body.value.channel)?;
    let org = caller.write().await?;
    org.set_up_named(id, version.0, &name, &Setup::Cards(CardSetup { reminders })).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}

fn name(channel: &str) -> Result<String, Problem> {
    let refused = || Problem::field("/channel", "malformed", "takes 1 to 80 characters of one line");
    let channel = channel.trim();
    let fits = !channel.is_empty() && channel.chars().count() <= 80 && !channel.contains(char::is_control);
    fits.then(|| channel.to_owned()).ok_or_else(refused)
}

/// Posts a card. One that does not arrive although the workflow took it is seen in the channel alone.
pub(super) async fn tried(caller: &Caller<may::ManageConnections>, id: ConnectionId) -> Result<(), Problem> {
    let state = caller.state();
    state.errand(format!("Teams test of {id}")).await?;
    let org = caller.read().await?;
    let connection = org.connection(id).await?;
    let organisation = org.organisation().await?.name;
    let by = org.person(caller.membership().person()).await?.name;
    org.close().await?;
    let base = state.api.public_url.as_str().trim_end_matches('/');
    let link = format!("{base}/o/{}/connections/{id}", caller.membership().slug());
    let link = Url::parse(&link).map_err(|_| Problem::Internal)?;
    let outside = &state.api.outside;
    let vault = (outside.vault)(*caller.membership().tenancy(), id);
    let held = vault.token().await.map_err(no_token)?;
    let refused = |detail: String| Problem::ServiceFailed { reason: "refused", detail };
    let address = Address::parse(&held.access, &outside.teams, &outside.http)
        .map_err(|why| refused(format!("the workflow's address {why}")))?;
    let card = Trial { organisation, channel: connection.name, by, link }.message();
    let Err(failure) = Teams::new(outside.http.clone(), address).post(&card).await else { return Ok(()) };
    let detail = failure.to_string();
    let reason = match failure {
        TeamsFailure::NotSent(_) | TeamsFailure::Ambiguous(_) => "unreachable",
        TeamsFailure::Wait { .. } => "busy",
        TeamsFailure::Refused(_) => "refused",
        TeamsFailure::Lost(_) => {
            let org = caller.write().await?;
            org.lose_connection(id, held.fence, &detail).await?;
            org.commit().await?;
            "signed_out"
        }
    };
    Err(Problem::ServiceFailed { reason, detail })
}
