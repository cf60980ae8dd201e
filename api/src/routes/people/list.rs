//! Who belongs to the organisation.

use super::view::{PersonRowView, row};
use crate::caller::{Caller, may};
use crate::extract::Parameters;
use crate::views::{Answer, PageView};
use actix_web::{HttpResponse, get};

/// The people of the organisation.
#[utoipa::path(tag = "people", operation_id = "list_people", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_people"))),
    responses((status = 200, body = PageView<PersonRowView>)))]
#[get("/o/{org}/people")]
pub(crate) async fn handle(caller: Caller<may::ReadPeople>, parameters: Parameters) -> Answer {
    let org = caller.read().await?;
    let page = org.people(&parameters.0).await?;
    org.close().await?;
    Ok(HttpResponse::Ok().json(PageView::of(page, row)))
}
