//! API tokens: what they let in, what they never do, and when they stop.

use crate::access::{Things, call, routes};
use crate::harness::{Answer, Browser, Organisation, TestApp};
use chrono::Duration;
use domain::access::{Action, Role};
use domain::token::{LONGEST_DAYS, is_open, reads};
use reqwest::Method;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

const ADA: &str = "ada@acme.example";

async fn make(browser: &Browser, org: &Organisation, body: Value) -> (String, String) {
    let made = browser.post(&org.path("/tokens"), body).await;
    assert_eq!(made.status, 201, "{}", made.body);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    (text(&made.body["token"]["id"]), text(&made.body["secret"]))
}

/// A program with a token of the owner's.
pub(crate) async fn program(app: &TestApp, org: &Organisation, scope: &str) -> Browser {
    let body = json!({ "name": "A program", "scope": scope, "days": 30 });
    Browser::with_token(&app.base, &make(&org.owner, org, body).await.1)
}

fn is_change(method: &Method) -> bool {
    !method.is_safe()
}

#[tokio::test]
async fn a_program_does_with_a_token_what_its_holder_may_and_the_history_says_so() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let task = org.task("Write the AI policy", 10).await;
    let path = org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
    let body = json!({ "name": "Nightly script", "scope": "write", "days": 30 });
    let (id, secret) = make(&org.owner, &org, body).await;
    assert!(secret.starts_with("aims_pat_") && secret.len() == 58);
    let program = Browser::with_token(&app.base, &secret);
    let holder = program.get("/api/v1/token").await.ok();
    assert_eq!(
        (holder["slug"].as_str(), holder["name"].as_str()),
        (Some(org.slug.as_str()), Some("Ada Lovelace"))
    );
    assert_eq!(program.get(&path).await.ok()["title"], "Write the AI policy");
    program.change(Method::PATCH, &path, "\"1\"", json!({ "title": "By a program" })).await.ok();
    let history = org.owner.get(&format!("{path}/history")).await.ok();
    let latest = &history["items"][0];
    assert_eq!((&latest["actor"]["kind"], &latest["by_token"]), (&json!("person"), &json!(true)));
    assert_eq!(
        (&latest["actor"]["name"], &history["items"][1]["by_token"]),
        (&json!("Ada Lovelace"), &json!(false))
    );
    // It is shown once, and says when it was used to the hour alone.
    let listed = org.owner.get(&org.path("/tokens")).await.ok();
    assert!(!listed.to_string().contains(&secret[..52]));
    assert_eq!(listed["items"][0]["id"], id.as_str());
    assert_eq!(listed["items"][0]["last_used_at"], "2026-11-24T09:00:00Z");
    assert!(secret.ends_with(listed["items"][0]["ends_with"].as_str().unwrap()));
    app.check_trail(&org).await.unwrap();
}

#[tokio::test]
async fn what_is_kept_of_a_token_is_a_hash() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (_, secret) = make(&org.owner, &org, json!({ "name": "One", "scope": "read", "days": 1 })).await;
    let db = app.database.root().await;
    let backend = db.get_database_backend();
    let rows = db
        .query_all_raw(Statement::from_string(backend, "select hash, org_id from api_token"))
        .await
        .unwrap();
    let hash: Vec<u8> = rows[0].try_get("", "hash").unwrap();
    assert_eq!((rows.len(), hash.len()), (1, 32));
    assert!(!secret.as_bytes().windows(8).any(|part| hash.windows(8).any(|kept| kept == part)));
    // A well-formed token that nobody made, and one with a slip, are none.
    let other = domain::token::write(domain::token::Kind::Person, &"A".repeat(43));
    for wrong in [other.as_str(), &secret[..57], "aims_pat_x"] {
        let answer = Browser::with_token(&app.base, wrong).get(&org.path("")).await;
        answer.refused(401, "token_invalid");
        assert_eq!(answer.headers["www-authenticate"], "Bearer error=\"invalid_token\"");
    }
    // In an address it counts for nothing.
    let path = org.path(&format!("/tasks?access_token={secret}"));
    app.browser().get(&path).await.refused(401, "signed_out");
}

#[tokio::test]
async fn no_route_answers_a_token_of_another_organisation() {
    let app = TestApp::new().await;
    let ours = app.found("Ours", "ada@ours.example").await;
    let theirs = app.found("Theirs", "eve@theirs.example").await;
    ours.adopt().await;
    let things = Things::of(&ours).await;
    let stranger = program(&app, &theirs, "write").await;
    for route in routes() {
        call(&stranger, &route, &things, &things.path(&route, &ours.slug)).await.refused(404, "not_found");
    }
    // Also not one of somebody who belongs to both: a token is of one organisation.
    stranger.get(&theirs.path("/tasks")).await.ok();
}

