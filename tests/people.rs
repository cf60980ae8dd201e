//! People: added, invited, joining with a new account or an old one, changed, let go and taken back.

use crate::harness::{Answer, Browser, Organisation, PASSWORD, TestApp};
use reqwest::Method;
use serde_json::{Value, json};

const ADA: &str = "ada@acme.example";
const GRACE: &str = "grace@acme.example";

async fn add(org: &Organisation, body: Value) -> Value {
    org.owner.post(&org.path("/people"), body).await.ok()
}

async fn grace(org: &Organisation, roles: &[&str], invite: bool) -> Value {
    add(org, json!({ "name": "Grace Hopper", "address": GRACE, "roles": roles, "invite": invite })).await
}

fn at(org: &Organisation, person: &Value, rest: &str) -> String {
    org.path(&format!("/people/{}{rest}", person["id"].as_str().unwrap()))
}

async fn change(browser: &Browser, method: Method, path: &str, of: &str, body: Value) -> Answer {
    let etag = browser.get(of).await.etag();
    browser.change(method, path, &etag, body).await
}

async fn person(org: &Organisation, person: &Value) -> Value {
    org.owner.get(&at(org, person, "")).await.ok()
}

/// Somebody follows the link and chooses a password.
async fn join(app: &TestApp, token: &str) -> (Browser, Value) {
    let browser = app.browser();
    let body = json!({ "token": token, "password": PASSWORD });
    let joined = browser.post("/api/v1/invitations/accept", body).await.ok();
    (browser, joined)
}

#[tokio::test]
async fn somebody_who_is_invited_joins_with_a_new_account_once() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let added = grace(&org, &["contributor"], true).await;
    assert_eq!((&added["has_account"], &added["active"]), (&json!(false), &json!(true)));
    assert!(added["invited_until"].is_string());
    app.run_jobs().await;
    let mail = app.sink.to(GRACE).pop().unwrap();
    assert!(mail.subject.contains("Ada Lovelace asks you to join Acme"), "{}", mail.subject);
    let token = app.token_mailed_to(GRACE);
    let look = app.browser().post("/api/v1/invitations/check", json!({ "token": token })).await.ok();
    assert_eq!((&look["organisation"], &look["has_account"]), (&json!("Acme"), &json!(false)));

    let (browser, joined) = join(&app, &token).await;
    assert_eq!(joined["slug"], "acme");
    let me = browser.get(&org.path("")).await.ok()["me"].clone();
    assert_eq!((me["person_id"].as_str(), &me["roles"]), (added["id"].as_str(), &json!(["contributor"])));
    assert_eq!(person(&org, &added).await["has_account"], true);
    let again = json!({ "token": token, "password": PASSWORD });
    app.browser().post("/api/v1/invitations/accept", again).await.refused(410, "link_invalid");
}

#[tokio::test]
async fn an_account_joins_further_organisations_and_chooses_between_them() {
    let app = TestApp::new().await;
    let theirs = app.found("Theirs", GRACE).await;
    let org = app.found("Acme", ADA).await;
    grace(&org, &["manager"], true).await;
    app.run_jobs().await;
    let token = app.token_mailed_to(GRACE);
    let with_password = json!({ "token": token, "password": PASSWORD });
    let refused = app.browser().post("/api/v1/invitations/accept", with_password).await;
    refused.refused(409, "refused");
    assert_eq!(refused.body["params"]["reason"], "sign_in_first");
    app.browser()
        .post("/api/v1/invitations/accept", json!({ "token": token }))
        .await
        .refused(401, "signed_out");
    theirs.owner.post("/api/v1/invitations/accept", json!({ "token": token })).await.ok();
    let session = theirs.owner.get("/api/v1/session").await.ok();
    let slugs: Vec<&str> = session["organisations"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["slug"].as_str().unwrap())
        .collect();
    assert_eq!(slugs, ["acme", "theirs"]);
}

#[tokio::test]
async fn a_link_ends_when_it_is_sent_again_taken_back_or_too_old() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let added = grace(&org, &["staff"], true).await;
    app.run_jobs().await;
    let first = app.token_mailed_to(GRACE);
    org.owner.post(&at(&org, &added, "/invitation"), json!({})).await.ok();
    app.run_jobs().await;
    let second = app.token_mailed_to(GRACE);
    let check = |token: String| {
        let browser = app.browser();
        async move { browser.post("/api/v1/invitations/check", json!({ "token": token })).await }
    };
    check(first).await.refused(410, "link_invalid");
    check(second.clone()).await.ok();
    let revoke = org.owner.request(Method::DELETE, &at(&org, &added, "/invitation"));
    Browser::send(revoke).await.ok();
    check(second).await.refused(410, "link_invalid");
    let revoke = org.owner.request(Method::DELETE, &at(&org, &added, "/invitation"));
    Browser::send(revoke).await.refused(409, "refused");
    org.owner.post(&at(&org, &added, "/invitation"), json!({})).await.ok();
    app.run_jobs().await;
    let third = app.token_mailed_to(GRACE);
    app.clock.pass(chrono::Duration::days(15));
    check(third).await.refused(410, "link_invalid");
}

