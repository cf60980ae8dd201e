//! Webhooks out: told once for each change, signed, tried again as the specification suggests, and given up in sight.

use crate::harness::{Organisation, TestApp};
use chrono::Duration;
use domain::id::DispatchId;
use integrations::webhook::fake::{Heard, ReceiverFake};
use integrations::webhook::{Secret, sign};
use reqwest::Method;
use serde_json::{Value, json};
use store::{DispatchWork, Taken};

struct Told {
    app: TestApp,
    org: Organisation,
    receiver: ReceiverFake,
    id: String,
    secret: String,
}

impl Told {
    async fn of(events: Value) -> Self {
        let app = TestApp::new().await;
        let org = app.found("Acme", "ada@acme.example").await;
        let receiver = ReceiverFake::start().await.unwrap();
        let body = json!({ "url": receiver.url(), "description": "for a test", "events": events });
        let added = org.owner.post(&org.path("/webhooks"), body).await.ok();
        let (id, secret) = (added["endpoint"]["id"].as_str().unwrap(), added["secret"].as_str().unwrap());
        let (id, secret) = (id.to_owned(), secret.to_owned());
        Self { app, org, receiver, id, secret }
    }

    fn path(&self, rest: &str) -> String {
        self.org.path(&format!("/webhooks/{}{rest}", self.id))
    }

    async fn log(&self) -> Value {
        self.org.owner.get(&self.path("/dispatches")).await.ok()["items"].clone()
    }

    async fn endpoint(&self) -> Value {
        self.org.owner.get(&self.org.path("/webhooks")).await.ok()["items"][0].clone()
    }

    async fn change(&self, method: Method, rest: &str, body: Value) -> crate::harness::Answer {
        let etag = format!("\"{}\"", self.endpoint().await["version"]);
        self.org.owner.change(method, &self.path(rest), &etag, body).await
    }

    async fn pass(&self, time: Duration) {
        self.app.clock.pass(time);
        self.app.run_jobs().await;
    }
}

/// Whether any of a message's signatures is by this secret.
fn is_by(secret: &str, heard: &Heard) -> bool {
    let own = sign(&[Secret::parse(secret).unwrap()], &heard.id, &heard.timestamp, &heard.body);
    heard.signature.split(' ').any(|signature| signature == own)
}

#[tokio::test]
async fn a_change_is_told_once_and_signed() {
    let told = Told::of(json!([])).await;
    let task = told.org.task("Write the AI policy", 10).await;
    told.app.run_jobs().await;
    let heard = told.receiver.heard();
    assert_eq!(heard.len(), 1);
    let body: Value = serde_json::from_str(&heard[0].body).unwrap();
    assert_eq!((body["type"].as_str(), &body["data"]["id"]), (Some("task.created"), &task["id"]));
    assert_eq!(
        (body["data"]["title"].as_str(), body["data"]["state"].as_str()),
        (Some("Write the AI policy"), Some("open"))
    );
    assert_eq!(body["timestamp"], "2026-11-24T09:30:00.000Z");
    assert!(is_by(&told.secret, &heard[0]) && !heard[0].id.contains('.'));
    let log = told.log().await;
    assert_eq!(
        (log[0]["id"].as_str(), log[0]["state"].as_str()),
        (Some(heard[0].id.as_str()), Some("delivered"))
    );
    assert_eq!(log[0]["attempts"][0]["status"], 204);
    assert!(
        !told.org.owner.get(&told.org.path("/webhooks")).await.body.to_string().contains("whsec_"),
        "shown once"
    );
}

#[tokio::test]
async fn a_receiver_is_told_what_it_asked_for() {
    let told = Told::of(json!(["task.completed"])).await;
    let task = told.org.task("Write the AI policy", 10).await;
    let path = told.org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
    let etag = told.org.owner.get(&path).await.etag();
    told.org.owner.change(Method::POST, &format!("{path}/complete"), &etag, json!({})).await.ok();
    told.app.run_jobs().await;
    let types: Vec<Value> = told
        .receiver
        .heard()
        .iter()
        .map(|one| serde_json::from_str::<Value>(&one.body).unwrap()["type"].clone())
        .collect();
    assert_eq!(types, ["task.completed"]);
}

#[tokio::test]
async fn what_is_not_taken_is_told_again_under_the_same_id_and_a_wait_is_waited_for() {
    let told = Told::of(json!([])).await;
    told.receiver.answer(500, None);
    told.receiver.answer(503, Some(600));
    told.org.task("Write the AI policy", 10).await;
    told.app.run_jobs().await;
    told.pass(Duration::seconds(6)).await;
    assert_eq!(told.receiver.heard().len(), 2);
    told.pass(Duration::seconds(400)).await;
    assert_eq!(told.receiver.heard().len(), 2, "it asked for ten minutes");
    told.pass(Duration::seconds(300)).await;
    let heard = told.receiver.heard();
    assert_eq!(heard.len(), 3);
    assert!(
        heard
            .iter()
            .all(|one| one.id == heard[0].id && one.body == heard[0].body && is_by(&told.secret, one))
    );
    assert_ne!(heard[0].timestamp, heard[2].timestamp, "the time is the attempt's");
    let log = told.log().await;
    let statuses: Vec<i64> =
        log[0]["attempts"].as_array().unwrap().iter().filter_map(|one| one["status"].as_i64()).collect();
    assert_eq!((log[0]["state"].as_str(), statuses), (Some("delivered"), vec![204, 503, 500]));
    assert_eq!(told.endpoint().await["failing_since"], Value::Null);
}

