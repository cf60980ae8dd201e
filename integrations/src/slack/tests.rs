//! The client against the fake, and both against the schemas of Slack's own client.

mod failures;
mod hooks;
mod schemas;

use super::fake::{CLIENT_ID, CLIENT_SECRET, SIGNING_SECRET, SlackFake};
use super::{Message, Settings, Slack, blocks, oauth};
use crate::http::{Call, Http, Settings as HttpSettings};
use crate::vault::{Fresh, RefreshFailure};
use reqwest::Method;
use url::Url;

const REDIRECT: &str = "http://localhost:8080/connect/slack";

struct Fixture {
    fake: SlackFake,
    http: Http,
    settings: Settings,
    slack: Slack,
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

fn settings(fake: &SlackFake) -> Settings {
    Settings {
        client_id: CLIENT_ID.into(),
        client_secret: CLIENT_SECRET.into(),
        signing_secret: SIGNING_SECRET.into(),
        auth_url: fake.url(),
        api_url: fake.api_url(),
        post_gap_ms: 0,
    }
}

async fn code(http: &Http, settings: &Settings) -> String {
    let url = oauth::consent_url(settings, &Url::parse(REDIRECT).unwrap(), "state-1");
    let page = http.send(Call::new(Method::GET, url, "test")).await.unwrap();
    let page = String::from_utf8(page.body.to_vec()).unwrap();
    assert!(page.contains("state=state-1"), "{page}");
    let (_, rest) = page.split_once("code=").unwrap();
    rest.split('&').next().unwrap().to_owned()
}

impl Fixture {
    /// Signed in by the whole way: the consent page, the code, the token.
    async fn new() -> Self {
        Self::on(SlackFake::start("127.0.0.1:0").await.unwrap()).await
    }

    async fn on(fake: SlackFake) -> Self {
        let (http, settings) = (http(), settings(&fake));
        let code = code(&http, &settings).await;
        let redirect = Url::parse(REDIRECT).unwrap();
        let installed = oauth::exchange(&http, &settings, &code, &redirect).await.unwrap();
        assert_eq!((installed.team.as_str(), installed.name.as_str()), ("T0ACME", "Acme"));
        let fresh = installed.fresh;
        let slack = Slack::new(http.clone(), settings.api_url.clone(), fresh.access.clone());
        Self { fake, http, settings, slack, fresh }
    }
}

fn a_message(title: &str) -> Message {
    let url = Url::parse("https://aims.example/o/acme/tasks/1").unwrap();
    let buttons = vec![blocks::button("start", "Start", "1", true), blocks::open("Open", &url)];
    Message {
        text: title.to_owned(),
        blocks: vec![
            blocks::section(&blocks::link(&url, title)),
            blocks::fields(&[("Owner", blocks::mention("U1")), ("Due", "1 December 2026".to_owned())]),
            blocks::context("Serves A.6.2.4"),
            blocks::actions("task", buttons),
        ],
    }
}

#[tokio::test]
async fn a_code_is_taken_once_and_a_token_that_is_rotated_replaces_the_old_one() {
    let fake = SlackFake::start("127.0.0.1:0").await.unwrap();
    fake.rotate_tokens();
    let fixture = Fixture::on(fake).await;
    assert_eq!(fixture.fresh.expires_in.unwrap().as_secs(), 43_200);
    let old = fixture.fresh.refresh.clone().unwrap();
    let fresh = oauth::refresh(&fixture.http, &fixture.settings, &old).await.unwrap();
    assert!(fresh.refresh.is_some());
    let again = oauth::refresh(&fixture.http, &fixture.settings, &old).await.unwrap_err();
    assert_eq!(again, RefreshFailure::Invalid("Slack: invalid_refresh_token".to_owned()));
    let code = code(&fixture.http, &fixture.settings).await;
    let redirect = Url::parse(REDIRECT).unwrap();
    oauth::exchange(&fixture.http, &fixture.settings, &code, &redirect).await.unwrap();
    assert!(oauth::exchange(&fixture.http, &fixture.settings, &code, &redirect).await.is_err());
    oauth::uninstall(&fixture.http, &fixture.settings, &fresh.access).await.unwrap();
    assert!(fixture.slack.team().await.is_err());
}

#[tokio::test]
async fn every_page_of_channels_is_read() {
    let fixture = Fixture::new().await;
    let channels = fixture.slack.channels().await.unwrap();
    let names: Vec<(&str, bool)> = channels.iter().map(|one| (one.name.as_str(), one.private)).collect();
    assert_eq!(names, [("ai-tasks", false), ("board", true), ("risk", true)]);
}
