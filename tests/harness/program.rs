//! The real program, for tests that stop or kill it while it delivers.

use super::{MASTER, Organisation, POST_GAP_MS, TestApp};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::id::PersonId;
use domain::reminder::Policy;
use integrations::jira::fake::{CLIENT_ID, CLIENT_SECRET};
use integrations::slack::fake as slack_fake;
use secrecy::ExposeSecret;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use store::NewTask;

/// So many tasks of the owner's, each with a reminder that waits to be delivered.
pub(crate) async fn plan_deliveries(app: &TestApp, org: &Organisation, count: usize) {
    let membership = app.membership(org).await;
    let owner = PersonId(org.me.parse().unwrap());
    let tx = app.store.write(&membership).await.unwrap();
    let due = Some(domain::calendar::shift(tx.today(), 10));
    // All of it by mail, however much there is.
    let organisation = tx.organisation().await.unwrap();
    let all = Policy { most_a_day: None, ..organisation.reminders };
    tx.revise_reminders(organisation.version, all).await.unwrap();
    for number in 0..count {
        let task = NewTask { owner: Some(owner), due, ..NewTask::called(format!("Task {number}")) };
        tx.create_task(task, None).await.unwrap();
    }
    tx.commit().await.unwrap();
    for _ in 0..2 {
        let tx = app.store.write(&membership).await.unwrap();
        tx.sweep_reminders().await.unwrap();
        tx.commit().await.unwrap();
    }
}

/// The real program on the test's database, mailing to its sink.
pub(crate) fn command(app: &TestApp, name: &str) -> Command {
    let folder = app.database.folder();
    let keys = folder.join("keys");
    std::fs::create_dir_all(&keys).unwrap();
    let link = keys.join("link.key");
    // Another of the test's processes may be reading it at this moment.
    if !link.exists() {
        std::fs::write(link, [7; 32]).unwrap();
    }
    let settings = &app.database.settings;
    let mut command = Command::new(env!("CARGO_BIN_EXE_aims"));
    command
        .arg(name)
        .env_clear()
        .env("AIMS__DATA_DIR", &folder)
        .env("AIMS__DATABASE__URL", settings.url.expose_secret())
        .env("AIMS__DATABASE__SYSTEM_URL", settings.system_url.expose_secret())
        .env("AIMS__MAIL__DELIVERY", "smtp")
        .env("AIMS__MAIL__SMTP__HOST", "127.0.0.1")
        .env("AIMS__MAIL__SMTP__PORT", app.sink.port().to_string())
        .env("AIMS__MAIL__SMTP__TLS", "none")
        .env("AIMS__WORKER__LEASE_SECONDS", "1")
        .env("AIMS__WORKER__POLL_MILLISECONDS", "50");
    command
}

/// The real program as a worker.
pub(crate) fn worker_process(app: &TestApp, concurrency: u16) -> Child {
    command(app, "worker")
        .env("AIMS__KEYS__MASTER", STANDARD.encode(MASTER))
        .env("AIMS__WORKER__CONCURRENCY", concurrency.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The same, with the test's Jira. It looks for an issue that may have been made for five seconds.
pub(crate) fn jira_worker(app: &TestApp, concurrency: u16) -> Child {
    outside_command(app, "worker")
        .env("AIMS__WORKER__CONCURRENCY", concurrency.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The real program with the test's Jira and Slack. It looks for an issue that may have been made for five seconds, and
/// a channel rests for as long as in the tests.
pub(crate) fn outside_command(app: &TestApp, name: &str) -> Command {
    let (jira, slack) = (app.jira.url().to_string(), &app.slack);
    let mut command = command(app, name);
    command
        .env("AIMS__KEYS__MASTER", STANDARD.encode(MASTER))
        .env("AIMS__OUTSIDE__ALLOW_HTTP", "true")
        .env("AIMS__OUTSIDE__ALLOWED_NETWORKS", "127.0.0.0/8")
        .env("AIMS__JIRA__CLIENT_ID", CLIENT_ID)
        .env("AIMS__JIRA__CLIENT_SECRET", CLIENT_SECRET)
        .env("AIMS__JIRA__AUTH_URL", &jira)
        .env("AIMS__JIRA__API_URL", &jira)
        .env("AIMS__JIRA__SEARCH_PATIENCE_SECONDS", "5")
        .env("AIMS__SLACK__CLIENT_ID", slack_fake::CLIENT_ID)
        .env("AIMS__SLACK__CLIENT_SECRET", slack_fake::CLIENT_SECRET)
        .env("AIMS__SLACK__SIGNING_SECRET", slack_fake::SIGNING_SECRET)
        .env("AIMS__SLACK__AUTH_URL", slack.url().to_string())
        .env("AIMS__SLACK__API_URL", slack.api_url().to_string())
        .env("AIMS__SLACK__POST_GAP_MS", POST_GAP_MS.to_string())
        .env("AIMS__TEAMS__HOSTS", "127.0.0.1")
        .env("AIMS__TEAMS__POST_GAP_MS", POST_GAP_MS.to_string());
    command
}

/// Waits until the condition holds, looking often; gives up after a minute.
pub(crate) async fn until(mut holds: impl AsyncFnMut() -> bool) -> bool {
    let mut look = tokio::time::interval(Duration::from_millis(2));
    for _ in 0..30_000 {
        if holds().await {
            return true;
        }
        look.tick().await;
    }
    false
}
