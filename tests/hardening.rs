//! What a reviewer with bad intentions once found; each stays mended.

use crate::harness::workspace::Workspace;
use crate::harness::{PASSWORD, TestApp};
use reqwest::Method;
use serde_json::json;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The owner's address in a workspace's organisation.
const ADA: &str = "ada@acme.example";

#[tokio::test]
async fn an_unconfirmed_address_is_nobody_even_after_something_was_posted_for_it() {
    let slack = Workspace::new().await;
    let impostor = slack.app.slack.unconfirmed(ADA);
    let task = slack.shared_task("Log prompts", 10).await;
    slack.app.run_jobs().await;
    assert!(!slack.message().blocks.to_string().contains(&impostor), "an impostor is not named as the owner");
    slack.press_as(&slack.message(), "done", &impostor).await;
    assert_eq!(slack.task(&task).await["state"], "open");
}

#[tokio::test]
async fn who_somebody_is_in_slack_is_looked_at_again_after_a_day() {
    let slack = Workspace::new().await;
    let task = slack.shared_task("Log prompts", 10).await;
    slack.app.run_jobs().await;
    let user = slack.app.slack.member(ADA).unwrap();
    slack.press_as(&slack.message(), "start", &user).await;
    assert_eq!(slack.task(&task).await["state"], "in_progress");
    // The account changes hands: its address is no longer one that its present owner has confirmed.
    slack.app.slack.lose_confirmation(&user);
    slack.app.clock.pass(chrono::Duration::hours(25));
    slack.press_as(&slack.message(), "done", &user).await;
    assert_eq!(slack.task(&task).await["state"], "in_progress");
}

#[tokio::test]
async fn a_date_that_nothing_can_be_due_on_is_refused_wherever_it_is_typed() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    org.adopt().await;
    let task = org.task("Within reach", 10).await;
    let at = org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
    let controls = org.owner.get(&org.path("/controls?limit=1")).await.ok();
    let control = org.path(&format!("/controls/{}", controls["items"][0]["id"].as_str().unwrap()));
    for day in ["0001-01-01", "1999-12-31", "2201-01-01", "9999-12-31", "-4800-01-01", "+262142-12-31"] {
        let body = json!({ "title": "Out of reach", "due": day });
        org.owner.post(&org.path("/tasks"), body).await.refused(422, "invalid_input");
        for path in [&at, &control] {
            let etag = org.owner.get(path).await.etag();
            let answer = org.owner.change(Method::PATCH, path, &etag, json!({ "due": day })).await;
            answer.refused(422, "invalid_input");
        }
    }
    let body = json!({ "title": "Long ago", "owner": org.me, "due": "2000-01-01" });
    org.owner.post(&org.path("/tasks"), body).await.ok();
    app.run_jobs().await;
    app.run_jobs().await;
}

#[tokio::test]
async fn somebody_elses_attempts_do_not_use_up_mine() {
    let app = TestApp::with(|settings| {
        settings.sign_in_attempts_per_minute = 3;
        settings.trust_proxy = true;
    })
    .await;
    app.found("Acme", ADA).await;
    let from = |peer: &str, password: &str| {
        let request = app.browser().request(Method::POST, "/api/v1/session").header("x-forwarded-for", peer);
        request.json(&json!({ "address": ADA, "password": password }))
    };
    for _ in 0..3 {
        crate::harness::Browser::send(from("198.51.100.7", "a guess")).await.refused(401, "sign_in_failed");
    }
    crate::harness::Browser::send(from("198.51.100.7", "a guess")).await.refused(429, "too_many_attempts");
    // A made-up first entry does not make it somebody else.
    crate::harness::Browser::send(from("203.0.113.1, 198.51.100.7", "a guess"))
        .await
        .refused(429, "too_many_attempts");
    crate::harness::Browser::send(from("203.0.113.1", PASSWORD)).await.ok();
}

#[tokio::test]
async fn a_new_password_ends_every_other_way_to_set_one() {
    let app = TestApp::new().await;
    app.found("Acme", ADA).await;
    let browser = app.browser();
    let mut tokens = Vec::new();
    for _ in 0..2 {
        browser.post("/api/v1/password-reset", json!({ "address": ADA })).await.ok();
        app.run_jobs().await;
        tokens.push(app.token_mailed_to(ADA));
    }
    let body = |token: &str, password: &str| json!({ "token": token, "password": password });
    let confirm = "/api/v1/password-reset/confirm";
    browser.post(confirm, body(&tokens[1], "nine purple kettles")).await.ok();
    browser.post(confirm, body(&tokens[0], "seven green kettles")).await.refused(410, "link_invalid");
    let sign_in = json!({ "address": ADA, "password": "nine purple kettles" });
    browser.post("/api/v1/session", sign_in).await.ok();
}

