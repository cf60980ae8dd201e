//! A page for people who try the program by hand: what stands in the channels, with buttons that work.

use super::{Kept, Shared};
use axum::extract::State;
use axum::response::Html;
use serde_json::Value;

const SCRIPT: &str = "<script>for (const button of document.querySelectorAll('button')) button.onclick = async () => { \
    const address = document.querySelector('input').value; localStorage.address = address; \
    await fetch('/__fake/press', { method: 'POST', body: JSON.stringify({ ...button.dataset, address }) }); \
    setTimeout(() => location.reload(), 1500) }; \
    document.querySelector('input').value = localStorage.address ?? ''</script>";

pub(super) async fn show(State(shared): State<Shared>) -> Html<String> {
    let (messages, whispers) = {
        let state = shared.state();
        (state.messages.clone(), state.whispers.clone())
    };
    let rows: String = messages.iter().map(row).collect();
    let whispered: String =
        whispers.iter().map(|one| format!("<li>to {} alone: {}", one.user, escaped(&one.text))).collect();
    Html(format!(
        "<!doctype html><html lang=\"en\"><title>Fake Slack</title><link rel=\"icon\" href=\"data:,\"><body style=\"font:16px sans-serif;margin:3rem\">\
         <h1>Fake Slack</h1><p><label>Whoever presses buttons has the address <input size=\"40\"></label></p>\
         <table cellpadding=\"6\">{rows}</table><ul>{whispered}</ul>{SCRIPT}</body></html>"
    ))
}

fn row(kept: &Kept) -> String {
    let elements = |kind: &'static str| {
        let blocks = kept.blocks.as_array().into_iter().flatten();
        blocks.filter(move |block| block["type"] == kind)
    };
    let buttons: String = elements("actions")
        .flat_map(|row| row["elements"].as_array().into_iter().flatten())
        .filter(|button| button["value"].is_string())
        .map(|button| {
            let text = |value: &Value| escaped(value.as_str().unwrap_or_default());
            let (action, words) = (text(&button["action_id"]), text(&button["text"]["text"]));
            format!("<button data-ts=\"{}\" data-action=\"{action}\">{words}</button> ", kept.ts)
        })
        .collect();
    let thread = if kept.thread.is_some() { "↳ " } else { "" };
    format!("<tr><td>{}<td>{thread}{}<td>{buttons}", kept.channel, escaped(&kept.text))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
