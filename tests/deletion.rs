//! The end of an organisation: asked for by an owner, taken back within thirty days, and then nothing is left of it but the
//! note that it was.

use crate::carry::furnished;
use crate::carry::rows::{Rows, literal, rows};
use crate::harness::{Answer, Backend, Browser, Organisation, TestApp, backend};
use chrono::{DateTime, Duration, Utc};
use domain::access::Role;
use domain::id::OrgId;
use domain::job::Job;
use reqwest::Method;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A minute before the days of grace have passed, and the moment that they have.
const NOT_YET: &str = "2026-12-24T09:29:00Z";
const DUE: &str = "2026-12-24T09:30:00Z";

async fn ask(browser: &Browser, org: &Organisation, name: &str) -> Answer {
    browser.post(&org.path("/deletion"), json!({ "name": name })).await
}

async fn take_back(browser: &Browser, org: &Organisation) -> Answer {
    Browser::send(browser.request(Method::DELETE, &org.path("/deletion"))).await
}

/// The nightly look for what is due, and what follows.
async fn look(app: &TestApp) {
    let system = app.store.system().await.unwrap();
    system.enqueue(None, Job::FindDeletions).await.unwrap();
    system.commit().await.unwrap();
    app.run_jobs().await;
}

async fn number(root: &DatabaseConnection, sql: &str) -> i64 {
    let row = root.query_one_raw(Statement::from_string(root.get_database_backend(), sql)).await.unwrap();
    row.unwrap().try_get_by_index(0).unwrap()
}

/// How many rows each table with a column `org_id` has of an organisation, whatever lists say which those are.
async fn counted(app: &TestApp, org: Uuid) -> BTreeMap<String, i64> {
    let root = app.database.root().await;
    let sql = match backend() {
        Backend::Sqlite => {
            "select m.name from sqlite_master m join pragma_table_info(m.name) c on c.name = 'org_id' \
             where m.type = 'table' and m.sql not like 'create virtual%'"
        }
        Backend::Postgres => {
            "select table_name::text from information_schema.columns where table_schema = 'public' and column_name = 'org_id'"
        }
    };
    let tables = root.query_all_raw(Statement::from_string(root.get_database_backend(), sql)).await.unwrap();
    let mut counts = BTreeMap::new();
    for table in tables {
        let table: String = table.try_get_by_index(0).unwrap();
        let sql = format!("select count(*) from \"{table}\" where org_id = {}", literal(org));
        counts.insert(table, number(&root, &sql).await);
    }
    let find = if backend() == Backend::Sqlite { "instr" } else { "strpos" };
    for (name, sql) in [
        ("share of job", format!("select count(*) from job where share = {}", literal(org))),
        ("link", format!("select count(*) from link where {find}(cast(body as text), '{org}') > 0")),
    ] {
        counts.insert(name.to_owned(), number(&root, &sql).await);
    }
    root.close().await.unwrap();
    counts
}

fn sum(counts: &BTreeMap<String, i64>) -> i64 {
    counts.values().sum()
}

fn kept_files(app: &TestApp, org: Uuid) -> usize {
    let folder = app.folder.path().join("files").join(org.to_string());
    std::fs::read_dir(folder).map_or(0, Iterator::count)
}

#[track_caller]
fn same(before: &Rows, after: &Rows) {
    for (table, rows) in before {
        assert_eq!(rows, &after[table], "{table} of the other changed");
    }
}

#[tokio::test]
async fn nothing_is_left_of_it_but_the_note_that_it_was_and_the_other_is_untouched() {
    let app = TestApp::new().await;
    let (ours, id) = furnished(&app, "Acme", "ada@acme.example").await;
    let (theirs, their_id) = furnished(&app, "Theirs", "eve@theirs.example").await;
    let before = counted(&app, id).await;
    let filled = before.values().filter(|count| **count > 0).count();
    assert!(filled > 35 && kept_files(&app, id) > 0, "{filled} tables have rows to remove: {before:?}");
    ask(&ours.owner, &ours, "Acme").await.ok();
    app.run_jobs().await;
    app.clock.set_calendar(DUE);
    let untouched = rows(&app.database, their_id).await;
    let their_files = kept_files(&app, their_id);
    look(&app).await;
    let mut after = counted(&app, id).await;
    assert_eq!(after.remove("deletion"), Some(1), "the note stays");
    assert_eq!(sum(&after), 0, "{after:?}");
    assert_eq!(kept_files(&app, id), 0);
    same(&untouched, &rows(&app.database, their_id).await);
    assert_eq!(kept_files(&app, their_id), their_files);
    let root = app.database.root().await;
    if backend() == Backend::Sqlite {
        let words = number(&root, "select count(*) from search_index").await;
        assert_eq!(words, number(&root, "select count(*) from search_entry").await, "words that nobody has");
    }
    let accounts =
        "select count(*) from account where address_key in ('ada@acme.example', 'manager@acme.example')";
    // The manager has an organisation of their own.
    assert_eq!(number(&root, accounts).await, 1, "an account that only it had is gone");
    let note = "select count(*) from deletion where done_at is not null and begun_at >= due_at and name = 'Acme' \
                and asked_address = 'ada@acme.example' and removed > 100";
    assert_eq!(number(&root, note).await, 1);
    root.close().await.unwrap();
    app.check_trail(&theirs).await.expect("their trail holds");
    // Once more changes nothing.
    look(&app).await;
    assert_eq!(sum(&counted(&app, id).await), 1);
}

