//! Controls and requirements day by day: verified by somebody else for a while, notes on how they are met, what changed,
//! and a first page whose every figure is the list behind it.

use crate::evidence::evidence;
use crate::harness::{Answer, Browser, Organisation, TestApp};
use domain::access::Role;
use domain::job::Job;
use reqwest::Method;
use serde_json::{Value, json};

const ADA: &str = "ada@acme.example";

async fn adopted() -> (TestApp, Organisation) {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    org.adopt().await;
    (app, org)
}

async fn control(org: &Organisation, reference: &str) -> Value {
    let list = org.owner.get(&org.path(&format!("/controls?q={reference}"))).await.ok();
    let items = list["items"].as_array().unwrap();
    items.iter().find(|one| one["reference"] == reference).unwrap().clone()
}

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

/// Changes a control over the version it has now.
async fn change(org: &Organisation, who: &Browser, at: &str, body: Value) -> Answer {
    let etag = org.owner.get(at).await.etag();
    who.change(Method::PATCH, at, &etag, body).await
}

async fn verify(org: &Organisation, who: &Browser, at: &str, on: &str) -> Answer {
    let etag = org.owner.get(at).await.etag();
    let body = json!({ "on": on, "note": "Read the minutes and asked two people" });
    who.change(Method::POST, &format!("{at}/verify"), &etag, body).await
}

fn refusal(answer: &Answer) -> &str {
    answer.refused(409, "refused");
    answer.body["params"]["reason"].as_str().unwrap()
}

/// A.2.2, implemented by the owner of the organisation, with a file that shows it: its address, and the file's.
async fn implemented(org: &Organisation) -> (String, String) {
    let control = control(org, "A.2.2").await;
    let at = org.path(&format!("/controls/{}", id(&control)));
    let file = evidence(&org.owner, org, "Policy.pdf", id(&control)).await;
    for status in ["in_progress", "implemented"] {
        change(org, &org.owner, &at, json!({ "status": status })).await.ok();
    }
    (at, org.path(&format!("/evidence/{}", id(&file))))
}

/// As the timetable does it each hour.
async fn note_lapses(app: &TestApp) {
    let system = app.store.system().await.unwrap();
    system.enqueue(None, Job::FindLapses).await.unwrap();
    system.commit().await.unwrap();
    app.run_jobs().await;
}

async fn total(org: &Organisation, list: &str) -> i64 {
    org.owner.get(&org.path(list)).await.ok()["total"].as_i64().unwrap()
}

async fn gate(org: &Organisation, kind: &str) -> i64 {
    let home = org.owner.get(&org.path("/home")).await.ok();
    let gates = home["gates"].as_array().unwrap();
    gates.iter().find(|gate| gate["kind"] == kind).unwrap()["count"].as_i64().unwrap()
}

