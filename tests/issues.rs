//! A task and its issue: made once whatever happens, kept in step both ways, and never moved in circles.

use crate::harness::Connected;
use chrono::Duration;
use domain::mirror::Category;
use integrations::fault::{Fault, Trouble};
use serde_json::json;

fn creating(times: u32, trouble: Trouble) -> Fault {
    Fault::new("POST", "/issue", times, trouble)
}

#[tokio::test]
async fn a_task_becomes_one_issue_that_says_what_it_says() {
    let connected = Connected::to("10000").await;
    let task = connected.shared_task("Write the AI policy").await;
    // A second press makes no second issue.
    let again = json!({ "tasks": [task["id"]] });
    assert_eq!(connected.org.owner.post(&connected.path("/tasks"), again).await.ok()["sent"], 0);
    connected.settle().await;
    let issue = connected.issue();
    assert_eq!(issue.fields["summary"], "TSK-1 Write the AI policy");
    assert_eq!(issue.fields["duedate"], task["due"]);
    let label = issue.fields["labels"][0].as_str().unwrap().to_owned();
    assert!(label.starts_with("aims-") && issue.fields["labels"][1] == "ai-management", "{label}");
    assert_eq!(issue.properties["openaims"]["task"], task["id"]);
    let mirror = connected.mirror(&task).await;
    assert_eq!(
        (mirror["state"].as_str(), mirror["key"].as_str()),
        (Some("delivered"), Some(issue.key.as_str()))
    );
    assert_eq!(mirror["url"], format!("https://acme.atlassian.net/browse/{}", issue.key));
    assert_eq!(connected.view().await["figures"], json!({ "shown": 1, "waiting": 0, "failed": 0 }));
    assert_eq!(connected.writes().len(), 1, "nothing is said twice");
}

#[tokio::test]
async fn an_answer_that_is_lost_leads_to_no_second_issue_even_where_the_search_lags() {
    for trouble in [Trouble::Lost, Trouble::Truncated] {
        let connected = Connected::to("10000").await;
        connected.app.jira.search_lag(std::time::Duration::from_secs(3_600));
        connected.app.jira.fault(creating(1, trouble));
        let task = connected.shared_task("Write the AI policy").await;
        connected.settle().await;
        assert_eq!(connected.mirror(&task).await["state"], "sending");
        for _ in 0..3 {
            connected.app.clock.pass(Duration::seconds(11));
            connected.app.run_jobs().await;
        }
        assert_eq!(connected.app.jira.issues().len(), 1, "looked for, not made again");
        connected.app.jira.search_lag(std::time::Duration::ZERO);
        connected.app.clock.pass(Duration::seconds(11));
        connected.app.run_jobs().await;
        let mirror = connected.mirror(&task).await;
        assert_eq!(
            (mirror["state"].as_str(), mirror["notes"][0]["what"].as_str()),
            (Some("delivered"), Some("found"))
        );
        assert_eq!(mirror["key"], connected.issue().key);
    }
}

#[tokio::test]
async fn what_was_never_made_is_made_once_the_search_cannot_lag_any_more() {
    let connected = Connected::to("10000").await;
    connected.app.jira.fault(creating(1, Trouble::Status { status: 502 }));
    let task = connected.shared_task("Write the AI policy").await;
    connected.settle().await;
    connected.app.clock.pass(Duration::seconds(40));
    connected.app.run_jobs().await;
    assert!(connected.app.jira.issues().is_empty(), "it may still turn up");
    connected.app.clock.pass(Duration::seconds(30));
    connected.app.run_jobs().await;
    assert_eq!(connected.mirror(&task).await["state"], "delivered");
    assert_eq!(connected.app.jira.issues().len(), 1);
}

#[tokio::test]
async fn a_clone_that_bears_our_label_is_not_taken_for_ours() {
    let connected = Connected::to("10000").await;
    connected.app.jira.fault(creating(1, Trouble::Lost));
    let task = connected.shared_task("Write the AI policy").await;
    connected.app.run_jobs().await;
    connected.app.clock.pass(Duration::seconds(4));
    connected.app.run_jobs().await;
    let ours = connected.issue();
    connected.app.jira.clone_issue(&ours.id);
    connected.app.clock.pass(Duration::seconds(11));
    connected.app.run_jobs().await;
    assert_eq!(connected.mirror(&task).await["key"], ours.key);
}

