//! The sent-log as a file.

use crate::caller::{Caller, may};
use crate::exports::{self, Exported, moment, words};
use crate::extract::Parameters;
use crate::views::Answer;
use actix_web::get;
use chrono_tz::Tz;
use documents::tables::Cell;
use domain::access::Reach;
use store::{DeliveryRow, ListQuery, OrgRead, Page, Result};

impl Exported for DeliveryRow {
    type May = may::ReadDeliveries;
    const NOUN: &'static str = "deliveries";
    const TITLE: &'static str = "Sent log";

    async fn page(org: &OrgRead, query: &ListQuery, reach: Reach) -> Result<Page<Self>> {
        org.sent_log(query, reach).await
    }

    fn cell(&self, column: &str, zone: Tz) -> Cell {
        match column {
            "planned" => moment(self.planned_at, zone),
            "subject" => self.about.as_ref().map_or(Cell::Empty, |about| Cell::text(&about.reference)),
            "title" => self.about.as_ref().map_or(Cell::Empty, |about| Cell::text(&about.title)),
            "step" => Cell::text(words::step(&self.step)),
            "channel" => Cell::text(words::name(Self::NOUN, column, self.channel.name())),
            "recipient" => Cell::text(&self.recipient.name),
            "due" => Cell::Date(self.due),
            "state" => Cell::text(words::name(Self::NOUN, column, self.state.name())),
            "reason" => match (&self.reason, &self.last_error) {
                (Some(reason), _) => Cell::text(words::name(Self::NOUN, column, reason)),
                (None, Some(said)) => Cell::text(said),
                (None, None) => Cell::Empty,
            },
            "settled" => self.settled_at.map_or(Cell::Empty, |at| moment(at, zone)),
            "copies" => Cell::Number(i64::from(self.copies)),
            _ => Cell::Empty,
        }
    }
}

/// Take the sent-log away as a file: the same rows and order as the list, all of them.
#[utoipa::path(tag = "deliveries", operation_id = "export_deliveries",
    params(("org" = String, Path), ("format" = String, Query, description = "`csv` or `xlsx`.")),
    extensions(("x-permission" = json!("read_deliveries")), ("x-list" = json!("deliveries"))),
    responses((status = 200, content_type = "text/csv", body = String), (status = 409), (status = 422)))]
#[get("/o/{org}/deliveries/export")]
pub(crate) async fn handle(caller: Caller<may::ReadDeliveries>, parameters: Parameters) -> Answer {
    exports::answer::<DeliveryRow>(caller, parameters).await
}
