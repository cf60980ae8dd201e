//! `aims doctor` on set-ups that are in order and on set-ups that are not: it names the right thing, and only that.

use crate::harness::{Backend, MASTER, TestApp, backend, command, lasting_port};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sea_orm::ConnectionTrait;
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use std::process::{Command, Output};

/// The program's doctor on the test's set-up, which is in order.
fn doctor(app: &TestApp) -> Command {
    let mut command = command(app, "--json");
    command.arg("doctor").env("AIMS__KEYS__MASTER", STANDARD.encode(MASTER));
    let link = app.database.folder().join("keys").join("link.key");
    std::fs::set_permissions(link, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    if let Ok(redis) = std::env::var("AIMS_TEST_REDIS") {
        command.env("AIMS__REDIS__URL", redis);
    }
    command
}

async fn said(mut command: Command) -> (Output, Vec<Value>) {
    let output = tokio::task::spawn_blocking(move || command.output().unwrap()).await.unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let checks = serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}"));
    (output, checks)
}

/// Checks that exactly the checks of these names fail, the first of them with these words and with something to do.
#[track_caller]
fn names(found: (Output, Vec<Value>), failed: &[&str], words: &str) {
    let (output, checks) = found;
    let bad: Vec<&Value> = checks.iter().filter(|check| check["verdict"] == "failed").collect();
    let bad_names: Vec<&str> = bad.iter().map(|check| check["check"].as_str().unwrap()).collect();
    assert_eq!(bad_names, failed, "{checks:#?}");
    assert!(bad[0]["found"].as_str().unwrap().contains(words), "{:#?}", bad[0]);
    assert!(bad.iter().all(|check| check["advice"].as_str().is_some_and(|advice| advice.len() > 10)));
    assert_eq!(output.status.code(), Some(1));
}

#[tokio::test]
async fn a_set_up_in_order_is_ok() {
    let app = TestApp::in_real_time().await;
    let (output, checks) = said(doctor(&app)).await;
    let names: Vec<&str> = checks.iter().map(|check| check["check"].as_str().unwrap()).collect();
    assert!(checks.iter().all(|check| check["verdict"] == "ok"), "{checks:#?}");
    for name in ["settings", "database", "migrations", "redis", "mail", "storage", "clock", "keys"] {
        assert!(names.contains(&name), "{name} in {names:?}");
    }
    if backend() == Backend::Postgres {
        for name in ["role", "policies", "database_system", "role_system"] {
            assert!(names.contains(&name), "{name} in {names:?}");
        }
    }
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(app.sink.messages().len(), 0, "no mail was sent");
    let left = std::fs::read_dir(app.database.folder().join("files")).unwrap();
    let left: usize = left.map(|org| std::fs::read_dir(org.unwrap().path()).unwrap().count()).sum();
    assert_eq!(left, 0, "the probe was deleted");
    let for_people = doctor(&app);
    let text = tokio::task::spawn_blocking(move || {
        let mut plain = Command::new(for_people.get_program());
        plain.arg("doctor").env_clear();
        plain.envs(for_people.get_envs().filter_map(|(name, value)| Some((name, value?))));
        String::from_utf8(plain.output().unwrap().stdout).unwrap()
    });
    let text = text.await.unwrap();
    assert!(text.lines().any(|line| line.starts_with("ok       database ")), "{text}");
    assert!(text.trim_end().ends_with("0 failed, 0 warnings"), "{text}");
}

#[tokio::test]
async fn an_unknown_setting_and_one_that_cannot_be_are_named() {
    let app = TestApp::in_real_time().await;
    let mut unknown = doctor(&app);
    unknown.env("AIMS__API__LISTENN", "x");
    names(said(unknown).await, &["settings"], "listenn");
    let mut impossible = doctor(&app);
    impossible.env("AIMS__DATABASE__POOL__MAX", "0");
    names(said(impossible).await, &["settings"], "database.pool.max");
}

#[tokio::test]
async fn a_database_that_is_not_there_is_named_without_its_password() {
    let app = TestApp::in_real_time().await;
    let mut wrong = doctor(&app);
    if backend() == Backend::Sqlite {
        let file = app.database.folder().join("not-a-database");
        std::fs::write(&file, "nothing that SQLite wrote, and long enough to be looked at ".repeat(40))
            .unwrap();
        wrong.env("AIMS__DATABASE__URL", format!("sqlite://{}?mode=rwc", file.display()));
        names(said(wrong).await, &["database"], "cannot be used");
        return;
    }
    let port = lasting_port();
    wrong.env("AIMS__DATABASE__URL", format!("postgres://aims_app:hunter2@127.0.0.1:{port}/nowhere"));
    let (output, checks) = said(wrong).await;
    assert!(!String::from_utf8_lossy(&output.stdout).contains("hunter2"));
    names((output, checks), &["database"], &format!("aims_app@127.0.0.1:{port}/nowhere"));
}

#[tokio::test]
async fn a_missing_migration_is_named() {
    let app = TestApp::in_real_time().await;
    let root = app.database.root().await;
    root.execute_unprepared("delete from seaql_migrations where version like 'm0016%'").await.unwrap();
    root.close().await.unwrap();
    names(said(doctor(&app)).await, &["migrations"], "first m0016_teams");
}

