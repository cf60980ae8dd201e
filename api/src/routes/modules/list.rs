//! The training modules.

use super::view::{ModuleView, ModulesView};
use crate::caller::{Caller, may};
use crate::views::Answer;
use actix_web::{HttpResponse, get};
use domain::access::Reach;

/// The training modules by their titles, each with how far those who are asked have come.
#[utoipa::path(tag = "training", operation_id = "list_modules", params(("org" = String, Path)),
    extensions(("x-permission" = json!("read_training"))),
    responses((status = 200, body = ModulesView)))]
#[get("/o/{org}/modules")]
pub(crate) async fn handle(caller: Caller<may::ReadTraining>) -> Answer {
    let org = caller.read().await?;
    let mut rows = org.modules().await?;
    if caller.reach() != Reach::All {
        // What is their own is what they answer for.
        let me = caller.membership().person();
        rows.retain(|row| row.module.owner == Some(me));
    }
    let names = org.audience_names(rows.iter().map(|row| &row.module.audience)).await?;
    org.close().await?;
    let items = rows.into_iter().map(|row| ModuleView::of(row, &names, &caller)).collect();
    Ok(HttpResponse::Ok().json(ModulesView { items }))
}
