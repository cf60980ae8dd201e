//! Who of ours is who over there: chosen by those who run the organisation, shown on issues, never across organisations.

use crate::harness::workspace::Workspace;
use crate::harness::{Answer, Connected};
use domain::mirror::Category;
use reqwest::Method;
use serde_json::{Value, json};

/// Bob's account over there.
const BOB: &str = "5b10ac8d82e05b22cc7d4ef5";

async fn choose(connected: &Connected, person: &str, remote: Value) -> Answer {
    let path = connected.path(&format!("/people/{person}"));
    let request = connected.org.owner.request(Method::PUT, &path);
    crate::harness::Browser::send(request.json(&json!({ "remote": remote }))).await
}

async fn people(connected: &Connected) -> Value {
    connected.org.owner.get(&connected.path("/people")).await.ok()["items"].clone()
}

#[tokio::test]
async fn an_issue_is_assigned_to_whom_its_owner_was_said_to_be() {
    let connected = Connected::to("10000").await;
    connected.shared_task("Test the model").await;
    connected.settle().await;
    assert!(
        connected.issue().fields["description"].to_string().contains("Ada Lovelace"),
        "the owner by name"
    );
    assert_eq!(people(&connected).await[0]["remote"], Value::Null);

    choose(&connected, &connected.org.me, json!(BOB)).await.ok();
    let known = people(&connected).await[0].clone();
    assert_eq!((known["remote"].as_str(), known["remote_name"].as_str()), (Some(BOB), Some("Bob Marsh")));
    assert_eq!(known["by_hand"], true);
    connected.settle().await;
    assert_eq!(connected.issue().fields["assignee"]["accountId"], BOB);
    assert!(!connected.issue().fields["description"].to_string().contains("Ada"), "said by the assignee");

    choose(&connected, &connected.org.me, Value::Null).await.ok();
    connected.settle().await;
    assert_eq!(connected.issue().fields["assignee"], Value::Null);
    assert!(connected.issue().fields["description"].to_string().contains("Ada Lovelace"));
}

#[tokio::test]
async fn people_over_there_are_found_by_the_beginning_of_a_name_and_nobody_else_is_taken() {
    let connected = Connected::to("10000").await;
    let found = connected.org.owner.get(&connected.path("/candidates?search=mar")).await.ok();
    assert_eq!(found["items"], json!([{ "id": BOB, "name": "Bob Marsh", "address": "bob@acme.example" }]));
    choose(&connected, &connected.org.me, json!("nobody")).await.refused(422, "invalid_input");
    let stranger = "00000000-0000-7000-8000-000000000000";
    choose(&connected, stranger, json!(BOB)).await.refused(404, "not_found");
}

#[tokio::test]
async fn whom_a_slack_member_is_cannot_be_chosen() {
    let workspace = Workspace::new().await;
    let path = workspace.path(&format!("/people/{}", workspace.org.me));
    let request = workspace.org.owner.request(Method::PUT, &path).json(&json!({ "remote": null }));
    crate::harness::Browser::send(request).await.refused(409, "refused");
}

#[tokio::test]
async fn a_status_means_what_the_organisation_said_it_means() {
    let connected = Connected::to("10000").await;
    let at = connected.path("/places?project=10000&issue_type=10100");
    let offered = connected.org.owner.get(&at).await.ok();
    assert_eq!(offered["statuses"][1], json!({ "name": "In Progress", "category": "in_progress" }));
    let body = json!({ "project": "10000", "issue_type": "10100", "rule": "by_hand",
        "statuses": { "In Progress": "done" } });
    connected.change(Method::PUT, "/setup", body).await;
    let task = connected.shared_task("Test the model").await;
    connected.settle().await;
    connected.moved(Category::InProgress).await;
    connected.settle().await;
    assert_eq!(connected.task(&task).await["state"], "done");
}
