//! What people write, on its way to Jira (as a document and as wiki text) and to Slack.

use integrations::jira::{adf::Document, wiki};
use integrations::slack::blocks;
use serde_json::Value;
use url::Url;

pub(super) fn check(bytes: &[u8]) {
    let text = super::text_of(bytes);
    document(&text);
    markup(&text);
    slack(&text);
}

/// A document that Jira takes, in which every letter stands that was written.
fn document(text: &str) {
    let doc = Document::new().text(text).finish();
    let mut said = String::new();
    assert_eq!(doc["type"], "doc");
    walk(&doc, "doc", &mut said);
    let written: String = text.chars().take(20_000).collect();
    assert_eq!(super::letters(&said), super::letters(&written), "the document says something else");
    walk(&Document::new().fact("Name", text).finish(), "doc", &mut said);
}

fn walk(node: &Value, within: &str, said: &mut String) {
    let kind = node["type"].as_str().expect("a node has a type");
    if within == "paragraph" {
        assert!(["text", "hardBreak"].contains(&kind), "{kind} in a paragraph");
    }
    if kind == "text" {
        let text = node["text"].as_str().expect("a text node has text");
        assert!(!text.is_empty() && !text.chars().any(char::is_control), "Jira takes no such text node");
        said.push_str(text);
    }
    for child in node["content"].as_array().into_iter().flatten() {
        walk(child, kind, said);
    }
}

/// Wiki text in which nothing means anything but the stars of lists.
fn markup(text: &str) {
    let out = wiki::text(text);
    for line in out.lines() {
        let mut rest = line.strip_prefix("* ").unwrap_or(line).chars();
        while let Some(c) = rest.next() {
            assert!(!"*_-+^~{}[]!|#?".contains(c), "{c} means something in {line}");
            if c == '\\' {
                assert!(rest.next().is_some_and(|c| !c.is_alphanumeric()), "half an escape in {line}");
            }
        }
    }
    assert_eq!(super::letters(&out), super::letters(text), "the markup says something else");
}

/// Text that calls nobody and closes no link.
fn slack(text: &str) {
    let escaped = blocks::escaped(text);
    assert!(!escaped.contains(['<', '>']));
    let url = Url::parse("https://aims.example/o/acme").expect("a URL");
    let link = blocks::link(&url, text);
    assert_eq!((link.matches('<').count(), link.matches('>').count(), link.matches('|').count()), (1, 1, 1));
    assert!(!link.contains(['\n', '\r']));
    let section = blocks::section(&escaped);
    let said = section["text"]["text"].as_str().expect("a section has text");
    assert!(said.chars().count() <= 3_000);
    let half = said.trim_end_matches('…').rfind('&').map(|at| &said[at..]);
    assert!(half.is_none_or(|half| half.contains(';')), "half an escape at the end");
    let mention = blocks::mention(text);
    assert!(mention[2..mention.len() - 1].chars().all(|c| c.is_ascii_alphanumeric()));
}
