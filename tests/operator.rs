//! Whoever runs the installation: a right of its own, a log of its own, nothing of what is in an organisation; and what a
//! suspension means for those who are in it.

use crate::evidence::upload;
use crate::harness::{
    Backend, Browser, MASTER, Organisation, TestApp, backend, command, forgets_organisation, plan_deliveries,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::Duration;
use domain::job::Job;
use reqwest::Method;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};
use std::process::Output;

/// `aims operator …`
async fn aims(app: &TestApp, words: &[&str]) -> Output {
    let mut command = command(app, "operator");
    command.args(words).env("AIMS__KEYS__MASTER", STANDARD.encode(MASTER));
    tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
}

/// Somebody who runs the installation, and belongs to an organisation of their own.
async fn operator(app: &TestApp) -> Browser {
    let house = app.found("The house", "root@house.example").await;
    let granted = aims(app, &["grant", "root@house.example"]).await;
    assert!(granted.status.success(), "{}", String::from_utf8_lossy(&granted.stderr));
    house.owner
}

async fn seen(operator: &Browser, slug: &str) -> Value {
    let found = operator.get(&format!("/api/v1/operator/organisations?q={slug}")).await.ok();
    let items = found["items"].as_array().unwrap();
    items.iter().find(|one| one["slug"] == slug).cloned().unwrap_or_else(|| panic!("{found}"))
}

/// One step in an organisation, on its present version.
async fn step(operator: &Browser, org: &Organisation, method: Method, verb: &str, body: Value) -> Value {
    let id = seen(operator, &org.slug).await["id"].as_str().unwrap().to_owned();
    let at = format!("/api/v1/operator/organisations/{id}");
    let etag = operator.get(&at).await.etag();
    operator.change(method, &format!("{at}/{verb}"), &etag, body).await.ok()
}

async fn suspend(operator: &Browser, org: &Organisation) {
    let body = json!({ "reason": "The invoice of May is open" });
    step(operator, org, Method::POST, "suspend", body).await;
}

/// The log, the latest first, without the entries of reading it.
async fn log(operator: &Browser) -> Vec<Value> {
    let log = operator.get("/api/v1/operator/log?limit=100").await.ok();
    log["items"].as_array().unwrap().iter().filter(|entry| entry["action"] != "log_seen").cloned().collect()
}

const CONSOLE: [(&str, &str); 8] = [
    ("GET", "/organisations"),
    ("GET", "/organisations/{id}"),
    ("POST", "/organisations/{id}/suspend"),
    ("POST", "/organisations/{id}/resume"),
    ("PUT", "/organisations/{id}/limits"),
    ("GET", "/jobs"),
    ("POST", "/jobs/{id}/retry"),
    ("GET", "/log"),
];

#[tokio::test]
async fn for_everybody_else_there_is_no_console() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let membership = app.membership(&org).await;
    let id = membership.tenancy().org().to_string();
    let token = json!({ "name": "A program", "scope": "write", "days": 1 });
    let token = org.owner.post(&org.path("/tokens"), token).await.ok();
    let program = Browser::with_token(&app.base, token["secret"].as_str().unwrap());
    let document: Value = serde_json::from_str(&api::openapi()).unwrap();
    let paths = document["paths"].as_object().unwrap();
    let mut routes = 0;
    for (path, methods) in paths.iter().filter(|(path, _)| path.starts_with("/api/v1/operator")) {
        for method in methods.as_object().unwrap().keys() {
            let method = method.to_uppercase();
            let rest = path.strip_prefix("/api/v1/operator").unwrap();
            assert!(CONSOLE.contains(&(method.as_str(), rest)), "{method} {path} is not tried here");
            let path = path.replace("{id}", &id);
            let body = if rest.ends_with("/suspend") { json!({ "reason": "x" }) } else { json!({}) };
            let ask = |browser: &Browser| {
                let method: Method = method.parse().unwrap();
                browser.request(method, &path).header("if-match", "\"1\"").json(&body)
            };
            Browser::send(ask(&app.browser())).await.refused(401, "signed_out");
            Browser::send(ask(&program)).await.refused(401, "signed_out");
            Browser::send(ask(&org.owner)).await.refused(404, "not_found");
            routes += 1;
        }
    }
    assert_eq!(routes, CONSOLE.len());
    assert_eq!(org.owner.get("/api/v1/session").await.ok()["operator"], false);
}

