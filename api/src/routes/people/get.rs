//! One person.

use super::view::{PersonView, after};
use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, get};
use domain::id::PersonId;

/// A person, with every role held and how much is open.
#[utoipa::path(tag = "people", operation_id = "get_person", params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("read_people"))), responses((status = 200, body = PersonView)))]
#[get("/o/{org}/people/{id}")]
pub(crate) async fn handle(caller: Caller<may::ReadPeople>, id: Id) -> Answer {
    let (version, view) = after(&caller, PersonId(id.0.0)).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}
