//! That a token ends is told in time to whoever answers for it, until it ends, and no longer.

use crate::harness::{Browser, Organisation, TestApp};
use domain::access::Role;
use integrations::mail::fake::StoredMessage;
use reqwest::Method;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

const ADA: &str = "ada@acme.example";

async fn make(browser: &Browser, org: &Organisation, body: Value) -> Value {
    browser.post(&org.path("/tokens"), body).await.ok()["token"].clone()
}

fn token(name: &str, days: i64) -> Value {
    json!({ "name": name, "scope": "read", "days": days })
}

/// The mails about tokens that somebody got.
fn told(app: &TestApp, address: &str) -> Vec<StoredMessage> {
    app.sink.to(address).into_iter().filter(|mail| mail.subject.contains("API token")).collect()
}

async fn obligations(app: &TestApp) -> i64 {
    let root = app.database.root().await;
    let sql = "select count(*) as count from obligation where kind = 'expiry'";
    let row = root.query_one_raw(Statement::from_string(root.get_database_backend(), sql)).await.unwrap();
    row.unwrap().try_get("", "count").unwrap()
}

#[tokio::test]
async fn whoever_has_a_token_hears_before_it_ends_and_on_the_day_and_then_no_more() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let made = make(&org.owner, &org, token("Nightly export", 60)).await;
    // 60 days from 24 November is 23 January.
    let due = "from=2027-01-01&until=2027-01-31&kind=token&each=5";
    let calendar = org.owner.get(&org.path(&format!("/calendar?{due}"))).await.ok();
    let entry = &calendar["entries"][0];
    assert_eq!(
        (&entry["id"], &entry["falls_due"], &entry["due"], &entry["title"]),
        (&made["id"], &json!("expiry"), &json!("2027-01-23"), &json!("Nightly export"))
    );
    let mut heard = Vec::new();
    for (at, count) in [
        ("2026-12-24T06:59:00Z", 0),
        ("2026-12-24T07:00:00Z", 1),
        ("2027-01-09T07:00:00Z", 2),
        ("2027-01-16T07:00:00Z", 3),
        ("2027-01-22T07:00:00Z", 4),
        ("2027-01-23T07:00:00Z", 5),
        ("2027-01-30T07:00:00Z", 5),
        ("2027-02-27T07:00:00Z", 5),
    ] {
        app.sweep_at(at).await;
        heard = told(&app, ADA);
        assert_eq!(heard.len(), count, "{at}");
    }
    assert_eq!(heard[0].subject, "API token works until Sat 23 Jan 2027: Nightly export");
    assert!(heard[0].text.contains(&format!("/o/{}/settings?section=tokens", org.slug)), "{}", heard[0].text);
    assert_eq!(obligations(&app).await, 0, "what is over is forgotten");
}

#[tokio::test]
async fn whoever_makes_a_short_token_is_not_told_what_they_just_said() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    make(&org.owner, &org, token("For the afternoon", 7)).await;
    app.sweep_at("2026-11-24T12:00:00Z").await;
    assert_eq!(told(&app, ADA).len(), 0);
    app.sweep_at("2026-11-30T07:00:00Z").await;
    assert_eq!(told(&app, ADA).len(), 1);
}

#[tokio::test]
async fn nobody_hears_of_a_token_that_was_revoked() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let made = make(&org.owner, &org, token("Nightly export", 60)).await;
    let at = org.path(&format!("/tokens/{}", made["id"].as_str().unwrap()));
    assert_eq!(org.owner.request(Method::DELETE, &at).send().await.unwrap().status(), 204);
    assert_eq!(obligations(&app).await, 0);
    app.sweep_at("2027-01-22T07:00:00Z").await;
    assert_eq!(told(&app, ADA).len(), 0);
    let calendar = org.owner.get(&org.path("/calendar?from=2027-01-01&until=2027-01-31")).await.ok();
    assert_eq!(calendar["days"], json!([]));
}

#[tokio::test]
async fn a_programs_token_is_its_makers_and_then_whoever_follows() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (admin, id) = app.member(&org, Role::Admin).await;
    let account = json!({ "name": "Pipeline", "purpose": "Files evidence", "role": "manager" });
    let account = org.owner.post(&org.path("/service-accounts"), account).await.ok();
    let mut wanted = token("CI", 60);
    wanted["service_account"] = account["id"].clone();
    make(&admin, &org, wanted).await;
    let theirs = format!("admin@{}.example", org.slug);
    app.sweep_at("2026-12-24T07:00:00Z").await;
    assert_eq!((told(&app, &theirs).len(), told(&app, ADA).len()), (1, 0));
    // They leave, and nobody is named to follow them: it is whoever lets them go, who hears at once of what is true.
    let path = org.path(&format!("/people/{id}"));
    let etag = org.owner.get(&path).await.etag();
    org.owner.change(Method::POST, &format!("{path}/deactivate"), &etag, json!({})).await.ok();
    app.sweep_at("2026-12-28T07:00:00Z").await;
    assert_eq!((told(&app, &theirs).len(), told(&app, ADA).len()), (1, 1));
    app.sweep_at("2027-01-23T07:00:00Z").await;
    assert_eq!((told(&app, &theirs).len(), told(&app, ADA).len()), (1, 2));
}

