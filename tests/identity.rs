//! Sign-up, sign-in, sign-out, password reset: nothing exists before the mailed link is opened, and no answer
//! tells whether an address is known.

use crate::harness::{PASSWORD, TestApp};
use chrono::Duration;
use reqwest::Method;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

const ADA: &str = "ada@acme.example";

fn sign_up(address: &str) -> Value {
    json!({ "address": address, "name": "Ada Lovelace", "organisation_name": "Acme", "zone": "Europe/Berlin",
        "country": "DE" })
}

async fn rows(app: &TestApp, table: &str) -> i64 {
    let root = app.database.root().await;
    let sql = format!("select count(*) from {table}");
    let row = root.query_one_raw(Statement::from_string(root.get_database_backend(), sql)).await.unwrap();
    let count = row.unwrap().try_get_by_index(0).unwrap();
    root.close().await.unwrap();
    count
}

#[tokio::test]
async fn nothing_exists_before_the_mailed_link_is_used() {
    let app = TestApp::new().await;
    let browser = app.browser();
    browser.post("/api/v1/sign-up", sign_up(ADA)).await.ok();
    app.run_jobs().await;
    let token = app.token_mailed_to(ADA);
    let seen = browser.post("/api/v1/sign-up/check", json!({ "token": token })).await.ok();
    assert_eq!((seen["address"].as_str(), seen["organisation_name"].as_str()), (Some(ADA), Some("Acme")));
    for table in ["account", "organisation", "person", "session"] {
        assert_eq!(rows(&app, table).await, 0, "{table}");
    }
    let confirm = json!({ "token": token, "password": PASSWORD });
    let session = browser.post("/api/v1/sign-up/confirm", confirm).await.ok();
    assert_eq!(session["organisations"][0]["roles"], json!(["owner"]));
    for table in ["account", "organisation", "person", "session"] {
        assert_eq!(rows(&app, table).await, 1, "{table}");
    }
}

#[tokio::test]
async fn a_link_is_used_once_and_expires() {
    let app = TestApp::new().await;
    app.found("Acme", ADA).await;
    let used = app.token_mailed_to(ADA);
    let confirm = |token: String| json!({ "token": token, "password": PASSWORD });
    app.browser().post("/api/v1/sign-up/confirm", confirm(used)).await.refused(410, "link_invalid");
    let browser = app.browser();
    browser.post("/api/v1/sign-up", sign_up("grace@navy.example")).await.ok();
    app.run_jobs().await;
    let late = app.token_mailed_to("grace@navy.example");
    app.clock.pass(Duration::hours(49));
    browser.post("/api/v1/sign-up/confirm", confirm(late)).await.refused(410, "link_invalid");
    for junk in ["", "x", &"a".repeat(5_000)] {
        let answer = browser.post("/api/v1/sign-up/confirm", confirm(junk.to_owned())).await;
        assert!(answer.status.is_client_error(), "{}", answer.body);
    }
}

#[tokio::test]
async fn a_link_that_two_use_at_once_founds_one_organisation() {
    let app = TestApp::new().await;
    let browser = app.browser();
    browser.post("/api/v1/sign-up", sign_up(ADA)).await.ok();
    app.run_jobs().await;
    let confirm = json!({ "token": app.token_mailed_to(ADA), "password": PASSWORD });
    let (first, second) = (app.browser(), app.browser());
    let path = "/api/v1/sign-up/confirm";
    let (one, other) = tokio::join!(first.post(path, confirm.clone()), second.post(path, confirm));
    let mut answers = [one.status.as_u16(), other.status.as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [201, 410]);
    assert_eq!((rows(&app, "account").await, rows(&app, "organisation").await), (1, 1));
}

#[tokio::test]
async fn an_address_with_an_account_gets_a_letter_and_the_caller_the_same_answer() {
    let app = TestApp::new().await;
    app.found("Acme", ADA).await;
    let known = app.browser().post("/api/v1/sign-up", sign_up(ADA)).await;
    let unknown = app.browser().post("/api/v1/sign-up", sign_up("grace@navy.example")).await;
    assert_eq!((known.status, &known.body), (unknown.status, &unknown.body));
    app.run_jobs().await;
    let letters = app.sink.to(ADA);
    assert_eq!(letters.len(), 2);
    assert!(!letters[1].text.contains('#'), "no link to found anything: {}", letters[1].text);
    assert_eq!(rows(&app, "organisation").await, 1);
}

#[tokio::test]
async fn organisations_of_one_name_get_addresses_of_their_own() {
    let app = TestApp::new().await;
    let one = app.found("Acme", ADA).await;
    let other = app.found("Acme", "grace@navy.example").await;
    assert_eq!(one.slug, "acme");
    assert!(other.slug.starts_with("acme-"), "{}", other.slug);
}