#[tokio::test]
async fn the_last_owner_stays_one_and_administrators_do_not_touch_owners() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (admin, _) = app.member(&org, domain::access::Role::Admin).await;
    let mine = org.path(&format!("/people/{}", org.me));
    let staff = json!({ "roles": [{ "role": "staff" }] });
    let own = change(&org.owner, Method::PUT, &format!("{mine}/roles"), &mine, staff.clone()).await;
    own.refused(409, "refused");
    assert_eq!(own.body["params"]["reason"], "last_owner");
    let theirs = change(&admin, Method::PUT, &format!("{mine}/roles"), &mine, staff.clone()).await;
    assert_eq!(theirs.body["params"]["reason"], "owners_only");
    let added = grace(&org, &["staff"], false).await;
    let of = at(&org, &added, "");
    let up = json!({ "roles": [{ "role": "owner" }] });
    let refused = change(&admin, Method::PUT, &format!("{of}/roles"), &of, up.clone()).await;
    assert_eq!(refused.body["params"]["reason"], "owners_only");
    let body = json!({ "name": "Eve", "address": "eve@acme.example", "roles": ["owner"] });
    admin.post(&org.path("/people"), body).await.refused(409, "refused");
    change(&org.owner, Method::PUT, &format!("{of}/roles"), &of, up).await.ok();
    change(&org.owner, Method::PUT, &format!("{mine}/roles"), &mine, staff).await.ok();
    org.owner
        .post(&org.path("/people"), json!({ "name": "E", "address": "e@e.example" }))
        .await
        .refused(403, "forbidden");
}

#[tokio::test]
async fn roles_are_held_from_a_day_until_a_day_and_their_history_stays() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let added = grace(&org, &["contributor"], false).await;
    let of = at(&org, &added, "");
    let auditor = json!({ "roles": [{ "role": "auditor", "until": "2026-11-30" }] });
    let now = change(&org.owner, Method::PUT, &format!("{of}/roles"), &of, auditor).await.ok();
    assert_eq!(now["roles"], json!(["auditor"]));
    assert_eq!(now["history"].as_array().unwrap().len(), 2);
    app.clock.pass(chrono::Duration::days(7));
    assert_eq!(person(&org, &added).await["roles"], json!([]), "its last day has passed");
    let past = json!({ "roles": [{ "role": "staff", "until": "2026-11-01" }] });
    change(&org.owner, Method::PUT, &format!("{of}/roles"), &of, past).await.refused(422, "invalid_input");
}

#[tokio::test]
async fn whoever_leaves_hands_over_what_is_open_and_is_shut_out() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let added = grace(&org, &["contributor"], true).await;
    app.run_jobs().await;
    let (browser, _) = join(&app, &app.token_mailed_to(GRACE)).await;
    let body = json!({ "title": "Write the AI policy", "owner": added["id"], "due": "2026-12-20" });
    let task = org.owner.post(&org.path("/tasks"), body).await.ok();
    let of = at(&org, &added, "");
    let leave = format!("{of}/deactivate");
    let open = change(&org.owner, Method::POST, &leave, &of, json!({})).await;
    assert_eq!(open.body["params"]["reason"], "open_work");
    let left = change(&org.owner, Method::POST, &leave, &of, json!({ "successor": org.me })).await.ok();
    assert_eq!((&left["handed_over"], &left["person"]["active"]), (&json!(1), &json!(false)));
    let task = org.owner.get(&org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()))).await.ok();
    assert_eq!(task["owner"]["id"].as_str(), Some(org.me.as_str()));
    browser.get(&org.path("")).await.refused(404, "not_found");
    let mine = org.path(&format!("/people/{}", org.me));
    let oneself = change(&org.owner, Method::POST, &format!("{mine}/deactivate"), &mine, json!({})).await;
    assert_eq!(oneself.body["params"]["reason"], "yourself");
    change(&org.owner, Method::POST, &format!("{of}/reactivate"), &of, json!({})).await.ok();
    browser.get(&org.path("")).await.ok();
}

#[tokio::test]
async fn people_say_of_themselves_what_they_are_called_and_where_they_live_and_nothing_more() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (staff, id) = app.member(&org, domain::access::Role::Staff).await;
    let profile = org.path("/profile");
    let body = json!({ "name": "Grace B. Hopper", "zone": "America/New_York" });
    let now = change(&staff, Method::PATCH, &profile, &profile, body).await.ok();
    assert_eq!((now["id"].as_str(), &now["zone"]), (Some(id.as_str()), &json!("America/New_York")));
    for wrong in [json!({ "zone": "Mars/Olympus" }), json!({ "name": " " }), json!({ "roles": ["owner"] })] {
        change(&staff, Method::PATCH, &profile, &profile, wrong).await.refused(422, "invalid_input");
    }
    let body = json!({ "manager": id });
    let of = org.path(&format!("/people/{id}"));
    change(&org.owner, Method::PATCH, &of, &of, body).await.refused(422, "invalid_input");
    let answers = change(&org.owner, Method::PATCH, &of, &of, json!({ "manager": org.me })).await.ok();
    assert_eq!(answers["manager"]["id"].as_str(), Some(org.me.as_str()));
}

#[tokio::test]
async fn an_address_belongs_to_one_person_of_an_organisation() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    grace(&org, &[], false).await;
    let twice = json!({ "name": "Another", "address": "GRACE@acme.example" });
    let refused = org.owner.post(&org.path("/people"), twice).await;
    assert_eq!(refused.body["params"]["reason"], "taken");
}
