//! Teams and faces: who makes them, who sees them, what they filter.

use crate::harness::{Answer, Browser, Organisation, TestApp};
use domain::access::Role;
use reqwest::Method;
use serde_json::{Value, json};

const ADA: &str = "ada@acme.example";
/// One black pixel.
pub(crate) const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 13, 10, 26, 10, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0, 1, 8,
    0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0x60, 0, 0, 0,
    2, 0, 1, 0x48, 0xaf, 0xa4, 0x71, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

async fn make(org: &Organisation, body: Value) -> Value {
    org.owner.post(&org.path("/teams"), body).await.ok()
}

fn at(org: &Organisation, team: &Value) -> String {
    org.path(&format!("/teams/{}", team["id"].as_str().unwrap()))
}

async fn change(browser: &Browser, org: &Organisation, team: &Value, version: i64, body: Value) -> Answer {
    browser.change(Method::PATCH, &at(org, team), &format!("\"{version}\""), body).await
}

fn names(people: &Value) -> Vec<&str> {
    people.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn a_team_is_made_changed_archived_and_taken_up_again() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let body = json!({ "name": "Grace Hopper", "address": "grace@acme.example" });
    let grace = org.owner.post(&org.path("/people"), body).await.ok();
    let team = make(&org, json!({ "name": "Data", "lead": org.me, "members": [grace["id"]] })).await;
    assert_eq!(names(&team["members"]), ["Ada Lovelace", "Grace Hopper"], "the lead belongs to it");
    let taken = org.owner.post(&org.path("/teams"), json!({ "name": "DATA" })).await;
    assert_eq!(taken.body["errors"][0]["code"], "taken", "{}", taken.body);
    let now = change(&org.owner, &org, &team, 1, json!({ "name": "Data science", "members": [] })).await.ok();
    assert_eq!((&now["name"], names(&now["members"])), (&json!("Data science"), vec!["Ada Lovelace"]));
    change(&org.owner, &org, &team, 1, json!({ "lead": null })).await.refused(412, "stale_version");
    let nobody = json!({ "members": ["01900000-0000-7000-8000-000000000000"] });
    change(&org.owner, &org, &team, 2, nobody).await.refused(422, "invalid_input");
    let step = |step: &str, version: &str| {
        let (path, version) = (format!("{}/{step}", at(&org, &team)), version.to_owned());
        let org = &org;
        async move { org.owner.change(Method::POST, &path, &version, json!({})).await }
    };
    assert_eq!(step("archive", "\"2\"").await.ok()["archived"], true);
    change(&org.owner, &org, &team, 3, json!({ "name": "Other" })).await.refused(409, "refused");
    step("archive", "\"3\"").await.refused(409, "refused");
    assert_eq!(step("restore", "\"3\"").await.ok()["archived"], false);
    let list = org.owner.get(&org.path("/teams?archived=false")).await.ok();
    assert_eq!((&list["total"], &list["items"][0]["size"]), (&json!(1), &json!(1)));
}

#[tokio::test]
async fn a_repeated_request_makes_one_team() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let create = |name: &str| {
        let request = org.owner.request(Method::POST, &org.path("/teams")).header("idempotency-key", "one");
        Browser::send(request.json(&json!({ "name": name })))
    };
    let (first, again) = (create("Data").await.ok(), create("Data").await.ok());
    assert_eq!(first["id"], again["id"]);
    create("Other").await.refused(422, "idempotency_key_reused");
}

#[tokio::test]
async fn tasks_and_people_are_filtered_by_team_and_say_theirs() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let body = json!({ "name": "Grace Hopper", "address": "grace@acme.example" });
    let grace = org.owner.post(&org.path("/people"), body).await.ok();
    let team = make(&org, json!({ "name": "Data", "members": [grace["id"]] })).await;
    let task = json!({ "title": "Hers", "owner": grace["id"] });
    org.owner.post(&org.path("/tasks"), task).await.ok();
    org.task("Mine", 3).await;
    let id = team["id"].as_str().unwrap();
    let tasks = org.owner.get(&org.path(&format!("/tasks?team={id}"))).await.ok();
    assert_eq!((&tasks["total"], &tasks["items"][0]["title"]), (&json!(1), &json!("Hers")));
    assert_eq!(names(&tasks["items"][0]["teams"]), ["Data"]);
    let people = org.owner.get(&org.path(&format!("/people?team={id}"))).await.ok();
    assert_eq!(
        (names(&people["items"]), names(&people["items"][0]["teams"])),
        (vec!["Grace Hopper"], vec!["Data"])
    );
    let export =
        org.owner.get(&org.path(&format!("/people/export?format=csv&columns=name,team&team={id}"))).await;
    assert!(export.body.as_str().unwrap().contains("Grace Hopper,Data"), "{}", export.body);
    let found = org.owner.get(&org.path("/find?q=data")).await.ok();
    assert_eq!((&found["items"][0]["kind"], &found["items"][0]["state"]), (&json!("team"), &json!("active")));
    org.owner.get(&org.path("/tasks?team=data")).await.refused(422, "invalid_input");
}

