//! People from a file: every row's fate is told before anything is done, and what was told is what is done.

use crate::harness::{Answer, Browser, Organisation, TestApp};
use domain::access::Role;
use reqwest::Method;
use serde_json::{Value, json};
use std::fmt::Write;

const ADA: &str = "ada@acme.example";

async fn send(browser: &Browser, path: &str, kind: &str, bytes: Vec<u8>) -> Answer {
    Browser::send(browser.request(Method::POST, path).header("content-type", kind).body(bytes)).await
}

async fn preview(org: &Organisation, text: &str) -> Value {
    send(&org.owner, &org.path("/people/import/preview"), "text/csv", text.into()).await.ok()
}

async fn import(org: &Organisation, text: &str, digest: &Value, rest: &str) -> Answer {
    let path = org.path(&format!("/people/import?digest={}&{rest}", digest.as_str().unwrap()));
    send(&org.owner, &path, "text/csv", text.into()).await
}

/// Looks and does at once.
async fn bring(org: &Organisation, text: &str, rest: &str) -> Answer {
    let digest = preview(org, text).await["digest"].clone();
    import(org, text, &digest, rest).await
}

async fn total(org: &Organisation) -> i64 {
    org.owner.get(&org.path("/people?limit=1")).await.ok()["total"].as_i64().unwrap()
}

