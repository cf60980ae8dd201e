//! Many writers in one organisation: no error, a complete chain, no reference twice.

use crate::harness::TestApp;
use crate::harness::workspace::Workspace;
use domain::access::{Reach, Role};
use domain::id::ConnectionId;
use domain::task::Change;
use domain::text::Address;
use futures::future::join_all;
use std::collections::BTreeSet;
use std::sync::Arc;
use store::{Chosen, NewPerson, NewTask};
use tokio::sync::Barrier;

const WRITERS: usize = 32;
const EACH: usize = 5;
const NEWCOMERS: usize = 40;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn thirty_two_writers_at_once_lose_nothing_and_draw_no_reference_twice() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let membership = app.membership(&org).await;
    let writers = (0..WRITERS).map(|writer| {
        let (store, membership) = (app.store.clone(), membership.clone());
        tokio::spawn(async move {
            let mut drawn = Vec::new();
            for number in 0..EACH {
                let tx = store.write(&membership).await.unwrap();
                tx.create_task(NewTask::called(format!("Task {number} of {writer}")), None).await.unwrap();
                let committed = tx.commit().await.unwrap();
                drawn.extend(committed.references.into_iter().map(|(_, reference)| reference));
            }
            drawn
        })
    });
    let drawn: Vec<String> = join_all(writers).await.into_iter().flat_map(Result::unwrap).collect();
    let expected: BTreeSet<String> = (1..=WRITERS * EACH).map(|number| format!("TSK-{number}")).collect();
    assert_eq!(drawn.len(), WRITERS * EACH);
    assert_eq!(drawn.into_iter().collect::<BTreeSet<_>>(), expected);
    let report = app.store.check_trail(membership.tenancy()).await.unwrap().expect("a valid chain");
    assert_eq!(report.entries as usize, 2 + WRITERS * EACH);
}

/// Changes draw no reference, so nothing but the head of the trail stands between these writers.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn thirty_two_changes_at_once_continue_one_chain() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let membership = app.membership(&org).await;
    let tx = app.store.write(&membership).await.unwrap();
    let mut tasks = Vec::new();
    for number in 0..WRITERS {
        tasks.push(tx.create_task(NewTask::called(format!("Task {number}")), None).await.unwrap().subject());
    }
    tx.commit().await.unwrap();
    let start = Arc::new(Barrier::new(WRITERS));
    let writers = tasks.into_iter().map(|task| {
        let (store, membership, start) = (app.store.clone(), membership.clone(), start.clone());
        tokio::spawn(async move {
            start.wait().await;
            for version in 1..=EACH {
                let tx = store.write(&membership).await.unwrap();
                let change = Change { title: Some(format!("Title {version}")), ..Change::default() };
                tx.revise_task(task, version as i32, change, (Reach::All, Reach::All)).await.unwrap();
                tx.commit().await.unwrap();
            }
        })
    });
    join_all(writers).await.into_iter().for_each(Result::unwrap);
    let report = app.store.check_trail(membership.tenancy()).await.unwrap().expect("a valid chain");
    assert_eq!(report.entries as usize, 2 + WRITERS + WRITERS * EACH);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_that_change_one_version_one_is_told_it_is_stale() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let task = org.task("Write the AI policy", 10).await;
    let path = org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
    let change = |title: &str| {
        let body = serde_json::json!({ "title": title });
        org.owner.change(reqwest::Method::PATCH, &path, "\"1\"", body)
    };
    let (one, other) = tokio::join!(change("One"), change("Other"));
    let mut answers = [one.status.as_u16(), other.status.as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [200, 412]);
}

/// A card and a reminder look up their owner at the same moment; both of what makes a counterpart unique may meet.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_who_find_the_same_counterpart_at_once_all_succeed() {
    let slack = Workspace::new().await;
    let membership = slack.app.membership(&slack.org).await;
    let connection = ConnectionId(slack.id.parse().unwrap());
    for newcomer in 0..NEWCOMERS {
        let tx = slack.app.store.write(&membership).await.unwrap();
        let person = NewPerson {
            name: format!("Newcomer {newcomer}"),
            address: Address::parse(&format!("newcomer{newcomer}@acme.example")).unwrap(),
            account: None,
            zone: "Europe/Berlin".to_owned(),
            roles: vec![Role::Staff],
        };
        let person = tx.add_person(&person).await.unwrap();
        tx.commit().await.unwrap();
        let (start, remote) = (Arc::new(Barrier::new(EACH)), format!("U{newcomer}"));
        let finders = (0..EACH).map(|_| {
            let (store, membership) = (slack.app.store.clone(), membership.clone());
            let (start, remote) = (Arc::clone(&start), remote.clone());
            tokio::spawn(async move {
                start.wait().await;
                let tx = store.write(&membership).await.unwrap();
                let found = Some((remote.as_str(), "Newcomer"));
                tx.note_counterpart(connection, person.0, found, Chosen::ByAddress).await.unwrap();
                tx.commit().await.unwrap();
            })
        });
        join_all(finders).await.into_iter().for_each(Result::unwrap);
    }
}
