//! The documents and the reference of the API as pages: rendered here, without a script, and loading nothing from elsewhere.

mod library;
mod markdown;
mod operations;
mod page;
mod reference;
mod schemas;

use crate::problem::Problem;
use crate::views::Answer;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use actix_web::{HttpResponse, get, web};

const STYLE: &str = include_str!("docs/style.css");
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'";
/// Read again after an upgrade, soon enough.
const KEPT: &str = "public, max-age=600";

/// The beginning of the documents.
#[get("/docs")]
pub(crate) async fn begin() -> Answer {
    document("")
}

/// How the pages look.
#[get("/docs/style.css")]
pub(crate) async fn style() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/css; charset=utf-8"))
        .insert_header((CACHE_CONTROL, KEPT))
        .body(STYLE)
}

/// One document.
#[get("/docs/{path:.*}")]
pub(crate) async fn show(path: web::Path<String>) -> Answer {
    document(path.trim_end_matches('/'))
}

/// The beginning of the reference of the API.
#[get("/api/docs")]
pub(crate) async fn api_begin() -> Answer {
    api_part("")
}

/// The operations of one group, or the forms of everything that is sent.
#[get("/api/docs/{part}")]
pub(crate) async fn api_show(part: web::Path<String>) -> Answer {
    api_part(&part)
}

fn document(path: &str) -> Answer {
    let shown = library::pages().iter().find(|page| page.path == path).map(page::of_document);
    answer(shown.transpose(), page::nothing)
}

fn api_part(part: &str) -> Answer {
    let shown = reference::parts().iter().find(|one| one.name == part).map(page::of_reference);
    answer(shown.transpose(), page::nothing)
}

fn answer(shown: page::Rendered<Option<String>>, missing: fn() -> page::Rendered<String>) -> Answer {
    let (status, html) =
        match shown.and_then(|html| html.map_or_else(|| Ok((404, missing()?)), |html| Ok((200, html)))) {
            Ok(found) => found,
            Err(error) => {
                tracing::error!(%error, "a document cannot be rendered");
                return Err(Problem::Internal);
            }
        };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
    Ok(HttpResponse::build(status)
        .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((CACHE_CONTROL, KEPT))
        .body(html))
}
