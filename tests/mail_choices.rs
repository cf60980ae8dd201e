//! What people want to be told: at once, together or not at all, by mail or behind the bell; and turning it off by the link
//! in a mail.

use crate::harness::{Answer, Browser, Organisation, TestApp};
use domain::access::Role;
use integrations::mail::fake::StoredMessage;
use reqwest::Method;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

const ADA: &str = "ada@acme.example";
/// Eight in the morning in Berlin, the day after the clock starts.
const WEDNESDAY: &str = "2026-11-25T07:00:00Z";

async fn choose(browser: &Browser, org: &Organisation, body: Value) -> Answer {
    let path = org.path("/profile/choices");
    let etag = browser.get(&path).await.etag();
    browser.change(Method::PATCH, &path, &etag, body).await
}

fn mail(topic: &str, rhythm: &str) -> Value {
    json!({ "topics": [{ "topic": topic, "way": "mail", "rhythm": rhythm }] })
}

async fn say(app: &TestApp, browser: &Browser, org: &Organisation, task: &Value, text: &str) -> Value {
    app.clock.pass(chrono::Duration::milliseconds(1));
    let at = org.path(&format!("/subjects/{}/comments", task["id"].as_str().unwrap()));
    browser.post(&at, json!({ "text": text })).await.ok()
}

/// A task of the owner's without a date, so that no reminder is in the way.
async fn task(org: &Organisation, title: &str) -> Value {
    org.owner.post(&org.path("/tasks"), json!({ "title": title, "owner": org.me })).await.ok()
}

fn mails(app: &TestApp, about: &str) -> Vec<StoredMessage> {
    app.sink.to(ADA).into_iter().filter(|mail| mail.subject.contains(about)).collect()
}

fn digests(app: &TestApp) -> Vec<StoredMessage> {
    app.sink.to(ADA).into_iter().filter(|mail| mail.text.contains("hear of these things together")).collect()
}

/// What the sent-log says of digests: state and reason, latest first.
async fn digest_log(org: &Organisation) -> Vec<(String, String)> {
    let log = org.owner.get(&org.path("/deliveries?limit=100")).await.ok();
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let items = log["items"].as_array().unwrap().iter().filter(|one| one["about"].is_null());
    items.map(|one| (text(&one["state"]), text(&one["reason"]))).collect()
}

fn unsubscribe_path(mail: &StoredMessage) -> String {
    let header: String = mail.header("List-Unsubscribe").expect("a link").split_whitespace().collect();
    let link = header.trim_matches(['<', '>']).to_owned();
    link.strip_prefix("http://localhost:8080").expect("under our address").to_owned()
}

async fn rhythm(browser: &Browser, org: &Organisation, topic: &str) -> String {
    let choices = browser.get(&org.path("/profile/choices")).await.ok();
    let found = choices["topics"].as_array().unwrap().iter().find(|one| one["topic"] == topic).unwrap();
    found["mail"]["rhythm"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn comments_of_a_day_come_together_once_and_never_again() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (manager, _) = app.member(&org, Role::Manager).await;
    let (one, other) = (task(&org, "Write the AI policy").await, task(&org, "Name the roles").await);
    for text in ["First", "Second", "Third"] {
        say(&app, &manager, &org, &one, text).await;
    }
    say(&app, &manager, &org, &other, "Another").await;
    app.run_jobs().await;
    assert_eq!(digests(&app).len(), 0, "not before its hour");
    app.sweep_at("2026-11-25T06:59:59Z").await;
    assert_eq!(digests(&app).len(), 0);
    app.sweep_at(WEDNESDAY).await;
    app.sweep().await;
    let sent = digests(&app);
    assert_eq!(sent.len(), 1, "one a person and day");
    assert!(sent[0].text.contains("3 comments, by The manager"), "{}", sent[0].text);
    assert!(sent[0].text.contains("TSK-2 Name the roles\nThe manager wrote a comment"), "{}", sent[0].text);
    say(&app, &manager, &org, &other, "Once more").await;
    app.sweep_at("2026-11-26T07:00:00Z").await;
    let sent = digests(&app);
    assert_eq!(sent.len(), 2);
    assert!(!sent[1].text.contains("Write the AI policy"), "{}", sent[1].text);
    assert!(sent[1].text.contains("The manager wrote a comment"), "not two: {}", sent[1].text);
    app.sweep_at("2026-11-27T07:00:00Z").await;
    assert_eq!((digests(&app).len(), digest_log(&org).await.len()), (2, 2), "nothing new, nothing planned");
}

#[tokio::test]
async fn what_was_read_removed_or_done_meanwhile_is_left_out_and_an_empty_digest_is_not_sent() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (manager, _) = app.member(&org, Role::Manager).await;
    let about = task(&org, "Write the AI policy").await;
    let said = say(&app, &manager, &org, &about, "A slip").await;
    let comment = said["items"][0]["id"].as_str().unwrap();
    let at = org.path(&format!("/subjects/{}/comments/{comment}", about["id"].as_str().unwrap()));
    manager.change(Method::DELETE, &at, "\"1\"", json!({})).await.ok();
    let read = task(&org, "Name the roles").await;
    say(&app, &manager, &org, &read, "Seen already").await;
    let notices = org.owner.get(&org.path("/notices")).await.ok();
    let latest = json!({ "notice": notices["items"][0]["id"] });
    org.owner.post(&org.path("/notices/read"), latest).await.ok();
    app.sweep_at(WEDNESDAY).await;
    assert_eq!(digests(&app).len(), 0);
    let log = digest_log(&org).await;
    assert_eq!(log, [("suppressed".to_owned(), "nothing_left".to_owned())], "visible with its reason");
    app.sweep_at("2026-11-26T07:00:00Z").await;
    assert_eq!(digest_log(&org).await.len(), 1, "it was judged, and is not looked at again");
}

