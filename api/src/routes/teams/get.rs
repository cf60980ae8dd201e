//! One team.

use super::view::{TeamView, after};
use crate::caller::{Caller, may};
use crate::extract::Id;
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, get};
use domain::id::TeamId;

/// A team with its people.
#[utoipa::path(tag = "teams", operation_id = "get_team", params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("read_people"))), responses((status = 200, body = TeamView)))]
#[get("/o/{org}/teams/{id}")]
pub(crate) async fn handle(caller: Caller<may::ReadPeople>, id: Id) -> Answer {
    let (version, view) = after(&caller, TeamId(id.0.0)).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}
