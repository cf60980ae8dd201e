//! What somebody is in the organisation.

use super::view::{PersonView, after};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::names::RoleName;
use crate::problem::Problem;
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, put};
use chrono::NaiveDate;
use domain::access::Role;
use domain::id::PersonId;
use serde::Deserialize;
use utoipa::ToSchema;

/// A role, perhaps until a day.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GivenRole {
    #[schema(value_type = RoleName)]
    role: String,
    /// The last day; absent: without end.
    until: Option<NaiveDate>,
}

/// What somebody is from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct GivenRoles {
    /// Each role once.
    roles: Vec<GivenRole>,
}

pub(super) fn parse_role(name: &str) -> Result<Role, Problem> {
    Role::parse(name).ok_or_else(|| Problem::field("/roles", "unknown", "is not a role"))
}

/// Give a person these roles, from today on. What was held before stays in the history.
#[utoipa::path(tag = "people", operation_id = "set_roles",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_people"))), request_body = GivenRoles,
    responses((status = 200, body = PersonView), (status = 409), (status = 412), (status = 422), (status = 428)))]
#[put("/o/{org}/people/{id}/roles")]
pub(crate) async fn handle(
    caller: Caller<may::ManagePeople>,
    id: Id,
    version: IfMatch,
    body: Body<GivenRoles>,
) -> Answer {
    let id = PersonId(id.0.0);
    let mut roles: Vec<(Role, Option<NaiveDate>)> = Vec::new();
    for given in &body.value.roles {
        let role = parse_role(&given.role)?;
        if roles.iter().any(|(known, _)| *known == role) {
            return Err(Problem::field("/roles", "repeated", "has a role more than once"));
        }
        roles.push((role, given.until));
    }
    let org = caller.write().await?;
    org.set_roles(id, version.0, &roles, caller.membership().roles()).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}
