//! The chain: complete, valid, kept by the database, and broken by every kind of tampering.

use crate::harness::{Backend, Organisation, TestApp, backend};
use domain::access::Role;
use domain::job::Job;
use domain::trail::chain::{Report, Why};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use serde_json::json;

pub(crate) async fn with_history() -> (TestApp, Organisation) {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    org.adopt().await;
    for number in 0..5 {
        org.task(&format!("Task {number}"), 20).await;
    }
    (app, org)
}

/// Signs how far every trail has come, as the timetable has it done.
pub(crate) async fn anchor(app: &TestApp) {
    let system = app.store.system().await.unwrap();
    system.enqueue(None, Job::FindAnchors).await.unwrap();
    system.commit().await.unwrap();
    app.run_jobs().await;
}

/// Whoever owns the database can take its guards away.
async fn without_guards(app: &TestApp) -> DatabaseConnection {
    let root = app.database.root().await;
    let names = match backend() {
        Backend::Sqlite => "select name, name as place from sqlite_master where type = 'trigger'",
        Backend::Postgres => {
            "select tgname::text as name, tgrelid::regclass::text as place from pg_trigger where not tgisinternal"
        }
    };
    let statement = Statement::from_string(root.get_database_backend(), names);
    for row in root.query_all_raw(statement).await.unwrap() {
        let (name, place): (String, String) =
            (row.try_get("", "name").unwrap(), row.try_get("", "place").unwrap());
        if name.contains("_kept_from_") {
            let on = if backend() == Backend::Postgres { format!(" on {place}") } else { String::new() };
            root.execute_unprepared(&format!("drop trigger {name}{on}")).await.unwrap();
        }
    }
    root
}

const SECOND: &str = "(select id from trail_entry where seq = 2)";

#[tokio::test]
async fn what_happened_is_in_the_chain_and_the_chain_verifies() {
    let (app, org) = with_history().await;
    // Founded, joined, adopted, five tasks.
    assert_eq!(app.check_trail(&org).await, Ok(Report { entries: 8, erased: 0, anchors: 0, anchored: 0 }));
    let checked = org.owner.get(&org.path("/trail/check")).await.ok();
    assert_eq!((&checked["holds"], &checked["entries"]), (&json!(true), &json!(8)));
    assert_eq!(checked["broken_at"], json!(null));
}

#[tokio::test]
async fn the_database_lets_nothing_of_the_trail_be_changed_or_removed() {
    let (app, org) = with_history().await;
    anchor(&app).await;
    let root = app.database.root().await;
    for sql in [
        "update trail_entry set kind = 'task_cancelled' where seq = 5".to_owned(),
        "delete from trail_entry where seq = 8".to_owned(),
        format!("update trail_body set body = '{{}}' where id in {SECOND}"),
        format!("delete from trail_body where id in {SECOND}"),
        "update trail_head set seq = seq".to_owned(),
        "update trail_head set seq = seq - 1".to_owned(),
        "delete from trail_head".to_owned(),
        "update trail_anchor set seq = seq + 1".to_owned(),
        "delete from trail_anchor".to_owned(),
        "update trail_key set public = sealed".to_owned(),
        "delete from trail_key".to_owned(),
        "update revision set event = 'task_cancelled'".to_owned(),
        "delete from revision".to_owned(),
    ] {
        let refused = root.execute_unprepared(&sql).await.expect_err(&sql).to_string();
        assert!(refused.contains("the trail is only ever added to"), "{sql}: {refused}");
    }
    if backend() == Backend::Postgres {
        for table in ["trail_entry", "trail_body", "trail_head", "trail_anchor", "trail_key", "revision"] {
            root.execute_unprepared(&format!("truncate {table} cascade")).await.expect_err(table);
        }
        // And the program's own login has no right to try.
        let own = app.database.as_role("aims_app").await;
        for sql in [
            "update trail_entry set seq = 1",
            "delete from trail_entry",
            "update trail_body set body = ''",
            "delete from trail_head",
            "delete from trail_anchor",
            "update trail_erasure set at = now()",
        ] {
            let refused = own.execute_unprepared(sql).await.expect_err(sql).to_string();
            assert!(refused.contains("permission denied"), "{sql}: {refused}");
        }
    }
    root.close().await.unwrap();
    assert_eq!(app.check_trail(&org).await, Ok(Report { entries: 8, erased: 0, anchors: 1, anchored: 8 }));
}