fn fates(preview: &Value) -> Vec<&str> {
    preview["rows"].as_array().unwrap().iter().map(|row| row["fate"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn every_row_has_a_fate_and_nothing_is_done_by_looking() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let text = "Name;E-mail;Time zone;Roles;Manager;Shoe size\r\n\
                Grace Hopper;grace@acme.example;America/New_York;Contributor, auditor;ada@acme.example;38\r\n\
                Ada King;ada@acme.example;;;;\r\n\
                ;nobody;Mars;tsar;who@acme.example;\r\n";
    let seen = preview(&org, text).await;
    assert_eq!(fates(&seen), ["added", "changed", "wrong"]);
    assert_eq!(seen["counts"], json!({ "added": 1, "changed": 1, "same": 0, "wrong": 1 }));
    assert_eq!(seen["unknown_headings"], json!(["Shoe size"]));
    assert_eq!(
        seen["rows"][1]["differences"],
        json!([{ "field": "name", "before": "Ada Lovelace", "after": "Ada King" }])
    );
    let faults: Vec<(&str, &str)> = seen["rows"][2]["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["field"].as_str().unwrap(), one["code"].as_str().unwrap()))
        .collect();
    let expected = [
        ("name", "required"),
        ("address", "not_an_address"),
        ("zone", "unknown_zone"),
        ("roles", "unknown_role"),
        ("manager", "unknown_manager"),
    ];
    assert_eq!((seen["rows"][2]["number"].as_i64(), faults.as_slice()), (Some(4), expected.as_slice()));
    assert_eq!(total(&org).await, 1, "looking does nothing");
}

#[tokio::test]
async fn what_was_looked_at_is_done_and_the_trail_says_so() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let text = "name,address,zone,roles,manager\n\
                Grace,grace@acme.example,America/New_York,\"Contributor, Auditor\",linus@acme.example\n\
                Linus,linus@acme.example,,manager,ada@acme.example\n";
    let done = bring(&org, text, "mode=all_or_nothing").await.ok();
    assert_eq!((&done["added"], &done["invited"], &done["wrong"]), (&json!(2), &json!(0), &json!([])));
    app.run_jobs().await;
    assert!(app.sink.to("grace@acme.example").is_empty(), "nobody is invited unasked");
    let people = org.owner.get(&org.path("/people?sort=name")).await.ok();
    let grace = &people["items"][1];
    assert_eq!((&grace["name"], &grace["roles"]), (&json!("Grace"), &json!(["auditor", "contributor"])));
    assert_eq!((&grace["manager"]["name"], &grace["zone"]), (&json!("Linus"), &json!("America/New_York")));
    assert_eq!(people["items"][2]["zone"], "Europe/Berlin", "the organisation's, where none is said");
    assert_eq!(fates(&preview(&org, text).await), ["same", "same"]);

    // Changed by the same verbs: history and all.
    let text = "name,address,roles\nGrace H.,GRACE@acme.example,staff\n";
    let done = bring(&org, text, "mode=all_or_nothing").await.ok();
    assert_eq!((&done["added"], &done["changed"]), (&json!(0), &json!(1)));
    let grace = org.owner.get(&org.path(&format!("/people/{}", grace["id"].as_str().unwrap()))).await.ok();
    assert_eq!((&grace["name"], &grace["roles"]), (&json!("Grace H."), &json!(["staff"])));
    assert_eq!(grace["history"].as_array().unwrap().len(), 3);

    let read = app.store.read(&app.membership(&org).await).await.unwrap();
    let notes = read.changes_after(0, 100).await.unwrap();
    assert_eq!(notes.iter().filter(|note| note.what == "people_imported").count(), 2);
    read.close().await.unwrap();
    app.check_trail(&org).await.unwrap();
}

/// Ten thousand rows of which seventeen are wrong: the seventeen are named, and the rest is imported or nothing, as
/// chosen.
#[tokio::test]
async fn ten_thousand_rows_of_which_seventeen_are_wrong() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let mut text = String::from("name,address,roles,manager\n");
    let wrong: Vec<usize> = (0..17).map(|number| 100 + number * 571).collect();
    for row in 2..=10_001 {
        let zone = if wrong.contains(&row) { "emperor" } else { "Staff" };
        let manager = if row % 10 == 0 || wrong.contains(&row) { "ada@acme.example" } else { "" };
        writeln!(text, "Person {row},person{row}@acme.example,{zone},{manager}").unwrap();
    }
    let seen = preview(&org, &text).await;
    assert_eq!(seen["counts"], json!({ "added": 9_983, "changed": 0, "same": 0, "wrong": 17 }));
    let named = |rows: &Value| -> Vec<usize> {
        let wrong = rows.as_array().unwrap().iter().filter(|row| row["fate"] == "wrong");
        wrong.map(|row| usize::try_from(row["number"].as_u64().unwrap()).unwrap()).collect()
    };
    assert_eq!(named(&seen["rows"]), wrong);

    let refused = import(&org, &text, &seen["digest"], "mode=all_or_nothing").await;
    refused.refused(422, "invalid_input");
    let pointers: Vec<&str> = refused.body["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["pointer"].as_str().unwrap())
        .collect();
    let expected: Vec<String> = wrong.iter().map(|number| format!("/rows/{number}/roles")).collect();
    assert_eq!(pointers, expected);
    assert_eq!(total(&org).await, 1, "all or nothing: nothing");

    let done = import(&org, &text, &seen["digest"], "mode=good_rows").await.ok();
    assert_eq!((&done["added"], &done["left_out"]), (&json!(9_983), &json!(17)));
    assert_eq!(named(&done["wrong"]), wrong);
    assert_eq!(total(&org).await, 9_984);
    let led = org.owner.get(&org.path("/people?q=person9990")).await.ok();
    assert_eq!(
        (&led["items"][0]["roles"], &led["items"][0]["manager"]["name"]),
        (&json!(["staff"]), &json!("Ada Lovelace"))
    );
    app.check_trail(&org).await.unwrap();
    assert!(app.database.watch.take().is_empty(), "every statement names the organisation");
}

#[tokio::test]
async fn what_changed_since_it_was_looked_at_is_not_done() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let text = "name,address\nGrace,grace@acme.example\n";
    let digest = preview(&org, text).await["digest"].clone();
    let other = import(&org, "name,address\nEve,eve@acme.example\n", &digest, "mode=good_rows").await;
    assert_eq!(other.body["params"]["reason"], "not_previewed", "another file");
    org.owner.post(&org.path("/people"), json!({ "name": "G", "address": "grace@acme.example" })).await.ok();
    let later = import(&org, text, &digest, "mode=good_rows").await;
    assert_eq!(later.body["params"]["reason"], "not_previewed", "another organisation than was looked at");
    assert_eq!(total(&org).await, 2);
}

#[tokio::test]
async fn a_repeated_import_is_done_once_and_answers_alike() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let text = "name,address\nGrace,grace@acme.example\n";
    let digest = preview(&org, text).await["digest"].as_str().unwrap().to_owned();
    let path = org.path(&format!("/people/import?mode=good_rows&digest={digest}"));
    let again = |text: &'static str| {
        let request = org.owner.request(Method::POST, &path).header("idempotency-key", "one");
        Browser::send(request.header("content-type", "text/csv").body(text))
    };
    let first = again("name,address\nGrace,grace@acme.example\n").await.ok();
    assert_eq!(again("name,address\nGrace,grace@acme.example\n").await.ok(), first);
    again("name,address\nEve,eve@acme.example\n").await.refused(422, "idempotency_key_reused");
    assert_eq!(total(&org).await, 2);
}