#[tokio::test]
async fn a_migration_of_a_newer_program_is_a_warning() {
    let app = TestApp::in_real_time().await;
    let root = app.database.root().await;
    let newer = "insert into seaql_migrations (version, applied_at) values ('m9999_later', 0)";
    root.execute_unprepared(newer).await.unwrap();
    root.close().await.unwrap();
    let (output, checks) = said(doctor(&app)).await;
    let check = checks.iter().find(|check| check["check"] == "migrations").unwrap();
    assert_eq!((&check["verdict"], output.status.code()), (&json!("warning"), Some(0)), "{check}");
    assert!(check["found"].as_str().unwrap().contains("m9999_later"));
}

#[tokio::test]
async fn a_redis_that_is_down_is_named() {
    let app = TestApp::in_real_time().await;
    let mut down = doctor(&app);
    down.env("AIMS__REDIS__URL", format!("redis://127.0.0.1:{}/0", lasting_port()));
    names(said(down).await, &["redis"], "does not answer");
}

#[tokio::test]
async fn a_mail_server_that_refuses_is_named_with_the_step() {
    let app = TestApp::in_real_time().await;
    let mut away = doctor(&app);
    away.env("AIMS__MAIL__SMTP__PORT", lasting_port().to_string());
    names(said(away).await, &["mail"], "did not greet us");
    let mut without_tls = doctor(&app);
    without_tls.env("AIMS__MAIL__SMTP__TLS", "required");
    names(said(without_tls).await, &["mail"], "did not change to TLS");
    let mut stranger = doctor(&app);
    stranger.env("AIMS__MAIL__SMTP__USERNAME", "ada").env("AIMS__MAIL__SMTP__PASSWORD", "hunter2");
    let (output, checks) = said(stranger).await;
    assert!(!String::from_utf8_lossy(&output.stdout).contains("hunter2"));
    names((output, checks), &["mail"], "did not let us sign in");
    assert_eq!(app.sink.messages().len(), 0);
}

#[tokio::test]
async fn a_place_of_files_that_takes_none_is_named() {
    let app = TestApp::in_real_time().await;
    let blocked = app.database.folder().join("blocked");
    std::fs::write(&blocked, "a file where a folder should be").unwrap();
    let mut folder = doctor(&app);
    folder.env("AIMS__FILES__FOLDER", &blocked);
    names(said(folder).await, &["storage"], "cannot be written");
    let mut bucket = doctor(&app);
    bucket
        .env("AIMS__FILES__PLACE", "s3")
        .env("AIMS__FILES__S3__BUCKET", "nowhere")
        .env("AIMS__FILES__S3__ENDPOINT", format!("http://127.0.0.1:{}", lasting_port()))
        .env("AIMS__FILES__S3__ALLOW_HTTP", "true")
        .env("AIMS__FILES__S3__ACCESS_KEY_ID", "key")
        .env("AIMS__FILES__S3__SECRET_ACCESS_KEY", "hunter2");
    names(said(bucket).await, &["storage"], "the bucket nowhere");
}

#[tokio::test]
async fn a_missing_key_and_a_strange_one_are_named() {
    let app = TestApp::in_real_time().await;
    let org = app.found("Acme", "ada@acme.example").await;
    org.owner.post(&org.path("/webhooks"), json!({ "url": "https://93.184.216.34/" })).await.ok();
    let mut strange = doctor(&app);
    strange.env("AIMS__KEYS__MASTER", STANDARD.encode([8; 32]));
    names(said(strange).await, &["keys"], "master keys that are not here");
    let lost = doctor(&app);
    std::fs::remove_file(app.database.folder().join("keys").join("link.key")).unwrap();
    names(said(lost).await, &["keys"], "link.key");
}

#[tokio::test]
async fn a_login_that_passes_the_policies_by_is_named() {
    if backend() == Backend::Sqlite {
        return; // It has no logins.
    }
    let app = TestApp::in_real_time().await;
    let cluster = url::Url::parse(&std::env::var("AIMS_TEST_POSTGRES").unwrap()).unwrap();
    let mut url = url::Url::parse(app.database.settings.url.expose_secret()).unwrap();
    url.set_username(cluster.username()).unwrap();
    let mut superuser = doctor(&app);
    superuser.env("AIMS__DATABASE__URL", url.as_str());
    names(said(superuser).await, &["role"], "passes row-level security by");
    let root = app.database.root().await;
    root.execute_unprepared("alter table task no force row level security").await.unwrap();
    root.close().await.unwrap();
    names(said(doctor(&app)).await, &["policies"], "not forced on task");
}

#[tokio::test]
async fn a_moved_calendar_is_named() {
    let app = TestApp::in_real_time().await;
    let root = app.database.root().await;
    root.execute_unprepared("insert into calendar_offset (id, offset_ms) values (1, 864000000)")
        .await
        .unwrap();
    root.close().await.unwrap();
    names(said(doctor(&app)).await, &["calendar"], "moved by 10 days");
}