#[tokio::test]
async fn the_right_is_granted_at_the_command_line_and_taken_back_there_and_both_are_written_down() {
    let app = TestApp::in_real_time().await;
    let nobody = aims(&app, &["grant", "nobody@acme.example"]).await;
    assert!(!nobody.status.success() && String::from_utf8_lossy(&nobody.stderr).contains("sign up first"));
    let root = operator(&app).await;
    assert_eq!(root.get("/api/v1/session").await.ok()["operator"], true);
    let again = aims(&app, &["grant", "root@house.example"]).await;
    assert!(String::from_utf8_lossy(&again.stdout).contains("already"));
    let listed = aims(&app, &["list"]).await;
    assert_eq!(String::from_utf8_lossy(&listed.stdout).trim(), "root@house.example");
    let entries = log(&root).await;
    assert_eq!((entries.len(), &entries[0]["action"]), (1, &json!("operator_granted")));
    assert!(entries[0]["by"].is_null(), "at the command line");
    assert!(aims(&app, &["revoke", "root@house.example"]).await.status.success());
    root.get("/api/v1/operator/log").await.refused(404, "not_found");
    assert!(aims(&app, &["grant", "root@house.example"]).await.status.success());
    let actions: Vec<Value> = log(&root).await.iter().map(|entry| entry["action"].clone()).collect();
    assert_eq!(actions, ["operator_granted", "operator_revoked", "operator_granted"]);
}

#[tokio::test]
async fn an_operator_sees_how_much_is_used_and_nothing_of_what_it_is() {
    let app = TestApp::in_real_time().await;
    let org = app.found("Acme", "ada@acme.example").await;
    org.adopt().await;
    org.task("A secret plan", 10).await;
    let upload = upload(&org.owner, &org, "Secret.pdf", b"%PDF-1.7 a secret").await;
    org.owner.post(&org.path("/evidence"), json!({ "upload": upload })).await.ok();
    let root = operator(&app).await;
    let listed = seen(&root, &org.slug).await;
    assert_eq!(
        (&listed["people"], &listed["file_bytes"], &listed["suspended_at"]),
        (&json!(1), &json!(17), &Value::Null)
    );
    let at = format!("/api/v1/operator/organisations/{}", listed["id"].as_str().unwrap());
    let whole = root.get(&at).await.ok();
    assert_eq!((&whole["usage"]["open_tasks"], &whole["usage"]["evidence"]), (&json!(1), &json!(1)));
    root.get(&format!("/api/v1/operator/organisations/{}", uuid::Uuid::nil()))
        .await
        .refused(404, "not_found");
    let mut told = String::new();
    for path in ["/organisations", "/jobs", "/jobs?waiting=true", "/log"] {
        told += &root.get(&format!("/api/v1/operator{path}")).await.ok().to_string();
    }
    told += &whole.to_string();
    for secret in ["secret", "Secret", "ada@acme.example", "Lovelace"] {
        assert!(!told.contains(secret), "{secret} in {told}");
    }
    root.get(&org.path("")).await.refused(404, "not_found");
    let entries = log(&root).await;
    let looked = entries.iter().find(|entry| entry["action"] == "organisation_seen").unwrap();
    assert_eq!((&looked["organisation"], &looked["by"]), (&json!(org.slug), &json!("root@house.example")));
    let searched = entries.iter().filter(|entry| entry["action"] == "organisations_seen").count();
    assert_eq!(searched, 2, "every look is written down");
}

#[tokio::test]
async fn pages_of_organisations_are_turned_and_limits_of_pages_hold() {
    let app = TestApp::in_real_time().await;
    for number in 0..3 {
        app.found(&format!("Organisation {number}"), &format!("ada@number{number}.example")).await;
        // Ids of the same millisecond are in no order.
        app.clock.pass(Duration::milliseconds(1));
    }
    let root = operator(&app).await;
    let (mut slugs, mut next) = (Vec::new(), String::new());
    loop {
        let page = root.get(&format!("/api/v1/operator/organisations?limit=2{next}")).await.ok();
        slugs.extend(
            page["items"].as_array().unwrap().iter().map(|one| one["slug"].as_str().unwrap().to_owned()),
        );
        match page["next"].as_str() {
            Some(after) => next = format!("&after={after}"),
            None => break,
        }
    }
    assert_eq!(slugs, ["the-house", "organisation-2", "organisation-1", "organisation-0"]);
    for wrong in ["limit=0", "limit=101", "after=x", "colour=red", "q=%25"] {
        let answer = root.get(&format!("/api/v1/operator/organisations?{wrong}")).await;
        if wrong.starts_with('q') {
            assert_eq!(answer.ok()["items"].as_array().unwrap().len(), 4, "a wildcard is no search");
        } else {
            answer.refused(422, "invalid_input");
        }
    }
}

