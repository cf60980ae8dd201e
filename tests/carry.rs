//! An organisation is taken from one installation into an empty one: everything is the same there but what is documented
//! not to be, and a file that was altered brings nothing.

mod format;
pub(crate) mod rows;

use crate::access::Things;
use crate::backup::{here, refused, run, there, worked};
use crate::harness::{Backend, Browser, Organisation, PASSWORD, TestApp, TestClock, TestDatabase, backend};
use crate::trail::anchor;
use domain::access::Role;
use reqwest::Method;
use rows::{Cells, Rows, rows};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use store::carry::{KEPT_BACK, STAYS};
use store::tables;
use uuid::Uuid;

/// What is settled on arrival, by table and column.
const SETTLED: [(&str, &str); 3] =
    [("connection", "state"), ("endpoint", "active"), ("endpoint", "disabled_because")];

/// An organisation with one of each thing, and people besides its owner.
pub(crate) async fn furnished(app: &TestApp, name: &str, address: &str) -> (Organisation, Uuid) {
    let org = app.found(name, address).await;
    org.adopt().await;
    org.task("Write the AI policy", 10).await;
    let things = Things::of(&org).await;
    let said = json!({ "text": "In confidence" });
    org.owner.post(&org.path(&format!("/subjects/{}/comments", things.task())), said).await.ok();
    let etag = org.owner.get(&org.path("/settings")).await.etag();
    let holiday = org.path("/settings/holidays/2026-12-25");
    org.owner.change(Method::PUT, &holiday, &etag, json!({ "name": "Christmas" })).await.ok();
    app.member(&org, Role::Manager).await;
    app.run_jobs().await;
    anchor(app).await;
    let id = app.membership(&org).await.tenancy().org().0;
    (org, id)
}

pub(crate) async fn exported(app: &TestApp, org: &Organisation) -> PathBuf {
    let file = app.folder.path().join(format!("{}.zip", org.slug));
    let mut command = here(app, "organisation");
    command.args(["export", &org.slug, "--to"]).arg(&file);
    worked(&run(command).await);
    file
}

async fn import(app: &TestApp, place: &TestDatabase, file: &Path) -> std::process::Output {
    let mut command = there(app, place, "organisation");
    command.arg("import").arg(file);
    run(command).await
}

/// What has to be there: without what stays behind, and what is settled.
fn expected(mut rows: Rows) -> Rows {
    let masked: BTreeSet<(&str, &str)> =
        KEPT_BACK.iter().map(|(table, column, _)| (*table, *column)).chain(SETTLED).collect();
    for (table, all) in &mut rows {
        if STAYS.iter().any(|(name, _)| name == table) {
            all.clear();
        }
        // What is not here does not end.
        if *table == "obligation" {
            all.retain(|row| !["expiry", "access"].contains(&of(row, "kind")));
        }
        let kept = std::mem::take(all).into_iter().map(|mut row| {
            if *table == "subject" && of(&row, "kind") == "token" {
                row.remove("archived_at");
            }
            let on_its_way = ["delivery", "dispatch"].contains(table) && was_on_its_way(&row);
            row.retain(|column, _| {
                let settled = on_its_way && ["state", "last_error", "settled_at"].contains(&column.as_str());
                !settled && !masked.contains(&(*table, column.as_str()))
            });
            row
        });
        *all = kept.collect();
    }
    rows
}

/// What a row holds, without what the database writes around text.
fn of<'a>(row: &'a Cells, column: &str) -> &'a str {
    row[column].trim_matches('\'')
}

/// Whether something was about to be sent, or was when the organisation left.
fn was_on_its_way(row: &Cells) -> bool {
    let state = row["state"].trim_matches('\'');
    ["planned", "sending"].contains(&state) || row["last_error"].contains("the organisation moved before")
}

#[track_caller]
fn same(before: &Rows, after: &Rows) {
    for (table, rows) in before {
        let there = &after[table];
        let gone: Vec<_> = rows.difference(there).take(2).collect();
        let new: Vec<_> = there.difference(rows).take(2).collect();
        assert!(gone.is_empty() && new.is_empty(), "{table}: gone {gone:?}, new {new:?}");
    }
}

/// The content of every file of an organisation, by its name.
fn files(folder: &Path, org: Uuid) -> BTreeMap<String, Vec<u8>> {
    let folder = folder.join(org.to_string());
    let Ok(entries) = std::fs::read_dir(folder) else { return BTreeMap::new() };
    let read = |entry: std::io::Result<std::fs::DirEntry>| {
        let entry = entry.unwrap();
        (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap())
    };
    entries.map(read).filter(|(name, _)| !name.contains('.')).collect()
}

