//! The demo: two years replayed through the API, the same each time, whatever day of the week it is.

use crate::harness::{Backend, Browser, TestDatabase, backend};
use aims::serve::assemble::assemble;
use aims::settings::Settings;
use config::{Config, File, FileFormat};
use domain::clock::{Clock, Instant};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::path::Path;
use store::calendar::SystemClock;
use tempfile::TempDir;

fn settings(folder: &Path, database: &TestDatabase) -> Settings {
    let toml = include_str!("../src/settings.default.toml");
    let config = Config::builder().add_source(File::from_str(toml, FileFormat::Toml)).build().unwrap();
    let mut settings: Settings = config.try_deserialize().unwrap();
    settings.data_dir = folder.join("data");
    settings.database = database.settings.clone();
    settings.api.listen = "127.0.0.1:0".to_owned();
    settings
}

/// Everything that one run left behind that somebody can see.
#[derive(Debug, PartialEq)]
struct Seen {
    controls: Value,
    tasks: Value,
    /// Sorted: reminders of one moment are told apart by their ids alone.
    sent: Vec<String>,
    entries: i64,
    /// How many confirmed something.
    attested: usize,
}

/// Every page of a list.
async fn every(mara: &Browser, list: &str) -> Vec<Value> {
    let (mut items, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = mara.get(&format!("{list}&limit=100{cursor}")).await.ok();
        items.extend(page["items"].as_array().unwrap().iter().cloned());
        match page["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return items,
        }
    }
}

/// What was confirmed in two years: the bytes of each have the hash that stands in the trail's entry.
async fn attested(mara: &Browser, path: impl Fn(&str) -> String) -> usize {
    let trail = every(mara, &path("/trail?kind=training_attested")).await;
    let done = every(mara, &path("/assignments?state=completed")).await;
    for one in &done {
        let at = path(&format!("/assignments/{}", one["id"].as_str().unwrap()));
        let kept = mara.get(&at).await.ok()["attestation"].clone();
        let text = mara.get(&format!("{at}/text")).await.body.as_str().unwrap().to_owned();
        let hash =
            Sha256::digest(&text).iter().fold(String::new(), |hash, byte| hash + &format!("{byte:02x}"));
        assert_eq!(kept["sha256"], hash);
        let entry = trail.iter().find(|entry| entry["seq"] == kept["trail_entry"]).expect("its entry");
        assert!(entry.to_string().contains(&hash), "{entry} {hash}");
    }
    assert_eq!(trail.len(), done.len());
    done.len()
}

/// The same without ids, which are drawn anew.
fn nameless(mut value: Value) -> Value {
    match &mut value {
        Value::Object(fields) => {
            fields.remove("id");
            fields.values_mut().for_each(|field| *field = nameless(field.take()));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| *item = nameless(item.take())),
        _ => (),
    }
    value
}

async fn replayed(present: Instant) -> Seen {
    let (folder, database) = (TempDir::new().unwrap(), TestDatabase::new());
    let settings = settings(folder.path(), &database);
    let told = aims::demo::replay(&settings, present, |_| Ok(())).await.unwrap();
    let parts = assemble(&settings).await.unwrap();
    let store = parts.api.store.clone();
    let (server, address) = api::serve(parts.api).unwrap();
    let serving = tokio::spawn(server);
    let mara = Browser::new(&format!("http://{address}"));
    let sign_in =
        json!({ "address": "mara.lindqvist@plumbline.example", "password": "plumb line and level" });
    let session = mara.post("/api/v1/session", sign_in).await.ok();
    let path = |rest: &str| format!("/api/v1/o/{}{rest}", told.slug);
    let account = session["account"]["id"].as_str().unwrap().parse().unwrap();
    let door = store.account_read(Some(domain::id::AccountId(account))).await.unwrap();
    let membership = door.memberships(Some(&told.slug)).await.unwrap().remove(0);
    door.commit().await.unwrap();
    let trail = store.check_trail(membership.tenancy()).await.unwrap().expect("a valid chain");
    let sent = mara.get(&path("/deliveries/export?format=csv")).await;
    // Rows begin with a day; the last line says when they were taken away.
    let rows = sent.body.as_str().unwrap().lines().filter(|line| line.starts_with("20"));
    let mut sent: Vec<String> = rows.map(str::to_owned).collect();
    sent.sort();
    let seen = Seen {
        controls: nameless(mara.get(&path("/controls?limit=100")).await.ok()),
        tasks: nameless(mara.get(&path("/tasks?limit=100&sort=reference")).await.ok()),
        sent,
        entries: trail.entries,
        attested: attested(&mara, path).await,
    };
    serving.abort();
    seen
}

fn count(list: &Value, field: &str, value: &str) -> usize {
    list["items"].as_array().unwrap().iter().filter(|one| one[field] == value).count()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_years_are_replayed_the_same_each_time() {
    // The program that serves it afterwards goes by the system's clock, so the story ends now.
    let present = SystemClock::default().machine();
    let first = replayed(present).await;
    assert_eq!(first.controls["total"], 70);
    let verified = count(&first.controls, "status", "verified");
    assert_eq!(count(&first.controls, "status", "implemented") + verified, 58);
    assert!(verified > 12, "{verified}");
    assert!(first.tasks["total"].as_i64().unwrap() > 90, "{}", first.tasks["total"]);
    assert!(first.sent.len() > 200, "reminders of two years: {}", first.sent.len());
    assert!(!first.sent.iter().any(|line| line.contains("dead")), "every reminder found its way");
    assert!(first.entries > 900, "{}", first.entries);
    assert!(first.attested > 90, "{}", first.attested);
    if backend() == Backend::Sqlite {
        let second = replayed(present).await;
        let differs = first.sent.iter().zip(&second.sent).find(|(one, other)| one != other);
        assert_eq!(differs, None, "{} and {} reminders", first.sent.len(), second.sent.len());
        for (one, other) in [(&first.tasks, &second.tasks), (&first.controls, &second.controls)] {
            let (one, other) = (one["items"].as_array().unwrap(), other["items"].as_array().unwrap());
            assert_eq!(one.iter().zip(other).find(|(one, other)| one != other), None);
        }
        assert_eq!(second, first);
    }
}

/// Weekends and month ends move what people do, never what the rules allow.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_can_be_replayed_on_any_day_of_the_week() {
    if backend() == Backend::Postgres {
        return;
    }
    for present in ["2027-02-28T21:30:00Z", "2027-03-01T04:10:00Z"] {
        let (folder, database) = (TempDir::new().unwrap(), TestDatabase::new());
        let settings = settings(folder.path(), &database);
        aims::demo::replay(&settings, present.parse().unwrap(), |_| Ok(())).await.unwrap();
    }
}

#[tokio::test]
async fn a_folder_with_somebodys_data_is_left_alone() {
    let (folder, database) = (TempDir::new().unwrap(), TestDatabase::new());
    let settings = settings(folder.path(), &database);
    std::fs::create_dir_all(&settings.data_dir).unwrap();
    let kept = settings.data_dir.join("aims.sqlite");
    std::fs::write(&kept, "ours").unwrap();
    let now = "2026-11-24T09:30:00Z".parse().unwrap();
    let refused = aims::demo::replay(&settings, now, |_| Ok(())).await.unwrap_err();
    assert!(refused.to_string().contains("holds data that no demo made"), "{refused}");
    assert_eq!(std::fs::read_to_string(kept).unwrap(), "ours");
}
