//! The frame around a document and around a part of the reference.

use super::library::{self, Page};
use super::reference::{self, Part};
use minijinja::value::Serde;
use minijinja::{Environment, Error, Value, context};
use serde::Serialize;
use std::sync::LazyLock;

pub(super) type Rendered<T> = Result<T, Error>;

/// A line of the list of contents.
#[derive(Serialize)]
struct Entry<'a> {
    href: String,
    title: &'a str,
    here: bool,
}

/// A titled part of the list; a long one is folded away until one is in it.
#[derive(Serialize)]
struct Group<'a> {
    title: &'a str,
    folded: bool,
    entries: Vec<Entry<'a>>,
}

/// From how many entries a part is folded away.
const LONG: usize = 15;
/// From how many headings a page says what is on it.
const MANY_HEADINGS: usize = 4;

static FRAME: LazyLock<Rendered<Environment<'static>>> = LazyLock::new(|| {
    let mut environment = Environment::new();
    environment.add_template("frame.html", include_str!("frame.html"))?;
    environment.add_template("operations.html", include_str!("operations.html"))?;
    environment.add_template("schemas.html", include_str!("schemas.html"))?;
    environment.add_template("index.html", include_str!("index.html"))?;
    Ok(environment)
});

/// Renders one of the templates.
pub(super) fn fill(template: &str, values: Value) -> Rendered<String> {
    let environment = FRAME.as_ref().map_err(|error| Error::new(error.kind(), error.to_string()))?;
    environment.get_template(template)?.render(values)
}

/// A document in its frame.
pub(super) fn of_document(page: &Page) -> Rendered<String> {
    let on_it = if page.headings.len() >= MANY_HEADINGS { page.headings.as_slice() } else { &[] };
    let body = Value::from_safe_string(page.html.clone());
    fill(
        "frame.html",
        context! { title => page.title.as_str(), body, on_it => Value::from(Serde(on_it)), groups => documents(&page.path), place => "docs" },
    )
}

/// A part of the reference in its frame.
pub(super) fn of_reference(part: &Part) -> Rendered<String> {
    let entries = reference::parts().iter().map(|one| Entry {
        href: one.address(),
        title: &one.title,
        here: one.name == part.name,
    });
    let groups =
        Value::from(Serde([Group { title: "API reference", folded: false, entries: entries.collect() }]));
    let body = Value::from_safe_string(part.html.clone());
    fill("frame.html", context! { title => part.title.as_str(), body, groups, place => "api" })
}

/// What is said where there is no page.
pub(super) fn nothing() -> Rendered<String> {
    let html = "<h1>There is no such page</h1>\n<p>It may have been moved. The list of contents names every page.</p>";
    let body = Value::from_safe_string(html.to_owned());
    fill(
        "frame.html",
        context! { title => "There is no such page", body, groups => documents("-"), place => "docs" },
    )
}

fn documents(here: &str) -> Value {
    let group = |part: &'static library::Part| {
        let is_here = part.pages.iter().any(|page| page.path == here);
        let entries = part.pages.iter().map(|page| Entry {
            href: format!("/docs/{}", page.path).trim_end_matches('/').to_owned(),
            title: &page.title,
            here: page.path == here,
        });
        Group { title: part.title, folded: part.pages.len() > LONG && !is_here, entries: entries.collect() }
    };
    Value::from(Serde(library::parts().iter().map(group).collect::<Vec<_>>()))
}
