//! Bringing in people from a file: looked at first, then done.

mod file;
mod view;

use crate::caller::{Caller, may};
use crate::extract::{idempotency_key, repeatable};
use crate::problem::{FieldProblem, Problem};
use crate::views::Answer;
use actix_web::{HttpRequest, HttpResponse, post, web};
use domain::people_import::{Fate, Planned};
use file::Brought;
use serde::Deserialize;
use store::Mode;
use view::{ImportPreviewView, ImportedView, wrong_rows};

/// The most rows that a refusal names one by one.
const MOST_NAMED: usize = 100;

/// How to import.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    /// What the preview called what it showed.
    digest: String,
    mode: String,
    #[serde(default)]
    invite: bool,
}

impl Wanted {
    fn mode(&self) -> Result<Mode, Problem> {
        match self.mode.as_str() {
            "all_or_nothing" => Ok(Mode::AllOrNothing),
            "good_rows" => Ok(Mode::GoodRows),
            _ => Err(Problem::field("mode", "unknown", "must be all_or_nothing or good_rows")),
        }
    }
}

/// See what a file of people would do: the fate of each row, and nothing is done.
///
/// The body is the file: CSV (comma, semicolon or tab; UTF-8 or Windows-1252) or XLSX, at most 5 MB and 10,000 rows. Its
/// first row names the columns name, address, and perhaps zone, roles and manager (an address). An empty cell leaves
/// what there is.
#[utoipa::path(tag = "people", operation_id = "preview_people_import", params(("org" = String, Path)),
    extensions(("x-permission" = json!("manage_people"))),
    request_body(content = String, content_type = "text/csv"),
    responses((status = 200, body = ImportPreviewView), (status = 413), (status = 415), (status = 422)))]
#[post("/o/{org}/people/import/preview")]
pub(crate) async fn preview(caller: Caller<may::ManagePeople>, brought: Brought) -> Answer {
    let org = caller.read().await?;
    let plan = org.plan_import(&brought.file, caller.membership().roles()).await?;
    org.close().await?;
    Ok(HttpResponse::Ok().json(ImportPreviewView::of(plan, brought)))
}

/// Import a file of people as it was previewed: everything or nothing, or the good rows.
#[utoipa::path(tag = "people", operation_id = "import_people",
    params(("org" = String, Path), ("Idempotency-Key" = Option<String>, Header),
        ("digest" = String, Query, description = "The preview's digest: what was looked at is what is done."),
        ("mode" = String, Query, description = "`all_or_nothing` or `good_rows`."),
        ("invite" = Option<bool>, Query, description = "Whether whoever is new and has a role is invited.")),
    extensions(("x-permission" = json!("manage_people"))),
    request_body(content = String, content_type = "text/csv"),
    responses((status = 200, body = ImportedView), (status = 409), (status = 413), (status = 415), (status = 422)))]
#[post("/o/{org}/people/import")]
pub(crate) async fn handle(
    caller: Caller<may::ManagePeople>,
    request: HttpRequest,
    brought: Brought,
) -> Answer {
    let wanted = web::Query::<Wanted>::from_query(request.query_string())
        .map_err(|error| Problem::Malformed(error.to_string()))?
        .into_inner();
    let mode = wanted.mode()?;
    let asked = [request.query_string().as_bytes(), b"\n", &brought.file.bytes].concat();
    let key = idempotency_key(&request)?.map(|text| repeatable(&request, text, &asked));
    let by = caller.membership().roles();
    let org = caller.write().await?;
    let plan = org.plan_import(&brought.file, by).await?;
    let done = org.import_people(&plan, &wanted.digest, wanted.invite, key.as_ref(), by).await?;
    if mode == Mode::AllOrNothing && done.left_out > 0 {
        // Dropped without a commit, nothing of it is kept.
        return Err(refused(&plan.rows));
    }
    org.commit().await?;
    Ok(HttpResponse::Ok().json(ImportedView::of(done, wrong_rows(&plan.rows))))
}

/// Names the rows in which something is wrong.
fn refused(rows: &[Planned]) -> Problem {
    let wrong = rows.iter().filter_map(|row| match &row.fate {
        Fate::Wrong(faults) => Some((row.number, faults.first()?)),
        _ => None,
    });
    let named = wrong.take(MOST_NAMED).map(|(number, (field, fault))| {
        FieldProblem::new(
            &format!("/rows/{number}/{field}"),
            fault.code(),
            format!("row {number}: {field} {fault}"),
        )
    });
    Problem::InvalidInput(named.collect())
}
