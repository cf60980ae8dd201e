//! An organisation with a Slack, connected by the whole way: out to the page where the app is let in, and back with a
//! code.

use super::connected::came_back;
use super::{Organisation, TestApp};
use integrations::slack::fake::Kept;
use serde_json::{Value, json};

/// The channel that tasks are posted to.
pub(crate) const CHANNEL: &str = "C0TASKS";

pub(crate) struct Workspace {
    pub(crate) app: TestApp,
    pub(crate) org: Organisation,
    pub(crate) id: String,
}

impl Workspace {
    /// Connected, with messages sent by hand and no direct ones.
    pub(crate) async fn new() -> Self {
        Self::with(TestApp::new().await, "by_hand", false).await
    }

    /// With reminders as direct messages too.
    pub(crate) async fn with_reminders() -> Self {
        Self::with(TestApp::new().await, "by_hand", true).await
    }

    pub(crate) async fn with(app: TestApp, rule: &str, direct: bool) -> Self {
        let org = app.found("Acme", "ada@acme.example").await;
        let id = install(&org).await;
        let workspace = Self { app, org, id };
        let body = json!({ "channel": CHANNEL, "rule": rule, "direct": direct });
        workspace.change(reqwest::Method::PUT, "/channel", body).await;
        workspace.app.run_jobs().await;
        workspace
    }

    pub(crate) fn path(&self, rest: &str) -> String {
        self.org.path(&format!("/connections/{}{rest}", self.id))
    }

    /// A change of the connection over its present version.
    pub(crate) async fn change(&self, method: reqwest::Method, rest: &str, body: Value) -> Value {
        let etag = self.org.owner.get(&self.path("")).await.etag();
        self.org.owner.change(method, &self.path(rest), &etag, body).await.ok()
    }

    pub(crate) async fn view(&self) -> Value {
        self.org.owner.get(&self.path("")).await.ok()
    }

    /// A task of the owner's that is sent to the channel.
    pub(crate) async fn shared_task(&self, title: &str, due_in: i64) -> Value {
        let task = self.org.task(title, due_in).await;
        self.share(&task).await;
        task
    }

    pub(crate) async fn share(&self, task: &Value) {
        let body = json!({ "tasks": [task["id"]] });
        self.org.owner.post(&self.path("/tasks"), body).await.ok();
    }

    pub(crate) async fn task(&self, task: &Value) -> Value {
        self.org.owner.get(&self.org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()))).await.ok()
    }

    pub(crate) async fn mirror(&self, task: &Value) -> Value {
        let path = self.org.path(&format!("/tasks/{}/mirrors", task["id"].as_str().unwrap()));
        self.org.owner.get(&path).await.ok()["items"][0].clone()
    }

    /// What stands in the channel.
    pub(crate) fn posted(&self) -> Vec<Kept> {
        self.app.slack.messages().into_iter().filter(|kept| kept.channel == CHANNEL).collect()
    }

    /// What was said to people alone.
    pub(crate) fn direct(&self) -> Vec<Kept> {
        self.app.slack.messages().into_iter().filter(|kept| kept.channel.starts_with('D')).collect()
    }

    /// The one message in the channel.
    pub(crate) fn message(&self) -> Kept {
        let posted = self.posted();
        assert_eq!(posted.len(), 1, "{posted:?}");
        posted[0].clone()
    }

    /// Whoever has that address presses a button of a message; what follows is done.
    pub(crate) async fn press(&self, message: &Kept, action: &str, address: &str) {
        let user = self.app.slack.member(address).unwrap();
        self.press_as(message, action, &user).await;
    }

    pub(crate) async fn press_as(&self, message: &Kept, action: &str, user: &str) {
        let now = domain::clock::Clock::machine(self.app.clock.as_ref()).timestamp();
        self.app.slack.calls(&self.app.base, now);
        assert_eq!(self.app.slack.press(&message.ts, action, user).await, 200);
        self.app.run_jobs().await;
    }

    /// The buttons of a message.
    pub(crate) fn buttons(message: &Kept) -> Vec<String> {
        let blocks = message.blocks.as_array().unwrap();
        let row = blocks.iter().find(|block| block["type"] == "actions").unwrap();
        let buttons = row["elements"].as_array().unwrap().iter();
        buttons.map(|button| button["action_id"].as_str().unwrap().to_owned()).collect()
    }
}

/// Installs the app into the fake's workspace.
pub(crate) async fn install(org: &Organisation) -> String {
    let consent = org.owner.post(&org.path("/connections/consent"), json!({ "service": "slack" })).await.ok();
    let (state, code) = came_back(consent["url"].as_str().unwrap()).await;
    let body = json!({ "state": state, "code": code });
    let connection = org.owner.post(&org.path("/connections/complete"), body).await.ok();
    connection["id"].as_str().unwrap().to_owned()
}
