//! One's own work: what comes first, what is nobody else's business, and what can be taken back.

use crate::evidence::upload;
use crate::exports::{listed, many};
use crate::harness::{Answer, Browser, Organisation, PASSWORD, TestApp};
use domain::access::Role;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

const ADA: &str = "ada@acme.example";

/// The clock of a test begins on 24 November 2026.
async fn work(browser: &Browser, org: &Organisation) -> Value {
    browser.get(&org.path("/my-work")).await.ok()
}

/// The titles of each group, in the page's order.
fn groups(work: &Value) -> Vec<(String, Vec<String>)> {
    let groups = work["groups"].as_array().unwrap().iter();
    let titles = |items: &Value| {
        let each = items.as_array().unwrap().iter();
        each.map(|task| task["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    groups.map(|one| (one["group"].as_str().unwrap().to_owned(), titles(&one["items"]))).collect()
}

fn group(name: &str, titles: &[&str]) -> (String, Vec<String>) {
    (name.to_owned(), titles.iter().map(|title| (*title).to_owned()).collect())
}

async fn pressing(browser: &Browser, org: &Organisation) -> i64 {
    browser.get(&org.path("")).await.ok()["me"]["pressing"].as_i64().unwrap()
}

async fn create(org: &Organisation, body: Value) -> Value {
    org.owner.post(&org.path("/tasks"), body).await.ok()
}

async fn step(browser: &Browser, org: &Organisation, task: &Value, step: &str, body: Value) -> Answer {
    let at = org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
    let etag = format!("\"{}\"", org.owner.get(&at).await.ok()["version"]);
    browser.change(Method::POST, &format!("{at}/{step}"), &etag, body).await
}

#[tokio::test]
async fn what_is_mine_stands_under_why_it_matters_and_the_badge_counts_what_presses() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    org.task("Late", -3).await;
    org.task("Today", 0).await;
    org.task("In a week", 7).await;
    org.task("In eight days", 8).await;
    create(&org, json!({ "title": "Some time", "owner": org.me })).await;
    create(&org, json!({ "title": "Nobody's", "due": "2026-11-20" })).await;
    let mine = work(&org.owner, &org).await;
    assert_eq!(
        groups(&mine),
        [
            group("overdue", &["Late"]),
            group("week", &["Today", "In a week"]),
            group("later", &["In eight days"]),
            group("undated", &["Some time"]),
        ]
    );
    assert_eq!(pressing(&org.owner, &org).await, 3);
    lists_agree(&org.owner, &org).await;
    for (when, count) in [("week", 2), ("month", 3), ("later", 1), ("none", 1)] {
        let list = org.owner.get(&org.path(&format!("/tasks?owner=me&when={when}"))).await.ok();
        assert_eq!(list["total"], count, "{when}");
    }
    org.owner.get(&org.path("/tasks?when=soon")).await.refused(422, "invalid_input");
}

#[tokio::test]
async fn what_was_handed_in_waits_for_a_reviewer_and_what_was_handed_back_says_so() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (staff, id) = app.member(&org, Role::Staff).await;
    let task = create(&org, json!({ "title": "Read the policy", "owner": id, "due": "2026-12-20" })).await;
    step(&staff, &org, &task, "start", json!({})).await.ok();
    step(&staff, &org, &task, "submit", json!({})).await.ok();
    assert_eq!(groups(&work(&staff, &org).await), [group("handed_in", &["Read the policy"])]);
    assert_eq!(groups(&work(&org.owner, &org).await), [group("review", &["Read the policy"])]);
    assert_eq!((pressing(&staff, &org).await, pressing(&org.owner, &org).await), (0, 1));
    step(&org.owner, &org, &task, "reopen", json!({ "reason": "Page 3 is missing" })).await.ok();
    assert_eq!(groups(&work(&staff, &org).await), [group("handed_back", &["Read the policy"])]);
    assert_eq!(staff.get(&org.path("/tasks?work=handed_back")).await.ok()["total"], 1);
    assert_eq!(staff.get(&org.path("/tasks?work=later")).await.ok()["total"], 0);
    assert_eq!(groups(&work(&org.owner, &org).await), []);
    step(&staff, &org, &task, "submit", json!({})).await.ok();
    step(&org.owner, &org, &task, "complete", json!({})).await.ok();
    let done = work(&staff, &org).await;
    assert_eq!((groups(&done), &done["finished"][0]["title"]), (Vec::new(), &json!("Read the policy")));
    app.clock.pass(chrono::Duration::days(15));
    let again = json!({ "address": "staff@acme.example", "password": PASSWORD });
    staff.post("/api/v1/session", again).await.ok();
    assert_eq!(work(&staff, &org).await["finished"], json!([]));
}

/// Each group is exactly what its list shows.
async fn lists_agree(browser: &Browser, org: &Organisation) {
    for one in work(browser, org).await["groups"].as_array().unwrap() {
        let list = browser.get(&org.path(&format!("/tasks?work={}", one["group"].as_str().unwrap()))).await;
        assert_eq!(list.ok()["total"], one["total"], "{}", one["group"]);
    }
}

#[tokio::test]
async fn what_waits_for_a_named_reviewer_waits_for_nobody_else() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (reviewer, named) = app.member(&org, Role::Contributor).await;
    let (manager, _) = app.member(&org, Role::Manager).await;
    let note = json!({ "evidence_note": "The minutes" });
    for (title, by) in [("Named", Some(&named)), ("Anybody's", None)] {
        let body = json!({ "title": title, "owner": org.me, "reviewer": by, "evidence_required": true });
        let task = create(&org, body).await;
        let at = org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
        let etag = org.owner.get(&at).await.etag();
        org.owner.change(Method::PATCH, &at, &etag, note.clone()).await.ok();
        step(&org.owner, &org, &task, "submit", json!({})).await.ok();
    }
    assert_eq!(groups(&work(&reviewer, &org).await), [group("review", &["Named"])]);
    assert_eq!(groups(&work(&manager, &org).await), [group("review", &["Anybody's"])]);
    // Whoever handed it in waits for whom they named, and may accept the other themselves.
    let mine = groups(&work(&org.owner, &org).await);
    assert_eq!(mine, [group("review", &["Anybody's"]), group("handed_in", &["Named"])]);
    for browser in [&reviewer, &manager, &org.owner] {
        lists_agree(browser, &org).await;
    }
}