#[tokio::test]
async fn no_route_answers_a_token_that_expired_or_was_revoked() {
    let app = TestApp::new().await;
    let org = app.found("Ours", "ada@ours.example").await;
    org.adopt().await;
    let things = Things::of(&org).await;
    let (id, revoked) = make(&org.owner, &org, json!({ "name": "One", "scope": "write", "days": 30 })).await;
    let (_, expiring) = make(&org.owner, &org, json!({ "name": "Two", "scope": "write", "days": 1 })).await;
    let gone = org.owner.request(Method::DELETE, &org.path(&format!("/tokens/{id}")));
    assert_eq!(Browser::send(gone).await.status, 204);
    let (revoked, expiring) =
        (Browser::with_token(&app.base, &revoked), Browser::with_token(&app.base, &expiring));
    app.clock.pass(Duration::days(1) - Duration::milliseconds(1));
    expiring.get(&org.path("/tasks")).await.ok();
    app.clock.pass(Duration::milliseconds(1));
    for route in routes() {
        let path = things.path(&route, &org.slug);
        for (program, code) in [(&revoked, "token_revoked"), (&expiring, "token_expired")] {
            let answer = call(program, &route, &things, &path).await;
            // An answer to HEAD says nothing but its status.
            let code = if route.method == Method::HEAD { "signed_out" } else { code };
            answer.refused(401, code);
        }
    }
}

#[tokio::test]
async fn a_token_that_only_reads_changes_nothing() {
    let app = TestApp::new().await;
    let org = app.found("Ours", "ada@ours.example").await;
    org.adopt().await;
    let things = Things::of(&org).await;
    let reader = program(&app, &org, "read").await;
    let mut read = 0;
    for route in routes() {
        let answer = call(&reader, &route, &things, &things.path(&route, &org.slug)).await;
        let told = format!("{} {}: {} {}", route.method, route.path, answer.status, answer.body);
        if is_change(&route.method) {
            answer.refused(403, "token_read_only");
        } else if is_open(route.action) && reads(route.action) && route.method == Method::GET {
            assert!(![401, 403].contains(&answer.status.as_u16()), "{told}");
            read += 1;
        }
    }
    assert!(read > 10, "it does read");
    let task = org.owner.get(&org.path("/tasks")).await.ok();
    assert_eq!(task["items"][0]["version"], 1);
}

#[tokio::test]
async fn what_is_closed_to_tokens_stays_closed_and_the_rest_is_as_for_the_holder() {
    let app = TestApp::new().await;
    let org = app.found("Ours", "ada@ours.example").await;
    org.adopt().await;
    let mut things = Things::of(&org).await;
    let program = program(&app, &org, "write").await;
    for route in routes() {
        let answer = call(&program, &route, &things, &things.path(&route, &org.slug)).await;
        let told = format!("{} {}: {} {}", route.method, route.path, answer.status, answer.body);
        if is_open(route.action) {
            assert!(![401, 403].contains(&answer.status.as_u16()) && answer.status.as_u16() < 500, "{told}");
        } else if route.method != Method::HEAD {
            answer.refused(403, "token_out_of_reach");
        }
        if answer.status.is_success() && is_change(&route.method) {
            things = Things::of(&org).await;
        }
    }
    // Nothing of an account opens to a token, and a cookie does not help it.
    program.get("/api/v1/session").await.refused(401, "signed_out");
    let both =
        org.owner.request(Method::GET, &org.path("/tokens")).header("authorization", "Bearer aims_pat_x");
    Browser::send(both).await.refused(401, "token_invalid");
}

