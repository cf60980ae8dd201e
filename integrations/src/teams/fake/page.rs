//! A page for people who try the program by hand: an address to paste, and what was posted.

use super::{Kept, SIGNATURE, Shared};
use axum::extract::State;
use axum::response::Html;

pub(super) async fn show(State(shared): State<Shared>) -> Html<String> {
    let cards = shared.state().cards.clone();
    let rows: String = cards.iter().rev().map(row).collect();
    let address = shared.workflow("tasks", SIGNATURE);
    Html(format!(
        "<!doctype html><html lang=\"en\"><title>Fake Teams</title><link rel=\"icon\" href=\"data:,\">\
         <body style=\"font:16px sans-serif;margin:3rem\"><h1>Fake Teams</h1>\
         <p>The address of a workflow: <code>{}</code></p><table cellpadding=\"6\">{rows}</table></body></html>",
        escaped(address.as_str())
    ))
}

fn row(kept: &Kept) -> String {
    let facts = kept.card["body"][1]["facts"].as_array().into_iter().flatten();
    let facts: String = facts
        .map(|fact| {
            let text = |name: &str| escaped(fact[name].as_str().unwrap_or_default());
            format!("<br>{}: {}", text("title"), text("value"))
        })
        .collect();
    format!("<tr><td>{}<td><b>{}</b>{facts}", escaped(&kept.workflow), escaped(&kept.title))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