#[tokio::test]
async fn nobody_sees_anybody_elses_work() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (staff, id) = app.member(&org, Role::Staff).await;
    let (contributor, _) = app.member(&org, Role::Contributor).await;
    create(&org, json!({ "title": "For staff", "owner": id, "due": "2026-11-25" })).await;
    org.task("For Ada", 1).await;
    assert_eq!(groups(&work(&staff, &org).await), [group("week", &["For staff"])]);
    assert_eq!(groups(&work(&org.owner, &org).await), [group("week", &["For Ada"])]);
    assert_eq!(groups(&work(&contributor, &org).await), []);
    assert_eq!(pressing(&contributor, &org).await, 0);
    let stranger = app.found("Other", "eve@other.example").await;
    assert_eq!(groups(&work(&stranger.owner, &stranger).await), []);
    stranger.owner.get(&org.path("/my-work")).await.refused(404, "not_found");
}

#[tokio::test]
async fn who_called_me_and_what_of_mine_runs_out_is_there_too() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (manager, id) = app.member(&org, Role::Manager).await;
    let task = org.task("Write the AI policy", 40).await;
    let comments = org.path(&format!("/subjects/{}/comments", task["id"].as_str().unwrap()));
    let call = json!({ "text": format!("@{{{id}}}, please look.") });
    org.owner.post(&comments, call).await.ok();
    let called = work(&manager, &org).await;
    assert_eq!((&called["mentions_total"], &called["mentions"][0]["title"]), (&json!(1), &task["title"]));
    manager.post(&org.path("/notices/read"), json!({})).await.ok();
    assert_eq!(work(&manager, &org).await["mentions_total"], 0);
    for (name, until) in
        [("Soon.pdf", Some("2026-12-24")), ("Late.pdf", Some("2026-12-25")), ("Never.pdf", None)]
    {
        let upload = upload(&org.owner, &org, name, format!("%PDF-1.7 {name}").as_bytes()).await;
        let body = json!({ "upload": upload, "title": name, "valid_until": until });
        org.owner.post(&org.path("/evidence"), body).await.ok();
    }
    let mine = work(&org.owner, &org).await;
    assert_eq!(
        (&mine["running_out_total"], &mine["running_out"][0]["title"]),
        (&json!(1), &json!("Soon.pdf"))
    );
    assert_eq!(work(&manager, &org).await["running_out_total"], 0);
}

