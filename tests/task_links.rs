//! What tasks are linked to: seen from either end, told in the trail of both, and never more than the reader may see.

use crate::evidence::evidence;
use crate::harness::{Answer, Browser, Organisation, TestApp};
use domain::access::Role;
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

fn at(org: &Organisation, one: &str, other: &str) -> String {
    org.path(&format!("/subjects/{one}/links/{other}"))
}

async fn link(browser: &Browser, org: &Organisation, one: &str, other: &str) -> Answer {
    Browser::send(browser.request(Method::PUT, &at(org, one, other))).await
}

async fn unlink(browser: &Browser, org: &Organisation, one: &str, other: &str) -> Answer {
    Browser::send(browser.request(Method::DELETE, &at(org, one, other))).await
}

/// The references of what a thing is linked to, in the order in which they are shown.
async fn seen(browser: &Browser, org: &Organisation, thing: &str) -> Vec<String> {
    let links = browser.get(&org.path(&format!("/subjects/{thing}/links"))).await.ok();
    let items = links["items"].as_array().unwrap();
    assert_eq!(links["total"], items.len());
    items.iter().map(|one| one["reference"].as_str().unwrap().to_owned()).collect()
}

/// What the history of a thing tells of its links, latest first.
async fn told(browser: &Browser, org: &Organisation, kind: &str, thing: &str) -> Vec<(String, String)> {
    let history = browser.get(&org.path(&format!("/{kind}/{thing}/history"))).await.ok();
    let linkings = history["items"].as_array().unwrap().iter().filter(|entry| !entry["linked"].is_null());
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    linkings.map(|entry| (word(&entry["event"]), word(&entry["linked"]["reference"]))).collect()
}

async fn control(org: &Organisation, reference: &str) -> String {
    let found = org.owner.get(&org.path("/controls?limit=100")).await.ok();
    let one = found["items"].as_array().unwrap().iter().find(|one| one["reference"] == reference);
    id(one.unwrap()).to_owned()
}

async fn reason(answer: &Answer) -> String {
    answer.refused(409, "refused");
    answer.body["params"]["reason"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_link_is_seen_from_either_end_and_goes_from_both() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    org.adopt().await;
    let (task, other) = (org.task("Test the model", 10).await, org.task("Write the test plan", 5).await);
    let (task, other) = (id(&task), id(&other));
    let (control, requirement) = (control(&org, "A.6.2.4").await, control(&org, "6.1.2").await);
    let proof = evidence(&org.owner, &org, "Plan.pdf", &requirement).await;
    // From the task, or from what it is linked to: it is the same.
    link(&org.owner, &org, task, &control).await.ok();
    link(&org.owner, &org, &requirement, task).await.ok();
    link(&org.owner, &org, id(&proof), task).await.ok();
    link(&org.owner, &org, other, task).await.ok();
    assert_eq!(seen(&org.owner, &org, task).await, ["6.1.2", "A.6.2.4", "EVD-1", "TSK-2"]);
    for end in [&control, &requirement, id(&proof), other] {
        assert_eq!(seen(&org.owner, &org, end).await, ["TSK-1"]);
    }
    // Evidence that a task is about does not show that the task was done.
    let shown = org.owner.get(&org.path(&format!("/subjects/{task}/evidence"))).await.ok();
    assert_eq!(shown["items"], json!([]));
    // Once more, from whichever end, is the same link.
    link(&org.owner, &org, task, other).await.ok();
    assert_eq!(seen(&org.owner, &org, other).await, ["TSK-1"]);
    unlink(&org.owner, &org, other, task).await.ok();
    assert!(seen(&org.owner, &org, other).await.is_empty());
    assert_eq!(seen(&org.owner, &org, task).await, ["6.1.2", "A.6.2.4", "EVD-1"]);
    unlink(&org.owner, &org, task, other).await.refused(404, "not_found");
}

#[tokio::test]
async fn what_ended_stands_last() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let [first, second, third] =
        [org.task("One", 10).await, org.task("Two", 10).await, org.task("Three", 10).await];
    for other in [&second, &third] {
        link(&org.owner, &org, id(&first), id(other)).await.ok();
    }
    assert_eq!(seen(&org.owner, &org, id(&first)).await, ["TSK-2", "TSK-3"]);
    let path = org.path(&format!("/tasks/{}/complete", id(&second)));
    org.owner.change(Method::POST, &path, "\"1\"", json!({})).await.ok();
    assert_eq!(seen(&org.owner, &org, id(&first)).await, ["TSK-3", "TSK-2"]);
}

