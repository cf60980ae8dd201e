//! What Jira and Slack call us with. The first letter says which of them; then come lines: what is claimed, and the body.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::DateTime;
use hmac::{Hmac, KeyInit, Mac};
use integrations::{jira, slack};
use secrecy::SecretString;
use serde_json::Value;
use sha2::Sha256;

const SECRET: &str = "what only the two of us know";
/// 26 November 2026.
const NOW: i64 = 1_795_651_200;

pub(super) fn check(bytes: &[u8]) {
    let (line, body) = super::first_line(bytes);
    match line.split_first() {
        Some((b'j', claims)) => jira(claims, body),
        Some((b's', timestamp)) => slack(&super::text_of(timestamp), body),
        _ => jira_body(bytes),
    }
}

fn mac(parts: &[&[u8]]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).expect("any length is a key");
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().to_vec()
}

/// Whoever has the secret may claim what they like, and is believed only within its times.
fn jira(claims: &[u8], rest: &[u8]) {
    let (secret, now) = (SecretString::from(SECRET), DateTime::from_timestamp(NOW, 0).expect("a moment"));
    let (header, body) = super::first_line(rest);
    let signed = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let token = format!("Bearer {signed}.{}", URL_SAFE_NO_PAD.encode(mac(&[signed.as_bytes()])));
    if jira::hooks::is_signed(&token, &secret, now) {
        let header: Value = serde_json::from_slice(header).expect("what was believed is JSON");
        let claims: Value = serde_json::from_slice(claims).expect("what was believed is JSON");
        assert_eq!(header["alg"], "HS256");
        let at = |name: &str| claims[name].as_i64().map(i128::from);
        assert!(at("exp").is_none_or(|until| until + 60 >= NOW.into()), "believed after its time");
        assert!(
            at("iat").into_iter().chain(at("nbf")).all(|from| from - 60 <= NOW.into()),
            "believed before its time"
        );
    }
    let other = SecretString::from("another secret");
    assert!(!jira::hooks::is_signed(&token, &other, now), "believed without the secret");
    assert!(!jira::hooks::is_signed(&super::text_of(rest), &secret, now), "believed without a signature");
    jira_body(body);
}

fn jira_body(body: &[u8]) {
    let (line, rest) = super::first_line(body);
    let identifier = super::text_of(line);
    for (body, identifier) in [(body, None), (rest, Some(identifier.as_str()))] {
        if let Some(hook) = jira::hooks::read(body, identifier) {
            assert!(!hook.key.is_empty() && hook.key.len() <= 200, "the key of a call is unbounded");
            assert!(hook.hooks.len() <= 100);
            assert!(hook.cloud_id.is_none_or(|id| !id.is_empty() && !id.contains('/')));
        }
    }
}

fn slack(timestamp: &str, body: &[u8]) {
    let (secret, now) = (SecretString::from(SECRET), DateTime::from_timestamp(NOW, 0).expect("a moment"));
    let hex: String =
        mac(&[b"v0:", timestamp.as_bytes(), b":", body]).iter().map(|byte| format!("{byte:02x}")).collect();
    let signature = format!("v0={hex}");
    let near = timestamp.parse::<i64>().is_ok_and(|at| timestamp.len() <= 12 && (NOW - at).abs() <= 300);
    assert_eq!(slack::hooks::is_signed(&signature, timestamp, body, &secret, now), near);
    assert!(!slack::hooks::is_signed(&signature.to_uppercase(), timestamp, body, &secret, now));
    assert!(!slack::hooks::is_signed(&super::text_of(body), timestamp, body, &secret, now));
    for press in slack::hooks::presses(body) {
        for text in [&press.team, &press.user, &press.action, &press.value, &press.channel, &press.ts] {
            assert!(text.len() <= 255, "an id is unbounded");
        }
    }
    if let Some(slack::hooks::Told::Removed { key, team }) = slack::hooks::told(body) {
        assert!(key.len() <= 262 && team.len() <= 255, "an id is unbounded");
    }
}