#[tokio::test]
async fn a_limit_is_waited_for_and_costs_no_issue() {
    let connected = Connected::to("10000").await;
    connected.app.jira.fault(creating(1, Trouble::TooMany { after: 120, reason: "jira-burst-based".into() }));
    let task = connected.shared_task("Write the AI policy").await;
    connected.settle().await;
    assert_eq!(connected.mirror(&task).await["state"], "planned");
    assert_eq!(connected.writes().len(), 1, "not asked again before its time");
    connected.app.clock.pass(Duration::seconds(160));
    connected.app.run_jobs().await;
    assert_eq!(connected.mirror(&task).await["state"], "delivered");
}

#[tokio::test]
async fn what_jira_refuses_is_said_field_by_field_and_tried_again_when_it_is_mended() {
    let connected = Connected::to("10000").await;
    let refusal = Trouble::Refusal { field: "customfield_10050".into(), words: "Team is required.".into() };
    connected.app.jira.fault(creating(1, refusal));
    let task = connected.shared_task("Write the AI policy").await;
    connected.settle().await;
    let mirror = connected.mirror(&task).await;
    assert_eq!(mirror["state"], "dead");
    assert_eq!(mirror["problem"]["fields"]["customfield_10050"], "Team is required.");
    let failures = connected.org.owner.get(&connected.path("/failures")).await.ok();
    assert_eq!(failures["items"][0]["task"], task["id"]);
    let retry = connected.org.path(&format!("/tasks/{}/mirrors/retry", task["id"].as_str().unwrap()));
    let again = connected.org.owner.post(&retry, json!({ "mirror": mirror["id"] })).await;
    assert_eq!(again.status, 202);
    connected.settle().await;
    assert_eq!(connected.mirror(&task).await["state"], "delivered");
    connected.org.owner.post(&retry, json!({ "mirror": mirror["id"] })).await.refused(409, "refused");
}

#[tokio::test]
async fn many_edits_in_a_moment_go_out_together() {
    let connected = Connected::to("10000").await;
    let task = connected.shared_task("Write the AI policy").await;
    connected.settle().await;
    let before = connected.app.jira.asked().len();
    for number in 0..200 {
        connected.revise(&task, json!({ "title": format!("Title {number}") })).await;
        connected.app.clock.pass(Duration::milliseconds(25));
        connected.app.run_jobs().await;
    }
    connected.settle().await;
    assert_eq!(connected.issue().fields["summary"], "TSK-1 Title 199");
    let calls = connected.app.jira.asked().len() - before;
    assert!(calls <= 3, "{calls} calls");
}

#[tokio::test]
async fn a_task_that_moves_moves_its_issue_before_its_fields() {
    let connected = Connected::to("10000").await;
    let task = connected.shared_task("Write the AI policy").await;
    connected.settle().await;
    connected.revise(&task, json!({ "title": "Another title" })).await;
    connected.step(&task, "complete", json!({})).await;
    connected.settle().await;
    let issue = connected.issue();
    assert_eq!(
        (issue.category, issue.fields["summary"].as_str()),
        (Category::Done, Some("TSK-1 Another title"))
    );
    let writes: Vec<_> = connected.writes().iter().skip(1).map(|call| call.method.clone()).collect();
    assert_eq!(writes, ["POST", "PUT"], "the transition first");
    // The hooks of our own calls came back and moved nothing.
    assert_eq!(connected.task(&task).await["version"], 3);
    assert_eq!(connected.mirror(&task).await["status"], "Done");
}

#[tokio::test]
async fn an_issue_that_is_done_completes_its_task_and_says_who_did_it() {
    let connected = Connected::to("10000").await;
    let task = connected.shared_task("Write the AI policy").await;
    connected.settle().await;
    connected.moved(Category::InProgress).await;
    connected.app.run_jobs().await;
    assert_eq!(connected.task(&task).await["state"], "in_progress");
    connected.moved(Category::Done).await;
    connected.app.run_jobs().await;
    assert_eq!(connected.task(&task).await["state"], "done");
    let history = connected.org.path(&format!("/tasks/{}/history", task["id"].as_str().unwrap()));
    let history = connected.org.owner.get(&history).await.ok();
    assert_eq!(
        (history["items"][0]["event"].as_str(), history["items"][0]["via"].as_str()),
        (Some("task_completed"), Some("jira_cloud"))
    );
    connected.settle().await;
    assert_eq!(connected.writes().len(), 1, "nothing echoes back");
    connected.moved(Category::New).await;
    connected.app.run_jobs().await;
    assert_eq!(connected.task(&task).await["state"], "open");
}

