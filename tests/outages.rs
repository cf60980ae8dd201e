//! A database that goes away and comes back: clear answers meanwhile, nothing half-kept, work goes on after.

use crate::harness::{Backend, TestApp, backend};
use serde_json::json;

#[tokio::test]
async fn a_database_that_goes_away_is_said_so_and_comes_back() {
    if backend() == Backend::Sqlite {
        return; // The embedded database is a file of the same process; it goes nowhere.
    }
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    org.task("Before", 10).await;
    app.database.shut(true).await;
    let body = json!({ "title": "Meanwhile" });
    org.owner.post(&org.path("/tasks"), body).await.refused(503, "unavailable");
    org.owner.get("/health/ready").await.refused(503, "unavailable");
    org.owner.get("/health/live").await.ok();
    app.database.shut(false).await;
    org.owner.get("/health/ready").await.ok();
    org.task("After", 10).await;
    let tasks = org.owner.get(&org.path("/tasks?sort=reference")).await.ok();
    let titles: Vec<&str> =
        tasks["items"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect();
    assert_eq!(titles, ["Before", "After"]);
    app.run_jobs().await;
    assert_eq!(app.sink.distinct_message_ids(), 3, "the sign-up and both reminders");
}

#[tokio::test]
async fn a_change_that_is_not_committed_never_happened() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let membership = app.membership(&org).await;
    let tx = app.store.write(&membership).await.unwrap();
    tx.adopt(&domain::standard::ISO42001).await.unwrap();
    drop(tx);
    assert_eq!(org.owner.get(&org.path("/controls")).await.ok()["total"], 0);
    org.adopt().await;
}

#[tokio::test]
#[should_panic(expected = "door")]
async fn nothing_is_sent_while_a_door_is_open() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let membership = app.membership(&org).await;
    let store = app.store.clone();
    let outcome = tokio::spawn(async move {
        let _door = store.write(&membership).await.unwrap();
        integrations::outside::entering("a mail server");
    });
    std::panic::resume_unwind(outcome.await.unwrap_err().into_panic());
}
