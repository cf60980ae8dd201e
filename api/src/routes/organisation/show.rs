//! The organisation, and who the caller is in it.

use crate::caller::{Caller, may};
use crate::names::RoleName;
use crate::routes::my_work::tasks;
use crate::views::Answer;
use actix_web::{HttpResponse, get};
use chrono::{DateTime, NaiveDate, Utc};
use domain::access::{Action, Reach};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// The organisation.
#[derive(Serialize, ToSchema)]
#[schema(as = Organisation)]
pub(crate) struct OrganisationView {
    id: Uuid,
    slug: String,
    name: String,
    /// IANA time zone.
    zone: String,
    /// ISO 3166-1 alpha-2.
    country: String,
    /// The calendar day in the zone.
    today: NaiveDate,
    adopted: Option<AdoptedView>,
    me: Me,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Adopted)]
pub(crate) struct AdoptedView {
    standard: String,
    catalogue_version: String,
    adopted_at: DateTime<Utc>,
}

#[derive(Serialize, ToSchema)]
pub(crate) struct Me {
    person_id: Uuid,
    name: String,
    #[schema(value_type = Vec<RoleName>)]
    roles: Vec<&'static str>,
    /// What the caller may do: `own` or `all`.
    permissions: BTreeMap<&'static str, &'static str>,
    /// How the caller likes dates and numbers, such as `en-GB`.
    locale: &'static str,
    /// How many tasks want the caller now: late, due within seven days, handed back, or waiting for their review.
    pressing: i64,
}

/// The organisation.
#[utoipa::path(tag = "organisation", operation_id = "show_organisation", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_organisation"))), responses((status = 200, body = OrganisationView)))]
#[get("/o/{org}")]
pub(crate) async fn handle(caller: Caller<may::ReadOrganisation>) -> Answer {
    let org = caller.read().await?;
    let (row, adopted, today) = (org.organisation().await?, org.adopted().await?, org.today());
    let (locale, pressing) = (org.my_locale().await?, org.pressing_tasks(tasks(&caller)).await?);
    org.close().await?;
    let reach = |action: &Action| match caller.reach_of(*action) {
        Reach::None => None,
        Reach::Own => Some((action.name(), "own")),
        Reach::All => Some((action.name(), "all")),
    };
    Ok(HttpResponse::Ok().json(OrganisationView {
        id: row.id,
        slug: row.slug,
        name: row.name,
        zone: row.zone,
        country: row.country,
        today,
        adopted: adopted.map(|one| AdoptedView {
            standard: one.standard,
            catalogue_version: one.catalogue_version,
            adopted_at: one.adopted_at,
        }),
        me: Me {
            person_id: caller.membership().person().0,
            name: caller.name().to_owned(),
            roles: caller.membership().roles().iter().map(|role| role.name()).collect(),
            permissions: Action::ALL.iter().filter_map(reach).collect(),
            locale,
            pressing,
        },
    }))
}
