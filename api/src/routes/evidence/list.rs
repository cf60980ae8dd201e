//! The list of evidence.

use super::view::EvidenceRowView;
use crate::caller::{Caller, may};
use crate::extract::Parameters;
use crate::views::{Answer, PageView};
use actix_web::{HttpResponse, get};

/// The evidence of the organisation, or for those who see only their own, this.
#[utoipa::path(tag = "evidence", operation_id = "list_evidence", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_evidence"))),
    responses((status = 200, body = PageView<EvidenceRowView>)))]
#[get("/o/{org}/evidence")]
pub(crate) async fn handle(caller: Caller<may::ReadEvidence>, parameters: Parameters) -> Answer {
    let org = caller.read().await?;
    let page = org.evidence_list(&parameters.0, caller.reach()).await?;
    org.close().await?;
    Ok(HttpResponse::Ok().json(PageView::of(page, EvidenceRowView::from)))
}
