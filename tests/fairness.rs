//! One organisation with thousands of tasks to send elsewhere holds up nobody: the others' first is sent among the first.
//!
//! `AIMS_TEST_SCALE=100,10000` runs it with a hundred organisations and ten thousand tasks and prints how long the
//! others waited; continuous integration looks at the order alone.

use crate::harness::{
    Connected, MASTER, Organisation, TestApp, command, connect, outside_command, plan_deliveries, until,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::id::PersonId;
use integrations::jira::fake::Kept;
use reqwest::Method;
use serde_json::json;
use std::process::Stdio;
use std::time::Instant;
use store::NewTask;

/// How many jobs the worker runs at a time.
const CONCURRENCY: usize = 16;

fn scale() -> (usize, usize) {
    let text = std::env::var("AIMS_TEST_SCALE").unwrap_or_else(|_| "12,1500".to_owned());
    let (organisations, tasks) = text.split_once(',').unwrap();
    (organisations.parse().unwrap(), tasks.parse().unwrap())
}

async fn organisation(app: &TestApp, number: usize) -> Organisation {
    let org = app.found(&format!("Number {number}"), &format!("ada@number{number}.example")).await;
    let id = connect(&org).await;
    let at = org.path(&format!("/connections/{id}"));
    let etag = org.owner.get(&at).await.etag();
    let setup = json!({ "project": "10000", "issue_type": "10100", "rule": "every_task" });
    org.owner.change(Method::PUT, &format!("{at}/setup"), &etag, setup).await.ok();
    org
}

async fn add_tasks(app: &TestApp, org: &Organisation, title: &str, count: usize) {
    let membership = app.membership(org).await;
    let mut left = count;
    while left > 0 {
        let tx = app.store.write(&membership).await.unwrap();
        let batch = left.min(500);
        for _ in 0..batch {
            let task = NewTask {
                owner: Some(PersonId(org.me.parse().unwrap())),
                ..NewTask::called(title.to_owned())
            };
            tx.create_task(task, None).await.unwrap();
        }
        tx.commit().await.unwrap();
        left -= batch;
    }
}

/// How many jobs the worker holds.
async fn running(app: &TestApp) -> i64 {
    let system = app.store.system().await.unwrap();
    let running = system.running_jobs().await.unwrap();
    system.commit().await.unwrap();
    running
}

fn is_of(issue: &Kept, title: &str) -> bool {
    issue.fields["summary"].as_str().unwrap().ends_with(title)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_organisations_flood_holds_up_no_other() {
    let (organisations, flood) = scale();
    let app = TestApp::in_real_time().await;
    let flooding = organisation(&app, 0).await;
    let mut others = Vec::new();
    for number in 1..organisations {
        others.push(organisation(&app, number).await);
    }
    app.run_jobs().await;
    // The flood stands in the queue first, and has begun to flow.
    add_tasks(&app, &flooding, "of the flood", flood).await;
    app.jira.latency(std::time::Duration::from_millis(20));
    let mut worker = outside_command(&app, "worker")
        .env("AIMS__WORKER__CONCURRENCY", CONCURRENCY.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    assert!(until(async || running(&app).await > 0).await, "the flood is being worked on");
    let begun = Instant::now();
    for org in &others {
        add_tasks(&app, org, "of another", 1).await;
    }
    let (already, asked) = (app.jira.issues().len(), Instant::now());
    let all = until(async || {
        app.jira.issues().iter().filter(|issue| is_of(issue, "of another")).count() == others.len()
    });
    let all = all.await;
    worker.kill().unwrap();
    worker.wait().unwrap();
    assert!(all, "every other organisation's task was sent");
    let issues = app.jira.issues();
    let places: Vec<usize> =
        issues.iter().enumerate().filter(|(_, issue)| is_of(issue, "of another")).map(|(at, _)| at).collect();
    let last = places.last().copied().unwrap();
    assert!(issues.len() < flood, "the flood is not over when the others are through");
    let between = last.saturating_sub(already);
    assert!(
        between <= 6 * (others.len() + CONCURRENCY),
        "{between} issues were made before the last other's first"
    );
    let waited = issues[last].made.unwrap().duration_since(asked);
    println!(
        "{organisations} organisations, a flood of {flood}: the last first issue {waited:?} after the last was added, \
              adding took {:?}, {} issues in between",
        asked - begun,
        last - already.min(last)
    );
}

#[tokio::test]
async fn a_flood_is_sent_by_the_rule_and_each_once() {
    let connected = Connected::with("10000", "every_task", json!({})).await;
    add_tasks(&connected.app, &connected.org, "of the flood", 40).await;
    connected.settle().await;
    assert_eq!(connected.app.jira.issues().len(), 40);
}

/// It may hold half of the places, and takes the next job when one of its own has ended: a worker that looked again only at
/// its next poll sent sixteen mails a second.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_organisation_alone_does_not_wait_for_the_poll() {
    let app = TestApp::in_real_time().await;
    let org = app.found("Acme", "alone@acme.example").await;
    plan_deliveries(&app, &org, 40).await;
    let before = app.sink.messages().len();
    let mut worker = command(&app, "worker")
        .env("AIMS__KEYS__MASTER", STANDARD.encode(MASTER))
        .env("AIMS__WORKER__CONCURRENCY", "4")
        .env("AIMS__WORKER__POLL_MILLISECONDS", "60000")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let all = until(async || app.sink.messages().len() == before + 40).await;
    worker.kill().unwrap();
    worker.wait().unwrap();
    assert!(all, "{} of 40 were sent", app.sink.messages().len() - before);
}
