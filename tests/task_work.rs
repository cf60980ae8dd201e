//! The work on a task: its checklist, and its coming back.

use crate::harness::{Answer, Browser, Organisation, TestApp};
use domain::access::Role;
use reqwest::Method;
use serde_json::{Value, json};

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

/// Says something to a task over its version now.
async fn tell(browser: &Browser, org: &Organisation, task: &Value, what: &str, body: Value) -> Answer {
    let path = org.path(&format!("/tasks/{}", id(task)));
    let etag = org.owner.get(&path).await.etag();
    let method = if what.is_empty() { Method::PATCH } else { Method::POST };
    browser.change(method, &format!("{path}{what}"), &etag, body).await
}

async fn edit(org: &Organisation, task: &Value, body: Value) -> Answer {
    tell(&org.owner, org, task, "/checklist", body).await
}

fn texts(task: &Value) -> Vec<&str> {
    task["checklist"].as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_checklist_is_written_ticked_moved_and_shows_how_far_it_is() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let body = json!({ "title": "Write the policy", "checklist": ["Draft", "", "Approve"] });
    let task = org.owner.post(&org.path("/tasks"), body).await.ok();
    assert_eq!(texts(&task), ["Draft", "Approve"], "empty lines are left out");
    let (first, second) = (task["checklist"][0]["id"].clone(), task["checklist"][1]["id"].clone());
    let ask = json!({ "action": "add", "text": " Ask the board ", "at": 1 });
    let now = edit(&org, &task, ask).await.ok();
    assert_eq!(texts(&now), ["Draft", "Ask the board", "Approve"]);
    app.clock.set_calendar("2026-11-25T09:30:00Z");
    let now = edit(&org, &task, json!({ "action": "tick", "item": first, "done": true })).await.ok();
    let tick = &now["checklist"][0]["done"];
    assert_eq!((&tick["by"]["name"], &tick["at"]), (&json!("Ada Lovelace"), &json!("2026-11-25T09:30:00Z")));
    let version = now["version"].as_i64();
    let again = edit(&org, &task, json!({ "action": "tick", "item": first, "done": true })).await.ok();
    assert_eq!(again["version"].as_i64(), version, "what is ticked already changes nothing");
    edit(&org, &task, json!({ "action": "rename", "item": second, "text": "Get it approved" })).await.ok();
    let now = edit(&org, &task, json!({ "action": "move", "item": second, "to": 0 })).await.ok();
    assert_eq!(texts(&now), ["Get it approved", "Draft", "Ask the board"]);
    let row = &org.owner.get(&org.path("/tasks")).await.ok()["items"][0];
    assert_eq!((&row["items_done"], &row["items"]), (&json!(1), &json!(3)));
    let found = org.owner.get(&org.path("/find?q=board")).await.ok();
    assert_eq!(id(&found["items"][0]), id(&task), "what is on it is found");
    let now = edit(&org, &task, json!({ "action": "remove", "item": second })).await.ok();
    assert_eq!(texts(&now), ["Draft", "Ask the board"]);
    edit(&org, &task, json!({ "action": "remove", "item": second })).await.refused(409, "refused");

    let history = org.owner.get(&org.path(&format!("/tasks/{}/history", id(&task)))).await.ok();
    let events = history["items"].as_array().unwrap().iter();
    let events: Vec<&str> = events.map(|one| one["event"].as_str().unwrap()).collect();
    assert_eq!(events.iter().filter(|event| **event == "checklist_changed").count(), 5);
    assert_eq!(history["items"][0]["changes"][0]["field"], "checklist");
    // It ends with what is open, and then it is what it was.
    tell(&org.owner, &org, &task, "/complete", json!({})).await.ok();
    let closed = edit(&org, &task, json!({ "action": "tick", "item": first, "done": false })).await;
    assert_eq!((closed.status.as_u16(), &closed.body["params"]["reason"]), (409, &json!("wrong_state")));
}

