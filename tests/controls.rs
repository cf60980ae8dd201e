//! Adopting the standard, and the requirements and controls it brings.

use crate::harness::TestApp;
use reqwest::Method;
use serde_json::json;

const ADA: &str = "ada@acme.example";

#[tokio::test]
async fn adopting_brings_32_requirements_and_38_controls_once() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    assert_eq!(org.owner.get(&org.path("/controls")).await.ok()["total"], 0);
    let body = json!({ "standard": "iso42001" });
    let adopted = org.owner.post(&org.path("/adoptions"), body.clone()).await.ok();
    assert_eq!((adopted["requirements"].as_i64(), adopted["controls"].as_i64()), (Some(32), Some(38)));
    let again = org.owner.post(&org.path("/adoptions"), body).await;
    again.refused(409, "refused");
    assert_eq!(again.body["params"]["reason"], "already_adopted");
    for (filter, total) in [("", 70), ("?kind=requirement", 32), ("?kind=control", 38), ("?area=A.6", 9)] {
        assert_eq!(
            org.owner.get(&org.path(&format!("/controls{filter}"))).await.ok()["total"],
            total,
            "{filter}"
        );
    }
    let unknown = org.owner.post(&org.path("/adoptions"), json!({ "standard": "iso9001" })).await;
    unknown.refused(422, "invalid_input");
}

#[tokio::test]
async fn they_come_in_the_standards_order() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    org.adopt().await;
    let list = org.owner.get(&org.path("/controls?limit=100")).await.ok();
    let references: Vec<&str> =
        list["items"].as_array().unwrap().iter().map(|one| one["reference"].as_str().unwrap()).collect();
    let place = |reference: &str| references.iter().position(|one| *one == reference).expect(reference);
    assert_eq!((references[0], references[69]), ("4.1", "A.10.4"));
    assert!(place("9.3.3") < place("10.1") && place("A.9.4") < place("A.10.2"));
}

#[tokio::test]
async fn a_control_shows_its_guidance_and_what_is_done_about_it() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    org.adopt().await;
    let list = org.owner.get(&org.path("/controls?q=6.1.2&kind=requirement")).await.ok();
    let id = list["items"][0]["id"].as_str().unwrap().to_owned();
    let body = json!({ "title": "Agree the risk method", "control": id });
    org.owner.post(&org.path("/tasks"), body).await.ok();
    let control = org.owner.get(&org.path(&format!("/controls/{id}"))).await.ok();
    for field in ["summary", "guidance"] {
        assert!(control[field].as_str().unwrap().len() > 40, "{field}");
    }
    for field in ["evidence", "audit_questions", "related"] {
        assert!(!control[field].as_array().unwrap().is_empty(), "{field}");
    }
    assert_eq!((control["excludable"].as_bool(), control["open_tasks"].as_i64()), (Some(false), Some(1)));
    assert_eq!(control["tasks"][0]["title"], "Agree the risk method");
}

#[tokio::test]
async fn implemented_is_claimed_only_with_evidence() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    org.adopt().await;
    let list = org.owner.get(&org.path("/controls?q=A.2.2")).await.ok();
    let id = list["items"][0]["id"].as_str().unwrap().to_owned();
    let path = org.path(&format!("/controls/{id}"));
    let owner_and_due = json!({ "status": "in_progress", "owner": org.me, "due": "2027-01-31" });
    org.owner.change(Method::PATCH, &path, "\"1\"", owner_and_due).await.ok();
    let claim = json!({ "status": "implemented" });
    let refused = org.owner.change(Method::PATCH, &path, "\"2\"", claim.clone()).await;
    refused.refused(409, "refused");
    assert_eq!(refused.body["params"]["reason"], "evidence_missing");
    let task = json!({ "title": "Approve it", "control": id, "owner": org.me });
    let task = org.owner.post(&org.path("/tasks"), task).await.ok();
    let task = org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
    org.owner.change(Method::PATCH, &task, "\"1\"", json!({ "evidence_note": "Signed" })).await.ok();
    org.owner.change(Method::POST, &format!("{task}/complete"), "\"2\"", json!({})).await.ok();
    let done = org.owner.change(Method::PATCH, &path, "\"2\"", claim).await.ok();
    assert_eq!(
        (done["status"].as_str(), done["owner"]["name"].as_str()),
        (Some("implemented"), Some("Ada Lovelace"))
    );
    let history = org.owner.get(&format!("{path}/history")).await.ok();
    assert_eq!(history["items"][0]["changes"][0]["to"], "implemented");
    let home = org.owner.get(&org.path("/home")).await.ok();
    assert_eq!(home["progress"]["by_status"]["implemented"], 1);
    assert_eq!(home["progress"]["total"], 70);
}
