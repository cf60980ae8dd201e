//! Calls that the fake makes: pressed buttons and events, signed as Slack signs.

use super::{SIGNING_SECRET, Shared, TEAM};
use crate::http::{Body, Call};
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::Sha256;
use std::fmt::Write;
use url::Url;

/// Slack's signature over a body at a time.
#[must_use]
pub fn signature(secret: &str, timestamp: i64, body: &[u8]) -> String {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return String::new() };
    mac.update(format!("v0:{timestamp}:").as_bytes());
    mac.update(body);
    mac.finalize().into_bytes().iter().fold("v0=".to_owned(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

async fn send(shared: &Shared, path: &str, kind: &'static str, body: String) -> u16 {
    let app = shared.state().app.clone();
    let Some(url) = app.and_then(|app| Url::parse(&format!("{app}{path}")).ok()) else { return 0 };
    let now = shared.state().now();
    let call = Call::new(Method::POST, url, "call the app")
        .header("x-slack-request-timestamp", &now.to_string())
        .header("x-slack-signature", &signature(SIGNING_SECRET, now, body.as_bytes()))
        .body(Body::Raw(kind, body.into_bytes()));
    let status = shared.http.send(call).await.map_or(0, |reply| reply.status);
    shared.state().called.push((path.to_owned(), status));
    status
}

fn button(blocks: &Value, action: &str) -> Option<Value> {
    let rows = blocks.as_array()?.iter().filter(|block| block["type"] == "actions");
    rows.flat_map(|row| row["elements"].as_array().into_iter().flatten())
        .find(|button| button["action_id"] == action)
        .cloned()
}

pub(super) async fn press(shared: &Shared, ts: &str, action: &str, user: &str) -> u16 {
    let found = {
        let mut state = shared.state();
        let kept = state.messages.iter().find(|kept| kept.ts == ts).cloned();
        kept.map(|kept| (kept, state.draw()))
    };
    let Some((kept, number)) = found else { return 0 };
    let Some(button) = button(&kept.blocks, action) else { return 0 };
    let payload = json!({ "type": "block_actions", "api_app_id": "A0APP", "trigger_id": format!("{number}.1"),
        "team": { "id": TEAM, "domain": "acme" }, "user": { "id": user, "team_id": TEAM },
        "container": { "type": "message", "message_ts": kept.ts, "channel_id": kept.channel, "is_ephemeral": false },
        "channel": { "id": kept.channel, "name": "ai-tasks" },
        "response_url": format!("{}response/{number}", shared.base),
        "actions": [{ "type": "button", "action_id": action, "block_id": "task", "value": button["value"],
            "action_ts": format!("1764000001.{number:06}") }] });
    send(shared, "/api/hooks/slack/actions", "application/x-www-form-urlencoded", form(&payload)).await
}

fn form(payload: &Value) -> String {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.append_pair("payload", &payload.to_string());
    form.finish()
}

pub(super) async fn removed(shared: &Shared) -> u16 {
    let number = {
        let mut state = shared.state();
        state.access_tokens.clear();
        state.refresh_tokens.clear();
        state.draw()
    };
    let event = json!({ "type": "event_callback", "team_id": TEAM, "api_app_id": "A0APP", "token": "unused",
        "event": { "type": "app_uninstalled" }, "event_id": format!("Ev{number}"), "event_time": 1_764_000_000 });
    send(shared, "/api/hooks/slack/events", "application/json", event.to_string()).await
}
