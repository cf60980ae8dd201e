//! How far an upload is.

use super::{Upload, say};
use crate::caller::{Caller, may};
use crate::views::Answer;
use actix_web::{HttpResponse, get, head};
use chrono::{DateTime, Utc};
use serde::Serialize;
use store::UploadView as Stored;
use utoipa::ToSchema;
use uuid::Uuid;

/// A file on its way here.
#[derive(Serialize, ToSchema)]
#[schema(as = Upload)]
pub(crate) struct UploadView {
    id: Uuid,
    name: String,
    /// In bytes.
    size: i64,
    /// How many bytes are here.
    received: i64,
    /// Whether it is here as a whole and can be used.
    arrived: bool,
    /// When it is dropped unless it is used.
    expires_at: DateTime<Utc>,
}

impl From<Stored> for UploadView {
    fn from(stored: Stored) -> Self {
        Self {
            id: stored.id.0,
            arrived: stored.kept_as.is_some(),
            name: stored.name,
            size: stored.size,
            received: stored.received,
            expires_at: stored.expires_at,
        }
    }
}

/// How far an upload is; only whoever began it sees it.
#[utoipa::path(tag = "uploads", operation_id = "show_upload", params(("org" = String, Path), ("id" = Uuid, Path)),
    extensions(("x-permission" = json!("add_evidence"))),
    responses((status = 200, body = UploadView), (status = 404)))]
#[get("/o/{org}/uploads/{id}")]
pub(crate) async fn handle(caller: Caller<may::AddEvidence>, id: Upload) -> Answer {
    let org = caller.read().await?;
    let upload = org.upload(id.0).await?;
    org.close().await?;
    Ok(HttpResponse::Ok().json(UploadView::from(upload)))
}

/// From where to go on: `Upload-Offset`.
#[utoipa::path(tag = "uploads", operation_id = "upload_offset", params(("org" = String, Path), ("id" = Uuid, Path)),
    extensions(("x-permission" = json!("add_evidence"))), responses((status = 200), (status = 404)))]
#[head("/o/{org}/uploads/{id}")]
pub(crate) async fn offset(caller: Caller<may::AddEvidence>, id: Upload) -> Answer {
    let org = caller.read().await?;
    let upload = org.upload(id.0).await?;
    org.close().await?;
    let mut response = HttpResponse::Ok();
    say(&mut response, upload.received, upload.expires_at);
    Ok(response.insert_header(("upload-length", upload.size.to_string())).finish())
}
