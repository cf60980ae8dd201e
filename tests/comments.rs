//! Conversations about things: who is called, who follows, who is told, and who may not know.

use crate::harness::{Answer, Browser, Organisation, TestApp};
use domain::access::Role;
use reqwest::Method;
use serde_json::{Value, json};

fn about(org: &Organisation, task: &Value, rest: &str) -> String {
    org.path(&format!("/subjects/{}{rest}", task["id"].as_str().unwrap()))
}

async fn say(browser: &Browser, org: &Organisation, task: &Value, text: &str) -> Answer {
    browser.post(&about(org, task, "/comments"), json!({ "text": text })).await
}

/// What follows is later: within one millisecond there is no order.
fn moment(app: &TestApp) {
    app.clock.pass(chrono::Duration::milliseconds(1));
}

async fn notices(browser: &Browser, org: &Organisation) -> Value {
    browser.get(&org.path("/notices")).await.ok()
}

fn kinds(notices: &Value) -> Vec<&str> {
    notices["items"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn whoever_is_called_and_whoever_follows_is_told_once() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let (manager, id) = app.member(&org, Role::Manager).await;
    let task = org.task("Write the AI policy", 10).await;
    let said =
        say(&org.owner, &org, &task, &format!("@{{{id}}}, please look.\nAnd @{{{id}}} again.")).await.ok();
    let comment = &said["items"][0];
    assert_eq!(comment["mentions"], json!([{ "id": id, "name": "The manager" }]));
    let followers: Vec<&str> =
        said["followers"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert_eq!(followers, ["Ada Lovelace", "The manager"]);
    let told = notices(&manager, &org).await;
    assert_eq!((kinds(&told), &told["unread"]), (vec!["mentioned"], &json!(1)));
    assert_eq!(
        (&told["items"][0]["reference"], &told["items"][0]["actor"]["name"]),
        (&json!("TSK-1"), &json!("Ada Lovelace"))
    );

    say(&manager, &org, &task, "Looks right.").await.ok();
    assert_eq!(kinds(&notices(&org.owner, &org).await), ["commented"], "nobody is told of their own words");
    let read =
        manager.post(&org.path("/notices/read"), json!({ "notice": told["items"][0]["id"] })).await.ok();
    assert_eq!(read["unread"], 0);
}

#[tokio::test]
async fn whoever_stopped_following_is_left_alone_until_somebody_calls() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let (manager, id) = app.member(&org, Role::Manager).await;
    let task = org.task("Write the AI policy", 10).await;
    let stop =
        org.owner.request(Method::PUT, &about(&org, &task, "/following")).json(&json!({ "follows": false }));
    Browser::send(stop).await.ok();
    say(&manager, &org, &task, "One").await.ok();
    assert_eq!(kinds(&notices(&org.owner, &org).await), Vec::<&str>::new());
    moment(&app);
    say(&manager, &org, &task, &format!("@{{{}}}: two", org.me)).await.ok();
    assert_eq!(kinds(&notices(&org.owner, &org).await), ["mentioned"]);
    let nobody = say(&manager, &org, &task, "@{00000000-0000-7000-8000-000000000001}").await;
    nobody.refused(422, "invalid_input");
    say(&manager, &org, &task, &format!("Myself, @{{{id}}}")).await.ok();
    assert_eq!(kinds(&notices(&manager, &org).await), Vec::<&str>::new());
}

#[tokio::test]
async fn what_becomes_mine_waits_for_review_or_is_done_is_told() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let (contributor, id) = app.member(&org, Role::Contributor).await;
    let body = json!({ "title": "Test the model", "owner": id, "evidence_required": true });
    let task = org.owner.post(&org.path("/tasks"), body).await.ok();
    assert_eq!(kinds(&notices(&contributor, &org).await), ["assigned"]);
    let at = org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
    let step = async |browser: &Browser, method: Method, rest: &str, body: Value| {
        moment(&app);
        let etag = browser.get(&at).await.etag();
        browser.change(method, &format!("{at}{rest}"), &etag, body).await.ok();
    };
    step(&contributor, Method::PATCH, "", json!({ "evidence_note": "The report" })).await;
    step(&contributor, Method::POST, "/submit", json!({})).await;
    assert_eq!(kinds(&notices(&org.owner, &org).await), ["review_wanted"]);
    step(&org.owner, Method::POST, "/complete", json!({})).await;
    assert_eq!(kinds(&notices(&contributor, &org).await), ["completed", "assigned"]);
}

