//! What an export says of itself: whose it is, what it shows, when it was made and by whom.

use super::asked::Asked;
use super::{Exported, moment, words};
use crate::caller::Caller;
use actix_web::http::header::{ContentDisposition, DispositionParam, DispositionType};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use documents::tables::Cell;
use domain::access::Reach;
use store::{Column, Kind, Page};

pub(super) struct Made {
    pub(super) zone: Tz,
    at: DateTime<Utc>,
    by: String,
    slug: String,
    organisation: String,
    noun: &'static str,
    title: &'static str,
    filters: Vec<(String, String)>,
    sort: String,
    /// How many rows the list had when the first of them were read.
    pub(super) expected: usize,
}

impl Made {
    pub(super) fn new<T: Exported>(
        caller: &Caller<T::May>,
        asked: &Asked,
        (by, at): (String, DateTime<Utc>),
        page: &Page<T>,
    ) -> Self {
        let zone = caller.membership().tenancy().zone();
        let mut filters: Vec<(String, String)> = Vec::new();
        if caller.reach() != Reach::All {
            filters.push(("Reach".to_owned(), "Only what is one's own".to_owned()));
        }
        for (name, value) in &asked.query.parameters {
            if name == "q" {
                filters.push(("Search".to_owned(), value.clone()));
            } else if let Some(column) = asked.list.columns.iter().find(|column| column.name == name) {
                // Whom or what an id stands for is told by the rows, which the caller may see.
                let shown = page.items.first().map(|row| row.cell(name, zone));
                filters.push((column.heading.to_owned(), filter::<T>(column, value, &by, shown)));
            }
        }
        let sort = asked.query.parameters.get("sort").map_or(asked.list.default_sort, String::as_str);
        Self {
            zone,
            at,
            by,
            slug: caller.membership().slug().to_owned(),
            organisation: caller.membership().organisation().to_owned(),
            noun: T::NOUN,
            title: T::TITLE,
            filters,
            sort: sorted(asked, sort),
            expected: usize::try_from(page.total).unwrap_or_default(),
        }
    }

    pub(super) const fn title(&self) -> &'static str {
        self.title
    }

    /// `acme-tasks-2026-11-26.xlsx`, to be kept as a file.
    pub(super) fn disposition(&self, ending: &str) -> ContentDisposition {
        let day = self.at.with_timezone(&self.zone).date_naive();
        to_keep(format!("{}-{}-{day}.{ending}", self.slug, self.noun))
    }

    /// The lines of the sheet "About".
    pub(super) fn lines(&self, rows: usize) -> Vec<(String, Cell)> {
        let line = |name: &str, value: &str| (name.to_owned(), Cell::text(value));
        let mut lines = vec![line("Organisation", &self.organisation), line("List", self.title)];
        if self.filters.is_empty() {
            lines.push(line("Filters", "None"));
        }
        lines.extend(self.filters.iter().map(|(name, value)| line(&format!("Filter: {name}"), value)));
        lines.push(line("Sorted by", &self.sort));
        lines.push(("Rows".to_owned(), Cell::Number(i64::try_from(rows).unwrap_or(i64::MAX))));
        lines.push(("Made at".to_owned(), moment(self.at, self.zone)));
        lines.push(line("Time zone", self.zone.name()));
        lines.push(line("Made by", &self.by));
        lines
    }

    /// The same in a sentence, for the last line of a CSV.
    pub(super) fn sentence(&self, rows: usize) -> String {
        let at = self.at.with_timezone(&self.zone).format("%-d %b %Y at %H:%M");
        let filters: Vec<String> =
            self.filters.iter().map(|(name, value)| format!("; {name}: {value}")).collect();
        format!(
            "{} of {}: {rows} {}, made on {at} ({}) by {}; sorted by {}{}",
            self.title,
            self.organisation,
            if rows == 1 { "row" } else { "rows" },
            self.zone.name(),
            self.by,
            self.sort,
            filters.concat()
        )
    }
}

/// A file to be kept under this name. It is plain ASCII, as slugs are: no second form of it is needed.
pub(crate) fn to_keep(name: String) -> ContentDisposition {
    ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(name)],
    }
}

fn sorted(asked: &Asked, sort: &str) -> String {
    let (name, order) = sort.strip_prefix('-').map_or((sort, "ascending"), |name| (name, "descending"));
    let column = asked.list.columns.iter().find(|column| column.name == name);
    format!("{}, {order}", column.map_or(name, |column| column.heading))
}

fn filter<T: Exported>(column: &Column, value: &str, me: &str, shown: Option<Cell>) -> String {
    match column.kind {
        Kind::OneOf(_) => {
            let each: Vec<String> =
                value.split(',').map(|name| words::name(T::NOUN, column.name, name)).collect();
            each.join(" or ")
        }
        Kind::Person if value == "me" => me.to_owned(),
        Kind::Person if value == "none" => "Nobody".to_owned(),
        Kind::Person | Kind::Subject => match shown {
            Some(Cell::Text(text)) => text,
            _ => "One that no row shows".to_owned(),
        },
        Kind::Flag | Kind::Overdue | Kind::ToReview | Kind::DueSoon => {
            words::flag(value == "true").to_owned()
        }
        // Which team it is is told by the file's name for it, where a row shows one.
        Kind::Team => match shown {
            Some(Cell::Text(text)) => text,
            _ => "One that no row shows".to_owned(),
        },
        Kind::Linked => "One thing".to_owned(),
        Kind::Like => "As one delivery failed".to_owned(),
        Kind::Work => value.replace('_', " "),
        Kind::When => words::when(value).to_owned(),
        Kind::Text | Kind::Number | Kind::Date | Kind::Instant | Kind::Since | Kind::Until => {
            value.to_owned()
        }
    }
}