#[tokio::test]
async fn whoever_finishes_a_task_by_mistake_takes_it_back_at_once_and_only_they() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (staff, id) = app.member(&org, Role::Staff).await;
    let task = create(&org, json!({ "title": "Read the policy", "owner": id, "due": "2026-11-25" })).await;
    step(&staff, &org, &task, "complete", json!({})).await.ok();
    step(&staff, &org, &task, "reopen", json!({ "reason": "a slip" })).await.refused(403, "forbidden");
    let refused = step(&org.owner, &org, &task, "take-back", json!({})).await;
    assert_eq!(refused.body["params"]["reason"], "wrong_state", "{}", refused.body);
    let open = step(&staff, &org, &task, "take-back", json!({})).await.ok();
    assert_eq!((&open["state"], &open["completed_at"]), (&json!("open"), &Value::Null));
    // It is among one's work again, and was not handed back by anybody.
    assert_eq!(groups(&work(&staff, &org).await), [group("week", &["Read the policy"])]);
    step(&staff, &org, &task, "take-back", json!({})).await.refused(409, "refused");
    step(&staff, &org, &task, "complete", json!({})).await.ok();
    app.clock.pass(chrono::Duration::minutes(6));
    step(&staff, &org, &task, "take-back", json!({})).await.refused(409, "refused");
    app.run_jobs().await;
}

/// The tasks stand in the database by one statement of SQL (`exports::many`): ten thousand creates are the bench's matter.
#[tokio::test]
async fn ten_thousand_tasks_scroll_filter_and_change_together() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    many(&app, &org, 9_999).await;
    let rows = listed(&org.owner, &org, "tasks", "sort=title").await;
    let ids: BTreeSet<&str> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!((rows.len(), ids.len()), (10_000, 10_000), "none left out, none twice");
    // Each group of the page is a part of the list of its name, however long that is.
    let mine = work(&org.owner, &org).await;
    let mut sum = 0;
    for one in mine["groups"].as_array().unwrap() {
        let list =
            org.owner.get(&org.path(&format!("/tasks?work={}", one["group"].as_str().unwrap()))).await.ok();
        assert_eq!(list["total"], one["total"], "{}", one["group"]);
        assert!(one["items"].as_array().unwrap().len() <= 20, "a bounded part of each");
        sum += one["total"].as_i64().unwrap();
    }
    // Two of five are to do and a third of them the owner's; one of five waits for a reviewer, whoever's it is.
    assert_eq!(sum, 1_334 + 2_000, "{mine}");
    let found = org.owner.get(&org.path("/tasks?q=bulk%207777&state=done")).await.ok();
    assert_eq!((&found["total"], &found["items"][0]["title"]), (&json!(1), &json!("Bulk 7777")));
    let chosen = listed(&org.owner, &org, "tasks", "state=open").await;
    let chosen: Vec<Value> =
        chosen[..200].iter().map(|row| json!({ "id": row["id"], "version": row["version"] })).collect();
    let body = json!({ "tasks": chosen, "priority": "urgent", "due": "2026-12-01" });
    let done = org.owner.post(&org.path("/tasks/revise"), body).await.ok();
    assert_eq!((done["changed"].as_array().unwrap().len(), &done["not_changed"]), (200, &json!([])));
    let moved = org.owner.get(&org.path("/tasks?when=week&state=open")).await.ok();
    assert_eq!(moved["total"], 200);
    app.run_jobs().await;
}
