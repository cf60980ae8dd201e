//! Trying an address again that mail came back from.

use super::view::{PersonView, after};
use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, post};
use domain::id::PersonId;

/// Try a person's address again: mail goes there from now on.
#[utoipa::path(tag = "people", operation_id = "retry_address",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("manage_people"))),
    responses((status = 200, body = PersonView), (status = 404)))]
#[post("/o/{org}/people/{id}/address/retry")]
pub(crate) async fn retry(caller: Caller<may::ManagePeople>, id: Id) -> Answer {
    let id = PersonId(id.0.0);
    let org = caller.write().await?;
    org.retry_address(id).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}

/// Try one's own address again.
#[utoipa::path(tag = "people", operation_id = "retry_own_address", params(("org" = String, Path)),
    extensions(("x-permission" = json!("revise_profile"))),
    responses((status = 200, body = PersonView), (status = 404)))]
#[post("/o/{org}/profile/address/retry")]
pub(crate) async fn retry_own(caller: Caller<may::ReviseProfile>) -> Answer {
    let me = caller.membership().person();
    let org = caller.write().await?;
    org.retry_address(me).await?;
    org.commit().await?;
    let (version, view) = after(&caller, me).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}
