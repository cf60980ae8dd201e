//! The chain: complete, valid, and broken by every kind of tampering.

use crate::harness::{Organisation, TestApp};
use sea_orm::ConnectionTrait;
use store::{BrokenTrail, TrailReport};

async fn verify(app: &TestApp, org: &Organisation) -> Result<TrailReport, BrokenTrail> {
    let read = app.store.read(&app.membership(org).await).await.unwrap();
    let verified = read.verify_trail().await.unwrap();
    read.close().await.unwrap();
    verified
}

async fn with_history() -> (TestApp, Organisation) {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    org.adopt().await;
    for number in 0..5 {
        org.task(&format!("Task {number}"), 20).await;
    }
    (app, org)
}

#[tokio::test]
async fn what_happened_is_in_the_chain_and_the_chain_verifies() {
    let (app, org) = with_history().await;
    // Founded, joined, adopted, five tasks.
    assert_eq!(verify(&app, &org).await, Ok(TrailReport { entries: 8 }));
}

#[tokio::test]
async fn tampering_is_found_at_the_entry_where_it_happened() {
    for (sql, seq) in [
        ("update trail_entry set kind = 'task_cancelled' where seq = 5", 5),
        ("update trail_body set body = '{}' where id in (select id from trail_entry where seq = 4)", 4),
        ("delete from trail_body; delete from trail_entry where seq = 6", 6),
        ("update trail_entry set at = '2020-01-01T00:00:00+00:00' where seq = 2", 2),
        ("update trail_head set seq = 9", 9),
        ("delete from trail_body; delete from trail_entry where seq = 8", 8),
    ] {
        let (app, org) = with_history().await;
        let root = app.database.root().await;
        root.execute_unprepared(sql).await.unwrap();
        root.close().await.unwrap();
        let broken = verify(&app, &org).await.expect_err(sql);
        assert_eq!(broken.seq, seq, "{sql}: {broken}");
    }
}

#[tokio::test]
async fn erasing_what_was_written_leaves_a_chain_that_verifies() {
    let (app, org) = with_history().await;
    let root = app.database.root().await;
    root.execute_unprepared("delete from trail_body").await.unwrap();
    root.close().await.unwrap();
    assert_eq!(verify(&app, &org).await, Ok(TrailReport { entries: 8 }));
}

#[tokio::test]
async fn a_change_that_is_refused_leaves_no_trace() {
    let (app, org) = with_history().await;
    let before = verify(&app, &org).await;
    let body = serde_json::json!({ "title": "", "owner": org.me });
    org.owner.post(&org.path("/tasks"), body).await.refused(422, "invalid_input");
    assert_eq!(verify(&app, &org).await, before);
}
