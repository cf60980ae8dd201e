//! The trail as a table for people. What can be checked elsewhere is the file (`file.rs`).

use crate::caller::{Caller, may};
use crate::exports::{self, Exported, moment, words};
use crate::extract::Parameters;
use crate::views::Answer;
use actix_web::get;
use chrono_tz::Tz;
use documents::tables::Cell;
use domain::access::Reach;
use domain::trail::hexadecimal;
use store::{ListQuery, OrgRead, Page, Result, TrailRow};

impl Exported for TrailRow {
    type May = may::ReadTrail;
    const NOUN: &'static str = "trail";
    const TITLE: &'static str = "Trail";

    async fn page(org: &OrgRead, query: &ListQuery, _: Reach) -> Result<Page<Self>> {
        org.trail(query).await
    }

    fn cell(&self, column: &str, zone: Tz) -> Cell {
        match column {
            "number" => Cell::Number(self.seq),
            "at" => moment(self.at, zone),
            "who" => match (&self.doer.person, &self.doer.via) {
                (Some(person), _) => Cell::text(&person.name),
                (None, Some(service)) => Cell::text(service.name()),
                (None, None) => Cell::text("OpenAIMS"),
            },
            "kind" => Cell::text(words::name(Self::NOUN, column, &self.kind)),
            "subject" => self.about.as_ref().map_or(Cell::Empty, |about| Cell::text(&about.reference)),
            "title" => self.about.as_ref().map_or(Cell::Empty, |about| Cell::text(&about.title)),
            "body" => Cell::text(match &self.body {
                Some(body) => body.to_string(),
                None => "Erased".to_owned(),
            }),
            "hash" => Cell::text(hexadecimal(&self.hash)),
            _ => Cell::Empty,
        }
    }
}

/// Take the trail away as a table: the same rows and order as the list, all of them.
#[utoipa::path(tag = "trail", operation_id = "export_trail",
    params(("org" = String, Path), ("format" = String, Query, description = "`csv` or `xlsx`.")),
    extensions(("x-permission" = json!("read_trail")), ("x-list" = json!("trail"))),
    responses((status = 200, content_type = "text/csv", body = String), (status = 409), (status = 422)))]
#[get("/o/{org}/trail/export")]
pub(crate) async fn handle(caller: Caller<may::ReadTrail>, parameters: Parameters) -> Answer {
    exports::answer::<TrailRow>(caller, parameters).await
}
