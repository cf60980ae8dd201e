//! What is believed of a call that says it is Jira's.

use crate::jira::fake::CLIENT_SECRET;
use crate::jira::hooks::{is_signed, read};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::SecretString;
use serde_json::{Value, json};
use sha2::Sha256;

fn now() -> DateTime<Utc> {
    "2026-11-24T09:30:00Z".parse().unwrap()
}

fn token(header: &Value, claims: &Value, secret: &str) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(header), part(claims));
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(signed.as_bytes());
    format!("Bearer {signed}.{}", URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
}

fn holds(token: &str) -> bool {
    is_signed(token, &SecretString::from(CLIENT_SECRET), now())
}

#[test]
fn a_token_holds_when_it_is_signed_by_the_app_and_in_its_time() {
    let (alg, at) = (json!({ "alg": "HS256" }), now().timestamp());
    assert!(holds(&token(&alg, &json!({}), CLIENT_SECRET)));
    assert!(holds(&token(&alg, &json!({ "iat": at, "exp": at + 180 }), CLIENT_SECRET)));
    assert!(holds(&token(&alg, &json!({ "iat": at + 30, "exp": at - 30 }), CLIENT_SECRET)), "clocks differ");
    let always = json!({ "iat": i64::MIN, "nbf": i64::MIN, "exp": i64::MAX });
    assert!(holds(&token(&alg, &always, CLIENT_SECRET)), "times at the end of all times are times");
}

#[test]
fn anything_else_is_refused() {
    let (alg, at) = (json!({ "alg": "HS256" }), now().timestamp());
    let good = token(&alg, &json!({ "sub": "one" }), CLIENT_SECRET);
    let other = token(&alg, &json!({ "sub": "two" }), CLIENT_SECRET);
    let (head, signature) = good.rsplit_once('.').unwrap();
    let spliced = format!("{}.{signature}", other.rsplit_once('.').unwrap().0);
    for bad in [
        String::new(),
        "Bearer".into(),
        "Bearer a.b.c".into(),
        format!("{head}."),
        format!("Basic {}", &good[7..]),
        spliced,
        token(&alg, &json!({}), "another secret"),
        token(&alg, &json!({}), ""),
        token(&json!({ "alg": "none" }), &json!({}), CLIENT_SECRET),
        token(&json!({ "alg": "RS256" }), &json!({}), CLIENT_SECRET),
        token(&json!({ "alg": "HS512" }), &json!({}), CLIENT_SECRET),
        token(&alg, &json!({ "exp": at - 61 }), CLIENT_SECRET),
        token(&alg, &json!({ "iat": at + 61 }), CLIENT_SECRET),
    ] {
        assert!(!holds(&bad), "{bad}");
    }
    assert!(!is_signed(&token(&alg, &json!({}), ""), &SecretString::from(""), now()), "no app, no hooks");
}

#[test]
fn a_call_is_read_for_what_it_hints_at_and_nothing_else() {
    let body = json!({ "webhookEvent": "jira:issue_updated", "matchedWebhookIds": [7, "x"],
        "issue": { "id": "20001", "self": "https://api.atlassian.com/ex/jira/cloud-1/rest/api/3/issue/20001" } });
    let hook = read(body.to_string().as_bytes(), Some("abc")).unwrap();
    assert_eq!((hook.key.as_str(), hook.issue.as_str(), hook.hooks.as_slice()), ("abc", "20001", &[7][..]));
    assert_eq!(hook.cloud_id.as_deref(), Some("cloud-1"));
    let unnamed = read(body.to_string().as_bytes(), None).unwrap();
    assert_eq!(unnamed.key.len(), 64);
    assert!(read(b"{}", None).is_none());
    assert!(read(b"<html>", None).is_none());
    assert!(read(json!({ "webhookEvent": "comment_created" }).to_string().as_bytes(), None).is_none());
}
