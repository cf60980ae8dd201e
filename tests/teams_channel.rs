//! Reminders as cards in a channel of Microsoft Teams, beside the mail: posted once, judged before they leave, and by an
//! address that nobody is shown again.

use crate::harness::{Organisation, TestApp};
use domain::access::Role;
use integrations::fault::{Fault, Trouble};
use integrations::teams::fake::{Kept, SIGNATURE};
use reqwest::Method;
use serde_json::{Value, json};

const ADA: &str = "ada@acme.example";

/// An organisation with a channel of Teams.
struct Channel {
    app: TestApp,
    org: Organisation,
    id: String,
}

/// Connects a workflow of the fake's.
async fn connect(app: &TestApp, org: &Organisation, workflow: &str) -> String {
    let body = json!({ "url": app.teams.workflow(workflow), "channel": "AI management" });
    let connection = org.owner.post(&org.path("/connections/teams"), body).await.ok();
    connection["id"].as_str().unwrap().to_owned()
}

impl Channel {
    /// Connected, and told of these reminders.
    async fn hearing(reminders: &str) -> Self {
        let app = TestApp::new().await;
        let org = app.found("Acme", ADA).await;
        let id = connect(&app, &org, "tasks").await;
        let channel = Self { app, org, id };
        channel.set_up(reminders).await;
        channel
    }

    async fn set_up(&self, reminders: &str) -> Value {
        let body = json!({ "channel": "AI management", "reminders": reminders });
        self.change(Method::PUT, "/cards", body).await
    }

    fn path(&self, rest: &str) -> String {
        self.org.path(&format!("/connections/{}{rest}", self.id))
    }

    async fn change(&self, method: Method, rest: &str, body: Value) -> Value {
        let etag = self.org.owner.get(&self.path("")).await.etag();
        self.org.owner.change(method, &self.path(rest), &etag, body).await.ok()
    }

    async fn view(&self) -> Value {
        self.org.owner.get(&self.path("")).await.ok()
    }

    fn cards(&self) -> Vec<Kept> {
        self.app.teams.cards()
    }

    fn spoil(&self, times: u32, trouble: Trouble) {
        self.app.teams.fault(Fault::new("POST", "", times, trouble));
    }

    async fn sweep(&self) {
        self.app.sweep().await;
    }

    async fn days_pass(&self, days: i64) {
        self.app.clock.pass(chrono::Duration::days(days));
        self.sweep().await;
    }

    /// A task that is due today, and whose reminder has left or tried to.
    async fn due_task(&self, title: &str) -> Value {
        let task = self.org.task(title, 1).await;
        self.app.run_jobs().await;
        self.days_pass(1).await;
        task
    }

    /// What became of a step, by which way: its state, its reason and what was said.
    async fn end(&self, task: &Value, step: &str, channel: &str) -> (String, Option<String>, Option<String>) {
        let log = self.org.deliveries(task).await;
        let items = log["items"].as_array().unwrap();
        let one = items.iter().find(|one| one["step"] == step && one["channel"] == channel);
        let one = one.unwrap_or_else(|| panic!("{step} by {channel} in {log}"));
        let text = |name: &str| one[name].as_str().map(str::to_owned);
        (text("state").unwrap(), text("reason"), text("last_error"))
    }

    async fn state(&self, task: &Value, step: &str, channel: &str) -> String {
        self.end(task, step, channel).await.0
    }

    fn mails_about(&self, title: &str) -> usize {
        self.app.sink.to(ADA).iter().filter(|mail| mail.text.contains(title)).count()
    }
}