#[tokio::test]
async fn whoever_belongs_to_a_suspended_organisation_is_told_plainly_and_reads_nothing() {
    let app = TestApp::in_real_time().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let task = org.task("Write the AI policy", 10).await;
    let token = json!({ "name": "A program", "scope": "read", "days": 1 });
    let token = org.owner.post(&org.path("/tokens"), token).await.ok();
    let program = Browser::with_token(&app.base, token["secret"].as_str().unwrap());
    let root = operator(&app).await;
    // The command line goes by the system's time, and this clock stands still.
    app.clock.pass(Duration::hours(1));
    suspend(&root, &org).await;
    app.clock.pass(Duration::milliseconds(1));
    let one = org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
    for path in [org.path(""), org.path("/tasks"), one, org.path("/settings"), org.path("/live")] {
        for caller in [&org.owner, &program] {
            let answer = caller.get(&path).await;
            answer.refused(403, "organisation_suspended");
            assert_eq!(answer.body["params"]["why"], "The invoice of May is open");
        }
    }
    let made = org.owner.post(&org.path("/tasks"), json!({ "title": "In spite of it" })).await;
    made.refused(403, "organisation_suspended");
    assert_eq!(org.owner.get("/api/v1/session").await.ok()["organisations"][0]["suspended"], true);
    let at =
        format!("/api/v1/operator/organisations/{}", seen(&root, &org.slug).await["id"].as_str().unwrap());
    let etag = root.get(&at).await.etag();
    let again = json!({ "reason": "Once more" });
    root.change(Method::POST, &format!("{at}/suspend"), &etag, again.clone()).await.refused(409, "refused");
    root.change(Method::POST, &format!("{at}/suspend"), "\"0\"", json!({ "reason": " " }))
        .await
        .refused(422, "invalid_input");

    step(&root, &org, Method::POST, "resume", json!({})).await;
    assert_eq!(org.owner.get(&org.path("/tasks")).await.ok()["total"], 1, "nothing was lost");
    let stale = root.change(Method::POST, &format!("{at}/suspend"), "\"1\"", again).await;
    stale.refused(412, "stale_version");
    app.check_trail(&org).await.unwrap();
    let entries = log(&root).await;
    let steps: Vec<&Value> =
        entries.iter().filter(|e| e["body"] != json!({}) || e["action"] == "organisation_resumed").collect();
    let actions: Vec<&str> = steps.iter().map(|entry| entry["action"].as_str().unwrap()).collect();
    assert_eq!(actions, ["organisation_resumed", "organisation_suspended", "operator_granted"]);
    assert_eq!(steps[1]["body"]["reason"], "The invoice of May is open");
}

#[tokio::test]
async fn nothing_is_sent_for_a_suspended_organisation_and_what_waited_is_sent_once_it_works_again() {
    let app = TestApp::in_real_time().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let other = app.found("Other", "eve@other.example").await;
    let root = operator(&app).await;
    plan_deliveries(&app, &org, 3).await;
    plan_deliveries(&app, &other, 1).await;
    suspend(&root, &org).await;
    let before = app.sink.to("ada@acme.example").len();
    app.run_jobs().await;
    // The timetable goes on meanwhile.
    let system = app.store.system().await.unwrap();
    system.enqueue(None, Job::FindDueReminders).await.unwrap();
    system.commit().await.unwrap();
    app.clock.pass(Duration::days(2));
    app.run_jobs().await;
    assert_eq!(app.sink.to("ada@acme.example").len(), before, "nothing is sent");
    assert!(!app.sink.to("eve@other.example").is_empty(), "others are served");
    step(&root, &org, Method::POST, "resume", json!({})).await;
    app.run_jobs().await;
    let sent = app.sink.to("ada@acme.example");
    assert!(sent.len() >= before + 3, "what waited is sent: {}", sent.len());
    let ids: std::collections::BTreeSet<_> = sent.iter().map(|mail| mail.message_id.clone()).collect();
    assert_eq!(ids.len(), sent.len(), "and once");
}

