//! Workers killed while they make issues: each task has one issue in the end, and the books say so.

use crate::harness::{Connected, MIRRORS, jira_worker, open, tally, until};
use domain::delivery::State;
use integrations::jira::fake::Kept;
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

const TASKS: usize = 60;
const KILLS: usize = 30;

async fn books(connected: &Connected) -> BTreeMap<&'static str, i64> {
    tally(&connected.app, &connected.app.membership(&connected.org).await, MIRRORS).await
}

/// How many issues over there are of one task.
fn issues_by_task(issues: &[Kept]) -> HashMap<String, usize> {
    let mut by_task = HashMap::new();
    for issue in issues {
        *by_task.entry(issue.properties["openaims"]["task"].to_string()).or_default() += 1;
    }
    by_task
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killing_workers_while_they_make_issues_makes_no_second_one() {
    let connected = Connected::in_real_time("10000").await;
    let mut tasks = Vec::new();
    for number in 0..TASKS {
        tasks.push(connected.org.task(&format!("Task {number}"), 10).await["id"].clone());
    }
    connected.org.owner.post(&connected.path("/tasks"), json!({ "tasks": tasks })).await.ok();
    // Kills fall between the making of an issue and the answer, and a search does not find it for a while.
    connected.app.jira.latency(Duration::from_millis(120));
    connected.app.jira.search_lag(Duration::from_secs(2));
    let mut killed = 0;
    while killed < KILLS && open(&books(&connected).await) > 0 {
        let mut worker = jira_worker(&connected.app, 3);
        let before = connected.app.jira.issues().len();
        // Once it works, it is killed in the middle of an answer.
        until(async || connected.app.jira.issues().len() > before || open(&books(&connected).await) == 0)
            .await;
        worker.kill().unwrap();
        worker.wait().unwrap();
        killed += 1;
    }
    connected.app.jira.latency(Duration::ZERO);
    let mut last = jira_worker(&connected.app, 8);
    let done = until(async || open(&books(&connected).await) == 0).await;
    last.kill().unwrap();
    last.wait().unwrap();
    let (books, issues) = (books(&connected).await, connected.app.jira.issues());
    assert!(done, "{books:?}");
    let by_task = issues_by_task(&issues);
    let twice: Vec<_> = by_task.iter().filter(|(_, count)| **count > 1).collect();
    assert!(twice.is_empty(), "after {killed} kills: {twice:?}");
    assert_eq!(books.get(State::Delivered.name()).copied(), i64::try_from(TASKS).ok(), "{books:?}");
    assert_eq!(by_task.len(), TASKS);
    assert_eq!(killed, KILLS, "the workers were killed while there was work");
}
