//! Who of ours is who over there: seen, looked for and chosen, so that issues are assigned to the right account.

use super::outside::{SignedIn, jira, service_failed};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, Parameters, Person};
use crate::problem::Problem;
use crate::views::{Answer, PageView};
use actix_web::{HttpResponse, get, put};
use domain::connection::{ConnectionRefused, Setup};
use domain::id::ConnectionId;
use integrations::jira::JiraFailure;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::{KnownCounterpart, Page, PersonRow};
use utoipa::ToSchema;
use uuid::Uuid;

/// The most of what somebody may type to look for a person.
const MOST_WORDS: usize = 100;

/// Somebody of ours, and who that is over there.
#[derive(Serialize, ToSchema)]
#[schema(as = Counterpart)]
pub(crate) struct CounterpartView {
    /// Who of ours.
    person: Uuid,
    name: String,
    address: String,
    /// The service's id, where it is known.
    remote: Option<String>,
    /// What people over there call them.
    remote_name: Option<String>,
    /// Whether somebody chose it here; else both have the same address.
    by_hand: bool,
}

/// Who of us is who over there.
#[utoipa::path(tag = "connections", operation_id = "list_counterparts",
    params(("org" = String, Path), ("id" = Uuid, Path)),
    extensions(("x-permission" = json!("manage_connections")), ("x-list" = json!("people"))),
    responses((status = 200, body = PageView<CounterpartView>)))]
#[get("/o/{org}/connections/{id}/people")]
pub(crate) async fn list(caller: Caller<may::ManageConnections>, id: Id, parameters: Parameters) -> Answer {
    let id = ConnectionId(id.0.0);
    let org = caller.read().await?;
    org.connection(id).await?;
    let page: Page<PersonRow> = org.people(&parameters.0).await?;
    let known = org.counterparts(id, page.items.iter().map(|row| row.id).collect()).await?;
    org.close().await?;
    let mut known: HashMap<Uuid, KnownCounterpart> =
        known.into_iter().map(|one| (one.person_id, one)).collect();
    Ok(HttpResponse::Ok().json(PageView::of(page, |row| {
        let there = known.remove(&row.id);
        CounterpartView {
            person: row.id,
            name: row.name,
            address: row.address,
            by_hand: there.as_ref().is_some_and(|one| one.chosen == "hand"),
            remote_name: there.as_ref().map(|one| one.name.clone()),
            remote: there.map(|one| one.remote_id),
        }
    })))
}

/// Somebody over there.
#[derive(Serialize, ToSchema)]
#[schema(as = Candidate)]
pub(crate) struct CandidateView {
    id: String,
    name: String,
    /// Where the account shows it.
    address: Option<String>,
}

/// People over there.
#[derive(Serialize, ToSchema)]
pub(crate) struct Candidates {
    items: Vec<CandidateView>,
}

/// Look for people over there to whom issues can be assigned; `search` is the beginning of a name or an address.
#[utoipa::path(tag = "connections", operation_id = "list_candidates",
    params(("org" = String, Path), ("id" = Uuid, Path), ("search" = Option<String>, Query)),
    extensions(("x-permission" = json!("manage_connections"))),
    responses((status = 200, body = Candidates), (status = 409), (status = 502)))]
#[get("/o/{org}/connections/{id}/candidates")]
pub(crate) async fn candidates(caller: Caller<may::ManageConnections>, id: Id, asked: Parameters) -> Answer {
    let words: String = asked
        .0
        .parameters
        .get("search")
        .map(|text| text.chars().take(MOST_WORDS).collect())
        .unwrap_or_default();
    let SignedIn { connection, jira } = jira(&caller, ConnectionId(id.0.0)).await?;
    let Setup::Issues(setup) = connection.setup else {
        let refused = ConnectionRefused::NotSetUp;
        return Err(Problem::Refused { reason: refused.code(), detail: refused.to_string() });
    };
    let found = jira.assignable(&setup.project_key, &words).await.map_err(service_failed)?;
    let items = found
        .into_iter()
        .map(|one| CandidateView { id: one.id, name: one.name, address: one.address })
        .collect();
    Ok(HttpResponse::Ok().json(Candidates { items }))
}

/// Who that is over there.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChosenCounterpart {
    /// The service's id; null: nobody.
    remote: Option<String>,
}

/// Choose who somebody is over there. Issues of that person's open tasks are assigned anew.
#[utoipa::path(tag = "connections", operation_id = "choose_counterpart",
    params(("org" = String, Path), ("id" = Uuid, Path), ("person" = Uuid, Path)),
    extensions(("x-permission" = json!("manage_connections"))), request_body = ChosenCounterpart,
    responses((status = 204), (status = 409), (status = 422), (status = 502)))]
#[put("/o/{org}/connections/{id}/people/{person}")]
pub(crate) async fn choose(
    caller: Caller<may::ManageConnections>,
    id: Id,
    person: Person,
    body: Body<ChosenCounterpart>,
) -> Answer {
    let id = ConnectionId(id.0.0);
    let user = match body.value.remote {
        None => None,
        Some(remote) if remote.is_empty() || remote.len() > 200 => return Err(unknown()),
        Some(remote) => {
            let there = jira(&caller, id).await?.jira.person(&remote).await;
            Some(there.map_err(|failure| match failure {
                JiraFailure::Gone => unknown(),
                other => service_failed(other),
            })?)
        }
    };
    let org = caller.write().await?;
    let remote = user.as_ref().map(|user| (user.id.as_str(), user.name.as_str()));
    org.choose_counterpart(id, person.0, remote).await?;
    org.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

fn unknown() -> Problem {
    Problem::field("/remote", "unknown", "is nobody over there")
}
