//! Whatever the mail server does, the books balance and nothing is sent that is not shown.

use crate::harness::{Organisation, TestApp};
use domain::delivery::State;
use domain::id::DeliveryId;
use domain::text::Address;
use serde_json::{Value, json};
use store::{NewPerson, Outcome};

/// A task for somebody whose address makes the server misbehave.
async fn task_for(app: &TestApp, org: &Organisation, local: &str) -> Value {
    let membership = app.membership(org).await;
    let tx = app.store.write(&membership).await.unwrap();
    let person = NewPerson {
        name: "Grace Hopper".to_owned(),
        address: Address::parse(&format!("{local}@faults.example")).unwrap(),
        account: None,
        zone: "Europe/Berlin".to_owned(),
        roles: vec![],
    };
    let id = tx.add_person(&person).await.unwrap();
    tx.commit().await.unwrap();
    let body = json!({ "title": "Write the AI policy", "owner": id.to_string(), "due": "2026-12-01" });
    org.owner.post(&org.path("/tasks"), body).await.ok()
}

/// Runs jobs and lets the waits between attempts pass, so many times.
async fn run_with_patience(app: &TestApp, rounds: usize) {
    for _ in 0..rounds {
        app.run_jobs().await;
        app.clock.pass(chrono::Duration::minutes(61));
    }
}

async fn outcome(local: &str, rounds: usize) -> (Value, usize) {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let task = task_for(&app, &org, local).await;
    run_with_patience(&app, rounds).await;
    let delivery = org.deliveries(&task).await["items"][0].clone();
    let copies = app.sink.to(&format!("{local}@faults.example")).len();
    (delivery, copies)
}

#[tokio::test]
async fn an_address_that_is_refused_for_good_is_dead_with_the_servers_words() {
    let (delivery, copies) = outcome("hard", 2).await;
    assert_eq!((delivery["state"].as_str(), copies), (Some("dead"), 0));
    assert!(delivery["last_error"].as_str().unwrap().contains("550"), "{delivery}");
}

#[tokio::test]
async fn a_greylisting_server_gets_the_mail_later_and_once() {
    let (delivery, copies) = outcome("grey", 4).await;
    assert_eq!((delivery["state"].as_str(), copies), (Some("delivered"), 1), "{delivery}");
    assert_eq!(delivery["copies"], 1);
}

#[tokio::test]
async fn a_full_mailbox_is_tried_until_the_attempts_are_used_up_and_then_dead() {
    let (delivery, copies) = outcome("full", 24).await;
    assert_eq!((delivery["state"].as_str(), copies), (Some("dead"), 0), "{delivery}");
}

#[tokio::test]
async fn a_connection_that_drops_before_the_data_is_no_copy() {
    let (delivery, copies) = outcome("drop", 24).await;
    assert_eq!((delivery["state"].as_str(), copies), (Some("dead"), 0), "{delivery}");
}

#[tokio::test]
async fn a_reply_that_is_lost_leads_to_one_more_copy_at_most_and_is_called_uncertain() {
    let (delivery, copies) = outcome("lost", 5).await;
    assert_eq!((delivery["state"].as_str(), copies), (Some("uncertain"), 2), "{delivery}");
    assert_eq!(delivery["copies"], 2, "the sent-log shows both");
}

#[tokio::test]
async fn a_message_that_is_refused_after_its_data_is_dead() {
    let (delivery, copies) = outcome("poison", 2).await;
    assert_eq!((delivery["state"].as_str(), copies), (Some("dead"), 0), "{delivery}");
}

#[tokio::test]
async fn a_server_that_stalls_does_not_hold_up_the_others() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    task_for(&app, &org, "slow").await;
    org.task("Name the roles", 10).await;
    app.run_jobs().await;
    let subjects: Vec<String> =
        app.sink.to("ada@acme.example").into_iter().map(|mail| mail.subject).collect();
    assert!(subjects.iter().any(|subject| subject.contains("Name the roles")), "{subjects:?}");
}

#[tokio::test]
async fn a_server_that_is_away_gets_everything_when_it_is_back() {
    let mut app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    app.sink.stop().await;
    let task = org.task("Write the AI policy", 10).await;
    app.run_jobs().await;
    let waiting = org.deliveries(&task).await["items"][0].clone();
    assert_eq!(waiting["state"], "planned");
    assert!(waiting["last_error"].is_string(), "the failure is visible: {waiting}");
    app.sink.restart().await.unwrap();
    run_with_patience(&app, 2).await;
    assert_eq!(org.deliveries(&task).await["items"][0]["state"], "delivered");
}

#[tokio::test]
async fn the_books_balance_whatever_happens() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    for local in ["hard", "grey", "full", "drop", "lost", "poison", "fine", "fine2"] {
        task_for(&app, &org, local).await;
    }
    run_with_patience(&app, 24).await;
    let read = app.store.read(&app.membership(&org).await).await.unwrap();
    let books = read.books().await.unwrap();
    read.close().await.unwrap();
    assert_eq!(books.iter().map(|book| book.count).sum::<i64>(), 8);
    for book in books {
        assert!(book.state.is_final() && book.channel == "mail", "{book:?}");
        assert_eq!(book.reason.is_none(), book.state == State::Delivered, "each end says why: {book:?}");
    }
}

#[tokio::test]
async fn a_refusal_does_not_take_back_the_copy_whose_answer_was_lost() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let task = task_for(&app, &org, "fine").await;
    let membership = app.membership(&org).await;
    let tx = app.store.write(&membership).await.unwrap();
    tx.sweep_reminders().await.unwrap();
    tx.commit().await.unwrap();
    let id = DeliveryId(org.deliveries(&task).await["items"][0]["id"].as_str().unwrap().parse().unwrap());
    let refused = "554 5.6.0 message refused".to_owned();
    for outcome in [Outcome::ReplyLost("the connection ended".to_owned()), Outcome::Refused(refused.clone())]
    {
        let tx = app.store.write(&membership).await.unwrap();
        assert!(tx.begin_delivery(id).await.unwrap().is_some());
        tx.settle_delivery(id, &outcome).await.unwrap();
        tx.commit().await.unwrap();
    }
    let told = org.deliveries(&task).await["items"][0].clone();
    assert_eq!((&told["state"], &told["copies"]), (&json!("uncertain"), &json!(2)), "{told}");
    assert_eq!(told["last_error"], refused);
}