async fn trail_holds(place: &TestDatabase, browser: &Browser, org: &Organisation) -> i64 {
    let account = browser.get("/api/v1/session").await.ok()["account"]["id"].clone();
    let account = domain::id::AccountId(account.as_str().unwrap().parse().unwrap());
    let store = place.store(Arc::new(TestClock::real())).await;
    let door = store.account_read(Some(account)).await.unwrap();
    let membership = door.memberships(Some(&org.slug)).await.unwrap().remove(0);
    door.commit().await.unwrap();
    let report = store.check_trail(membership.tenancy()).await.unwrap().expect("the trail holds");
    assert!(report.anchors > 0, "its anchors came along");
    // What happens here is signed with a key of this place, and both are checked.
    let tx = store.write(&membership).await.unwrap();
    tx.note_export("tasks", "csv", 1);
    tx.commit().await.unwrap();
    store.anchor_trail(membership.tenancy()).await.unwrap().unwrap().expect("a new anchor");
    let further = store.check_trail(membership.tenancy()).await.unwrap().expect("it holds further");
    assert_eq!((further.entries, further.anchors), (report.entries + 1, report.anchors + 1));
    report.entries
}

#[tokio::test]
async fn an_organisation_that_moved_is_the_same_there_and_its_trail_holds() {
    let app = TestApp::in_real_time().await;
    let (org, id) = furnished(&app, "Acme", "ada@acme.example").await;
    let (theirs, their_id) = furnished(&app, "Theirs", "eve@theirs.example").await;
    let file = exported(&app, &org).await;
    let before = rows(&app.database, id).await;
    let filled = before.values().filter(|rows| !rows.is_empty()).count();
    assert!(filled > 35, "{filled} tables have rows to compare");
    let place = TestDatabase::new();
    worked(&import(&app, &place, &file).await);
    let after = rows(&place, id).await;
    same(&expected(before.clone()), &expected(after.clone()));
    assert!(STAYS.iter().all(|(table, _)| after[table].is_empty()), "what stays behind is not there");
    let ends = |all: &Rows| all["obligation"].iter().filter(|row| of(row, "kind") == "expiry").count();
    assert!(ends(&before) > 0 && ends(&after) == 0, "nobody is reminded of the end of what is not here");
    let mut tokens = after["subject"].iter().filter(|row| of(row, "kind") == "token");
    assert!(tokens.all(|row| of(row, "archived_at") != "NULL"), "a token that is not here is in no list");
    assert!(rows(&place, their_id).await.values().all(BTreeSet::is_empty), "nothing of another came along");
    let (ours, there) = (app.folder.path().join("files"), place.folder().join("files"));
    let kept = files(&ours, id);
    assert!(!kept.is_empty() && kept.iter().all(|(name, bytes)| files(&there, id).get(name) == Some(bytes)));
    assert!(files(&there, their_id).is_empty() && !files(&ours, their_id).is_empty());
    let entries = trail_holds(&place, &org.owner, &org).await;
    assert!(entries > 10, "{entries}");
    // It was written down here that it was taken away.
    let last = org.owner.get(&org.path("/trail?limit=1")).await.ok();
    assert_eq!(last["items"][0]["kind"], "list_exported");
    drop(theirs);
}

#[tokio::test]
async fn it_goes_to_the_other_database_and_back_and_is_the_same() {
    if backend() == Backend::Sqlite {
        return; // The run on PostgreSQL has both.
    }
    let app = TestApp::in_real_time().await;
    let (org, id) = furnished(&app, "Acme", "ada@acme.example").await;
    let file = exported(&app, &org).await;
    let before = expected(rows(&app.database, id).await);
    let sqlite = tempfile::TempDir::new().unwrap();
    let back = TestDatabase::new();
    let on_sqlite = |words: &[&str]| {
        let mut command = there(&app, &back, words[0]);
        command
            .args(&words[1..])
            .env("AIMS__DATABASE__URL", format!("sqlite://{}/aims.sqlite?mode=rwc", sqlite.path().display()))
            .env("AIMS__DATABASE__SYSTEM_URL", "")
            .env("AIMS__DATABASE__OWNER_URL", "")
            .env("AIMS__FILES__FOLDER", sqlite.path().join("files"));
        command
    };
    let second = sqlite.path().join("second.zip");
    worked(&run(on_sqlite(&["migrate"])).await);
    worked(&run(on_sqlite(&["organisation", "import", file.to_str().unwrap()])).await);
    let words = ["organisation", "export", &org.slug, "--to", second.to_str().unwrap()];
    worked(&run(on_sqlite(&words)).await);
    worked(&import(&app, &back, &second).await);
    let mut after = expected(rows(&back, id).await);
    // One more export is in its trail.
    for table in ["trail_entry", "trail_body", "trail_head"] {
        assert_eq!(after[table].len(), before[table].len() + usize::from(table != "trail_head"), "{table}");
        after.insert(table, before[table].clone());
    }
    same(&before, &after);
}