#[tokio::test]
async fn at_once_comes_at_once_and_is_in_no_digest() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (manager, _) = app.member(&org, Role::Manager).await;
    let about = task(&org, "Write the AI policy").await;
    let text = format!("@{{{}}}, please look.", org.me);
    say(&app, &manager, &org, &about, &text).await;
    say(&app, &manager, &org, &about, "And this").await;
    app.run_jobs().await;
    let sent = mails(&app, "Write the AI policy");
    assert_eq!(sent.len(), 1);
    assert_eq!(sent[0].subject, "The manager called you in a comment: Write the AI policy");
    assert_eq!(sent[0].header("List-Unsubscribe-Post"), Some("List-Unsubscribe=One-Click"));
    assert!(!sent[0].text.contains("please look"), "what was said stays inside");
    app.sweep_at(WEDNESDAY).await;
    let digest = digests(&app).pop().unwrap();
    assert!(digest.text.contains("The manager wrote a comment") && !digest.text.contains("called you"));
}

#[tokio::test]
async fn what_is_never_wanted_is_never_mailed_whichever_moment_it_was_chosen_at() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (manager, _) = app.member(&org, Role::Manager).await;
    let about = task(&org, "Write the AI policy").await;
    // Planned at once and waiting for a digest; then the mind is changed.
    say(&app, &manager, &org, &about, &format!("@{{{}}}", org.me)).await;
    say(&app, &manager, &org, &about, "And this").await;
    choose(&org.owner, &org, mail("mentioned", "never")).await.ok();
    choose(&org.owner, &org, mail("commented", "never")).await.ok();
    app.run_jobs().await;
    app.sweep_at(WEDNESDAY).await;
    assert_eq!((mails(&app, "Write the AI policy").len(), digests(&app).len()), (0, 0));
    let log = org.deliveries(&about).await;
    assert_eq!(
        (&log["items"][0]["state"], &log["items"][0]["reason"]),
        (&json!("suppressed"), &json!("unwanted"))
    );
    let notices = org.owner.get(&org.path("/notices")).await.ok();
    assert_eq!(notices["unread"], 2, "behind the bell they are");
}

#[tokio::test]
async fn what_was_to_come_at_once_comes_together_when_that_is_chosen_and_nothing_is_lost() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (manager, _) = app.member(&org, Role::Manager).await;
    let about = task(&org, "Write the AI policy").await;
    say(&app, &manager, &org, &about, &format!("@{{{}}}", org.me)).await;
    choose(&org.owner, &org, mail("mentioned", "daily")).await.ok();
    app.run_jobs().await;
    let log = org.deliveries(&about).await;
    assert_eq!(log["items"][0]["reason"], "digested");
    choose(&org.owner, &org, mail("mentioned", "at_once")).await.ok();
    app.sweep_at(WEDNESDAY).await;
    assert!(digests(&app)[0].text.contains("called you"), "at once was over, so it comes with the digest");
}

