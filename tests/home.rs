//! The first page is kept until something changes: each case is one in which what was kept no longer holds.

use crate::harness::{Browser, Organisation, TestApp};
use chrono::TimeDelta;
use domain::access::Role;
use domain::clock::Clock as _;
use reqwest::Method;
use serde_json::{Value, json};

async fn home(who: &Browser, org: &Organisation) -> Value {
    who.get(&org.path("/home")).await.ok()
}

#[tokio::test]
async fn the_first_page_says_what_has_just_changed() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    assert_eq!(home(&org.owner, &org).await["tasks"]["open"], 0);
    let task = org.task("Write the AI policy", 3).await;
    let now = home(&org.owner, &org).await;
    assert_eq!((&now["tasks"]["open"], &now["mine"][0]["title"]), (&json!(1), &json!("Write the AI policy")));
    let at = org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
    let version = format!("\"{}\"", task["version"]);
    org.owner.change(Method::PATCH, &at, &version, json!({ "title": "Write it" })).await.ok();
    assert_eq!(home(&org.owner, &org).await["mine"][0]["title"], "Write it");
    assert_eq!(home(&org.owner, &org).await, home(&org.owner, &org).await, "nothing changed in between");
}

#[tokio::test]
async fn the_first_page_is_ones_own() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let (grace, grace_id) = app.member(&org, Role::Owner).await;
    org.owner.post(&org.path("/tasks"), json!({ "title": "Hers", "owner": grace_id })).await.ok();
    assert_eq!(home(&grace, &org).await["tasks"]["mine_open"], 1);
    assert_eq!(home(&org.owner, &org).await["tasks"]["mine_open"], 0, "who may do the same is somebody else");
    let theirs = app.found("Theirs", "eve@theirs.example").await;
    assert_eq!(home(&theirs.owner, &theirs).await["tasks"]["open"], 0);
}

#[tokio::test]
async fn the_first_page_is_of_today() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    org.task("Write the AI policy", 3).await;
    assert_eq!(home(&org.owner, &org).await["tasks"]["overdue"], 0);
    let calendar = app.clock.calendar() + TimeDelta::days(5);
    app.clock.set_calendar(&calendar.to_rfc3339());
    assert_eq!(
        home(&org.owner, &org).await["tasks"]["overdue"],
        1,
        "a new day changes it without any change"
    );
}
