//! What tasks of one sort begin with.

use crate::harness::{Browser, TestApp};
use domain::access::Role;
use reqwest::Method;
use serde_json::{Value, json};

fn titles(list: &Value) -> Vec<&str> {
    list["items"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_template_is_made_changed_archived_and_taken_back_into_use() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let path = org.path("/task-templates");
    let body = json!({ "title": "Access review", "description": "Who may see what", "evidence_required": true,
        "checklist": ["List the accounts", "Ask their managers"], "priority": "high", "due_in": 14,
        "recurrence": { "every": 6, "unit": "month", "anchor": "completion" } });
    let made = org.owner.post(&path, body).await;
    assert_eq!((made.status.as_u16(), made.etag().as_str()), (201, "\"1\""));
    let made = made.ok();
    assert_eq!((&made["due_in"], &made["recurrence"]["every"]), (&json!(14), &json!(6)));
    org.owner.post(&path, json!({ "title": "access log" })).await.ok();
    assert_eq!(titles(&org.owner.get(&path).await.ok()), ["access log", "Access review"], "folded order");

    let one = format!("{path}/{}", made["id"].as_str().unwrap());
    let change = json!({ "checklist": ["List the accounts"], "due_in": null, "recurrence": null });
    let changed = org.owner.change(Method::PATCH, &one, "\"1\"", change.clone()).await.ok();
    assert_eq!(
        (&changed["due_in"], &changed["recurrence"], &changed["version"]),
        (&json!(null), &json!(null), &json!(2))
    );
    org.owner
        .change(Method::PATCH, &one, "\"1\"", json!({ "title": "Mine" }))
        .await
        .refused(412, "stale_version");
    let same = org.owner.change(Method::PATCH, &one, "\"2\"", change).await.ok();
    assert_eq!(same["version"], 2, "what says so already has no new version");

    let archive = |archived: bool| json!({ "archived": archived });
    org.owner.change(Method::PUT, &format!("{one}/archived"), "\"2\"", archive(true)).await.ok();
    assert_eq!(titles(&org.owner.get(&path).await.ok()), ["access log"]);
    assert_eq!(titles(&org.owner.get(&format!("{path}?archived=true")).await.ok()), ["Access review"]);
    org.owner.change(Method::PUT, &format!("{one}/archived"), "\"3\"", archive(false)).await.ok();
    assert_eq!(org.owner.get(&path).await.ok()["items"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn managers_keep_templates_and_whoever_makes_tasks_reads_them() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let theirs = app.found("Theirs", "eve@theirs.example").await;
    let path = org.path("/task-templates");
    let (manager, _) = app.member(&org, Role::Manager).await;
    manager.post(&path, json!({ "title": "Access review" })).await.ok();
    let (contributor, _) = app.member(&org, Role::Contributor).await;
    assert_eq!(titles(&contributor.get(&path).await.ok()), ["Access review"]);
    contributor.post(&path, json!({ "title": "Mine" })).await.refused(403, "forbidden");
    let (staff, _) = app.member(&org, Role::Staff).await;
    staff.get(&path).await.refused(403, "forbidden");
    assert!(titles(&theirs.owner.get(&theirs.path("/task-templates")).await.ok()).is_empty());
}

#[tokio::test]
async fn a_repeated_making_makes_one_and_what_cannot_be_is_said() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let path = org.path("/task-templates");
    let make = |key: &str, title: &str| {
        let request = org.owner.request(Method::POST, &path).header("idempotency-key", key);
        Browser::send(request.json(&json!({ "title": title })))
    };
    let first = make("one", "Access review").await.ok();
    assert_eq!(make("one", "Access review").await.ok()["id"], first["id"]);
    make("one", "Something else").await.refused(422, "idempotency_key_reused");
    assert_eq!(titles(&org.owner.get(&path).await.ok()), ["Access review"]);
    let wrong = json!({ "title": "", "due_in": -1, "priority": "no", "checklist": ["x".repeat(201)],
        "recurrence": { "every": 1, "unit": "year", "anchor": "due", "day": 40 } });
    let answer = org.owner.post(&path, wrong).await;
    answer.refused(422, "invalid_input");
    let fields = answer.body["errors"].as_array().unwrap().iter();
    let fields: Vec<&str> = fields.map(|one| one["pointer"].as_str().unwrap()).collect();
    assert_eq!(fields, ["/title", "/priority", "/checklist/0", "/due_in", "/recurrence/day"]);
}
