//! The organisation's logo: a picture that was uploaded as files are.

use super::view::{SettingsView, after};
use crate::caller::{Caller, may};
use crate::extract::{Body, IfMatch};
use crate::problem::Problem;
use crate::routes::evidence::content::unreadable;
use crate::views::Answer;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
};
use actix_web::{HttpResponse, delete, get, put, web};
use domain::id::UploadId;
use domain::image::{MOST_LOGO_BYTES, MOST_LOGO_SIDE, size};
use futures::StreamExt;
use integrations::files::FileKey;
use serde::Deserialize;
use store::FileView;
use utoipa::ToSchema;
use uuid::Uuid;

/// A picture that has arrived.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewLogo {
    /// The upload that it came as.
    upload: Uuid,
}

/// Make a picture the logo: a PNG, a JPEG or a WebP of up to 512 KiB and 2048 points a side. A drawing that can hold
/// scripts (SVG) is refused.
#[utoipa::path(tag = "settings", operation_id = "put_logo",
    params(("org" = String, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("revise_settings"))), request_body = NewLogo,
    responses((status = 200, body = SettingsView), (status = 412), (status = 422), (status = 428)))]
#[put("/o/{org}/settings/logo")]
pub(crate) async fn put(
    caller: Caller<may::ReviseSettings>,
    version: IfMatch,
    body: Body<NewLogo>,
) -> Answer {
    let upload = UploadId(body.value.upload);
    let org = caller.read().await?;
    let file = org.arrived_file(upload).await?;
    org.close().await?;
    if file.size > MOST_LOGO_BYTES {
        return Err(Problem::field("/upload", "too_large", "is larger than 512 KiB"));
    }
    let bytes = all(&caller, &file).await?;
    let (width, height) = size(&bytes).ok_or_else(|| {
        Problem::field("/upload", "not_a_picture", "is neither a PNG nor a JPEG nor a WebP")
    })?;
    let side = |length: u32| i32::try_from(length).ok().filter(|_| length <= MOST_LOGO_SIDE);
    let (Some(width), Some(height)) = (side(width), side(height)) else {
        return Err(Problem::field("/upload", "too_many_points", "has more than 2048 points a side"));
    };
    let org = caller.write().await?;
    org.set_logo(version.0, upload, (width, height)).await?;
    org.commit().await?;
    after(&caller).await
}

pub(crate) async fn all<P>(caller: &Caller<P>, file: &FileView) -> Result<Vec<u8>, Problem> {
    let key = FileKey { org: caller.membership().tenancy().org(), file: file.id };
    let mut content = caller.state().api.files.read(key, None).await.map_err(unreadable)?;
    let mut bytes = Vec::new();
    while let Some(chunk) = content.next().await {
        bytes.extend_from_slice(&chunk.map_err(unreadable)?);
    }
    Ok(bytes)
}

/// Have no logo any longer.
#[utoipa::path(tag = "settings", operation_id = "remove_logo",
    params(("org" = String, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("revise_settings"))),
    responses((status = 200, body = SettingsView), (status = 412), (status = 428)))]
#[delete("/o/{org}/settings/logo")]
pub(crate) async fn remove(caller: Caller<may::ReviseSettings>, version: IfMatch) -> Answer {
    let org = caller.write().await?;
    org.remove_logo(version.0).await?;
    org.commit().await?;
    after(&caller).await
}

/// The logo.
#[utoipa::path(tag = "settings", operation_id = "show_logo",
    params(("org" = String, Path), ("v" = Option<String>, Query)),
    extensions(("x-permission" = json!("read_organisation"))),
    responses((status = 200, content_type = "image/png", body = Vec<u8>), (status = 404)))]
#[get("/o/{org}/settings/logo")]
pub(crate) async fn show(caller: Caller<may::ReadOrganisation>) -> Answer {
    let org = caller.read().await?;
    let logo = org.logo().await?;
    org.close().await?;
    let logo = logo.ok_or(Problem::NotFound)?;
    let bytes = web::Bytes::from(all(&caller, &logo.file).await?);
    // What it is was read from its first bytes, not from what anybody said.
    let kind = match size(&bytes).and(bytes.first()) {
        Some(0x89) => "image/png",
        Some(0xFF) => "image/jpeg",
        Some(_) => "image/webp",
        None => return Err(Problem::NotFound),
    };
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, kind))
        .insert_header((CONTENT_DISPOSITION, "inline"))
        .insert_header((CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .insert_header((CONTENT_ENCODING, "identity"))
        .insert_header((ETAG, format!("\"{}\"", logo.file.sha256)))
        .insert_header((CACHE_CONTROL, "private, max-age=3600"))
        .body(bytes))
}
