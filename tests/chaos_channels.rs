//! Mail, issues and messages at once, while workers and the API are killed, Redis is emptied and ended, and PostgreSQL
//! is ended as by a failing machine: the books of all three balance, and nothing stands anywhere twice.

use crate::harness::workspace::{CHANNEL, install};
use crate::harness::{
    Backend, Browser, Connected, PostgresServer, RedisServer, TestApp, TestDatabase, backend, lasting_port,
    outside_command, until,
};
use chrono::NaiveDate;
use domain::delivery::State;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::process::{Child, Stdio};
use std::time::Duration;

/// Each becomes a mail, an issue and a message: 501 deliveries.
const TASKS: usize = 167;
const KILLS: usize = 100;

/// The program's processes, and what they stand on.
struct Processes {
    connected: Connected,
    redis: RedisServer,
    postgres: Option<PostgresServer>,
    port: u16,
    running: Vec<Child>,
}

/// What runs: on SQLite one process with everything in it.
fn names() -> &'static [&'static str] {
    if backend() == Backend::Sqlite { &["up"] } else { &["api", "worker", "worker"] }
}

impl Processes {
    async fn start() -> Self {
        let redis = RedisServer::start();
        let postgres = (backend() == Backend::Postgres).then(PostgresServer::start);
        let database = postgres.as_ref().map_or_else(TestDatabase::new, TestDatabase::on);
        let app = TestApp::in_real_time_on(database).await;
        let connected = Connected::on(app, "10000", "every_task", json!({})).await;
        let slack = install(&connected.org).await;
        let at = connected.org.path(&format!("/connections/{slack}"));
        let etag = connected.org.owner.get(&at).await.etag();
        let body = json!({ "channel": CHANNEL, "rule": "every_task", "direct": false });
        connected.org.owner.change(Method::PUT, &format!("{at}/channel"), &etag, body).await.ok();
        connected.app.run_jobs().await;
        connected.app.jira.latency(Duration::from_millis(15));
        connected.app.slack.latency(Duration::from_millis(15));
        connected.app.jira.search_lag(Duration::from_secs(1));
        let port = lasting_port();
        let mut processes = Self { connected, redis, postgres, port, running: Vec::new() };
        processes.running = names().iter().map(|name| processes.begin(name)).collect();
        processes
    }

    fn begin(&self, name: &str) -> Child {
        outside_command(&self.connected.app, name)
            .env("AIMS__REDIS__URL", self.redis.url())
            .env("AIMS__API__LISTEN", format!("127.0.0.1:{}", self.port))
            .env("AIMS__PUBLIC_URL", "http://localhost:8080")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap()
    }

    fn kill(&mut self, victim: usize) {
        self.running[victim].kill().unwrap();
        let ended = self.running[victim].wait().unwrap();
        assert_eq!(ended.code(), None, "it ended by the kill, not by itself");
        self.running[victim] = self.begin(names()[victim]);
    }

    /// How many of each channel's are in each state.
    async fn books(&self) -> [HashMap<State, i64>; 2] {
        let app = &self.connected.app;
        let membership = app.membership(&self.connected.org).await;
        let org = app.store.read(&membership).await.unwrap();
        let (mails, mirrors) = (org.delivery_books().await.unwrap(), org.mirror_books().await.unwrap());
        org.close().await.unwrap();
        [mails.into_iter().collect(), mirrors.into_iter().collect()]
    }

    /// How much arrived outside so far.
    fn heard(&self) -> usize {
        let app = &self.connected.app;
        app.sink.messages().len() + app.jira.issues().len() + app.slack.messages().len()
    }

    async fn settled(&self) -> bool {
        let [mails, mirrors] = self.books().await;
        let open =
            |books: &HashMap<State, i64>| books.iter().filter(|(state, _)| !state.is_final()).count() > 0;
        let sum = |books: &HashMap<State, i64>| books.values().sum::<i64>() as usize;
        sum(&mails) == TASKS && sum(&mirrors) == 2 * TASKS && !open(&mails) && !open(&mirrors)
    }
}

