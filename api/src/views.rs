//! Forms that several endpoints show.

use crate::problem::Problem;
use actix_web::HttpResponse;
use actix_web::http::header::ETAG;
use serde::Serialize;
use store::{ControlRef, Owner, Page};
use utoipa::ToSchema;
use uuid::Uuid;

/// One page of a list.
#[derive(Serialize, ToSchema)]
pub(crate) struct PageView<T: ToSchema> {
    /// The items.
    items: Vec<T>,
    /// The cursor of the next page, while there is one.
    next: Option<String>,
    /// How many match in all.
    total: i64,
}

impl<T: ToSchema> PageView<T> {
    pub(crate) fn of<U>(page: Page<U>, view: impl FnMut(U) -> T) -> Self {
        let page = page.map(view);
        Self { items: page.items, next: page.next, total: page.total }
    }
}

/// A person by id and name.
#[derive(Serialize, ToSchema)]
#[schema(as = PersonRef)]
pub(crate) struct OwnerView {
    id: Uuid,
    name: String,
}

impl From<Owner> for OwnerView {
    fn from(owner: Owner) -> Self {
        Self { id: owner.id, name: owner.name }
    }
}

/// A requirement or control by reference.
#[derive(Serialize, ToSchema)]
#[schema(as = ControlRef)]
pub(crate) struct ControlRefView {
    id: Uuid,
    reference: String,
    title: String,
}

impl From<ControlRef> for ControlRefView {
    fn from(control: ControlRef) -> Self {
        Self { id: control.id, reference: control.reference, title: control.title }
    }
}

/// A versioned thing: its view with its version as `ETag`.
pub(crate) fn versioned(
    mut response: actix_web::HttpResponseBuilder,
    version: i32,
    view: &impl Serialize,
) -> HttpResponse {
    response.insert_header((ETAG, format!("\"{version}\""))).json(view)
}

/// What a handler answers.
pub(crate) type Answer = Result<HttpResponse, Problem>;
