//! The reminder's whole way: a task, time, a plan, a mail at a real SMTP server, the sent-log.

use crate::harness::{Organisation, TestApp};
use domain::access::Role;
use reqwest::Method;
use serde_json::{Value, json};

const ADA: &str = "ada@acme.example";

fn reminders(app: &TestApp, address: &str) -> Vec<String> {
    let mails = app.sink.to(address).into_iter().map(|mail| mail.subject);
    mails.filter(|subject| subject.contains("TSK-")).collect()
}

fn log(deliveries: &Value) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let items = deliveries["items"].as_array().unwrap().iter();
    items.map(|one| (text(&one["step"]), text(&one["state"]), text(&one["reason"]))).collect()
}

fn entry(step: &str, state: &str, reason: &str) -> (String, String, String) {
    (step.to_owned(), state.to_owned(), reason.to_owned())
}

async fn change(org: &Organisation, task: &Value, body: Value) -> Value {
    let path = org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
    let etag = org.owner.get(&path).await.etag();
    org.owner.change(Method::PATCH, &path, &etag, body).await.ok()
}

async fn step(org: &Organisation, task: &Value, step: &str, body: Value) -> Value {
    let path = org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
    let etag = org.owner.get(&path).await.etag();
    org.owner.change(Method::POST, &format!("{path}/{step}"), &etag, body).await.ok()
}

#[tokio::test]
async fn each_step_of_the_ladder_reaches_the_owner_once() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let task = org.task("Write the AI policy", 31).await;
    app.sweep().await;
    assert_eq!(reminders(&app, ADA).len(), 0, "nothing is due yet");
    // 25 December is due; 08:00 in Berlin is 07:00 UTC.
    for (at, sent) in [
        ("2026-11-25T06:59:59Z", 0),
        ("2026-11-25T07:00:00Z", 1), // 30 days
        ("2026-12-11T07:00:00Z", 2), // 14 days
        ("2026-12-18T07:00:00Z", 3), // 7 days
        ("2026-12-24T07:00:00Z", 4), // 1 day
        ("2026-12-25T07:00:00Z", 5), // the day
        ("2026-12-31T07:00:00Z", 5),
        ("2027-01-01T07:00:00Z", 6), // a week over
        ("2027-01-08T07:00:00Z", 7), // two weeks over
    ] {
        app.sweep_at(at).await;
        app.sweep().await;
        assert_eq!(reminders(&app, ADA).len(), sent, "at {at}");
    }
    let log = log(&org.deliveries(&task).await);
    let steps: Vec<&str> = log.iter().map(|(step, ..)| step.as_str()).collect();
    assert_eq!(steps, ["overdue_2", "overdue_1", "due", "lead_1", "lead_7", "lead_14", "lead_30"]);
    assert!(log.iter().all(|(_, state, _)| state == "delivered"));
}

#[tokio::test]
async fn the_mail_says_what_and_by_when_and_where() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let task = org.task("Write the AI policy", 7).await;
    app.run_jobs().await;
    let mail = app.sink.to(ADA).pop().unwrap();
    assert!(
        mail.subject.contains("TSK-1") && mail.subject.contains("Write the AI policy"),
        "{}",
        mail.subject
    );
    let link = format!("http://localhost:8080/o/{}/tasks/{}", org.slug, task["id"].as_str().unwrap());
    let html = mail.html.replace("&#x2f;", "/");
    assert!(mail.text.contains(&link) && html.contains(&link), "{}", mail.text);
    let delivery = org.deliveries(&task).await["items"][0].clone();
    assert_eq!(delivery["message_id"], format!("<{}@aims.test>", delivery["id"].as_str().unwrap()));
    assert!(mail.message_id.contains(delivery["id"].as_str().unwrap()), "the sent-log leads to the mail");
}

#[tokio::test]
async fn a_lead_day_that_has_passed_at_creation_sends_one_at_once() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let task = org.task("Write the AI policy", 10).await;
    app.run_jobs().await;
    let sent = org.deliveries(&task).await;
    assert_eq!(log(&sent), [entry("lead_14", "delivered", "-")]);
    assert_eq!(sent["upcoming"]["step"], "lead_7");
}

