//! Mail that comes back: at the server's door, or later as a report. What is believed, what is done, and what is not.

use crate::harness::{Answer, BOUNCE_DOMAIN, BOUNCE_SECRET, Browser, MASTER, Organisation, TestApp, command};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::text::Address;
use integrations::mail::fake::StoredMessage;
use integrations::mail::fake::reports::{exchange, gmail, postfix};
use reqwest::Method;
use serde_json::{Value, json};
use std::io::Write;
use std::process::Stdio;
use store::NewPerson;

const ADA: &str = "ada@acme.example";
const GRACE: &str = "grace@faults.example";

/// An organisation with a colleague whose task is due soon.
struct Scene {
    app: TestApp,
    org: Organisation,
    grace: String,
    task: Value,
}

impl Scene {
    async fn new(address: &str) -> Self {
        let app = TestApp::new().await;
        let org = app.found("Acme", ADA).await;
        let tx = app.store.write(&app.membership(&org).await).await.unwrap();
        let person = NewPerson {
            name: "Grace Hopper".to_owned(),
            address: Address::parse(address).unwrap(),
            account: None,
            zone: "Europe/Berlin".to_owned(),
            roles: vec![domain::access::Role::Auditor],
        };
        let grace = tx.add_person(&person).await.unwrap().to_string();
        tx.commit().await.unwrap();
        let quiet = json!({ "title": "Write the AI policy", "owner": grace, "due": "2026-12-04" });
        let task = org.owner.post(&org.path("/tasks"), quiet).await.ok();
        app.run_jobs().await;
        Self { app, org, grace, task }
    }

    fn reminders(&self, address: &str) -> Vec<StoredMessage> {
        self.app.sink.to(address).into_iter().filter(|mail| mail.subject.contains("TSK-1")).collect()
    }

    /// The address that the latest mail to Grace comes back to.
    fn returns_to(&self) -> String {
        self.reminders(GRACE).pop().expect("a reminder").from
    }

    async fn hand_over(&self, secret: &str, query: &str, raw: String) -> Answer {
        let request = self.app.browser().request(Method::POST, &format!("/api/hooks/mail{query}"));
        Browser::send(request.header("authorization", format!("Bearer {secret}")).body(raw)).await
    }

    async fn noted(&self, raw: String) -> String {
        self.hand_over(BOUNCE_SECRET, "", raw).await.ok()["noted"].as_str().unwrap().to_owned()
    }

    async fn trouble(&self) -> Value {
        self.org.owner.get(&self.org.path(&format!("/people/{}", self.grace))).await.ok()["address_trouble"]
            .clone()
    }

    async fn day(&self, at: &str) {
        self.app.sweep_at(at).await;
    }

    async fn latest(&self) -> (String, String) {
        let log = self.org.deliveries(&self.task).await;
        let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        let mut reminders = log["items"].as_array().unwrap().iter();
        let one = reminders.find(|one| !one["step"].as_str().unwrap().starts_with("told")).unwrap();
        (text(&one["state"]), text(&one["reason"]))
    }

    fn letters_to_the_owner(&self) -> usize {
        self.app.sink.to(ADA).iter().filter(|mail| mail.subject.contains("comes back")).count()
    }

    async fn owners_notices(&self) -> Vec<Value> {
        let notices = self.org.owner.get(&self.org.path("/notices")).await.ok();
        let dead = |one: &&Value| one["kind"] == "address_dead";
        notices["items"].as_array().unwrap().iter().filter(dead).cloned().collect()
    }

    /// Nothing is mailed to a dead address, and those who run the organisation heard of it once.
    async fn is_dead(&self) {
        assert!(self.trouble().await["dead_at"].is_string());
        self.app.run_jobs().await;
        let notices = self.owners_notices().await;
        assert_eq!((self.letters_to_the_owner(), notices.len()), (1, 1));
        assert_eq!(
            (&notices[0]["subject_kind"], &notices[0]["title"]),
            (&json!("person"), &json!("Grace Hopper"))
        );
        assert_eq!(notices[0]["subject"], json!(self.grace));
        let before = self.reminders(GRACE).len();
        self.day("2026-11-27T07:00:00Z").await;
        assert_eq!(self.reminders(GRACE).len(), before, "no mail to a dead address");
        assert_eq!(self.latest().await, ("suppressed".to_owned(), "address_dead".to_owned()));
    }
}

