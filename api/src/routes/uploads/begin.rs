//! Announces a file, and forgets one.

use super::{Upload, check_version, number, say};
use crate::caller::{Caller, may};
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse, delete, post};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::file;
use integrations::files::FileKey;
use store::NewUpload;

/// What a file is called, in `Upload-Metadata: filename <base64>`.
fn file_name(request: &HttpRequest) -> Result<String, Problem> {
    let missing = || Problem::field("/filename", "required", "Upload-Metadata has to hold the file's name");
    let header = request.headers().get("upload-metadata").and_then(|value| value.to_str().ok());
    let pairs = header.unwrap_or_default().split(',').filter_map(|pair| pair.trim().split_once(' '));
    let encoded = pairs.into_iter().find(|(key, _)| *key == "filename").map(|(_, value)| value.trim());
    let bytes = STANDARD.decode(encoded.ok_or_else(missing)?).map_err(|_| missing())?;
    let text = String::from_utf8(bytes).map_err(|_| missing())?;
    file::name(&text).map_err(|why| Problem::field("/filename", why.code(), why.to_string()))
}

/// Announce a file: `Upload-Length` in bytes, `Upload-Metadata` with its name. Its bytes follow by `PATCH` to the address in
/// `Location`; it waits for a day.
#[utoipa::path(tag = "uploads", operation_id = "begin_upload",
    params(("org" = String, Path), ("Tus-Resumable" = String, Header), ("Upload-Length" = i64, Header),
        ("Upload-Metadata" = String, Header)),
    extensions(("x-permission" = json!("add_evidence"))),
    responses((status = 201), (status = 409), (status = 413), (status = 422)))]
#[post("/o/{org}/uploads")]
pub(crate) async fn handle(caller: Caller<may::AddEvidence>, request: HttpRequest) -> Answer {
    check_version(request.headers())?;
    let (size, name) = (number(request.headers(), "upload-length")?, file_name(&request)?);
    let files = &caller.state().api.files;
    if size == 0 {
        return Err(Problem::field("/size", "empty", "holds nothing"));
    }
    if u64::try_from(size).is_ok_and(|size| size > files.most()) {
        return Err(Problem::TooLarge);
    }
    let quota = i64::try_from(files.quota()).unwrap_or(i64::MAX);
    let org = caller.write().await?;
    let upload = org.begin_upload(NewUpload { name, size, quota }).await?;
    org.commit().await?;
    let mut response = HttpResponse::Created();
    say(&mut response, 0, upload.expires_at);
    Ok(response.insert_header((LOCATION, format!("{}/{}", request.path(), upload.id))).finish())
}

/// Forget a file that is on its way, with what has arrived of it.
#[utoipa::path(tag = "uploads", operation_id = "drop_upload",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("Tus-Resumable" = String, Header)),
    extensions(("x-permission" = json!("add_evidence"))), responses((status = 204), (status = 404)))]
#[delete("/o/{org}/uploads/{id}")]
pub(crate) async fn forget(caller: Caller<may::AddEvidence>, id: Upload, request: HttpRequest) -> Answer {
    check_version(request.headers())?;
    let org = caller.write().await?;
    let upload = org.drop_upload(id.0).await?;
    org.commit().await?;
    // A file that has arrived may be somebody else's, too; if it is nobody's, the worker removes it.
    if upload.kept_as.is_none() && upload.received > 0 {
        let key = FileKey { org: caller.membership().tenancy().org(), file: upload.file };
        if let Err(error) = caller.state().api.files.abandon(key, &upload.handle).await {
            tracing::warn!(%error, upload.id = %id.0, "what arrived of a file could not be dropped");
        }
    }
    Ok(HttpResponse::NoContent().insert_header(("tus-resumable", super::VERSION)).finish())
}