#[tokio::test]
async fn only_an_owner_who_types_its_name_closes_it_and_an_owner_takes_it_back() {
    let app = TestApp::new().await;
    let (org, _) = furnished(&app, "Acme", "ada@acme.example").await;
    let token = json!({ "name": "A program", "scope": "write", "days": 1 });
    let token = org.owner.post(&org.path("/tokens"), token).await.ok();
    let program = Browser::with_token(&app.base, token["secret"].as_str().unwrap());
    let mut others = Vec::new();
    for role in [Role::Admin, Role::Contributor, Role::Auditor, Role::Staff] {
        let (browser, _) = app.member(&org, role).await;
        ask(&browser, &org, "Acme").await.refused(403, "forbidden");
        others.push(browser);
    }
    assert_eq!(ask(&program, &org, "Acme").await.status, 403);
    let wrong = ask(&org.owner, &org, "Acne").await;
    assert_eq!((wrong.status.as_u16(), &wrong.body["params"]["reason"]), (409, &json!("other_name")));
    assert_eq!(take_back(&org.owner, &org).await.body["params"]["reason"], "deletion_not_asked");
    let asked = ask(&org.owner, &org, " acme ").await.ok();
    assert_eq!((&asked["on"], &asked["begun"]), (&json!("2026-12-24"), &json!(false)));
    assert_eq!(ask(&org.owner, &org, "Acme").await.body["params"]["reason"], "deletion_asked");
    // Closed for everybody, and everybody is told.
    for browser in others.iter().chain([&program, &org.owner]) {
        let closed = browser.get(&org.path("/tasks")).await;
        assert_eq!((closed.status.as_u16(), &closed.body["code"]), (403, &json!("organisation_closing")));
        assert_eq!(closed.body["params"]["on"], "2026-12-24");
    }
    for browser in &others {
        assert_eq!(take_back(browser, &org).await.status, 403);
    }
    app.run_jobs().await;
    let mails = app.sink.to("ada@acme.example");
    let mail = mails.iter().find(|mail| mail.subject == "Acme will be deleted").unwrap();
    assert!(
        mail.text.contains("Ada Lovelace asked") && mail.text.contains("/o/acme/settings"),
        "{}",
        mail.text
    );
    assert_eq!(org.owner.get(&org.path("/deletion")).await.ok()["asked_at"], asked["asked_at"]);
    take_back(&org.owner, &org).await.ok();
    org.owner.get(&org.path("/tasks")).await.ok();
    others[0].get(&org.path("/tasks")).await.ok();
    let trail = org.owner.get(&org.path("/trail?limit=2")).await.ok();
    let kinds: Vec<&Value> = trail["items"].as_array().unwrap().iter().map(|entry| &entry["kind"]).collect();
    assert_eq!(kinds, ["deletion_taken_back", "deletion_asked"]);
    app.check_trail(&org).await.expect("the trail holds");
}

#[tokio::test]
async fn the_days_of_grace_are_counted_from_one_moment_while_time_goes_on() {
    let app = TestApp::in_real_time().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let asked = ask(&org.owner, &org, "Acme").await.ok();
    let moment = |name: &str| asked[name].as_str().unwrap().parse::<DateTime<Utc>>().unwrap();
    assert_eq!(moment("due_at") - moment("asked_at"), Duration::days(30));
}

#[tokio::test]
async fn while_it_is_closed_nothing_leaves_it_but_the_letter_and_what_waited_leaves_once_it_is_open() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    org.task("Write the AI policy", 3).await;
    app.run_jobs().await;
    let subjects =
        || -> Vec<String> { app.sink.to("ada@acme.example").into_iter().map(|mail| mail.subject).collect() };
    let before = subjects();
    ask(&org.owner, &org, "Acme").await.ok();
    // The day before it is due, and the day itself.
    for at in ["2026-11-26T07:00:00Z", "2026-11-27T07:00:00Z"] {
        app.sweep_at(at).await;
    }
    let mut with_the_letter = before.clone();
    with_the_letter.push("Acme will be deleted".to_owned());
    assert_eq!(subjects(), with_the_letter);
    take_back(&org.owner, &org).await.ok();
    app.clock.pass(Duration::minutes(16));
    app.sweep().await;
    let said = subjects();
    let reminded = said.iter().skip(with_the_letter.len()).filter(|subject| subject.contains("TSK-"));
    assert_eq!(reminded.count(), 1, "one for what is still true: {said:?}");
}

