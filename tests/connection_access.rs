//! That what a connection signs in with ends is told in time to whoever connected it, until there is a new one.

use crate::harness::{Organisation, TestApp};
use chrono::NaiveDate;
use domain::access::Role;
use domain::connection::Service;
use domain::id::ConnectionId;
use integrations::mail::fake::StoredMessage;
use reqwest::Method;
use serde_json::json;
use store::{Error, NewConnection, Tokens};

const ADA: &str = "ada@acme.example";

fn server(ends: Option<&str>) -> NewConnection {
    NewConnection {
        service: Service::JiraServer,
        name: "jira.acme.example".into(),
        place: "https://jira.acme.example".into(),
        place_url: "https://jira.acme.example/".into(),
        account: Some("ada".into()),
        tokens: Tokens { access: "a-token".into(), refresh: None, expires_at: None },
        ends: ends.map(|day| day.parse::<NaiveDate>().unwrap()),
    }
}

/// Connects as that owner, whose token was tried.
async fn connect(app: &TestApp, org: &Organisation, ends: Option<&str>) -> store::Result<ConnectionId> {
    let membership = app.membership(org).await;
    let tx = app.store.write(&membership).await?;
    let id = tx.connect(&server(ends)).await?;
    tx.commit().await?;
    Ok(id)
}

fn told(app: &TestApp, address: &str) -> Vec<StoredMessage> {
    app.sink.to(address).into_iter().filter(|mail| mail.subject.contains("Token of a connection")).collect()
}

#[tokio::test]
async fn whoever_connected_hears_before_the_token_ends_and_no_more_once_there_is_another() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let id = connect(&app, &org, Some("2027-01-23")).await.unwrap();
    let shown = org.owner.get(&org.path(&format!("/connections/{id}"))).await.ok();
    assert_eq!(shown["works_until"], "2027-01-23");
    let due = org
        .owner
        .get(&org.path("/calendar?from=2027-01-01&until=2027-01-31&kind=connection&each=5"))
        .await
        .ok();
    let entry = &due["entries"][0];
    assert_eq!(
        (&entry["id"], &entry["falls_due"], &entry["title"]),
        (&json!(id.to_string()), &json!("access"), &json!("jira.acme.example"))
    );
    app.sweep_at("2026-12-24T07:00:00Z").await;
    let heard = told(&app, ADA);
    assert_eq!(heard.len(), 1);
    assert_eq!(heard[0].subject, "Token of a connection works until Sat 23 Jan 2027: jira.acme.example");
    assert!(heard[0].text.contains(&format!("/o/{}/connections/{id}", org.slug)), "{}", heard[0].text);
    // A new token, that lasts longer: the day before is nobody's business any more.
    assert_eq!(connect(&app, &org, Some("2027-06-30")).await.unwrap(), id);
    app.sweep_at("2027-01-22T07:00:00Z").await;
    assert_eq!(told(&app, ADA).len(), 1);
    app.sweep_at("2027-05-31T07:00:00Z").await;
    assert_eq!(told(&app, ADA).len(), 2);
    // And one that does not end.
    connect(&app, &org, None).await.unwrap();
    app.sweep_at("2027-06-30T07:00:00Z").await;
    assert_eq!(told(&app, ADA).len(), 2);
    let shown = org.owner.get(&org.path(&format!("/connections/{id}"))).await.ok();
    assert_eq!(shown["works_until"], json!(null));
    let due = org
        .owner
        .get(&org.path("/calendar?from=2027-06-01&until=2027-06-30&kind=connection&each=5"))
        .await
        .ok();
    assert_eq!(due["days"], json!([]));
}

#[tokio::test]
async fn nobody_hears_of_a_connection_that_was_ended_and_nothing_is_due_where_none_connected() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let id = connect(&app, &org, Some("2027-01-23")).await.unwrap();
    let path = org.path(&format!("/connections/{id}"));
    let etag = org.owner.get(&path).await.etag();
    org.owner.change(Method::DELETE, &path, &etag, json!({})).await.ok();
    app.sweep_at("2027-01-22T07:00:00Z").await;
    assert_eq!(told(&app, ADA).len(), 0);
}

#[tokio::test]
async fn a_day_that_has_passed_is_refused_and_nothing_is_connected() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let refused = connect(&app, &org, Some("2026-11-23")).await.unwrap_err();
    assert!(
        matches!(&refused, Error::Invalid { field, code: "has_passed" } if field == "/works_until"),
        "{refused:?}"
    );
    assert_eq!(org.owner.get(&org.path("/connections")).await.ok()["items"], json!([]));
    connect(&app, &org, Some("2026-11-24")).await.unwrap();
}

#[tokio::test]
async fn only_who_may_connect_sees_when_a_connection_ends_and_whoever_follows_hears_of_it() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (manager, _) = app.member(&org, Role::Manager).await;
    let (admin, successor) = app.member(&org, Role::Admin).await;
    connect(&app, &org, Some("2027-01-23")).await.unwrap();
    let days = org.path("/calendar?from=2027-01-01&until=2027-01-31&each=5");
    assert_eq!(manager.get(&days).await.ok()["days"], json!([]));
    assert_eq!(admin.get(&days).await.ok()["entries"][0]["kind"], "connection");
    // Whoever connected leaves; somebody else runs the organisation by then.
    let owner = org.path(&format!("/people/{successor}"));
    let etag = org.owner.get(&owner).await.etag();
    let roles = json!({ "roles": [{ "role": "owner", "until": null }] });
    org.owner.change(Method::PUT, &format!("{owner}/roles"), &etag, roles).await.ok();
    let leaver = org.path(&format!("/people/{}", org.me));
    let etag = admin.get(&leaver).await.etag();
    let body = json!({ "successor": successor });
    admin.change(Method::POST, &format!("{leaver}/deactivate"), &etag, body).await.ok();
    app.sweep_at("2026-12-24T07:00:00Z").await;
    assert_eq!((told(&app, ADA).len(), told(&app, &format!("admin@{}.example", org.slug)).len()), (0, 1));
}
