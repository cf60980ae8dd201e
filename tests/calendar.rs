//! Calendars that programs subscribe to: what stands in them, as another program reads it, and who gets none.

use crate::certifications::Certification;
use crate::harness::{Browser, Organisation, TestApp};
use domain::access::Role;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A token for a calendar, of whoever asks.
async fn calendar_token(browser: &Browser, org: &Organisation) -> (String, String) {
    let made = json!({ "name": "Phone", "scope": "calendar", "days": 365 });
    let made = browser.post(&org.path("/tokens"), made).await.ok();
    (made["secret"].as_str().unwrap().to_owned(), made["token"]["id"].as_str().unwrap().to_owned())
}

async fn asked(app: &TestApp, token: &str, which: &str) -> reqwest::Response {
    let address = format!("{}/calendar/{token}/{which}.ics", app.base);
    reqwest::Client::new().get(address).send().await.unwrap()
}

/// The events of a calendar: each its properties. Lines are unfolded, texts are not unescaped (RFC 5545 §3.1).
async fn events(app: &TestApp, token: &str, which: &str) -> Vec<BTreeMap<String, String>> {
    let answer = asked(app, token, which).await;
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "text/calendar; charset=utf-8");
    let text = answer.text().await.unwrap();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"), "{text}");
    assert!(text.lines().all(|line| line.len() <= 75), "{text}");
    let unfolded = text.replace("\r\n ", "");
    let mut found = Vec::new();
    for part in unfolded.split("BEGIN:VEVENT\r\n").skip(1) {
        let (event, _) = part.split_once("END:VEVENT").unwrap();
        let pairs = event.lines().map(|line| {
            let (name, value) = line.split_once(':').unwrap();
            (name.to_owned(), value.to_owned())
        });
        let event: BTreeMap<String, String> = pairs.collect();
        for needed in ["UID", "DTSTAMP", "DTSTART;VALUE=DATE", "SEQUENCE", "STATUS", "SUMMARY", "URL"] {
            assert!(event.contains_key(needed), "{needed} in {event:?}");
        }
        found.push(event);
    }
    found
}

fn of<'a>(events: &'a [BTreeMap<String, String>], title: &str) -> Option<&'a BTreeMap<String, String>> {
    events.iter().find(|event| event["SUMMARY"].contains(title))
}

async fn change(org: &Organisation, task: &Value, step: &str, body: Value) {
    let path = org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
    let etag = org.owner.get(&path).await.etag();
    let (method, path) =
        if step.is_empty() { (Method::PATCH, path) } else { (Method::POST, format!("{path}/{step}")) };
    org.owner.change(method, &path, &etag, body).await.ok();
}

#[tokio::test]
async fn what_is_due_stands_on_its_day_moves_with_it_and_is_cancelled_when_done() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let moved = org.task("Write the AI policy", 20).await;
    let done = org.task("Review the model card", 5).await;
    org.owner.post(&org.path("/tasks"), json!({ "title": "Some day" })).await.ok();
    let (token, _) = calendar_token(&org.owner, &org).await;
    let before = events(&app, &token, "mine").await;
    assert_eq!(before.len(), 2, "a task without a date stands on no day: {before:?}");
    let policy = of(&before, "TSK-1 Write the AI policy").unwrap();
    assert_eq!((policy["DTSTART;VALUE=DATE"].as_str(), policy["STATUS"].as_str()), ("20261214", "CONFIRMED"));
    let id = moved["id"].as_str().unwrap();
    assert_eq!(policy["UID"], format!("{id}@aims.test"));
    assert_eq!(policy["URL"], format!("http://localhost:8080/o/{}/tasks/{id}", org.slug));
    change(&org, &moved, "", json!({ "due": "2027-02-28" })).await;
    change(&org, &done, "complete", json!({})).await;
    let after = events(&app, &token, "mine").await;
    let again = of(&after, "Write the AI policy").unwrap();
    assert_eq!(
        (again["UID"].as_str(), again["DTSTART;VALUE=DATE"].as_str()),
        (policy["UID"].as_str(), "20270228")
    );
    let number = |event: &BTreeMap<String, String>| event["SEQUENCE"].parse::<u32>().unwrap();
    assert!(number(again) > number(policy), "a program takes the later one");
    assert_eq!(of(&after, "Review the model card").unwrap()["STATUS"], "CANCELLED");
    app.clock.set_calendar("2027-01-20T12:00:00Z");
    assert!(
        of(&events(&app, &token, "mine").await, "Review the model card").is_none(),
        "told for thirty days"
    );
}

