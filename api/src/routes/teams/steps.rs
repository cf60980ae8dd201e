//! Takes a team out of use, and up again.

use super::view::{TeamView, after};
use crate::caller::{Caller, may};
use crate::extract::{Id, IfMatch};
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, post};
use domain::event::Event;
use domain::id::TeamId;
use domain::team::{Team, TeamRefused};

async fn take(
    caller: Caller<may::ManagePeople>,
    id: Id,
    version: IfMatch,
    verb: fn(&mut Team) -> Result<Event, TeamRefused>,
) -> Answer {
    let id = TeamId(id.0.0);
    let org = caller.write().await?;
    org.move_team(id, version.0, verb).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}

/// Take a team out of use. It filters no list any more; who belonged to it stays known.
#[utoipa::path(tag = "teams", operation_id = "archive_team",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_people"))),
    responses((status = 200, body = TeamView), (status = 409), (status = 412), (status = 428)))]
#[post("/o/{org}/teams/{id}/archive")]
pub(crate) async fn archive(caller: Caller<may::ManagePeople>, id: Id, version: IfMatch) -> Answer {
    take(caller, id, version, Team::archive).await
}

/// Take a team up again.
#[utoipa::path(tag = "teams", operation_id = "restore_team",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_people"))),
    responses((status = 200, body = TeamView), (status = 409), (status = 412), (status = 428)))]
#[post("/o/{org}/teams/{id}/restore")]
pub(crate) async fn restore(caller: Caller<may::ManagePeople>, id: Id, version: IfMatch) -> Answer {
    take(caller, id, version, Team::restore).await
}
