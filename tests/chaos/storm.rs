//! Everything at once: mail, direct messages, cards, issues, messages and webhooks, while workers and the API are killed,
//! Redis is emptied and ended, PostgreSQL ends as on a failing machine, wires are cut and fall silent, and a share of all
//! calls outside fails in one way or another.

use super::events::{self, Done};
use super::ledger::{self, Entry, WAYS, jobs_left, let_pauses_pass};
use super::processes::{Processes, names};
use super::table::Table;
use super::{Moments, number};
use crate::harness::{Browser, until};
use chrono::NaiveDate;
use domain::delivery::State;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::{interval, timeout};

/// Each goes seven ways.
const TASKS: u64 = 80;
const KILLS: u64 = 100;
/// One task in so many is called off at once.
const CALLED_OFF: u64 = 8;
/// How long everything may take to settle once it is calm, and how much longer for each task.
const PATIENCE: Duration = Duration::from_secs(60);
const PATIENCE_EACH: Duration = Duration::from_millis(500);

/// Somebody who asks the API for the same until it answers, whatever happens to it meanwhile.
struct Asking {
    owner: Browser,
    base: String,
    path: String,
}

impl Asking {
    async fn send(
        &self,
        method: Method,
        path: &str,
        with: &[(&str, String)],
        body: Value,
    ) -> Option<(StatusCode, Value)> {
        let request = self.owner.elsewhere(&self.base, method, path).json(&body);
        let request = with.iter().fold(request, |request, (name, value)| request.header(*name, value));
        let answer = request.timeout(Duration::from_secs(5)).send().await.ok()?;
        Some((answer.status(), answer.json().await.ok()?))
    }

    /// Makes a task, under one key however often it is asked for.
    async fn create(&self, number: u64, somebody: &str, due: NaiveDate) -> Value {
        let body = json!({ "title": format!("Task {number}"), "owner": somebody, "due": due });
        let key = [("idempotency-key", format!("chaos-{number}"))];
        let mut made = Value::Null;
        let answered = until(async || match self.send(Method::POST, &self.path, &key, body.clone()).await {
            Some((StatusCode::CREATED, task)) => {
                made = task;
                true
            }
            _ => false,
        });
        assert!(answered.await, "task {number} was not made");
        made
    }

    /// Calls a task off.
    async fn call_off(&self, task: &Value) {
        let path = format!("{}/{}", self.path, task["id"].as_str().unwrap());
        let done = until(async || {
            let Some((_, now)) = self.send(Method::GET, &path, &[], json!({})).await else { return false };
            if now["state"] == "cancelled" {
                return true;
            }
            let version = [("if-match", format!("\"{}\"", now["version"]))];
            let why = json!({ "reason": "called off" });
            let _ = self.send(Method::POST, &format!("{path}/cancel"), &version, why).await;
            false
        });
        assert!(done.await, "{path} was not called off");
    }

    async fn work(&self, tasks: u64, somebody: &str, due: NaiveDate) {
        for number in 0..tasks {
            let task = self.create(number, somebody, due).await;
            if number % CALLED_OFF == CALLED_OFF - 1 {
                self.call_off(&task).await;
            }
        }
    }
}

async fn strike(processes: &mut Processes, kills: usize, seed: u64) -> Done {
    let (mut random, mut done) = (Moments(seed | 1), Done::default());
    for number in 0..kills {
        let before = processes.heard();
        let more = usize::try_from(random.below(5)).unwrap();
        let work = async { until(async || processes.heard() > before + more).await };
        // What is killed is in the middle of its work; where there is none for the moment, it is killed all the same.
        let _ = timeout(Duration::from_secs(2), work).await;
        let pause = Duration::from_micros(random.below(20_000));
        timeout(pause, std::future::pending::<()>()).await.unwrap_err();
        processes.kill(number % names().len());
        done.kills += 1;
        events::after(processes, number, &mut done).await;
    }
    done
}

/// Waits until everything has come to its end.
async fn settled(processes: &Processes, tasks: u64) -> Vec<Entry> {
    let app = &processes.connected.app;
    let read = async || ledger::read(app, &processes.receiver.heard(), &WAYS).await;
    let mut look = interval(Duration::from_secs(1));
    let settling = async {
        loop {
            look.tick().await;
            let_pauses_pass(app).await;
            let entries = read().await;
            if entries.iter().all(|entry| entry.state.is_final()) && jobs_left(app).await == 0 {
                return;
            }
        }
    };
    // What is still open then is shown as lost.
    let patience = PATIENCE + PATIENCE_EACH * u32::try_from(tasks).unwrap();
    let _ = timeout(patience, settling).await;
    read().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_storm_over_every_channel_loses_nothing_and_doubles_nothing() {
    let kills = usize::try_from(number("AIMS_CHAOS_KILLS", KILLS)).unwrap();
    let (tasks, seed) = (number("AIMS_CHAOS_TASKS", TASKS), number("AIMS_CHAOS_SEED", 1));
    let mut processes = Processes::start(seed).await;
    let (org, today) =
        (&processes.connected.org, processes.connected.app.store.clock().calendar().date_naive());
    let asking =
        Asking { owner: org.owner.signed_in_copy(), base: processes.base(), path: org.path("/tasks") };
    let (somebody, due) = (processes.somebody.clone(), domain::calendar::shift(today, 10));
    let ((), done) = tokio::join!(asking.work(tasks, &somebody, due), strike(&mut processes, kills, seed));
    processes.wires.mend();
    processes.weather(None);
    let entries = settled(&processes, tasks).await;
    let app = &processes.connected.app;
    let read = app.store.read(&app.membership(&processes.connected.org).await).await.unwrap();
    let table = Table::of(&entries, read.books().await.unwrap(), done);
    read.close().await.unwrap();
    println!("seed {seed}, {tasks} tasks\n{table}");
    table.balances(&WAYS);
    assert!(table.lines["mail"].count(State::Uncertain) <= kills, "{table}");
}
