//! Bad input gets a clear error with a stable code, and nothing of it is kept.

use crate::harness::{Browser, TestApp};
use reqwest::Method;
use serde_json::{Value, json};

const ADA: &str = "ada@acme.example";

#[tokio::test]
async fn every_bad_task_is_refused_with_its_field_and_nothing_is_kept() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let bad = [
        (json!({}), 422),
        (json!({ "title": "" }), 422),
        (json!({ "title": " \t " }), 422),
        (json!({ "title": "x".repeat(201) }), 422),
        (json!({ "title": "two\nlines" }), 422),
        (json!({ "title": 7 }), 422),
        (json!({ "title": "x", "surprise": 1 }), 422),
        (json!({ "title": "x", "org_id": "00000000-0000-0000-0000-000000000000" }), 422),
        (json!({ "title": "x", "due": "2026-02-30" }), 422),
        (json!({ "title": "x", "due": "tomorrow" }), 422),
        (json!({ "title": "x", "owner": "me" }), 422),
        (json!({ "title": "x", "owner": "00000000-0000-0000-0000-000000000000" }), 422),
        (json!({ "title": "x", "control": "00000000-0000-0000-0000-000000000000" }), 422),
        (json!({ "title": "x", "priority": "soon" }), 422),
        (json!({ "title": "x", "description": "y".repeat(10_001) }), 422),
        (json!([]), 422),
        (json!("text"), 422),
        (Value::Null, 422),
    ];
    for (body, status) in bad {
        let answer = org.owner.post(&org.path("/tasks"), body.clone()).await;
        answer.refused(status, "invalid_input");
        assert!(answer.body["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{body}");
    }
    assert_eq!(org.owner.get(&org.path("/tasks")).await.ok()["total"], 0);
}

#[tokio::test]
async fn bytes_that_are_no_json_are_refused() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let post = |kind: &'static str, bytes: Vec<u8>| {
        let request = org.owner.request(Method::POST, &org.path("/tasks")).header("content-type", kind);
        Browser::send(request.body(bytes))
    };
    let json = "application/json";
    post(json, b"{\"title\":".to_vec()).await.refused(400, "malformed");
    post(json, b"{\"title\":\"\xff\xfe\"}".to_vec()).await.refused(400, "malformed");
    post(json, vec![b'['; 200_000]).await.refused(422, "invalid_input");
    post(json, Vec::new()).await.refused(400, "malformed");
    post("text/plain", b"{\"title\":\"x\"}".to_vec()).await.refused(415, "unsupported_media_type");
    post(json, vec![b' '; 2_000_000]).await.refused(413, "too_large");
    assert_eq!(org.owner.get(&org.path("/tasks")).await.ok()["total"], 0);
}

#[tokio::test]
async fn parameters_that_mean_nothing_are_refused_by_name() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    for (query, field) in [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=many", "limit"),
        ("sort=colour", "sort"),
        ("sort=title;drop", "sort"),
        ("cursor=x", "cursor"),
        // A day that PostgreSQL does not know.
        (
            "sort=due&cursor=eyJsaXN0IjoidGFza3MiLCJzb3J0IjoiZHVlIiwia2V5Ijp7ImRhdGUiOiItMjAwMDAwLTAxLTAxIn0sImlkIjoiMDE5OWE1YzEtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAxIn0",
            "cursor",
        ),
        ("cursor=eyJsaXN0IjoidGFza3MifQ", "cursor"),
        ("state=asleep", "state"),
        ("owner=nobody", "owner"),
        ("colour=blue", "colour"),
        ("overdue=maybe", "overdue"),
        ("q=nul%00", "q"),
    ] {
        let answer = org.owner.get(&org.path(&format!("/tasks?{query}"))).await;
        answer.refused(422, "invalid_input");
        assert!(answer.body["errors"][0]["pointer"].as_str().unwrap().contains(field), "{}", answer.body);
    }
}