#[tokio::test]
async fn tampering_is_found_at_the_entry_where_it_happened() {
    for (sql, seq, why) in [
        ("update trail_entry set kind = 'task_cancelled' where seq = 5", 5, Why::Altered),
        (
            "update trail_body set body = '{}' where id in (select id from trail_entry where seq = 4)",
            4,
            Why::BodyAltered,
        ),
        (
            "delete from trail_body where id in (select id from trail_entry where seq = 4)",
            4,
            Why::BodyMissing,
        ),
        ("delete from trail_body; delete from trail_entry where seq = 6", 6, Why::Missing),
        ("update trail_entry set at = '2020-01-01T00:00:00+00:00' where seq = 2", 2, Why::Altered),
        ("update trail_head set seq = 9", 9, Why::OtherEnd),
        (
            "delete from trail_body where id in (select id from trail_entry where seq = 8); \
             delete from trail_entry where seq = 8",
            8,
            Why::OtherEnd,
        ),
    ] {
        let (app, org) = with_history().await;
        let root = without_guards(&app).await;
        root.execute_unprepared(sql).await.unwrap();
        root.close().await.unwrap();
        let broken = app.check_trail(&org).await.expect_err(sql);
        assert_eq!((broken.seq, broken.why), (seq, why), "{sql}");
        let checked = org.owner.get(&org.path("/trail/check")).await.ok();
        assert_eq!((&checked["holds"], &checked["broken_at"]), (&json!(false), &json!(seq)), "{sql}");
        // What does not hold is not signed.
        anchor(&app).await;
        let standing = org.owner.get(&org.path("/trail/standing")).await.ok();
        assert_eq!(standing["anchor"], json!(null), "{sql}");
    }
}

#[tokio::test]
async fn a_trail_that_was_cut_with_its_head_and_an_anchor_that_was_changed_are_found() {
    for (sql, seq, why) in [
        // Every hash fits: only the anchor knows that there was more.
        (
            "delete from trail_body where id in (select id from trail_entry where seq = 8); \
             update trail_head set seq = 7, hash = (select previous from trail_entry e where e.seq = 8); \
             delete from trail_entry where seq = 8",
            8,
            Why::OtherEnd,
        ),
        (
            "update trail_anchor set hash = (select previous from trail_entry where seq = 8)",
            8,
            Why::AnchorForged,
        ),
        ("update trail_anchor set at = '2020-01-01T00:00:00+00:00'", 8, Why::AnchorForged),
        ("update trail_anchor set key_id = 'another'", 8, Why::AnchorUnknown),
    ] {
        let (app, org) = with_history().await;
        anchor(&app).await;
        let root = without_guards(&app).await;
        root.execute_unprepared(sql).await.unwrap();
        root.close().await.unwrap();
        let broken = app.check_trail(&org).await.expect_err(sql);
        assert_eq!((broken.seq, broken.why), (seq, why), "{sql}");
    }
}