#[tokio::test]
async fn where_evidence_is_asked_for_done_elsewhere_means_ready_for_review_here() {
    let connected = Connected::with("10000", "every_task", json!({})).await;
    let body = json!({ "title": "Test the model", "owner": connected.org.me, "evidence_required": true });
    let task = connected.org.owner.post(&connected.org.path("/tasks"), body).await.ok();
    connected.settle().await;
    connected.moved(Category::Done).await;
    connected.settle().await;
    assert_eq!(connected.task(&task).await["state"], "ready_for_review");
    assert_eq!(connected.issue().category, Category::Done, "its work is done, its review is not");
    let path = connected.org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
    let etag = connected.org.owner.get(&path).await.etag();
    let complete = format!("{path}/complete");
    let refused = connected.org.owner.change(reqwest::Method::POST, &complete, &etag, json!({})).await;
    refused.refused(409, "refused");
    assert_eq!(refused.body["params"]["reason"], "evidence_missing");
}

#[tokio::test]
async fn the_body_of_a_hook_is_not_believed() {
    let connected = Connected::to("10000").await;
    let task = connected.shared_task("Write the AI policy").await;
    connected.settle().await;
    let hooks = connected
        .app
        .jira
        .call_hooks(&connected.issue().id, "jira:issue_updated", Some(Category::Done))
        .await;
    assert_eq!(hooks, [202]);
    connected.settle().await;
    let after = connected.task(&task).await;
    assert_eq!(
        (after["state"].as_str(), after["version"].as_i64()),
        (Some("open"), Some(1)),
        "not for a moment"
    );
}

#[tokio::test]
async fn a_hook_is_heard_once_and_only_with_its_signature() {
    let connected = Connected::to("10000").await;
    let task = connected.shared_task("Write the AI policy").await;
    connected.settle().await;
    let url = format!("{}/api/hooks/jira", connected.app.base);
    let body = json!({ "webhookEvent": "jira:issue_updated", "issue": { "id": connected.issue().id,
        "self": format!("https://x/ex/jira/{}/rest", integrations::jira::fake::CLOUD_ID) } });
    let call = |signature: String, key: &'static str| {
        let client = reqwest::Client::new();
        let call = client.post(&url).header("x-atlassian-webhook-identifier", key).json(&body);
        async move { call.header("authorization", signature).send().await.unwrap().status().as_u16() }
    };
    use integrations::jira::fake::{CLIENT_SECRET, signature};
    assert_eq!(call(String::new(), "a").await, 401);
    assert_eq!(call(format!("Bearer {}", signature("another")), "a").await, 401);
    let reads = || connected.app.jira.asked().iter().filter(|call| call.method == "GET").count();
    let before = reads();
    for _ in 0..3 {
        assert_eq!(call(format!("Bearer {}", signature(CLIENT_SECRET)), "b").await, 202);
        connected.app.run_jobs().await;
    }
    assert_eq!(reads() - before, 1, "heard once");
    assert_eq!(connected.task(&task).await["state"], "open");
}

#[tokio::test]
async fn a_hook_for_nothing_of_ours_is_taken_and_forgotten() {
    let connected = Connected::to("10000").await;
    let theirs = connected.app.found("Theirs", "eve@theirs.example").await;
    crate::harness::connect(&theirs).await;
    let task = connected.shared_task("Write the AI policy").await;
    connected.settle().await;
    let hooks = connected.app.jira.call_hooks("no-such-issue", "jira:issue_updated", None).await;
    assert_eq!(hooks, [202]);
    connected.moved(Category::Done).await;
    connected.app.run_jobs().await;
    assert_eq!(connected.task(&task).await["state"], "done");
}

#[tokio::test]
async fn hooks_that_are_lost_are_made_up_for_by_looking() {
    let connected = Connected::to("10000").await;
    let task = connected.shared_task("Write the AI policy").await;
    connected.settle().await;
    connected.app.jira.forget_hooks();
    connected.moved(Category::Done).await;
    connected.app.run_jobs().await;
    assert_eq!(connected.task(&task).await["state"], "open", "nobody told us");
    connected.app.clock.pass(Duration::minutes(16));
    let system = connected.app.store.system().await.unwrap();
    system.enqueue(None, domain::job::Job::FindConnections).await.unwrap();
    system.commit().await.unwrap();
    connected.app.run_jobs().await;
    assert_eq!(connected.task(&task).await["state"], "done");
    assert_eq!(connected.app.jira.hooks(), 1, "and the hook stands again");
}