#[tokio::test]
async fn limits_hold_and_are_shown_to_those_they_hold_for() {
    let app = TestApp::in_real_time().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let root = operator(&app).await;
    let limits = json!({ "people": 2, "file_bytes": 100 });
    let whole = step(&root, &org, Method::PUT, "limits", limits).await;
    assert_eq!((&whole["most_people"], &whole["most_file_bytes"]), (&json!(2), &json!(100)));
    let shown = org.owner.get(&org.path("/settings/limits")).await.ok();
    assert_eq!((&shown["people"]["most"], &shown["file_bytes"]["most"]), (&json!(2), &json!(100)));
    let person = |n: usize| json!({ "name": "Grace Hopper", "address": format!("grace{n}@acme.example") });
    org.owner.post(&org.path("/people"), person(1)).await.ok();
    let one_more = org.owner.post(&org.path("/people"), person(2)).await;
    one_more.refused(409, "refused");
    assert_eq!(one_more.body["params"]["reason"], "people_limit");
    upload(&org.owner, &org, "Small.pdf", b"%PDF-1.7").await;
    let large = org
        .owner
        .request(Method::POST, &org.path("/uploads"))
        .header("tus-resumable", "1.0.0")
        .header("upload-length", "200")
        .header("upload-metadata", format!("filename {}", STANDARD.encode("Large.pdf")));
    let refused = Browser::send(large).await;
    assert_eq!(refused.body["params"]["reason"], "quota_reached", "{}", refused.body);
    step(&root, &org, Method::PUT, "limits", json!({})).await;
    org.owner.post(&org.path("/people"), person(2)).await.ok();
    let id = seen(&root, &org.slug).await["id"].as_str().unwrap().to_owned();
    let at = format!("/api/v1/operator/organisations/{id}");
    let etag = root.get(&at).await.etag();
    for wrong in [json!({ "people": 0 }), json!({ "file_bytes": -1 }), json!({ "tasks": 1 })] {
        let answer = root.change(Method::PUT, &format!("{at}/limits"), &etag, wrong).await;
        answer.refused(422, "invalid_input");
    }
    let kinds: Vec<Value> = log(&root).await.iter().map(|entry| entry["action"].clone()).collect();
    assert_eq!(kinds.iter().filter(|kind| **kind == "limits_changed").count(), 2);
}

/// Gives every ready job up, for a reason that names somebody.
async fn give_up(app: &TestApp) {
    let root = app.database.root().await;
    let dead = "update job set state = 3, attempts = 5, finished_at = 1, \
                last_error = '550 5.1.1 <ada@acme.example>: no such user' where state = 0";
    root.execute_unprepared(dead).await.unwrap();
    root.close().await.unwrap();
}

#[tokio::test]
async fn a_job_that_was_given_up_is_shown_with_its_reason_and_tried_again() {
    let app = TestApp::in_real_time().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let root = operator(&app).await;
    app.run_jobs().await;
    plan_deliveries(&app, &org, 1).await;
    let before = app.sink.to("ada@acme.example").len();
    give_up(&app).await;
    let jobs = root.get("/api/v1/operator/jobs").await.ok();
    let mails: Vec<&Value> =
        jobs["items"].as_array().unwrap().iter().filter(|job| job["kind"] == "deliver_mail").collect();
    let [mail] = mails[..] else { panic!("{jobs}") };
    assert_eq!(mail["reason"], "550 5.1.1 … no such user");
    assert_eq!(
        (&mail["organisation"], &mail["attempts"], &mail["dead"]),
        (&json!(org.slug), &json!(5), &json!(true))
    );
    assert!(seen(&root, &org.slug).await["jobs_dead"].as_i64().unwrap() > 0);
    let at = format!("/api/v1/operator/jobs/{}/retry", mail["id"].as_str().unwrap());
    assert_eq!(root.post(&at, json!({})).await.status, 204);
    let twice = root.post(&at, json!({})).await;
    twice.refused(409, "refused");
    assert_eq!(twice.body["params"]["reason"], "not_given_up");
    app.run_jobs().await;
    assert_eq!(app.sink.to("ada@acme.example").len(), before + 1, "it was delivered after all");
    let retried = log(&root).await.into_iter().find(|entry| entry["action"] == "job_retried").unwrap();
    assert_eq!(
        (&retried["organisation"], &retried["body"]["kind"]),
        (&json!(org.slug), &json!("deliver_mail"))
    );
    root.post(&format!("/api/v1/operator/jobs/{}/retry", uuid::Uuid::nil()), json!({}))
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn what_operators_did_cannot_be_changed_by_the_program() {
    let app = TestApp::in_real_time().await;
    operator(&app).await;
    let roles: &[&str] =
        if backend() == Backend::Postgres { &["aims_app", "aims_system"] } else { &["root"] };
    for role in roles {
        let db = if *role == "root" { app.database.root().await } else { app.database.as_role(role).await };
        for change in ["update operator_entry set action = 'nothing'", "delete from operator_entry"] {
            let statement = Statement::from_string(db.get_database_backend(), change);
            assert!(db.execute_raw(statement).await.is_err(), "{role}: {change}");
        }
        db.close().await.unwrap();
    }
    assert!(!forgets_organisation("select * from operator_entry"));
}
