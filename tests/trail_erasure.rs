//! Who a person was is erased; what they did stays, and the trail holds.

use crate::harness::{Backend, Browser, Organisation, TestApp, backend};
use crate::teams::{PNG, put_photo};
use crate::trail::anchor;
use domain::access::Role;
use domain::job::Job;
use domain::trail::chain::Report;
use domain::trail::file::check;
use reqwest::Method;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

const GRACE: &str = "Grace Brewster Hopper";
const ADDRESS: &str = "grace.hopper@navy.example";

/// Somebody who joined by invitation and works here: writes, uploads, invites, chooses, is mailed.
async fn grace(app: &TestApp, org: &Organisation) -> (Browser, String) {
    let body = json!({ "name": GRACE, "address": ADDRESS, "roles": ["manager"], "invite": true });
    let id = org.owner.post(&org.path("/people"), body).await.ok()["id"].as_str().unwrap().to_owned();
    app.run_jobs().await;
    let browser = app.browser();
    let token = app.token_mailed_to(ADDRESS);
    let accept = json!({ "token": token, "password": "eleven blue teapots" });
    browser.post("/api/v1/invitations/accept", accept).await.ok();
    put_photo(&browser, org, PNG).await.ok();
    let etag = browser.get(&org.path("/profile/choices")).await.etag();
    browser.change(Method::PATCH, &org.path("/profile/choices"), &etag, json!({ "hour": 9 })).await.ok();
    let team = json!({ "name": "Compilers", "lead": id, "members": [id] });
    org.owner.post(&org.path("/teams"), team).await.ok();
    let invited =
        json!({ "name": "Jean Sammet", "address": "jean@acme.example", "roles": ["staff"], "invite": true });
    // Only who runs the organisation invites: for once it is she.
    let at = org.path(&format!("/people/{id}"));
    let etag = org.owner.get(&at).await.etag();
    let roles = json!({ "roles": [{ "role": "admin" }] });
    org.owner.change(Method::PUT, &format!("{at}/roles"), &etag, roles).await.ok();
    browser.post(&org.path("/people"), invited).await.ok();
    let token = json!({ "name": "Grace's laptop", "scope": "read", "days": 9 });
    browser.post(&org.path("/tokens"), token).await.ok();
    let view = json!({ "list": "tasks", "name": "What Grace looks at", "query": { "q": "navy" } });
    browser.post(&org.path("/views"), view).await.ok();
    (browser, id)
}

/// A task of hers that she finished, reopened with words of her own, and that the owner reopened with words about her.
async fn work(org: &Organisation, browser: &Browser, id: &str) {
    let task =
        org.owner.post(&org.path("/tasks"), json!({ "title": "Find the moth", "owner": id })).await.ok();
    let at = org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
    let step = async |who: &Browser, step: &str, body: Value| {
        let etag = who.get(&at).await.etag();
        who.change(Method::POST, &format!("{at}/{step}"), &etag, body).await.ok()
    };
    let comments = org.path(&format!("/subjects/{}/comments", task["id"].as_str().unwrap()));
    org.owner.post(&comments, json!({ "text": format!("@{{{id}}} please look") })).await.ok();
    browser.post(&comments, json!({ "text": "It was a real moth." })).await.ok();
    step(browser, "complete", json!({})).await;
    step(browser, "reopen", json!({ "reason": "I was wrong about the relay" })).await;
    step(browser, "complete", json!({})).await;
    step(&org.owner, "reopen", json!({ "reason": format!("{GRACE} <{ADDRESS}> found another") })).await;
    step(&org.owner, "complete", json!({})).await;
}

async fn let_go(org: &Organisation, id: &str) {
    let at = org.path(&format!("/people/{id}"));
    let etag = org.owner.get(&at).await.etag();
    let body = json!({ "successor": org.me });
    org.owner.change(Method::POST, &format!("{at}/deactivate"), &etag, body).await.ok();
}

async fn erase(who: &Browser, org: &Organisation, id: &str) -> crate::harness::Answer {
    let at = org.path(&format!("/people/{id}"));
    let etag = who.get(&at).await.etag();
    who.change(Method::POST, &format!("{at}/erase"), &etag, json!({})).await
}

/// Every cell of every table that holds one of the texts, whatever its case.
async fn found(app: &TestApp, texts: &[&str]) -> Vec<String> {
    let root = app.database.root().await;
    let backend = root.get_database_backend();
    let columns = match self::backend() {
        Backend::Sqlite => {
            "select m.name as place, p.name as col from sqlite_master m join pragma_table_info(m.name) p \
             where m.type = 'table' and m.name <> 'search_index'"
        }
        Backend::Postgres => {
            "select table_name::text as place, column_name::text as col from information_schema.columns \
             where table_schema = 'public'"
        }
    };
    let mut places = Vec::new();
    for row in root.query_all_raw(Statement::from_string(backend, columns)).await.unwrap() {
        let (place, column): (String, String) =
            (row.try_get("", "place").unwrap(), row.try_get("", "col").unwrap());
        for text in texts {
            let sql = format!(
                "select count(*) as count from {place} where lower(cast(\"{column}\" as text)) like '%{}%'",
                text.to_lowercase()
            );
            let row = root.query_one_raw(Statement::from_string(backend, &sql)).await.unwrap().unwrap();
            let count: i64 = row.try_get("", "count").unwrap();
            if count > 0 {
                places.push(format!("{place}.{column}: {text}"));
            }
        }
    }
    root.close().await.unwrap();
    places
}