#[tokio::test]
async fn a_program_that_has_the_latest_is_told_so() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    org.task("Write the AI policy", 20).await;
    let (token, _) = calendar_token(&org.owner, &org).await;
    let first = asked(&app, &token, "mine").await;
    let tag = first.headers()["etag"].to_str().unwrap().to_owned();
    let address = format!("{}/calendar/{token}/mine.ics", app.base);
    let again = reqwest::Client::new().get(address).header("if-none-match", tag).send().await.unwrap();
    assert_eq!(again.status(), 304);
    assert_eq!(again.text().await.unwrap(), "");
}

#[tokio::test]
async fn each_sees_what_they_may_and_the_address_opens_nothing_else() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let (staff, grace) = app.member(&org, Role::Staff).await;
    org.task("Write the AI policy", 20).await;
    let hers = json!({ "title": "Read the policy", "owner": grace, "due": "2026-12-20" });
    org.owner.post(&org.path("/tasks"), hers).await.ok();
    let (token, _) = calendar_token(&staff, &org).await;
    let seen = events(&app, &token, "mine").await;
    assert_eq!(seen.len(), 1);
    assert!(of(&seen, "Read the policy").is_some());
    assert_eq!(asked(&app, &token, "all").await.status(), 404, "staff see what is theirs");
    let (owners, _) = calendar_token(&org.owner, &org).await;
    assert_eq!(events(&app, &owners, "mine").await.len(), 1);
    let all = events(&app, &owners, "all").await;
    assert!(of(&all, "Read the policy (The staff)").is_some(), "{all:?}");
    // The token stands in an address, so it opens no more than that address.
    let program = Browser::with_token(&app.base, &owners);
    program.get(&org.path("/tasks")).await.refused(403, "token_out_of_reach");
    program.post(&org.path("/tasks"), json!({ "title": "No" })).await.refused(403, "token_out_of_reach");
}

#[tokio::test]
async fn nobody_gets_a_calendar_by_another_token_or_one_that_works_no_more() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    org.task("Write the AI policy", 20).await;
    let read = json!({ "name": "Script", "scope": "read", "days": 30 });
    let read = org.owner.post(&org.path("/tokens"), read).await.ok()["secret"].as_str().unwrap().to_owned();
    let (revoked, id) = calendar_token(&org.owner, &org).await;
    let (expired, _) = calendar_token(&org.owner, &org).await;
    assert_eq!(asked(&app, &revoked, "mine").await.status(), 200);
    Browser::send(org.owner.request(Method::DELETE, &org.path(&format!("/tokens/{id}")))).await.ok();
    let never = domain::token::write(domain::token::Kind::Person, &"x".repeat(43));
    for (token, why) in
        [(&read, "to read"), (&revoked, "revoked"), (&never, "never made"), (&"nonsense".to_owned(), "none")]
    {
        let answer = asked(&app, token, "mine").await;
        assert_eq!(answer.status(), 404, "{why}");
        assert!(!answer.text().await.unwrap().contains("Acme"), "{why}");
    }
    assert_eq!(asked(&app, &expired, "nothing").await.status(), 404);
    app.clock.pass(chrono::Duration::days(366));
    assert_eq!(asked(&app, &expired, "mine").await.status(), 404, "expired");
}

#[tokio::test]
async fn what_is_certified_is_told_for_its_three_years() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    Certification::certified(&org).await;
    let (token, _) = calendar_token(&org.owner, &org).await;
    let told = events(&app, &token, "mine").await;
    let ends = told.iter().find(|one| one["SUMMARY"].starts_with("Certificate ends")).unwrap();
    assert_eq!(ends["DTSTART;VALUE=DATE"], "20291109");
}