#[tokio::test]
async fn a_checklist_has_a_length_and_so_has_each_line() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let many: Vec<String> = (1..=51).map(|number| format!("Step {number}")).collect();
    let body = json!({ "title": "Long", "checklist": many });
    let refused = org.owner.post(&org.path("/tasks"), body).await;
    assert_eq!((refused.status.as_u16(), &refused.body["errors"][0]["code"]), (422, &json!("too_many")));
    let task =
        org.owner.post(&org.path("/tasks"), json!({ "title": "Long", "checklist": many[..50] })).await.ok();
    let full = edit(&org, &task, json!({ "action": "add", "text": "One more" })).await;
    assert_eq!((full.status.as_u16(), &full.body["params"]["reason"]), (409, &json!("checklist_full")));
    let item = task["checklist"][0]["id"].clone();
    let long = json!({ "action": "rename", "item": item, "text": "x".repeat(201) });
    edit(&org, &task, long).await.refused(422, "invalid_input");
    edit(&org, &task, json!({ "action": "rename", "item": item, "text": " " }))
        .await
        .refused(422, "invalid_input");
    edit(&org, &task, json!({ "action": "burn", "item": item })).await.refused(422, "invalid_input");
}

#[tokio::test]
async fn whoever_does_a_task_ticks_its_items_and_nobody_else_of_the_staff() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let (staff, person) = app.member(&org, Role::Staff).await;
    let make = |owner: &str| json!({ "title": "Read", "checklist": ["Page 1"], "owner": owner });
    let his = org.owner.post(&org.path("/tasks"), make(&person)).await.ok();
    let hers = org.owner.post(&org.path("/tasks"), make(&org.me)).await.ok();
    let tick = |task: &Value| json!({ "action": "tick", "item": task["checklist"][0]["id"], "done": true });
    let now = tell(&staff, &org, &his, "/checklist", tick(&his)).await.ok();
    assert_eq!(id(&now["checklist"][0]["done"]["by"]), person);
    tell(&staff, &org, &hers, "/checklist", tick(&hers)).await.refused(403, "forbidden");
}

async fn monthly(org: &Organisation) -> Value {
    org.adopt().await;
    let control = org.owner.get(&org.path("/controls?q=A.2.2")).await.ok()["items"][0]["id"].clone();
    let body = json!({ "title": "Access review", "owner": org.me, "due": "2026-11-30", "control": control,
        "checklist": ["List the accounts"], "priority": "high",
        "recurrence": { "every": 1, "unit": "month", "anchor": "due", "day": 31, "until": "2027-12-31" } });
    org.owner.post(&org.path("/tasks"), body).await.ok()
}

async fn total(org: &Organisation) -> i64 {
    org.owner.get(&org.path("/tasks")).await.ok()["total"].as_i64().unwrap()
}

#[tokio::test]
async fn what_comes_back_is_made_once_when_it_is_done_however_often_that_is() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let task = monthly(&org).await;
    edit(&org, &task, json!({ "action": "tick", "item": task["checklist"][0]["id"], "done": true }))
        .await
        .ok();
    let done = tell(&org.owner, &org, &task, "/complete", json!({})).await.ok();
    let next = &done["repeated_by"];
    assert_eq!((&next["reference"], &next["state"]), (&json!("TSK-2"), &json!("open")));
    let next = org.owner.get(&org.path(&format!("/tasks/{}", id(next)))).await.ok();
    assert_eq!(
        (&next["due"], &next["priority"], id(&next["owner"])),
        (&json!("2026-12-31"), &json!("high"), &*org.me)
    );
    assert_eq!((&next["items_done"], &next["items"]), (&json!(0), &json!(1)));
    assert_eq!((next["control"].clone(), id(&next["repeats"])), (task["control"].clone(), id(&task)));
    let row = org.owner.get(&org.path("/tasks?state=open")).await.ok();
    assert_eq!((id(&row["items"][0]), &row["items"][0]["recurs"]), (id(&next), &json!(true)));

    tell(&org.owner, &org, &task, "/reopen", json!({ "reason": "One account was left out" })).await.ok();
    let again = tell(&org.owner, &org, &task, "/complete", json!({})).await.ok();
    assert_eq!((id(&again["repeated_by"]), total(&org).await), (id(&next), 2), "no second one");
    tell(&org.owner, &org, &task, "/complete", json!({})).await.refused(409, "refused");
    // 31 December, then the end of a shorter month, then the 31st again.
    let dues = ["2027-01-31", "2027-02-28", "2027-03-31"];
    let mut last = next;
    for due in dues {
        let done = tell(&org.owner, &org, &last, "/complete", json!({})).await.ok();
        last = org.owner.get(&org.path(&format!("/tasks/{}", id(&done["repeated_by"])))).await.ok();
        assert_eq!(last["due"], due);
    }
    let trail = org.owner.get(&org.path(&format!("/tasks/{}/history", id(&last)))).await.ok();
    assert_eq!((trail["total"].as_i64(), &trail["items"][0]["event"]), (Some(1), &json!("task_created")));
}