#[tokio::test]
async fn for_a_day_two_secrets_sign() {
    let told = Told::of(json!([])).await;
    let rotated = told.change(Method::POST, "/rotate", json!({})).await.ok();
    let new = rotated["secret"].as_str().unwrap();
    told.org.task("One", 10).await;
    told.app.run_jobs().await;
    let heard = told.receiver.heard();
    assert!(is_by(&told.secret, &heard[0]) && is_by(new, &heard[0]));
    told.app.clock.pass(Duration::hours(25));
    told.org.task("Two", 10).await;
    told.app.run_jobs().await;
    let heard = told.receiver.heard();
    assert!(!is_by(&told.secret, &heard[1]) && is_by(new, &heard[1]));
}

#[tokio::test]
async fn a_receiver_that_is_gone_is_switched_off_with_a_mail_and_can_be_told_later() {
    let told = Told::of(json!([])).await;
    told.receiver.answer(410, None);
    told.org.task("Write the AI policy", 10).await;
    told.app.run_jobs().await;
    let endpoint = told.endpoint().await;
    assert_eq!(endpoint["active"], false);
    assert_eq!(endpoint["disabled_because"], "the receiver says that it is gone (410)");
    let mails = told.app.sink.to("ada@acme.example");
    assert_eq!(mails.iter().filter(|mail| mail.subject.contains("switched off")).count(), 1);
    told.org.task("Not told", 10).await;
    told.app.run_jobs().await;
    assert_eq!(told.receiver.heard().len(), 1);
    let on = told.change(Method::PATCH, "", json!({ "active": true })).await.ok();
    assert_eq!((on["active"].as_bool(), &on["disabled_because"]), (Some(true), &Value::Null));
    let dispatch = told.log().await[0]["id"].clone();
    let replay = told.org.owner.post(&told.path("/replay"), json!({ "dispatch": dispatch })).await;
    assert_eq!(replay.status, 202);
    told.app.run_jobs().await;
    let heard = told.receiver.heard();
    assert_eq!((heard.len(), &heard[0].id), (2, &heard[1].id));
}

#[tokio::test]
async fn a_message_is_given_up_after_its_last_attempt() {
    let told = Told::of(json!([])).await;
    for _ in 0..10 {
        told.receiver.answer(500, None);
    }
    told.org.task("Write the AI policy", 10).await;
    told.app.run_jobs().await;
    // The pauses of the specification's example, each with the tenth that chance may add.
    for seconds in [6, 330, 1_980, 7_920, 19_800, 39_600, 55_440, 79_200, 95_040] {
        told.pass(Duration::seconds(seconds)).await;
    }
    let log = told.log().await;
    assert_eq!((log[0]["state"].as_str(), told.receiver.heard().len()), (Some("dead"), 10));
    assert_eq!(log[0]["attempts"].as_array().unwrap().len(), 10);
    assert_eq!(told.endpoint().await["active"], true, "four days are not enough");
}

#[tokio::test]
async fn a_receiver_that_takes_nothing_for_days_is_switched_off() {
    let told = Told::of(json!([])).await;
    for _ in 0..10 {
        told.receiver.answer(500, None);
    }
    told.org.task("Write the AI policy", 10).await;
    told.app.run_jobs().await;
    for _ in 0..6 {
        told.pass(Duration::hours(27)).await;
    }
    assert_eq!(told.endpoint().await["active"], false);
    told.pass(Duration::hours(27)).await;
    let log = told.log().await;
    assert_eq!(
        (log[0]["state"].as_str(), log[0]["reason"].as_str()),
        (Some("suppressed"), Some("switched_off"))
    );
}

#[tokio::test]
async fn a_receiver_can_be_tried_and_removed() {
    let told = Told::of(json!(["task.completed"])).await;
    assert_eq!(told.org.owner.post(&told.path("/test"), json!({})).await.status, 202);
    told.app.run_jobs().await;
    assert!(told.receiver.heard()[0].body.contains("\"ping\""));
    assert_eq!(told.change(Method::DELETE, "", json!({})).await.status, 204);
    told.org.owner.get(&told.path("/dispatches")).await.refused(404, "not_found");
    let path = told.org.path("/webhooks");
    for url in
        ["http://10.0.0.1/", "https://169.254.169.254/", "ftp://example.com/", "https://a:b@example.com/"]
    {
        let refused = told.org.owner.post(&path, json!({ "url": url })).await;
        refused.refused(422, "invalid_input");
    }
    let unknown = json!({ "url": "https://example.com/", "events": ["task.painted"] });
    told.org.owner.post(&path, unknown).await.refused(422, "invalid_input");
}

#[tokio::test]
async fn an_attempt_that_lost_its_turn_settles_nothing() {
    let told = Told::of(json!([])).await;
    told.org.task("Write the AI policy", 10).await;
    let id = DispatchId(told.log().await[0]["id"].as_str().unwrap().parse().unwrap());
    let membership = told.app.membership(&told.org).await;
    // Its worker was cut off, and another one began again.
    for attempt in [1, 2] {
        let tx = told.app.store.write(&membership).await.unwrap();
        let DispatchWork::Send(parcel) = tx.begin_dispatch(id).await.unwrap() else { panic!("it is sent") };
        assert_eq!(parcel.attempt, attempt);
        tx.commit().await.unwrap();
    }
    let late = Taken::NotYet(None, "no answer".to_owned());
    for (attempt, taken) in [(1, &late), (2, &Taken::Yes(204)), (1, &late)] {
        let tx = told.app.store.write(&membership).await.unwrap();
        tx.settle_dispatch(id, attempt, taken).await.unwrap();
        tx.commit().await.unwrap();
    }
    let log = told.log().await;
    assert_eq!(log[0]["state"], "delivered", "{log}");
    assert_eq!(log[0]["attempts"].as_array().unwrap().len(), 1, "{log}");
}
