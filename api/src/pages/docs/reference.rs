//! The reference of the API, made from its document: a page of what there is, one for each group, one of all forms.

use super::operations::{self, Operation};
use super::page::fill;
use super::schemas;
use minijinja::value::Serde;
use minijinja::{Value, context};

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A page of the reference.
#[derive(Debug)]
pub(super) struct Part {
    /// The last part of its address; empty: the first one.
    pub(super) name: String,
    pub(super) title: String,
    pub(super) html: String,
}

impl Part {
    pub(super) fn address(&self) -> String {
        format!("/api/docs/{}", self.name).trim_end_matches('/').to_owned()
    }
}

/// Every page of the reference.
pub(super) fn parts() -> &'static [Part] {
    static PARTS: LazyLock<Vec<Part>> = LazyLock::new(|| {
        let document: serde_json::Value = serde_json::from_str(&crate::openapi()).unwrap_or_default();
        made(&document).unwrap_or_else(|error| {
            tracing::error!(%error, "the reference of the API cannot be rendered");
            Vec::new()
        })
    });
    &PARTS
}

fn made(document: &serde_json::Value) -> Result<Vec<Part>, minijinja::Error> {
    let mut groups: BTreeMap<String, Vec<Operation>> = BTreeMap::new();
    for (group, operation) in operations::all(document) {
        groups.entry(group).or_default().push(operation);
    }
    let about = super::markdown::inline(document["info"]["description"].as_str().unwrap_or_default());
    let version = document["info"]["version"].as_str().unwrap_or_default();
    let first = fill("index.html", context! { about, version, groups => Value::from(Serde(&groups)) })?;
    let mut parts = vec![Part { name: String::new(), title: "API reference".to_owned(), html: first }];
    for (name, operations) in groups {
        let title = titled(&name);
        let html = fill(
            "operations.html",
            context! { title => title.as_str(), operations => Value::from(Serde(&operations)) },
        )?;
        parts.push(Part { name, title, html });
    }
    let html = fill("schemas.html", context! { forms => Value::from(Serde(schemas::all(document))) })?;
    parts.push(Part { name: "schemas".to_owned(), title: "Forms".to_owned(), html });
    Ok(parts)
}

fn titled(name: &str) -> String {
    let mut letters = name.replace('_', " ").chars().collect::<Vec<_>>();
    if let Some(first) = letters.first_mut() {
        *first = first.to_ascii_uppercase();
    }
    letters.into_iter().collect()
}
