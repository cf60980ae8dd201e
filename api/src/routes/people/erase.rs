//! Erasing who a person was, after they left.

use super::view::{PersonView, after};
use crate::caller::{Caller, may};
use crate::extract::{Id, IfMatch};
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, post};
use domain::id::PersonId;

/// Erase who a person was: name, address, picture, account and what else is only theirs. What they did stays, by an
/// "Erased person", and the trail still holds. There is no way back.
#[utoipa::path(tag = "people", operation_id = "erase_person",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("erase_person"))),
    responses((status = 200, body = PersonView), (status = 409), (status = 412), (status = 428)))]
#[post("/o/{org}/people/{id}/erase")]
pub(crate) async fn handle(caller: Caller<may::ErasePerson>, id: Id, version: IfMatch) -> Answer {
    let id = PersonId(id.0.0);
    let org = caller.write().await?;
    org.erase_person(id, version.0, caller.membership().roles()).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}
