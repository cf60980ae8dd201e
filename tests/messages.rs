//! Tasks as messages: posted once, changed in place, and with buttons that act as the person who presses them.

use crate::harness::workspace::{Workspace, install};
use crate::harness::{POST_GAP_MS, TestApp};
use domain::access::Role;
use integrations::fault::{Fault, Trouble};
use reqwest::Method;
use serde_json::json;
use std::time::Duration;

const ADA: &str = "ada@acme.example";

#[tokio::test]
async fn a_task_stands_once_in_the_channel_and_says_what_it_says() {
    let slack = Workspace::new().await;
    let task = slack.shared_task("Log prompts & <answers>", 10).await;
    slack.app.run_jobs().await;
    let message = slack.message();
    assert!(message.text.contains("Log prompts &amp; &lt;answers&gt;"), "{}", message.text);
    assert_eq!(Workspace::buttons(&message), ["start", "done", "snooze", "open"]);
    let user = slack.app.slack.member(ADA).unwrap();
    assert!(message.blocks.to_string().contains(&format!("<@{user}>")), "its owner is called by name");
    let mirror = slack.mirror(&task).await;
    assert_eq!(mirror["state"], "delivered");
    assert_eq!(mirror["key"], "ai-tasks");
    let url = mirror["url"].as_str().unwrap();
    assert!(url.starts_with("https://acme.slack.com/archives/C0TASKS/p1764"), "{url}");

    let path = slack.org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
    let etag = slack.org.owner.get(&path).await.etag();
    slack.org.owner.change(Method::PATCH, &path, &etag, json!({ "title": "Keep prompts" })).await.ok();
    slack.app.run_jobs().await;
    let message = slack.message();
    assert!(message.text.contains("Keep prompts") && message.changes == 1, "{message:?}");
    assert_eq!(slack.view().await["figures"]["shown"], 1);
}

