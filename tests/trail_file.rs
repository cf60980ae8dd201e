//! A trail that is taken away: whole, one organisation's, and checked by the program with nothing but the file.

use crate::harness::{Browser, Organisation};
use crate::trail::{anchor, with_history};
use domain::trail::chain::Report;
use domain::trail::file::check;
use reqwest::Method;
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Output};

async fn file(browser: &Browser, org: &Organisation) -> String {
    let response = browser.request(Method::GET, &org.path("/trail/file")).send().await.unwrap();
    assert_eq!(response.status(), 200);
    let name = response.headers()["content-disposition"].to_str().unwrap().to_owned();
    assert_eq!(name, format!("attachment; filename=\"{}-trail-2026-11-24.jsonl\"", org.slug));
    response.text().await.unwrap()
}

fn verify(path: &Path, more: &[&str]) -> Output {
    // No settings, no database, no network: the file alone.
    let mut command = Command::new(env!("CARGO_BIN_EXE_aims"));
    command.env_clear().args(["trail", "verify"]).arg(path).args(more).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[tokio::test]
async fn the_file_holds_the_whole_trail_of_one_organisation_and_the_program_says_so() {
    let (app, org) = with_history().await;
    let other = app.found("Other", "eve@other.example").await;
    anchor(&app).await;
    let text = file(&org.owner, &org).await;
    let read = check(text.lines(), &[]).unwrap();
    // The last entry says that it was taken away.
    assert_eq!(read.found, Ok(Report { entries: 9, erased: 0, anchors: 1, anchored: 8 }));
    assert_eq!(read.head.organisation, "Acme");
    let ids: Vec<String> =
        text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()["org"].to_string()).collect();
    assert_eq!(ids.iter().filter(|id| **id == ids[0]).count(), 11, "the head, nine entries and an anchor");
    assert!(!file(&other.owner, &other).await.contains(ids[0].trim_matches('"')));
    other.owner.get(&org.path("/trail/file")).await.refused(404, "not_found");

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("trail.jsonl");
    std::fs::write(&path, &text).unwrap();
    let output = verify(&path, &[]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(said(&output).contains("9 entries"), "{}", said(&output));
    assert!(said(&output).contains("with the key that the file itself names"), "{}", said(&output));
    let standing = org.owner.get(&org.path("/trail/standing")).await.ok();
    let key = standing["public_key"].as_str().unwrap();
    let output = verify(&path, &["--key", key]);
    assert!(output.status.success() && said(&output).contains("with the key that you gave"));
    let output = verify(&path, &["--key", &"0".repeat(64)]);
    assert!(!output.status.success() && said(&output).contains("entry 8"), "{}", said(&output));
}

#[tokio::test]
async fn one_changed_byte_a_missing_entry_and_one_out_of_order_are_named() {
    let (_app, org) = with_history().await;
    let text = file(&org.owner, &org).await;
    let lines: Vec<&str> = text.lines().collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("trail.jsonl");
    let refuses = |lines: Vec<String>, words: &str| {
        std::fs::write(&path, lines.join("\n") + "\n").unwrap();
        let output = verify(&path, &[]);
        assert_eq!(output.status.code(), Some(1));
        assert!(said(&output).contains(words), "{}", said(&output));
    };
    let with = |change: &dyn Fn(&mut Vec<String>)| {
        let mut changed: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
        change(&mut changed);
        changed
    };
    refuses(
        with(&|all| all[4] = all[4].replacen("task_created", "task_createe", 1)),
        "entry 4: it was altered",
    );
    refuses(with(&|all| drop(all.remove(5))), "entry 5: it is missing");
    refuses(with(&|all| all.swap(5, 6)), "entry 5: it is out of order: it stands after entry 6");
    refuses(with(&|all| all.truncate(7)), "entry 7: the file was cut off before it");
    refuses(with(&|all| all[0] = all[0].replace("Acme", "Acne")), "the file was changed elsewhere");
    refuses(with(&|all| drop(all.remove(0))), "this is no trail");
    let absent = verify(&folder.path().join("none"), &[]);
    assert!(!absent.status.success() && said(&absent).contains("cannot open"));
}

#[tokio::test]
async fn a_long_trail_comes_whole_and_every_statement_names_the_organisation() {
    let (app, org) = with_history().await;
    let membership = app.membership(&org).await;
    for _ in 0..3 {
        let tx = app.store.write(&membership).await.unwrap();
        (0..400).for_each(|rows| tx.note_export("tasks", "csv", rows));
        tx.commit().await.unwrap();
    }
    anchor(&app).await;
    let read = check(file(&org.owner, &org).await.lines(), &[]).unwrap();
    assert_eq!(read.found, Ok(Report { entries: 1_209, erased: 0, anchors: 1, anchored: 1_208 }));
    assert!(app.database.watch.take().is_empty(), "every statement names the organisation");
}