#[tokio::test]
async fn a_channel_is_connected_by_an_address_that_is_never_shown_again() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let listed = org.owner.get(&org.path("/connections")).await.ok();
    let offered =
        listed["services"].as_array().unwrap().iter().find(|one| one["service"] == "teams").unwrap();
    assert_eq!((&offered["title"], &offered["offered"]), (&json!("Microsoft Teams"), &json!(true)));
    let id = connect(&app, &org, "tasks").await;
    let channel = Channel { app, org, id };
    assert_eq!(channel.view().await["state"], "new");
    assert!(channel.cards().is_empty(), "nothing is posted by connecting");

    let tried = channel.org.owner.post(&channel.path("/test"), json!({})).await.ok();
    assert_eq!(tried, json!({ "ok": true, "account": null, "findings": [] }));
    let cards = channel.cards();
    assert_eq!(cards.len(), 1, "{cards:?}");
    let card = cards[0].card.to_string();
    for said in ["OpenAIMS can post here", "Acme", "AI management", "Ada Lovelace", &channel.id] {
        assert!(card.contains(said), "{said}: {card}");
    }

    let set_up = channel.set_up("due").await;
    assert_eq!((&set_up["state"], &set_up["name"]), (&json!("active"), &json!("AI management")));
    assert_eq!(set_up["setup"], json!({ "kind": "cards", "reminders": "due" }));
    let body = json!({ "channel": "Robots", "reminders": "every_step" });
    assert_eq!(channel.change(Method::PUT, "/cards", body).await["name"], "Robots");
    for path in ["", "/failures"] {
        let shown = channel.org.owner.get(&channel.path(path)).await.ok().to_string();
        assert!(!shown.contains(SIGNATURE) && !shown.contains("/workflows/"), "{shown}");
    }
    for path in ["/connections", "/trail", "/deliveries"] {
        let shown = channel.org.owner.get(&channel.org.path(path)).await.ok().to_string();
        assert!(!shown.contains(SIGNATURE) && !shown.contains("/workflows/"), "{path}: {shown}");
    }
}

#[tokio::test]
async fn the_address_lies_sealed_and_is_destroyed_with_the_connection() {
    let channel = Channel::hearing("due").await;
    let id = domain::id::ConnectionId(channel.id.parse().unwrap());
    let membership = channel.app.membership(&channel.org).await;
    let org = channel.app.store.read(&membership).await.unwrap();
    let kept = org.tokens(id).await.unwrap();
    assert!(!format!("{kept:?}").contains(SIGNATURE), "{kept:?}");
    org.close().await.unwrap();
    channel.change(Method::DELETE, "", json!({})).await;
    let org = channel.app.store.read(&membership).await.unwrap();
    assert!(matches!(org.tokens(id).await, Err(store::Error::NotFound)));
    org.close().await.unwrap();
}

#[tokio::test]
async fn only_the_address_of_a_workflow_is_taken_and_none_is_repeated() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let path = org.path("/connections/teams");
    let unsigned = app.teams.workflow("tasks").to_string().replace("sig=", "sic=");
    for url in [
        "not an address",
        "https://evil.example/workflows/x?sig=a-secret",
        "http://prod-1.westeurope.logic.azure.com/workflows/x?sig=a-secret",
        "https://prod-1.westeurope.logic.azure.com/workflows/x?sp=a-secret",
        "https://me:a-secret@prod-1.westeurope.logic.azure.com/workflows/x?sig=y",
        &unsigned,
    ] {
        let refused = org.owner.post(&path, json!({ "url": url, "channel": "AI" })).await;
        assert_eq!(refused.status, 422, "{url}: {}", refused.body);
        let said = refused.body.to_string();
        assert!(said.contains("address_refused") && !said.contains("a-secret"), "{said}");
    }
    for name in ["", "  ", "two\nlines", &"x".repeat(81)] {
        let body = json!({ "url": app.teams.workflow("tasks"), "channel": name });
        assert_eq!(org.owner.post(&path, body).await.status, 422, "{name}");
    }
    assert_eq!(org.owner.get(&org.path("/connections")).await.ok()["items"], json!([]));
    assert_eq!(app.teams.calls(), 0);
}

#[tokio::test]
async fn what_is_due_is_posted_once_beside_the_mail_and_what_leads_there_only_where_it_is_wanted() {
    let channel = Channel::hearing("due").await;
    let task = channel.due_task("Log *prompts*").await;
    let cards = channel.cards();
    assert_eq!(cards.len(), 1, "a step on the way is not posted: {cards:?}");
    assert_eq!(cards[0].title, r"TSK-1 Log \*prompts\* is due today");
    let facts = cards[0].card["body"][1]["facts"].to_string();
    assert!(facts.contains("Ada Lovelace") && facts.contains("25 November 2026"), "{facts}");
    let open = &cards[0].card["actions"][0];
    let link = format!("/o/{}/tasks/{}", channel.org.slug, task["id"].as_str().unwrap());
    assert!(open["title"] == "Open in OpenAIMS" && open["url"].as_str().unwrap().ends_with(&link), "{open}");
    assert_eq!(channel.state(&task, "due", "teams").await, "delivered");
    assert_eq!(channel.state(&task, "due", "mail").await, "delivered");

    channel.sweep().await;
    assert_eq!(channel.cards().len(), 1, "and not again");
    channel.days_pass(7).await;
    assert_eq!(channel.cards()[1].title, r"TSK-1 Log \*prompts\* has been overdue for 7 days");

    channel.set_up("every_step").await;
    let early = channel.org.task("Ask the vendor", 9).await;
    channel.sweep().await;
    assert_eq!(channel.cards()[2].title, "TSK-2 Ask the vendor is due tomorrow");
    assert_eq!(channel.state(&early, "lead_1", "teams").await, "delivered");
    channel.set_up("nothing").await;
    channel.days_pass(1).await;
    assert_eq!(channel.cards().len(), 3);
}

