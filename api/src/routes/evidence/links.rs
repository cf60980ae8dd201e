//! What evidence shows something about, from either side.

use super::view::EvidenceForView;
use crate::caller::{Caller, may};
use crate::extract::{Body, Id};
use crate::problem::Problem;
use crate::routes::links::check_both;
use crate::views::Answer;
use actix_web::{FromRequest, HttpRequest, HttpResponse, delete, dev::Payload, get, put};
use domain::id::{EvidenceId, SubjectId};
use domain::text::line;
use serde::{Deserialize, Serialize};
use std::future::{Ready, ready};
use store::OrgRead;
use utoipa::ToSchema;
use uuid::Uuid;

/// The id of evidence in a path, beside its thing's.
pub(crate) struct Evidence(EvidenceId);

impl FromRequest for Evidence {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let id = request.match_info().get("evidence").and_then(|text| Uuid::parse_str(text).ok());
        ready(id.map(|id| Self(SubjectId(id))).ok_or(Problem::NotFound))
    }
}

/// The evidence for a thing, latest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct EvidenceOfSubject {
    items: Vec<EvidenceForView>,
}

async fn answer(org: &OrgRead, subject: SubjectId) -> Result<EvidenceOfSubject, Problem> {
    let items = org.evidence_for(subject).await?;
    Ok(EvidenceOfSubject { items: items.into_iter().map(EvidenceForView::from).collect() })
}

/// The evidence for a task, a control or a requirement.
#[utoipa::path(tag = "evidence", operation_id = "subject_evidence", params(("org" = String, Path), ("id" = Uuid, Path)),
    extensions(("x-permission" = json!("read_evidence"))),
    responses((status = 200, body = EvidenceOfSubject), (status = 404)))]
#[get("/o/{org}/subjects/{id}/evidence")]
pub(crate) async fn list(caller: Caller<may::ReadEvidence>, id: Id) -> Answer {
    let org = caller.read().await?;
    org.see_subject(id.0, |action| caller.reach_of(action)).await?;
    let view = answer(&org, id.0).await?;
    org.close().await?;
    Ok(HttpResponse::Ok().json(view))
}

/// How evidence is linked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct EvidenceLink {
    /// Which of the catalogue's suggestions it answers, at most 500 characters.
    suggestion: Option<String>,
}

/// Say that evidence shows something about a thing.
#[utoipa::path(tag = "evidence", operation_id = "link_evidence",
    params(("org" = String, Path), ("id" = Uuid, Path), ("evidence" = Uuid, Path)),
    extensions(("x-permission" = json!("revise_evidence"))), request_body = EvidenceLink,
    responses((status = 200, body = EvidenceOfSubject), (status = 404), (status = 409), (status = 422)))]
#[put("/o/{org}/subjects/{id}/evidence/{evidence}")]
pub(crate) async fn link(
    caller: Caller<may::ReviseEvidence>,
    id: Id,
    evidence: Evidence,
    body: Body<EvidenceLink>,
) -> Answer {
    let suggestion = body.value.suggestion.as_deref().map(|text| line(text, 500)).transpose();
    let suggestion = suggestion.map_err(|why| Problem::field("/suggestion", why.code(), why.to_string()))?;
    let org = caller.write().await?;
    check_both(&caller, &org, id.0, evidence.0).await?;
    org.link_evidence(evidence.0, id.0, suggestion.as_deref()).await?;
    let view = answer(&org, id.0).await?;
    org.commit().await?;
    Ok(HttpResponse::Ok().json(view))
}

/// Say that evidence no longer shows something about a thing. The evidence itself stays.
#[utoipa::path(tag = "evidence", operation_id = "unlink_evidence",
    params(("org" = String, Path), ("id" = Uuid, Path), ("evidence" = Uuid, Path)),
    extensions(("x-permission" = json!("revise_evidence"))),
    responses((status = 200, body = EvidenceOfSubject), (status = 404)))]
#[delete("/o/{org}/subjects/{id}/evidence/{evidence}")]
pub(crate) async fn unlink(caller: Caller<may::ReviseEvidence>, id: Id, evidence: Evidence) -> Answer {
    let org = caller.write().await?;
    check_both(&caller, &org, id.0, evidence.0).await?;
    org.unlink_evidence(evidence.0, id.0).await?;
    let view = answer(&org, id.0).await?;
    org.commit().await?;
    Ok(HttpResponse::Ok().json(view))
}
