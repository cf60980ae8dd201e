//! Passwords that are chosen and changed: what is refused, who is signed out, who is told.

use crate::harness::{Browser, PASSWORD, TestApp};
use reqwest::Method;
use serde_json::{Value, json};

const ADA: &str = "ada@acme.example";
const PATH: &str = "/api/v1/password";

async fn change(browser: &Browser, current: &str, password: &str) -> crate::harness::Answer {
    let body = json!({ "current": current, "password": password });
    Browser::send(browser.request(Method::PUT, PATH).json(&body)).await
}

fn sign_in(password: &str) -> Value {
    json!({ "address": ADA, "password": password })
}

#[track_caller]
fn refused_at(answer: &crate::harness::Answer, pointer: &str, code: &str) {
    answer.refused(422, "invalid_input");
    let error = &answer.body["errors"][0];
    assert_eq!(
        (error["pointer"].as_str(), error["code"].as_str()),
        (Some(pointer), Some(code)),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn changing_it_asks_for_the_present_one_ends_other_sessions_and_tells_the_owner() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let elsewhere = app.browser();
    elsewhere.post("/api/v1/session", sign_in(PASSWORD)).await.ok();
    app.browser().post("/api/v1/password-reset", json!({ "address": ADA })).await.ok();
    app.run_jobs().await;
    let link = app.token_mailed_to(ADA);
    refused_at(
        &change(&org.owner, "not the right one", "nine purple kettles").await,
        "/current",
        "password_wrong",
    );
    elsewhere.get("/api/v1/session").await.ok();
    let before = app.sink.to(ADA).len();
    let answer = change(&org.owner, PASSWORD, "nine purple kettles").await;
    assert_eq!(answer.status, 204, "{}", answer.body);
    org.owner.get("/api/v1/session").await.ok();
    elsewhere.get("/api/v1/session").await.refused(401, "signed_out");
    app.browser().post("/api/v1/session", sign_in(PASSWORD)).await.refused(401, "sign_in_failed");
    app.browser().post("/api/v1/session", sign_in("nine purple kettles")).await.ok();
    // A link to choose a password that was mailed before is of no use any more.
    let confirm = json!({ "token": link, "password": "seven green kettles" });
    app.browser().post("/api/v1/password-reset/confirm", confirm).await.refused(410, "link_invalid");
    app.run_jobs().await;
    let mails = app.sink.to(ADA);
    assert_eq!(mails.len(), before + 1);
    let told = mails.last().unwrap();
    assert_eq!(told.subject, "Your OpenAIMS password was changed");
    assert!(told.text.contains("/forgot") && !told.text.contains('#'), "{}", told.text);
}

#[tokio::test]
async fn the_session_that_changed_it_is_a_new_one() {
    let app = TestApp::new().await;
    app.found("Acme", ADA).await;
    let answer = app.browser().post("/api/v1/session", sign_in(PASSWORD)).await;
    let pair = answer.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    let with_cookie =
        |method: Method, path: &str| app.browser().request(method, path).header("cookie", pair.clone());
    let body = json!({ "current": PASSWORD, "password": "nine purple kettles" });
    let changed = Browser::send(with_cookie(Method::PUT, PATH).json(&body)).await;
    assert_eq!(changed.status, 204);
    assert!(changed.headers.contains_key("set-cookie"));
    Browser::send(with_cookie(Method::GET, "/api/v1/session")).await.refused(401, "signed_out");
}

#[tokio::test]
async fn nobody_guesses_the_present_one_at_an_open_browser() {
    let app = TestApp::with(|settings| settings.sign_in_attempts_per_minute = 4).await;
    let org = app.found("Acme", ADA).await;
    let mut codes = Vec::new();
    for number in 0..6 {
        codes.push(
            change(&org.owner, &format!("guess {number}"), "nine purple kettles").await.code().to_owned(),
        );
    }
    assert_eq!((codes[0].as_str(), codes[5].as_str()), ("invalid_input", "too_many_attempts"), "{codes:?}");
    change(&app.browser(), PASSWORD, "nine purple kettles").await.refused(401, "signed_out");
}

#[tokio::test]
async fn the_owner_is_told_however_many_mails_were_asked_for_before() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    for _ in 0..7 {
        app.browser().post("/api/v1/password-reset", json!({ "address": ADA })).await.ok();
    }
    assert_eq!(change(&org.owner, PASSWORD, "nine purple kettles").await.status, 204);
    app.run_jobs().await;
    assert_eq!(app.sink.to(ADA).last().unwrap().subject, "Your OpenAIMS password was changed");
}

#[tokio::test]
async fn common_passwords_and_known_words_are_refused_wherever_one_is_chosen() {
    let app = TestApp::new().await;
    let org = app.found("Plumbline Works", ADA).await;
    app.browser().post("/api/v1/password-reset", json!({ "address": ADA })).await.ok();
    app.run_jobs().await;
    let token = app.token_mailed_to(ADA);
    for bad in ["q1w2e3r4t5y6", "SonyEricsson", "Plumbline2026!", "Lovelace-Ada-1", "OpenAIMS-2026!"] {
        refused_at(&change(&org.owner, PASSWORD, bad).await, "/password", "password_too_common");
        let confirm = json!({ "token": token, "password": bad });
        let answer = app.browser().post("/api/v1/password-reset/confirm", confirm).await;
        refused_at(&answer, "/password", "password_too_common");
    }
    let long = "teapots and kettles ".repeat(10);
    refused_at(&change(&org.owner, PASSWORD, &long).await, "/password", "password_too_long");
    org.owner.get("/api/v1/session").await.ok();
}

#[tokio::test]
async fn signing_in_ends_the_session_that_the_browser_came_with() {
    let app = TestApp::new().await;
    app.found("Acme", ADA).await;
    let browser = app.browser();
    let pair = |answer: &crate::harness::Answer| {
        answer.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned()
    };
    let first = pair(&browser.post("/api/v1/session", sign_in(PASSWORD)).await);
    let second = pair(&browser.post("/api/v1/session", sign_in(PASSWORD)).await);
    assert_ne!(first, second);
    let shown =
        |cookie: String| app.browser().request(Method::GET, "/api/v1/session").header("cookie", cookie);
    Browser::send(shown(first)).await.refused(401, "signed_out");
    Browser::send(shown(second.clone())).await.ok();
    // A sign-in that fails ends nothing, and another browser's session goes on.
    browser.post("/api/v1/session", sign_in("not the right one")).await.refused(401, "sign_in_failed");
    Browser::send(shown(second)).await.ok();
}

#[tokio::test]
async fn signing_out_has_the_browser_forget_what_it_kept() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let answer = Browser::send(org.owner.request(Method::DELETE, "/api/v1/session")).await;
    assert_eq!(answer.status, 204);
    assert_eq!(answer.headers["clear-site-data"], "\"cache\", \"storage\"");
}
