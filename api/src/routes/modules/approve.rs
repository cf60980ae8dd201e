//! Approves the draft of a training module.

use super::view::{WholeView, show};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::problem::Problem;
use crate::routes::tasks::create::field;
use crate::views::Answer;
use actix_web::{HttpResponse, post};
use domain::text::paragraph;
use serde::Deserialize;
use utoipa::ToSchema;

/// That a draft is approved.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ModuleApproval)]
pub(crate) struct Approval {
    /// Why nobody else can, where whoever wrote it approves it; at most 500 characters.
    #[serde(default)]
    reason: Option<String>,
}

/// Approve the draft of a training module: it is asked for from now on. Somebody else than who wrote it does, or it is said why
/// nobody else can.
#[utoipa::path(tag = "training", operation_id = "approve_module",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("manage_training"))), request_body = Approval,
    responses((status = 200, body = WholeView), (status = 404), (status = 409), (status = 412), (status = 422),
        (status = 428)))]
#[post("/o/{org}/modules/{id}/approve")]
pub(crate) async fn handle(
    caller: Caller<may::ManageTraining>,
    id: Id,
    version: IfMatch,
    body: Body<Approval>,
) -> Answer {
    let mut errors = Vec::new();
    let reason = body.value.reason.and_then(|text| field(&mut errors, "/reason", paragraph(&text, 500)));
    if !errors.is_empty() {
        return Err(Problem::InvalidInput(errors));
    }
    let org = caller.write().await?;
    org.approve_module(id.0, version.0, reason.as_deref()).await?;
    let answer = show(&caller, &org, id.0, HttpResponse::Ok()).await?;
    org.commit().await?;
    Ok(answer)
}
