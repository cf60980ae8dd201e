//! The API document, from the code: routes from their handlers, list parameters from the store's columns.

use crate::problem::ProblemView;
use crate::routes;
use actix_web::App;
use std::collections::BTreeSet;
use store::{Column, Kind, WHEN, lists};
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ArrayItems, ObjectBuilder, Type};
use utoipa::openapi::{ContactBuilder, Content, InfoBuilder, OpenApi, Ref, RefOr, ResponseBuilder, Schema};
use utoipa::{PartialSchema, ToSchema};
use utoipa_actix_web::AppExt;
use utoipa_actix_web::scope::scope;

/// The document as pretty JSON in a stable order, ending with a line break.
#[must_use]
pub fn openapi() -> String {
    let (_, mut document) =
        App::new().into_utoipa_app().service(scope("/api/v1").configure(routes::all)).split_for_parts();
    describe(&mut document);
    for list in lists() {
        add_parameters(&mut document, &list);
    }
    add_problems(&mut document);
    complete_answers(&mut document);
    let value = serde_json::to_value(&document).unwrap_or_default();
    serde_json::to_string_pretty(&value).unwrap_or_default()
}

fn describe(document: &mut OpenApi) {
    document.info = InfoBuilder::new()
        .title("OpenAIMS")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "An AI management system for ISO/IEC 42001. Sign in with POST /api/v1/session; the session is a cookie. \
             Versioned things answer with an ETag, and a change names it with If-Match. Errors are problem+json \
             (RFC 9457) with a stable code.",
        ))
        .contact(Some(ContactBuilder::new().name(Some("OpenAIMS")).build()))
        .build();
}

fn operations(document: &mut OpenApi) -> impl Iterator<Item = (&String, &mut Operation)> {
    document.paths.paths.iter_mut().flat_map(|(path, item)| {
        [&mut item.get, &mut item.post, &mut item.patch, &mut item.put, &mut item.delete]
            .into_iter()
            .flatten()
            .map(move |operation| (path, operation))
    })
}

/// Whether an operation answers that list: by its path, or because it says so.
fn answers(path: &str, operation: &Operation, list: &store::List) -> bool {
    let said = operation.extensions.as_ref().and_then(|said| said.get("x-list"));
    path == format!("/api/v1/o/{{org}}/{}", list.noun) || said.is_some_and(|noun| noun == list.noun)
}

/// Adds what a list understands: filters by its columns, sort, search, paging.
fn add_parameters(document: &mut OpenApi, list: &store::List) {
    let gets = document.paths.paths.iter_mut().filter_map(|(path, item)| Some((path, item.get.as_mut()?)));
    gets.filter(|(path, operation)| answers(path, operation, list))
        .for_each(|(path, operation)| add_list_parameters(operation, list, !path.ends_with("/export")));
}

fn add_list_parameters(operation: &mut Operation, list: &store::List, has_pages: bool) {
    let mut add = |name: &str, kind: Type, description: String| {
        let parameter = ParameterBuilder::new()
            .name(name)
            .parameter_in(ParameterIn::Query)
            .description(Some(description))
            .schema(Some(ObjectBuilder::new().schema_type(kind)))
            .build();
        operation.parameters.get_or_insert_default().push(parameter.into());
    };
    for column in list.columns.iter().filter(|column| column.filter) {
        let kind = if matches!(column.kind, Kind::Flag | Kind::Overdue | Kind::ToReview | Kind::DueSoon) {
            Type::Boolean
        } else {
            Type::String
        };
        add(column.name, kind, meaning(column));
    }
    let sortable: Vec<&str> =
        list.columns.iter().filter(|column| column.sortable).map(|column| column.name).collect();
    add("q", Type::String, "Words to search for; all must occur.".to_owned());
    add(
        "sort",
        Type::String,
        format!(
            "One of {}; with - before it descending. Default {}.",
            sortable.join(", "),
            list.default_sort
        ),
    );
    if !has_pages {
        let shown = list.columns.iter().filter(|column| column.is_shown());
        let names: Vec<&str> = shown.map(|column| column.name).collect();
        add("columns", Type::String, format!("Which columns, in this order: of {}.", names.join(", ")));
        return;
    }
    add("limit", Type::Integer, "1 to 100, default 50.".to_owned());
    add("cursor", Type::String, "Where the page before ended.".to_owned());
}

fn meaning(column: &Column) -> String {
    match column.kind {
        Kind::OneOf(names) => format!("One or several of {}, separated by commas.", names.join(", ")),
        Kind::Person => "A person's id, `me` or `none`.".to_owned(),
        Kind::Subject => "An id.".to_owned(),
        Kind::Flag => "`true` or `false`.".to_owned(),
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

/// Every answer that is no success is a problem.
fn add_problems(document: &mut OpenApi) {
    let mut schemas = vec![(ProblemView::name().into_owned(), ProblemView::schema())];
    ProblemView::schemas(&mut schemas);
    document.components.get_or_insert_default().schemas.extend(schemas);
    for (path, operation) in operations(document) {
        let responses = &mut operation.responses.responses;
        let mut expected: Vec<&str> = Vec::new();
        if path.contains("{org}") {
            expected.extend(["401", "403", "404"]);
        }
        for status in expected {
            responses.entry(status.to_owned()).or_insert_with(|| ResponseBuilder::new().build().into());
        }
        for (status, response) in responses.iter_mut().filter(|(status, _)| status.starts_with(['4', '5'])) {
            let problem = Content::new(Some(Ref::from_schema_name("Problem")));
            *response = ResponseBuilder::new()
                .description(format!("Problem with status {status}"))
                .content("application/problem+json", problem)
                .build()
                .into();
        }
    }
}

/// What the server sends is always whole, an absent value as null; only what it takes may leave fields out.
fn complete_answers(document: &mut OpenApi) {
    let taken: BTreeSet<String> =
        operations(document).filter_map(|(_, operation)| takes(operation)).collect();
    let schemas = &mut document.components.get_or_insert_default().schemas;
    schemas.iter_mut().filter(|(name, _)| !taken.contains(*name)).for_each(|(_, schema)| complete(schema));
}

fn complete(schema: &mut RefOr<Schema>) {
    match schema {
        RefOr::T(Schema::Object(object)) => {
            object.required = object.properties.keys().cloned().collect();
            object.properties.values_mut().for_each(complete);
        }
        RefOr::T(Schema::Array(array)) => {
            if let ArrayItems::RefOrSchema(items) = &mut array.items {
                complete(items);
            }
        }
        RefOr::T(Schema::AllOf(all)) => all.items.iter_mut().for_each(complete),
        _ => {}
    }
}

/// The name of the form that an operation takes.
fn takes(operation: &Operation) -> Option<String> {
    let RefOr::T(body) = operation.request_body.as_ref()? else { return None };
    let RefOr::T(content) = body.content.values().next()? else { return None };
    let RefOr::Ref(form) = content.schema.as_ref()? else { return None };
    form.ref_location.rsplit('/').next().map(str::to_owned)
}
