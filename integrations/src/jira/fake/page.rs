//! A page for people who try the program by hand.

use super::Shared;
use axum::extract::State;
use axum::response::Html;
use domain::mirror::Category;

const SCRIPT: &str = "<script>for (const button of document.querySelectorAll('button')) button.onclick = async () => { \
    await fetch('/__fake/move', { method: 'POST', body: JSON.stringify(button.dataset) }); location.reload() }</script>";

pub(super) async fn show(State(shared): State<Shared>) -> Html<String> {
    let issues = shared.state().issues.clone();
    let rows: String = issues
        .iter()
        .map(|kept| {
            let title = kept.fields.get("summary").and_then(|value| value.as_str()).unwrap_or_default();
            let buttons: String = Category::ALL
                .iter()
                .filter(|to| **to != kept.category)
                .map(|to| format!("<button data-id=\"{}\" data-to=\"{to}\">{to}</button> ", kept.id))
                .collect();
            format!("<tr><td>{}<td>{}<td>{}<td>{buttons}", kept.key, escaped(title), kept.category)
        })
        .collect();
    Html(format!(
        "<!doctype html><html lang=\"en\"><title>Fake Jira</title><link rel=\"icon\" href=\"data:,\"><body style=\"font:16px sans-serif;margin:3rem\">\
         <h1>Fake Jira</h1><table cellpadding=\"6\">{rows}</table>{SCRIPT}</body></html>"
    ))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}
