//! An organisation with a Jira, connected by the whole way: out to the consent page, and back with a code.

use super::{Organisation, TestApp};
use domain::mirror::Category;
use integrations::jira::fake::{Asked, Kept};
use serde_json::{Value, json};

pub(crate) struct Connected {
    pub(crate) app: TestApp,
    pub(crate) org: Organisation,
    pub(crate) id: String,
}

/// What the browser comes back with after somebody pressed Allow: the state behind its first dot, and the code.
pub(crate) async fn came_back(consent_url: &str) -> (String, String) {
    let page = reqwest::Client::new().get(consent_url).send().await.unwrap().text().await.unwrap();
    let (_, rest) = page.split_once("code=").unwrap();
    let (code, rest) = rest.split_once("&amp;state=").unwrap();
    let state = rest.split('"').next().unwrap();
    (state.split_once('.').unwrap().1.to_owned(), code.to_owned())
}

impl Connected {
    /// Connected and set up in this project, with issues made by hand.
    pub(crate) async fn to(project: &str) -> Self {
        Self::with(project, "by_hand", json!({})).await
    }

    /// At the system's present time, for workers in processes of their own.
    pub(crate) async fn in_real_time(project: &str) -> Self {
        Self::on(TestApp::in_real_time().await, project, "by_hand", json!({})).await
    }

    pub(crate) async fn with(project: &str, rule: &str, fields: Value) -> Self {
        Self::on(TestApp::new().await, project, rule, fields).await
    }

    pub(crate) async fn on(app: TestApp, project: &str, rule: &str, fields: Value) -> Self {
        let org = app.found("Acme", "ada@acme.example").await;
        let id = connect(&org).await;
        let connected = Self { app, org, id };
        connected.set_up(project, rule, fields).await;
        connected.app.run_jobs().await;
        connected
    }

    pub(crate) async fn set_up(&self, project: &str, rule: &str, fields: Value) {
        let body = json!({ "project": project, "issue_type": "10100", "rule": rule, "fields": fields,
            "labels": ["ai-management"] });
        self.change(reqwest::Method::PUT, "/setup", body).await;
    }

    /// A change of the connection over its present version.
    pub(crate) async fn change(&self, method: reqwest::Method, rest: &str, body: Value) -> Value {
        let path = self.path(rest);
        let etag = self.org.owner.get(&self.path("")).await.etag();
        self.org.owner.change(method, &path, &etag, body).await.ok()
    }

    pub(crate) fn path(&self, rest: &str) -> String {
        self.org.path(&format!("/connections/{}{rest}", self.id))
    }

    pub(crate) async fn view(&self) -> Value {
        self.org.owner.get(&self.path("")).await.ok()
    }

    /// A task of the owner's that is sent to the connection.
    pub(crate) async fn shared_task(&self, title: &str) -> Value {
        let task = self.org.task(title, 10).await;
        let body = json!({ "tasks": [task["id"]] });
        self.org.owner.post(&self.path("/tasks"), body).await.ok();
        task
    }

    /// Lets what was gathered go out, and what it brings come back.
    pub(crate) async fn settle(&self) {
        for _ in 0..3 {
            self.app.clock.pass(chrono::Duration::seconds(4));
            self.app.run_jobs().await;
        }
    }

    pub(crate) async fn task(&self, task: &Value) -> Value {
        self.org.owner.get(&self.org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()))).await.ok()
    }

    pub(crate) async fn mirror(&self, task: &Value) -> Value {
        let path = self.org.path(&format!("/tasks/{}/mirrors", task["id"].as_str().unwrap()));
        self.org.owner.get(&path).await.ok()["items"][0].clone()
    }

    pub(crate) async fn step(&self, task: &Value, step: &str, body: Value) -> Value {
        let path = self.org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
        let etag = self.org.owner.get(&path).await.etag();
        self.org.owner.change(reqwest::Method::POST, &format!("{path}/{step}"), &etag, body).await.ok()
    }

    pub(crate) async fn revise(&self, task: &Value, body: Value) {
        let path = self.org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
        let etag = self.org.owner.get(&path).await.etag();
        self.org.owner.change(reqwest::Method::PATCH, &path, &etag, body).await.ok();
    }

    /// The one issue over there.
    pub(crate) fn issue(&self) -> Kept {
        let issues = self.app.jira.issues();
        assert_eq!(issues.len(), 1, "{issues:?}");
        issues[0].clone()
    }

    /// Somebody moves the issue over there; the hook is called before this returns.
    pub(crate) async fn moved(&self, to: Category) {
        assert!(self.app.jira.move_issue(&self.issue().id, to).await);
    }

    /// Calls that changed something over there.
    pub(crate) fn writes(&self) -> Vec<Asked> {
        let asked = self.app.jira.asked().into_iter();
        asked
            .filter(|call| {
                call.method != "GET" && call.path.starts_with("/issue") && !call.path.ends_with("bulkfetch")
            })
            .collect()
    }
}

/// Connects the fake's first site.
pub(crate) async fn connect(org: &Organisation) -> String {
    let consent =
        org.owner.post(&org.path("/connections/consent"), json!({ "service": "jira_cloud" })).await.ok();
    let (state, code) = came_back(consent["url"].as_str().unwrap()).await;
    let body = json!({ "state": state, "code": code });
    let connection = org.owner.post(&org.path("/connections/complete"), body).await.ok();
    connection["id"].as_str().unwrap().to_owned()
}
