//! Makes a team.

use super::view::{TeamView, after};
use crate::caller::{Caller, may};
use crate::extract::Body;
use crate::problem::Problem;
use crate::views::{Answer, versioned};
use actix_web::{HttpRequest, HttpResponse, post};
use domain::id::PersonId;
use domain::team::{LONGEST_NAME, MOST_MEMBERS};
use domain::text::line;
use serde::Deserialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// A team to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewTeam {
    /// One line of at most 80 characters; no two teams have the same name.
    name: String,
    /// Who leads it, and so belongs to it.
    lead: Option<Uuid>,
    /// People of the organisation, at most 500.
    #[serde(default)]
    members: Vec<Uuid>,
}

pub(super) fn called(name: &str) -> Result<String, Problem> {
    line(name, LONGEST_NAME).map_err(|why| Problem::field("/name", why.code(), why.to_string()))
}

pub(super) fn people(ids: Vec<Uuid>) -> Result<BTreeSet<PersonId>, Problem> {
    if ids.len() > MOST_MEMBERS {
        return Err(Problem::field("/members", "too_many", "are more than 500"));
    }
    Ok(ids.into_iter().map(PersonId).collect())
}

/// Make a team. A repeated `Idempotency-Key` answers with the team it made the first time.
#[utoipa::path(tag = "teams", operation_id = "create_team",
    params(("org" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    extensions(("x-permission" = json!("manage_people"))), request_body = NewTeam,
    responses((status = 201, body = TeamView), (status = 422)))]
#[post("/o/{org}/teams")]
pub(crate) async fn handle(
    caller: Caller<may::ManagePeople>,
    request: HttpRequest,
    body: Body<NewTeam>,
) -> Answer {
    let key = body.key(&request)?;
    let NewTeam { name, lead, members } = body.value;
    let new = store::NewTeam { name: called(&name)?, lead: lead.map(PersonId), members: people(members)? };
    let org = caller.write().await?;
    let id = org.create_team(new, key.as_ref()).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Created(), version, &view))
}