#[tokio::test]
async fn an_issue_that_was_deleted_leaves_the_task_and_can_be_made_anew() {
    let connected = Connected::to("10000").await;
    let task = connected.shared_task("Write the AI policy").await;
    connected.settle().await;
    assert!(connected.app.jira.delete_issue(&connected.issue().id).await);
    connected.app.run_jobs().await;
    let mirror = connected.mirror(&task).await;
    assert_eq!((mirror["gone"].as_str(), mirror["state"].as_str()), (Some("gone"), Some("delivered")));
    assert_eq!(connected.task(&task).await["state"], "open");
    let retry = connected.org.path(&format!("/tasks/{}/mirrors/retry", task["id"].as_str().unwrap()));
    connected.org.owner.post(&retry, json!({ "mirror": mirror["id"] })).await;
    connected.settle().await;
    assert_eq!(connected.mirror(&task).await["key"], connected.issue().key);
}

#[tokio::test]
async fn a_way_that_the_workflow_lacks_is_said_and_not_tried_for_ever() {
    let connected = Connected::to("10002").await;
    let task = connected.shared_task("Write the AI policy").await;
    connected.settle().await;
    connected.step(&task, "complete", json!({})).await;
    connected.settle().await;
    let mirror = connected.mirror(&task).await;
    assert!(
        mirror["last_error"].as_str().unwrap().contains("no way to done from To Do; it has: In Progress"),
        "{mirror}"
    );
    assert_eq!(connected.task(&task).await["state"], "done");
    let before = connected.app.jira.asked().len();
    connected.settle().await;
    assert_eq!(connected.app.jira.asked().len(), before);
}

#[tokio::test]
async fn a_token_that_runs_out_in_the_middle_is_renewed_once_for_all() {
    let connected = Connected::to("10000").await;
    let mut tasks = Vec::new();
    for number in 0..20 {
        tasks.push(connected.shared_task(&format!("Task {number}")).await);
    }
    let before = connected.app.jira.token_requests();
    connected.app.jira.expire_tokens();
    connected.settle().await;
    assert_eq!(connected.app.jira.token_requests() - before, 1);
    assert_eq!(connected.app.jira.issues().len(), 20);
    for task in &tasks {
        assert_eq!(connected.mirror(task).await["state"], "delivered");
    }
}

#[tokio::test]
async fn a_rule_sends_new_tasks_by_itself_and_only_those_it_speaks_of() {
    let connected = Connected::with("10000", "control_tasks", json!({})).await;
    connected.org.adopt().await;
    connected.org.task("For nothing in particular", 10).await;
    let controls = connected.org.owner.get(&connected.org.path("/controls?limit=1")).await.ok();
    let body = json!({ "title": "For a control", "control": controls["items"][0]["id"] });
    connected.org.owner.post(&connected.org.path("/tasks"), body).await.ok();
    connected.settle().await;
    assert_eq!(connected.issue().fields["summary"], "TSK-2 For a control");
}

#[tokio::test]
async fn a_service_that_keeps_failing_is_left_alone_and_says_so() {
    let connected = Connected::to("10000").await;
    connected.app.jira.fault(Fault::new("", "", 1_000, Trouble::Page));
    let task = connected.shared_task("Write the AI policy").await;
    for _ in 0..8 {
        connected.app.clock.pass(Duration::seconds(12));
        connected.app.run_jobs().await;
    }
    let view = connected.view().await;
    assert!(view["resting_until"].is_string() && view["last_error"].is_string(), "{view}");
    let before = connected.app.jira.asked().len();
    connected.app.clock.pass(Duration::seconds(5));
    connected.app.run_jobs().await;
    assert_eq!(connected.app.jira.asked().len(), before);
    connected.app.jira.mend();
    for _ in 0..20 {
        connected.app.clock.pass(Duration::seconds(60));
        connected.app.run_jobs().await;
    }
    assert_eq!(connected.mirror(&task).await["state"], "delivered");
    assert_eq!(connected.app.jira.issues().len(), 1);
    assert_eq!(connected.view().await["resting_until"], json!(null));
}