#[tokio::test]
async fn an_anchor_is_signed_when_the_trail_has_grown_and_by_the_organisations_own_key() {
    let (app, org) = with_history().await;
    let other = app.found("Other", "eve@other.example").await;
    let standing = async |org: &Organisation| org.owner.get(&org.path("/trail/standing")).await.ok();
    assert_eq!(standing(&org).await, json!({ "entries": 8, "anchor": null, "public_key": null }));
    anchor(&app).await;
    let first = standing(&org).await;
    assert_eq!(
        (&first["anchor"]["seq"], &first["anchor"]["at"]),
        (&json!(8), &json!("2026-11-24T09:30:00Z"))
    );
    assert_ne!(first["public_key"], standing(&other).await["public_key"]);
    // Nothing new, no anchor.
    anchor(&app).await;
    org.task("One more", 3).await;
    anchor(&app).await;
    anchor(&app).await;
    let second = standing(&org).await;
    assert_eq!((&second["anchor"]["seq"], &second["public_key"]), (&json!(9), &first["public_key"]));
    assert_eq!(app.check_trail(&org).await, Ok(Report { entries: 9, erased: 0, anchors: 2, anchored: 9 }));
}

#[tokio::test]
async fn a_change_that_is_refused_leaves_no_trace() {
    let (app, org) = with_history().await;
    let before = app.check_trail(&org).await;
    let body = json!({ "title": "", "owner": org.me });
    org.owner.post(&org.path("/tasks"), body).await.refused(422, "invalid_input");
    assert_eq!(app.check_trail(&org).await, before);
}

#[tokio::test]
async fn the_trail_is_read_by_who_what_which_and_when() {
    let (app, org) = with_history().await;
    let (auditor, id) = app.member(&org, Role::Auditor).await;
    let task = org.task("Write the AI policy", 5).await;
    let at = org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
    app.clock.set_calendar("2026-12-02T23:30:00Z");
    let etag = org.owner.get(&at).await.etag();
    org.owner.change(reqwest::Method::PATCH, &at, &etag, json!({ "title": "Write it" })).await.ok();
    let seen = async |query: &str| {
        let page = auditor.get(&org.path(&format!("/trail?{query}"))).await.ok();
        let kinds =
            page["items"].as_array().unwrap().iter().map(|row| row["kind"].as_str().unwrap().to_owned());
        (page["total"].as_i64().unwrap(), kinds.collect::<Vec<_>>())
    };
    let changed = auditor.get(&org.path("/trail?limit=1")).await.ok()["items"][0].clone();
    assert_eq!(
        (&changed["kind"], &changed["actor"]["name"]),
        (&json!("task_revised"), &json!("Ada Lovelace"))
    );
    assert_eq!((&changed["about"]["title"], &changed["version"]), (&json!("Write it"), &json!(2)));
    assert_eq!(changed["body"]["fields"], json!(["title"]));
    let of = format!("subject={}", task["id"].as_str().unwrap());
    assert_eq!(seen(&of).await, (2, vec!["task_revised".into(), "task_created".into()]));
    assert_eq!(seen(&format!("who={}&kind=task_created", org.me)).await.0, 6);
    assert_eq!(seen(&format!("who={id}")).await.0, 0);
    assert_eq!(seen("kind=standard_adopted,organisation_founded").await.0, 2);
    // By the organisation's own days: in Berlin it was half past midnight.
    assert_eq!(seen("since=2026-12-03").await, (1, vec!["task_revised".into()]));
    assert_eq!(seen("since=2026-12-04").await.0, 0);
    assert_eq!(seen("until=2026-12-02&q=write").await.1, ["task_created"]);
    auditor.get(&org.path("/trail?kind=nothing")).await.refused(422, "invalid_input");
    auditor.get(&org.path("/trail?since=yesterday")).await.refused(422, "invalid_input");
    let joined = auditor.get(&org.path("/trail?kind=person_joined")).await.ok();
    assert_eq!(joined["items"][0]["named"][0]["name"], "The auditor");
    // Page by page, nothing twice and nothing left out.
    let all = crate::exports::listed(&auditor, &org, "trail", "").await;
    let numbers: Vec<i64> = all.iter().map(|row| row["seq"].as_i64().unwrap()).collect();
    assert_eq!(numbers, (1..=11).rev().collect::<Vec<_>>());
    let (staff, _) = app.member(&org, Role::Staff).await;
    staff.get(&org.path("/trail")).await.refused(403, "forbidden");
    staff.get(&org.path("/trail/file")).await.refused(403, "forbidden");
}
