//! One certification.

use super::view::{CertificationView, show, show_as_of};
use crate::caller::{Caller, may};
use crate::extract::{Id, Parameters};
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::{HttpResponse, get};
use chrono::NaiveDate;
use domain::calendar::can_be_due;

/// The day as of which something is asked for.
pub(super) fn as_of(parameters: &Parameters) -> Result<Option<NaiveDate>, Problem> {
    let Some(text) = parameters.0.parameters.get("as_of") else { return Ok(None) };
    let day = text.parse().ok().filter(|day| can_be_due(*day));
    day.map(Some).ok_or_else(|| Problem::field("/as_of", "no_date", "is a day such as 2027-06-30"))
}

/// A certification with its dates, each with its reason, its visits, and the steps that may follow.
#[utoipa::path(tag = "certifications", operation_id = "get_certification",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path),
        ("as_of" = Option<NaiveDate>, Query, description = "As it stood when that day ended, to be read only; left out: as it is.")),
    extensions(("x-permission" = json!("read_certification"))),
    responses((status = 200, body = CertificationView), (status = 404), (status = 422)))]
#[get("/o/{org}/certifications/{id}")]
pub(crate) async fn handle(caller: Caller<may::ReadCertification>, id: Id, parameters: Parameters) -> Answer {
    let day = as_of(&parameters)?;
    let org = caller.read().await?;
    let answer = match day.filter(|day| *day < org.today()) {
        Some(day) => show_as_of(&caller, &org, id.0, day).await?,
        None => show(&caller, &org, id.0, Vec::new(), HttpResponse::Ok()).await?,
    };
    org.close().await?;
    Ok(answer)
}
