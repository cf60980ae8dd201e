//! The client against the fake, and what cards say.

use super::card::escaped;
use super::fake::{LARGEST, TeamsFake};
use super::{Address, NoAddress, Settings, Teams, TeamsFailure, samples};
use crate::fault::{Fault, Trouble};
use crate::http::{AddressRefused, Http, Settings as HttpSettings};
use std::time::Duration;

/// What a card may have at most.
const SAFE: usize = 21 * 1_024;

fn http(allow_http: bool) -> Http {
    Http::new(&HttpSettings {
        connect_timeout_seconds: 1,
        timeout_seconds: 1,
        max_answer_bytes: 1_000_000,
        max_calls_per_host: 8,
        allow_http,
        allowed_networks: vec!["127.0.0.0/8".to_owned()],
    })
    .unwrap()
}

fn settings() -> Settings {
    Settings { hosts: vec!["127.0.0.1".to_owned()], post_gap_ms: 0 }
}

fn address(text: &str) -> Result<Address, NoAddress> {
    Address::parse(&text.into(), &settings(), &http(true))
}

fn teams(address: &str) -> Teams {
    Teams::new(http(true), self::address(address).unwrap())
}

const PLACE: &str =
    "https://prod-1.westeurope.logic.azure.com:443/workflows/ab12/triggers/manual/paths/invoke";

#[test]
fn only_a_signed_address_of_a_workflow_is_one() {
    let refused = |text: &str| address(text).err();
    assert!(refused(&format!(" {PLACE}?sv=1.0&sig=abc\n")).is_none());
    assert_eq!(refused("the workflow"), Some(NoAddress::Unreadable));
    assert_eq!(refused(&format!("{PLACE}?sig={}", "x".repeat(2_000))), Some(NoAddress::Unreadable));
    assert_eq!(refused("https://evil.example/workflows/ab12?sig=abc"), Some(NoAddress::Host));
    assert_eq!(refused(&format!("{PLACE}?api-version=1")), Some(NoAddress::Unsigned));
    assert_eq!(refused(&format!("{PLACE}?sig=")), Some(NoAddress::Unsigned));
    let plain = PLACE.replace("https", "http").replace(":443", "");
    assert_eq!(refused(&format!("{plain}?sig=abc")), Some(NoAddress::Refused(AddressRefused::Scheme)));
    let user = PLACE.replace("prod-1", "me@prod-1");
    assert_eq!(refused(&format!("{user}?sig=abc")), Some(NoAddress::Refused(AddressRefused::User)));
    let outside = Address::parse(&"http://127.0.0.1:9/w?sig=abc".into(), &settings(), &http(false));
    assert_eq!(outside.err(), Some(NoAddress::Refused(AddressRefused::Scheme)));
}

#[test]
fn a_workflow_is_known_again_whatever_its_secret_is_and_neither_is_shown() {
    let [one, other] = ["abc", "def"].map(|sig| address(&format!("{PLACE}?sig={sig}")).unwrap());
    assert_eq!(one.fingerprint(), other.fingerprint());
    let another = PLACE.replace("ab12", "cd34");
    assert_ne!(one.fingerprint(), address(&format!("{another}?sig=abc")).unwrap().fingerprint());
    let shown = format!("{one:?} {}", one.fingerprint());
    assert!(!shown.contains("abc") && !shown.contains("ab12"), "{shown}");
}