#[tokio::test]
async fn only_the_author_edits_and_what_is_taken_back_is_gone() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let (contributor, _) = app.member(&org, Role::Contributor).await;
    let task = org.task("Write the AI policy", 10).await;
    let comment = say(&org.owner, &org, &task, "A secret slipped in: hunter2").await.ok()["items"][0].clone();
    let at = about(&org, &task, &format!("/comments/{}", comment["id"].as_str().unwrap()));
    let text = json!({ "text": "Something else" });
    contributor.change(Method::PATCH, &at, "\"1\"", text.clone()).await.refused(409, "refused");
    contributor.change(Method::DELETE, &at, "\"1\"", json!({})).await.refused(409, "refused");
    org.owner.change(Method::PATCH, &at, "\"7\"", text.clone()).await.refused(412, "stale_version");
    let edited = org.owner.change(Method::PATCH, &at, "\"1\"", text).await.ok();
    assert!(edited["items"][0]["edited_at"].is_string());
    let gone = org.owner.change(Method::DELETE, &at, "\"2\"", json!({})).await.ok();
    assert_eq!((&gone["items"][0]["text"], gone["items"][0]["removed_at"].is_string()), (&json!(""), true));
    moment(&app);
    let theirs = say(&contributor, &org, &task, "Mine").await.ok()["items"][1].clone();
    let at = about(&org, &task, &format!("/comments/{}", theirs["id"].as_str().unwrap()));
    org.owner.change(Method::DELETE, &at, "\"1\"", json!({})).await.ok();
}

#[tokio::test]
async fn whoever_may_not_see_a_thing_is_not_told_of_it_and_cannot_talk_about_it() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let (staff, id) = app.member(&org, Role::Staff).await;
    let task = org.task("A delicate matter", 10).await;
    say(&staff, &org, &task, "Hello").await.refused(404, "not_found");
    staff.get(&about(&org, &task, "/comments")).await.refused(404, "not_found");
    let call = say(&org.owner, &org, &task, &format!("@{{{id}}}")).await;
    call.refused(422, "invalid_input");
    // What was theirs and is not any more goes on without them.
    moment(&app);
    let own =
        org.owner.post(&org.path("/tasks"), json!({ "title": "Theirs for now", "owner": id })).await.ok();
    say(&staff, &org, &own, "On it").await.ok();
    let at = org.path(&format!("/tasks/{}", own["id"].as_str().unwrap()));
    let etag = org.owner.get(&at).await.etag();
    org.owner.change(Method::PATCH, &at, &etag, json!({ "owner": org.me })).await.ok();
    say(&org.owner, &org, &own, "Thank you").await.ok();
    assert_eq!(kinds(&notices(&staff, &org).await), ["assigned"]);
    let (auditor, _) = app.member(&org, Role::Auditor).await;
    auditor.get(&about(&org, &task, "/comments")).await.ok();
    say(&auditor, &org, &task, "Noted").await.refused(403, "forbidden");
}

#[tokio::test]
async fn requirements_are_talked_about_like_controls() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    org.adopt().await;
    for reference in ["6.1.2", "A.6.2.4"] {
        let list = org.owner.get(&org.path(&format!("/controls?q={reference}"))).await.ok();
        say(&org.owner, &org, &list["items"][0], "Who answers for this?").await.ok();
    }
}