#[tokio::test]
async fn a_link_is_told_in_the_trail_of_both_and_changes_neither() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    org.adopt().await;
    let task = org.task("Test the model", 10).await;
    let control = control(&org, "A.6.2.4").await;
    link(&org.owner, &org, &control, id(&task)).await.ok();
    link(&org.owner, &org, id(&task), &control).await.ok();
    unlink(&org.owner, &org, &control, id(&task)).await.ok();
    let told_of = |what: &str, of: &str| (what.to_owned(), of.to_owned());
    let of_task = told(&org.owner, &org, "tasks", id(&task)).await;
    assert_eq!(of_task, [told_of("task_unlinked", "A.6.2.4"), told_of("task_linked", "A.6.2.4")]);
    let of_control = told(&org.owner, &org, "controls", &control).await;
    assert_eq!(of_control, [told_of("task_unlinked", "TSK-1"), told_of("task_linked", "TSK-1")]);
    let history = org.owner.get(&org.path(&format!("/tasks/{}/history", id(&task)))).await.ok();
    assert_eq!((&history["items"][2]["event"], &history["total"]), (&json!("task_created"), &json!(1)));
    assert_eq!(history["items"][0]["actor"]["name"], "Ada Lovelace");
    let now = org.owner.get(&org.path(&format!("/tasks/{}", id(&task)))).await;
    assert_eq!(now.etag(), "\"1\"", "nobody who edits it is disturbed");

    // Whoever looks at either page hears of it.
    app.check_trail(&org).await.unwrap();
    let read = app.store.read(&app.membership(&org).await).await.unwrap();
    let changes = read.changes_after(0, 1_000).await.unwrap();
    read.close().await.unwrap();
    let linked = changes.iter().filter(|change| change.what == "task_linked");
    let heard: BTreeSet<String> = linked.map(|change| change.subject_id.unwrap().to_string()).collect();
    assert_eq!(heard, BTreeSet::from([id(&task).to_owned(), control]));
}

#[tokio::test]
async fn a_history_in_pages_tells_each_link_once() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let (task, other) = (org.task("Test the model", 10).await, org.task("Another", 10).await);
    let path = org.path(&format!("/tasks/{}", id(&task)));
    for (number, title) in ["Two", "Three", "Four"].into_iter().enumerate() {
        app.clock.pass(chrono::Duration::minutes(1));
        if number == 1 {
            link(&org.owner, &org, id(&task), id(&other)).await.ok();
            app.clock.pass(chrono::Duration::minutes(1));
        }
        let etag = org.owner.get(&path).await.etag();
        org.owner.change(Method::PATCH, &path, &etag, json!({ "title": title })).await.ok();
    }
    let (mut events, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = org.owner.get(&format!("{path}/history?limit=1{cursor}")).await.ok();
        let items = page["items"].as_array().unwrap();
        events.extend(items.iter().map(|entry| (entry["event"].clone(), entry["version"].clone())));
        let Some(next) = page["next"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    let expected: [(&str, i32); 5] = [
        ("task_revised", 4),
        ("task_revised", 3),
        ("task_linked", 2),
        ("task_revised", 2),
        ("task_created", 1),
    ];
    assert_eq!(events, expected.map(|(event, version)| (json!(event), json!(version))));
}

#[tokio::test]
async fn only_what_makes_sense_is_linked() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    org.adopt().await;
    let (first, second) = (control(&org, "A.6.2.4").await, control(&org, "A.6.2.5").await);
    let body = json!({ "title": "Test the model", "control": first });
    let task = org.owner.post(&org.path("/tasks"), body).await.ok();
    let task = id(&task);
    assert_eq!(reason(&link(&org.owner, &org, task, task).await).await, "linked_to_itself");
    assert_eq!(reason(&link(&org.owner, &org, &first, &second).await).await, "no_task_to_link");
    assert_eq!(reason(&link(&org.owner, &org, &first, task).await).await, "serves_it_already");
    link(&org.owner, &org, &second, task).await.ok();
    let nowhere = "0192f0c1-2345-7000-8000-000000000000";
    link(&org.owner, &org, task, nowhere).await.refused(404, "not_found");
    link(&org.owner, &org, task, &org.me).await.refused(404, "not_found");
    link(&org.owner, &org, task, "nonsense").await.refused(404, "not_found");
}