/// Every file that is kept for the installation, as far as it holds one of the texts or is her picture.
fn in_files(folder: &std::path::Path, texts: &[&str]) -> Vec<String> {
    let mut places = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            places.extend(in_files(&path, texts));
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let holds = |text: &[u8]| bytes.windows(text.len()).any(|part| part.eq_ignore_ascii_case(text));
        if texts.iter().any(|text| holds(text.as_bytes())) || bytes.starts_with(b"\x89PNG") {
            places.push(path.display().to_string());
        }
    }
    places
}

#[tokio::test]
async fn of_an_erased_person_nothing_is_found_and_the_trail_holds() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let (browser, id) = grace(&app, &org).await;
    work(&org, &browser, &id).await;
    app.run_jobs().await;
    anchor(&app).await;
    let (texts, before) = ([GRACE, ADDRESS], app.check_trail(&org).await.unwrap());
    assert!(found(&app, &texts).await.len() > 6, "there was something to erase");
    assert!(!in_files(app.folder.path(), &texts).is_empty());
    let_go(&org, &id).await;
    let erased = erase(&org.owner, &org, &id).await.ok();
    assert_eq!((&erased["name"], &erased["active"]), (&json!("Erased person"), &json!(false)));
    assert_eq!(erased["erased_at"], "2026-11-24T09:30:00Z");
    app.clock.set_calendar("2026-12-20T09:00:00Z");
    sweep_files(&app).await;

    assert_eq!(found(&app, &texts).await, Vec::<String>::new());
    assert_eq!(in_files(app.folder.path(), &texts), Vec::<String>::new());
    // Let go and erased; two bodies went, and what was signed before still is.
    let report = app.check_trail(&org).await.unwrap();
    assert_eq!((report.erased, report.anchors), (2, 1));
    assert!(report.entries >= before.entries + 2);
    let file =
        org.owner.request(Method::GET, &org.path("/trail/file")).send().await.unwrap().text().await.unwrap();
    let read = check(file.lines(), &[]).unwrap().found.unwrap();
    assert_eq!(read, Report { entries: report.entries + 1, ..report });
    assert!(!file.contains(GRACE) && !file.contains(ADDRESS) && !file.contains("the relay"));
    // What she did is still there, by nobody.
    let did = org.owner.get(&org.path(&format!("/trail?who={id}&kind=task_reopened"))).await.ok();
    assert_eq!(did["items"][0]["actor"]["name"], "Erased person");
    assert_eq!(did["items"][0]["body"], Value::Null);
    browser.get(&org.path("")).await.refused(401, "signed_out");
}

async fn sweep_files(app: &TestApp) {
    let system = app.store.system().await.unwrap();
    system.enqueue(None, Job::FindFiles).await.unwrap();
    system.commit().await.unwrap();
    app.run_jobs().await;
}

#[tokio::test]
async fn only_who_left_is_erased_by_who_runs_the_organisation_and_there_is_no_way_back() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let other = app.found("Other", "eve@other.example").await;
    let (staff, id) = app.member(&org, Role::Staff).await;
    let (manager, _) = app.member(&org, Role::Manager).await;
    let active = erase(&org.owner, &org, &id).await;
    assert_eq!((active.status.as_u16(), &active.body["params"]["reason"]), (409, &json!("still_active")));
    let_go(&org, &id).await;
    erase(&manager, &org, &id).await.refused(403, "forbidden");
    let at = org.path(&format!("/people/{id}"));
    other
        .owner
        .change(Method::POST, &format!("{at}/erase"), "\"1\"", json!({}))
        .await
        .refused(404, "not_found");
    erase(&org.owner, &org, &id).await.ok();
    for (method, rest, body) in [
        (Method::POST, "/erase", json!({})),
        (Method::POST, "/reactivate", json!({})),
        (Method::PATCH, "", json!({ "name": "Somebody" })),
    ] {
        let etag = org.owner.get(&at).await.etag();
        let again = org.owner.change(method, &format!("{at}{rest}"), &etag, body).await;
        assert_eq!(again.body["params"]["reason"], "erased", "{rest}");
    }
    app.run_jobs().await;
    // The account is still somebody's in an organisation of their own.
    assert_eq!(staff.get("/api/v1/session").await.ok()["organisations"].as_array().unwrap().len(), 1);
    // The address is free again.
    let body = json!({ "name": "Another", "address": format!("staff@{}.example", org.slug) });
    org.owner.post(&org.path("/people"), body).await.ok();
}
