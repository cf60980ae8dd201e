//! The list of tasks as a file.

use crate::caller::{Caller, may};
use crate::exports::{self, Exported, moment, words};
use crate::extract::Parameters;
use crate::views::Answer;
use actix_web::get;
use chrono_tz::Tz;
use documents::tables::Cell;
use domain::access::Reach;
use store::{ListQuery, OrgRead, Page, Result, TaskRow};

impl Exported for TaskRow {
    type May = may::ReadTasks;
    const NOUN: &'static str = "tasks";
    const TITLE: &'static str = "Tasks";

    async fn page(org: &OrgRead, query: &ListQuery, reach: Reach) -> Result<Page<Self>> {
        org.tasks(query, reach).await
    }

    fn cell(&self, column: &str, zone: Tz) -> Cell {
        match column {
            "reference" => Cell::text(&self.reference),
            "title" => Cell::text(&self.title),
            "state" => Cell::text(words::name(Self::NOUN, column, self.state.name())),
            "priority" => Cell::text(words::name(Self::NOUN, column, self.priority.name())),
            "owner" => self.owner.as_ref().map_or(Cell::Empty, |owner| Cell::text(&owner.name)),
            "control" => self.control.as_ref().map_or(Cell::Empty, |control| Cell::text(&control.reference)),
            "reviewer" => self.reviewer.as_ref().map_or(Cell::Empty, |one| Cell::text(&one.name)),
            "checklist" if self.items > 0 => Cell::text(&format!("{} of {}", self.items_done, self.items)),
            "due" => Cell::date(self.due),
            "overdue" => Cell::text(words::flag(self.overdue)),
            "updated" => moment(self.updated_at, zone),
            _ => Cell::Empty,
        }
    }
}

/// Take the tasks away as a file: the same rows and order as the list, all of them.
#[utoipa::path(tag = "tasks", operation_id = "export_tasks",
    params(("org" = String, Path), ("format" = String, Query, description = "`csv` or `xlsx`.")),
    extensions(("x-permission" = json!("read_tasks")), ("x-list" = json!("tasks"))),
    responses((status = 200, content_type = "text/csv", body = String), (status = 409), (status = 422)))]
#[get("/o/{org}/tasks/export")]
pub(crate) async fn handle(caller: Caller<may::ReadTasks>, parameters: Parameters) -> Answer {
    exports::answer::<TaskRow>(caller, parameters).await
}
