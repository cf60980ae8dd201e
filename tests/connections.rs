//! Connecting a service: the journey out and back, what is asked before it is used, and how it ends.

use crate::harness::{Connected, TestApp, came_back};
use domain::access::Role;
use serde_json::json;

#[tokio::test]
async fn a_site_is_connected_by_consent_and_set_up_with_what_it_asks_for() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let none = org.owner.get(&org.path("/connections")).await.ok();
    assert_eq!(none["items"], json!([]));
    assert_eq!(none["services"][0], json!({ "service": "jira_cloud", "title": "Jira", "offered": true }));
    let id = crate::harness::connect(&org).await;
    let shown = org.owner.get(&org.path(&format!("/connections/{id}"))).await;
    assert_eq!((shown.body["state"].as_str(), shown.body["name"].as_str()), (Some("new"), Some("acme")));
    assert!(!shown.body.to_string().contains("access-"), "{}", shown.body);
    let places = org.owner.get(&org.path(&format!("/connections/{id}/places"))).await.ok();
    assert_eq!(
        (places["sites"].as_array().unwrap().len(), places["projects"][1]["key"].as_str()),
        (2, Some("SEC"))
    );
    let fields = org.path(&format!("/connections/{id}/places?project=10001&issue_type=10100"));
    let fields = org.owner.get(&fields).await.ok();
    assert_eq!(fields["fields"].as_array().unwrap().len(), 1);
    assert_eq!(
        (fields["fields"][0]["name"].as_str(), fields["fields"][0]["required"].as_bool()),
        (Some("Team"), Some(true))
    );
    // What the project asks for is asked for before the first push, not found out by it.
    let set_up =
        |fields| json!({ "project": "10001", "issue_type": "10100", "rule": "by_hand", "fields": fields });
    let path = org.path(&format!("/connections/{id}/setup"));
    let etag = shown.etag();
    let refused = org.owner.change(reqwest::Method::PUT, &path, &etag, set_up(json!({}))).await;
    refused.refused(422, "invalid_input");
    assert_eq!(refused.body["errors"][0]["pointer"], "/fields/customfield_10050");
    let fields = json!({ "customfield_10050": { "id": "2" } });
    let done = org.owner.change(reqwest::Method::PUT, &path, &etag, set_up(fields)).await.ok();
    assert_eq!(
        (done["state"].as_str(), done["setup"]["project_key"].as_str()),
        (Some("active"), Some("SEC"))
    );
    let tried = org.owner.post(&org.path(&format!("/connections/{id}/test")), json!({})).await.ok();
    assert_eq!(tried, json!({ "ok": true, "account": "Ada Lovelace", "findings": [] }));
}

#[tokio::test]
async fn who_comes_back_is_believed_in_the_browser_that_set_out_and_once() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let theirs = app.found("Theirs", "eve@theirs.example").await;
    let (admin, _) = app.member(&org, Role::Admin).await;
    let consent = || async {
        let body = json!({ "service": "jira_cloud" });
        let consent = org.owner.post(&org.path("/connections/consent"), body).await.ok();
        let (state, code) = came_back(consent["url"].as_str().unwrap()).await;
        json!({ "state": state, "code": code })
    };
    let body = consent().await;
    let complete = org.path("/connections/complete");
    admin.post(&complete, body.clone()).await.refused(410, "link_invalid");
    theirs.owner.post(&theirs.path("/connections/complete"), body.clone()).await.refused(410, "link_invalid");
    org.owner.post(&complete, body.clone()).await.ok();
    org.owner.post(&complete, body).await.refused(410, "link_invalid");
    let late = consent().await;
    app.clock.pass(chrono::Duration::minutes(16));
    org.owner.post(&complete, late).await.refused(410, "link_invalid");
    let mut forged = consent().await;
    forged["code"] = json!("code-of-another");
    let refused = org.owner.post(&complete, forged).await;
    refused.refused(502, "service_failed");
    assert_eq!(refused.body["params"]["reason"], "code_refused");
}

#[tokio::test]
async fn another_site_can_be_chosen_until_it_is_set_up() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let id = crate::harness::connect(&org).await;
    let path = org.path(&format!("/connections/{id}"));
    let etag = org.owner.get(&path).await.etag();
    let site = json!({ "site": "66666666-7777-8888-9999-000000000000" });
    let chosen = org.owner.change(reqwest::Method::POST, &format!("{path}/site"), &etag, site.clone()).await;
    assert_eq!(chosen.body["name"], "acme-labs");
    let unknown = json!({ "site": "somebody-else" });
    let refused =
        org.owner.change(reqwest::Method::POST, &format!("{path}/site"), &chosen.etag(), unknown).await;
    refused.refused(422, "invalid_input");
    let connected = Connected { app, org, id };
    connected.set_up("10000", "by_hand", json!({})).await;
    let etag = connected.org.owner.get(&path).await.etag();
    let late = connected.org.owner.change(reqwest::Method::POST, &format!("{path}/site"), &etag, site).await;
    late.refused(409, "refused");
}

