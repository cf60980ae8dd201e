//! Notes: formatted text as the tree that a ProseMirror editor keeps. What is not named here is refused, so that
//! nothing else is ever stored, and whoever reads it has to understand no more than this.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The most that notes may take as JSON, in bytes.
pub const MOST_BYTES: usize = 64 * 1024;
/// How deep lists and quotations may lie in each other: ten lists.
const MOST_DEPTH: usize = 21;
const LONGEST_LINK: usize = 2_000;
const PROTOCOLS: [&str; 3] = ["https://", "http://", "mailto:"];

/// Formatted text that keeps to what is allowed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Notes(Value);

/// Why something is no notes, and where in it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{pointer}: {code}")]
pub struct NotesRefused {
    /// Where, as a JSON pointer.
    pub pointer: String,
    /// The stable code.
    pub code: &'static str,
}

/// A line of notes: a paragraph, a heading, an item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is, as in the tree: `paragraph`, `heading`, `listItem` or `blockquote`.
    pub kind: &'static str,
    /// What it says.
    pub text: String,
}

/// What may lie in something.
#[derive(Clone, Copy)]
enum Holds {
    Blocks,
    Items,
    Text,
}

const NODES: [(&str, Holds); 7] = [
    ("doc", Holds::Blocks),
    ("paragraph", Holds::Text),
    ("heading", Holds::Text),
    ("bulletList", Holds::Items),
    ("orderedList", Holds::Items),
    ("listItem", Holds::Blocks),
    ("blockquote", Holds::Blocks),
];

fn node(kind: &str) -> Option<(&'static str, Holds)> {
    NODES.iter().find(|(name, _)| *name == kind).copied()
}

impl Holds {
    fn takes(self, kind: &str) -> bool {
        match self {
            Self::Blocks => node(kind).is_some() && kind != "doc" && kind != "listItem",
            Self::Items => kind == "listItem",
            Self::Text => kind == "text",
        }
    }
}

impl Notes {
    /// Takes formatted text that keeps to what is allowed.
    ///
    /// # Errors
    /// What is not allowed, and where it is.
    pub fn parse(value: Value) -> Result<Self, NotesRefused> {
        // Text is at most as long as its JSON; what is far too long is not walked through.
        if value.to_string().len() > MOST_BYTES {
            return Err(refused("", "notes_too_long"));
        }
        if value.get("type").and_then(Value::as_str) != Some("doc") {
            return Err(refused("/type", "not_allowed"));
        }
        check(&value, "", 0)?;
        Ok(Self(value))
    }

    /// The tree.
    #[must_use]
    pub const fn value(&self) -> &Value {
        &self.0
    }

    /// Its lines in their order; empty ones are left out.
    #[must_use]
    pub fn blocks(&self) -> Vec<Block> {
        let mut found = Vec::new();
        gather(&self.0, "paragraph", &mut found);
        found
    }

    /// What it says without its form, one line for each.
    #[must_use]
    pub fn plain(&self) -> String {
        let lines: Vec<String> = self.blocks().into_iter().map(|block| block.text).collect();
        lines.join("\n")
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.blocks().is_empty()
    }
}

fn refused(pointer: &str, code: &'static str) -> NotesRefused {
    NotesRefused { pointer: pointer.to_owned(), code }
}

fn check(value: &Value, at: &str, depth: usize) -> Result<(), NotesRefused> {
    if depth > MOST_DEPTH {
        return Err(refused(at, "notes_too_deep"));
    }
    let object = value.as_object().ok_or_else(|| refused(at, "not_allowed"))?;
    let kind = object.get("type").and_then(Value::as_str).unwrap_or_default();
    if kind == "text" {
        return check_text(object, at);
    }
    let (_, holds) = node(kind).ok_or_else(|| refused(&format!("{at}/type"), "not_allowed"))?;
    only(object, &["type", "attrs", "content"], at)?;
    check_attributes(kind, object.get("attrs"), at)?;
    let none = Vec::new();
    let content = match object.get("content") {
        Some(content) => {
            content.as_array().ok_or_else(|| refused(&format!("{at}/content"), "not_allowed"))?
        }
        None => &none,
    };
    if content.is_empty() && !matches!(holds, Holds::Text) {
        return Err(refused(&format!("{at}/content"), "not_allowed"));
    }
    for (position, child) in content.iter().enumerate() {
        let at = format!("{at}/content/{position}");
        let kind = child.get("type").and_then(Value::as_str).unwrap_or_default();
        if !holds.takes(kind) {
            return Err(refused(&format!("{at}/type"), "not_allowed"));
        }
        check(child, &at, depth + 1)?;
    }
    Ok(())
}