#[tokio::test]
async fn weekly_waits_for_its_day_and_the_weekend_is_quiet() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (manager, _) = app.member(&org, Role::Manager).await;
    let about = task(&org, "Write the AI policy").await;
    let body = json!({ "topics": [{ "topic": "commented", "way": "mail", "rhythm": "weekly" }], "hour": 17 });
    choose(&org.owner, &org, body).await.ok();
    say(&app, &manager, &org, &about, "For the week").await;
    for day in ["25", "26", "27", "28", "29"] {
        app.sweep_at(&format!("2026-11-{day}T18:00:00Z")).await;
        assert_eq!(digests(&app).len(), 0, "{day}");
    }
    app.sweep_at("2026-11-30T15:59:59Z").await;
    assert_eq!(digests(&app).len(), 0);
    app.sweep_at("2026-11-30T16:00:00Z").await;
    assert!(digests(&app)[0].subject.starts_with("Your week at Acme"), "{}", digests(&app)[0].subject);
}

#[tokio::test]
async fn whoever_travels_gets_what_waits_at_the_hour_of_where_they_are() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (manager, _) = app.member(&org, Role::Manager).await;
    let about = task(&org, "Write the AI policy").await;
    let ada = org.path(&format!("/people/{}", org.me));
    let travel = async |zone: &str| {
        let etag = org.owner.get(&ada).await.etag();
        org.owner.change(Method::PATCH, &ada, &etag, json!({ "zone": zone })).await.ok();
    };
    // Behind the hour of that day over there: the next is in the afternoon of Berlin.
    app.clock.set_calendar("2026-11-24T14:00:00Z");
    travel("America/New_York").await;
    say(&app, &manager, &org, &about, "First").await;
    travel("Europe/Berlin").await;
    app.sweep_at(WEDNESDAY).await;
    assert_eq!(digests(&app).len(), 1, "in the morning, and not a day later");
}

#[tokio::test]
async fn a_worker_that_dies_in_between_sends_the_same_digest_again_and_plans_no_second() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (manager, _) = app.member(&org, Role::Manager).await;
    let about = task(&org, "Write the AI policy").await;
    say(&app, &manager, &org, &about, "First").await;
    app.clock.set_calendar(WEDNESDAY);
    // Planned and begun as a worker does, which then dies before the mail leaves.
    let membership = app.membership(&org).await;
    let tx = app.store.write(&membership).await.unwrap();
    assert_eq!(tx.sweep_digests().await.unwrap(), 1);
    tx.commit().await.unwrap();
    let log = org.owner.get(&org.path("/deliveries?limit=100")).await.ok();
    let id =
        log["items"].as_array().unwrap().iter().find(|one| one["about"].is_null()).unwrap()["id"].clone();
    let delivery = domain::id::DeliveryId(id.as_str().unwrap().parse().unwrap());
    let tx = app.store.write(&membership).await.unwrap();
    assert_eq!(tx.begin_digest(delivery).await.unwrap().unwrap().lines.len(), 1);
    tx.commit().await.unwrap();
    say(&app, &manager, &org, &about, "Second").await;
    app.sweep().await;
    let sent = digests(&app);
    assert_eq!(sent.len(), 1);
    assert!(sent[0].message_id.contains(id.as_str().unwrap()));
    assert!(sent[0].text.contains("The manager wrote a comment"), "the same as before: {}", sent[0].text);
    app.sweep_at("2026-11-26T07:00:00Z").await;
    assert_eq!(digests(&app).len(), 2, "the second comment comes a day later");
}

#[tokio::test]
async fn sweeping_from_two_processes_at_once_plans_each_digest_once() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (manager, _) = app.member(&org, Role::Manager).await;
    let about = task(&org, "Write the AI policy").await;
    say(&app, &manager, &org, &about, "First").await;
    app.clock.set_calendar(WEDNESDAY);
    let membership = app.membership(&org).await;
    let sweeps = (0..4).map(|_| async {
        let tx = app.store.write(&membership).await.unwrap();
        let planned = tx.sweep_digests().await.unwrap();
        tx.commit().await.unwrap();
        planned
    });
    let planned: usize = futures::future::join_all(sweeps).await.into_iter().sum();
    assert_eq!(planned, 1);
}

