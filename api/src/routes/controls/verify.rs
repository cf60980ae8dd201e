//! Somebody else than who made it says that they tested a requirement or control.

use super::view::{ControlView, related};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::problem::Problem;
use crate::views::{Answer, versioned};
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::control::Tested;
use domain::text::paragraph;
use serde::Deserialize;
use utoipa::ToSchema;

/// What was tested, and when.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewVerification {
    /// The day of the test, today at the latest.
    on: NaiveDate,
    /// What was tested and how, at most 2,000 characters.
    note: String,
}

/// Verify a requirement or control that is implemented; a further time, the verification is renewed.
#[utoipa::path(tag = "controls", operation_id = "verify_control",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("verify_control"))), request_body = NewVerification,
    responses((status = 200, body = ControlView), (status = 409), (status = 412), (status = 428)))]
#[post("/o/{org}/controls/{id}/verify")]
pub(crate) async fn handle(
    caller: Caller<may::VerifyControl>,
    id: Id,
    version: IfMatch,
    body: Body<NewVerification>,
) -> Answer {
    let NewVerification { on, note } = body.value;
    let note = paragraph(&note, 2_000).map_err(|why| Problem::field("/note", why.code(), why.to_string()))?;
    if note.is_empty() {
        return Err(Problem::field("/note", "required", "say what was tested"));
    }
    let tested = Tested { by: caller.membership().person(), on, note };
    let org = caller.write().await?;
    org.verify_control(id.0, version.0, tested).await?;
    let control = org.control(id.0, related).await?;
    org.commit().await?;
    Ok(versioned(HttpResponse::Ok(), control.row.version, &ControlView::from(control)))
}
