//! Tasks through the API: life cycle, versions, history, idempotency, lists.

use crate::harness::{Browser, TestApp};
use domain::access::Role;
use reqwest::Method;
use serde_json::{Value, json};

const ADA: &str = "ada@acme.example";

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

#[tokio::test]
async fn a_task_from_a_control_goes_through_review_to_done_and_shows_it() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    org.adopt().await;
    let list = org.owner.get(&org.path("/controls?q=A.2.2")).await.ok();
    let control = &list["items"][0];
    assert_eq!(control["reference"], "A.2.2");
    let body = json!({ "title": "Write the AI policy", "control": control["id"], "owner": org.me,
        "due": "2026-12-24", "evidence_required": true, "expected_evidence": "The approved policy" });
    let created = org.owner.post(&org.path("/tasks"), body).await;
    assert_eq!((created.status.as_u16(), created.etag().as_str()), (201, "\"1\""));
    let task = created.ok();
    assert_eq!((task["reference"].as_str(), task["state"].as_str()), (Some("TSK-1"), Some("open")));
    let path = org.path(&format!("/tasks/{}", id(&task)));

    let submit = org.owner.change(Method::POST, &format!("{path}/submit"), "\"1\"", json!({})).await;
    submit.refused(409, "refused");
    assert_eq!(submit.body["params"]["reason"], "evidence_missing");
    let note =
        json!({ "evidence_note": "Approved on 3 December", "evidence_url": "https://intranet.example/p" });
    org.owner.change(Method::PATCH, &path, "\"1\"", note).await.ok();
    org.owner.change(Method::POST, &format!("{path}/start"), "\"2\"", json!({})).await.ok();
    org.owner.change(Method::POST, &format!("{path}/submit"), "\"3\"", json!({})).await.ok();
    let done = org.owner.change(Method::POST, &format!("{path}/complete"), "\"4\"", json!({})).await.ok();
    assert_eq!((done["state"].as_str(), done["version"].as_i64()), (Some("done"), Some(5)));

    let history = org.owner.get(&format!("{path}/history")).await.ok();
    let events: Vec<&str> =
        history["items"].as_array().unwrap().iter().map(|one| one["event"].as_str().unwrap()).collect();
    assert_eq!(events, ["task_completed", "task_submitted", "task_started", "task_revised", "task_created"]);
    assert_eq!(history["items"][0]["actor"]["name"], "Ada Lovelace");
    let changed: Vec<&str> = history["items"][3]["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["field"].as_str().unwrap())
        .collect();
    assert_eq!(changed, ["evidence_note", "evidence_url"]);
}

#[tokio::test]
async fn a_change_needs_the_version_it_was_made_on() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let task = org.task("Write the AI policy", 10).await;
    let path = org.path(&format!("/tasks/{}", id(&task)));
    let body = json!({ "title": "Write the policy" });
    let bare = org.owner.request(Method::PATCH, &path).json(&body);
    Browser::send(bare).await.refused(428, "version_required");
    org.owner.change(Method::PATCH, &path, "one", body.clone()).await.refused(400, "malformed");
    org.owner.change(Method::PATCH, &path, "\"1\"", body.clone()).await.ok();
    let stale = org.owner.change(Method::PATCH, &path, "\"1\"", json!({ "title": "Mine" })).await;
    stale.refused(412, "stale_version");
    assert_eq!(org.owner.get(&path).await.ok()["title"], "Write the policy");
}

#[tokio::test]
async fn a_repeated_create_makes_one_task() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let create = |key: &str, title: &str| {
        let request = org.owner.request(Method::POST, &org.path("/tasks")).header("idempotency-key", key);
        Browser::send(request.json(&json!({ "title": title })))
    };
    let first = create("one", "Write the AI policy").await.ok();
    let again = create("one", "Write the AI policy").await;
    assert_eq!((again.status.as_u16(), id(&again.body)), (201, id(&first)));
    create("one", "Something else").await.refused(422, "idempotency_key_reused");
    assert_ne!(id(&create("two", "Write the AI policy").await.ok()), id(&first));
    assert_eq!(org.owner.get(&org.path("/tasks")).await.ok()["total"], 2);
}

#[tokio::test]
async fn overdue_is_reckoned_in_the_organisations_zone() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let task = org.task("Write the AI policy", 1).await;
    let path = org.path(&format!("/tasks/{}", id(&task)));
    // 25 November ends in Berlin at 23:00 UTC.
    app.clock.set_calendar("2026-11-25T22:59:59Z");
    assert_eq!(org.owner.get(&path).await.ok()["overdue"], false);
    app.clock.set_calendar("2026-11-25T23:00:00Z");
    assert_eq!(org.owner.get(&path).await.ok()["overdue"], true);
    assert_eq!(org.owner.get(&org.path("/tasks?overdue=true")).await.ok()["total"], 1);
}