#[tokio::test]
async fn whoever_presses_a_button_acts_as_themselves_and_once() {
    let slack = Workspace::new().await;
    let task = slack.shared_task("Log prompts", 10).await;
    slack.app.run_jobs().await;
    slack.press(&slack.message(), "start", ADA).await;
    assert_eq!(slack.task(&task).await["state"], "in_progress");
    assert_eq!(Workspace::buttons(&slack.message()), ["done", "snooze", "open"]);
    slack.press(&slack.message(), "done", ADA).await;
    assert_eq!(slack.task(&task).await["state"], "done");
    assert_eq!(Workspace::buttons(&slack.message()), ["open"]);
    let path = slack.org.path(&format!("/tasks/{}/history", task["id"].as_str().unwrap()));
    let history = slack.org.owner.get(&path).await.ok();
    let last = &history["items"][0];
    assert_eq!(
        (last["actor"]["name"].as_str(), last["via"].as_str()),
        (Some("Ada Lovelace"), Some("slack")),
        "{last}"
    );
    let notes = slack.mirror(&task).await["notes"].clone();
    assert!(notes.to_string().contains(r#""button":"done""#), "{notes}");
}

#[tokio::test]
async fn what_asks_for_evidence_becomes_ready_for_review() {
    let slack = Workspace::new().await;
    let body = json!({ "title": "Test the model", "owner": slack.org.me, "due": "2026-12-20", "evidence_required": true });
    let task = slack.org.owner.post(&slack.org.path("/tasks"), body).await.ok();
    slack.share(&task).await;
    slack.app.run_jobs().await;
    slack.press(&slack.message(), "done", ADA).await;
    assert_eq!(slack.task(&task).await["state"], "ready_for_review");
}

#[tokio::test]
async fn a_stranger_a_foreigner_and_a_colleague_change_nothing() {
    let slack = Workspace::new().await;
    let task = slack.shared_task("Log prompts", 10).await;
    slack.app.run_jobs().await;
    slack.app.member(&slack.org, Role::Staff).await;
    slack.app.found("Other", "eve@other.example").await;
    let message = slack.message();
    slack.press(&message, "done", "stranger@nowhere.example").await;
    slack.press(&message, "done", "eve@other.example").await;
    slack.press(&message, "done", "staff@acme.example").await;
    let unconfirmed = slack.app.slack.unconfirmed(ADA);
    slack.press_as(&message, "done", &unconfirmed).await;
    slack.press_as(&message, "done", "U0NOBODY").await;
    assert_eq!(slack.task(&task).await["state"], "open");
    let told: Vec<bool> =
        slack.app.slack.whispers().iter().map(|one| one.text.contains("somebody else's")).collect();
    assert_eq!(told, [false, false, true, false, false], "{:?}", slack.app.slack.whispers());
}

#[tokio::test]
async fn a_button_of_another_organisation_in_the_same_workspace_is_none_of_ours() {
    let slack = Workspace::new().await;
    let task = slack.shared_task("Log prompts", 10).await;
    slack.app.run_jobs().await;
    let other = slack.app.found("Other", "eve@other.example").await;
    install(&other).await;
    // Eve belongs to the workspace and to an organisation that is connected to it, and not to this one.
    slack.press(&slack.message(), "done", "eve@other.example").await;
    assert_eq!(slack.task(&task).await["state"], "open");
    slack.press(&slack.message(), "done", ADA).await;
    assert_eq!(slack.task(&task).await["state"], "done");
}

#[tokio::test]
async fn an_answer_that_is_lost_leaves_one_message_that_is_shown_as_uncertain() {
    let slack = Workspace::new().await;
    slack.app.slack.fault(Fault::new("POST", "chat.postMessage", 1, Trouble::Lost));
    let task = slack.shared_task("Log prompts", 10).await;
    slack.app.run_jobs().await;
    let message = slack.message();
    assert_eq!(slack.mirror(&task).await["state"], "uncertain");
    let failures = slack.org.owner.get(&slack.path("/failures")).await.ok();
    assert_eq!(failures["items"].as_array().unwrap().len(), 1);
    // Its buttons work, and with the first press it is known again and changed in place.
    slack.press(&message, "start", ADA).await;
    let mirror = slack.mirror(&task).await;
    assert_eq!((mirror["state"].as_str(), mirror["key"].as_str()), (Some("delivered"), Some("ai-tasks")));
    assert!(mirror["url"].as_str().unwrap().contains(&message.ts.replace('.', "")), "{mirror}");
    assert_eq!(slack.task(&task).await["state"], "in_progress");
    assert!(slack.message().text.contains("in progress"), "{:?}", slack.message());
}

#[tokio::test]
async fn whoever_tries_again_has_looked_and_it_is_posted_anew() {
    let slack = Workspace::new().await;
    slack.app.slack.fault(Fault::new("POST", "chat.postMessage", 1, Trouble::Status { status: 502 }));
    let task = slack.shared_task("Log prompts", 10).await;
    slack.app.run_jobs().await;
    assert!(slack.posted().is_empty());
    let mirror = slack.mirror(&task).await;
    assert_eq!(mirror["state"], "uncertain");
    let path = slack.org.path(&format!("/tasks/{}/mirrors/retry", task["id"].as_str().unwrap()));
    slack.org.owner.post(&path, json!({ "mirror": mirror["id"] })).await;
    slack.app.run_jobs().await;
    assert_eq!(slack.mirror(&task).await["state"], "delivered");
    slack.message();
}

#[tokio::test]
async fn limits_are_kept_and_nothing_is_lost() {
    let slack = Workspace::new().await;
    let busy = Trouble::TooMany { after: 30, reason: String::new() };
    slack.app.slack.fault(Fault::new("POST", "chat.postMessage", 1, busy));
    let task = slack.shared_task("Log prompts", 10).await;
    slack.app.run_jobs().await;
    let waits = slack.mirror(&task).await;
    assert_eq!(
        (waits["state"].as_str(), waits["last_error"].as_str()),
        (Some("planned"), Some("Slack asks to wait 30 seconds"))
    );
    slack.app.clock.pass(chrono::Duration::seconds(45));
    slack.app.run_jobs().await;
    assert_eq!(slack.mirror(&task).await["state"], "delivered");
    assert_eq!(slack.view().await["last_error"], json!(null));
}

#[tokio::test]
async fn messages_of_one_channel_keep_their_distance() {
    let slack = Workspace::with(TestApp::new().await, "every_task", false).await;
    for number in 0..6 {
        slack.org.task(&format!("Task {number}"), 10).await;
    }
    slack.app.run_jobs().await;
    let posted = slack.posted();
    assert_eq!(posted.len(), 6);
    let mut times: Vec<_> = posted.iter().filter_map(|kept| kept.at).collect();
    times.sort();
    let closest = times.windows(2).map(|pair| pair[1] - pair[0]).min().unwrap();
    // The fake notes a message a little after it was sent: almost the whole distance has to be there.
    assert!(closest >= Duration::from_millis(POST_GAP_MS * 3 / 4), "{closest:?}");
}

#[tokio::test]
async fn a_deleted_message_is_shown_as_gone_and_can_be_posted_again() {
    let slack = Workspace::new().await;
    let task = slack.shared_task("Log prompts", 10).await;
    slack.app.run_jobs().await;
    slack.app.slack.delete(&slack.message().ts);
    let path = slack.org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
    let etag = slack.org.owner.get(&path).await.etag();
    slack.org.owner.change(Method::POST, &format!("{path}/start"), &etag, json!({})).await.ok();
    slack.app.run_jobs().await;
    let mirror = slack.mirror(&task).await;
    assert_eq!(mirror["gone"], "gone");
    slack.org.owner.post(&format!("{path}/mirrors/retry"), json!({ "mirror": mirror["id"] })).await;
    slack.app.run_jobs().await;
    assert!(slack.message().text.contains("in progress"));
    assert_eq!(slack.mirror(&task).await["gone"], json!(null));
}

#[tokio::test]
async fn an_app_that_was_removed_ends_the_connection_and_is_told_by_mail() {
    let slack = Workspace::new().await;
    assert_eq!(slack.app.slack.remove_app().await, 200);
    slack.app.run_jobs().await;
    assert_eq!(slack.view().await["state"], "needs_reconnect");
    let mails = slack.app.sink.to(ADA);
    assert!(mails.last().unwrap().text.contains("Slack"), "{}", mails.last().unwrap().text);
    let task = slack.shared_task("Log prompts", 10).await;
    slack.app.run_jobs().await;
    assert_eq!(slack.mirror(&task).await["state"], "planned", "it waits");
    install(&slack.org).await;
    slack.app.run_jobs().await;
    assert_eq!(slack.mirror(&task).await["state"], "delivered");
    slack.message();
}

#[tokio::test]
async fn an_event_that_is_not_true_ends_nothing() {
    let slack = Workspace::new().await;
    // The workspace has let the app in anew before the news of its removal arrives.
    slack.app.slack.remove_app().await;
    install(&slack.org).await;
    slack.app.run_jobs().await;
    assert_eq!(slack.view().await["state"], "active");
}

#[tokio::test]
async fn tokens_that_are_rotated_are_refreshed_in_time() {
    let app = TestApp::new().await;
    app.slack.rotate_tokens();
    let slack = Workspace::with(app, "by_hand", false).await;
    let before = slack.app.slack.token_requests();
    slack.app.clock.pass(chrono::Duration::hours(13));
    slack.app.slack.expire_tokens();
    let task = slack.shared_task("Log prompts", 10).await;
    slack.app.run_jobs().await;
    assert_eq!(slack.mirror(&task).await["state"], "delivered");
    assert_eq!(slack.app.slack.token_requests(), before + 1);
}

#[tokio::test]
async fn a_private_channel_without_the_app_is_refused_with_what_to_do() {
    let slack = Workspace::new().await;
    let body = json!({ "channel": "C0BOARD", "rule": "by_hand", "direct": false });
    slack.change(Method::PUT, "/channel", body).await;
    let task = slack.shared_task("Log prompts", 10).await;
    slack.app.run_jobs().await;
    let mirror = slack.mirror(&task).await;
    assert_eq!(mirror["state"], "dead");
    assert!(mirror["last_error"].as_str().unwrap().contains("invite it"), "{mirror}");
}

#[tokio::test]
async fn disconnecting_takes_the_app_out_unless_somebody_else_uses_it() {
    let slack = Workspace::new().await;
    let other = slack.app.found("Other", "eve@other.example").await;
    let theirs = install(&other).await;
    slack.change(Method::DELETE, "", json!({})).await;
    let removed = || slack.app.slack.asked().iter().filter(|call| call.method == "apps.uninstall").count();
    assert_eq!(removed(), 0);
    let path = other.path(&format!("/connections/{theirs}"));
    let etag = other.owner.get(&path).await.etag();
    other.owner.change(Method::DELETE, &path, &etag, json!({})).await;
    assert_eq!(removed(), 1);
}
