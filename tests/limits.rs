//! How much somebody who is known may ask for within a minute: each account and token for itself, an organisation together.

use crate::harness::{Answer, RedisServer, TestApp, bus};
use crate::processes::connected;
use domain::access::Role;
use serde_json::json;

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
}

/// How many requests are left of a count, as an answer says.
fn left(answer: &Answer, name: &str) -> Option<u32> {
    let one = header(answer, "ratelimit").split(", ").find(|one| one.starts_with(&format!("\"{name}\"")))?;
    one.split(";r=").nth(1)?.split(';').next()?.parse().ok()
}

#[tokio::test]
async fn a_loop_that_went_wrong_is_told_to_wait_and_nobody_else_is() {
    let app = TestApp::with(|settings| {
        settings.requests_per_minute_account = 12;
        settings.requests_per_minute_organisation = 400;
    })
    .await;
    let org = app.found("Acme", "ada@acme.example").await;
    let (other, _) = app.member(&org, Role::Staff).await;
    let mut seen = Vec::new();
    let refused = loop {
        let answer = org.owner.get(&org.path("")).await;
        if !answer.status.is_success() {
            break answer;
        }
        assert_eq!(header(&answer, "ratelimit-policy"), "\"account\";q=12;w=60, \"organisation\";q=400;w=60");
        seen.push(left(&answer, "account").unwrap());
        assert!(seen.len() <= 12, "{seen:?}");
    };
    assert!(seen.is_sorted_by(|one, next| *one == next + 1) && seen.ends_with(&[0]), "{seen:?}");
    refused.refused(429, "too_many_requests");
    let wait: u64 = header(&refused, "retry-after").parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    assert_eq!(left(&refused, "account"), Some(0));
    // It is the account that waits, wherever it asks; others go on, and so does signing in.
    org.owner.get("/api/v1/session").await.refused(429, "too_many_requests");
    other.get(&org.path("")).await.ok();
    app.browser().get("/api/v1/session").await.refused(401, "signed_out");
}

#[tokio::test]
async fn an_organisation_has_its_share_and_no_more() {
    let app = TestApp::with(|settings| {
        settings.requests_per_minute_account = 30;
        settings.requests_per_minute_organisation = 30;
    })
    .await;
    let org = app.found("Acme", "ada@acme.example").await;
    let (other, _) = app.member(&org, Role::Manager).await;
    let elsewhere = app.found("Elsewhere", "eve@elsewhere.example").await;
    for _ in 0..12 {
        org.owner.get(&org.path("")).await.ok();
        other.get(&org.path("")).await.ok();
    }
    let mut last = None;
    for _ in 0..8 {
        last = Some(other.get(&org.path("")).await);
    }
    let last = last.unwrap();
    last.refused(429, "too_many_requests");
    assert_eq!(left(&last, "organisation"), Some(0));
    assert!(left(&last, "account").unwrap() > 0, "{}", header(&last, "ratelimit"));
    elsewhere.owner.get(&elsewhere.path("")).await.ok();
}

#[tokio::test]
async fn a_token_is_counted_for_itself() {
    let app = TestApp::with(|settings| {
        settings.requests_per_minute_account = 15;
        settings.requests_per_minute_organisation = 400;
    })
    .await;
    let org = app.found("Acme", "ada@acme.example").await;
    let body = json!({ "name": "A program", "scope": "read", "days": 1 });
    let made = org.owner.post(&org.path("/tokens"), body).await.ok();
    let program = crate::harness::Browser::with_token(&app.base, made["secret"].as_str().unwrap());
    for _ in 0..15 {
        let answer = program.get(&org.path("/tasks")).await;
        assert!(left(&answer, "token").is_some(), "{}", header(&answer, "ratelimit"));
        answer.ok();
    }
    program.get(&org.path("/tasks")).await.refused(429, "too_many_requests");
    org.owner.get(&org.path("/tasks")).await.ok();
}

#[tokio::test]
async fn requests_at_different_processes_are_counted_together() {
    let redis = RedisServer::start();
    let mut app = TestApp::with(|settings| {
        settings.requests_per_minute_account = 10;
        settings.requests_per_minute_organisation = 400;
    })
    .await;
    app.found("Acme", "ada@acme.example").await;
    let (one, other) = (bus(redis.url(), "aims"), bus(redis.url(), "aims"));
    connected(&[&one, &other]).await;
    let (one, other) = (app.another_api(one).await, app.another_api(other).await);
    let sign_in = json!({ "address": "ada@acme.example", "password": crate::harness::PASSWORD });
    for api in [&one, &other] {
        api.post("/api/v1/session", sign_in.clone()).await.ok();
    }
    for _ in 0..5 {
        one.get("/api/v1/session").await.ok();
        other.get("/api/v1/session").await.ok();
    }
    one.get("/api/v1/session").await.refused(429, "too_many_requests");
    other.get("/api/v1/session").await.refused(429, "too_many_requests");
}
