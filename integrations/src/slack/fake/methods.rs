//! The methods, by name.

use super::state::Kept;
use super::{Shared, TEAM, Whisper, oauth, people};
use axum::Json;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderMap, header};
use serde_json::{Value, json};
use std::time::Instant;

/// The channels of the workspace: id, name, whether it is private, whether the app was invited.
const CHANNELS: [(&str, &str, bool, bool); 3] = [
    ("C0TASKS", "ai-tasks", false, false),
    ("C0BOARD", "board", true, false),
    ("C0RISK", "risk", true, true),
];

/// Whether a call may be made: tokens are asked for without one.
pub(super) fn signed_in(shared: &Shared, method: &str, headers: &HeaderMap, said: &Value) -> bool {
    if method == "oauth.v2.access" {
        return true;
    }
    let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = header.and_then(|value| value.strip_prefix("Bearer ")).or(said["token"].as_str());
    token.is_some_and(|token| shared.state().access_tokens.contains(token))
}

fn no(error: &str) -> Value {
    json!({ "ok": false, "error": error })
}

pub(super) async fn call(
    State(shared): State<Shared>,
    Path(method): Path<String>,
    Extension(said): Extension<Value>,
) -> Json<Value> {
    Json(match method.as_str() {
        "oauth.v2.access" => oauth::access(&shared, &said),
        "auth.test" => {
            json!({ "ok": true, "url": "https://acme.slack.com/", "team": "Acme", "user": "openaims",
            "team_id": TEAM, "user_id": "U0BOT", "bot_id": "B0BOT" })
        }
        "conversations.list" => channels(&said),
        "conversations.open" => open(&said),
        "chat.postMessage" => post(&shared, &said),
        "chat.update" => update(&shared, &said),
        "chat.postEphemeral" => whisper(&shared, &said),
        "users.lookupByEmail" => people::find(&shared, &said),
        "users.info" => people::info(&shared, &said),
        "apps.uninstall" => {
            shared.state().access_tokens.clear();
            json!({ "ok": true })
        }
        _ => no("unknown_method"),
    })
}

/// Two pages, the first of them shorter than asked for.
fn channels(said: &Value) -> Value {
    let shown = |(id, name, private, member): &(&str, &str, bool, bool)| {
        json!({ "id": id, "name": name, "is_channel": !private, "is_private": private, "is_archived": false,
            "is_member": member, "num_members": 4 })
    };
    let (from, next) = if said["cursor"] == "second" { (1, "") } else { (0, "second") };
    let page: Vec<Value> = if from == 0 {
        CHANNELS[..1].iter().map(shown).collect()
    } else {
        CHANNELS[1..].iter().map(shown).collect()
    };
    json!({ "ok": true, "channels": page, "response_metadata": { "next_cursor": next } })
}

fn open(said: &Value) -> Value {
    let user = said["users"].as_str().unwrap_or_default();
    json!({ "ok": true, "channel": { "id": format!("D{}", user.trim_start_matches('U')) } })
}

/// What Slack would say no to.
fn problem(said: &Value) -> Option<&'static str> {
    let channel = said["channel"].as_str().unwrap_or_default();
    let known = CHANNELS.iter().find(|(id, ..)| *id == channel);
    let blocks = said["blocks"].as_array().map(Vec::as_slice).unwrap_or_default();
    let long =
        |value: &Value| value["text"]["text"].as_str().is_some_and(|text| text.chars().count() > 3_000);
    match known {
        None if !channel.starts_with('D') => Some("channel_not_found"),
        Some((_, _, true, false)) => Some("not_in_channel"),
        _ if blocks.len() > 50 || blocks.iter().any(long) => Some("invalid_blocks"),
        _ if blocks.is_empty() && said["text"].as_str().unwrap_or_default().is_empty() => Some("no_text"),
        _ => None,
    }
}

fn shown(kept: &Kept) -> Value {
    let mut message = json!({ "type": "message", "user": "U0BOT", "bot_id": "B0BOT", "app_id": "A0APP", "team": TEAM,
        "ts": kept.ts, "text": kept.text, "blocks": kept.blocks });
    if let Some(thread) = &kept.thread {
        message["thread_ts"] = json!(thread);
    }
    message
}

fn post(shared: &Shared, said: &Value) -> Value {
    if let Some(problem) = problem(said) {
        return no(problem);
    }
    let mut state = shared.state();
    let number = state.draw();
    let text = |name: &str| said[name].as_str().unwrap_or_default().to_owned();
    let kept = Kept {
        channel: text("channel"),
        ts: format!("1764000000.{number:06}"),
        text: text("text"),
        blocks: said["blocks"].clone(),
        thread: said["thread_ts"].as_str().map(str::to_owned),
        changes: 0,
        at: Some(Instant::now()),
    };
    state.messages.push(kept.clone());
    json!({ "ok": true, "channel": kept.channel, "ts": kept.ts, "message": shown(&kept) })
}

fn update(shared: &Shared, said: &Value) -> Value {
    if let Some(problem) = problem(said) {
        return no(problem);
    }
    let mut state = shared.state();
    let found =
        state.messages.iter_mut().find(|kept| said["ts"] == kept.ts && said["channel"] == kept.channel);
    let Some(kept) = found else { return no("message_not_found") };
    kept.text = said["text"].as_str().unwrap_or_default().to_owned();
    kept.blocks = said["blocks"].clone();
    kept.changes += 1;
    kept.at = Some(Instant::now());
    json!({ "ok": true, "channel": kept.channel, "ts": kept.ts, "text": kept.text, "message": shown(kept) })
}

fn whisper(shared: &Shared, said: &Value) -> Value {
    let text = |name: &str| said[name].as_str().unwrap_or_default().to_owned();
    let whisper = Whisper { channel: text("channel"), user: text("user"), text: text("text") };
    let mut state = shared.state();
    state.whispers.push(whisper);
    json!({ "ok": true, "message_ts": format!("1764000000.{:06}", state.draw()) })
}
