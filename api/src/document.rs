//! The API document, from the code: routes from their handlers, list parameters from the store's columns.

mod exact;
mod lists;

use crate::problem::ProblemView;
use crate::routes;
use actix_web::App;
use std::collections::BTreeSet;
use utoipa::openapi::path::Operation;
use utoipa::openapi::schema::ArrayItems;
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
    for list in store::lists() {
        lists::add_parameters(&mut document, &list);
    }
    exact::headers(&mut document);
    exact::refusals(&mut document);
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
        [&mut item.get, &mut item.head, &mut item.post, &mut item.patch, &mut item.put, &mut item.delete]
            .into_iter()
            .flatten()
            .map(move |operation| (path, operation))
    })
}

/// Every answer that is no success is a problem.
fn add_problems(document: &mut OpenApi) {
    let mut schemas = vec![(ProblemView::name().into_owned(), ProblemView::schema())];
    ProblemView::schemas(&mut schemas);
    document.components.get_or_insert_default().schemas.extend(schemas);
    for (_, operation) in operations(document) {
        let responses = &mut operation.responses.responses;
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