#[tokio::test]
async fn its_people_sign_in_where_they_have_an_account_and_choose_a_password_where_they_have_none() {
    let mut app = TestApp::in_real_time().await;
    let (org, id) = furnished(&app, "Acme", "ada@acme.example").await;
    let file = exported(&app, &org).await;
    let other = TestApp::in_real_time().await;
    // Ada is here already, with another organisation and a password of this place.
    let known = other.found("Elsewhere", "ada@acme.example").await;
    let mut command = here(&other, "organisation");
    command.arg("import").arg(&file);
    worked(&run(command).await);
    let session = known.owner.get("/api/v1/session").await.ok();
    assert_eq!(session["organisations"].as_array().unwrap().len(), 2, "{session}");
    let tasks = known.owner.get(&org.path("/tasks")).await.ok();
    assert_eq!(tasks["total"], org.owner.get(&org.path("/tasks")).await.ok()["total"]);
    // The manager is not: no password opens the account, and the mailed link does.
    let address = format!("manager@{}.example", org.slug);
    let manager = other.browser();
    for password in ["", PASSWORD] {
        let body = json!({ "address": address, "password": password });
        assert!(!manager.post("/api/v1/session", body).await.status.is_success());
    }
    manager.post("/api/v1/password-reset", json!({ "address": address })).await.ok();
    other.run_jobs().await;
    let token = other.token_mailed_to(&address);
    let body = json!({ "token": token, "password": "twelve green teapots" });
    manager.post("/api/v1/password-reset/confirm", body).await.ok();
    let body = json!({ "address": address, "password": "twelve green teapots" });
    manager.post("/api/v1/session", body).await.ok();
    manager.get(&org.path("/tasks")).await.ok();
    assert!(app.database.watch.take().is_empty());
    let _ = (id, &mut app);
}

/// The export with one entry changed by `change`, and with `honest` a manifest that says so.
fn altered(file: &Path, name: &str, honest: bool, change: impl Fn(Vec<u8>) -> Vec<u8>) -> PathBuf {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(file).unwrap()).unwrap();
    let mut entries = Vec::new();
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        entries.push((entry.name().unwrap().into_owned(), bytes));
    }
    for (found, bytes) in &mut entries {
        if found == name {
            *bytes = change(std::mem::take(bytes));
        }
    }
    if honest {
        let (_, bytes) = entries.iter().find(|(found, _)| found == name).unwrap().clone();
        let (_, manifest) = entries.iter_mut().find(|(found, _)| found == "manifest.json").unwrap();
        let mut said: Value = serde_json::from_slice(manifest).unwrap();
        for entry in said["entries"].as_array_mut().unwrap().iter_mut().filter(|entry| entry["name"] == name)
        {
            entry["size"] = json!(bytes.len());
            let mut fingerprint = integrations::files::Fingerprint::default();
            fingerprint.add(&bytes);
            entry["sha256"] = json!(fingerprint.finish());
        }
        *manifest = serde_json::to_vec(&said).unwrap();
    }
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let to = file.with_extension(format!("{}.zip", COUNT.fetch_add(1, Ordering::Relaxed)));
    let mut writer = zip::ZipWriter::new(std::fs::File::create(&to).unwrap());
    for (name, bytes) in entries {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&bytes).unwrap();
    }
    writer.finish().unwrap();
    to
}

fn replaced(bytes: Vec<u8>, from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(bytes).unwrap();
    assert!(text.contains(from), "{from} is not in {text}");
    text.replacen(from, to, 1).into_bytes()
}

fn without_last_line(bytes: Vec<u8>) -> Vec<u8> {
    let text = String::from_utf8(bytes).unwrap();
    let (kept, _) = text.trim_end().rsplit_once('\n').unwrap();
    format!("{kept}\n").into_bytes()
}

