//! The client against the fake, and both against Atlassian's own specification.

mod failures;
mod hooks;
mod issues;
mod specification;

use super::fake::{CLIENT_ID, CLIENT_SECRET, CLOUD_ID, JiraFake};
use super::{Edit, Edition, Jira, NewIssue, Settings, adf, oauth};
use crate::http::{Http, Settings as HttpSettings};
use crate::vault::Fresh;
use serde_json::json;
use std::collections::BTreeMap;
use url::Url;

const REDIRECT: &str = "http://localhost:8080/connect/jira";

struct Fixture {
    fake: JiraFake,
    http: Http,
    settings: Settings,
    jira: Jira,
    fresh: Fresh,
}

fn http() -> Http {
    Http::new(&HttpSettings {
        connect_timeout_seconds: 1,
        timeout_seconds: 1,
        max_answer_bytes: 1_000_000,
        max_calls_per_host: 8,
        allow_http: true,
        allowed_networks: vec!["127.0.0.0/8".to_owned()],
    })
    .unwrap()
}

impl Fixture {
    /// Signed in by the whole way: the consent page, the code, the token.
    async fn new() -> Self {
        let fake = JiraFake::start("127.0.0.1:0").await.unwrap();
        let http = http();
        let settings = Settings {
            client_id: CLIENT_ID.into(),
            client_secret: CLIENT_SECRET.into(),
            auth_url: fake.url(),
            api_url: fake.url(),
            search_patience_seconds: 60,
        };
        let redirect = Url::parse(REDIRECT).unwrap();
        let page = http.send(crate::http::Call::new(
            reqwest::Method::GET,
            oauth::consent_url(&settings, &redirect, "state-1"),
            "test",
        ));
        let page = String::from_utf8(page.await.unwrap().body.to_vec()).unwrap();
        assert!(page.contains("state=state-1"), "{page}");
        let (_, rest) = page.split_once("code=").unwrap();
        let code = rest.split('&').next().unwrap();
        let fresh = oauth::exchange(&http, &settings, code, &redirect).await.unwrap();
        let edition = Edition::Cloud { api_url: fake.url(), cloud_id: CLOUD_ID.into() };
        let jira = Jira::new(http.clone(), edition, fresh.access.clone());
        Self { fake, http, settings, jira, fresh }
    }
}

fn an_issue(label: &str) -> NewIssue {
    let link = Url::parse("https://aims.example/o/acme/tasks/7").unwrap();
    NewIssue {
        project: "10000".into(),
        issue_type: "10100".into(),
        says: Edit {
            summary: Some("Write the AI policy".into()),
            description: Some(
                adf::Document::new()
                    .text("First line\nsecond line\n\n- one\n- two\n\n")
                    .fact("Due", "1 December 2026")
                    .link("Open TSK-7 in OpenAIMS", &link)
                    .finish(),
            ),
            due: Some("2026-12-01".parse().ok()),
            assignee: Some(Some("5b10ac8d82e05b22cc7d4ef5".into())),
        },
        labels: vec![label.into(), "ai-management".into()],
        fields: BTreeMap::new(),
        property: ("openaims".into(), json!({ "task": "7" })),
    }
}
