//! Tasks that name a reviewer: who accepts them, who is told, and what becomes of it when somebody leaves.

use crate::harness::{Answer, Browser, Organisation, TestApp};
use domain::access::Role;
use reqwest::Method;
use serde_json::{Value, json};

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

async fn step(browser: &Browser, org: &Organisation, task: &Value, step: &str, body: Value) -> Answer {
    let path = org.path(&format!("/tasks/{}", id(task)));
    let etag = org.owner.get(&path).await.etag();
    browser.change(Method::POST, &format!("{path}/{step}"), &etag, body).await
}

async fn reviewed(org: &Organisation, owner: &str, reviewer: &str) -> Value {
    let body =
        json!({ "title": "Test the model", "owner": owner, "reviewer": reviewer, "due": "2026-12-20" });
    org.owner.post(&org.path("/tasks"), body).await.ok()
}

async fn kinds(browser: &Browser, org: &Organisation) -> Vec<String> {
    let notices = browser.get(&org.path("/notices")).await.ok();
    let items = notices["items"].as_array().unwrap().iter();
    items.map(|one| one["kind"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_named_reviewer_is_told_sees_the_task_and_accepts_it() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let (doer, does) = app.member(&org, Role::Contributor).await;
    let (reviewer, reviews) = app.member(&org, Role::Staff).await;
    let task = reviewed(&org, &does, &reviews).await;
    assert_eq!((id(&task["reviewer"]), &task["state"]), (reviews.as_str(), &json!("open")));
    let path = org.path(&format!("/tasks/{}", id(&task)));
    reviewer.get(&path).await.ok();
    assert_eq!(reviewer.get(&org.path("/tasks")).await.ok()["total"], 1, "staff see what they are to review");
    assert_eq!(reviewer.get(&org.path("/tasks?to_review=true")).await.ok()["total"], 0, "not handed in yet");

    let early = step(&doer, &org, &task, "complete", json!({})).await;
    early.refused(409, "refused");
    assert_eq!(early.body["params"]["reason"], "review_needed");
    step(&doer, &org, &task, "submit", json!({})).await.ok();
    assert_eq!(kinds(&reviewer, &org).await, ["review_wanted"], "once, though they follow it as well");
    let waiting = reviewer.get(&org.path("/tasks?to_review=true")).await.ok();
    assert_eq!((waiting["total"].as_i64(), id(&waiting["items"][0])), (Some(1), id(&task)));
    assert_eq!(org.owner.get(&org.path("/tasks?to_review=true")).await.ok()["total"], 0);
    assert_eq!(org.owner.get(&org.path(&format!("/tasks?reviewer={reviews}"))).await.ok()["total"], 1);

    // Whoever does it neither accepts it nor sends it back.
    let own = step(&doer, &org, &task, "complete", json!({})).await;
    assert_eq!((own.status.as_u16(), &own.body["params"]["reason"]), (409, &json!("review_needed")));
    let own = step(&doer, &org, &task, "send-back", json!({ "reason": "no" })).await;
    assert_eq!((own.status.as_u16(), &own.body["params"]["reason"]), (409, &json!("review_needed")));

    let back = json!({ "reason": "The figures are of last year" });
    let sent = step(&reviewer, &org, &task, "send-back", back).await.ok();
    assert_eq!(sent["state"], "in_progress");
    assert!(kinds(&doer, &org).await.contains(&"sent_back".to_owned()));
    let history = org.owner.get(&format!("{path}/history")).await.ok();
    assert_eq!(history["items"][0]["event"], "task_reopened");
    step(&reviewer, &org, &task, "complete", json!({})).await.refused(403, "forbidden");
    step(&doer, &org, &task, "submit", json!({})).await.ok();
    assert_eq!(step(&reviewer, &org, &task, "complete", json!({})).await.ok()["state"], "done");
}

#[tokio::test]
async fn whoever_does_a_task_does_not_accept_it_even_where_they_may_review_any() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let (manager, manages) = app.member(&org, Role::Manager).await;
    let (_, reviews) = app.member(&org, Role::Contributor).await;
    let task = reviewed(&org, &manages, &reviews).await;
    step(&manager, &org, &task, "submit", json!({})).await.ok();
    let own = step(&manager, &org, &task, "complete", json!({})).await;
    assert_eq!((own.status.as_u16(), &own.body["params"]["reason"]), (409, &json!("review_needed")));
    let path = org.path(&format!("/tasks/{}", id(&task)));
    let etag = manager.get(&path).await.etag();
    // Nor do they name somebody else, or nobody, while it waits.
    let off = manager.change(Method::PATCH, &path, &etag, json!({ "reviewer": null })).await;
    assert_eq!((off.status.as_u16(), &off.body["params"]["reason"]), (409, &json!("review_needed")));
    // The owner of the organisation may review any, and does not do this one.
    assert_eq!(step(&org.owner, &org, &task, "complete", json!({})).await.ok()["state"], "done");
}

#[tokio::test]
async fn a_reviewer_is_somebody_else_of_the_organisation_who_may_answer() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let theirs = app.found("Theirs", "eve@theirs.example").await;
    let (_, does) = app.member(&org, Role::Contributor).await;
    let (_, audits) = app.member(&org, Role::Auditor).await;
    for (reviewer, code) in [(&theirs.me, "no_such_person"), (&audits, "cannot_review")] {
        let body = json!({ "title": "Test the model", "owner": does, "reviewer": reviewer });
        let answer = org.owner.post(&org.path("/tasks"), body).await;
        answer.refused(422, "invalid_input");
        assert_eq!(answer.body["errors"][0]["code"], code);
    }
    let body = json!({ "title": "Test the model", "owner": does, "reviewer": does });
    let both = org.owner.post(&org.path("/tasks"), body).await;
    assert_eq!((both.status.as_u16(), &both.body["params"]["reason"]), (409, &json!("reviewer_is_owner")));
}

#[tokio::test]
async fn what_somebody_is_to_review_is_handed_over_when_they_leave() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let (_, does) = app.member(&org, Role::Contributor).await;
    let (_, leaves) = app.member(&org, Role::Staff).await;
    let (_, follows) = app.member(&org, Role::Manager).await;
    let to_review = reviewed(&org, &does, &leaves).await;
    let to_do = reviewed(&org, &leaves, &follows).await;
    let person = org.path(&format!("/people/{leaves}"));
    let etag = org.owner.get(&person).await.etag();
    let alone = org.owner.change(Method::POST, &format!("{person}/deactivate"), &etag, json!({})).await;
    assert_eq!((alone.status.as_u16(), &alone.body["params"]["reason"]), (409, &json!("open_work")));
    let body = json!({ "successor": follows });
    org.owner.change(Method::POST, &format!("{person}/deactivate"), &etag, body).await.ok();
    let now = org.owner.get(&org.path(&format!("/tasks/{}", id(&to_review)))).await.ok();
    assert_eq!((id(&now["owner"]), id(&now["reviewer"])), (does.as_str(), follows.as_str()));
    // The successor would do and review it: whoever hands it over reviews it.
    let now = org.owner.get(&org.path(&format!("/tasks/{}", id(&to_do)))).await.ok();
    assert_eq!((id(&now["owner"]), id(&now["reviewer"])), (follows.as_str(), org.me.as_str()));
    let history = org.owner.get(&org.path(&format!("/tasks/{}/history", id(&to_do)))).await.ok();
    let changes = history["items"][0]["changes"].as_array().unwrap();
    let fields: Vec<&str> = changes.iter().map(|one| one["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["owner", "reviewer"]);
    assert_eq!(changes[1]["to"]["name"], "Ada Lovelace");
}
