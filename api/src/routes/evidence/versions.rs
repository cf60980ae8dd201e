//! A newer file for evidence; the earlier ones stay.

use super::view::{EvidenceView, show};
use crate::caller::{Caller, may};
use crate::extract::{Body, Id, IfMatch};
use crate::problem::Problem;
use crate::routes::uploads::finish_arrived;
use crate::views::Answer;
use actix_web::{HttpResponse, post};
use domain::id::UploadId;
use domain::text::paragraph;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A newer file.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewFile {
    /// The upload, which has arrived.
    upload: Uuid,
    /// Why it replaces the one before, at most 500 characters.
    #[serde(default)]
    note: String,
}

/// Give evidence a newer file.
#[utoipa::path(tag = "evidence", operation_id = "add_evidence_file",
    params(("org" = String, Path), ("id" = Uuid, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("revise_evidence"))), request_body = NewFile,
    responses((status = 201, body = EvidenceView), (status = 409), (status = 412), (status = 422), (status = 428)))]
#[post("/o/{org}/evidence/{id}/files")]
pub(crate) async fn handle(
    caller: Caller<may::ReviseEvidence>,
    id: Id,
    version: IfMatch,
    body: Body<NewFile>,
) -> Answer {
    let note = paragraph(&body.value.note, 500)
        .map_err(|why| Problem::field("/note", why.code(), why.to_string()))?;
    let upload = UploadId(body.value.upload);
    finish_arrived(&caller, upload).await?;
    let org = caller.write().await?;
    org.see_subject(id.0, |action| caller.reach_of(action)).await?;
    org.add_evidence_version(id.0, version.0, upload, &note, caller.reach()).await?;
    let answer = show(&caller, &org, id.0, HttpResponse::Created()).await?;
    org.commit().await?;
    Ok(answer)
}