#[tokio::test]
async fn a_cursor_of_one_list_opens_no_other() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    org.adopt().await;
    let page = org.owner.get(&org.path("/controls?limit=1")).await.ok();
    let cursor = page["next"].as_str().unwrap();
    for path in [format!("/tasks?cursor={cursor}"), format!("/controls?sort=title&cursor={cursor}")] {
        org.owner.get(&org.path(&path)).await.refused(422, "invalid_input");
    }
}

#[tokio::test]
async fn ids_and_addresses_that_are_none_are_not_found() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    for path in ["/tasks/7", "/tasks/not-an-id", "/tasks/00000000-0000-0000-0000-000000000000", "/nothing"] {
        org.owner.get(&org.path(path)).await.refused(404, "not_found");
    }
    org.owner.get("/api/v1/nothing").await.refused(404, "not_found");
    org.owner.get("/api/nothing").await.refused(404, "not_found");
    let put = org.owner.request(Method::PUT, &org.path("/tasks"));
    Browser::send(put).await.refused(405, "method_not_allowed");
}

#[tokio::test]
async fn a_sign_up_names_every_wrong_field_at_once() {
    let app = TestApp::new().await;
    let body = json!({ "address": "ada", "name": "", "organisation_name": "x".repeat(500), "zone": "Mars",
        "country": "Germany" });
    let answer = app.browser().post("/api/v1/sign-up", body).await;
    answer.refused(422, "invalid_input");
    let pointers: Vec<&str> = answer.body["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["pointer"].as_str().unwrap())
        .collect();
    for field in ["/address", "/name", "/organisation_name", "/zone", "/country"] {
        assert!(pointers.contains(&field), "{field} in {pointers:?}");
    }
    app.run_jobs().await;
    assert_eq!(app.sink.messages().len(), 0);
}

#[tokio::test]
async fn what_people_type_never_becomes_a_mail_header() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let body =
        json!({ "title": "Policy Bcc: eve@evil.example \u{202e}x", "owner": org.me, "due": "2026-12-01" });
    org.owner.post(&org.path("/tasks"), body).await.ok();
    app.run_jobs().await;
    assert!(app.sink.to("eve@evil.example").is_empty());
    let broken = json!({ "address": "ada@x.example\r\nBcc: eve@evil.example", "name": "A", "organisation_name": "B",
        "zone": "Europe/Berlin", "country": "DE" });
    app.browser().post("/api/v1/sign-up", broken).await.refused(422, "invalid_input");
}

#[tokio::test]
async fn an_unusable_idempotency_key_is_refused() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    for key in ["", &"k".repeat(256)] {
        let request = org.owner.request(Method::POST, &org.path("/tasks")).header("idempotency-key", key);
        Browser::send(request.json(&json!({ "title": "x" }))).await.refused(400, "malformed");
    }
}

#[tokio::test]
async fn a_list_is_no_object_though_every_field_may_be_left_out() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let task = org.task("Write the policy", 10).await;
    let at = org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
    let etag = org.owner.get(&at).await.etag();
    for (method, rest) in [(Method::POST, "/take-back"), (Method::PATCH, "")] {
        org.owner
            .change(method, &format!("{at}{rest}"), &etag, json!([]))
            .await
            .refused(422, "invalid_input");
    }
    let new = json!({ "title": "AI management", "standard": "ISO/IEC 42001:2023" });
    let made = org.owner.post(&org.path("/certifications"), new).await;
    let quotations = org.path(&format!("/certifications/{}/quotations", made.body["id"].as_str().unwrap()));
    let body = org.owner.post(&org.path("/bodies"), json!({ "name": "Nordcert" })).await.ok();
    for offer in [json!([]), json!({ "days": [] }), json!({ "fees": [] })] {
        let said = json!({ "body": body["id"], "asked": "2026-11-02", "offer": offer });
        let answer = org.owner.change(Method::POST, &quotations, &made.etag(), said).await;
        answer.refused(422, "invalid_input");
    }
}
