//! Who belongs to the organisation.

use crate::caller::{Caller, may};
use crate::extract::Parameters;
use crate::names::RoleName;
use crate::views::{Answer, PageView};
use actix_web::{HttpResponse, get};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A person.
#[derive(Serialize, ToSchema)]
#[schema(as = PersonRow)]
pub(crate) struct PersonView {
    id: Uuid,
    name: String,
    address: String,
    #[schema(value_type = Vec<RoleName>)]
    roles: Vec<&'static str>,
    active: bool,
}

/// The people of the organisation.
#[utoipa::path(tag = "people", operation_id = "list_people", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_people"))),
    responses((status = 200, body = PageView<PersonView>)))]
#[get("/o/{org}/people")]
pub(crate) async fn handle(caller: Caller<may::ReadPeople>, parameters: Parameters) -> Answer {
    let org = caller.read().await?;
    let page = org.people(&parameters.0).await?;
    org.close().await?;
    Ok(HttpResponse::Ok().json(PageView::of(page, |row| PersonView {
        id: row.id,
        name: row.name,
        address: row.address,
        roles: row.roles.iter().map(|role| role.name()).collect(),
        active: row.active,
    })))
}
