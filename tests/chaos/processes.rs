//! The program's processes, what they stand on, the wires between, and everything outside that they reach.

use crate::harness::workspace::{CHANNEL, install};
use crate::harness::{
    Backend, Connected, PostgresServer, RedisServer, TestApp, TestDatabase, Wire, backend, lasting_port,
    outside_command,
};
use domain::access::Role;
use domain::reminder::Policy;
use integrations::fault::{Trouble, Weather};
use integrations::mail::fake::Fault as MailFault;
use integrations::webhook::fake::ReceiverFake;
use reqwest::Method;
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use std::fs::File;
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::Duration;

/// One call in so many meets trouble.
const ONE_IN: u64 = 9;

pub(super) struct Wires {
    /// SQLite is a file of the same machine.
    pub(super) database: Option<Wire>,
    pub(super) redis: Wire,
    pub(super) mail: Wire,
}

impl Wires {
    pub(super) fn mend(&self) {
        self.database.iter().chain([&self.redis, &self.mail]).for_each(Wire::mend);
    }
}

pub(super) struct Processes {
    pub(super) connected: Connected,
    pub(super) receiver: ReceiverFake,
    pub(super) redis: RedisServer,
    pub(super) postgres: Option<PostgresServer>,
    pub(super) wires: Wires,
    /// Whose every task is.
    pub(super) somebody: String,
    port: u16,
    running: Vec<Child>,
}

/// What runs: on SQLite one process with everything in it.
pub(super) fn names() -> &'static [&'static str] {
    if backend() == Backend::Sqlite { &["up"] } else { &["api", "worker", "worker"] }
}

impl Processes {
    pub(super) async fn start(seed: u64) -> Self {
        let redis = RedisServer::start();
        let postgres = (backend() == Backend::Postgres).then(PostgresServer::start);
        let database = postgres.as_ref().map_or_else(TestDatabase::new, TestDatabase::on);
        let app = TestApp::in_real_time_on(database).await;
        let connected = Connected::on(app, "10000", "every_task", json!({})).await;
        let (_, somebody) = connected.app.member(&connected.org, Role::Contributor).await;
        let receiver = ReceiverFake::start().await.unwrap();
        connect_the_rest(&connected, &receiver).await;
        connected.app.run_jobs().await;
        let wires = Wires {
            database: match &postgres {
                Some(server) => Some(Wire::to(server.port()).await),
                None => None,
            },
            redis: Wire::to(redis.port()).await,
            mail: Wire::to(connected.app.sink.port()).await,
        };
        let port = lasting_port();
        let mut processes =
            Self { connected, receiver, redis, postgres, wires, somebody, port, running: Vec::new() };
        processes.weather(Some(seed));
        processes.running = (0..names().len()).map(|victim| processes.begin(victim)).collect();
        processes
    }

