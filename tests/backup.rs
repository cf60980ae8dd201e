//! The drill: what was made through HTTP is backed up, restored into an empty place, and served from there.

use crate::evidence::evidence;
use crate::harness::{
    Backend, Browser, MASTER, Organisation, PASSWORD, TestApp, TestClock, TestDatabase, backend, command,
    lasting_port, until,
};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use sea_orm::ConnectionTrait;
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;

/// The program on what the test's app stands on.
pub(crate) fn here(app: &TestApp, name: &str) -> Command {
    let mut command = command(app, name);
    command
        .env("AIMS__DATABASE__OWNER_URL", app.database.owner_url())
        .env("AIMS__KEYS__MASTER", STANDARD.encode(MASTER))
        .env("AIMS__FILES__FOLDER", app.folder.path().join("files"));
    command
}

/// The same on another database and in another folder, which bring their keys along.
pub(crate) fn there(app: &TestApp, place: &TestDatabase, name: &str) -> Command {
    let mut command = here(app, name);
    let folder = place.folder();
    std::fs::create_dir_all(folder.join("keys")).unwrap();
    let key = folder.join("keys").join("link.key");
    std::fs::write(&key, [7; 32]).unwrap();
    std::fs::set_permissions(key, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    command
        .env("AIMS__DATA_DIR", &folder)
        .env("AIMS__FILES__FOLDER", folder.join("files"))
        .env("AIMS__DATABASE__URL", place.settings.url.expose_secret())
        .env("AIMS__DATABASE__SYSTEM_URL", place.settings.system_url.expose_secret())
        .env("AIMS__DATABASE__OWNER_URL", place.owner_url());
    command
}

pub(crate) async fn run(mut command: Command) -> Output {
    tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap()
}

#[track_caller]
pub(crate) fn worked(output: &Output) {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[track_caller]
pub(crate) fn refused(output: &Output, words: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains(words), "{said}");
}

async fn backed_up(app: &TestApp) -> PathBuf {
    let file = app.folder.path().join("aims.backup");
    let mut command = here(app, "backup");
    command.arg(&file);
    worked(&run(command).await);
    file
}

/// A program that serves, until it is dropped.
struct Serving(Child, String);

impl Serving {
    async fn begin(mut command: Command) -> Self {
        let port = lasting_port();
        command.env("AIMS__API__LISTEN", format!("127.0.0.1:{port}"));
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let serving = Self(child, format!("http://127.0.0.1:{port}"));
        let ready = format!("{}/health/ready", serving.1);
        let client = reqwest::Client::new();
        let answers =
            until(async || client.get(&ready).send().await.is_ok_and(|answer| answer.status() == 200));
        assert!(answers.await, "the program serves what was restored");
        serving
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What an organisation's owner reads of it.
async fn content(browser: &Browser, org: &Organisation, evidence: &str) -> Vec<Value> {
    let mut read = Vec::new();
    let history = format!("/evidence/{evidence}/history");
    for path in
        ["", "/people", "/controls?limit=100", "/tasks", "/evidence", "/settings", "/find?q=policy", &history]
    {
        read.push(browser.get(&org.path(path)).await.ok());
    }
    read
}

/// The bytes of a piece of evidence.
async fn bytes(browser: &Browser, org: &Organisation, evidence: &str) -> Vec<u8> {
    let request = browser.request(Method::GET, &org.path(&format!("/evidence/{evidence}/files/1")));
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 200);
    answer.bytes().await.unwrap().to_vec()
}

async fn with_work(app: &TestApp) -> (Organisation, String) {
    let org = app.found("Acme", "ada@acme.example").await;
    org.adopt().await;
    let task = org.task("Write the AI policy", 10).await;
    let made = evidence(&org.owner, &org, "Policy.pdf", task["id"].as_str().unwrap()).await;
    org.owner.post(&org.path("/webhooks"), json!({ "url": "https://93.184.216.34/" })).await.ok();
    app.run_jobs().await;
    (org, made["id"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn what_was_backed_up_is_served_from_an_empty_place_and_is_the_same() {
    let app = TestApp::in_real_time().await;
    let (org, made) = with_work(&app).await;
    let theirs = app.found("Theirs", "eve@theirs.example").await;
    theirs.task("Something of theirs", 5).await;
    let before = content(&org.owner, &org, &made).await;
    let file_before = bytes(&org.owner, &org, &made).await;
    let file = backed_up(&app).await;
    let mode = std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(&file).unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600, "a backup is for whoever made it");
    // What happens after it is not in it.
    org.task("Made later", 3).await;

    let place = TestDatabase::empty();
    let mut restore = there(&app, &place, "restore");
    restore.arg(&file);
    let restored = run(restore).await;
    worked(&restored);
    assert!(!String::from_utf8_lossy(&restored.stdout).contains("About the keys"), "{restored:?}");
    let serving = Serving::begin(there(&app, &place, "api")).await;
    let browser = Browser::new(&serving.1);
    let body = json!({ "address": "ada@acme.example", "password": PASSWORD });
    browser.post("/api/v1/session", body).await.ok();
    assert_eq!(content(&browser, &org, &made).await, before);
    assert_eq!(bytes(&browser, &org, &made).await, file_before);
    let task = json!({ "title": "Made over there" });
    assert_eq!(browser.post(&org.path("/tasks"), task).await.ok()["reference"], "TSK-2");
    drop(serving);
    for org in [&org, &theirs] {
        let account = org.owner.get("/api/v1/session").await.ok()["account"]["id"].clone();
        let account = domain::id::AccountId(account.as_str().unwrap().parse().unwrap());
        let store = place.store(Arc::new(TestClock::real())).await;
        let door = store.account_read(Some(account)).await.unwrap();
        let membership = door.memberships(Some(&org.slug)).await.unwrap().remove(0);
        door.commit().await.unwrap();
        let report = store.check_trail(membership.tenancy()).await.unwrap();
        assert!(report.expect("the trail of what was restored").entries > 1);
    }
}

#[tokio::test]
async fn a_place_that_holds_anything_is_left_alone() {
    let app = TestApp::in_real_time().await;
    let (org, _) = with_work(&app).await;
    let file = backed_up(&app).await;
    let mut again = here(&app, "backup");
    again.arg(&file);
    refused(&run(again).await, "is there already");
    let mut onto_itself = here(&app, "restore");
    onto_itself.arg(&file);
    let words = if backend() == Backend::Sqlite { "is there already" } else { "holds tables already" };
    refused(&run(onto_itself).await, words);
    assert_eq!(org.owner.get(&org.path("/tasks")).await.ok()["total"], 1, "nothing was touched");
    let place = TestDatabase::empty();
    let mut onto_files = there(&app, &place, "restore");
    onto_files.arg(&file).env("AIMS__FILES__FOLDER", app.folder.path().join("files"));
    refused(&run(onto_files).await, "the place of files holds some already");
}

fn altered(file: &Path) -> PathBuf {
    let mut bytes = std::fs::read(file).unwrap();
    let at = bytes.windows(8).position(|window| window == b"%PDF-1.7").expect("the file lies there as it is");
    bytes[at + 20] ^= 1;
    let altered = file.with_extension("altered");
    std::fs::write(&altered, bytes).unwrap();
    altered
}

#[tokio::test]
async fn a_backup_that_was_altered_or_cut_off_is_refused_before_anything_is_written() {
    let app = TestApp::in_real_time().await;
    with_work(&app).await;
    let file = backed_up(&app).await;
    let cut = file.with_extension("cut");
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
    let place = TestDatabase::empty();
    for (file, words) in [(altered(&file), "files/"), (cut, "no whole backup")] {
        let mut restore = there(&app, &place, "restore");
        restore.arg(&file);
        refused(&run(restore).await, words);
        assert!(!place.folder().join("files").exists());
        assert!(!place.folder().join("aims.sqlite").exists());
    }
    let mut restore = there(&app, &place, "restore");
    restore.arg(&file);
    worked(&run(restore).await);
}

#[tokio::test]
async fn the_keys_are_not_in_it_and_whoever_brings_others_is_told() {
    let app = TestApp::in_real_time().await;
    with_work(&app).await;
    let file = backed_up(&app).await;
    let bytes = std::fs::read(&file).unwrap();
    for key in [MASTER.to_vec(), vec![7; 32], STANDARD.encode(MASTER).into_bytes()] {
        assert!(!bytes.windows(key.len()).any(|window| window == key), "a key lies in the backup");
    }
    let place = TestDatabase::empty();
    let mut restore = there(&app, &place, "restore");
    restore.arg(&file).env("AIMS__KEYS__MASTER", STANDARD.encode([8; 32]));
    let output = run(restore).await;
    worked(&output);
    assert!(String::from_utf8_lossy(&output.stdout).contains("master keys that are not here"), "{output:?}");
}

#[tokio::test]
async fn a_file_that_is_missing_is_named_and_the_rest_is_kept() {
    let app = TestApp::in_real_time().await;
    with_work(&app).await;
    let org = std::fs::read_dir(app.folder.path().join("files")).unwrap().next().unwrap().unwrap().path();
    let lost = std::fs::read_dir(org).unwrap().next().unwrap().unwrap().path();
    let bytes = std::fs::read(&lost).unwrap();
    for (content, words) in
        [(None, "is missing"), (Some([b"x".as_slice(), &bytes[1..]].concat()), "is damaged")]
    {
        match content {
            None => std::fs::remove_file(&lost).unwrap(),
            Some(content) => std::fs::write(&lost, content).unwrap(),
        }
        let file = app.folder.path().join(format!("{}.backup", &words[3..]));
        let mut command = here(&app, "backup");
        command.arg(&file);
        refused(&run(command).await, words);
        let place = TestDatabase::empty();
        let mut restore = there(&app, &place, "restore");
        restore.arg(&file);
        worked(&run(restore).await);
    }
}

#[tokio::test]
async fn a_backup_of_a_newer_program_is_refused() {
    let app = TestApp::in_real_time().await;
    let root = app.database.root().await;
    let newer = "insert into seaql_migrations (version, applied_at) values ('m9999_later', 0)";
    root.execute_unprepared(newer).await.unwrap();
    root.close().await.unwrap();
    let file = backed_up(&app).await;
    let place = TestDatabase::empty();
    let mut restore = there(&app, &place, "restore");
    restore.arg(&file);
    refused(&run(restore).await, "a newer program made this backup");
}
