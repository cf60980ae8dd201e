//! The list of requirements and controls as a file.

use crate::caller::{Caller, may};
use crate::exports::{self, Exported, words};
use crate::extract::Parameters;
use crate::views::Answer;
use actix_web::get;
use chrono_tz::Tz;
use documents::tables::Cell;
use domain::access::Reach;
use store::{ControlRow, ListQuery, OrgRead, Page, Result};

impl Exported for ControlRow {
    type May = may::ReadControls;
    const NOUN: &'static str = "controls";
    const TITLE: &'static str = "Requirements and controls";

    async fn page(org: &OrgRead, query: &ListQuery, _: Reach) -> Result<Page<Self>> {
        org.controls(query).await
    }

    fn cell(&self, column: &str, _: Tz) -> Cell {
        match column {
            "reference" => Cell::text(&self.reference),
            "title" => Cell::text(&self.title),
            "kind" => Cell::text(words::name(Self::NOUN, column, &self.kind)),
            "area" => Cell::text(&self.area),
            "status" => Cell::text(words::name(Self::NOUN, column, self.status.name())),
            "owner" => self.owner.as_ref().map_or(Cell::Empty, |owner| Cell::text(&owner.name)),
            "due" => Cell::date(self.due),
            "lapsed" => Cell::date(self.lapsed_on),
            "unproven" => Cell::text(words::flag(self.unproven)),
            "overdue" => Cell::text(words::flag(self.overdue)),
            "tasks" => Cell::Number(self.open_tasks),
            _ => Cell::Empty,
        }
    }
}

/// Take the requirements and controls away as a file: the same rows and order as the list, all of them.
#[utoipa::path(tag = "controls", operation_id = "export_controls",
    params(("org" = String, Path), ("format" = String, Query, description = "`csv` or `xlsx`.")),
    extensions(("x-permission" = json!("read_controls")), ("x-list" = json!("controls"))),
    responses((status = 200, content_type = "text/csv", body = String), (status = 409), (status = 422)))]
#[get("/o/{org}/controls/export")]
pub(crate) async fn handle(caller: Caller<may::ReadControls>, parameters: Parameters) -> Answer {
    exports::answer::<ControlRow>(caller, parameters).await
}