#[tokio::test]
async fn an_address_in_the_house_is_refused_before_anything_is_sent_there() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    for url in [
        "https://10.0.0.1/jira",
        "https://169.254.169.254/latest/",
        "https://[::1]/",
        "https://user:pass@jira.example.com/",
        "https://jira.example.com:22/",
        "file:///etc/passwd",
        "nonsense",
    ] {
        let body = json!({ "url": url, "token": "a-token" });
        let refused = org.owner.post(&org.path("/connections/jira-server"), body).await;
        refused.refused(422, "invalid_input");
        assert_eq!(refused.body["errors"][0]["pointer"], "/url", "{url}");
    }
    let body = json!({ "url": "https://10.0.0.1/", "token": "a-token", "works_until": "some day" });
    org.owner.post(&org.path("/connections/jira-server"), body).await.refused(422, "invalid_input");
    assert_eq!(org.owner.get(&org.path("/connections")).await.ok()["items"], json!([]));
}

#[tokio::test]
async fn what_is_meant_for_a_resting_connection_waits_and_goes_on() {
    let connected = Connected::to("10000").await;
    let resting = connected.change(reqwest::Method::POST, "/pause", json!({})).await;
    assert_eq!(resting["state"], "paused");
    let task = connected.shared_task("Write the AI policy").await;
    connected.settle().await;
    assert!(connected.app.jira.issues().is_empty());
    assert_eq!(connected.mirror(&task).await["state"], "planned");
    connected.change(reqwest::Method::POST, "/resume", json!({})).await;
    connected.settle().await;
    assert_eq!(connected.mirror(&task).await["state"], "delivered");
    let etag = connected.org.owner.get(&connected.path("")).await.etag();
    let resume = connected.path("/resume");
    let twice = connected.org.owner.change(reqwest::Method::POST, &resume, &etag, json!({})).await;
    twice.refused(409, "refused");
}

#[tokio::test]
async fn a_connection_that_ends_takes_its_secrets_and_hooks_along_and_leaves_the_history() {
    let connected = Connected::to("10000").await;
    let task = connected.shared_task("Write the AI policy").await;
    connected.settle().await;
    let etag = connected.org.owner.get(&connected.path("")).await.etag();
    let ended =
        connected.org.owner.change(reqwest::Method::DELETE, &connected.path(""), &etag, json!({})).await;
    assert_eq!(ended.status, 204);
    connected.org.owner.get(&connected.path("")).await.refused(404, "not_found");
    use sea_orm::ConnectionTrait;
    let root = connected.app.database.root().await;
    let sql = "select 1 from connection where secret is not null".to_owned();
    let left =
        root.query_all_raw(sea_orm::Statement::from_string(root.get_database_backend(), sql)).await.unwrap();
    assert!(left.is_empty());
    assert_eq!(connected.mirror(&task).await["key"].as_str(), Some(connected.issue().key.as_str()));
    let removed =
        connected.app.jira.asked().into_iter().any(|call| call.method == "DELETE" && call.path == "/webhook");
    assert!(removed);
    // The same place can be connected anew.
    crate::harness::connect(&connected.org).await;
}

#[tokio::test]
async fn a_lost_sign_in_drops_nothing_and_a_new_one_lets_everything_go_on() {
    let connected = Connected::to("10000").await;
    connected.app.jira.revoke();
    let task = connected.shared_task("Write the AI policy").await;
    connected.settle().await;
    assert_eq!(connected.view().await["state"], "needs_reconnect");
    assert_eq!(connected.mirror(&task).await["state"], "planned");
    let mails = connected.app.sink.to("ada@acme.example");
    assert!(mails.iter().any(|mail| mail.text.contains("connect it again")));
    let tried = connected.org.owner.post(&connected.path("/test"), json!({})).await.ok();
    assert_eq!(tried["ok"], false);
    let body = json!({ "service": "jira_cloud", "connection": connected.id });
    let consent = connected.org.owner.post(&connected.org.path("/connections/consent"), body).await.ok();
    let (state, code) = came_back(consent["url"].as_str().unwrap()).await;
    let back = json!({ "state": state, "code": code });
    let again = connected.org.owner.post(&connected.org.path("/connections/complete"), back).await.ok();
    assert_eq!(
        (again["id"].as_str(), again["state"].as_str()),
        (Some(connected.id.as_str()), Some("active"))
    );
    connected.settle().await;
    assert_eq!(connected.mirror(&task).await["state"], "delivered");
    assert_eq!(connected.app.jira.issues().len(), 1);
}