#[tokio::test]
async fn a_team_is_of_one_organisation_and_nothing_of_another() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let other = app.found("Other", "eve@other.example").await;
    let team = make(&org, json!({ "name": "Data", "members": [org.me] })).await;
    let id = team["id"].as_str().unwrap();
    let (staff, _) = app.member(&other, Role::Staff).await;
    let (auditor, _) = app.member(&other, Role::Auditor).await;
    staff.get(&other.path(&format!("/teams/{id}"))).await.refused(403, "forbidden");
    auditor.get(&other.path(&format!("/teams/{id}"))).await.refused(404, "not_found");
    assert_eq!(auditor.get(&other.path("/teams")).await.ok()["total"], 0);
    assert_eq!(staff.get(&other.path("/find?q=data")).await.ok()["items"], json!([]));
    assert_eq!(auditor.get(&other.path("/find?q=data")).await.ok()["items"], json!([]));
    let foreign = json!({ "name": "Ours", "members": [org.me] });
    other.owner.post(&other.path("/teams"), foreign).await.refused(422, "invalid_input");
    assert_eq!(other.owner.get(&other.path(&format!("/people?team={id}"))).await.ok()["total"], 0);
}

#[tokio::test]
async fn whoever_left_stays_known_in_their_team_and_no_longer_counts() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let body = json!({ "name": "Grace Hopper", "address": "grace@acme.example" });
    let grace = org.owner.post(&org.path("/people"), body).await.ok();
    let team = make(&org, json!({ "name": "Data", "members": [grace["id"], org.me] })).await;
    let leave = org.path(&format!("/people/{}/deactivate", grace["id"].as_str().unwrap()));
    org.owner.change(Method::POST, &leave, "\"1\"", json!({})).await.ok();
    let now = org.owner.get(&at(&org, &team)).await.ok();
    assert_eq!((&now["size"], names(&now["members"]).len()), (&json!(1), 2));
    // What is said of the team still changes, with her in it.
    change(&org.owner, &org, &team, 1, json!({ "name": "Data science" })).await.ok();
    let lead = json!({ "lead": grace["id"] });
    change(&org.owner, &org, &team, 2, lead).await.refused(422, "invalid_input");
}

pub(crate) async fn put_photo(browser: &Browser, org: &Organisation, bytes: &[u8]) -> Answer {
    let etag = browser.get(&org.path("/profile")).await.etag();
    let request = browser.request(Method::PUT, &org.path("/profile/photo")).header("if-match", etag);
    Browser::send(request.header("content-type", "image/png").body(bytes.to_vec())).await
}

#[tokio::test]
async fn a_photo_is_for_the_organisation_and_nobody_else() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (staff, id) = app.member(&org, Role::Staff).await;
    let stranger = app.found("Other", "eve@other.example").await;
    put_photo(&staff, &org, &[PNG, b"and a note of where it was taken"].concat()).await.ok();
    let rest = format!("/people/{id}/photo");
    let seen = org.owner.request(Method::GET, &org.path(&rest)).send().await.unwrap();
    let header = |name: &str| seen.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(
        (header("content-type"), header("x-content-type-options")),
        ("image/png".into(), "nosniff".into())
    );
    assert!(header("cache-control").starts_with("private"));
    assert_eq!(seen.bytes().await.unwrap(), PNG);
    assert_eq!(org.owner.get(&org.path("/photos")).await.ok()["items"][0]["person"], json!(id));
    stranger.owner.get(&org.path(&rest)).await.refused(404, "not_found");
    stranger.owner.get(&stranger.path(&rest)).await.refused(404, "not_found");
    app.browser().get(&org.path(&rest)).await.refused(401, "signed_out");
    assert_eq!(stranger.owner.get(&stranger.path("/photos")).await.ok()["items"], json!([]));
    // It is in use, so that nothing removes it at night.
    app.clock.pass(chrono::Duration::days(4));
    let sweep = app.store.write(&app.membership(&org).await).await.unwrap();
    sweep.look_after_files_again();
    sweep.commit().await.unwrap();
    app.run_jobs().await;
    org.owner.get(&org.path(&rest)).await.ok();
    let etag = staff.get(&org.path("/profile")).await.etag();
    let remove = staff.request(Method::DELETE, &org.path("/profile/photo")).header("if-match", etag);
    Browser::send(remove).await.ok();
    org.owner.get(&org.path(&rest)).await.refused(404, "not_found");
}

#[tokio::test]
async fn what_is_no_picture_becomes_nobodys_photo() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    for (bytes, code) in [
        (&b"<svg xmlns='http://www.w3.org/2000/svg'/>"[..], "not_a_picture"),
        (b"GIF89a", "not_a_picture"),
        (&PNG[..40], "damaged_picture"),
    ] {
        let refused = put_photo(&org.owner, &org, bytes).await;
        assert_eq!(refused.body["errors"][0]["code"], code, "{}", refused.body);
    }
    put_photo(&org.owner, &org, &vec![0; 2 * 1024 * 1024 + 1]).await.refused(413, "too_large");
    assert_eq!(org.owner.get(&org.path("/photos")).await.ok()["items"], json!([]));
}

#[tokio::test]
async fn dates_are_read_as_one_likes_them_and_only_as_there_are() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let profile = org.path("/profile");
    assert_eq!(org.owner.get(&org.path("")).await.ok()["me"]["locale"], "en-GB");
    let etag = org.owner.get(&profile).await.etag();
    let now = org.owner.change(Method::PATCH, &profile, &etag, json!({ "locale": "de-DE" })).await;
    let etag = now.etag();
    assert_eq!(now.ok()["locale"], "de-DE");
    assert_eq!(org.owner.get(&org.path("")).await.ok()["me"]["locale"], "de-DE");
    let wrong = json!({ "locale": "tlh" });
    org.owner.change(Method::PATCH, &profile, &etag, wrong).await.refused(422, "invalid_input");
}