#[tokio::test]
async fn two_who_complete_at_once_make_one_next_task() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let task = monthly(&org).await;
    let path = org.path(&format!("/tasks/{}/complete", id(&task)));
    let send = || org.owner.change(Method::POST, &path, "\"1\"", json!({}));
    let answers = futures::future::join_all((0..4).map(|_| send())).await;
    assert_eq!(answers.iter().filter(|answer| answer.status.is_success()).count(), 1);
    assert_eq!(total(&org).await, 2);
}

#[tokio::test]
async fn a_series_goes_on_without_one_task_or_ends_with_it() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let task = monthly(&org).await;
    let skipped =
        tell(&org.owner, &org, &task, "/cancel", json!({ "reason": "Closed over the holidays" })).await.ok();
    let second = skipped["repeated_by"].clone();
    assert_eq!((&skipped["state"], &second["state"]), (&json!("cancelled"), &json!("open")));
    // Taken up again and given up for good: what followed it ends as well.
    tell(&org.owner, &org, &task, "/reopen", json!({ "reason": "After all" })).await.ok();
    let body = json!({ "reason": "The system is gone", "following": true });
    let ended = tell(&org.owner, &org, &task, "/cancel", body).await.ok();
    assert_eq!((&ended["recurrence"], &ended["repeated_by"]["state"]), (&json!(null), &json!("cancelled")));
    let second = org.owner.get(&org.path(&format!("/tasks/{}", id(&second)))).await.ok();
    assert_eq!((&second["recurrence"], &second["repeated_by"]), (&json!(null), &json!(null)));
    assert_eq!(total(&org).await, 2);
}

#[tokio::test]
async fn a_rule_is_set_changed_and_taken_back_and_what_cannot_be_is_said() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let task = org.task("Read the logs", 10).await;
    let rule = |rule: Value| json!({ "recurrence": rule });
    let weekly =
        json!({ "every": 2, "unit": "week", "anchor": "completion", "weekdays": ["friday", "monday"] });
    let now = tell(&org.owner, &org, &task, "", rule(weekly)).await.ok();
    assert_eq!(now["recurrence"]["weekdays"], json!(["monday", "friday"]));
    for (wrong, field) in [
        (json!({ "every": 0, "unit": "day", "anchor": "due" }), "/recurrence/every"),
        (json!({ "every": 1, "unit": "hour", "anchor": "due" }), "/recurrence/unit"),
        (json!({ "every": 1, "unit": "day", "anchor": "due", "day": 3 }), "/recurrence/day"),
        (
            json!({ "every": 1, "unit": "month", "anchor": "due", "weekdays": ["monday"] }),
            "/recurrence/weekdays",
        ),
        (json!({ "every": 1, "unit": "month", "anchor": "due", "until": "9999-01-01" }), "/recurrence/until"),
    ] {
        let refused = tell(&org.owner, &org, &task, "", rule(wrong)).await;
        assert_eq!((refused.status.as_u16(), &refused.body["errors"][0]["pointer"]), (422, &json!(field)));
    }
    let undated = json!({ "due": null, "recurrence": { "every": 1, "unit": "day", "anchor": "due" } });
    let refused = tell(&org.owner, &org, &task, "", undated).await;
    assert_eq!((refused.status.as_u16(), &refused.body["params"]["reason"]), (409, &json!("due_needed")));
    let off = tell(&org.owner, &org, &task, "", rule(json!(null))).await.ok();
    assert_eq!(off["recurrence"], json!(null));
    tell(&org.owner, &org, &task, "/complete", json!({})).await.ok();
    assert_eq!(total(&org).await, 1, "it does not come back");
}
