//! What notes take, and what they never take.

use super::*;
use proptest::prelude::*;
use serde_json::json;

fn doc(content: Value) -> Value {
    json!({ "type": "doc", "content": content })
}

fn paragraph(text: &str) -> Value {
    json!({ "type": "paragraph", "content": [{ "type": "text", "text": text }] })
}

fn code(value: Value) -> String {
    Notes::parse(value).map_or_else(|refused| refused.to_string(), |_| "taken".to_owned())
}

#[test]
fn everything_that_an_editor_offers_is_taken_and_read_line_by_line() {
    let link = json!({ "type": "link", "attrs": { "href": "mailto:ada@example.org" } });
    let marked = json!([
        { "type": "text", "text": "Signed by ", "marks": [{ "type": "bold" }, { "type": "italic" }] },
        { "type": "text", "text": "Ada", "marks": [link, { "type": "code" }] },
    ]);
    let item = json!({ "type": "listItem", "content": [paragraph("Read by all")] });
    let notes = Notes::parse(doc(json!([
        { "type": "heading", "attrs": { "level": 2 }, "content": [{ "type": "text", "text": "Policy" }] },
        { "type": "paragraph", "content": marked },
        { "type": "paragraph" },
        { "type": "bulletList", "content": [item.clone(), { "type": "listItem", "content": [
            paragraph("Kept"), { "type": "orderedList", "content": [item] } ] }] },
        { "type": "blockquote", "content": [paragraph("Be fair")] },
    ])))
    .unwrap();
    assert_eq!(notes.plain(), "Policy\nSigned by Ada\nRead by all\nKept\nRead by all\nBe fair");
    let kinds: Vec<&str> = notes.blocks().iter().map(|block| block.kind).collect();
    assert_eq!(kinds, ["heading", "paragraph", "listItem", "listItem", "listItem", "blockquote"]);
    assert!(Notes::parse(doc(json!([{ "type": "paragraph" }]))).unwrap().is_empty());
}

#[test]
fn what_is_not_named_is_refused_and_the_place_is_said() {
    let text = |text: Value| doc(json!([{ "type": "paragraph", "content": [text] }]));
    for (value, expected) in [
        (json!("text"), "/type: not_allowed"),
        (json!({ "type": "paragraph" }), "/type: not_allowed"),
        (doc(json!([])), "/content: not_allowed"),
        (doc(json!([{ "type": "image", "attrs": { "src": "x" } }])), "/content/0/type: not_allowed"),
        (doc(json!([{ "type": "text", "text": "bare" }])), "/content/0/type: not_allowed"),
        (doc(json!([{ "type": "heading", "attrs": { "level": 1 } }])), "/content/0/attrs: not_allowed"),
        (doc(json!([{ "type": "heading" }])), "/content/0/attrs: not_allowed"),
        (doc(json!([{ "type": "paragraph", "attrs": { "style": "x" } }])), "/content/0/attrs: not_allowed"),
        (doc(json!([{ "type": "paragraph", "onclick": "x" }])), "/content/0/onclick: not_allowed"),
        (doc(json!([{ "type": "listItem", "content": [paragraph("x")] }])), "/content/0/type: not_allowed"),
        (
            doc(json!([{ "type": "bulletList", "content": [paragraph("x")] }])),
            "/content/0/content/0/type: not_allowed",
        ),
        (text(json!({ "type": "text", "text": "" })), "/content/0/content/0/text: not_allowed"),
        (text(json!({ "type": "text", "text": "a\u{0}" })), "/content/0/content/0/text: not_allowed"),
        (
            text(json!({ "type": "text", "text": "a", "marks": [{ "type": "underline" }] })),
            "/content/0/content/0/marks/0: not_allowed",
        ),
        (
            text(json!({ "type": "text", "text": "a", "marks": [{ "type": "bold" }, { "type": "bold" }] })),
            "/content/0/content/0/marks/1: not_allowed",
        ),
    ] {
        assert_eq!(code(value.clone()), expected, "{value}");
    }
}

#[test]
fn a_link_leads_to_a_page_or_an_address_and_does_nothing_else() {
    let linked = |attrs: Value| {
        let mark = json!({ "type": "link", "attrs": attrs });
        let text = json!({ "type": "text", "text": "here", "marks": [mark] });
        code(doc(json!([{ "type": "paragraph", "content": [text] }])))
    };
    for href in ["https://example.org/a?b#c", "HTTP://example.org", "mailto:a@example.org"] {
        assert_eq!(linked(json!({ "href": href })), "taken", "{href}");
    }
    for href in [
        "javascript:alert(1)",
        "java\nscript:x",
        " https://x",
        "https://",
        "data:text/html,x",
        "/o/acme",
        "ftp://x",
    ] {
        let refused = "/content/0/content/0/marks/0: link_not_allowed";
        assert_eq!(linked(json!({ "href": href })), refused, "{href}");
    }
    let more = json!({ "href": "https://example.org", "onclick": "x" });
    assert!(linked(more).ends_with("link_not_allowed"));
}

#[test]
fn what_is_too_long_or_too_deep_is_refused() {
    let mut deep = paragraph("x");
    for _ in 0..25 {
        deep = json!({ "type": "blockquote", "content": [deep] });
    }
    assert!(code(doc(json!([deep]))).ends_with("notes_too_deep"));
    assert_eq!(code(doc(json!([paragraph(&"x".repeat(64 * 1024))]))), ": notes_too_long");
    assert_eq!(code(doc(json!([paragraph(&"x".repeat(60 * 1024))]))), "taken");
}

/// Trees of any form out of the words of the grammar and a few others.
fn any_tree() -> impl Strategy<Value = Value> {
    let kinds = ["doc", "paragraph", "heading", "bulletList", "listItem", "blockquote", "text", "image"];
    let leaf = prop_oneof![
        "[a-z ]{0,8}".prop_map(|text| json!({ "type": "text", "text": text })),
        Just(json!({ "type": "paragraph" })),
        Just(Value::Null),
    ];
    leaf.prop_recursive(6, 40, 4, move |inner| {
        (proptest::sample::select(kinds.to_vec()), proptest::collection::vec(inner, 0..4))
            .prop_map(|(kind, content)| json!({ "type": kind, "content": content }))
    })
}

proptest! {
    #[test]
    fn what_was_taken_is_taken_again_and_holds_only_what_is_named(tree in any_tree()) {
        if let Ok(notes) = Notes::parse(tree.clone()) {
            prop_assert_eq!(notes.value(), &tree);
            prop_assert!(!tree.to_string().contains("image"));
            prop_assert_eq!(Notes::parse(notes.value().clone()), Ok(notes));
        }
    }
}
