//! Asking somebody to join with an account, and taking it back.

use super::view::{PersonView, after};
use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, delete, post};
use domain::id::PersonId;

/// Ask a person to join; asked once more, the link before ends.
#[utoipa::path(tag = "people", operation_id = "invite_person", params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("manage_people"))),
    responses((status = 200, body = PersonView), (status = 409)))]
#[post("/o/{org}/people/{id}/invitation")]
pub(crate) async fn send(caller: Caller<may::ManagePeople>, id: Id) -> Answer {
    let id = PersonId(id.0.0);
    let org = caller.write().await?;
    org.invite(id).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}

/// Take an invitation back: its link ends.
#[utoipa::path(tag = "people", operation_id = "revoke_invitation", params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("manage_people"))),
    responses((status = 200, body = PersonView), (status = 409)))]
#[delete("/o/{org}/people/{id}/invitation")]
pub(crate) async fn revoke(caller: Caller<may::ManagePeople>, id: Id) -> Answer {
    let id = PersonId(id.0.0);
    let org = caller.write().await?;
    org.revoke_invitation(id).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}
