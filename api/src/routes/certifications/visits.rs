//! Visits of a certification body: planned, held, cancelled.

use super::view::{CertificationView, show};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch, Visit};
use crate::names::{PhaseName, VisitStateName};
use crate::problem::{FieldProblem, Problem};
use crate::routes::tasks::create::field;
use crate::views::Answer;
use actix_web::{HttpResponse, post, put};
use chrono::NaiveDate;
use domain::certification::{Phase, VisitRecord, VisitState};
use domain::text::paragraph;
use serde::Deserialize;
use utoipa::ToSchema;

/// A visit as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct VisitPlan {
    /// For what: one for which somebody comes.
    #[schema(value_type = PhaseName)]
    phase: String,
    /// Its first day.
    begins: NaiveDate,
    /// Its last day; left out: the same.
    ends: Option<NaiveDate>,
    /// Left out: planned.
    #[schema(value_type = Option<VisitStateName>)]
    state: Option<String>,
    /// Who comes and what else there is to say, at most 2,000 characters.
    #[serde(default)]
    note: String,
    /// Who comes: lead auditor, auditors, experts; at most 5,000 characters, as what follows.
    #[serde(default)]
    team: String,
    /// Who of the organisation takes part.
    #[serde(default)]
    attendees: String,
    /// What is looked at when.
    #[serde(default)]
    agenda: String,
    /// Which AI systems and records were looked at as a sample.
    #[serde(default)]
    sampled: String,
    /// Audit days that are planned, in quarters, such as 4.25; 250 at most.
    days_planned: Option<f64>,
    /// Audit days that were used.
    days_used: Option<f64>,
}

/// Audit days in quarters of one, where they are.
pub(crate) fn quarters(errors: &mut Vec<FieldProblem>, pointer: &str, days: Option<f64>) -> Option<u16> {
    let days = days?;
    // Comparisons that not-a-number does not pass either.
    if !(0.0..=250.0).contains(&days) || (days * 4.0).fract() != 0.0 {
        errors.push(FieldProblem::new(
            pointer,
            "not_quarters",
            "is a number of quarters of a day, 250 days at most",
        ));
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number of 1,000 at most"
    )]
    Some((days * 4.0) as u16)
}

impl VisitPlan {
    fn parse(self) -> Result<store::NewVisit, Problem> {
        let mut errors = Vec::new();
        let phase = Phase::parse(&self.phase);
        if phase.is_none() {
            errors.push(FieldProblem::new("/phase", "unknown", "is not known here"));
        }
        let state = self.state.as_deref().map_or(Some(VisitState::Planned), VisitState::parse);
        if state.is_none() {
            errors.push(FieldProblem::new("/state", "unknown", "is not known here"));
        }
        let note = field(&mut errors, "/note", paragraph(&self.note, 2_000));
        let mut long =
            |pointer, text: &str| field(&mut errors, pointer, paragraph(text, 5_000)).unwrap_or_default();
        let record = VisitRecord {
            team: long("/team", &self.team),
            attendees: long("/attendees", &self.attendees),
            agenda: long("/agenda", &self.agenda),
            sampled: long("/sampled", &self.sampled),
            planned_quarters: quarters(&mut errors, "/days_planned", self.days_planned),
            used_quarters: quarters(&mut errors, "/days_used", self.days_used),
        };
        match (phase, state, note) {
            (Some(phase), Some(state), Some(note)) if errors.is_empty() => Ok(store::NewVisit {
                phase,
                begins: self.begins,
                ends: self.ends.unwrap_or(self.begins),
                state,
                note,
                record,
            }),
            _ => Err(Problem::InvalidInput(errors)),
        }
    }
}

/// Plan a visit, or note one that was held; answers also which dates moved by that.
#[utoipa::path(tag = "certifications", operation_id = "plan_visit",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_certification"))), request_body = VisitPlan,
    responses((status = 200, body = CertificationView), (status = 404), (status = 409), (status = 412), (status = 422),
        (status = 428)))]
#[post("/o/{org}/certifications/{id}/visits")]
pub(crate) async fn plan(
    caller: Caller<may::ManageCertification>,
    id: Id,
    version: IfMatch,
    body: Body<VisitPlan>,
) -> Answer {
    let new = body.value.parse()?;
    let org = caller.write().await?;
    let moved = org.set_visit(id.0, version.0, None, new).await?;
    let answer = show(&caller, &org, id.0, moved, HttpResponse::Ok()).await?;
    org.commit().await?;
    Ok(answer)
}

/// Say anew how a visit is: another day, held, cancelled; answers also which dates moved by that.
#[utoipa::path(tag = "certifications", operation_id = "set_visit",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("visit" = uuid::Uuid, Path),
        ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_certification"))), request_body = VisitPlan,
    responses((status = 200, body = CertificationView), (status = 404), (status = 409), (status = 412), (status = 422),
        (status = 428)))]
#[put("/o/{org}/certifications/{id}/visits/{visit}")]
pub(crate) async fn set(
    caller: Caller<may::ManageCertification>,
    id: Id,
    visit: Visit,
    version: IfMatch,
    body: Body<VisitPlan>,
) -> Answer {
    let new = body.value.parse()?;
    let org = caller.write().await?;
    let moved = org.set_visit(id.0, version.0, Some(visit.0), new).await?;
    let answer = show(&caller, &org, id.0, moved, HttpResponse::Ok()).await?;
    org.commit().await?;
    Ok(answer)
}