#[tokio::test]
async fn a_task_has_so_many_links_and_no_more() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let task = org.task("The centre", 10).await;
    for number in 0..domain::link::MOST {
        let other =
            org.owner.post(&org.path("/tasks"), json!({ "title": format!("No {number}") })).await.ok();
        link(&org.owner, &org, id(&other), id(&task)).await.ok();
    }
    let other = org.task("One too many", 10).await;
    for (one, two) in [(&task, &other), (&other, &task)] {
        assert_eq!(reason(&link(&org.owner, &org, id(one), id(two)).await).await, "too_many_links");
    }
}

#[tokio::test]
async fn what_belongs_to_another_organisation_is_like_what_is_missing() {
    let app = TestApp::new().await;
    let ours = app.found("Ours", "ada@ours.example").await;
    let theirs = app.found("Theirs", "eve@theirs.example").await;
    ours.adopt().await;
    let (mine, other) = (ours.task("Ours", 10).await, ours.task("Ours too", 10).await);
    let foreign = theirs.task("Theirs", 10).await;
    let control = control(&ours, "A.6.2.4").await;
    link(&ours.owner, &ours, id(&mine), id(&other)).await.ok();
    for thing in [id(&mine), &control] {
        link(&theirs.owner, &theirs, id(&foreign), thing).await.refused(404, "not_found");
        link(&theirs.owner, &theirs, thing, id(&foreign)).await.refused(404, "not_found");
        theirs.owner.get(&theirs.path(&format!("/subjects/{thing}/links"))).await.refused(404, "not_found");
    }
    unlink(&theirs.owner, &theirs, id(&mine), id(&other)).await.refused(404, "not_found");
    unlink(&theirs.owner, &ours, id(&mine), id(&other)).await.refused(404, "not_found");
    assert_eq!(seen(&ours.owner, &ours, id(&mine)).await, ["TSK-2"]);
    // The store itself asks no route.
    let tx = app.store.write(&app.membership(&theirs).await).await.unwrap();
    let [foreign, mine] = [&foreign, &mine].map(|one| domain::id::SubjectId(id(one).parse().unwrap()));
    assert!(matches!(tx.link_task(foreign, mine).await, Err(store::Error::NotFound)));
    let there = tx.linked_to(mine, |_| domain::access::Reach::All).await;
    assert!(matches!(there, Err(store::Error::NotFound)));
    drop(tx);
}

#[tokio::test]
async fn staff_see_of_a_link_only_what_is_theirs() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    org.adopt().await;
    let (staff, theirs) = app.member(&org, Role::Staff).await;
    let body = |title: &str| json!({ "title": title, "owner": theirs });
    let own = org.owner.post(&org.path("/tasks"), body("Their own")).await.ok();
    let second = org.owner.post(&org.path("/tasks"), body("Their own, too")).await.ok();
    let hidden = org.task("Look into their work", 10).await;
    let control = control(&org, "A.6.2.4").await;
    for other in [id(&second), id(&hidden), &control] {
        link(&org.owner, &org, id(&own), other).await.ok();
    }
    assert_eq!(seen(&org.owner, &org, id(&own)).await, ["A.6.2.4", "TSK-2", "TSK-3"]);
    assert_eq!(seen(&staff, &org, id(&own)).await, ["TSK-2"]);
    assert_eq!(told(&staff, &org, "tasks", id(&own)).await, [("task_linked".to_owned(), "TSK-2".to_owned())]);
    let answer = link(&staff, &org, id(&own), id(&second)).await;
    answer.refused(403, "forbidden");
    // Nor does the list say what it would not show.
    let asked = |thing: &str| org.path(&format!("/tasks?linked={thing}"));
    staff.get(&asked(id(&hidden))).await.refused(422, "invalid_input");
    staff.get(&asked(&control)).await.refused(422, "invalid_input");
    assert_eq!(staff.get(&asked(id(&second))).await.ok()["total"], 1);
    let hidden_links = org.path(&format!("/subjects/{}/links", id(&hidden)));
    staff.get(&hidden_links).await.refused(404, "not_found");
}

