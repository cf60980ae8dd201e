//! What the client does, as the fake saw it.

use super::{Fixture, an_issue};
use crate::jira::{Edit, FieldKind, JiraFailure, oauth, sites};
use domain::mirror::Category;
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn places_are_listed_with_what_they_ask_for() {
    let fixture = Fixture::new().await;
    let sites = sites(&fixture.http, &fixture.settings, &fixture.fresh.access).await.unwrap();
    assert_eq!(sites.iter().map(|site| site.name.as_str()).collect::<Vec<_>>(), ["acme", "acme-labs"]);
    let jira = &fixture.jira;
    assert_eq!(jira.myself().await.unwrap().name, "Ada Lovelace");
    assert_eq!(jira.projects().await.unwrap().len(), 3);
    let types = jira.issue_types("10000").await.unwrap();
    assert!(types[1].subtask && !types[0].subtask);
    let fields = jira.fields("10001", "10100").await.unwrap();
    let team = fields.iter().find(|field| field.name == "Team").unwrap();
    assert!(
        team.required && team.kind == FieldKind::Choice && team.allowed[1] == ("2".into(), "Blue".into())
    );
    assert_eq!(jira.assignable("AIMS", "mar").await.unwrap()[0].name, "Bob Marsh");
    assert!(jira.missing_permissions("AIMS").await.unwrap().is_empty());
    assert_eq!(jira.issue_types("nowhere").await.unwrap_err(), JiraFailure::Gone);
}

#[tokio::test]
async fn an_issue_is_made_found_read_changed_and_moved() {
    let fixture = Fixture::new().await;
    let jira = &fixture.jira;
    let made = jira.create(&an_issue("aims-1")).await.unwrap();
    assert_eq!(made.key, fixture.fake.issues()[0].key);
    let found = jira.find_by_label("aims-1", "openaims").await.unwrap();
    assert_eq!((found.len(), &found[0].issue), (1, &made));
    assert_eq!(found[0].property, Some(json!({ "task": "7" })));
    let read = jira.get(&made.id).await.unwrap();
    assert_eq!((read.category, read.status.as_str()), (Category::New, "To Do"));
    assert_eq!(read.due, "2026-12-01".parse().ok());
    let edit = Edit { summary: Some("Another\nline".into()), due: Some(None), ..Edit::default() };
    jira.edit(&made.id, &edit).await.unwrap();
    let ways = jira.transitions(&made.id).await.unwrap();
    let done = ways.iter().find(|way| way.category == Category::Done).unwrap();
    jira.transition(&made.id, &done.id).await.unwrap();
    let read = jira.get_many(&[made.id.clone(), "no-such".into()]).await.unwrap();
    assert_eq!((read.len(), read[0].category, read[0].due), (1, Category::Done, None));
    assert_eq!(fixture.fake.issues()[0].fields["summary"], "Another line");
    assert_eq!(
        jira.browse("https://acme.atlassian.net/", &made.key),
        format!("https://acme.atlassian.net/browse/{}", made.key)
    );
}

#[tokio::test]
async fn a_search_lags_and_a_deleted_issue_is_gone() {
    let fixture = Fixture::new().await;
    fixture.fake.search_lag(Duration::from_secs(45));
    let made = fixture.jira.create(&an_issue("aims-1")).await.unwrap();
    assert!(fixture.jira.find_by_label("aims-1", "openaims").await.unwrap().is_empty());
    assert!(fixture.fake.delete_issue(&made.id).await);
    assert_eq!(fixture.jira.get(&made.id).await.unwrap_err(), JiraFailure::Gone);
    assert!(fixture.jira.get_many(&[made.id]).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_jira_says_of_a_field_is_kept() {
    let fixture = Fixture::new().await;
    let mut new = an_issue("aims-1");
    new.project = "10001".into();
    let failure = fixture.jira.create(&new).await.unwrap_err();
    assert_eq!(failure.to_string(), "customfield_10050: Team is required.");
    assert_eq!(failure.problem().unwrap()["fields"]["customfield_10050"], "Team is required.");
    new.fields.insert("customfield_10050".into(), json!({ "id": "2" }));
    fixture.jira.create(&new).await.unwrap();
}

#[tokio::test]
async fn hooks_are_registered_listed_refreshed_and_removed() {
    let fixture = Fixture::new().await;
    let url = "https://aims.example/api/hooks/jira".parse().unwrap();
    let id = fixture.jira.register_webhook(&url, "AIMS").await.unwrap();
    let listed = fixture.jira.webhooks().await.unwrap();
    assert!(listed[0].id == id && listed[0].until.is_some());
    assert!(fixture.jira.refresh_webhooks(&[id]).await.unwrap().is_some());
    fixture.jira.delete_webhooks(&[id]).await.unwrap();
    assert!(fixture.jira.webhooks().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_refresh_token_is_taken_once_and_a_lost_answer_is_given_again() {
    let fixture = Fixture::new().await;
    let old = fixture.fresh.refresh.clone().unwrap();
    let one = oauth::refresh(&fixture.http, &fixture.settings, &old).await.unwrap();
    let again = oauth::refresh(&fixture.http, &fixture.settings, &old).await.unwrap();
    use secrecy::ExposeSecret;
    assert_eq!(one.access.expose_secret(), again.access.expose_secret());
    fixture.fake.revoke();
    let dead = oauth::refresh(&fixture.http, &fixture.settings, &one.refresh.unwrap()).await.unwrap_err();
    assert_eq!(dead, crate::vault::RefreshFailure::Invalid("Unknown or invalid refresh token.".into()));
}