#[tokio::test]
async fn the_sent_log_and_the_preview_name_the_way() {
    let channel = Channel::hearing("due").await;
    let task = channel.due_task("Log prompts").await;
    let path = channel.org.path("/deliveries?channel=teams");
    let log = channel.org.owner.get(&path).await.ok();
    assert_eq!((&log["total"], &log["items"][0]["about"]["id"]), (&json!(1), &task["id"]), "{log}");
    let others = channel.org.owner.get(&channel.org.path("/deliveries?channel=posted,direct")).await.ok();
    assert_eq!(others["total"], 0, "a card is no message of Slack's: {others}");
    let settings = channel.org.owner.get(&channel.org.path("/settings")).await.ok();
    let preview = channel.org.path("/settings/reminders/preview");
    let outlook = channel.org.owner.post(&preview, settings["reminders"].clone()).await.ok();
    assert_eq!(outlook["items"][0]["step"], "overdue_1", "{outlook}");
    assert_eq!(outlook["items"][0]["ways"], json!(["mail", "teams"]));
}

#[tokio::test]
async fn what_is_no_longer_true_when_it_would_leave_is_not_posted() {
    let channel = Channel::hearing("due").await;
    channel.change(Method::POST, "/pause", json!({})).await;
    let (task, done) = (channel.org.task("Log prompts", 1).await, channel.org.task("Other", 1).await);
    channel.days_pass(1).await;
    let (state, _, waits) = channel.end(&task, "due", "teams").await;
    assert_eq!((state.as_str(), waits.as_deref()), ("planned", Some("waits while the connection is paused")));
    let path = channel.org.path(&format!("/tasks/{}", done["id"].as_str().unwrap()));
    let etag = channel.org.owner.get(&path).await.etag();
    channel.org.owner.change(Method::POST, &format!("{path}/complete"), &etag, json!({})).await.ok();
    channel.change(Method::POST, "/resume", json!({})).await;
    channel.app.clock.pass(chrono::Duration::minutes(11));
    channel.app.run_jobs().await;
    assert_eq!(channel.cards().len(), 1, "{:?}", channel.cards());
    assert_eq!(channel.end(&task, "due", "teams").await, ("delivered".to_owned(), None, None));
    let (state, reason, _) = channel.end(&done, "due", "teams").await;
    assert_eq!((state.as_str(), reason.as_deref()), ("suppressed", Some("closed")));
}

#[tokio::test]
async fn a_channel_that_hears_of_nothing_any_more_or_is_gone_says_so() {
    let channel = Channel::hearing("due").await;
    channel.change(Method::POST, "/pause", json!({})).await;
    let task = channel.due_task("Log prompts").await;
    channel.set_up("nothing").await;
    channel.app.clock.pass(chrono::Duration::minutes(11));
    channel.app.run_jobs().await;
    let (state, reason, _) = channel.end(&task, "due", "teams").await;
    assert_eq!((state.as_str(), reason.as_deref()), ("suppressed", Some("not_heard")));

    channel.set_up("due").await;
    channel.days_pass(7).await;
    channel.change(Method::DELETE, "", json!({})).await;
    channel.app.clock.pass(chrono::Duration::minutes(11));
    channel.app.run_jobs().await;
    let (state, reason, _) = channel.end(&task, "overdue_1", "teams").await;
    assert_eq!((state.as_str(), reason.as_deref()), ("suppressed", Some("disconnected")));
    assert_eq!(channel.state(&task, "overdue_1", "mail").await, "delivered", "the mail went nonetheless");
    assert!(channel.cards().is_empty());
}

