//! Calls from Slack: who may have made them, and what they say.

use crate::slack::fake::signature;
use crate::slack::hooks::{Told, is_signed, presses, told};
use chrono::{DateTime, TimeDelta, Utc};
use secrecy::SecretString;
use serde_json::{Value, json};

/// The example of Slack's own documentation.
const SECRET: &str = "8f742231b10e8888abcd99yyyzzz85a5";
const BODY: &str = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&\
    channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&\
    response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&\
    trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
const AT: i64 = 1_531_420_618;
const GOOD: &str = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

fn signed(signature: &str, timestamp: &str, body: &str, secret: &str, now: i64) -> bool {
    let now: DateTime<Utc> = DateTime::from_timestamp(now, 0).unwrap();
    is_signed(signature, timestamp, body.as_bytes(), &SecretString::from(secret), now)
}

#[test]
fn slacks_own_example_is_taken_and_nothing_else() {
    let at = AT.to_string();
    assert!(signed(GOOD, &at, BODY, SECRET, AT));
    assert_eq!(signature(SECRET, AT, BODY.as_bytes()), GOOD);
    assert!(!signed(GOOD, &at, &BODY.replace("G8PSS9T3V", "G8PSS9T3X"), SECRET, AT), "another body");
    assert!(!signed(GOOD, &at, BODY, "another", AT), "another secret");
    assert!(!signed(GOOD, &(AT + 1).to_string(), BODY, SECRET, AT), "another time");
    assert!(!signed(&GOOD.replace("v0=", ""), &at, BODY, SECRET, AT), "without its version");
    assert!(!signed(&GOOD.to_uppercase(), &at, BODY, SECRET, AT), "in capitals");
    assert!(!signed(&GOOD[..40], &at, BODY, SECRET, AT), "cut");
    assert!(!signed("", "", BODY, SECRET, AT));
    let empty = signature("", AT, BODY.as_bytes());
    assert!(!signed(&empty, &at, BODY, "", AT), "a program without an app");
}

#[test]
fn the_clocks_may_be_five_minutes_apart_either_way() {
    let at = AT.to_string();
    for (skew, fits) in [(-301, false), (-300, true), (300, true), (301, false), (-86_400, false)] {
        assert_eq!(signed(GOOD, &at, BODY, SECRET, AT + skew), fits, "{:?}", TimeDelta::seconds(skew));
    }
}

fn body(payload: &Value) -> Vec<u8> {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.append_pair("payload", &payload.to_string()).finish().into_bytes()
}

fn a_press() -> Value {
    json!({ "type": "block_actions", "team": { "id": "T1" }, "user": { "id": "U1" },
        "container": { "message_ts": "1.2", "channel_id": "C1" },
        "actions": [{ "action_id": "start", "value": "7", "action_ts": "3.4" }] })
}

#[test]
fn a_press_says_who_pressed_what_and_where() {
    let read = presses(&body(&a_press()));
    assert_eq!(read.len(), 1);
    assert_eq!(read[0].key, "press:U1:start:3.4");
    assert_eq!((read[0].team.as_str(), read[0].value.as_str(), read[0].ts.as_str()), ("T1", "7", "1.2"));
}

#[test]
fn what_is_no_press_is_none() {
    let mut opened = a_press();
    opened["actions"][0] = json!({ "action_id": "open", "action_ts": "3.4" });
    let mut long = a_press();
    long["actions"][0]["value"] = json!("x".repeat(256));
    let mut nowhere = a_press();
    nowhere["container"] = json!({});
    for payload in [opened, long, nowhere, json!({ "type": "view_submission" }), json!([]), json!(null)] {
        assert!(presses(&body(&payload)).is_empty(), "{payload}");
    }
    assert!(presses(b"payload=%7B").is_empty());
    assert!(presses(b"").is_empty());
}

#[test]
fn events_end_a_connection_or_are_answered() {
    let event = |kind: &str| {
        json!({ "type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": { "type": kind } })
            .to_string()
    };
    let removed = Some(Told::Removed { key: "event:Ev1".into(), team: "T1".into() });
    assert_eq!(told(event("app_uninstalled").as_bytes()), removed);
    assert_eq!(told(event("tokens_revoked").as_bytes()), removed);
    assert_eq!(told(event("message").as_bytes()), Some(Told::Other));
    let challenge = json!({ "type": "url_verification", "challenge": "abc" }).to_string();
    assert_eq!(told(challenge.as_bytes()), Some(Told::Challenge("abc".into())));
    assert_eq!(told(b"{}"), None);
    assert_eq!(told(b"<html>"), None);
}