#[tokio::test]
async fn looking_at_the_link_changes_nothing_and_one_click_turns_it_off() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (manager, _) = app.member(&org, Role::Manager).await;
    let about = task(&org, "Write the AI policy").await;
    say(&app, &manager, &org, &about, &format!("@{{{}}}", org.me)).await;
    app.run_jobs().await;
    let path = unsubscribe_path(&mails(&app, "Write the AI policy")[0]);
    let stranger = app.browser();
    let page = stranger.get(&path).await;
    let text = page.body.as_str().unwrap().to_owned();
    assert_eq!(page.status, 200);
    assert!(text.contains("<form method=\"post\">") && !text.contains("<script"), "{text}");
    assert!(!text.contains("Ada") && !text.contains("acme"), "it says nothing about whose it is: {text}");
    assert!(page.headers["content-security-policy"].to_str().unwrap().contains("form-action 'self'"));
    assert_eq!(rhythm(&org.owner, &org, "mentioned").await, "at_once", "looking changes nothing");
    // As a mail program posts it, which sends no header of a browser.
    let posted = reqwest::Client::new()
        .post(format!("{}{path}", app.base))
        .header("content-type", "application/x-www-form-urlencoded")
        .body("List-Unsubscribe=One-Click")
        .send()
        .await
        .unwrap();
    assert_eq!(posted.status(), 200);
    assert_eq!(rhythm(&org.owner, &org, "mentioned").await, "never");
    assert_eq!(rhythm(&org.owner, &org, "assigned").await, "at_once", "that kind alone");
    say(&app, &manager, &org, &about, &format!("@{{{}}} again", org.me)).await;
    app.run_jobs().await;
    assert_eq!(mails(&app, "Write the AI policy").len(), 1);
    Browser::send(stranger.request(Method::POST, &path)).await.ok();
    let entries = trail(&app).await;
    let chosen: Vec<&Value> = entries.iter().filter(|one| one["kind"] == "notices_chosen").collect();
    assert_eq!(chosen.len(), 1, "twice is once");
    assert_eq!((&chosen[0]["by_link"], &chosen[0]["fields"]), (&json!(true), &json!(["mentioned.mail"])));
}

/// The stored events; only one organisation here chose anything.
async fn trail(app: &TestApp) -> Vec<Value> {
    let root = app.database.root().await;
    let sql = "select body from trail_body order by id".to_owned();
    let rows = root.query_all_raw(Statement::from_string(root.get_database_backend(), sql)).await.unwrap();
    let bodies = rows.iter().map(|row| row.try_get::<String>("", "body").unwrap());
    let events = bodies.map(|body| serde_json::from_str::<Value>(&body).unwrap()).collect();
    root.close().await.unwrap();
    events
}

#[tokio::test]
async fn the_link_of_a_digest_turns_off_what_comes_together_and_no_reminder() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (manager, _) = app.member(&org, Role::Manager).await;
    let about = org.task("Write the AI policy", 10).await;
    say(&app, &manager, &org, &about, "First").await;
    app.run_jobs().await;
    let reminder = mails(&app, "TSK-1").remove(0);
    assert_eq!(reminder.header("List-Unsubscribe"), None, "what one answers for cannot be turned off");
    app.sweep_at(WEDNESDAY).await;
    let path = unsubscribe_path(&digests(&app)[0]);
    Browser::send(app.browser().request(Method::POST, &path)).await.ok();
    for (topic, expected) in [("commented", "never"), ("completed", "never"), ("mentioned", "at_once")] {
        assert_eq!(rhythm(&org.owner, &org, topic).await, expected, "{topic}");
    }
    assert_eq!(rhythm(&org.owner, &org, "reminders").await, "at_once");
}

#[tokio::test]
async fn a_link_that_is_forged_or_too_old_changes_nothing_and_one_of_another_kind_is_none() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (manager, _) = app.member(&org, Role::Manager).await;
    let about = task(&org, "Write the AI policy").await;
    say(&app, &manager, &org, &about, &format!("@{{{}}}", org.me)).await;
    app.run_jobs().await;
    let sent = mails(&app, "Write the AI policy").remove(0);
    let path = unsubscribe_path(&sent);
    let returns = sent.from.split(['+', '@']).nth(1).unwrap().to_owned();
    let invented = "0".repeat(40);
    for token in [returns.as_str(), invented.as_str(), "x", &"y".repeat(5_000)] {
        for method in [Method::GET, Method::POST] {
            let answer = Browser::send(app.browser().request(method, &format!("/unsubscribe/{token}"))).await;
            assert_eq!(answer.status, 404);
        }
    }
    app.clock.set_calendar("2027-08-01T07:00:00Z");
    assert_eq!(app.browser().get(&path).await.status, 200, "for months");
    app.clock.set_calendar("2028-01-01T07:00:00Z");
    let answer = Browser::send(app.browser().request(Method::POST, &path)).await;
    assert_eq!(answer.status, 404);
    assert_eq!(rhythm(&org.owner, &org, "mentioned").await, "at_once");
}