#[tokio::test]
async fn limits_are_kept_and_nothing_is_lost() {
    let channel = Channel::hearing("due").await;
    channel.spoil(1, Trouble::TooMany { after: 30, reason: String::new() });
    channel.org.task("First", 1).await;
    channel.org.task("Second", 1).await;
    channel.days_pass(1).await;
    assert_eq!(channel.app.teams.calls(), 1, "the other waits as well");
    channel.app.clock.pass(chrono::Duration::seconds(45));
    channel.app.run_jobs().await;
    assert_eq!(channel.cards().len(), 2);
    assert_eq!(channel.view().await["last_error"], json!(null));
}

#[tokio::test]
async fn an_answer_that_is_lost_leaves_a_card_that_is_uncertain_and_never_a_second_one() {
    for trouble in [Trouble::Lost, Trouble::Status { status: 500 }, Trouble::Timeout] {
        let channel = Channel::hearing("due").await;
        let went_out = usize::from(trouble == Trouble::Lost);
        channel.spoil(1, trouble.clone());
        let task = channel.due_task("Log prompts").await;
        channel.app.clock.pass(chrono::Duration::hours(2));
        channel.sweep().await;
        assert_eq!(channel.cards().len(), went_out, "{trouble:?}");
        assert_eq!(channel.app.teams.calls(), 1, "{trouble:?}");
        let (state, _, why) = channel.end(&task, "due", "teams").await;
        assert_eq!(state, "uncertain", "{trouble:?}");
        assert!(why.is_some() && channel.mails_about("Log prompts") >= 1);
    }
}

#[tokio::test]
async fn a_card_that_is_refused_for_good_says_why_and_the_mail_reaches_its_reader() {
    let channel = Channel::hearing("due").await;
    channel.spoil(1, Trouble::Status { status: 413 });
    let task = channel.due_task("Log prompts").await;
    let (state, _, why) = channel.end(&task, "due", "teams").await;
    assert_eq!((state.as_str(), why.as_deref()), ("dead", Some("the card is too large for Teams")));
    assert_eq!(channel.state(&task, "due", "mail").await, "delivered");
    assert_eq!(channel.view().await["last_error"], "the card is too large for Teams");
    assert_eq!(channel.view().await["state"], "active");
}

#[tokio::test]
async fn a_workflow_that_is_gone_ends_the_connection_and_mail_reaches_everybody_meanwhile() {
    for status in [401, 403, 404, 410] {
        let channel = Channel::hearing("due").await;
        channel.spoil(1, Trouble::Status { status });
        let task = channel.due_task("Log prompts").await;
        assert_eq!(channel.view().await["state"], "needs_reconnect", "{status}");
        let mails = channel.app.sink.to(ADA);
        let told = mails.iter().filter(|mail| mail.subject.contains("Microsoft Teams")).count();
        assert_eq!(told, 1, "{status}: {:?}", mails.iter().map(|mail| &mail.subject).collect::<Vec<_>>());
        assert!(mails.iter().all(|mail| !mail.text.contains(SIGNATURE)));
        let (state, _, why) = channel.end(&task, "due", "teams").await;
        assert_eq!(state, "planned");
        assert!(why.unwrap().contains(&format!("it answers {status}")), "the log says why it has not left");
        assert_eq!(channel.state(&task, "due", "mail").await, "delivered");
        assert_eq!(channel.mails_about("Log prompts"), 2, "the step before, and this one");
    }
}

#[tokio::test]
async fn what_waited_for_a_workflow_goes_to_the_one_that_takes_its_place() {
    let channel = Channel::hearing("due").await;
    channel.spoil(1, Trouble::Status { status: 404 });
    let task = channel.due_task("Log prompts").await;
    channel.days_pass(7).await;
    assert_eq!(channel.app.teams.calls(), 1, "a workflow that is gone is not called again");
    let waits = channel.end(&task, "overdue_1", "teams").await.2;
    assert_eq!(waits.as_deref(), Some("waits until somebody connects the service again"));

    let body = json!({ "url": channel.app.teams.workflow("anew"), "channel": "AI management",
        "connection": channel.id });
    let again = channel.org.owner.post(&channel.org.path("/connections/teams"), body).await.ok();
    assert_eq!((&again["id"], &again["state"]), (&json!(channel.id), &json!("active")));
    channel.app.clock.pass(chrono::Duration::minutes(11));
    channel.app.run_jobs().await;
    let cards = channel.cards();
    assert_eq!(cards.len(), 1, "one card stands for both steps: {cards:?}");
    assert_eq!(cards[0].workflow, "anew");
    assert_eq!(channel.state(&task, "overdue_1", "teams").await, "delivered");
    assert_eq!(channel.end(&task, "due", "teams").await.1.as_deref(), Some("replaced"));
}