#[tokio::test]
async fn a_token_never_reaches_further_than_its_holder_and_what_it_was_made_for() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let task = org.task("Not yours", 10).await;
    let (staff, _) = app.member(&org, Role::Staff).await;
    let own = json!({ "name": "Mine", "scope": "write", "days": 30 });
    let (_, secret) = make(&staff, &org, own).await;
    let theirs = Browser::with_token(&app.base, &secret);
    theirs
        .get(&org.path(&format!("/tasks/{}", task["id"].as_str().unwrap())))
        .await
        .refused(404, "not_found");
    theirs.get(&org.path("/people")).await.refused(403, "forbidden");
    for beyond in [Action::ReviewTask, Action::ManagePeople, Action::UseTokens] {
        let body = json!({ "name": "More", "scope": "write", "days": 1, "actions": [beyond.name()] });
        let answer = staff.post(&org.path("/tokens"), body).await;
        answer.refused(422, "invalid_input");
        assert_eq!(answer.body["errors"][0]["code"], "beyond_yours");
    }
    let body = json!({ "name": "Less", "scope": "write", "days": 1, "actions": ["read_tasks"] });
    let less = Browser::with_token(&app.base, &make(&org.owner, &org, body).await.1);
    less.get(&org.path("/tasks")).await.ok();
    less.post(&org.path("/tasks"), json!({ "title": "No" })).await.refused(403, "token_out_of_reach");
    less.get(&org.path("/people")).await.refused(403, "token_out_of_reach");
    // An auditor changes nothing, so makes no token; nobody revokes or sees somebody else's but who runs it all.
    let (auditor, _) = app.member(&org, Role::Auditor).await;
    auditor
        .post(&org.path("/tokens"), json!({ "name": "No", "scope": "read", "days": 1 }))
        .await
        .refused(403, "forbidden");
    staff.get(&org.path("/tokens?all=true")).await.refused(403, "forbidden");
    assert_eq!(org.owner.get(&org.path("/tokens?all=true")).await.ok()["items"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn the_tokens_of_somebody_who_left_stop_at_once_and_stay_so() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (staff, id) = app.member(&org, Role::Contributor).await;
    let body = json!({ "name": "Mine", "scope": "write", "days": 300 });
    let program = Browser::with_token(&app.base, &make(&staff, &org, body).await.1);
    program.get(&org.path("/tasks")).await.ok();
    let path = org.path(&format!("/people/{id}"));
    let etag = org.owner.get(&path).await.etag();
    org.owner.change(Method::POST, &format!("{path}/deactivate"), &etag, json!({})).await.ok();
    let refused = program.get(&org.path("/tasks")).await;
    assert_eq!(refused.status, 401, "{}", refused.body);
    let etag = org.owner.get(&path).await.etag();
    org.owner.change(Method::POST, &format!("{path}/reactivate"), &etag, json!({})).await.ok();
    program.get(&org.path("/tasks")).await.refused(401, "token_revoked");
}

#[tokio::test]
async fn what_cannot_be_a_token_is_refused() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let refused = |body: Value| async { org.owner.post(&org.path("/tokens"), body).await };
    for (body, pointer) in [
        (json!({ "name": " ", "scope": "read", "days": 1 }), "/name"),
        (json!({ "name": "One", "scope": "all", "days": 1 }), "/scope"),
        (json!({ "name": "One", "scope": "read", "days": 0 }), "/days"),
        (json!({ "name": "One", "scope": "read", "days": LONGEST_DAYS + 1 }), "/days"),
        (json!({ "name": "One", "scope": "read", "days": 1, "actions": ["fly"] }), "/actions"),
    ] {
        let answer = refused(body).await;
        answer.refused(422, "invalid_input");
        assert_eq!(answer.body["errors"][0]["pointer"], pointer);
    }
    for _ in 0..20 {
        make(&org.owner, &org, json!({ "name": "One", "scope": "read", "days": 1 })).await;
    }
    let one_more: Answer = refused(json!({ "name": "One", "scope": "read", "days": 1 })).await;
    one_more.refused(409, "refused");
    assert_eq!(one_more.body["params"]["reason"], "too_many_tokens");
}

#[tokio::test]
async fn a_service_account_acts_in_its_own_name_and_is_nobody() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let task = org.task("Write the AI policy", 10).await;
    let path = org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
    let accounts = org.path("/service-accounts");
    let body = |role: &str| json!({ "name": "Pipeline", "purpose": "Files evidence", "role": role });
    for too_much in ["owner", "admin"] {
        let answer = org.owner.post(&accounts, body(too_much)).await;
        answer.refused(422, "invalid_input");
        assert_eq!(answer.body["errors"][0]["code"], "not_for_services");
    }
    let account = org.owner.post(&accounts, body("manager")).await.ok();
    let id = account["id"].as_str().unwrap();
    let token = json!({ "name": "CI", "scope": "write", "days": 90, "service_account": id });
    let (_, secret) = make(&org.owner, &org, token.clone()).await;
    assert!(secret.starts_with("aims_svc_"));
    let program = Browser::with_token(&app.base, &secret);
    program.change(Method::PATCH, &path, "\"1\"", json!({ "title": "By a pipeline" })).await.ok();
    let history = org.owner.get(&format!("{path}/history")).await.ok();
    assert_eq!(history["items"][0]["actor"], json!({ "kind": "service_account", "name": "Pipeline" }));
    // It is no person: not listed, not assigned to, without a page, never an administrator.
    let people = org.owner.get(&org.path("/people")).await.ok();
    assert_eq!(people["total"], 1);
    org.owner.get(&org.path(&format!("/people/{id}"))).await.refused(404, "not_found");
    let given = org.owner.change(Method::PATCH, &path, "\"2\"", json!({ "owner": id })).await;
    given.refused(422, "invalid_input");
    let roles = json!({ "roles": [{ "role": "admin" }] });
    let raised =
        org.owner.change(Method::PUT, &org.path(&format!("/people/{id}/roles")), "\"1\"", roles).await;
    raised.refused(404, "not_found");
    // Only who runs the organisation makes tokens for it.
    let (manager, _) = app.member(&org, Role::Manager).await;
    manager.post(&org.path("/tokens"), token).await.refused(404, "not_found");
    org.owner.change(Method::POST, &format!("{accounts}/{id}/end"), "\"1\"", json!({})).await.ok();
    program.get(&path).await.refused(401, "token_revoked");
}