#[tokio::test]
async fn answers_are_told_apart_by_what_teams_may_have_done() {
    let fake = TeamsFake::start("127.0.0.1:0").await.unwrap();
    let teams = teams(fake.workflow("tasks").as_str());
    let card = samples::all().remove(0).1;
    let with = |trouble| fake.fault(Fault::new("POST", "tasks", 1, trouble));

    with(Trouble::TooMany { after: 7, reason: String::new() });
    assert_eq!(teams.post(&card).await, Err(TeamsFailure::Wait { after: Duration::from_secs(7) }));
    for status in [401, 403, 404, 410] {
        with(Trouble::Status { status });
        assert!(matches!(teams.post(&card).await, Err(TeamsFailure::Lost(_))), "{status}");
    }
    with(Trouble::Refusal { field: String::new(), words: "WorkflowTriggerIsNotEnabled".into() });
    assert!(matches!(teams.post(&card).await, Err(TeamsFailure::Lost(_))));
    for status in [400, 302, 413, 422] {
        with(Trouble::Status { status });
        assert!(matches!(teams.post(&card).await, Err(TeamsFailure::Refused(_))), "{status}");
    }
    for status in [408, 500, 502, 504] {
        with(Trouble::Status { status });
        assert!(matches!(teams.post(&card).await, Err(TeamsFailure::Ambiguous(_))), "{status}");
    }
    with(Trouble::Timeout);
    assert!(matches!(teams.post(&card).await, Err(TeamsFailure::Ambiguous(_))));
    assert!(fake.cards().is_empty());
    with(Trouble::Lost);
    assert!(matches!(teams.post(&card).await, Err(TeamsFailure::Ambiguous(_))));
    assert_eq!(fake.cards().len(), 1, "it went out, and nobody was told");
    assert_eq!(teams.post(&card).await, Ok(()));
    let forged = self::teams(fake.forged("tasks").as_str());
    assert!(matches!(forged.post(&card).await, Err(TeamsFailure::Lost(_))));
    let nobody = self::teams("http://127.0.0.1:1025/workflows/x?sig=abc");
    assert!(matches!(nobody.post(&card).await, Err(TeamsFailure::NotSent(_))));
}

#[tokio::test]
async fn every_sample_is_taken_and_small_enough() {
    let fake = TeamsFake::start("127.0.0.1:0").await.unwrap();
    let teams = teams(fake.workflow("tasks").as_str());
    const { assert!(SAFE < LARGEST) };
    for (what, message) in samples::all() {
        assert_eq!(teams.post(&message).await, Ok(()), "{what}");
        let kept = fake.cards().pop().unwrap();
        assert!(kept.bytes < SAFE, "{what}: {} bytes", kept.bytes);
        assert_eq!(kept.card["actions"][0]["type"], "Action.OpenUrl", "{what}");
    }
    assert_eq!(fake.cards().len(), samples::all().len());
}

#[test]
fn a_title_dresses_nothing_up() {
    for (given, shown) in [
        ("[Sign in](https://evil.example)", r"\[Sign in\](https://evil.example)"),
        ("**bold** _it_ `code` ~~no~~", r"\*\*bold\*\* \_it\_ \`code\` \~\~no\~\~"),
        ("# Heading", r"\# Heading"),
        ("- a list - of one", r"\- a list - of one"),
        ("12. of twelve 3. more", r"12\. of twelve 3. more"),
        ("3 tasks.", "3 tasks."),
        ("{{DATE(2026-12-01T06:00:00Z)}}", r"\{\{DATE(2026-12-01T06:00:00Z)\}\}"),
        ("<b>&lt;\\", r"\<b\>\&lt;\\"),
        ("one\r\n\r\n# two\u{0}", "one    # two"),
    ] {
        assert_eq!(escaped(given), shown, "{given}");
    }
}

#[test]
fn a_card_says_whose_it_is_until_when_and_what_for() {
    let samples = samples::all();
    let said = |what: &str| samples.iter().find(|(name, _)| *name == what).unwrap().1.json();
    let card = said("plain")["attachments"][0]["content"].clone();
    assert_eq!(card["body"][0]["text"], "T-12 Log prompts has been overdue for 14 days");
    let facts = card["body"][1]["facts"].as_array().unwrap().iter();
    let facts: Vec<_> =
        facts.map(|fact| (fact["title"].as_str().unwrap(), fact["value"].as_str().unwrap())).collect();
    assert_eq!(
        facts,
        [
            ("About", "T-12 Log prompts"),
            ("Owner", "Ada Lovelace"),
            ("Due", "1 December 2026"),
            ("Serves", r"A.6.2.8 Event logs"),
            ("Expected evidence", "The log of one week."),
        ]
    );
    let bare = said("nothing but a title")["attachments"][0]["content"]["body"][1]["facts"].clone();
    assert_eq!(bare.as_array().map(Vec::len), Some(3), "{bare}");
    let long = said("very long")["attachments"][0]["content"]["body"][0]["text"].as_str().unwrap().to_owned();
    assert!(long.ends_with("… has been overdue for 14 days"), "the cut leaves how long there is: {long}");
}
