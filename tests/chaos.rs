//! `SIGKILL` at random moments while reminders are delivered: nothing is lost, nothing is counted twice, and a
//! second copy, at most one for each kill, is visible in the sent-log.

use crate::harness::{Organisation, TestApp};
use domain::delivery::State;
use domain::id::PersonId;
use domain::task::Priority;
use secrecy::ExposeSecret;
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use store::NewTask;

const DELIVERIES: usize = 300;
const KILLS: usize = 50;

async fn plan(app: &TestApp, org: &Organisation) {
    let membership = app.membership(org).await;
    let owner = PersonId(org.me.parse().unwrap());
    let tx = app.store.write(&membership).await.unwrap();
    let due = Some(domain::calendar::shift(tx.today(), 10));
    for number in 0..DELIVERIES {
        let task = NewTask {
            title: format!("Task {number}"),
            description: String::new(),
            expected_evidence: String::new(),
            evidence_required: false,
            control: None,
            owner: Some(owner),
            due,
            priority: Priority::Normal,
        };
        tx.create_task(task, None).await.unwrap();
    }
    tx.commit().await.unwrap();
    for _ in 0..2 {
        let tx = app.store.write(&membership).await.unwrap();
        tx.sweep_reminders().await.unwrap();
        tx.commit().await.unwrap();
    }
}

fn worker(app: &TestApp) -> Child {
    let folder = app.database.folder();
    let keys = folder.join("keys");
    std::fs::create_dir_all(&keys).unwrap();
    std::fs::write(keys.join("link.key"), [7; 32]).unwrap();
    let settings = &app.database.settings;
    Command::new(env!("CARGO_BIN_EXE_aims"))
        .arg("worker")
        .env_clear()
        .env("AIMS__DATA_DIR", &folder)
        .env("AIMS__DATABASE__URL", settings.url.expose_secret())
        .env("AIMS__DATABASE__SYSTEM_URL", settings.system_url.expose_secret())
        .env("AIMS__MAIL__DELIVERY", "smtp")
        .env("AIMS__MAIL__SMTP__HOST", "127.0.0.1")
        .env("AIMS__MAIL__SMTP__PORT", app.sink.port().to_string())
        .env("AIMS__MAIL__SMTP__TLS", "none")
        .env("AIMS__WORKER__LEASE_SECONDS", "1")
        // One at a time, so that a kill can hit one delivery and the bound below is exact.
        .env("AIMS__WORKER__CONCURRENCY", "1")
        .env("AIMS__WORKER__POLL_MILLISECONDS", "50")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// Moments that look random and are the same in every run (xorshift64).
struct Moments(u64);

impl Moments {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// Waits until the condition holds, looking often; gives up after a minute.
async fn until(mut holds: impl AsyncFnMut() -> bool) -> bool {
    let mut look = tokio::time::interval(Duration::from_millis(2));
    for _ in 0..30_000 {
        if holds().await {
            return true;
        }
        look.tick().await;
    }
    false
}

async fn unsettled(app: &TestApp, membership: &store::Membership) -> i64 {
    let read = app.store.read(membership).await.unwrap();
    let books = read.delivery_books().await.unwrap();
    read.close().await.unwrap();
    books.iter().filter(|(state, _)| !state.is_final()).map(|(_, count)| count).sum()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killing_the_worker_at_random_loses_nothing_and_hides_nothing() {
    let app = TestApp::in_real_time().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let membership = app.membership(&org).await;
    plan(&app, &org).await;
    let before = app.sink.distinct_message_ids();
    let mut random = Moments(0x9e37_79b9_7f4a_7c15);
    let mut kills = 0;
    while kills < KILLS {
        let received = app.sink.messages().len();
        let more = usize::try_from(random.below(8)).unwrap();
        let mut child = worker(&app);
        until(async || app.sink.messages().len() >= received + more || child.try_wait().unwrap().is_some())
            .await;
        let pause = Duration::from_micros(random.below(20_000));
        tokio::time::timeout(pause, std::future::pending::<()>()).await.unwrap_err();
        child.kill().unwrap();
        assert_eq!(child.wait().unwrap().code(), None, "the worker ended by the kill, not by itself");
        kills += 1;
        if unsettled(&app, &membership).await == 0 {
            break;
        }
    }
    let mut child = worker(&app);
    let finished = until(async || unsettled(&app, &membership).await == 0).await;
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(finished, "deliveries are left unsettled");
    assert!(
        kills >= KILLS,
        "all was delivered after {kills} kills; there should be {KILLS} during the deliveries"
    );

    let read = app.store.read(&membership).await.unwrap();
    let books = read.delivery_books().await.unwrap();
    let copies: i64 = read.delivery_copies().await.unwrap();
    read.close().await.unwrap();
    let count = |state: State| books.iter().find(|(one, _)| *one == state).map_or(0, |(_, count)| *count);
    let planned: i64 = books.iter().map(|(_, count)| count).sum();
    assert_eq!(planned, DELIVERIES as i64);
    let ended = [State::Delivered, State::Suppressed, State::Dead, State::Uncertain].map(count);
    assert_eq!(ended.iter().sum::<i64>(), planned, "{books:?}");
    let distinct = app.sink.distinct_message_ids() - before;
    assert_eq!(distinct as i64, planned - count(State::Suppressed) - count(State::Dead), "{books:?}");
    let received = app.sink.messages().len() - before;
    let extra = received - distinct;
    assert!(extra <= kills, "at most one second copy for each kill: {extra} after {kills} kills");
    assert!(received as i64 <= copies, "every copy that arrived is in the sent-log: {received} of {copies}");
}
