//! Steps on a certificate: what the certification body decided, and what the organisation did.

use super::add::optional_line;
use super::view::{CertificationView, show};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::names::{CertificateStep, MajorsName};
use crate::problem::{FieldProblem, Problem};
use crate::routes::tasks::create::field;
use crate::views::Answer;
use actix_web::{HttpResponse, post};
use chrono::NaiveDate;
use domain::certification::{Majors, Step, Told};
use domain::text::paragraph;
use serde::Deserialize;
use store::Stepped;
use utoipa::ToSchema;

/// A step that was taken. Beside its day it is told what it needs; the rest is not looked at.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StepOnCertificate {
    #[schema(value_type = CertificateStep)]
    step: String,
    /// The day on which it was taken, today at the latest. Of a decision: the day of the decision, from which the cycle
    /// is reckoned; not that of the audit, and not that of issue.
    on: NaiveDate,
    /// Why, at most 2,000 characters; some steps are taken with a reason only.
    #[serde(default)]
    reason: String,
    /// Of a decision: from which day the certificate counts; left out: from the decision.
    effective: Option<NaiveDate>,
    /// Of a decision: the last day as the certificate shows it; left out: as reckoned.
    expiry: Option<NaiveDate>,
    /// How major nonconformities stand; left out: there were none.
    #[schema(value_type = Option<MajorsName>)]
    majors: Option<String>,
    /// When the last major nonconformity was verified.
    majors_verified: Option<NaiveDate>,
    /// The plans for minor nonconformities are accepted, or there are none.
    #[serde(default)]
    plans_accepted: bool,
    /// Of a suspension: the limit that the certification body set.
    until: Option<NaiveDate>,
    /// Of the end of a suspension: somebody verified that its cause is removed.
    #[serde(default)]
    verified: bool,
    /// Of a transfer: the body that takes over is accredited for this standard.
    #[serde(default)]
    accredited: bool,
    /// Of a transfer: the body that takes over, at most 200 characters.
    #[serde(default)]
    body: String,
}

struct Parsed {
    step: Step,
    on: NaiveDate,
    reason: String,
    told: Told,
    body: String,
}

impl StepOnCertificate {
    fn parse(self) -> Result<Parsed, Problem> {
        let mut errors = Vec::new();
        let step = Step::parse(&self.step);
        if step.is_none() {
            errors.push(FieldProblem::new("/step", "unknown", "is not known here"));
        }
        let majors = match (self.majors.as_deref(), self.majors_verified) {
            (None | Some("none"), _) => Majors::None,
            (Some("open"), _) => Majors::Open,
            (Some("verified"), Some(day)) => Majors::Verified(day),
            (Some("verified"), None) => {
                errors.push(FieldProblem::new("/majors_verified", "required", "say when that was verified"));
                Majors::Open
            }
            _ => {
                errors.push(FieldProblem::new("/majors", "unknown", "is not known here"));
                Majors::Open
            }
        };
        let reason = field(&mut errors, "/reason", paragraph(&self.reason, 2_000));
        let body = field(&mut errors, "/body", optional_line(&self.body, 200));
        if step == Some(Step::Transfer) && body.as_deref() == Some("") {
            errors.push(FieldProblem::new("/body", "required", "say which body takes over"));
        }
        let (Some(step), Some(reason), Some(body), true) = (step, reason, body, errors.is_empty()) else {
            return Err(Problem::InvalidInput(errors));
        };
        let told = Told {
            effective: self.effective,
            expiry: self.expiry,
            majors,
            plans_accepted: self.plans_accepted,
            until: self.until,
            verified: self.verified,
            accredited: self.accredited,
        };
        Ok(Parsed { step, on: self.on, reason, told, body })
    }
}

/// Note a step on a certificate; answers also which dates moved by that. A transfer makes another certification, of the
/// body that takes over, and answers that.
#[utoipa::path(tag = "certifications", operation_id = "step_certificate",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_certification"))), request_body = StepOnCertificate,
    responses((status = 200, body = CertificationView), (status = 404), (status = 409), (status = 412), (status = 422),
        (status = 428)))]
#[post("/o/{org}/certifications/{id}/steps")]
pub(crate) async fn handle(
    caller: Caller<may::ManageCertification>,
    id: Id,
    version: IfMatch,
    body: Body<StepOnCertificate>,
) -> Answer {
    let Parsed { step, on, reason, told, body } = body.value.parse()?;
    let org = caller.write().await?;
    let made = match org.step_certificate(id.0, version.0, (step, on, &reason), &told, &body).await? {
        Stepped::On(moved) => {
            let answer = show(&caller, &org, id.0, moved, HttpResponse::Ok()).await?;
            org.commit().await?;
            return Ok(answer);
        }
        Stepped::Over(made) => made,
    };
    org.commit().await?;
    // Its reference is drawn at commit.
    let org = caller.read().await?;
    let answer = show(&caller, &org, made, Vec::new(), HttpResponse::Ok()).await?;
    org.close().await?;
    Ok(answer)
}