#[tokio::test]
async fn not_a_minute_before_thirty_days_and_never_what_was_taken_back() {
    let app = TestApp::new().await;
    let (org, id) = furnished(&app, "Acme", "ada@acme.example").await;
    ask(&org.owner, &org, "Acme").await.ok();
    app.run_jobs().await;
    let before = rows(&app.database, id).await;
    app.clock.set_calendar(NOT_YET);
    look(&app).await;
    // Whoever calls the job by hand comes too early as well.
    assert!(app.store.begin_deletion(OrgId(id)).await.unwrap().is_none());
    same(&before, &rows(&app.database, id).await);
    take_back(&org.owner, &org).await.ok();
    app.clock.set_calendar("2027-02-01T09:00:00Z");
    look(&app).await;
    assert!(app.store.begin_deletion(OrgId(id)).await.unwrap().is_none());
    org.owner.get(&org.path("")).await.ok();
    app.check_trail(&org).await.expect("the trail holds");
}

#[tokio::test]
async fn a_deletion_that_was_killed_is_gone_on_with_and_not_taken_back() {
    let app = TestApp::new().await;
    let (org, id) = furnished(&app, "Acme", "ada@acme.example").await;
    let whose = OrgId(id);
    ask(&org.owner, &org, "Acme").await.ok();
    app.run_jobs().await;
    app.clock.set_calendar(DUE);
    let before = sum(&counted(&app, id).await);
    assert!(app.store.begin_deletion(whose).await.unwrap().is_some());
    for _ in 0..20 {
        assert!(app.store.delete_some(whose).await.unwrap());
    }
    let halfway = sum(&counted(&app, id).await);
    assert!(halfway < before && halfway > 100, "{halfway} of {before}");
    let late = take_back(&org.owner, &org).await;
    assert!(!late.status.is_success(), "{}", late.body);
    look(&app).await;
    assert_eq!(sum(&counted(&app, id).await), 1, "only the note");
}

#[tokio::test]
async fn the_trail_goes_with_its_organisation_and_in_no_other_way() {
    let app = TestApp::new().await;
    let (ours, id) = furnished(&app, "Acme", "ada@acme.example").await;
    let (_, their_id) = furnished(&app, "Theirs", "eve@theirs.example").await;
    ask(&ours.owner, &ours, "Acme").await.ok();
    app.run_jobs().await;
    let root = app.database.root().await;
    let tables = ["trail_entry", "trail_body", "trail_anchor", "trail_key", "trail_head", "revision"];
    let refuses = async |org: Uuid, why: &str| {
        for table in tables {
            let sql = format!("delete from {table} where org_id = {}", literal(org));
            let refused = root.execute_unprepared(&sql).await.unwrap_err().to_string();
            assert!(refused.contains("the trail is only ever added to"), "{why}: {table}: {refused}");
        }
    };
    refuses(id, "it is asked for and not due").await;
    // Nobody makes the wait shorter.
    let moment =
        if backend() == Backend::Sqlite { "'2026-11-25T00:00:00+00:00'" } else { "timestamptz '2026-11-25'" };
    for change in ["due_at", "asked_at", "begun_at"] {
        let sql = format!("update deletion set {change} = {moment} where org_id = {}", literal(id));
        assert!(root.execute_unprepared(&sql).await.is_err(), "{change}");
    }
    app.clock.set_calendar(DUE);
    app.store.begin_deletion(OrgId(id)).await.unwrap().unwrap();
    refuses(their_id, "another organisation's has begun").await;
    if backend() == Backend::Postgres {
        // The serving role, set to an organisation whose deletion nobody asked for.
        let door = app.database.as_role("aims_app").await;
        let set = format!("select set_config('app.org_id', '{their_id}', false)");
        door.execute_unprepared(&set).await.unwrap();
        for table in tables.iter().filter(|table| **table != "trail_body") {
            assert!(
                door.execute_unprepared(&format!("select remove_kept('{table}', 1)")).await.is_err(),
                "{table}"
            );
        }
        let other = "select remove_kept('person', 1)";
        assert!(door.execute_unprepared(other).await.is_err(), "it removes what is kept and nothing else");
        assert!(door.execute_unprepared("delete from trail_entry").await.is_err(), "no right");
        door.close().await.unwrap();
    }
    root.close().await.unwrap();
}