#[tokio::test]
async fn choices_are_ones_own_versioned_and_only_what_is_offered() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (manager, _) = app.member(&org, Role::Manager).await;
    let first = org.owner.get(&org.path("/profile/choices")).await;
    let etag = first.etag();
    let shown = first.ok();
    let topics: Vec<&str> =
        shown["topics"].as_array().unwrap().iter().map(|one| one["topic"].as_str().unwrap()).collect();
    assert!(topics.contains(&"upkeep") && topics.contains(&"security"));
    assert_eq!((&shown["hour"], &shown["quiet_weekend"]), (&json!(8), &json!(true)));
    for body in [
        mail("reminders", "never"),
        mail("security", "daily"),
        json!({ "topics": [{ "topic": "commented", "way": "in_app", "rhythm": "weekly" }] }),
        json!({ "topics": [{ "topic": "weather", "way": "mail", "rhythm": "never" }] }),
        json!({ "hour": 24 }),
        json!({ "weekday": 6 }),
        json!({ "surprise": true }),
    ] {
        choose(&org.owner, &org, body).await.refused(422, "invalid_input");
    }
    choose(&org.owner, &org, mail("commented", "weekly")).await.ok();
    let path = org.path("/profile/choices");
    let stale = org.owner.change(Method::PATCH, &path, &etag, mail("commented", "never")).await;
    stale.refused(412, "stale_version");
    assert_eq!(rhythm(&org.owner, &org, "commented").await, "weekly");
    assert_eq!(rhythm(&manager, &org, "commented").await, "daily", "each chooses for themselves");
    let theirs = manager.get(&path).await.ok();
    let upkeep = theirs["topics"].as_array().unwrap().iter().any(|one| one["topic"] == "upkeep");
    assert!(!upkeep, "who does not run it is not told of its upkeep");
    let back = json!({ "topics": [{ "topic": "commented", "way": "mail", "rhythm": null }] });
    choose(&org.owner, &org, back).await.ok();
    assert_eq!(rhythm(&org.owner, &org, "commented").await, "daily");
}

#[tokio::test]
async fn what_is_not_wanted_behind_the_bell_is_not_there_and_comes_back() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (manager, _) = app.member(&org, Role::Manager).await;
    let about = task(&org, "Write the AI policy").await;
    say(&app, &manager, &org, &about, "First").await;
    let bell =
        |rhythm: &str| json!({ "topics": [{ "topic": "commented", "way": "in_app", "rhythm": rhythm }] });
    choose(&org.owner, &org, bell("never")).await.ok();
    let notices = org.owner.get(&org.path("/notices")).await.ok();
    assert_eq!((notices["items"].as_array().unwrap().len(), &notices["unread"]), (0, &json!(0)));
    org.owner.post(&org.path("/notices/read"), json!({})).await.ok();
    choose(&org.owner, &org, bell("at_once")).await.ok();
    let notices = org.owner.get(&org.path("/notices")).await.ok();
    assert_eq!(notices["unread"], 1, "nobody has read what was not shown");
}

/// Somebody who is given what is due soon is reminded of it at that moment: one mail says both.
#[tokio::test]
async fn what_is_given_late_is_told_by_its_reminder_alone() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (_, id) = app.member(&org, Role::Staff).await;
    let address = format!("staff@{}.example", org.slug);
    for (title, due) in [("Due soon", "2026-11-29"), ("Due much later", "2027-11-29")] {
        let body = json!({ "title": title, "owner": id, "due": due });
        org.owner.post(&org.path("/tasks"), body).await.ok();
        app.run_jobs().await;
        let told = app.sink.to(&address).into_iter().filter(|mail| mail.text.contains(title));
        assert_eq!(told.count(), 1, "{title}");
    }
    let log = org.owner.get(&org.path("/deliveries?limit=100")).await.ok();
    let steps: Vec<&str> =
        log["items"].as_array().unwrap().iter().map(|one| one["step"].as_str().unwrap()).collect();
    assert!(steps.contains(&"lead_7"), "{steps:?}");
    assert_eq!(steps.iter().filter(|step| step.starts_with("told:assigned")).count(), 1, "{steps:?}");
}

#[tokio::test]
async fn what_is_given_back_is_told_though_its_reminder_was_sent_before() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (_, id) = app.member(&org, Role::Staff).await;
    let address = format!("staff@{}.example", org.slug);
    let body = json!({ "title": "To and fro", "owner": id, "due": "2026-11-29" });
    let task = org.owner.post(&org.path("/tasks"), body).await.ok();
    app.run_jobs().await;
    let at = org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
    let told = || app.sink.to(&address).into_iter().filter(|mail| mail.text.contains("To and fro")).count();
    assert_eq!(told(), 1, "its reminder says it");
    for owner in [&org.me, &id] {
        let etag = org.owner.get(&at).await.etag();
        org.owner.change(Method::PATCH, &at, &etag, json!({ "owner": owner })).await.ok();
        app.run_jobs().await;
    }
    assert_eq!(told(), 2, "that it is theirs again");
}
