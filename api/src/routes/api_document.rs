//! The API document.

use actix_web::http::header::ContentType;
use actix_web::{HttpResponse, get};

/// The API document, OpenAPI 3.1.
#[get("/api/openapi.json")]
pub(crate) async fn document() -> HttpResponse {
    HttpResponse::Ok().insert_header(ContentType::json()).body(crate::openapi())
}
