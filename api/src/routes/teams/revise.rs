//! Changes a team.

use super::create::{called, people};
use super::view::{TeamView, after};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch, given};
use crate::problem::Problem;
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, patch};
use domain::id::{PersonId, TeamId};
use domain::team::Change;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What to change; what is absent stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TeamChange {
    name: Option<String>,
    /// A person of the organisation, or null for nobody.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Uuid>)]
    lead: Option<Option<Uuid>>,
    /// Everybody who belongs to it from now on, at most 500.
    members: Option<Vec<Uuid>>,
}

impl TeamChange {
    fn parse(self) -> Result<Change, Problem> {
        Ok(Change {
            name: self.name.as_deref().map(called).transpose()?,
            lead: self.lead.map(|lead| lead.map(PersonId)),
            members: self.members.map(people).transpose()?,
        })
    }
}

/// Change a team: its name, its lead, its people.
#[utoipa::path(tag = "teams", operation_id = "revise_team",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_people"))), request_body = TeamChange,
    responses((status = 200, body = TeamView), (status = 409), (status = 412), (status = 422), (status = 428)))]
#[patch("/o/{org}/teams/{id}")]
pub(crate) async fn handle(
    caller: Caller<may::ManagePeople>,
    id: Id,
    version: IfMatch,
    body: Body<TeamChange>,
) -> Answer {
    let (id, change) = (TeamId(id.0.0), body.value.parse()?);
    let org = caller.write().await?;
    org.revise_team(id, version.0, change).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}
