//! What is reviewed, as a file.

use crate::caller::{Caller, may};
use crate::exports::{self, Exported, words};
use crate::extract::Parameters;
use crate::views::Answer;
use actix_web::get;
use chrono_tz::Tz;
use documents::tables::Cell;
use domain::access::Reach;
use store::{ListQuery, OrgRead, Page, Result, ReviewRow};

impl Exported for ReviewRow {
    type May = may::ReadReviews;
    const NOUN: &'static str = "reviews";
    const TITLE: &'static str = "Reviews";

    async fn page(org: &OrgRead, query: &ListQuery, _: Reach) -> Result<Page<Self>> {
        org.reviews(query).await
    }

    fn cell(&self, column: &str, _: Tz) -> Cell {
        match column {
            "reference" => Cell::text(&self.reference),
            "title" => Cell::text(&self.title),
            "due" => Cell::Date(self.due),
            "reviewer" => self.reviewer.as_ref().map_or(Cell::Empty, |one| Cell::text(&one.name)),
            "last" => self.last_on.map_or(Cell::Empty, Cell::Date),
            "outcome" => self
                .last_outcome
                .map_or(Cell::Empty, |outcome| Cell::text(words::name(Self::NOUN, column, outcome.name()))),
            "overdue" => Cell::text(words::flag(self.overdue)),
            "stale" => Cell::text(words::flag(self.stale)),
            "unapproved" => Cell::text(words::flag(self.unapproved)),
            _ => Cell::Empty,
        }
    }
}

/// Take the reviews away as a file: the same rows and order as the list, all of them.
#[utoipa::path(tag = "reviews", operation_id = "export_reviews",
    params(("org" = String, Path), ("format" = String, Query, description = "`csv` or `xlsx`.")),
    extensions(("x-permission" = json!("read_reviews")), ("x-list" = json!("reviews"))),
    responses((status = 200, content_type = "text/csv", body = String), (status = 409), (status = 422)))]
#[get("/o/{org}/reviews/export")]
pub(crate) async fn handle(caller: Caller<may::ReadReviews>, parameters: Parameters) -> Answer {
    exports::answer::<ReviewRow>(caller, parameters).await
}
