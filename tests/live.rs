//! What changes is told to whoever looks, in whichever process, without gaps, and never to whoever may not read it.

use crate::harness::{Browser, Organisation, RedisServer, TestApp, bus, until};
use domain::access::Role;
use reqwest::Method;
use serde_json::{Value, json};
use std::time::Duration;
use store::BusState;
use tokio::time::timeout;

/// A stream that is read event by event.
struct Follower {
    answer: reqwest::Response,
    text: String,
}

#[derive(Debug, PartialEq)]
struct Event {
    id: i64,
    name: String,
    data: Value,
}

impl Follower {
    async fn new(browser: &Browser, org: &Organisation, last: Option<i64>) -> Self {
        let mut request = browser.request(Method::GET, &org.path("/live"));
        if let Some(last) = last {
            request = request.header("last-event-id", last.to_string());
        }
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 200);
        assert_eq!(answer.headers()["content-type"], "text/event-stream");
        let mut follower = Self { answer, text: String::new() };
        assert_eq!(follower.next().await.unwrap().name, "hello");
        follower
    }

    /// The next event; `None` when the stream ended.
    async fn next(&mut self) -> Option<Event> {
        loop {
            if let Some((block, rest)) = self.text.split_once("\n\n") {
                let (block, rest) = (block.to_owned(), rest.to_owned());
                self.text = rest;
                let field = |name: &str| {
                    block.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().to_owned()
                };
                if block.starts_with(':') {
                    continue;
                }
                let data = serde_json::from_str(&field("data: ")).unwrap();
                return Some(Event { id: field("id: ").parse().unwrap(), name: field("event: "), data });
            }
            let read =
                timeout(Duration::from_secs(20), self.answer.chunk()).await.expect("something to read");
            self.text += std::str::from_utf8(&read.ok()??).unwrap();
        }
    }
}

#[tokio::test]
async fn whoever_looks_is_told_what_changed_and_misses_nothing_in_between() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let mut follower = Follower::new(&org.owner, &org, None).await;
    let task = org.task("Write the AI policy", 10).await;
    let event = follower.next().await.unwrap();
    assert_eq!(event.name, "change");
    assert_eq!(event.data, json!({ "kind": "task", "what": "task_created", "id": task["id"], "version": 1 }));
    drop(follower);
    let mut missed = Vec::new();
    for title in ["One", "Two", "Three"] {
        missed.push(org.task(title, 10).await["id"].clone());
    }
    let mut again = Follower::new(&org.owner, &org, Some(event.id)).await;
    for id in missed {
        assert_eq!(again.next().await.unwrap().data["id"], id);
    }
}

#[tokio::test]
async fn whoever_missed_very_much_is_told_to_read_everything_anew() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    for _ in 0..210 {
        org.owner.post(&org.path("/tasks"), json!({ "title": "A task" })).await.ok();
    }
    let mut follower = Follower::new(&org.owner, &org, Some(0)).await;
    assert_eq!(follower.next().await.unwrap().name, "reset");
}

#[tokio::test]
async fn another_organisations_changes_are_not_heard_and_staff_hear_no_ids() {
    let app = TestApp::new().await;
    let ours = app.found("Ours", "ada@ours.example").await;
    let theirs = app.found("Theirs", "eve@theirs.example").await;
    let (staff, _) = app.member(&ours, Role::Staff).await;
    let (mut owner, mut staff) =
        (Follower::new(&ours.owner, &ours, None).await, Follower::new(&staff, &ours, None).await);
    theirs.task("Theirs alone", 10).await;
    let task = ours.task("Ours", 10).await;
    assert_eq!(owner.next().await.unwrap().data["id"], task["id"], "the first that is heard is ours");
    assert_eq!(staff.next().await.unwrap().data, json!({ "kind": "task" }));
}

#[tokio::test]
async fn a_stream_ends_with_the_session_and_with_the_process() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let elsewhere = app.browser();
    let sign_in = json!({ "address": "ada@acme.example", "password": crate::harness::PASSWORD });
    elsewhere.post("/api/v1/session", sign_in).await.ok();
    let mut follower = Follower::new(&elsewhere, &org, None).await;
    Browser::send(elsewhere.request(Method::DELETE, "/api/v1/session")).await;
    org.task("Nobody is told", 10).await;
    assert_eq!(follower.next().await, None);
    let mut other = Follower::new(&org.owner, &org, None).await;
    app.stop.send_replace(true);
    assert_eq!(other.next().await, None);
}

#[tokio::test]
async fn what_changes_in_one_process_is_heard_in_another_and_found_without_redis() {
    let mut redis = RedisServer::start();
    let mut app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let (one, other) = (bus(redis.url(), "aims"), bus(redis.url(), "aims"));
    let (watched, told) = (one.clone(), other.clone());
    assert!(until(async || [&watched, &told].iter().all(|bus| bus.state() == BusState::Connected)).await);
    let (one, other) = (app.another_api(one).await, app.another_api(other).await);
    let session = json!({ "address": "ada@acme.example", "password": crate::harness::PASSWORD });
    for api in [&one, &other] {
        api.post("/api/v1/session", session.clone()).await.ok();
    }
    let mut follower = Follower::new(&other, &org, None).await;
    let task = one.post(&org.path("/tasks"), json!({ "title": "At one" })).await.ok();
    assert_eq!(follower.next().await.unwrap().data["id"], task["id"]);
    redis.kill();
    assert!(until(async || told.state() == BusState::Lost).await);
    let task = one.post(&org.path("/tasks"), json!({ "title": "Without Redis" })).await.ok();
    assert_eq!(follower.next().await.unwrap().data["id"], task["id"]);
}
