//! Taking evidence out of use, and back: it is never deleted.

use super::view::{EvidenceView, show};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::routes::tasks::steps::{Step, StepWithReason};
use crate::views::Answer;
use actix_web::{HttpResponse, post};

/// Take evidence out of use, with a reason. It stays where it is and no longer counts.
#[utoipa::path(tag = "evidence", operation_id = "withdraw_evidence",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("withdraw_evidence"))), request_body = StepWithReason,
    responses((status = 200, body = EvidenceView), (status = 409), (status = 412), (status = 428)))]
#[post("/o/{org}/evidence/{id}/withdraw")]
pub(crate) async fn withdraw(
    caller: Caller<may::WithdrawEvidence>,
    id: Id,
    version: IfMatch,
    body: Body<StepWithReason>,
) -> Answer {
    let reason = body.value.parse()?;
    let org = caller.write().await?;
    org.see_subject(id.0, |action| caller.reach_of(action)).await?;
    org.withdraw_evidence(id.0, version.0, reason, caller.reach()).await?;
    let answer = show(&caller, &org, id.0, HttpResponse::Ok()).await?;
    org.commit().await?;
    Ok(answer)
}

/// Take evidence back into use.
#[utoipa::path(tag = "evidence", operation_id = "restore_evidence",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("withdraw_evidence"))), request_body = Step,
    responses((status = 200, body = EvidenceView), (status = 409), (status = 412), (status = 428)))]
#[post("/o/{org}/evidence/{id}/restore")]
pub(crate) async fn restore(
    caller: Caller<may::WithdrawEvidence>,
    id: Id,
    version: IfMatch,
    _: Body<Step>,
) -> Answer {
    let org = caller.write().await?;
    org.see_subject(id.0, |action| caller.reach_of(action)).await?;
    org.restore_evidence(id.0, version.0, caller.reach()).await?;
    let answer = show(&caller, &org, id.0, HttpResponse::Ok()).await?;
    org.commit().await?;
    Ok(answer)
}