#[tokio::test]
async fn each_role_links_as_it_may_revise_tasks() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    org.adopt().await;
    let control = control(&org, "A.6.2.4").await;
    let mine = org.task("The owner's", 10).await;
    for (role, on_others) in
        [(Role::Admin, 200), (Role::Manager, 200), (Role::Contributor, 403), (Role::Auditor, 403)]
    {
        let (browser, person) = app.member(&org, role).await;
        let body = json!({ "title": format!("Of the {role}"), "owner": person });
        let own = org.owner.post(&org.path("/tasks"), body).await.ok();
        let answer = link(&browser, &org, id(&mine), &control).await;
        assert_eq!(answer.status, on_others, "{role}: {}", answer.body);
        // What one does oneself may be linked, also to what is not one's own.
        let on_own = if role == Role::Auditor { 403 } else { 200 };
        let answer = link(&browser, &org, &control, id(&own)).await;
        assert_eq!(answer.status, on_own, "{role}: {}", answer.body);
        let answer = unlink(&browser, &org, id(&own), &control).await;
        assert_eq!(answer.status, on_own, "{role}: {}", answer.body);
        seen(&browser, &org, &control).await;
    }
}

#[tokio::test]
async fn the_list_shows_what_is_linked_to_a_thing() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    org.adopt().await;
    let (first, second) = (org.task("First", 10).await, org.task("Second", 10).await);
    org.task("Third", 10).await;
    let control = control(&org, "A.6.2.4").await;
    link(&org.owner, &org, id(&second), &control).await.ok();
    link(&org.owner, &org, id(&second), id(&first)).await.ok();
    for (thing, expected) in [(&*control, "Second"), (id(&first), "Second"), (id(&second), "First")] {
        let found = org.owner.get(&org.path(&format!("/tasks?linked={thing}"))).await.ok();
        assert_eq!((&found["total"], &found["items"][0]["title"]), (&json!(1), &json!(expected)));
    }
    org.owner.get(&org.path("/tasks?linked=nonsense")).await.refused(422, "invalid_input");
    let file = org.owner.get(&org.path(&format!("/tasks/export?format=csv&linked={control}"))).await;
    assert!(file.body.as_str().unwrap().contains("Linked to: One thing"), "{}", file.body);
}

#[tokio::test]
async fn what_comes_back_is_linked_as_before_but_to_no_other_task() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    org.adopt().await;
    let control = control(&org, "A.6.2.4").await;
    let body = json!({ "title": "Look every month", "owner": org.me, "due": "2026-12-10",
        "recurrence": { "every": 1, "unit": "month", "anchor": "due" } });
    let task = org.owner.post(&org.path("/tasks"), body).await.ok();
    let other = org.task("Once", 10).await;
    link(&org.owner, &org, id(&task), &control).await.ok();
    link(&org.owner, &org, id(&task), id(&other)).await.ok();
    let path = org.path(&format!("/tasks/{}/complete", id(&task)));
    let done = org.owner.change(Method::POST, &path, "\"1\"", json!({})).await.ok();
    let next = id(&done["repeated_by"]);
    assert_eq!(seen(&org.owner, &org, next).await, ["A.6.2.4"]);
    assert_eq!(seen(&org.owner, &org, &control).await, ["TSK-3", "TSK-1"]);
    assert_eq!(told(&org.owner, &org, "tasks", next).await.len(), 1);
}