    /// Where the API answers.
    pub(super) fn base(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// A login at the database, by way of the wire.
    fn by_wire(&self, url: &SecretString) -> String {
        let (text, Some(wire)) = (url.expose_secret(), &self.wires.database) else {
            return url.expose_secret().to_owned();
        };
        let mut url = url::Url::parse(text).unwrap();
        url.set_port(Some(wire.port())).unwrap();
        url.into()
    }

    fn begin(&self, victim: usize) -> Child {
        let app = &self.connected.app;
        let (settings, wires) = (&app.database.settings, &self.wires);
        let mut command = outside_command(app, names()[victim]);
        command
            .env("AIMS__DATABASE__URL", self.by_wire(&settings.url))
            .env("AIMS__DATABASE__SYSTEM_URL", self.by_wire(&settings.system_url))
            .env("AIMS__REDIS__URL", format!("redis://127.0.0.1:{}/0", wires.redis.port()))
            .env("AIMS__MAIL__SMTP__PORT", wires.mail.port().to_string())
            .env("AIMS__API__LISTEN", format!("127.0.0.1:{}", self.port))
            .env("AIMS__PUBLIC_URL", "http://localhost:8080");
        // Where nobody answers, patience ends within the time of a test.
        for waits in [
            "AIMS__DATABASE__POOL__ACQUIRE_TIMEOUT_SECONDS",
            "AIMS__OUTSIDE__CONNECT_TIMEOUT_SECONDS",
            "AIMS__OUTSIDE__TIMEOUT_SECONDS",
            "AIMS__MAIL__SMTP__CONNECT_TIMEOUT_SECONDS",
            "AIMS__MAIL__SMTP__COMMAND_TIMEOUT_SECONDS",
        ] {
            command.env(waits, "2");
        }
        let log = File::create(self.log(victim)).unwrap();
        command.stdout(Stdio::null()).stderr(log).spawn().unwrap()
    }

    /// What that process says, since it was last begun.
    fn log(&self, victim: usize) -> PathBuf {
        self.connected.app.database.folder().join(format!("process-{victim}.log"))
    }

    pub(super) fn kill(&mut self, victim: usize) {
        self.running[victim].kill().unwrap();
        let ended = self.running[victim].wait().unwrap();
        let said = || std::fs::read_to_string(self.log(victim)).unwrap();
        assert_eq!(ended.code(), None, "it ended by the kill, not by itself: {}", said());
        self.running[victim] = self.begin(victim);
    }

    /// How much arrived outside so far.
    pub(super) fn heard(&self) -> usize {
        let app = &self.connected.app;
        app.sink.messages().len()
            + app.jira.issues().len()
            + app.slack.messages().len()
            + app.teams.cards().len()
            + self.receiver.heard().len()
    }

    /// Bad weather outside by this seed; `None`: good.
    pub(super) fn weather(&self, seed: Option<u64>) {
        let app = &self.connected.app;
        let troubles = |own: Vec<Trouble>| {
            let all = [
                Trouble::Status { status: 500 },
                Trouble::Status { status: 503 },
                Trouble::TooMany { after: 1, reason: "burst".to_owned() },
                Trouble::Timeout,
                Trouble::Lost,
                Trouble::Held { seconds: 3 },
            ];
            all.into_iter().chain(own).collect::<Vec<_>>()
        };
        let weather = |number: u64, own| seed.map(|seed| Weather::new(seed + number, ONE_IN, troubles(own)));
        app.jira.weather(weather(1, vec![Trouble::Truncated, Trouble::Page]));
        app.slack.weather(weather(2, vec![Trouble::Truncated, Trouble::Lost, Trouble::Page]));
        app.teams.weather(weather(3, vec![Trouble::Truncated, Trouble::Lost, Trouble::Page]));
        self.receiver.weather(weather(4, Vec::new()));
        let mail = [
            MailFault::Full,
            MailFault::Drop,
            MailFault::Lost,
            MailFault::Slow,
            MailFault::Poison,
            MailFault::Mute,
        ];
        app.sink.weather(seed.map(|seed| Weather::new(seed + 5, ONE_IN, mail.to_vec())));
        app.sink.set_delay(Duration::from_secs(3));
        let latency = if seed.is_some() { 15 } else { 0 };
        app.jira.latency(Duration::from_millis(latency));
        app.slack.latency(Duration::from_millis(latency));
        app.jira.search_lag(Duration::from_millis(latency * 60));
    }
}

/// Slack with direct messages, Teams with every step, a receiver of webhooks, and mail without a limit for a day.
async fn connect_the_rest(connected: &Connected, receiver: &ReceiverFake) {
    let (app, org) = (&connected.app, &connected.org);
    let slack = install(org).await;
    let body = json!({ "channel": CHANNEL, "rule": "every_task", "direct": true });
    put(connected, &format!("/connections/{slack}"), "/channel", body).await;
    let body = json!({ "url": app.teams.workflow("tasks"), "channel": "AI management" });
    let teams = org.owner.post(&org.path("/connections/teams"), body).await.ok();
    let body = json!({ "channel": "AI management", "reminders": "every_step" });
    put(connected, &format!("/connections/{}", teams["id"].as_str().unwrap()), "/cards", body).await;
    let body = json!({ "url": receiver.url(), "description": "chaos", "events": [] });
    org.owner.post(&org.path("/webhooks"), body).await.ok();
    let tx = app.store.write(&app.membership(org).await).await.unwrap();
    let organisation = tx.organisation().await.unwrap();
    let all = Policy { most_a_day: None, ..organisation.reminders };
    tx.revise_reminders(organisation.version, all).await.unwrap();
    tx.commit().await.unwrap();
}

/// A change of a connection over its present version.
async fn put(connected: &Connected, at: &str, what: &str, body: serde_json::Value) {
    let at = connected.org.path(at);
    let etag = connected.org.owner.get(&at).await.etag();
    connected.org.owner.change(Method::PUT, &format!("{at}{what}"), &etag, body).await.ok();
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
