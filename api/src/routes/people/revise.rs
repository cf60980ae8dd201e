//! Changing what is said of a person.

use super::view::{PersonView, after};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch, given};
use crate::problem::{FieldProblem, Problem};
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, patch};
use domain::calendar::zone;
use domain::id::PersonId;
use domain::text::{Address, name};
use serde::Deserialize;
use store::PersonChange as Change;
use utoipa::ToSchema;
use uuid::Uuid;

/// What to change; what is absent stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PersonChange {
    name: Option<String>,
    /// Another work address: an invitation that waits to be accepted ends with it.
    address: Option<String>,
    /// IANA time zone.
    zone: Option<String>,
    /// A person of the organisation, or null for nobody.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Uuid>)]
    manager: Option<Option<Uuid>>,
}

impl PersonChange {
    fn parse(self) -> Result<Change, Problem> {
        let (name, zone) = said(self.name, self.zone)?;
        let address = self.address.map(|text| {
            Address::parse(&text).map_err(|why| {
                Problem::InvalidInput(vec![FieldProblem::new("/address", why.code(), why.to_string())])
            })
        });
        let manager = self.manager.map(|manager| manager.map(PersonId));
        Ok(Change { name, zone, manager, locale: None, address: address.transpose()? })
    }
}

/// A name and a zone as they may be said of a person.
pub(super) fn said(
    given_name: Option<String>,
    given_zone: Option<String>,
) -> Result<(Option<String>, Option<String>), Problem> {
    let mut errors = Vec::new();
    let name = given_name.and_then(|text| {
        name(&text, 120)
            .map_err(|why| errors.push(FieldProblem::new("/name", why.code(), why.to_string())))
            .ok()
    });
    if given_zone.as_deref().is_some_and(|text| zone(text).is_none()) {
        errors.push(FieldProblem::new("/zone", "unknown", "is not a time zone"));
    }
    if errors.is_empty() { Ok((name, given_zone)) } else { Err(Problem::InvalidInput(errors)) }
}

/// Change what is said of a person.
#[utoipa::path(tag = "people", operation_id = "revise_person",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_people"))), request_body = PersonChange,
    responses((status = 200, body = PersonView), (status = 412), (status = 422), (status = 428)))]
#[patch("/o/{org}/people/{id}")]
pub(crate) async fn handle(
    caller: Caller<may::ManagePeople>,
    id: Id,
    version: IfMatch,
    body: Body<PersonChange>,
) -> Answer {
    let (id, change) = (PersonId(id.0.0), body.value.parse()?);
    let org = caller.write().await?;
    org.revise_person(id, version.0, change).await?;
    org.commit().await?;
    let (version, view) = after(&caller, id).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}