#[tokio::test]
async fn an_export_that_was_altered_brings_nothing() {
    let app = TestApp::in_real_time().await;
    let (org, id) = furnished(&app, "Acme", "ada@acme.example").await;
    let file = exported(&app, &org).await;
    let place = TestDatabase::new();
    let a_file = files(&app.folder.path().join("files"), id).into_keys().next().unwrap();
    let a_file = format!("files/{a_file}");
    let manifest = |from: &'static str, to: &'static str| move |bytes| replaced(bytes, from, to);
    // Somebody lives there already, to whom a row could go.
    let (neighbour, theirs) = furnished(&app, "Neighbour", "grace@neighbour.example").await;
    worked(&import(&app, &place, &exported(&app, &neighbour).await).await);
    let (other, before) = (theirs.to_string(), rows(&place, theirs).await);
    let cases: Vec<(PathBuf, &str)> = vec![
        // What a manifest says of an entry is not true of it.
        (
            altered(&file, "records/task.jsonl", false, |bytes| {
                replaced(bytes, "\"priority\":", "\"priority\" :")
            }),
            "was altered",
        ),
        (altered(&file, &a_file, false, |bytes| [b"x".as_slice(), &bytes[1..]].concat()), "was altered"),
        // The manifest was changed as well, and something else does not fit.
        (
            altered(&file, &a_file, true, |bytes| [b"x".as_slice(), &bytes[1..]].concat()),
            "is not the file that its record speaks of",
        ),
        (altered(&file, "records/comment.jsonl", true, without_last_line), "the manifest counts"),
        (
            altered(&file, "records/task.jsonl", true, |bytes| replaced(bytes, &id.to_string(), &other)),
            "rows of task do not fit",
        ),
        // The database itself has nothing against this one.
        (
            altered(&file, "records/holiday.jsonl", true, |bytes| {
                replaced(replaced(bytes, &id.to_string(), &other), "2026-12-25", "2026-12-28")
            }),
            "rows of holiday do not fit",
        ),
        (
            altered(&file, "records/trail_body.jsonl", true, |bytes| replaced(bytes, "founder", "f0under")),
            "the trail does not hold",
        ),
        (altered(&file, "trail.jsonl", true, without_last_line), "the trail does not hold"),
        (altered(&file, "manifest.json", false, manifest("\"format\": 1", "\"format\": 2")), "has form 2"),
        (
            altered(&file, "manifest.json", false, manifest("m0001_foundation", "m9999_later")),
            "a newer program made this export",
        ),
    ];
    for (altered, words) in cases {
        refused(&import(&app, &place, &altered).await, words);
        assert!(rows(&place, id).await.values().all(BTreeSet::is_empty), "{words}: rows were kept");
        assert!(files(&place.folder().join("files"), id).is_empty(), "{words}: files were kept");
        assert!(rows(&place, theirs).await == before, "{words}: somebody else has other rows");
    }
    worked(&import(&app, &place, &file).await);
    refused(&import(&app, &place, &file).await, "here already");
    assert!(!files(&place.folder().join("files"), id).is_empty(), "what was here stays");
}

#[tokio::test]
async fn no_secret_is_in_an_export_and_its_manifest_names_what_is_missing() {
    let app = TestApp::in_real_time().await;
    let (org, _) = furnished(&app, "Acme", "ada@acme.example").await;
    let token = json!({ "name": "A program", "scope": "write", "days": 1 });
    let token = org.owner.post(&org.path("/tokens"), token).await.ok();
    let hook = org.owner.post(&org.path("/webhooks"), json!({ "url": "https://93.184.216.35/" })).await.ok();
    let file = exported(&app, &org).await;
    let mut zip = zip::ZipArchive::new(std::fs::File::open(&file).unwrap()).unwrap();
    let mut everything = String::new();
    let mut manifest = Value::Null;
    for index in 0..zip.len() {
        let mut entry = zip.by_index(index).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        if entry.name().unwrap() == "manifest.json" {
            manifest = serde_json::from_slice(&bytes).unwrap();
        }
        everything += &String::from_utf8_lossy(&bytes);
    }
    for secret in ["argon2id", token["secret"].as_str().unwrap(), hook["secret"].as_str().unwrap()] {
        assert!(!everything.contains(secret), "{secret} is in the export");
    }
    let left: BTreeSet<&str> =
        manifest["left_behind"].as_array().unwrap().iter().map(|one| one["what"].as_str().unwrap()).collect();
    for what in ["api_token", "data_key", "connection.secret", "endpoint.secret", "trail_key.sealed"] {
        assert!(left.contains(what), "{what} is not named");
    }
    let listed: Vec<&str> =
        manifest["tables"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert!(tables::tenant().all(|table| listed.contains(&table) != left.contains(table)));
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&file).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600, "an export is for whoever made it");
    let trail = app.folder.path().join("trail.jsonl");
    let mut text = Vec::new();
    zip.by_name("trail.jsonl").unwrap().read_to_end(&mut text).unwrap();
    std::fs::write(&trail, text).unwrap();
    let mut verify = here(&app, "trail");
    verify.arg("verify").arg(&trail);
    worked(&run(verify).await);
}

#[tokio::test]
async fn each_table_stands_behind_those_that_it_refers_to() {
    let database = TestDatabase::new();
    let root = database.root().await;
    let order: Vec<&str> = tables::tenant().collect();
    for (at, table) in order.iter().enumerate() {
        for other in rows::references(&root, table).await {
            let Some(before) = order.iter().position(|name| *name == other) else { continue };
            assert!(before < at || other == *table, "{table} refers to {other}, which stands behind it");
        }
    }
    root.close().await.unwrap();
}