#[tokio::test]
async fn sign_in_says_nothing_about_which_half_was_wrong() {
    let app = TestApp::new().await;
    app.found("Acme", ADA).await;
    let browser = app.browser();
    let wrong =
        browser.post("/api/v1/session", json!({ "address": ADA, "password": "wrong wrong wrong" })).await;
    let nobody = json!({ "address": "nobody@acme.example", "password": "wrong wrong wrong" });
    let unknown = browser.post("/api/v1/session", nobody).await;
    wrong.refused(401, "sign_in_failed");
    unknown.refused(401, "sign_in_failed");
    let strip = |mut body: Value| {
        body.as_object_mut().unwrap().remove("request_id");
        body
    };
    assert_eq!(strip(wrong.body), strip(unknown.body));
    let right = json!({ "address": " ADA@acme.EXAMPLE ", "password": PASSWORD });
    browser.post("/api/v1/session", right).await.ok();
    browser.get("/api/v1/session").await.ok();
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let app = TestApp::new().await;
    app.found("Acme", ADA).await;
    let answer = app.browser().post("/api/v1/session", json!({ "address": ADA, "password": PASSWORD })).await;
    let cookie = answer.headers["set-cookie"].to_str().unwrap().to_owned();
    let pair = cookie.split(';').next().unwrap().to_owned();
    for flag in ["HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(flag), "{cookie}");
    }
    let thief = app.browser();
    let with_cookie = |method: Method| thief.request(method, "/api/v1/session").header("cookie", &pair);
    crate::harness::Browser::send(with_cookie(Method::GET)).await.ok();
    crate::harness::Browser::send(with_cookie(Method::DELETE)).await.ok();
    crate::harness::Browser::send(with_cookie(Method::GET)).await.refused(401, "signed_out");
}

#[tokio::test]
async fn a_session_ends_by_itself_after_a_fortnight() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    app.clock.pass(Duration::days(13));
    org.owner.get("/api/v1/session").await.ok();
    app.clock.pass(Duration::days(2));
    org.owner.get("/api/v1/session").await.refused(401, "signed_out");
}

#[tokio::test]
async fn a_new_password_ends_every_session_and_the_old_password() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let browser = app.browser();
    browser.post("/api/v1/password-reset", json!({ "address": ADA })).await.ok();
    browser.post("/api/v1/password-reset", json!({ "address": "nobody@acme.example" })).await.ok();
    app.run_jobs().await;
    assert_eq!(app.sink.to("nobody@acme.example").len(), 0);
    let token = app.token_mailed_to(ADA);
    let reset = json!({ "token": token, "password": "nine green kettles" });
    browser.post("/api/v1/password-reset/confirm", reset.clone()).await.ok();
    org.owner.get("/api/v1/session").await.refused(401, "signed_out");
    let old = json!({ "address": ADA, "password": PASSWORD });
    browser.post("/api/v1/session", old).await.refused(401, "sign_in_failed");
    browser.post("/api/v1/session", json!({ "address": ADA, "password": "nine green kettles" })).await.ok();
    browser.post("/api/v1/password-reset/confirm", reset).await.refused(410, "link_invalid");
}

#[tokio::test]
async fn a_link_for_one_purpose_serves_no_other() {
    let app = TestApp::new().await;
    app.found("Acme", ADA).await;
    let browser = app.browser();
    browser.post("/api/v1/password-reset", json!({ "address": ADA })).await.ok();
    app.run_jobs().await;
    let token = app.token_mailed_to(ADA);
    let body = json!({ "token": token, "password": PASSWORD });
    browser.post("/api/v1/sign-up/confirm", body).await.refused(410, "link_invalid");
    browser.post("/api/v1/sign-up/check", json!({ "token": token })).await.refused(410, "link_invalid");
}

#[tokio::test]
async fn guessing_is_slowed_down() {
    let app = TestApp::with(|settings| settings.sign_in_attempts_per_minute = 5).await;
    let guess = json!({ "address": "ada@slow.example", "password": "wrong wrong wrong" });
    let browser = app.browser();
    let mut codes = Vec::new();
    for _ in 0..8 {
        let answer = browser.post("/api/v1/session", guess.clone()).await;
        if answer.status == 429 {
            assert!(answer.headers.contains_key("retry-after"));
        }
        codes.push(answer.code().to_owned());
    }
    assert_eq!(codes[0], "sign_in_failed");
    assert_eq!(codes[7], "too_many_attempts");
}

#[tokio::test]
async fn a_request_from_another_site_is_refused() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let client = reqwest::Client::new();
    let cookie = app.browser().post("/api/v1/session", json!({ "address": ADA, "password": PASSWORD })).await;
    let cookie = cookie.headers["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    for (header, value) in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
        let request = client.post(format!("{}{}", app.base, org.path("/tasks"))).header("cookie", &cookie);
        let answer =
            crate::harness::Browser::send(request.header(header, value).json(&json!({ "title": "x" }))).await;
        answer.refused(403, "foreign_origin");
    }
}

#[tokio::test]
async fn weak_passwords_are_named_for_what_they_are() {
    let app = TestApp::new().await;
    let browser = app.browser();
    browser.post("/api/v1/sign-up", sign_up(ADA)).await.ok();
    app.run_jobs().await;
    let token = app.token_mailed_to(ADA);
    for (password, code) in [("short", "password_too_short"), ("password1234", "password_too_common")] {
        let answer =
            browser.post("/api/v1/sign-up/confirm", json!({ "token": token, "password": password })).await;
        answer.refused(422, "invalid_input");
        assert_eq!(answer.body["errors"][0]["code"], code);
    }
    // A refused password has not used the link up.
    browser.post("/api/v1/sign-up/confirm", json!({ "token": token, "password": PASSWORD })).await.ok();
}
