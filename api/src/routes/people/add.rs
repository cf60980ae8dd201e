//! Adding somebody, with or without asking them to join.

use super::roles::parse_role;
use super::view::{PersonView, view};
use crate::caller::{Caller, may};
use crate::extract::Body;
use crate::names::RoleName;
use crate::problem::{FieldProblem, Problem};
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, post};
use domain::calendar::zone;
use domain::text::{Address, name};
use serde::Deserialize;
use store::NewPerson;
use utoipa::ToSchema;

/// Somebody to be added.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewMember {
    /// At most 120 characters.
    name: String,
    /// The work address.
    address: String,
    /// The roles from today on; none is possible.
    #[serde(default)]
    #[schema(value_type = Vec<RoleName>)]
    roles: Vec<String>,
    /// IANA time zone; absent: the organisation's.
    zone: Option<String>,
    /// Whether to mail an invitation at once.
    #[serde(default)]
    invite: bool,
}

impl NewMember {
    fn parse(&self, own_zone: &str) -> Result<NewPerson, Problem> {
        let mut errors = Vec::new();
        let mut refuse = |pointer: &str, why: domain::text::TextRefused| {
            errors.push(FieldProblem::new(pointer, why.code(), why.to_string()));
        };
        let name = name(&self.name, 120).map_err(|why| refuse("/name", why)).ok();
        let address = Address::parse(&self.address).map_err(|why| refuse("/address", why)).ok();
        let zone_name = self.zone.as_deref().unwrap_or(own_zone);
        if zone(zone_name).is_none() {
            errors.push(FieldProblem::new("/zone", "unknown", "is not a time zone"));
        }
        let roles: Result<Vec<_>, Problem> = self.roles.iter().map(|role| parse_role(role)).collect();
        match (name, address) {
            (Some(name), Some(address)) if errors.is_empty() => {
                Ok(NewPerson { name, address, account: None, zone: zone_name.to_owned(), roles: roles? })
            }
            _ => Err(Problem::InvalidInput(errors)),
        }
    }
}

/// Add a person, and perhaps ask them to join.
#[utoipa::path(tag = "people", operation_id = "add_person", params(("org" = String, Path)),
    extensions(("x-permission" = json!("manage_people"))), request_body = NewMember,
    responses((status = 201, body = PersonView), (status = 409), (status = 422)))]
#[post("/o/{org}/people")]
pub(crate) async fn handle(caller: Caller<may::ManagePeople>, body: Body<NewMember>) -> Answer {
    let new = body.value.parse(caller.membership().tenancy().zone().name())?;
    let org = caller.write().await?;
    let id = org.add_member(&new, caller.membership().roles()).await?;
    if body.value.invite {
        org.invite(id).await?;
    }
    let (version, view) = view(&org, id).await?;
    org.commit().await?;
    Ok(versioned(HttpResponse::Created(), version, &view))
}
