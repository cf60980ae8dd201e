//! What each answer of Slack's means.

use super::{Fixture, a_message};
use crate::fault::{Fault, Trouble};
use crate::slack::{Posted, SlackFailure};
use std::time::Duration;

#[tokio::test]
async fn answers_are_told_apart_by_what_slack_may_have_done() {
    let fixture = Fixture::new().await;
    let (fake, slack) = (&fixture.fake, &fixture.slack);
    let post = || async { slack.post("C0TASKS", &a_message("x"), None).await };
    let with = |trouble| fake.fault(Fault::new("POST", "chat.postMessage", 1, trouble));

    with(Trouble::TooMany { after: 7, reason: String::new() });
    assert_eq!(post().await, Err(SlackFailure::Wait { after: Duration::from_secs(7) }));
    with(Trouble::Status { status: 502 });
    assert!(matches!(post().await, Err(SlackFailure::Ambiguous(_))));
    with(Trouble::Page);
    assert!(matches!(post().await, Err(SlackFailure::Ambiguous(_))));
    with(Trouble::Refusal { field: String::new(), words: "token_revoked".into() });
    assert!(matches!(post().await, Err(SlackFailure::SignedOut(_))));
    with(Trouble::Refusal { field: String::new(), words: "is_archived".into() });
    assert!(matches!(post().await, Err(SlackFailure::Gone(_))));
    with(Trouble::Refusal { field: String::new(), words: "msg_too_long".into() });
    assert_eq!(post().await, Err(SlackFailure::Refused("Slack: msg_too_long".into())));
    assert!(fake.messages().is_empty());
    with(Trouble::Lost);
    assert!(matches!(post().await, Err(SlackFailure::Ambiguous(_))));
    with(Trouble::Truncated);
    assert!(matches!(post().await, Err(SlackFailure::Ambiguous(_))));
    assert_eq!(fake.messages().len(), 2, "both went out, and nobody was told");
}

#[tokio::test]
async fn places_and_people_that_are_not_there_are_named() {
    let fixture = Fixture::new().await;
    let slack = &fixture.slack;
    let nowhere = slack.post("C0NONE", &a_message("x"), None).await;
    assert!(matches!(nowhere, Err(SlackFailure::Gone(_))), "{nowhere:?}");
    let outside = slack.post("C0BOARD", &a_message("x"), None).await;
    assert!(matches!(outside, Err(SlackFailure::Refused(_))), "{outside:?}");
    assert_eq!(slack.find("nobody@acme.example").await, Err(SlackFailure::Nobody));
    assert_eq!(slack.member("U404").await, Err(SlackFailure::Nobody));
    let at = Posted { channel: "C0TASKS".into(), ts: "1.2".into() };
    assert!(matches!(slack.update(&at, &a_message("x")).await, Err(SlackFailure::Gone(_))));
    fixture.fake.expire_tokens();
    assert!(matches!(slack.team().await, Err(SlackFailure::SignedOut(_))));
}

#[tokio::test]
async fn an_address_that_was_not_confirmed_is_nobodys() {
    let fixture = Fixture::new().await;
    let id = fixture.fake.unconfirmed("ada@acme.example");
    assert_eq!(fixture.slack.member(&id).await.unwrap().address, None);
    let other = fixture.fake.member("bob@acme.example").unwrap();
    assert_eq!(fixture.slack.member(&other).await.unwrap().address.as_deref(), Some("bob@acme.example"));
}
