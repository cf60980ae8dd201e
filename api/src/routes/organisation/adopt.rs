//! Adopts a standard.

use crate::caller::{Caller, may};
use crate::extract::Body;
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::{HttpResponse, post};
use domain::standard;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Which standard.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewAdoption {
    /// `iso42001`.
    standard: String,
}

/// What it brought.
#[derive(Serialize, ToSchema)]
pub(crate) struct Adoption {
    standard: &'static str,
    catalogue_version: &'static str,
    requirements: usize,
    controls: usize,
}

/// Adopt a standard: the organisation gets its requirements and controls.
#[utoipa::path(tag = "organisation", operation_id = "adopt_standard", params(("org" = String, Path)),
    extensions(("x-permission" = json!("adopt_standard"))), request_body = NewAdoption,
    responses((status = 201, body = Adoption), (status = 409)))]
#[post("/o/{org}/adoptions")]
pub(crate) async fn handle(caller: Caller<may::AdoptStandard>, body: Body<NewAdoption>) -> Answer {
    let standard = standard::standard(&body.value.standard).ok_or_else(|| {
        Problem::field("/standard", "unknown", "is not a standard that can be adopted here")
    })?;
    let org = caller.write().await?;
    let brought = org.adopt(standard).await?;
    org.commit().await?;
    Ok(HttpResponse::Created().json(Adoption {
        standard: standard.id,
        catalogue_version: standard.version,
        requirements: brought.requirements,
        controls: brought.controls,
    }))
}