#[tokio::test]
async fn a_worker_that_was_down_sends_once_what_is_still_true() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let late = org.task("Write the AI policy", 20).await;
    let done = org.task("Name the roles", 20).await;
    app.run_jobs().await;
    let before = reminders(&app, ADA).len();
    // Nothing runs for three weeks; meanwhile one of the two is finished.
    app.clock.set_calendar("2026-12-15T12:00:00Z");
    step(&org, &done, "complete", json!({})).await;
    app.sweep().await;
    assert_eq!(reminders(&app, ADA).len() - before, 1);
    assert_eq!(
        log(&org.deliveries(&late).await),
        [
            entry("due", "delivered", "-"),
            entry("lead_1", "suppressed", "replaced"),
            entry("lead_7", "suppressed", "replaced"),
            entry("lead_14", "suppressed", "replaced"),
            entry("lead_30", "delivered", "-"),
        ]
    );
    assert_eq!(log(&org.deliveries(&done).await), [entry("lead_30", "delivered", "-")]);
}

#[tokio::test]
async fn reassignment_reminds_the_new_owner_and_no_longer_the_old_one() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (_, bob) = app.member(&org, Role::Contributor).await;
    let address = format!("contributor@{}.example", org.slug);
    let task = org.task("Write the AI policy", 20).await;
    app.run_jobs().await;
    change(&org, &task, json!({ "owner": bob })).await;
    app.run_jobs().await;
    app.sweep_at("2026-11-30T07:00:00Z").await;
    assert_eq!((reminders(&app, ADA).len(), reminders(&app, &address).len()), (1, 2));
}

#[tokio::test]
async fn a_reminder_that_is_planned_but_no_longer_true_is_suppressed_with_its_reason() {
    for (body, verb, reason) in [
        (json!({ "owner": null }), None, "reassigned"),
        (json!({ "due": "2027-06-01" }), None, "rescheduled"),
        (json!({ "reason": "no longer needed" }), Some("cancel"), "closed"),
    ] {
        let app = TestApp::new().await;
        let org = app.found("Acme", ADA).await;
        let task = org.task("Write the AI policy", 10).await;
        // Planned, and before its delivery runs the task changes.
        let membership = app.membership(&org).await;
        let tx = app.store.write(&membership).await.unwrap();
        assert_eq!(tx.sweep_reminders().await.unwrap(), 1);
        tx.commit().await.unwrap();
        match verb {
            None => change(&org, &task, body).await,
            Some(verb) => step(&org, &task, verb, body).await,
        };
        app.run_jobs().await;
        let log = log(&org.deliveries(&task).await);
        assert!(log.contains(&entry("lead_14", "suppressed", reason)), "{reason}: {log:?}");
        assert_eq!(reminders(&app, ADA).len(), 0, "{reason}");
    }
}

#[tokio::test]
async fn a_new_date_plans_anew() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let task = org.task("Write the AI policy", 10).await;
    app.run_jobs().await;
    change(&org, &task, json!({ "due": "2026-12-31" })).await;
    app.run_jobs().await;
    app.sweep_at("2026-12-01T07:00:00Z").await;
    let log = log(&org.deliveries(&task).await);
    assert_eq!(log, [entry("lead_30", "delivered", "-"), entry("lead_14", "delivered", "-")]);
    let upcoming = org.deliveries(&task).await["upcoming"].clone();
    let at: chrono::DateTime<chrono::Utc> = upcoming["at"].as_str().unwrap().parse().unwrap();
    assert_eq!(
        (upcoming["step"].as_str(), at.to_rfc3339()),
        (Some("lead_14"), "2026-12-17T07:00:00+00:00".into())
    );
}

#[tokio::test]
async fn finished_and_unowned_tasks_are_silent() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let task = org.task("Write the AI policy", 40).await;
    step(&org, &task, "complete", json!({})).await;
    let body = json!({ "title": "Nobody's", "due": "2026-12-01" });
    org.owner.post(&org.path("/tasks"), body).await.ok();
    app.sweep_at("2027-03-01T12:00:00Z").await;
    assert_eq!(reminders(&app, ADA).len(), 0);
}

#[tokio::test]
async fn sweeping_from_two_processes_at_once_plans_each_reminder_once() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    for number in 0..20 {
        org.task(&format!("Task {number}"), 10).await;
    }
    let membership = app.membership(&org).await;
    let sweeps = (0..4).map(|_| async {
        let tx = app.store.write(&membership).await.unwrap();
        let planned = tx.sweep_reminders().await.unwrap();
        tx.commit().await.unwrap();
        planned
    });
    let planned: usize = futures::future::join_all(sweeps).await.into_iter().sum();
    assert_eq!(planned, 20);
    app.run_jobs().await;
    assert_eq!(reminders(&app, ADA).len(), 20);
}
