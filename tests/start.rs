//! What the program refuses to start with.

use crate::harness::{Backend, backend};
use std::path::Path;
use std::process::Output;
use std::time::Duration;
use tokio::process::Command;
use tokio::runtime::Runtime;

/// What the program said until it ended by itself, which it has to do soon.
fn aims(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aims"));
    command.args(arguments).env_clear().env("AIMS__DATA_DIR", folder).env("AIMS__API__LISTEN", "127.0.0.1:0");
    command.envs(environment.iter().copied()).kill_on_drop(true);
    let ended = async { tokio::time::timeout(Duration::from_secs(30), command.output()).await };
    Runtime::new().unwrap().block_on(ended).expect("the program started although it should refuse").unwrap()
}

#[track_caller]
fn refused(output: &Output, words: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && said.contains(words), "{said}");
}

const PRODUCTION: [(&str, &str); 4] = [
    ("AIMS__ENVIRONMENT", "production"),
    ("AIMS__PUBLIC_URL", "https://aims.example"),
    ("AIMS__MAIL__DELIVERY", "smtp"),
    ("AIMS__MAIL__SMTP__HOST", "mail.example"),
];

#[test]
fn an_unknown_setting_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let output = aims(folder.path(), &["settings", "check"], &[("AIMS__API__LISTENN", "x")]);
    refused(&output, "listenn");
}

#[test]
fn every_problem_is_named_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = [("AIMS__ENVIRONMENT", "production"), ("AIMS__DATABASE__POOL__MAX", "0")];
    let output = aims(folder.path(), &["settings", "check"], &wrong);
    refused(&output, "pool.max");
    refused(&output, "https://");
    refused(&output, "mail.delivery");
}

#[test]
fn captured_mail_on_another_address_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let output = aims(folder.path(), &["up"], &[("AIMS__API__LISTEN", "0.0.0.0:0")]);
    refused(&output, "/dev/mailbox");
}

#[test]
fn a_test_environment_that_others_could_reach_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    for reachable in [("AIMS__API__LISTEN", "0.0.0.0:0"), ("AIMS__MAIL__SMTP__HOST", "mail.example")] {
        let environment = [("AIMS__ENVIRONMENT", "test"), ("AIMS__MAIL__DELIVERY", "smtp"), reachable];
        refused(&aims(folder.path(), &["up"], &environment), "environment = \"test\"");
    }
}

#[test]
fn the_calendar_moves_only_in_a_test_environment() {
    let folder = tempfile::tempdir().unwrap();
    let output = aims(folder.path(), &["dev", "advance", "--to", "2099-01-01"], &[]);
    refused(&output, "environment = \"test\"");
}

#[test]
fn production_does_not_start_on_a_moved_calendar() {
    if backend() == Backend::Postgres {
        return; // The check reads one row; what differs is only where it lies.
    }
    let folder = tempfile::tempdir().unwrap();
    assert!(aims(folder.path(), &["migrate"], &[]).status.success());
    let keys = folder.path().join("keys");
    std::fs::create_dir_all(&keys).unwrap();
    std::fs::write(keys.join("link.key"), [7; 32]).unwrap();
    std::fs::write(keys.join("master.key"), "CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=\n").unwrap();
    move_calendar(folder.path());
    refused(&aims(folder.path(), &["up"], &PRODUCTION), "calendar was moved");
    refused(&aims(folder.path(), &["worker"], &PRODUCTION), "calendar was moved");
}

/// A database that lacks migrations is not served.
#[test]
fn a_production_database_is_never_migrated_by_serving_it() {
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("keys");
    std::fs::create_dir_all(&keys).unwrap();
    std::fs::write(keys.join("link.key"), [7; 32]).unwrap();
    std::fs::write(keys.join("master.key"), "CQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=\n").unwrap();
    refused(&aims(folder.path(), &["api"], &PRODUCTION), "aims migrate");
}

fn move_calendar(folder: &Path) {
    let file = folder.join("aims.sqlite");
    let url = format!("sqlite://{}?mode=rw", file.display());
    Runtime::new().unwrap().block_on(async {
        use sea_orm::ConnectionTrait;
        let db = sea_orm::Database::connect(&url).await.unwrap();
        let moved = "insert into calendar_offset (id, offset_ms) values (1, 86400000)";
        db.execute_unprepared(moved).await.unwrap();
        db.close().await.unwrap();
    });
}
