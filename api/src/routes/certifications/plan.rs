//! The plan of a certification's cycle as pages, for the board.

use super::get::as_of;
use crate::caller::{Caller, may};
use crate::exports::cycle_plan::{Printing, values};
use crate::extract::{Id, Parameters};
use crate::problem::Problem;
use crate::routes::evidence::content::disposition;
use crate::routes::settings::logo::all;
use crate::views::Answer;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, DispositionType};
use actix_web::rt::time::timeout;
use actix_web::{HttpResponse, get, web};
use std::sync::Arc;
use std::time::Duration;

/// A plan of usual length takes a fraction of a second.
const PATIENCE: Duration = Duration::from_secs(30);

/// The plan of the cycle as PDF: where the certificate stands, every date with its rule, visits and findings. The same data
/// makes the same bytes.
#[utoipa::path(tag = "certifications", operation_id = "print_cycle_plan",
    params(("org" = String, Path), ("id" = Uuid, Path),
        ("as_of" = Option<NaiveDate>, Query, description = "As it stood when that day ended; left out: as it is.")),
    extensions(("x-permission" = json!("read_certification"))),
    responses((status = 200, content_type = "application/pdf", body = Vec<u8>), (status = 404), (status = 422),
        (status = 429), (status = 503)))]
#[get("/o/{org}/certifications/{id}/plan.pdf")]
pub(crate) async fn handle(caller: Caller<may::ReadCertification>, id: Id, parameters: Parameters) -> Answer {
    let day = as_of(&parameters)?;
    let org = caller.read().await?;
    let (view, findings) = org.certification_as_of(id.0, day).await?;
    let (logo, today) = (org.logo().await?, org.today());
    org.close().await?;
    let logo = match logo {
        Some(logo) => Some(all(&caller, &logo.file).await?),
        None => None,
    };
    let day = day.filter(|day| *day < today).unwrap_or(today);
    let membership = caller.membership();
    let zone = membership.tenancy().zone();
    let to = Printing { organisation: membership.organisation(), logo, zone, day };
    let plan = values(&view, &findings, to);
    let name = format!("{}-{}-cycle-plan-{day}.pdf", membership.slug(), view.row.reference);
    let place = caller.state().printing.enter(caller.whose())?;
    let printer = Arc::clone(&caller.state().api.printer.0);
    let printing = web::block(move || {
        // The room is left when the pages are done, also where nobody waits for them any longer.
        let _place = place;
        printer.cycle_plan(&plan)
    });
    let printed = timeout(PATIENCE, printing).await.map_err(|_| Problem::Busy)?.map_err(|_| Problem::Busy)?;
    let bytes = printed.map_err(|why| {
        tracing::error!(%why, "a plan could not be printed");
        Problem::Internal
    })?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/pdf"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((CONTENT_DISPOSITION, disposition(DispositionType::Attachment, &name)))
        .body(bytes))
}
