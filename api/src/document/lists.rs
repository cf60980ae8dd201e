//! What a list understands, from the store's columns: filters, search, sort and pages.

use super::exact::{number, text};
use store::{Column, Kind, WHEN};
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{OpenApi, RefOr, Schema};

const ID: &str = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

/// Whether an operation answers that list: by its path, or because it says so.
fn answers(path: &str, operation: &Operation, list: &store::List) -> bool {
    let said = operation.extensions.as_ref().and_then(|said| said.get("x-list"));
    path == format!("/api/v1/o/{{org}}/{}", list.noun) || said.is_some_and(|noun| noun == list.noun)
}

/// Adds what a list understands: filters by its columns, sort, search, paging.
pub(super) fn add_parameters(document: &mut OpenApi, list: &store::List) {
    let gets = document.paths.paths.iter_mut().filter_map(|(path, item)| Some((path, item.get.as_mut()?)));
    gets.filter(|(path, operation)| answers(path, operation, list))
        .for_each(|(path, operation)| add_list_parameters(operation, list, !path.ends_with("/export")));
}

fn add_list_parameters(operation: &mut Operation, list: &store::List, has_pages: bool) {
    let mut add = |name: &str, schema: RefOr<Schema>, description: String| {
        let parameter = ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Query)
            .description(Some(description))
            .schema(Some(schema))
            .build();
        operation.parameters.get_or_insert_default().push(parameter.into());
    };
    for column in list.columns.iter().filter(|column| column.filter) {
        add(column.name, form(column), meaning(column));
    }
    let sortable: Vec<&str> =
        list.columns.iter().filter(|column| column.sortable).map(|column| column.name).collect();
    let words = ObjectBuilder::new().schema_type(Type::String).max_length(Some(200));
    add("q", words.into(), "Words to search for; all must occur.".to_owned());
    add(
        "sort",
        text(format!("^-?({})$", sortable.join("|"))),
        format!(
            "One of {}; with - before it descending. Default {}.",
            sortable.join(", "),
            list.default_sort
        ),
    );
    if !has_pages {
        let shown = list.columns.iter().filter(|column| column.is_shown());
        let names: Vec<&str> = shown.map(|column| column.name).collect();
        let one = names.join("|");
        add(
            "columns",
            text(format!("^({one})(,({one}))*$")),
            format!("Which columns, in this order: of {}.", names.join(", ")),
        );
        return;
    }
    add("limit", number(1, 100), "1 to 100, default 50.".to_owned());
    add("cursor", text("^[A-Za-z0-9_-]+$".to_owned()), "Where the page before ended.".to_owned());
}

/// How a filter is written.
fn form(column: &Column) -> RefOr<Schema> {
    match column.kind {
        Kind::OneOf(names) => {
            let one = names.join("|");
            text(format!("^({one})(,({one}))*$"))
        }
        Kind::Person => text(format!("^(me|none|{ID})$")),
        Kind::Subject | Kind::Team | Kind::Linked | Kind::Like => text(format!("^{ID}$")),
        Kind::When => text(format!("^({})$", WHEN.join("|"))),
        Kind::Flag | Kind::Overdue | Kind::ToReview | Kind::DueSoon => {
            ObjectBuilder::new().schema_type(Type::Boolean).into()
        }
        Kind::Since | Kind::Until => {
            let day = ObjectBuilder::new().schema_type(Type::String);
            // From 2000 to 2199, as wherever a day is asked for.
            day.format(Some(SchemaFormat::KnownFormat(KnownFormat::Date))).pattern(Some("^2[01]")).into()
        }
        Kind::Work | Kind::Text | Kind::Number | Kind::Date | Kind::Instant => {
            ObjectBuilder::new().schema_type(Type::String).into()
        }
    }
}

fn meaning(column: &Column) -> String {
    match column.kind {
        Kind::OneOf(names) => format!("One or several of {}, separated by commas.", names.join(", ")),
        Kind::Person => "A person's id, `me` or `none`.".to_owned(),
        Kind::Subject => "An id.".to_owned(),
        Kind::Flag => "`true` or `false`.".to_owned(),
        Kind::Like => "The id of a delivery that failed: those of which the same was said.".to_owned(),
        Kind::Linked => "The id of what it is linked to.".to_owned(),
        Kind::Team => "The id of a team that the person belongs to.".to_owned(),
        Kind::Work => "Where it stands among one's own work, such as `overdue` or `handed_back`.".to_owned(),
        Kind::When => format!(
            "One of {}: within 7 or 30 days from today, after 7 days, or without a date.",
            WHEN.join(", ")
        ),
        Kind::Since => "A day in the organisation's zone: from its beginning on.".to_owned(),
        Kind::Until => "A day in the organisation's zone: until its end.".to_owned(),
        Kind::Overdue => "`true`: past its date in the organisation's zone, and not ended.".to_owned(),
        Kind::ToReview => "`true`: waits for the caller's review.".to_owned(),
        Kind::DueSoon => "`true`: due within seven days from today, and not ended.".to_owned(),
        Kind::Text | Kind::Number | Kind::Date | Kind::Instant => "Exactly this.".to_owned(),
    }
}
