//! Several processes on one database: they find each other's work at once, count attempts together, and go on when
//! Redis is lost, is emptied or comes back.

use crate::harness::{MASTER, RedisServer, TestApp, bus, command, until};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;
use store::{Bus, BusState};
use tokio::time::timeout;

pub(crate) async fn connected(buses: &[&Bus]) {
    let all = until(async || buses.iter().all(|bus| bus.state() == BusState::Connected)).await;
    assert!(all, "the processes did not meet");
}

#[tokio::test]
async fn work_of_one_process_wakes_the_worker_of_another() {
    let redis = RedisServer::start();
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let (here, there) = (bus(redis.url(), "aims"), bus(redis.url(), "aims"));
    connected(&[&here, &there]).await;
    let (one, other) = (
        app.database.store_on(here, MASTER.to_vec(), Arc::clone(&app.clock)).await,
        app.database.store_on(there, MASTER.to_vec(), Arc::clone(&app.clock)).await,
    );
    let wake = other.wake();
    // Connecting is a reason to look, too: that one is taken before anything is committed.
    let _ = timeout(Duration::from_millis(50), wake.notified()).await;
    let mut changes = other.bus().changes();
    let membership = app.membership(&org).await;
    let tx = one.write(&membership).await.unwrap();
    tx.adopt(&domain::standard::ISO42001).await.unwrap();
    tx.commit().await.unwrap();
    other.bus().tell_work();
    one.bus().tell_work();
    timeout(Duration::from_secs(10), wake.notified()).await.expect("the other process was told of the work");
    let heard = timeout(Duration::from_secs(10), changes.recv()).await;
    assert!(heard.is_ok_and(|change| change.is_ok()), "and of the change");
}

#[tokio::test]
async fn installations_that_share_a_redis_do_not_hear_each_other() {
    let redis = RedisServer::start();
    let (ours, theirs) = (bus(redis.url(), "ours"), bus(redis.url(), "theirs"));
    let neighbour = bus(redis.url(), "theirs");
    connected(&[&ours, &theirs, &neighbour]).await;
    let (mut here, mut there) = (ours.changes(), neighbour.changes());
    let org = domain::id::OrgId(uuid::Uuid::from_u128(7));
    theirs.tell_change(org);
    let heard = timeout(Duration::from_secs(10), there.recv()).await.expect("a neighbour hears").unwrap();
    assert_eq!(heard, org);
    assert!(here.try_recv().is_err(), "another installation does not");
    assert_eq!(ours.count("key", 1, Duration::from_secs(60)).await, None);
    assert_eq!(theirs.count("key", 1, Duration::from_secs(60)).await, None, "each counts for itself");
    assert!(theirs.count("key", 1, Duration::from_secs(60)).await.is_some());
}

fn sign_in(address: &str) -> Value {
    json!({ "address": address, "password": "not the right one" })
}

#[tokio::test]
async fn attempts_at_different_processes_are_counted_together() {
    let redis = RedisServer::start();
    let mut app = TestApp::with(|settings| settings.sign_in_attempts_per_minute = 4).await;
    let (one, other) = (bus(redis.url(), "aims"), bus(redis.url(), "aims"));
    connected(&[&one, &other]).await;
    let (one, other) = (app.another_api(one).await, app.another_api(other).await);
    for api in [&one, &other, &one, &other] {
        api.post("/api/v1/session", sign_in("ada@acme.example")).await.refused(401, "sign_in_failed");
    }
    for api in [&one, &other] {
        let answer = api.post("/api/v1/session", sign_in("ada@acme.example")).await;
        answer.refused(429, "too_many_attempts");
        assert!(answer.headers["retry-after"].to_str().unwrap().parse::<u64>().unwrap() <= 61);
    }
    redis.flush().await;
    one.post("/api/v1/session", sign_in("ada@acme.example")).await.refused(401, "sign_in_failed");
}

#[tokio::test]
async fn what_is_counted_does_not_stand_in_redis_by_name() {
    let redis = RedisServer::start();
    let counting = bus(redis.url(), "aims");
    connected(&[&counting]).await;
    counting.count("address ada@acme.example", 5, Duration::from_secs(60)).await;
    let client = redis::Client::open(redis.url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let keys: Vec<String> = redis::cmd("KEYS").arg("*").query_async(&mut connection).await.unwrap();
    assert_eq!(keys.len(), 1, "{keys:?}");
    let spelt: String = "ada".bytes().map(|byte| format!("{byte:02x}")).collect();
    let begins = keys[0].starts_with("aims:count:");
    assert!(begins && !keys[0].contains("ada") && !keys[0].contains(&spelt), "{keys:?}");
    let left: i64 = redis::cmd("PTTL").arg(&keys[0]).query_async(&mut connection).await.unwrap();
    assert!((1..=60_000).contains(&left), "it is forgotten by itself: {left}");
}

async fn bus_of(app: &crate::harness::Browser) -> String {
    app.get("/health/ready").await.ok()["bus"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_process_without_redis_is_ready_says_so_and_still_counts() {
    let mut redis = RedisServer::start();
    let mut app = TestApp::with(|settings| settings.sign_in_attempts_per_minute = 3).await;
    let shared = bus(redis.url(), "aims");
    connected(&[&shared]).await;
    let api = app.another_api(shared.clone()).await;
    assert_eq!(bus_of(&api).await, "connected");
    redis.kill();
    assert!(until(async || bus_of(&api).await == "lost").await, "it is said that Redis is lost");
    for _ in 0..3 {
        api.post("/api/v1/session", sign_in("bob@acme.example")).await.refused(401, "sign_in_failed");
    }
    api.post("/api/v1/session", sign_in("bob@acme.example")).await.refused(429, "too_many_attempts");
    redis.restart();
    assert!(until(async || bus_of(&api).await == "connected").await, "and that it is back");
    connected(&[&shared]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn work_is_found_without_redis() {
    let mut redis = RedisServer::start();
    let app = TestApp::in_real_time().await;
    let org = app.found("Acme", "ada@acme.example").await;
    org.task("Write the AI policy", 10).await;
    let before = app.sink.messages().len();
    redis.kill();
    let mut worker = command(&app, "worker")
        .env("AIMS__KEYS__MASTER", STANDARD.encode(MASTER))
        .env("AIMS__REDIS__URL", redis.url())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let sent = until(async || app.sink.messages().len() > before).await;
    worker.kill().unwrap();
    worker.wait().unwrap();
    assert!(sent, "the reminder was delivered although there is no Redis");
}