#[tokio::test]
async fn mail_comes_back_to_an_address_of_its_own() {
    let scene = Scene::new(GRACE).await;
    let address = scene.returns_to();
    let token = address.strip_prefix("bounces+").unwrap().strip_suffix(&format!("@{BOUNCE_DOMAIN}")).unwrap();
    assert!(
        token.len() >= 32 && token.chars().all(|c| c.is_ascii_hexdigit() && !c.is_ascii_uppercase()),
        "{token}"
    );
    assert!(address.split('@').next().unwrap().len() <= 64, "a local part has 64 letters at most");
    let mail = scene.reminders(GRACE).remove(0);
    assert!(!mail.header("From").unwrap().contains("bounces"), "only the envelope names it");
}

#[tokio::test]
async fn reports_of_every_make_make_the_address_dead_once() {
    for make in [|at: &str| postfix(at, "5.1.1", "failed"), |at: &str| exchange(at), |at: &str| gmail(at)] {
        let scene = Scene::new(GRACE).await;
        let raw = make(&scene.returns_to());
        assert_eq!(scene.noted(raw.clone()).await, "died");
        assert_eq!(scene.noted(raw).await, "was_dead");
        assert!(scene.trouble().await["why"].as_str().unwrap().contains("5.1.1"));
        scene.is_dead().await;
    }
}

#[tokio::test]
async fn a_refusal_at_the_servers_door_is_the_same() {
    let scene = Scene::new("hard@faults.example").await;
    let trouble = scene.trouble().await;
    assert!(trouble["why"].as_str().unwrap().contains("550"), "{trouble}");
    assert_eq!((scene.letters_to_the_owner(), scene.owners_notices().await.len()), (1, 1));
    scene.day("2026-11-27T07:00:00Z").await;
    assert_eq!(scene.latest().await, ("suppressed".to_owned(), "address_dead".to_owned()));
    // What a server refuses in the mail's words says nothing about the address.
    let other = Scene::new("poison@faults.example").await;
    assert_eq!((other.trouble().await, other.latest().await.0), (Value::Null, "dead".to_owned()));
}

#[tokio::test]
async fn what_may_arrive_another_time_is_only_counted() {
    let scene = Scene::new(GRACE).await;
    let at = scene.returns_to();
    for (status, action) in [("4.4.1", "delayed"), ("4.4.7", "failed"), ("5.2.2", "failed")] {
        assert_eq!(scene.noted(postfix(&at, status, action)).await, "counted");
    }
    let trouble = scene.trouble().await;
    assert_eq!((&trouble["soft_bounces"], &trouble["dead_at"]), (&json!(3), &Value::Null));
    scene.day("2026-11-27T07:00:00Z").await;
    assert_eq!((scene.reminders(GRACE).len(), scene.letters_to_the_owner()), (2, 0));
    assert_eq!(scene.noted(postfix(&at, "2.0.0", "delivered")).await, "no_report");
}

#[tokio::test]
async fn what_is_forged_broken_or_meant_for_nobody_changes_nothing() {
    let scene = Scene::new(GRACE).await;
    let real = scene.returns_to();
    let raw = postfix(&real, "5.1.1", "failed");
    for secret in ["", "wrong", "a secret of the mail serve"] {
        scene.hand_over(secret, "", raw.clone()).await.refused(401, "signed_out");
    }
    let mut forged = real.clone();
    let last = forged.find('@').unwrap() - 1;
    let other = if forged.as_bytes()[last] == b'0' { "1" } else { "0" };
    forged.replace_range(last..=last, other);
    for at in [forged.as_str(), "bounces+0@mail.aims.test", "bounces@mail.aims.test", "ada@acme.example"] {
        assert_eq!(scene.noted(postfix(at, "5.1.1", "failed")).await, "unknown", "{at}");
    }
    let elsewhere = real.replace(BOUNCE_DOMAIN, "mail.eve.example");
    assert_eq!(scene.noted(postfix(&elsewhere, "5.1.1", "failed")).await, "unknown");
    for broken in [
        "",
        "\0\0\0",
        "Subject: Away\r\n\r\nI am on holiday.",
        &raw[..raw.len() / 3],
        &raw.replace("message/delivery-status", "text/plain"),
    ] {
        assert_eq!(scene.noted(broken.to_owned()).await, "no_report");
    }
    let huge = format!("{raw}{}", "x".repeat(11 * 1024 * 1024));
    let answer = scene.hand_over(BOUNCE_SECRET, "", huge).await;
    answer.refused(413, "too_large");
    assert_eq!(scene.trouble().await, Value::Null);
    // The same report is believed by the address that it came to, where the server says so.
    let silent = postfix("somebody@elsewhere.example", "5.1.1", "failed");
    let query = format!("?recipient={}", real.replace('+', "%2B"));
    assert_eq!(scene.hand_over(BOUNCE_SECRET, &query, silent).await.ok()["noted"], "died");
}

