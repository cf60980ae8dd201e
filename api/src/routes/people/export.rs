//! The list of people as a file.

use crate::caller::{Caller, may};
use crate::exports::{self, Exported, words};
use crate::extract::Parameters;
use crate::routes::teams::view::names;
use crate::views::Answer;
use actix_web::get;
use chrono_tz::Tz;
use documents::tables::Cell;
use domain::access::Reach;
use store::{ListQuery, OrgRead, Page, PersonRow, Result};

fn account(person: &PersonRow) -> &'static str {
    match person {
        PersonRow { active: false, .. } => "left",
        PersonRow { has_account: true, .. } => "signs_in",
        PersonRow { invited_until: Some(_), .. } => "invited",
        _ => "none",
    }
}

impl Exported for PersonRow {
    type May = may::ReadPeople;
    const NOUN: &'static str = "people";
    const TITLE: &'static str = "People";

    async fn page(org: &OrgRead, query: &ListQuery, _: Reach) -> Result<Page<Self>> {
        org.people(query).await
    }

    fn cell(&self, column: &str, _: Tz) -> Cell {
        match column {
            "name" => Cell::text(&self.name),
            "address" => Cell::text(&self.address),
            "roles" => {
                let roles: Vec<&str> = self.roles.iter().map(|role| role.label()).collect();
                Cell::text(roles.join(", "))
            }
            "account" => Cell::text(words::name(Self::NOUN, column, account(self))),
            "zone" => Cell::text(&self.zone),
            "manager" => self.manager.as_ref().map_or(Cell::Empty, |manager| Cell::text(&manager.name)),
            "manager_address" => self.manager_address.as_ref().map_or(Cell::Empty, Cell::text),
            "team" => names(&self.teams),
            "active" => Cell::text(words::flag(self.active)),
            _ => Cell::Empty,
        }
    }
}

/// Take the people away as a file: the same rows and order as the list, all of them.
#[utoipa::path(tag = "people", operation_id = "export_people",
    params(("org" = String, Path), ("format" = String, Query, description = "`csv` or `xlsx`.")),
    extensions(("x-permission" = json!("read_people")), ("x-list" = json!("people"))),
    responses((status = 200, content_type = "text/csv", body = String), (status = 409), (status = 422)))]
#[get("/o/{org}/people/export")]
pub(crate) async fn handle(caller: Caller<may::ReadPeople>, parameters: Parameters) -> Answer {
    exports::answer::<PersonRow>(caller, parameters).await
}
