//! Changes what is said of a certification.

use super::add::optional_line;
use super::view::{CertificationView, show};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch, given};
use crate::problem::Problem;
use crate::routes::tasks::create::field;
use crate::views::Answer;
use actix_web::{HttpResponse, patch};
use chrono::NaiveDate;
use domain::certification::{Change, Revision};
use domain::id::PersonId;
use domain::text::{line, paragraph};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// A change of which the certification body hears.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoticeOfChange {
    /// The day of the change.
    pub(super) on: NaiveDate,
    /// When the body was told.
    pub(super) told: Option<NaiveDate>,
}

/// Changes; what is not named stays as it is.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CertificationChange)]
pub(crate) struct CertificationChange {
    /// One line of at most 200 characters.
    title: Option<String>,
    /// One line of at most 100 characters.
    standard: Option<String>,
    /// At most 2,000 characters.
    scope: Option<String>,
    /// At most 200 characters.
    body: Option<String>,
    /// The certificate's number, at most 100 characters.
    number: Option<String>,
    /// The number of the contract with the body, at most 100 characters.
    contract: Option<String>,
    /// Its last day; `null`: it has none.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<NaiveDate>)]
    contract_ends: Option<Option<NaiveDate>>,
    /// Who audits, at most 2,000 characters.
    team: Option<String>,
    /// The sites that the certificate names, at most 2,000 characters.
    sites: Option<String>,
    /// Which version of the Statement of Applicability the certificate names, at most 100 characters.
    soa: Option<String>,
    /// `null`: nobody.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<Uuid>)]
    owner: Option<Option<Uuid>>,
    /// The last day as the certificate shows it; `null`: reckoned from the decision.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<NaiveDate>)]
    expiry: Option<Option<NaiveDate>>,
    /// When the last internal audit was held; `null`: not known.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<NaiveDate>)]
    internal_audit: Option<Option<NaiveDate>>,
    /// When the last management review was held; `null`: not known.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<NaiveDate>)]
    management_review: Option<Option<NaiveDate>>,
    /// The last change that the certification body has to hear of; `null`: none.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<NoticeOfChange>)]
    notice: Option<Option<NoticeOfChange>>,
    /// Whether a major nonconformity is open.
    majors_open: Option<bool>,
}

impl CertificationChange {
    fn parse(self) -> Result<Revision, Problem> {
        let mut errors = Vec::new();
        let mut short = |pointer: &str, text: Option<String>, most| {
            text.and_then(|text| field(&mut errors, pointer, line(&text, most)))
        };
        let (title, standard) = (short("/title", self.title, 200), short("/standard", self.standard, 100));
        let mut optional = |pointer: &str, text: Option<String>, most| {
            text.and_then(|text| field(&mut errors, pointer, optional_line(&text, most)))
        };
        let (body, number) = (optional("/body", self.body, 200), optional("/number", self.number, 100));
        let (contract, soa) = (optional("/contract", self.contract, 100), optional("/soa", self.soa, 100));
        let mut long = |pointer: &str, text: Option<String>| {
            text.and_then(|text| field(&mut errors, pointer, paragraph(&text, 2_000)))
        };
        let (scope, team, sites) =
            (long("/scope", self.scope), long("/team", self.team), long("/sites", self.sites));
        if !errors.is_empty() {
            return Err(Problem::InvalidInput(errors));
        }
        let notice = |one: NoticeOfChange| Change { on: one.on, told: one.told };
        Ok(Revision {
            title,
            standard,
            scope,
            body,
            number,
            contract,
            contract_ends: self.contract_ends,
            team,
            sites,
            soa,
            owner: self.owner.map(|owner| owner.map(PersonId)),
            expiry: self.expiry,
            internal_audit: self.internal_audit,
            management_review: self.management_review,
            notice: self.notice.map(|one| one.map(notice)),
            majors_open: self.majors_open,
        })
    }
}

/// Change what is said of a certification; answers also which dates moved by that.
#[utoipa::path(tag = "certifications", operation_id = "revise_certification",
    params(("org" = String, Path), ("id" = Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_certification"))), request_body = CertificationChange,
    responses((status = 200, body = CertificationView), (status = 404), (status = 409), (status = 412), (status = 422),
        (status = 428)))]
#[patch("/o/{org}/certifications/{id}")]
pub(crate) async fn handle(
    caller: Caller<may::ManageCertification>,
    id: Id,
    version: IfMatch,
    body: Body<CertificationChange>,
) -> Answer {
    let change = body.value.parse()?;
    let org = caller.write().await?;
    let moved = org.revise_certification(id.0, version.0, change).await?;
    let answer = show(&caller, &org, id.0, moved, HttpResponse::Ok()).await?;
    org.commit().await?;
    Ok(answer)
}