#[tokio::test]
async fn a_control_is_verified_by_somebody_else_than_who_made_it() {
    let (app, org) = adopted().await;
    let (manager, person) = app.member(&org, Role::Manager).await;
    let (admin, _) = app.member(&org, Role::Admin).await;
    let (contributor, _) = app.member(&org, Role::Contributor).await;
    let first = control(&org, "A.2.2").await;
    let at = org.path(&format!("/controls/{}", id(&first)));
    assert_eq!(refusal(&verify(&org, &admin, &at, "2026-11-24").await), "not_implemented");
    let (at, _) = implemented(&org).await;
    change(&org, &org.owner, &at, json!({ "owner": person })).await.ok();
    // Neither who said that it is in place, nor who answers for it, nor who may not verify at all.
    assert_eq!(refusal(&verify(&org, &org.owner, &at, "2026-11-24").await), "own_work");
    assert_eq!(refusal(&verify(&org, &manager, &at, "2026-11-24").await), "own_work");
    verify(&org, &contributor, &at, "2026-11-24").await.refused(403, "forbidden");
    assert_eq!(refusal(&change(&org, &admin, &at, json!({ "status": "verified" })).await), "wrong_state");
    assert_eq!(refusal(&verify(&org, &admin, &at, "2026-11-25").await), "verified_in_future");
    assert_eq!(refusal(&verify(&org, &admin, &at, "2025-11-24").await), "verified_too_long_ago");
    let body = json!({ "on": "2026-11-24", "note": " " });
    let silent = admin.change(Method::POST, &format!("{at}/verify"), "\"4\"", body).await;
    silent.refused(422, "invalid_input");
    let stale = json!({ "on": "2026-11-24", "note": "Read it" });
    admin.change(Method::POST, &format!("{at}/verify"), "\"1\"", stale).await.refused(412, "stale_version");

    let done = verify(&org, &admin, &at, "2026-11-20").await.ok();
    assert_eq!((&done["status"], &done["lapses_on"]), (&json!("verified"), &json!("2027-11-20")));
    assert_eq!(done["verification"]["by"]["name"], "The admin");
    assert_eq!(done["implemented_by"]["name"], "Ada Lovelace");
    assert_eq!(done["verification"]["note"], "Read the minutes and asked two people");
    let history = org.owner.get(&format!("{at}/history")).await.ok();
    assert_eq!(history["items"][0]["event"], "control_verified");
    assert_eq!(history["items"][0]["actor"]["name"], "The admin");
    // What is taken up again has to be shown again.
    let again = change(&org, &org.owner, &at, json!({ "status": "in_progress" })).await.ok();
    assert_eq!((&again["verification"], &again["implemented_by"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn who_implemented_it_before_that_was_written_down_is_read_from_its_history() {
    use sea_orm::ConnectionTrait;
    let (app, org) = adopted().await;
    let (manager, person) = app.member(&org, Role::Manager).await;
    let (at, _) = implemented(&org).await;
    change(&org, &org.owner, &at, json!({ "owner": person })).await.ok();
    let root = app.database.root().await;
    root.execute_unprepared("delete from control_work").await.unwrap();
    root.close().await.unwrap();
    assert_eq!(refusal(&verify(&org, &org.owner, &at, "2026-11-24").await), "own_work");
    change(&org, &org.owner, &at, json!({ "owner": null })).await.ok();
    verify(&org, &manager, &at, "2026-11-24").await.ok();
}

#[tokio::test]
async fn a_verification_lapses_on_its_day_everywhere_and_in_the_trail_once() {
    let (app, org) = adopted().await;
    let (admin, _) = app.member(&org, Role::Admin).await;
    let (at, _) = implemented(&org).await;
    let wrong = change(&org, &org.owner, &at, json!({ "verify_every": 37 })).await;
    wrong.refused(422, "invalid_input");
    change(&org, &org.owner, &at, json!({ "verify_every": 1 })).await.ok();
    assert_eq!(verify(&org, &admin, &at, "2026-11-24").await.ok()["lapses_on"], "2026-12-24");
    // Still the 23rd in Berlin.
    app.clock.set_calendar("2026-12-23T22:59:00Z");
    note_lapses(&app).await;
    assert_eq!(org.owner.get(&at).await.ok()["status"], "verified");
    let home = org.owner.get(&org.path("/home")).await.ok();
    assert_eq!(home["week"][0]["kind"], "verification");
    // The 24th, and no job has been here yet.
    app.clock.set_calendar("2026-12-23T23:01:00Z");
    let lapsed = org.owner.get(&at).await.ok();
    assert_eq!((&lapsed["status"], &lapsed["lapsed_on"]), (&json!("implemented"), &json!("2026-12-24")));
    assert_eq!((&lapsed["verification"], &lapsed["lapses_on"]), (&Value::Null, &Value::Null));
    assert_eq!(total(&org, "/controls?lapsed=true").await, 1);
    assert_eq!(total(&org, "/controls?status=verified").await, 0);
    assert_eq!(total(&org, "/controls?status=implemented").await, 1);
    assert_eq!(gate(&org, "lapsed").await, 1);
    let before = org.owner.get(&format!("{at}/history")).await.ok()["total"].as_i64().unwrap();
    for _ in 0..2 {
        note_lapses(&app).await;
    }
    let history = org.owner.get(&format!("{at}/history")).await.ok();
    assert_eq!(history["total"], before + 1);
    assert_eq!(history["items"][0]["event"], "verification_lapsed");
    assert_eq!(history["items"][0]["actor"]["kind"], "system");
    assert_eq!(org.owner.get(&at).await.ok()["lapsed_on"], "2026-12-24");
    // Verified again, it is renewed.
    let renewed = verify(&org, &admin, &at, "2026-12-24").await.ok();
    assert_eq!((&renewed["status"], &renewed["lapsed_on"]), (&json!("verified"), &Value::Null));
    assert_eq!(total(&org, "/controls?lapsed=true").await, 0);
    app.check_trail(&org).await.unwrap();
}

#[tokio::test]
async fn a_lapse_that_no_job_saw_is_in_the_trail_before_what_came_after_it() {
    let (app, org) = adopted().await;
    let (admin, _) = app.member(&org, Role::Admin).await;
    let (at, _) = implemented(&org).await;
    verify(&org, &admin, &at, "2026-11-24").await.ok();
    app.clock.set_calendar("2027-11-24T09:00:00Z");
    verify(&org, &admin, &at, "2027-11-24").await.ok();
    let home = org.owner.get(&org.path("/home")).await.ok();
    let told: Vec<&str> =
        home["lately"].as_array().unwrap().iter().take(2).map(|one| one["event"].as_str().unwrap()).collect();
    assert_eq!(told, ["control_verified", "verification_lapsed"]);
    note_lapses(&app).await;
    assert_eq!(org.owner.get(&at).await.ok()["status"], "verified");
}

#[tokio::test]
async fn what_nothing_shows_any_more_is_told_and_stays_what_it_is() {
    let (app, org) = adopted().await;
    let (admin, _) = app.member(&org, Role::Admin).await;
    let (at, file) = implemented(&org).await;
    assert_eq!(verify(&org, &admin, &at, "2026-11-24").await.ok()["unproven"], false);
    let reason = json!({ "reason": "Another one took its place" });
    org.owner.change(Method::POST, &format!("{file}/withdraw"), "\"1\"", reason).await.ok();
    let seen = org.owner.get(&at).await.ok();
    assert_eq!((&seen["status"], &seen["unproven"]), (&json!("verified"), &json!(true)));
    assert_eq!((total(&org, "/controls?unproven=true").await, gate(&org, "unproven").await), (1, 1));
    assert_eq!(refusal(&verify(&org, &admin, &at, "2026-11-24").await), "evidence_missing");
    org.owner.change(Method::POST, &format!("{file}/restore"), "\"2\"", json!({})).await.ok();
    assert_eq!(org.owner.get(&at).await.ok()["unproven"], false);
    // It runs out by itself as well.
    org.owner.change(Method::PATCH, &file, "\"3\"", json!({ "valid_until": "2026-11-30" })).await.ok();
    app.clock.set_calendar("2026-12-01T09:00:00Z");
    let seen = org.owner.get(&at).await.ok();
    assert_eq!((&seen["status"], &seen["unproven"]), (&json!("verified"), &json!(true)));
}

fn notes(texts: &[&str]) -> Value {
    let paragraphs: Vec<Value> = texts
        .iter()
        .map(|text| json!({ "type": "paragraph", "content": [{ "type": "text", "text": text }] }))
        .collect();
    json!({ "type": "doc", "content": paragraphs })
}

#[tokio::test]
async fn notes_are_kept_as_they_were_written_and_found_by_their_words() {
    let (app, org) = adopted().await;
    let (contributor, person) = app.member(&org, Role::Contributor).await;
    let at = org.path(&format!("/controls/{}", id(&control(&org, "A.2.2").await)));
    contributor.change(Method::PATCH, &at, "\"1\"", json!({ "notes": null })).await.refused(403, "forbidden");
    change(&org, &org.owner, &at, json!({ "owner": person })).await.ok();
    let written = notes(&["The zebra committee signs it", "Every spring"]);
    let body = json!({ "notes": written.clone() });
    assert_eq!(contributor.change(Method::PATCH, &at, "\"2\"", body.clone()).await.ok()["notes"], written);
    contributor.change(Method::PATCH, &at, "\"2\"", body).await.refused(412, "stale_version");
    let found = org.owner.get(&org.path("/find?q=zebra")).await.ok();
    assert_eq!(
        (&found["items"][0]["kind"], found["items"].as_array().unwrap().len()),
        (&json!("control"), 1)
    );
    // What the catalogue says of it is still found.
    let summary = org.owner.get(&org.path("/find?q=A.2.2")).await.ok();
    assert_eq!(summary["items"][0]["id"], org.owner.get(&at).await.ok()["id"]);
    for (value, pointer, code) in [
        (json!({ "type": "doc", "content": [{ "type": "image" }] }), "/notes/content/0/type", "not_allowed"),
        (
            json!({ "type": "doc", "content": [{ "type": "paragraph", "content": [
                { "type": "text", "text": "here", "marks": [{ "type": "link", "attrs": { "href": "javascript:x" } }] }
            ] }] }),
            "/notes/content/0/content/0/marks/0",
            "link_not_allowed",
        ),
        (notes(&[&"x".repeat(70_000)]), "/notes", "notes_too_long"),
    ] {
        let refused = contributor.change(Method::PATCH, &at, "\"3\"", json!({ "notes": value })).await;
        refused.refused(422, "invalid_input");
        assert_eq!(refused.body["errors"][0]["pointer"], pointer);
        assert_eq!(refused.body["errors"][0]["code"], code);
    }
    contributor.change(Method::PATCH, &at, "\"3\"", json!({ "notes": notes(&[" "]) })).await.ok();
    assert_eq!(org.owner.get(&at).await.ok()["notes"], Value::Null);
    let gone = org.owner.get(&org.path("/find?q=zebra")).await.ok();
    assert_eq!(gone["items"], json!([]));
}

#[tokio::test]
async fn any_two_versions_differ_field_by_field_and_word_by_word() {
    let (_app, org) = adopted().await;
    let first = control(&org, "A.2.2").await;
    let at = org.path(&format!("/controls/{}", id(&first)));
    let between = org.path(&format!("/subjects/{}/difference", id(&first)));
    change(&org, &org.owner, &at, json!({ "notes": notes(&["The board signs it", "Every spring"]) }))
        .await
        .ok();
    change(&org, &org.owner, &at, json!({ "owner": org.me })).await.ok();
    let newer = notes(&["The whole board signs it", "And reads it", "Every spring"]);
    change(&org, &org.owner, &at, json!({ "notes": newer })).await.ok();
    // Without more, the latest and the one before.
    let latest = org.owner.get(&between).await.ok();
    assert_eq!((latest["from"]["version"].as_i64(), latest["to"]["version"].as_i64()), (Some(3), Some(4)));
    let blocks = latest["fields"][0]["blocks"].as_array().unwrap();
    let told: Vec<String> = blocks.iter().map(|block| side(&block["pieces"])).collect();
    assert_eq!(told, ["The +whole +board signs it", "+And reads it", "Every spring"]);
    let two = org.owner.get(&format!("{between}?from=4&to=1")).await.ok();
    assert_eq!((two["from"]["version"].as_i64(), two["to"]["version"].as_i64()), (Some(1), Some(4)));
    let fields: Vec<&str> =
        two["fields"].as_array().unwrap().iter().map(|one| one["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["notes", "owner"]);
    assert_eq!(two["fields"][1]["to"]["name"], "Ada Lovelace");
    assert_eq!(org.owner.get(&format!("{between}?to=1")).await.ok()["from"], Value::Null);
    org.owner.get(&format!("{between}?from=1&to=9")).await.refused(404, "not_found");
    org.owner.get(&format!("{between}?from=x")).await.refused(422, "invalid_input");

    let task = org.task("Write the old policy", 10).await;
    let task_at = org.path(&format!("/tasks/{}", id(&task)));
    org.owner.change(Method::PATCH, &task_at, "\"1\"", json!({ "title": "Write the new policy" })).await.ok();
    let differs = org.owner.get(&org.path(&format!("/subjects/{}/difference", id(&task)))).await.ok();
    assert_eq!(side(&differs["fields"][0]["words"]), "Write the -old +new policy");
}

/// Pieces with a sign before what went and what came.
fn side(pieces: &Value) -> String {
    let told = pieces.as_array().unwrap().iter().map(|piece| {
        let text = piece["text"].as_str().unwrap();
        match piece["became"].as_str().unwrap() {
            "same" => text.to_owned(),
            "removed" => format!("-{text} "),
            _ if text.ends_with(' ') => format!("+{text}+"),
            _ => format!("+{text}"),
        }
    });
    told.collect()
}

#[tokio::test]
async fn differences_are_for_those_who_see_the_thing() {
    let (app, org) = adopted().await;
    let (staff, person) = app.member(&org, Role::Staff).await;
    let theirs =
        org.owner.post(&org.path("/tasks"), json!({ "title": "Theirs", "owner": person })).await.ok();
    let other = org.task("Another's", 10).await;
    let control = control(&org, "A.2.2").await;
    let at = |value: &Value| org.path(&format!("/subjects/{}/difference", id(value)));
    staff.get(&at(&theirs)).await.ok();
    staff.get(&at(&other)).await.refused(404, "not_found");
    staff.get(&at(&control)).await.refused(404, "not_found");
}

#[tokio::test]
async fn every_figure_of_the_first_page_is_the_list_behind_it() {
    let (app, org) = adopted().await;
    let (admin, _) = app.member(&org, Role::Admin).await;
    let (at, _) = implemented(&org).await;
    change(&org, &org.owner, &at, json!({ "owner": org.me, "verify_every": 1 })).await.ok();
    verify(&org, &admin, &at, "2026-11-24").await.ok();
    let scope = org.path(&format!("/controls/{}", id(&control(&org, "4.3").await)));
    change(&org, &org.owner, &scope, json!({ "due": "2026-12-30", "status": "planned" })).await.ok();
    let late = org.path(&format!("/controls/{}", id(&control(&org, "A.3.2").await)));
    change(&org, &org.owner, &late, json!({ "due": "2026-12-01" })).await.ok();
    for (title, due) in [("Late", 1), ("Soon", 35), ("Later", 90)] {
        org.task(title, due).await;
    }
    app.clock.set_calendar("2026-12-27T09:00:00Z");
    let home = org.owner.get(&org.path("/home")).await.ok();
    let lists = [
        ("not_started", "/controls?status=not_started"),
        ("no_owner", "/controls?owner=none"),
        ("unproven", "/controls?unproven=true"),
        ("lapsed", "/controls?lapsed=true"),
        ("controls_overdue", "/controls?overdue=true"),
        ("tasks_overdue", "/tasks?overdue=true"),
    ];
    for (kind, list) in lists {
        assert_eq!(gate(&org, kind).await, total(&org, list).await, "{kind}");
    }
    assert_eq!((gate(&org, "lapsed").await, gate(&org, "controls_overdue").await), (1, 1));
    assert_eq!((gate(&org, "not_started").await, gate(&org, "no_owner").await), (68, 69));
    assert_eq!(home["gates"][0]["control"]["reference"], "4.3");
    let active = "state=open,in_progress,ready_for_review";
    for (figure, list) in [
        ("open", format!("/tasks?{active}")),
        ("overdue", "/tasks?overdue=true".to_owned()),
        ("due_soon", "/tasks?due_soon=true".to_owned()),
        ("mine_open", format!("/tasks?{active}&owner=me")),
    ] {
        assert_eq!(home["tasks"][figure].as_i64(), Some(total(&org, &list).await), "{figure}");
    }
    assert_eq!(home["tasks"]["due_soon"], 1);
    for (status, count) in home["progress"]["by_status"].as_object().unwrap() {
        assert_eq!(
            count.as_i64(),
            Some(total(&org, &format!("/controls?status={status}")).await),
            "{status}"
        );
    }
    let week: Vec<&str> =
        home["week"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect();
    assert_eq!((week.len(), week[0], week[2]), (4, "Late", "Soon"));
    let cells: usize =
        home["areas"].as_array().unwrap().iter().map(|area| area["items"].as_array().unwrap().len()).sum();
    assert_eq!(cells, 70);
    // Who may not read all of it is shown nothing of it.
    let (staff, _) = app.member(&org, Role::Staff).await;
    let theirs = staff.get(&org.path("/home")).await.ok();
    for part in ["areas", "gates", "week", "lately"] {
        assert_eq!(theirs[part], json!([]), "{part}");
    }
}

#[tokio::test]
async fn who_is_let_go_hands_over_requirements_and_evidence_too() {
    let (app, org) = adopted().await;
    let (_, leaving) = app.member(&org, Role::Manager).await;
    let scope = org.path(&format!("/controls/{}", id(&control(&org, "4.3").await)));
    change(&org, &org.owner, &scope, json!({ "owner": leaving })).await.ok();
    let (_, file) = implemented(&org).await;
    org.owner.change(Method::PATCH, &file, "\"1\"", json!({ "owner": leaving })).await.ok();
    let person = org.path(&format!("/people/{leaving}"));
    let etag = org.owner.get(&person).await.etag();
    let body = json!({ "successor": org.me });
    org.owner.change(Method::POST, &format!("{person}/deactivate"), &etag, body).await.ok();
    for at in [scope, file] {
        assert_eq!(org.owner.get(&at).await.ok()["owner"]["id"], json!(org.me));
    }
}
