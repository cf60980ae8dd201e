//! The list of teams.

use super::view::TeamRowView;
use crate::caller::{Caller, may};
use crate::extract::Parameters;
use crate::views::{Answer, PageView};
use actix_web::{HttpResponse, get};

/// The teams of the organisation.
#[utoipa::path(tag = "teams", operation_id = "list_teams", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_people"))),
    responses((status = 200, body = PageView<TeamRowView>)))]
#[get("/o/{org}/teams")]
pub(crate) async fn handle(caller: Caller<may::ReadPeople>, parameters: Parameters) -> Answer {
    let org = caller.read().await?;
    let page = org.teams(&parameters.0).await?;
    org.close().await?;
    Ok(HttpResponse::Ok().json(PageView::of(page, TeamRowView::from)))
}
