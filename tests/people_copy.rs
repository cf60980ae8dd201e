//! A copy of everything that is kept of one person: whole, only theirs, and noted.

use crate::certifications::Certification;
use crate::evidence::evidence;
use crate::harness::{Browser, Organisation, PASSWORD, TestApp};
use domain::access::Role;
use reqwest::header::{CACHE_CONTROL, CONTENT_DISPOSITION};
use serde_json::{Value, json};

/// The parts that hold rows when somebody did one of everything that [`somebody`] does.
const FILLED: [&str; 14] = [
    "teams",
    "tasks",
    "controls",
    "evidence",
    "files",
    "reviews",
    "findings",
    "absences",
    "comments",
    "follows",
    "deliveries",
    "notices",
    "views",
    "tokens",
];

async fn copy(who: &Browser, org: &Organisation, id: &str) -> Value {
    who.get(&org.path(&format!("/people/{id}/copy"))).await.ok()
}

/// Somebody who did one of everything, the secret of their token, and the task that they share with the owner.
async fn somebody(app: &TestApp, org: &Organisation) -> (Browser, String, String) {
    let (browser, id) = app.member(org, Role::Contributor).await;
    let body = json!({ "title": "Look for the moth", "owner": id, "due": "2026-11-27" });
    let task = org.owner.post(&org.path("/tasks"), body).await.ok()["id"].as_str().unwrap().to_owned();
    let own = json!({ "title": "Reported by hand", "description": "The relay smells" });
    browser.post(&org.path("/tasks"), own).await.ok();
    let comments = org.path(&format!("/subjects/{task}/comments"));
    browser.post(&comments, json!({ "text": "It was a real moth." })).await.ok();
    let asked = json!({ "text": format!("@{{{id}}} the owner wrote these words") });
    org.owner.post(&comments, asked).await.ok();
    evidence(&browser, org, "Moth.pdf", &task).await;
    let view = json!({ "list": "tasks", "name": "What I look at", "query": { "q": "moth" } });
    browser.post(&org.path("/views"), view).await.ok();
    let token = json!({ "name": "My laptop", "scope": "read", "days": 9 });
    let secret = browser.post(&org.path("/tokens"), token).await.ok()["secret"].as_str().unwrap().to_owned();
    org.owner.post(&org.path("/teams"), json!({ "name": "Compilers", "members": [id] })).await.ok();
    let control = org.owner.get(&org.path("/controls?limit=1")).await.ok()["items"][0]["id"].clone();
    let at = org.path(&format!("/controls/{}", control.as_str().unwrap()));
    let etag = org.owner.get(&at).await.etag();
    org.owner.change(reqwest::Method::PATCH, &at, &etag, json!({ "owner": id })).await.ok();
    let reviews = org.path(&format!("/reviews/{}", control.as_str().unwrap()));
    org.owner.call(reqwest::Method::PATCH, &reviews, json!({})).await.ok();
    let held = json!({ "on": "2026-11-24", "outcome": "suitable", "note": "The relay is clean" });
    browser.post(&format!("{reviews}/held"), held).await.ok();
    let put_off = json!({ "kind": "review", "to": "2028-01-10", "reason": "the owner put it off" });
    let at = org.path(&format!("/obligations/{}/postpone", control.as_str().unwrap()));
    org.owner.post(&at, put_off).await.ok();
    let certification = Certification::add(org).await;
    let visited = certification.held("pre_assessment", "2026-11-20").await;
    let found =
        json!({ "visit": visited["visits"][0]["id"], "title": "A moth", "grade": "concern", "owner": id });
    org.owner.post(&certification.path("/findings"), found).await.ok();
    let away = json!({ "from": "2027-01-01", "until": "2027-01-05" });
    browser.post(&org.path(&format!("/people/{id}/absences")), away).await.ok();
    app.sweep_at("2026-11-27T12:00:00Z").await;
    (browser, id, secret)
}

#[tokio::test]
async fn a_copy_holds_one_of_everything_that_is_theirs() {
    let app = TestApp::new().await;
    let org = app.found("Ours", "ada@ours.example").await;
    org.adopt().await;
    let (browser, id, _) = somebody(&app, &org).await;
    let answer = browser.get(&org.path(&format!("/people/{id}/copy"))).await;
    assert_eq!(answer.headers[CACHE_CONTROL], "no-store");
    let name = answer.headers[CONTENT_DISPOSITION].to_str().unwrap().to_owned();
    assert!(name.starts_with("attachment; filename=\"ours-person-"), "{name}");
    let copy = answer.ok();
    assert_eq!(copy["organisation"]["slug"], "ours");
    assert_eq!(copy["person"]["id"], id.as_str());
    assert_eq!(copy["person"]["history"][0]["role"], "contributor");
    assert!(copy["person"]["zone"].is_string() && copy["choices"].is_object());
    for part in FILLED {
        assert!(!copy[part].as_array().unwrap().is_empty(), "{part} is empty in {copy:#}");
    }
    assert_eq!(copy["comments"].as_array().unwrap().len(), 1);
    assert_eq!(copy["comments"][0]["text"], "It was a real moth.");
    let tasks = copy["tasks"].as_array().unwrap();
    let titled = |title: &str| tasks.iter().find(|one| one["title"] == title).unwrap();
    let (given, own) = (titled("Look for the moth"), titled("Reported by hand"));
    assert_eq!((&given["owned"], &given["reported"]), (&json!(true), &json!(false)));
    assert_eq!((&given["description"], &own["description"]), (&Value::Null, &json!("The relay smells")));
    assert_eq!((&own["reported"], tasks.len()), (&json!(true), 2));
    assert_eq!(copy["tokens"][0]["name"], "My laptop");
    assert_eq!(
        (&copy["reviews"][0]["held"], &copy["reviews"][0]["note"]),
        (&json!(true), &json!("The relay is clean"))
    );
    assert_eq!((&copy["absences"][0]["theirs"], &copy["postponements"]), (&json!(true), &json!([])));
    let trail = copy["trail"].as_array().unwrap();
    let noted =
        |kind: &str, theirs: bool| trail.iter().any(|one| one["kind"] == kind && one["theirs"] == theirs);
    assert!(noted("comment_added", true) && noted("person_joined", false), "{trail:#?}");
}