#[tokio::test]
async fn whoever_is_new_and_has_a_role_is_invited_where_that_is_asked() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let text = "name,address,roles\nGrace,grace@acme.example,staff\nLinus,linus@acme.example,\n";
    let done = bring(&org, text, "mode=all_or_nothing&invite=true").await.ok();
    assert_eq!((&done["added"], &done["invited"]), (&json!(2), &json!(1)));
    app.run_jobs().await;
    assert_eq!(app.sink.to("grace@acme.example").len(), 1);
    assert!(app.sink.to("linus@acme.example").is_empty());
}

#[tokio::test]
async fn only_owners_make_owners_and_only_those_who_manage_people_import() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let text = "name,address,roles\nEve,eve@acme.example,owner\nAda Lovelace,ada@acme.example,staff\n";
    let look = org.path("/people/import/preview");
    for role in Role::ALL {
        let (browser, _) = app.member(&org, *role).await;
        let answer = send(&browser, &look, "text/csv", text.into()).await;
        match role {
            Role::Owner => assert_eq!(fates(&answer.ok()), ["added", "changed"]),
            Role::Admin => {
                let seen = answer.ok();
                assert_eq!(fates(&seen), ["wrong", "wrong"]);
                assert_eq!(seen["rows"][0]["faults"][0]["code"], "owners_only");
            }
            _ => answer.refused(403, "forbidden"),
        }
    }
    let theirs = app.found("Theirs", "eve@theirs.example").await;
    send(&theirs.owner, &look, "text/csv", text.into()).await.refused(404, "not_found");
    // What stands in another organisation is nobody here.
    let text = "name,address,manager\nNew,new@acme.example,eve@theirs.example\n";
    assert_eq!(preview(&org, text).await["rows"][0]["faults"][0]["code"], "unknown_manager");
}

#[tokio::test]
async fn what_is_no_file_of_people_is_refused_with_a_reason() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let look = org.path("/people/import/preview");
    send(&org.owner, &look, "image/png", b"x".to_vec()).await.refused(415, "not_a_table");
    send(&org.owner, &look, "text/csv", vec![b'x'; 6 * 1024 * 1024]).await.refused(413, "too_large");
    for (bytes, code) in [
        (b"name,address\n".to_vec(), "empty_file"),
        (b"name\nGrace\n".to_vec(), "missing_column"),
        (b"PK\x03\x04".to_vec(), "too_large_unpacked"),
    ] {
        let answer = send(&org.owner, &look, "text/csv", bytes).await;
        answer.refused(422, "invalid_input");
        assert_eq!(answer.body["errors"][0]["code"], code);
    }
}

#[tokio::test]
async fn what_was_exported_can_be_brought_back() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let text =
        "name,address,zone,roles,manager\n=Grace,grace@acme.example,Europe/Paris,staff,ada@acme.example\n";
    bring(&org, text, "mode=all_or_nothing").await.ok();
    for format in ["csv", "xlsx"] {
        let path = org.path(&format!("/people/export?format={format}"));
        let bytes = org.owner.request(Method::GET, &path).send().await.unwrap().bytes().await.unwrap();
        let seen =
            send(&org.owner, &org.path("/people/import/preview"), "text/csv", bytes.to_vec()).await.ok();
        assert_eq!(fates(&seen), ["same", "same"], "{format}: {seen}");
        assert_eq!(seen["unknown_headings"], json!(["Account", "Line manager", "Teams", "Active"]));
    }
}

#[tokio::test]
async fn nobody_comes_to_answer_to_themselves_by_hand_either() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    bring(&org, "name,address,manager\nGrace,grace@acme.example,ada@acme.example\n", "mode=good_rows")
        .await
        .ok();
    let grace = org.owner.get(&org.path("/people?q=grace")).await.ok()["items"][0]["id"].clone();
    let path = org.path(&format!("/people/{}", org.me));
    let etag = org.owner.get(&path).await.etag();
    let refused = org.owner.change(Method::PATCH, &path, &etag, json!({ "manager": grace })).await;
    refused.refused(422, "invalid_input");
    assert_eq!(refused.body["errors"][0]["code"], "circle");
}