#[tokio::test]
async fn a_test_that_finds_the_workflow_gone_says_so_and_tells_those_who_run_it() {
    let channel = Channel::hearing("due").await;
    channel.spoil(1, Trouble::Status { status: 404 });
    let tried = channel.org.owner.post(&channel.path("/test"), json!({})).await.ok();
    assert_eq!(tried["ok"], false);
    assert!(
        tried["findings"][0].as_str().unwrap().contains("no longer takes this workflow's address"),
        "{tried}"
    );
    channel.app.run_jobs().await;
    assert_eq!(channel.view().await["state"], "needs_reconnect");
    assert!(channel.app.sink.to(ADA).iter().any(|mail| mail.subject.contains("Microsoft Teams")));
    // The same address again is taken, and tried again only so often.
    let again = connect(&channel.app, &channel.org, "tasks").await;
    assert_eq!(again, channel.id, "the same workflow is the same connection");
    assert_eq!(channel.view().await["state"], "active");
    let mut limited = false;
    for _ in 0..8 {
        limited |= channel.org.owner.post(&channel.path("/test"), json!({})).await.status == 429;
    }
    assert!(limited && channel.cards().len() < 8);
}

#[tokio::test]
async fn another_organisation_neither_sees_nor_moves_it_and_has_its_own_to_the_same_workflow() {
    let channel = Channel::hearing("due").await;
    let other = channel.app.found("Other", "eve@other.example").await;
    let theirs = |rest: &str| other.path(&format!("/connections/{}{rest}", channel.id));
    assert_eq!(other.owner.get(&theirs("")).await.status, 404);
    assert_eq!(other.owner.post(&theirs("/test"), json!({})).await.status, 404);
    let body = json!({ "channel": "Theirs", "reminders": "nothing" });
    assert_eq!(other.owner.change(Method::PUT, &theirs("/cards"), "\"2\"", body).await.status, 404);
    let body =
        json!({ "url": channel.app.teams.workflow("theirs"), "channel": "Theirs", "connection": channel.id });
    assert_eq!(other.owner.post(&other.path("/connections/teams"), body).await.status, 404);
    assert!(channel.cards().is_empty());

    let own = connect(&channel.app, &other, "tasks").await;
    assert_ne!(own, channel.id, "who else calls a workflow is nobody's business");
    channel.due_task("Log prompts").await;
    assert_eq!(channel.cards().len(), 1, "and their reminders stay theirs");
    let (staff, _) = channel.app.member(&channel.org, Role::Staff).await;
    assert_eq!(staff.post(&channel.path("/test"), json!({})).await.status, 403);
}

#[tokio::test]
async fn a_channel_of_cards_takes_no_tasks_and_two_connections_lead_to_two_workflows() {
    let channel = Channel::hearing("due").await;
    let task = channel.org.task("Log prompts", 10).await;
    let body = json!({ "tasks": [task["id"]] });
    let refused = channel.org.owner.post(&channel.path("/tasks"), body).await;
    assert_eq!((refused.status.as_u16(), &refused.body["params"]["reason"]), (409, &json!("takes_no_tasks")));
    let mirrors = channel.org.path(&format!("/tasks/{}/mirrors", task["id"].as_str().unwrap()));
    assert_eq!(channel.org.owner.get(&mirrors).await.ok()["elsewhere"], json!([]));
    assert_eq!(channel.org.owner.get(&channel.path("/places")).await.status, 404);

    let other = connect(&channel.app, &channel.org, "board").await;
    assert_ne!(other, channel.id);
    let body = json!({ "url": channel.app.teams.workflow("tasks"), "channel": "Board", "connection": other });
    let refused = channel.org.owner.post(&channel.org.path("/connections/teams"), body).await;
    assert_eq!(refused.body["params"]["reason"], "already_connected", "{}", refused.body);
    let setup = json!({ "channel": "C0TASKS", "rule": "by_hand", "direct": false });
    let etag = channel.org.owner.get(&channel.path("")).await.etag();
    let refused = channel.org.owner.change(Method::PUT, &channel.path("/channel"), &etag, setup).await;
    assert_eq!(refused.status, 404, "it has no channels to choose from");
}
