//! What Slack calls us with: pressed buttons and events. Signed over every byte, with a time that is neither long ago
//! nor to come.

use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use sha2::Sha256;

/// How far the clocks may be apart, in seconds, either way.
const SKEW: i64 = 300;
/// The longest id that is read.
const LONGEST: usize = 255;

/// Whether `signature` is Slack's over these bytes at that time: `v0=` and the HMAC-SHA256 in hexadecimal.
#[must_use]
pub fn is_signed(
    signature: &str,
    timestamp: &str,
    body: &[u8],
    secret: &SecretString,
    now: DateTime<Utc>,
) -> bool {
    // A program without an app has no secret, and an empty one signs nothing.
    if secret.expose_secret().is_empty() {
        return false;
    }
    let Some(at) = timestamp.parse::<i64>().ok().filter(|_| timestamp.len() <= 12) else { return false };
    if (now.timestamp() - at).abs() > SKEW {
        return false;
    }
    let Some(given) = signature.strip_prefix("v0=").and_then(unhex) else { return false };
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()) else { return false };
    mac.update(b"v0:");
    mac.update(timestamp.as_bytes());
    mac.update(b":");
    mac.update(body);
    mac.verify_slice(&given).is_ok()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    let lower = digits.iter().all(|digit| digit.is_ascii_digit() || (b'a'..=b'f').contains(digit));
    if digits.len() != 64 || !lower {
        return None;
    }
    digits.chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok()).collect()
}

/// A button that somebody pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Press {
    /// The same over retries.
    pub key: String,
    /// The workspace.
    pub team: String,
    /// Who pressed it.
    pub user: String,
    /// Which button.
    pub action: String,
    /// What the button stands for: an id of ours.
    pub value: String,
    /// The channel it stands in.
    pub channel: String,
    /// The message it stands in.
    pub ts: String,
}

/// Reads pressed buttons: the form field `payload`. Buttons that only lead somewhere are none.
#[must_use]
pub fn presses(body: &[u8]) -> Vec<Press> {
    let payload = url::form_urlencoded::parse(body).find(|(name, _)| name == "payload");
    let Some(said) = payload.and_then(|(_, text)| serde_json::from_str::<Value>(&text).ok()) else {
        return Vec::new();
    };
    if said["type"] != "block_actions" {
        return Vec::new();
    }
    said["actions"].as_array().into_iter().flatten().filter_map(|action| press(&said, action)).collect()
}

fn press(said: &Value, action: &Value) -> Option<Press> {
    let text = |value: &Value| value.as_str().filter(|text| text.len() <= LONGEST).map(str::to_owned);
    let (user, at) = (text(&said["user"]["id"])?, text(&action["action_ts"])?);
    let (name, value) = (text(&action["action_id"])?, text(&action["value"])?);
    Some(Press {
        key: format!("press:{user}:{name}:{at}"),
        team: text(&said["team"]["id"]).or_else(|| text(&said["user"]["team_id"]))?,
        user,
        action: name,
        value,
        channel: text(&said["container"]["channel_id"])?,
        ts: text(&said["container"]["message_ts"])?,
    })
}

/// Something that happened in a workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// Slack asks whether the address is ours.
    Challenge(String),
    /// The app was removed or its token revoked: a reason to try the token, and no more.
    Removed {
        /// The same over retries.
        key: String,
        /// The workspace.
        team: String,
    },
    /// Something that does not concern us.
    Other,
}

/// Reads an event. `None` where it is none.
#[must_use]
pub fn told(body: &[u8]) -> Option<Told> {
    let said: Value = serde_json::from_slice(body).ok()?;
    match said["type"].as_str()? {
        "url_verification" => Some(Told::Challenge(said["challenge"].as_str()?.to_owned())),
        "event_callback" => {
            let ends = matches!(said["event"]["type"].as_str()?, "app_uninstalled" | "tokens_revoked");
            let id = |name: &str| said[name].as_str().filter(|id| id.len() <= LONGEST);
            let (key, team) = (id("event_id")?, id("team_id")?.to_owned());
            Some(if ends { Told::Removed { key: format!("event:{key}"), team } } else { Told::Other })
        }
        _ => Some(Told::Other),
    }
}