#[tokio::test]
async fn pages_of_a_list_meet_without_gap_or_overlap_in_every_order() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    for (number, due_in) in [5, 3, 3, 9, 3, 1, 12].into_iter().enumerate() {
        org.task(["b", "A", "c", "a", "C", "É", "z"][number], due_in).await;
    }
    org.owner.post(&org.path("/tasks"), json!({ "title": "no date" })).await.ok();
    for sort in ["due", "-due", "reference", "-reference", "title", "-title", "priority", "state", "updated"]
    {
        let mut seen = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = org.owner.get(&org.path(&format!("/tasks?limit=3&sort={sort}{cursor}"))).await.ok();
            assert_eq!(page["total"], 8, "{sort}");
            seen.extend(page["items"].as_array().unwrap().iter().map(|one| id(one).to_owned()));
            let Some(next) = page["next"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        let whole = org.owner.get(&org.path(&format!("/tasks?sort={sort}"))).await.ok();
        let whole: Vec<&str> = whole["items"].as_array().unwrap().iter().map(id).collect();
        assert_eq!(seen, whole, "{sort}");
        assert_eq!(whole.len(), 8, "{sort}");
    }
    let titles = org.owner.get(&org.path("/tasks?sort=title")).await.ok();
    let titles =
        titles["items"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap().to_lowercase());
    let titles: Vec<String> = titles.collect();
    assert_eq!(
        titles,
        ["a", "a", "b", "c", "c", "no date", "z", "é"],
        "folded, byte by byte, on both databases"
    );
}

#[tokio::test]
async fn a_search_takes_what_people_type_literally() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    for title in ["100% coverage", "A_B test", "Ünïcode", "plain"] {
        org.task(title, 10).await;
    }
    for (query, found) in
        [("100%25", 1), ("%25", 1), ("a_b", 1), ("ÜNÏ", 1), ("TSK-2", 1), ("'%20or%201=1", 0), ("", 4)]
    {
        let list = org.owner.get(&org.path(&format!("/tasks?q={query}"))).await.ok();
        assert_eq!(list["total"], found, "{query}");
    }
}

#[tokio::test]
async fn staff_see_and_do_what_is_theirs_and_nothing_else() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (staff, person) = app.member(&org, Role::Staff).await;
    let hers = org.task("The owner's", 10).await;
    let body = json!({ "title": "Read the policy", "owner": person, "due": "2026-12-01" });
    let his = org.owner.post(&org.path("/tasks"), body).await.ok();
    let list = staff.get(&org.path("/tasks")).await.ok();
    assert_eq!((list["total"].as_i64(), id(&list["items"][0])), (Some(1), id(&his)));
    staff.get(&org.path(&format!("/tasks/{}", id(&hers)))).await.refused(404, "not_found");
    let path = org.path(&format!("/tasks/{}", id(&his)));
    let later = json!({ "due": "2027-12-01" });
    staff.change(Method::PATCH, &path, "\"1\"", later).await.refused(403, "forbidden");
    let note = json!({ "evidence_note": "Read on 30 November" });
    staff.change(Method::PATCH, &path, "\"1\"", note).await.ok();
    staff.change(Method::POST, &format!("{path}/complete"), "\"2\"", json!({})).await.ok();
}

#[tokio::test]
async fn many_tasks_are_changed_alike_and_those_that_cannot_be_say_why() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let tasks = [org.task("One", 10).await, org.task("Two", 20).await, org.task("Three", 30).await];
    let closed = org.path(&format!("/tasks/{}", tasks[2]["id"].as_str().unwrap()));
    let etag = org.owner.get(&closed).await.etag();
    org.owner.change(Method::POST, &format!("{closed}/complete"), &etag, json!({})).await.ok();
    let all: Vec<Value> = tasks.iter().map(|task| json!({ "id": task["id"], "version": 1 })).collect();
    let missing = json!({ "id": "00000000-0000-7000-8000-000000000001", "version": 1 });
    let body = json!({ "tasks": [all[0], all[1], { "id": tasks[2]["id"], "version": 2 }, missing], "due": "2027-01-31",
        "priority": "urgent" });
    let done = org.owner.post(&org.path("/tasks/revise"), body).await.ok();
    assert_eq!(done["changed"], json!([tasks[0]["id"], tasks[1]["id"]]));
    let why: Vec<&str> =
        done["not_changed"].as_array().unwrap().iter().map(|one| one["why"].as_str().unwrap()).collect();
    assert_eq!(why, ["wrong_state", "not_found"]);
    let now = org.owner.get(&org.path(&format!("/tasks/{}", tasks[0]["id"].as_str().unwrap()))).await.ok();
    assert_eq!(
        (&now["due"], &now["priority"], &now["version"]),
        (&json!("2027-01-31"), &json!("urgent"), &json!(2))
    );
    let stale =
        org.owner.post(&org.path("/tasks/revise"), json!({ "tasks": all, "priority": "low" })).await.ok();
    assert_eq!((&stale["changed"], stale["not_changed"].as_array().unwrap().len()), (&json!([]), 3));
    let wrong = json!({ "tasks": [{ "id": tasks[0]["id"], "version": 2 }], "due": "0001-01-01" });
    org.owner.post(&org.path("/tasks/revise"), wrong).await.refused(422, "invalid_input");
}
