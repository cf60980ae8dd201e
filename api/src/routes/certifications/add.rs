//! Adds a certification.

use super::view::{CertificationView, show};
use crate::caller::{Caller, may};
use crate::extract::Body;
use crate::problem::Problem;
use crate::routes::tasks::create::field;
use crate::views::Answer;
use actix_web::{HttpRequest, HttpResponse, post};
use domain::id::PersonId;
use domain::text::{line, paragraph};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// Something that is to be certified.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewCertification)]
pub(crate) struct NewCertification {
    /// One line of at most 200 characters.
    title: String,
    /// One line of at most 100 characters, such as `ISO/IEC 42001:2023`.
    standard: String,
    /// What it is to cover, at most 2,000 characters.
    #[serde(default)]
    scope: String,
    /// The certification body, at most 200 characters.
    #[serde(default)]
    body: String,
    /// Whoever adds it where nothing is said.
    owner: Option<Uuid>,
}

impl NewCertification {
    fn parse(self) -> Result<store::NewCertification, Problem> {
        let mut errors = Vec::new();
        let title = field(&mut errors, "/title", line(&self.title, 200));
        let standard = field(&mut errors, "/standard", line(&self.standard, 100));
        let scope = field(&mut errors, "/scope", paragraph(&self.scope, 2_000));
        let body = field(&mut errors, "/body", optional_line(&self.body, 200));
        match (title, standard, scope, body) {
            (Some(title), Some(standard), Some(scope), Some(body)) => {
                Ok(store::NewCertification { title, standard, scope, body, owner: self.owner.map(PersonId) })
            }
            _ => Err(Problem::InvalidInput(errors)),
        }
    }
}

/// One line, or nothing.
pub(crate) fn optional_line(text: &str, most: usize) -> Result<String, domain::text::TextRefused> {
    if text.trim().is_empty() { Ok(String::new()) } else { line(text, most) }
}

/// Add a certification. A repeated `Idempotency-Key` answers with what it made the first time.
#[utoipa::path(tag = "certifications", operation_id = "add_certification",
    params(("org" = String, Path), ("Idempotency-Key" = Option<String>, Header)),
    extensions(("x-permission" = json!("manage_certification"))), request_body = NewCertification,
    responses((status = 201, body = CertificationView), (status = 422)))]
#[post("/o/{org}/certifications")]
pub(crate) async fn handle(
    caller: Caller<may::ManageCertification>,
    request: HttpRequest,
    body: Body<NewCertification>,
) -> Answer {
    let key = body.key(&request)?;
    let new = body.value.parse()?;
    let org = caller.write().await?;
    let made = org.add_certification(new, key.as_ref()).await?;
    org.commit().await?;
    let org = caller.read().await?;
    let answer = show(&caller, &org, made.subject(), Vec::new(), HttpResponse::Created()).await?;
    org.close().await?;
    Ok(answer)
}
