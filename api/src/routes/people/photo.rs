//! Photos of people: each gives their own, everybody of the organisation sees them, and nobody else.

use super::view::{PersonView, after};
use crate::caller::{Caller, may};
use crate::extract::{Id, IfMatch, whole};
use crate::problem::Problem;
use crate::routes::evidence::content::unreadable;
use crate::routes::uploads::Arrival;
use crate::views::{Answer, versioned};
use actix_web::body::SizedStream;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use actix_web::{HttpRequest, HttpResponse, delete, get, put, web};
use domain::id::{PersonId, UploadId};
use domain::picture::{MOST_BYTES, Picture, take};
use futures::StreamExt;
use integrations::files::FileKey;
use serde::Serialize;
use store::NewUpload;
use utoipa::ToSchema;
use uuid::Uuid;

/// Who has a photo.
#[derive(Serialize, ToSchema)]
#[schema(as = Photo)]
pub(crate) struct PhotoView {
    person: Uuid,
    /// Another photo has another mark; as a parameter of the photo's address it keeps browsers from showing an old one.
    mark: Uuid,
}

/// Everybody who has a photo.
#[derive(Serialize, ToSchema)]
pub(crate) struct Photos {
    items: Vec<PhotoView>,
}

/// Who of the organisation has a photo.
#[utoipa::path(tag = "people", operation_id = "list_photos", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_organisation"))), responses((status = 200, body = Photos)))]
#[get("/o/{org}/photos")]
pub(crate) async fn list(caller: Caller<may::ReadOrganisation>) -> Answer {
    let org = caller.read().await?;
    let rows = org.portraits().await?;
    org.close().await?;
    let items = rows.into_iter().map(|row| PhotoView { person: row.person, mark: row.mark }).collect();
    Ok(HttpResponse::Ok().json(Photos { items }))
}

/// The photo of somebody of the organisation.
#[utoipa::path(tag = "people", operation_id = "person_photo",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path)),
    extensions(("x-permission" = json!("read_organisation"))),
    responses((status = 200, content_type = "image/*", body = Vec<u8>), (status = 304), (status = 404)))]
#[get("/o/{org}/people/{id}/photo")]
pub(crate) async fn show(caller: Caller<may::ReadOrganisation>, id: Id, request: HttpRequest) -> Answer {
    let org = caller.read().await?;
    let file = org.portrait(PersonId(id.0.0)).await?;
    org.close().await?;
    if file.damage.is_some() {
        return Err(Problem::NotFound);
    }
    let etag = format!("\"{}\"", file.sha256);
    if request.headers().get(IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == etag.as_bytes()) {
        return Ok(HttpResponse::NotModified().insert_header((ETAG, etag)).finish());
    }
    let key = FileKey { org: caller.membership().tenancy().org(), file: file.id };
    let content = caller.state().api.files.read(key, None).await.map_err(unreadable)?;
    let bytes = content.map(|chunk| chunk.map_err(Box::<dyn std::error::Error>::from));
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, file.media_type))
        .insert_header((ETAG, etag))
        // The browser of somebody who may see it keeps it for a day; nobody in between does.
        .insert_header((CACHE_CONTROL, "private, max-age=86400"))
        .insert_header((CONTENT_ENCODING, "identity"))
        .body(SizedStream::new(u64::try_from(file.size).unwrap_or_default(), bytes)))
}

/// Give oneself a photo: PNG, JPEG or WebP, at most 2 MB and 4,096 pixels a side. What lies beside the image, such as
/// where it was taken, is not kept.
#[utoipa::path(tag = "people", operation_id = "set_photo",
    params(("org" = String, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("revise_profile"))),
    request_body(content = Vec<u8>, content_type = "image/*"),
    responses((status = 200, body = PersonView), (status = 412), (status = 413), (status = 422), (status = 428)))]
#[put("/o/{org}/profile/photo")]
pub(crate) async fn set(
    caller: Caller<may::ReviseProfile>,
    version: IfMatch,
    request: HttpRequest,
    mut payload: web::Payload,
) -> Answer {
    let bytes = whole(&mut payload, MOST_BYTES, &request).await?;
    let taken = web::block(move || take(&bytes)).await.map_err(|_| Problem::Busy)?;
    let picture = taken.map_err(|why| Problem::field("/photo", why.code(), why.to_string()))?;
    let me = caller.membership().person();
    let upload = keep(&caller, &picture).await?;
    let org = caller.write().await?;
    org.set_portrait(me, version.0, upload).await?;
    org.commit().await?;
    let (version, view) = after(&caller, me).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}

/// Puts a picture where files lie. It waits there as any upload does, and goes by itself when nothing comes of it.
async fn keep<P>(caller: &Caller<P>, picture: &Picture) -> Result<UploadId, Problem> {
    let new = NewUpload {
        name: "photo".to_owned(),
        size: i64::try_from(picture.bytes.len()).unwrap_or(i64::MAX),
        quota: i64::try_from(caller.state().api.files.quota()).unwrap_or(i64::MAX),
    };
    let org = caller.write().await?;
    let upload = org.begin_upload(new).await?;
    org.commit().await?;
    let mut arrival = Arrival::hold(caller, upload.id).await?;
    let kept = async {
        arrival.take(&picture.bytes).await?;
        arrival.finish_if_whole().await
    };
    let kept = kept.await;
    arrival.release().await;
    kept.map(|()| upload.id)
}

/// Take one's photo away, where there is one.
#[utoipa::path(tag = "people", operation_id = "remove_photo",
    params(("org" = String, Path), ("If-Match" = String, Header)),
    extensions(("x-permission" = json!("revise_profile"))),
    responses((status = 200, body = PersonView), (status = 412), (status = 428)))]
#[delete("/o/{org}/profile/photo")]
pub(crate) async fn remove(caller: Caller<may::ReviseProfile>, version: IfMatch) -> Answer {
    let me = caller.membership().person();
    let org = caller.write().await?;
    org.remove_portrait(me, version.0).await?;
    org.commit().await?;
    let (version, view) = after(&caller, me).await?;
    Ok(versioned(HttpResponse::Ok(), version, &view))
}
