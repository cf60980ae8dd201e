//! Letting somebody go, and taking them back.

use super::view::{PersonView, after};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, post};
use domain::id::PersonId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Who takes over.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Leaving {
    /// Gets everything that is open; needed where something is.
    successor: Option<Uuid>,
}

/// The person, and how much was handed over.
#[derive(Serialize, ToSchema)]
#[schema(as = LeftPerson)]
pub(crate) struct Left {
    person: PersonView,
    handed_over: usize,
}

/// Let a person go: they can no longer sign in here, and what is open is handed over.
#[utoipa::path(tag = "people", operation_id = "deactivate_person",
    params(("org" = String, Path), ("id" = Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_people"))), request_body = Leaving,
    responses((status = 200, body = Left), (status = 409), (status = 412), (status = 422), (status = 428)))]
#[post("/o/{org}/people/{id}/deactivate")]
pub(crate) async fn deactivate(
    caller: Caller<may::ManagePeople>,
    id: Id,
    version: IfMatch,
    body: Body<Leaving>,
) -> Answer {
    let id = PersonId(id.0.0);
    let org = caller.write().await?;
    let successor = body.value.successor.map(PersonId);
    let handed_over = org.deactivate_person(id, version.0, successor, caller.membership().roles()).await?;
    org.commit().await?;
    let (version, person) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Ok(), version, &Left { person, handed_over }))
}

/// Take a person back, with the roles they had.
#[utoipa::path(tag = "people", operation_id = "reactivate_person",
    params(("org" = String, Path), ("id" = Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_people"))),
    responses((status = 200, body = PersonView), (status = 409), (status = 412), (status = 428)))]
#[post("/o/{org}/people/{id}/reactivate")]
pub(crate) async fn reactivate(caller: Caller<may::ManagePeople>, id: Id, version: IfMatch) -> Answer {
    let id = PersonId(id.0.0);
    let org = caller.write().await?;
    org.reactivate_person(id, version.0, caller.membership().roles()).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}