#[tokio::test]
async fn whoever_follows_hears_of_a_programs_token_only_where_they_may_make_another() {
    for (role, heard) in [(Role::Contributor, 0), (Role::Owner, 1)] {
        let app = TestApp::new().await;
        let org = app.found("Acme", ADA).await;
        let (admin, id) = app.member(&org, Role::Admin).await;
        let (_, successor) = app.member(&org, role).await;
        let account = json!({ "name": "Pipeline", "purpose": "Files evidence", "role": "manager" });
        let account = org.owner.post(&org.path("/service-accounts"), account).await.ok();
        let mut wanted = token("CI", 60);
        wanted["service_account"] = account["id"].clone();
        make(&admin, &org, wanted).await;
        let path = org.path(&format!("/people/{id}"));
        let etag = org.owner.get(&path).await.etag();
        let body = json!({ "successor": successor });
        org.owner.change(Method::POST, &format!("{path}/deactivate"), &etag, body).await.ok();
        app.sweep_at("2026-12-24T07:00:00Z").await;
        let theirs = told(&app, &format!("{role}@{}.example", org.slug)).len();
        assert_eq!((theirs, told(&app, ADA).len()), (heard, 1 - heard), "{role}");
    }
}

#[tokio::test]
async fn a_token_that_is_one_mail_too_many_comes_in_the_digest() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (staff, _) = app.member(&org, Role::Staff).await;
    let settings = org.path("/settings");
    let answer = org.owner.get(&settings).await;
    let mut policy = answer.body["reminders"].clone();
    policy["most_a_day"] = json!(1);
    org.owner.change(Method::PUT, &format!("{settings}/reminders"), &answer.etag(), policy).await.ok();
    for name in ["The first", "The second"] {
        make(&staff, &org, token(name, 10)).await;
    }
    let theirs = format!("staff@{}.example", org.slug);
    app.sweep_at("2026-11-27T07:00:00Z").await;
    assert_eq!(told(&app, &theirs).len(), 1);
    let bell = staff.get(&org.path("/notices")).await.ok();
    assert_eq!(bell["items"][0]["subject_kind"], "token");
    // The 28th is a Saturday: the next digest comes on Monday.
    app.sweep_at("2026-11-30T07:00:00Z").await;
    let all: String = app.sink.to(&theirs).into_iter().map(|mail| mail.text).collect();
    assert!(all.contains("The first") && all.contains("The second"), "neither is lost: {all}");
}

#[tokio::test]
async fn a_token_is_no_thing_to_speak_about() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let made = make(&org.owner, &org, token("Nightly export", 60)).await;
    let at = org.path(&format!("/subjects/{}", made["id"].as_str().unwrap()));
    org.owner.post(&format!("{at}/comments"), json!({ "text": "What for?" })).await.refused(404, "not_found");
    org.owner.get(&format!("{at}/evidence")).await.refused(404, "not_found");
}

#[tokio::test]
async fn everything_that_falls_due_stands_in_the_calendar_that_programs_subscribe_to() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let phone = json!({ "name": "Phone", "scope": "calendar", "days": 60 });
    let secret =
        org.owner.post(&org.path("/tokens"), phone).await.ok()["secret"].as_str().unwrap().to_owned();
    org.task("Write the AI policy", 10).await;
    let (staff, _) = app.member(&org, Role::Staff).await;
    make(&staff, &org, token("Theirs", 30)).await;
    let feed = async |which: &str| {
        let at = format!("{}/calendar/{secret}/{which}.ics", app.base);
        let answer = reqwest::Client::new().get(at).send().await.unwrap();
        answer.text().await.unwrap().replace("\r\n ", "")
    };
    let mine = feed("mine").await;
    assert!(mine.contains("SUMMARY:Stops working: Phone\r\n"), "{mine}");
    assert!(mine.contains("DTSTART;VALUE=DATE:20270123\r\n"), "{mine}");
    assert!(mine.contains(&format!("/o/{}/settings?section=tokens\r\n", org.slug)), "{mine}");
    assert!(mine.contains("SUMMARY:TSK-1 Write the AI policy\r\n") && !mine.contains("Theirs"), "{mine}");
    let all = feed("all").await;
    assert!(all.contains("SUMMARY:Stops working: Theirs (The staff)\r\n"), "{all}");
    assert!(all.contains("SUMMARY:TSK-1 Write the AI policy (Ada Lovelace)\r\n"), "{all}");
}