impl Drop for Processes {
    fn drop(&mut self) {
        for child in &mut self.running {
            // It may have ended already: the test says so where it matters.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Makes the tasks through the process that is killed: each is asked for until it is answered, under one key.
async fn create_tasks(owner: &Browser, base: &str, path: &str, me: &str, today: NaiveDate) {
    let due = domain::calendar::shift(today, 10);
    for number in 0..TASKS {
        let body = json!({ "title": format!("Task {number}"), "owner": me, "due": due });
        let made = until(async || {
            let request = owner.elsewhere(base, Method::POST, path).json(&body);
            let request = request.header("idempotency-key", format!("chaos-{number}"));
            request.timeout(Duration::from_secs(5)).send().await.is_ok_and(|answer| answer.status() == 201)
        });
        assert!(made.await, "task {number} was not made");
    }
}

async fn strike(processes: &mut Processes) -> usize {
    let mut killed = 0;
    for number in 0..KILLS {
        // Moments that look random and are the same in every run.
        let random = (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
        let before = processes.heard();
        let work = async { until(async || processes.heard() > before + (random % 5) as usize).await };
        // What is killed is in the middle of its work; where there is none for the moment, it is killed all the same.
        let _ = tokio::time::timeout(Duration::from_secs(2), work).await;
        tokio::time::timeout(Duration::from_micros(random % 20_000), std::future::pending::<()>())
            .await
            .unwrap_err();
        processes.kill(number % names().len());
        killed += 1;
        match number {
            20 | 60 => processes.redis.flush().await,
            35 | 75 => processes.redis.kill(),
            45 | 76 => processes.redis.restart(),
            50 => processes.postgres.as_mut().map_or((), PostgresServer::crash_and_recover),
            _ => {}
        }
    }
    killed
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_kills_over_three_channels_lose_nothing_and_double_nothing() {
    let mut processes = Processes::start().await;
    let before = processes.connected.app.sink.distinct_message_ids();
    let org = &processes.connected.org;
    let (owner, path, me) = (org.owner.signed_in_copy(), org.path("/tasks"), org.me.clone());
    let base = format!("http://127.0.0.1:{}", processes.port);
    let today = processes.connected.app.store.clock().calendar().date_naive();
    let ((), kills) = tokio::join!(create_tasks(&owner, &base, &path, &me, today), strike(&mut processes));
    let settled = until(async || processes.settled().await).await;
    let [mails, mirrors] = processes.books().await;
    assert!(settled, "after {kills} kills: {mails:?} {mirrors:?}");

    let app = &processes.connected.app;
    let count = |books: &HashMap<State, i64>, state| books.get(&state).copied().unwrap_or_default();
    let distinct = app.sink.distinct_message_ids() - before;
    let not_sent = count(&mails, State::Suppressed) + count(&mails, State::Dead);
    assert_eq!(distinct as i64, TASKS as i64 - not_sent, "{mails:?}");
    let mut issues: HashMap<String, usize> = HashMap::new();
    for issue in app.jira.issues() {
        *issues.entry(issue.properties["openaims"]["task"].to_string()).or_default() += 1;
    }
    assert!(issues.len() == TASKS && issues.values().all(|count| *count == 1), "{issues:?}");
    let mut messages: HashMap<String, usize> = HashMap::new();
    for message in app.slack.messages() {
        *messages.entry(reference(&message.blocks)).or_default() += 1;
    }
    assert!(messages.values().all(|count| *count == 1), "one message for each task: {messages:?}");
    let uncertain = count(&mirrors, State::Uncertain);
    assert!(uncertain as usize <= kills, "uncertain {uncertain}, kills {kills}");
    let missing = TASKS - messages.len();
    assert!(missing as i64 <= uncertain, "what is not there is called uncertain: {missing} of {uncertain}");
    println!("kills {kills}, mails {mails:?}, issues and messages {mirrors:?}, messages missing {missing}");
}

/// The number of the task that a message is about.
fn reference(blocks: &Value) -> String {
    blocks
        .to_string()
        .split("TSK-")
        .nth(1)
        .map(|rest| rest.chars().take_while(char::is_ascii_digit).collect())
        .unwrap_or_default()
}