fn only(object: &Map<String, Value>, known: &[&str], at: &str) -> Result<(), NotesRefused> {
    match object.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(refused(&format!("{at}/{key}"), "not_allowed")),
        None => Ok(()),
    }
}

/// A heading has its level; nothing else has anything.
fn check_attributes(kind: &str, attributes: Option<&Value>, at: &str) -> Result<(), NotesRefused> {
    let wrong = || refused(&format!("{at}/attrs"), "not_allowed");
    match (kind, attributes) {
        ("heading", Some(Value::Object(attributes))) => {
            let level = attributes.get("level").and_then(Value::as_u64);
            (attributes.len() == 1 && matches!(level, Some(2 | 3))).then_some(()).ok_or_else(wrong)
        }
        ("heading", _) | (_, Some(_)) => Err(wrong()),
        (_, None) => Ok(()),
    }
}

fn check_text(object: &Map<String, Value>, at: &str) -> Result<(), NotesRefused> {
    only(object, &["type", "text", "marks"], at)?;
    let text = object.get("text").and_then(Value::as_str).unwrap_or_default();
    // PostgreSQL stores no NUL, and nobody types control characters.
    if text.is_empty() || text.chars().any(|one| one.is_control() && one != '\n' && one != '\t') {
        return Err(refused(&format!("{at}/text"), "not_allowed"));
    }
    let Some(marks) = object.get("marks") else { return Ok(()) };
    let marks = marks.as_array().ok_or_else(|| refused(&format!("{at}/marks"), "not_allowed"))?;
    let mut seen = Vec::new();
    for (position, mark) in marks.iter().enumerate() {
        let at = format!("{at}/marks/{position}");
        let kind = check_mark(mark, &at)?;
        if seen.contains(&kind) {
            return Err(refused(&at, "not_allowed"));
        }
        seen.push(kind);
    }
    Ok(())
}

fn check_mark<'a>(mark: &'a Value, at: &str) -> Result<&'a str, NotesRefused> {
    let object = mark.as_object().ok_or_else(|| refused(at, "not_allowed"))?;
    only(object, &["type", "attrs"], at)?;
    let attributes = object.get("attrs");
    match object.get("type").and_then(Value::as_str).unwrap_or_default() {
        kind @ ("bold" | "italic" | "code") if attributes.is_none() => Ok(kind),
        kind @ "link" => {
            let attributes = attributes.and_then(Value::as_object).filter(|one| one.len() == 1);
            let href = attributes.and_then(|one| one.get("href")).and_then(Value::as_str);
            if href.is_some_and(leads_outside) { Ok(kind) } else { Err(refused(at, "link_not_allowed")) }
        }
        _ => Err(refused(at, "not_allowed")),
    }
}

/// Whether a link leads to a page or an address, and does nothing else.
fn leads_outside(href: &str) -> bool {
    let lower = href.to_ascii_lowercase();
    PROTOCOLS.iter().any(|protocol| lower.starts_with(protocol) && lower.len() > protocol.len())
        && href.len() <= LONGEST_LINK
        && !href.chars().any(|one| one.is_control() || one.is_whitespace())
}

fn gather(value: &Value, within: &'static str, found: &mut Vec<Block>) {
    let kind = value.get("type").and_then(Value::as_str).unwrap_or_default();
    let children = value.get("content").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let Some((kind, holds)) = node(kind) else { return };
    if matches!(holds, Holds::Text) {
        let text: String =
            children.iter().filter_map(|child| child.get("text").and_then(Value::as_str)).collect();
        if !text.trim().is_empty() {
            found.push(Block { kind: if kind == "heading" { kind } else { within }, text });
        }
        return;
    }
    let within = if matches!(kind, "listItem" | "blockquote") { kind } else { within };
    for child in children {
        gather(child, within, found);
    }
}

#[cfg(test)]
#[path = "notes_tests.rs"]
mod tests;
