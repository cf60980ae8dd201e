//! The operators' console. Every look and every step is written into their log.

pub(crate) mod jobs;
pub(crate) mod log;
pub(crate) mod organisations;
pub(crate) mod steps;

use crate::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A page of what operators look at.
#[derive(Serialize, ToSchema)]
pub(crate) struct Turned<T: ToSchema> {
    /// The items, the latest first.
    items: Vec<T>,
    /// What to ask for after these, while there may be more.
    next: Option<Uuid>,
}

/// How a page is asked for.
#[derive(Default)]
pub(crate) struct Turning {
    pub(crate) after: Option<Uuid>,
    pub(crate) limit: Option<u64>,
}

impl Turning {
    /// Takes a parameter of its own; answers whether it was one.
    pub(crate) fn take(&mut self, name: &str, value: &str) -> Result<bool, Problem> {
        match name {
            "after" => {
                let id = Uuid::parse_str(value)
                    .map_err(|_| Problem::field("after", "not_an_id", "is not an id"))?;
                self.after = Some(id);
            }
            "limit" => {
                let refused = || Problem::field("limit", "out_of_range", "must lie between 1 and 100");
                self.limit = Some(value.parse().map_err(|_| refused())?);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// The page, with where to go on while it is full.
    pub(crate) fn page<T: ToSchema>(&self, items: Vec<T>, id: impl Fn(&T) -> Uuid) -> Turned<T> {
        let is_full = items.len() as u64 >= self.limit.unwrap_or(50);
        Turned { next: items.last().filter(|_| is_full).map(id), items }
    }
}
