//! Notes as a ProseMirror editor keeps them. What is taken holds only what is allowed, and no link that does anything.

use domain::notes::{MOST_BYTES, Notes};
use serde_json::Value;

pub(super) fn check(bytes: &[u8]) {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else {
        return super::letter::check(&super::text_of(&bytes[..bytes.len().min(500)]));
    };
    let Ok(notes) = Notes::parse(value.clone()) else { return };
    assert_eq!(notes.value(), &value, "what was taken is not what came");
    let stored = serde_json::to_string(&notes).expect("notes can be written");
    assert!(stored.len() <= MOST_BYTES);
    let again: Value = serde_json::from_str(&stored).expect("and read");
    assert_eq!(Notes::parse(again).as_ref(), Ok(&notes), "what was kept is not taken again");
    let mut said = String::new();
    walk(&value, &mut said);
    for block in notes.blocks() {
        assert!(["paragraph", "heading", "listItem", "blockquote"].contains(&block.kind));
        assert!(!block.text.trim().is_empty());
    }
    assert_eq!(super::letters(&notes.plain()), super::letters(&said), "a line is missing");
    assert_eq!(notes.is_empty(), said.trim().is_empty());
}

fn walk(node: &Value, said: &mut String) {
    for mark in node["marks"].as_array().into_iter().flatten() {
        let href = mark["attrs"]["href"].as_str().unwrap_or("https://-");
        // As a browser reads an address: without what it leaves out, in small letters.
        let seen: String = href.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
        let seen = seen.to_lowercase();
        assert!(["https://", "http://", "mailto:"].iter().any(|begin| seen.starts_with(begin)), "{href}");
    }
    said.push_str(node["text"].as_str().unwrap_or_default());
    for child in node["content"].as_array().into_iter().flatten() {
        walk(child, said);
    }
}