#[tokio::test]
async fn a_mailbox_is_not_flooded_and_carries_no_strangers_links() {
    let app = TestApp::new().await;
    let browser = app.browser();
    let sign_up = |organisation: &str| {
        json!({ "address": "victim@elsewhere.example", "name": "Ada", "organisation_name": organisation,
            "zone": "Europe/Berlin", "country": "DE" })
    };
    let bait = sign_up("Bank. Verify at https://evil.example/login");
    browser.post("/api/v1/sign-up", bait).await.refused(422, "invalid_input");
    for number in 0..9 {
        browser.post("/api/v1/sign-up", sign_up(&format!("Acme {number}"))).await.ok();
    }
    app.run_jobs().await;
    assert_eq!(app.sink.to("victim@elsewhere.example").len(), 5);
    app.clock.pass(chrono::Duration::minutes(61));
    browser.post("/api/v1/sign-up", sign_up("Acme again")).await.ok();
    app.run_jobs().await;
    assert_eq!(app.sink.to("victim@elsewhere.example").len(), 6, "after an hour it is heard again");
}

#[tokio::test]
async fn the_mailbox_of_this_machine_answers_to_its_own_names_alone() {
    let app = TestApp::new().await;
    let mailbox = |host: &str| {
        app.browser().request(Method::GET, "/dev/mailbox").header("host", host.to_owned()).send()
    };
    assert_eq!(mailbox("localhost:8080").await.unwrap().status(), 200);
    assert_eq!(mailbox("127.0.0.1:8080").await.unwrap().status(), 200);
    assert_eq!(mailbox("rebind.evil.example").await.unwrap().status(), 404);
    for header in ["x-real-ip", "via", "x-forwarded-proto"] {
        let request = app.browser().request(Method::GET, "/dev/mailbox").header(header, "x");
        assert_eq!(request.send().await.unwrap().status(), 404, "{header}");
    }
}

#[tokio::test]
async fn a_body_that_never_arrives_is_not_waited_for() {
    let app = TestApp::with(|settings| settings.request_timeout_seconds = 1).await;
    let address = app.base.strip_prefix("http://").unwrap().to_owned();
    for path in ["/api/v1/session", "/api/hooks/slack/actions"] {
        let mut stream = TcpStream::connect(&address).await.unwrap();
        let head = format!(
            "POST {path} HTTP/1.1\r\nhost: localhost\r\nsec-fetch-site: same-origin\r\ncontent-type: application/json\r\n\
             content-length: 1000\r\n\r\n{{"
        );
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut answer = [0; 12];
        let answered = tokio::time::timeout(Duration::from_secs(20), stream.read_exact(&mut answer)).await;
        answered.expect("an answer before long").unwrap();
        assert_eq!(&answer, b"HTTP/1.1 408", "{path}");
    }
}

#[tokio::test]
async fn a_title_that_looks_like_a_date_is_a_title_on_the_next_page_too() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    for title in ["2026-12-31", "2026-11-01T00:00:00Z", "17", "Zebra"] {
        org.owner.post(&org.path("/tasks"), json!({ "title": title })).await.ok();
    }
    let (mut titles, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = org.owner.get(&org.path(&format!("/tasks?sort=title&limit=1{cursor}"))).await.ok();
        titles.push(page["items"][0]["title"].as_str().unwrap().to_owned());
        let Some(next) = page["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(titles, ["17", "2026-11-01T00:00:00Z", "2026-12-31", "Zebra"]);
}

#[tokio::test]
async fn a_reminder_that_was_withheld_for_a_while_goes_out_when_it_is_true_again() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let task = org.task("Write the AI policy", 10).await;
    let at = org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
    // The reminder is planned, and its mail has not left yet when the day is moved and moved back.
    let membership = app.membership(&org).await;
    let tx = app.store.write(&membership).await.unwrap();
    tx.sweep_reminders().await.unwrap();
    tx.commit().await.unwrap();
    let before = app.sink.to(ADA).len();
    let due = task["due"].as_str().unwrap();
    for day in ["2027-03-01", due] {
        let etag = org.owner.get(&at).await.etag();
        org.owner.change(Method::PATCH, &at, &etag, json!({ "due": day })).await.ok();
        app.run_jobs().await;
    }
    let deliveries = org.deliveries(&task).await;
    assert_eq!(deliveries["items"][0]["state"], "delivered", "{deliveries}");
    assert_eq!(app.sink.to(ADA).len(), before + 1);
}
