//! The certifications.

use super::together::TogetherView;
use super::view::{CertificationRowView, CertificationsView};
use crate::caller::{Caller, may};
use crate::views::Answer;
use actix_web::{HttpResponse, get};

/// The certifications of the organisation, the one with the nearest date first, and which audits could be one
/// visit.
#[utoipa::path(tag = "certifications", operation_id = "list_certifications", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_certification"))),
    responses((status = 200, body = CertificationsView)))]
#[get("/o/{org}/certifications")]
pub(crate) async fn handle(caller: Caller<may::ReadCertification>) -> Answer {
    let org = caller.read().await?;
    let (rows, together) = (org.certifications().await?, org.audits_together().await?);
    org.close().await?;
    let items = rows.into_iter().map(CertificationRowView::from).collect();
    let together = together.into_iter().map(TogetherView::from).collect();
    Ok(HttpResponse::Ok().json(CertificationsView { items, together }))
}
