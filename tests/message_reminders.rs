//! Reminders as messages, beside the mail: to whoever is reminded, and where the task stands.

use crate::harness::workspace::Workspace;
use integrations::fault::{Fault, Trouble};
use serde_json::{Value, json};

const ADA: &str = "ada@acme.example";

async fn books(slack: &Workspace, task: &Value) -> Vec<(String, String, String)> {
    let log = slack.org.deliveries(task).await;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut books: Vec<_> = log["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (text(&one["step"]), text(&one["channel"]), text(&one["state"])))
        .collect();
    books.sort();
    books
}

async fn sweep(slack: &Workspace) {
    slack.app.sweep().await;
}

fn book(step: &str, channel: &str, state: &str) -> (String, String, String) {
    (step.to_owned(), channel.to_owned(), state.to_owned())
}

#[tokio::test]
async fn a_step_is_said_to_its_owner_and_what_is_due_in_the_thread_too() {
    let slack = Workspace::with_reminders().await;
    let task = slack.shared_task("Log prompts", 1).await;
    slack.app.run_jobs().await;
    let direct = slack.direct();
    assert_eq!(direct.len(), 1, "{direct:?}");
    assert!(direct[0].text.contains("is due tomorrow"), "{}", direct[0].text);
    assert_eq!(Workspace::buttons(&direct[0]), ["done", "snooze", "open"]);
    assert_eq!(
        books(&slack, &task).await,
        [book("lead_1", "direct", "delivered"), book("lead_1", "mail", "delivered")]
    );

    slack.app.clock.pass(chrono::Duration::days(1));
    sweep(&slack).await;
    let card = slack.posted()[0].clone();
    let thread: Vec<_> = slack.posted().into_iter().filter(|kept| kept.thread.is_some()).collect();
    assert_eq!(thread.len(), 1, "{thread:?}");
    assert_eq!(thread[0].thread.as_ref(), Some(&card.ts));
    assert!(thread[0].text.contains("is due today"), "{}", thread[0].text);

    slack.app.clock.pass(chrono::Duration::days(7));
    sweep(&slack).await;
    assert!(slack.posted()[0].blocks.to_string().contains("(overdue)"), "the task's own message says so too");
    assert_eq!(slack.direct().len(), 3);
    assert_eq!(slack.app.sink.to(ADA).iter().filter(|mail| mail.text.contains("Log prompts")).count(), 3);
}

#[tokio::test]
async fn a_reminders_button_finishes_the_task() {
    let slack = Workspace::with_reminders().await;
    let task = slack.shared_task("Log prompts", 1).await;
    slack.app.run_jobs().await;
    slack.press(&slack.direct()[0].clone(), "done", ADA).await;
    assert_eq!(slack.task(&task).await["state"], "done");
    assert!(slack.posted()[0].text.contains("done"), "{:?}", slack.posted());
}

#[tokio::test]
async fn a_reminder_that_is_put_off_comes_on_its_day() {
    let slack = Workspace::with_reminders().await;
    let task = slack.shared_task("Log prompts", 1).await;
    slack.app.run_jobs().await;
    slack.press(&slack.direct()[0].clone(), "snooze", ADA).await;
    let whisper = &slack.app.slack.whispers()[0];
    assert_eq!(whisper.text, "You will be reminded again on Wednesday, 25 November.");
    slack.app.clock.pass(chrono::Duration::days(1));
    sweep(&slack).await;
    let books = books(&slack, &task).await;
    assert!(books.contains(&book("again_2026-11-25", "direct", "delivered")), "{books:?}");
    assert!(books.contains(&book("due", "mail", "suppressed")), "one reminder stands for both: {books:?}");
    assert_eq!(slack.task(&task).await["due"], task["due"], "the due date stays");
}

#[tokio::test]
async fn putting_off_is_bounded_and_only_the_owners() {
    let slack = Workspace::new().await;
    let task = slack.shared_task("Log prompts", 10).await;
    let path = slack.org.path(&format!("/tasks/{}/snooze", task["id"].as_str().unwrap()));
    for day in ["2026-11-24", "2026-11-23", "2026-12-25", "2026-02-30"] {
        let refused = slack.org.owner.post(&path, json!({ "until": day })).await;
        assert!([400, 422].contains(&refused.status.as_u16()), "{day}: {}", refused.status);
    }
    slack.org.owner.post(&path, json!({ "until": "2026-12-24" })).await.ok();
    let next = slack.org.deliveries(&task).await["upcoming"].clone();
    assert_eq!(next["step"], "again_2026-12-24", "{next}");
}

#[tokio::test]
async fn whoever_is_not_there_is_reminded_by_mail_alone() {
    let app = crate::harness::TestApp::new().await;
    let org = app.found("Acme", "nobody@acme.example").await;
    let id = crate::harness::workspace::install(&org).await;
    let slack = Workspace { app, org, id };
    let body = json!({ "channel": "C0TASKS", "rule": "by_hand", "direct": true });
    slack.change(reqwest::Method::PUT, "/channel", body).await;
    let task = slack.org.task("Log prompts", 1).await;
    slack.app.run_jobs().await;
    let log = slack.org.deliveries(&task).await;
    let direct = log["items"].as_array().unwrap().iter().find(|one| one["channel"] == "direct").unwrap();
    assert_eq!(
        (direct["state"].as_str(), direct["reason"].as_str()),
        (Some("suppressed"), Some("not_there"))
    );
    assert!(slack.app.sink.to("nobody@acme.example").iter().any(|mail| mail.text.contains("Log prompts")));
}

#[tokio::test]
async fn a_reminder_whose_answer_is_lost_is_not_said_twice() {
    let slack = Workspace::with_reminders().await;
    slack.app.slack.fault(Fault::new("POST", "chat.postMessage", 1, Trouble::Lost));
    let task = slack.org.task("Log prompts", 1).await;
    slack.app.run_jobs().await;
    assert_eq!(slack.direct().len(), 1);
    assert!(books(&slack, &task).await.contains(&book("lead_1", "direct", "uncertain")));
}

#[tokio::test]
async fn a_reminder_waits_for_a_connection_that_rests_and_goes_while_it_is_true() {
    let slack = Workspace::with_reminders().await;
    slack.change(reqwest::Method::POST, "/pause", json!({})).await;
    let (task, done) = (slack.org.task("Log prompts", 1).await, slack.org.task("Other", 1).await);
    slack.app.run_jobs().await;
    assert!(slack.direct().is_empty());
    let path = slack.org.path(&format!("/tasks/{}", done["id"].as_str().unwrap()));
    let etag = slack.org.owner.get(&path).await.etag();
    slack.org.owner.change(reqwest::Method::POST, &format!("{path}/complete"), &etag, json!({})).await.ok();
    slack.change(reqwest::Method::POST, "/resume", json!({})).await;
    slack.app.clock.pass(chrono::Duration::minutes(11));
    slack.app.run_jobs().await;
    assert_eq!(slack.direct().len(), 1);
    assert!(books(&slack, &task).await.contains(&book("lead_1", "direct", "delivered")));
    assert!(books(&slack, &done).await.contains(&book("lead_1", "direct", "suppressed")));
}

#[tokio::test]
async fn where_slack_is_lost_or_disconnected_the_mail_goes_and_the_log_says_why_nothing_else_did() {
    let slack = Workspace::with_reminders().await;
    slack.app.slack.remove_app().await;
    slack.app.run_jobs().await;
    let task = slack.org.task("Log prompts", 1).await;
    slack.app.run_jobs().await;
    let direct = async || {
        let log = slack.org.deliveries(&task).await;
        let found = log["items"].as_array().unwrap().iter().find(|one| one["channel"] == "direct");
        found.unwrap().clone()
    };
    let waits = direct().await;
    assert_eq!(waits["state"], "planned", "{waits}");
    assert_eq!(waits["last_error"], "waits until somebody connects the service again");
    assert!(books(&slack, &task).await.contains(&book("lead_1", "mail", "delivered")));
    assert!(slack.app.sink.to(ADA).iter().any(|mail| mail.text.contains("Log prompts")));

    slack.change(reqwest::Method::DELETE, "", json!({})).await;
    slack.app.clock.pass(chrono::Duration::minutes(11));
    slack.app.run_jobs().await;
    let ended = direct().await;
    assert_eq!((&ended["state"], &ended["reason"]), (&json!("suppressed"), &json!("disconnected")));
    assert!(slack.direct().is_empty());
}
