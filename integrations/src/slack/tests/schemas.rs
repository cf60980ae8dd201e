//! Everything that the client asks and the fake answers, against the schemas of Slack's own client.

use super::{Fixture, a_message};
use crate::specification::specification;
use serde_json::{Value, json};

fn check(name: &str, value: &Value, what: &str) {
    let Some(schema) = specification(&format!("slack-schemas/{name}.json")) else { return };
    let validator = jsonschema::options().with_draft(jsonschema::Draft::Draft7).build(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{what}: {errors:?}\n{value}");
}

#[tokio::test]
async fn what_is_asked_and_answered_fits_the_schemas() {
    let fixture = Fixture::new().await;
    let slack = &fixture.slack;
    slack.team().await.unwrap();
    slack.channels().await.unwrap();
    let found = slack.find("ada@acme.example").await.unwrap();
    slack.member(&found.id).await.unwrap();
    let direct = slack.direct(&found.id).await.unwrap();
    slack.post(&direct, &a_message("To you"), None).await.unwrap();
    let posted = slack.post("C0TASKS", &a_message("A task & <more>"), None).await.unwrap();
    slack.post("C0TASKS", &a_message("Overdue"), Some(&posted.ts)).await.unwrap();
    slack.update(&posted, &a_message("Another")).await.unwrap();
    slack.whisper("C0TASKS", &found.id, "You may not do this.").await.unwrap();

    let asked = fixture.fake.asked();
    assert_eq!(asked.len(), 12);
    for call in asked {
        let (request, answer) = match call.method.as_str() {
            "chat.postMessage" => (Some("PostMessageArgs"), Some("PostMessageResponse")),
            "chat.update" => (Some("UpdateArgs"), Some("UpdateResponse")),
            "oauth.v2.access" => (None, Some("OauthAccess")),
            "auth.test" => (None, Some("AuthTest")),
            "conversations.list" => (None, Some("ConversationsList")),
            "users.lookupByEmail" => (None, Some("LookupByEmail")),
            _ => (None, None),
        };
        if let Some(schema) = request {
            check(schema, &call.body, &call.method);
        }
        assert_eq!(call.answer["ok"], true, "{call:?}");
        if let Some(schema) = answer {
            let mut answer = call.answer.clone();
            // Slack's types of answers know no text in a context block, which its types of requests do; the blocks
            // are those of the request, checked above.
            if let Some(message) = answer["message"].as_object_mut() {
                assert_eq!(message.remove("blocks"), Some(call.body["blocks"].clone()));
            }
            check(schema, &answer, &format!("{}: the answer", call.method));
        }
    }
}

#[test]
fn the_check_itself_bites() {
    let Some(schema) = specification("slack-schemas/PostMessageArgs.json") else { return };
    let validator = jsonschema::options().with_draft(jsonschema::Draft::Draft7).build(&schema).unwrap();
    assert!(!validator.is_valid(&json!({ "text": "no channel" })));
    assert!(
        !validator.is_valid(&json!({ "channel": "C1", "blocks": [{ "type": "section", "words": "x" }] }))
    );
}
