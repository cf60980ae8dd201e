//! How a view is shown, and what is asked before one is touched.

use crate::caller::Caller;
use crate::problem::Problem;
use crate::views::OwnerView;
use chrono::{DateTime, Utc};
use domain::access::{Action, Reach};
use domain::id::ViewId;
use serde::Serialize;
use std::collections::BTreeMap;
use store::{SavedView as Stored, viewable};
use utoipa::ToSchema;
use uuid::Uuid;

/// Something that a view names and is no more.
#[derive(Serialize, ToSchema)]
#[schema(as = GonePart)]
pub(crate) struct GoneView {
    /// The part of the view, such as `owner` or `columns`.
    part: String,
    /// What stands there: a person's name, or the word itself.
    value: String,
    /// A stable code: `person_left`, `no_such_person`, `unknown`.
    why: &'static str,
}

/// A list as somebody likes to see it.
#[derive(Serialize, ToSchema)]
#[schema(as = SavedView)]
pub(crate) struct ViewView {
    id: Uuid,
    /// The list, as in the URL.
    list: String,
    name: String,
    /// The list's parameters, and `columns` and `density` as the web app has them in its address.
    query: BTreeMap<String, String>,
    /// Whether everybody who may read the list sees it.
    shared: bool,
    owner: OwnerView,
    /// Whether it is the caller's.
    mine: bool,
    /// Whether the caller may change it.
    changeable: bool,
    /// Whether the caller's list opens with it.
    default: bool,
    /// What it names and is no more; it opens without these.
    gone: Vec<GoneView>,
    version: i32,
    updated_at: DateTime<Utc>,
}

pub(super) fn view<P>(caller: &Caller<P>, stored: Stored) -> ViewView {
    ViewView {
        id: stored.id.0,
        list: stored.list,
        name: stored.name,
        query: stored.query,
        shared: stored.shared,
        owner: stored.owner.into(),
        mine: stored.mine,
        changeable: stored.mine || shares(caller),
        default: stored.default,
        gone: stored
            .gone
            .into_iter()
            .map(|gone| GoneView { part: gone.part, value: gone.value, why: gone.why })
            .collect(),
        version: stored.version,
        updated_at: stored.updated_at,
    }
}

/// The lists that the caller may read, of those that have views.
pub(super) fn readable<P>(caller: &Caller<P>) -> Vec<&'static str> {
    viewable().filter(|(_, read)| caller.reach_of(*read) != Reach::None).map(|(noun, _)| noun).collect()
}

/// One list that the caller may read.
pub(super) fn known<P>(caller: &Caller<P>, pointer: &str, noun: &str) -> Result<&'static str, Problem> {
    let found = viewable().find(|(name, _)| *name == noun);
    let (name, read) = found.ok_or_else(|| Problem::field(pointer, "unknown", "is no list with views"))?;
    if caller.reach_of(read) == Reach::None { Err(Problem::Forbidden) } else { Ok(name) }
}

pub(super) fn shares<P>(caller: &Caller<P>) -> bool {
    caller.reach_of(Action::ShareView) != Reach::None
}

/// Whoever lets others see a view may.
pub(super) fn may_share<P>(caller: &Caller<P>, shared: bool) -> Result<(), Problem> {
    if shared && !shares(caller) { Err(Problem::Forbidden) } else { Ok(()) }
}

pub(super) fn name(text: &str) -> Result<String, Problem> {
    domain::text::line(text, 80).map_err(|why| Problem::field("/name", why.code(), why.to_string()))
}

pub(super) async fn after<P>(caller: &Caller<P>, id: ViewId) -> Result<(i32, ViewView), Problem> {
    let org = caller.read().await?;
    let stored = org.view(id, &readable(caller)).await?;
    org.close().await?;
    Ok((stored.version, view(caller, stored)))
}