#[tokio::test]
async fn a_copy_holds_no_secret_and_nothing_that_others_wrote() {
    let app = TestApp::new().await;
    let org = app.found("Ours", "ada@ours.example").await;
    let theirs = app.found("Theirs", "eve@theirs.example").await;
    org.adopt().await;
    let (browser, id, secret) = somebody(&app, &org).await;
    theirs.task("A task of another organisation", 3).await;
    let text = copy(&browser, &org, &id).await.to_string();
    let others = ["the owner wrote", "the owner put it off", "another organisation"];
    for absent in [secret.as_str(), PASSWORD, "argon2", "hash"].into_iter().chain(others) {
        assert!(!text.contains(absent), "{absent} is in the copy");
    }
    assert!(!text.contains("ada@ours.example") && !text.contains("/join#"), "{text}");
    // In the owner's own copy stands what the owner wrote, and nothing of the other's.
    let text = copy(&org.owner, &org, &org.me).await.to_string();
    assert!(text.contains("the owner wrote these words") && !text.contains("real moth"), "{text}");
    assert!(text.contains("the owner put it off") && !text.contains("The relay is clean"), "{text}");
}

#[tokio::test]
async fn everybody_has_their_own_copy_and_only_who_runs_the_organisation_has_anybodys() {
    let app = TestApp::new().await;
    let org = app.found("Ours", "ada@ours.example").await;
    let body = json!({ "name": "A colleague", "address": "colleague@ours.example" });
    let other = org.owner.post(&org.path("/people"), body).await.ok()["id"].as_str().unwrap().to_owned();
    for role in Role::ALL {
        let (browser, id) = app.member(&org, *role).await;
        assert_eq!(copy(&browser, &org, &id).await["person"]["id"], id.as_str());
        let answer = browser.get(&org.path(&format!("/people/{other}/copy"))).await;
        match role {
            Role::Owner | Role::Admin => assert_eq!(answer.ok()["person"]["id"], other.as_str()),
            _ => answer.refused(403, "forbidden"),
        }
    }
    // A program has none, not even of whom it stands for.
    let body = json!({ "name": "Program", "scope": "write", "days": 9 });
    let token = org.owner.post(&org.path("/tokens"), body).await.ok()["secret"].as_str().unwrap().to_owned();
    let program = Browser::with_token(&app.base, &token);
    program.get(&org.path(&format!("/people/{}/copy", org.me))).await.refused(403, "token_out_of_reach");
}

#[tokio::test]
async fn who_took_a_copy_of_whose_data_is_in_the_trail() {
    let app = TestApp::new().await;
    let org = app.found("Ours", "ada@ours.example").await;
    let (browser, id) = app.member(&org, Role::Staff).await;
    browser.get(&org.path(&format!("/people/{}/copy", org.me))).await.refused(403, "forbidden");
    copy(&org.owner, &org, &id).await;
    copy(&browser, &org, &id).await;
    let trail = org.owner.get(&org.path("/trail?limit=2")).await.ok();
    let noted = |at: usize, by: &str| {
        let one = &trail["items"][at];
        one["kind"] == "person_copied"
            && one["body"]["person"] == id.as_str()
            && one["actor"].to_string().contains(by)
    };
    assert!(noted(0, "The staff") && noted(1, "Ada Lovelace"), "{trail:#}");
    let third = org.owner.get(&org.path("/trail?limit=3")).await.ok()["items"][2]["kind"].clone();
    assert_ne!(third, "person_copied", "a refusal takes nothing away");
    // The second copy knows of the first, and of itself.
    let again = copy(&browser, &org, &id).await;
    let copies = again["trail"].as_array().unwrap().iter().filter(|one| one["kind"] == "person_copied");
    assert_eq!(copies.map(|one| one["theirs"] == true).collect::<Vec<_>>(), [false, true, true]);
}

#[tokio::test]
async fn a_long_history_is_read_in_stretches_and_none_of_it_is_lost_or_twice() {
    let app = TestApp::new().await;
    let org = app.found("Ours", "ada@ours.example").await;
    let store = app.store.clone();
    let tx = store.write(&app.membership(&org).await).await.unwrap();
    (0..450).for_each(|rows| tx.note_export("tasks", "csv", rows));
    tx.commit().await.unwrap();
    let copy = copy(&org.owner, &org, &org.me).await;
    let seqs: Vec<i64> =
        copy["trail"].as_array().unwrap().iter().map(|one| one["seq"].as_i64().unwrap()).collect();
    assert!(seqs.len() > 450 && seqs.windows(2).all(|two| two[0] < two[1]), "{}", seqs.len());
}