#[tokio::test]
async fn reminders_of_a_dead_address_are_behind_the_bell() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    org.task("Write the AI policy", 10).await;
    app.run_jobs().await;
    let at = app.sink.to(ADA).pop().unwrap().from;
    let token = at.strip_prefix("bounces+").unwrap().split('@').next().unwrap().to_owned();
    assert_eq!(app.store.bounced(&token, true, "550 5.1.1 gone").await.unwrap(), store::Bounced::Died);
    app.run_jobs().await;
    let mails = app.sink.to(ADA).len();
    // Within one millisecond there is no order.
    app.clock.pass(chrono::Duration::milliseconds(1));
    app.sweep_at("2026-11-27T07:00:00Z").await;
    assert_eq!(app.sink.to(ADA).len(), mails);
    let notices = org.owner.get(&org.path("/notices")).await.ok();
    let kinds: Vec<&str> =
        notices["items"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["due", "address_dead"]);
    assert_eq!(notices["items"][0]["reference"], "TSK-1");
    // One's own page shows it, and one may try again.
    let profile = org.owner.get(&org.path("/profile")).await.ok();
    assert_eq!(profile["address_trouble"]["why"], "550 5.1.1 gone");
    let after = org.owner.post(&org.path("/profile/address/retry"), json!({})).await.ok();
    assert_eq!(after["address_trouble"], Value::Null);
    org.owner.post(&org.path("/profile/address/retry"), json!({})).await.ok();
    app.sweep_at("2026-12-03T07:00:00Z").await;
    assert_eq!(app.sink.to(ADA).len(), mails + 1);
}

#[tokio::test]
async fn another_address_begins_anew_and_the_one_before_says_nothing_about_it() {
    let scene = Scene::new(GRACE).await;
    let raw = postfix(&scene.returns_to(), "5.1.1", "failed");
    scene.noted(raw.clone()).await;
    scene.is_dead().await;
    let path = scene.org.path(&format!("/people/{}", scene.grace));
    let change = async |address: &str| {
        let etag = scene.org.owner.get(&path).await.etag();
        scene.org.owner.change(Method::PATCH, &path, &etag, json!({ "address": address })).await
    };
    change("not an address").await.refused(422, "invalid_input");
    change(ADA).await.refused(409, "refused");
    let after = change("hopper@faults.example").await.ok();
    assert_eq!(
        (&after["address"], &after["address_trouble"]),
        (&json!("hopper@faults.example"), &Value::Null)
    );
    assert_eq!(scene.noted(raw).await, "unknown", "it spoke of the address before");
    scene.day("2026-12-03T07:00:00Z").await;
    assert_eq!(scene.reminders("hopper@faults.example").len(), 1);
}

#[tokio::test]
async fn an_administrator_does_not_lead_an_owners_mail_elsewhere() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (admin, _) = app.member(&org, domain::access::Role::Admin).await;
    let path = org.path(&format!("/people/{}", org.me));
    let etag = admin.get(&path).await.etag();
    let answer = admin.change(Method::PATCH, &path, &etag, json!({ "address": "eve@acme.example" })).await;
    answer.refused(409, "refused");
    assert!(answer.body.to_string().contains("owner"), "{}", answer.body);
}

/// What `aims bounce` says of a mail on its standard input.
fn piped(app: &TestApp, raw: &str) -> String {
    let mut child = command(app, "bounce")
        .env("AIMS__KEYS__MASTER", STANDARD.encode(MASTER))
        .env("AIMS__MAIL__BOUNCE_DOMAIN", BOUNCE_DOMAIN)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(raw.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test]
async fn the_command_takes_what_a_mail_server_pipes() {
    let app = TestApp::in_real_time().await;
    let org = app.found("Acme", ADA).await;
    let due = (app.store.clock().calendar() + chrono::Duration::days(5)).date_naive().to_string();
    let body = json!({ "title": "Write the AI policy", "owner": org.me, "due": due });
    org.owner.post(&org.path("/tasks"), body).await.ok();
    app.run_jobs().await;
    let at = app.sink.to(ADA).pop().unwrap().from;
    assert!(piped(&app, "Subject: Away\r\n\r\nI am on holiday.").contains("no report"));
    assert!(piped(&app, &postfix("bounces+0@mail.aims.test", "5.1.1", "failed")).contains("none of ours"));
    assert!(piped(&app, &postfix(&at, "5.1.1", "failed")).contains("dead from now on"));
    let profile = org.owner.get(&org.path("/profile")).await.ok();
    assert!(profile["address_trouble"]["dead_at"].is_string());
}
