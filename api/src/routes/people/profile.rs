//! What somebody says of themselves.

use super::revise::said;
use super::view::{PersonView, after};
use crate::caller::{Caller, may};
use crate::extract::{Body, IfMatch};
use crate::problem::Problem;
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, get, patch};
use domain::person::LOCALES;
use serde::Deserialize;
use store::PersonChange;
use utoipa::ToSchema;

/// See oneself as a person of the organisation.
#[utoipa::path(tag = "people", operation_id = "show_profile", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_organisation"))), responses((status = 200, body = PersonView)))]
#[get("/o/{org}/profile")]
pub(crate) async fn show(caller: Caller<may::ReadOrganisation>) -> Answer {
    let (version, view) = after(&caller, caller.membership().person()).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}

/// What to change; what is absent stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProfileChange {
    name: Option<String>,
    /// IANA time zone: reminders leave in one's own morning.
    zone: Option<String>,
    /// How one likes dates and numbers, such as `de-DE`; the language stays English.
    locale: Option<String>,
}

fn locale(text: &str) -> Result<&'static str, Problem> {
    let known = LOCALES.iter().copied().find(|one| *one == text);
    known
        .ok_or_else(|| Problem::field("/locale", "unknown", format!("must be one of {}", LOCALES.join(", "))))
}

/// Change what is said of oneself.
#[utoipa::path(tag = "people", operation_id = "revise_profile",
    params(("org" = String, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("revise_profile"))), request_body = ProfileChange,
    responses((status = 200, body = PersonView), (status = 412), (status = 422), (status = 428)))]
#[patch("/o/{org}/profile")]
pub(crate) async fn revise(
    caller: Caller<may::ReviseProfile>,
    version: IfMatch,
    body: Body<ProfileChange>,
) -> Answer {
    let me = caller.membership().person();
    let (name, zone) = said(body.value.name, body.value.zone)?;
    let locale = body.value.locale.as_deref().map(locale).transpose()?;
    let org = caller.write().await?;
    org.revise_person(me, version.0, PersonChange { name, zone, locale, ..PersonChange::default() }).await?;
    org.commit().await?;
    let (version, view) = after(&caller, me).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}
