//! Every document, read out of the program and rendered once.

use super::markdown::{self, Heading};
use rust_embed::RustEmbed;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "../docs"]
#[include = "*.md"]
#[allow_missing = true]
struct Docs;

const CHANGELOG: &str = include_str!("../../../../CHANGELOG.md");

/// The parts of the documents, by their folders, in the order of the list of contents.
const PARTS: [(&str, &str); 6] = [
    ("users", "For people who use OpenAIMS"),
    ("operators", "For operators"),
    ("developers", "For developers"),
    ("security", "Security"),
    ("", "How it is built"),
    ("decisions", "Decisions"),
];

/// One document.
#[derive(Debug)]
pub(super) struct Page {
    /// Its address below `/docs/`; empty: the first one.
    pub(super) path: String,
    /// Its first heading.
    pub(super) title: String,
    /// Its headings of the second rank.
    pub(super) headings: Vec<Heading>,
    pub(super) html: String,
    /// The documents that it leads to, in its own order.
    leads_to: Vec<String>,
}

/// A part of the documents with its pages in the order in which its first page names them.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) title: &'static str,
    pub(super) pages: Vec<&'static Page>,
}

/// Every document.
pub(super) fn pages() -> &'static [Page] {
    static PAGES: LazyLock<Vec<Page>> = LazyLock::new(|| {
        let sources = sources();
        sources.iter().map(|(file, text)| read(file, text, &sources)).collect()
    });
    &PAGES
}

/// The list of contents.
pub(super) fn parts() -> &'static [Part] {
    static CONTENTS: LazyLock<Vec<Part>> = LazyLock::new(|| {
        PARTS.into_iter().map(|(folder, title)| Part { title, pages: of_part(folder) }).collect()
    });
    &CONTENTS
}

fn of_part(folder: &str) -> Vec<&'static Page> {
    let mut found: Vec<_> = pages().iter().filter(|page| page.part() == folder).collect();
    let first = pages().iter().find(|page| page.path == folder);
    let place = |page: &Page| {
        let named = first.and_then(|first| first.leads_to.iter().position(|path| *path == page.path));
        (page.path != folder, named.unwrap_or(usize::MAX))
    };
    found.sort_by(|one, other| place(one).cmp(&place(other)).then_with(|| one.path.cmp(&other.path)));
    found
}

impl Page {
    /// The folder that the list of contents shows it under.
    fn part(&self) -> &str {
        let is_first = PARTS.iter().any(|(folder, _)| *folder == self.path);
        self.path.split_once('/').map_or(if is_first { &self.path } else { "" }, |(folder, _)| folder)
    }
}

/// The texts by their places in the tree.
fn sources() -> BTreeMap<String, String> {
    let docs = Docs::iter().filter_map(|name| {
        let text = String::from_utf8_lossy(&Docs::get(&name)?.data).into_owned();
        Some((format!("docs/{name}"), text))
    });
    docs.chain([("CHANGELOG.md".to_owned(), CHANGELOG.to_owned())]).collect()
}

fn read(file: &str, text: &str, sources: &BTreeMap<String, String>) -> Page {
    let mut leads_to = Vec::new();
    let rendered = markdown::render(text, |target| {
        let (path, anchor) =
            target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(anchor)));
        let to = if path.is_empty() { file.to_owned() } else { beside(file, path) };
        if !sources.contains_key(&to) {
            return None;
        }
        let address = address(&to);
        let whole = if address.is_empty() { "/docs".to_owned() } else { format!("/docs/{address}") };
        leads_to.push(address);
        Some(anchor.map_or(whole.clone(), |anchor| format!("{whole}#{anchor}")))
    });
    Page {
        path: address(file),
        title: rendered.title,
        headings: rendered.headings,
        html: rendered.html,
        leads_to,
    }
}

/// Where a document is shown, below `/docs/`.
fn address(file: &str) -> String {
    let file = file.strip_prefix("docs/").unwrap_or(file).trim_end_matches(".md");
    match file {
        "README" => String::new(),
        "CHANGELOG" => "changelog".to_owned(),
        _ => file.trim_end_matches("/README").to_owned(),
    }
}

/// The place that a path means beside a file.
fn beside(file: &str, path: &str) -> String {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_shown_where_its_name_says() {
        assert_eq!(address("docs/README.md"), "");
        assert_eq!(address("docs/users/README.md"), "users");
        assert_eq!(address("docs/users/tasks.md"), "users/tasks");
        assert_eq!(address("CHANGELOG.md"), "changelog");
        assert_eq!(beside("docs/users/tasks.md", "../../CHANGELOG.md"), "CHANGELOG.md");
        assert_eq!(beside("docs/README.md", "users/README.md"), "docs/users/README.md");
    }

    #[test]
    fn every_document_stands_in_the_list_of_contents_once() {
        let mut listed: Vec<_> = parts().iter().flat_map(|part| &part.pages).map(|page| &page.path).collect();
        let mut all: Vec<_> = pages().iter().map(|page| &page.path).collect();
        listed.sort();
        all.sort();
        assert_eq!(listed, all);
        assert!(all.len() > 50, "{all:?}");
    }
}
