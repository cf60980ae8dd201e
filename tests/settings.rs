//! What an organisation sets: its name and calendar, its reminders, its logo; what it uses; whether mail arrives.

use crate::evidence::upload;
use crate::harness::{Answer, Browser, Organisation, TestApp};
use domain::access::Role;
use domain::id::AccountId;
use domain::job::Job;
use domain::text::Address;
use reqwest::Method;
use serde_json::{Value, json};
use store::NewPerson;

const ADA: &str = "ada@acme.example";

/// The first bytes of a picture of that size, and nothing else: what is looked at.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let header = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    [header, width.to_be_bytes().to_vec(), height.to_be_bytes().to_vec(), b"\x08\x06\0\0\0\0\0\0\0".to_vec()]
        .concat()
}

async fn change(org: &Organisation, method: Method, rest: &str, body: Value) -> Answer {
    let etag = org.owner.get(&org.path("/settings")).await.etag();
    org.owner.change(method, &org.path(&format!("/settings{rest}")), &etag, body).await
}

fn reminders(app: &TestApp) -> usize {
    app.sink.to(ADA).into_iter().filter(|mail| mail.subject.contains("TSK-")).count()
}

fn policy(lead_days: &[u16], working_days_only: bool) -> Value {
    json!({ "lead_days": lead_days, "on_the_day": true, "overdue_weeks": 1, "hour": 8,
        "working_days_only": working_days_only })
}

#[tokio::test]
async fn an_organisation_changes_its_name_and_calendar_over_a_version() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let path = org.path("/settings");
    let before = org.owner.get(&path).await;
    assert_eq!(before.etag(), "\"1\"");
    assert_eq!(before.body["working_days"], json!(["monday", "tuesday", "wednesday", "thursday", "friday"]));
    let body = json!({ "name": "Acme Robotics", "zone": "Asia/Dubai", "country": "AE", "first_day": "sunday",
        "working_days": ["sunday", "monday", "tuesday", "wednesday", "thursday"] });
    org.owner.change(Method::PATCH, &path, "\"1\"", body).await.ok();
    let after = org.owner.get(&path).await;
    assert_eq!((after.etag().as_str(), &after.body["slug"]), ("\"2\"", &json!(org.slug)));
    assert_eq!(org.owner.get(&org.path("")).await.ok()["name"], "Acme Robotics");
    org.owner
        .change(Method::PATCH, &path, "\"1\"", json!({ "name": "Late" }))
        .await
        .refused(412, "stale_version");
    let wrong = json!({ "name": "see www.evil.example", "zone": "Mars/Olympus", "country": "Germany",
        "first_day": "monday", "working_days": [] });
    let refused = org.owner.change(Method::PATCH, &path, "\"2\"", wrong).await;
    refused.refused(422, "invalid_input");
    assert_eq!(refused.body["errors"].as_array().unwrap().len(), 4);
    let (staff, _) = app.member(&org, Role::Staff).await;
    staff.change(Method::PATCH, &path, "\"2\"", json!({ "name": "Mine" })).await.refused(403, "forbidden");
    app.check_trail(&org).await.unwrap();
}

#[tokio::test]
async fn another_zone_moves_no_date_and_changes_what_is_overdue() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let task = org.task("Due today", 0).await;
    let path = org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
    app.clock.set_calendar("2026-11-24T13:00:00Z");
    assert_eq!(org.owner.get(&path).await.ok()["overdue"], false);
    // In Auckland it is the next day already.
    change(&org, Method::PATCH, "", json!({ "zone": "Pacific/Auckland" })).await.ok();
    let after = org.owner.get(&path).await.ok();
    assert_eq!((after["due"].as_str(), &after["overdue"]), (Some("2026-11-24"), &json!(true)));
}

#[tokio::test]
async fn holidays_are_added_named_brought_from_a_file_and_removed() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    change(&org, Method::PUT, "/holidays/2026-12-25", json!({ "name": "Christmas" })).await.ok();
    let again =
        change(&org, Method::PUT, "/holidays/2026-12-25", json!({ "name": "Christmas Day" })).await.ok();
    assert_eq!(again["holidays"], json!([{ "day": "2026-12-25", "name": "Christmas Day" }]));
    let file = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20261225\r\nSUMMARY:Christmas Day\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20270101\r\nSUMMARY:New Year\r\nEND:VEVENT\r\n\
        BEGIN:VEVENT\r\nDTSTART:20270105T090000Z\r\nSUMMARY:A meeting\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let import = async |kind: &str, body: &str| {
        let etag = org.owner.get(&org.path("/settings")).await.etag();
        let request = org.owner.request(Method::POST, &org.path("/settings/holidays/import"));
        let request = request.header("if-match", etag).header("content-type", kind.to_owned());
        Browser::send(request.body(body.to_owned())).await
    };
    let imported = import("text/calendar; charset=utf-8", file).await.ok();
    assert_eq!(imported, json!({ "added": 1, "known": 1, "left_out": 1 }));
    import("text/csv", file).await.refused(415, "unsupported_media_type");
    import("text/calendar", "name,day\n").await.refused(422, "invalid_input");
    let removed = org.owner.request(Method::DELETE, &org.path("/settings/holidays/2026-12-25"));
    let etag = org.owner.get(&org.path("/settings")).await.etag();
    let left = Browser::send(removed.header("if-match", etag)).await.ok();
    assert_eq!(left["holidays"], json!([{ "day": "2027-01-01", "name": "New Year" }]));
    change(&org, Method::PUT, "/holidays/soon", json!({ "name": "No" })).await.refused(404, "not_found");
    change(&org, Method::PUT, "/holidays/2026-12-31", json!({ "name": " " }))
        .await
        .refused(422, "invalid_input");
}

#[tokio::test]
async fn other_reminders_are_planned_anew_and_send_nothing_for_what_has_passed() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    // The seventh day before has come when it is created, and is sent.
    org.task("Write the AI policy", 7).await;
    app.run_jobs().await;
    assert_eq!(reminders(&app), 1);
    app.clock.pass(chrono::Duration::minutes(1));
    // A step ten days before would have come already: nobody is told because of a new policy.
    change(&org, Method::PUT, "/reminders", policy(&[10, 3], false)).await.ok();
    app.sweep().await;
    assert_eq!(reminders(&app), 1);
    for (at, sent) in [
        ("2026-11-28T07:00:00Z", 2), // three days before, which nobody was told of by the former policy
        ("2026-11-30T07:00:00Z", 2), // the day before is none any longer
        ("2026-12-01T07:00:00Z", 3), // the day
    ] {
        app.sweep_at(at).await;
        assert_eq!(reminders(&app), sent, "at {at}");
    }
    for wrong in [policy(&[0], false), policy(&[1, 2, 3, 4, 5, 6, 7, 8, 9], false)] {
        change(&org, Method::PUT, "/reminders", wrong).await.refused(422, "invalid_input");
    }
}

#[tokio::test]
async fn on_days_off_no_reminder_leaves_and_a_new_holiday_is_heeded() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    // Due on Sunday the 13th: Friday is the last working day before.
    org.task("Write the AI policy", 19).await;
    app.run_jobs().await;
    change(&org, Method::PUT, "/reminders", policy(&[], true)).await.ok();
    change(&org, Method::PUT, "/holidays/2026-12-11", json!({ "name": "Founders' day" })).await.ok();
    app.sweep().await;
    let before = reminders(&app);
    for (at, sent) in [("2026-12-10T06:59:59Z", 0), ("2026-12-10T07:00:00Z", 1), ("2026-12-13T07:00:00Z", 1)]
    {
        app.sweep_at(at).await;
        assert_eq!(reminders(&app) - before, sent, "at {at}");
    }
}

#[tokio::test]
async fn a_preview_says_what_the_coming_week_sends_and_it_comes_true() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    for (title, due_in) in [("In a week", 8), ("In three days", 3), ("Far away", 200)] {
        org.task(title, due_in).await;
    }
    app.run_jobs().await;
    let wanted = policy(&[5, 2], false);
    let preview = async |policy: &Value| {
        org.owner.post(&org.path("/settings/reminders/preview"), policy.clone()).await.ok()
    };
    app.clock.pass(chrono::Duration::minutes(1));
    let same = preview(&policy(&[30, 14, 7, 1], false)).await;
    assert_eq!(same["counts"], json!({ "kept": 4, "moved": 0, "new": 0, "gone": 0 }));
    let outlook = preview(&wanted).await;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let told = |one: &Value| {
        [&one["at"], &one["title"], &one["step"], &one["fate"]].map(text).join(" ").replace("T07:00:00Z", "")
    };
    let mut told: Vec<String> = outlook["items"].as_array().unwrap().iter().map(told).collect();
    told.sort();
    assert_eq!(
        told,
        [
            "2026-11-25 In a week lead_7 gone",
            "2026-11-25 In three days lead_2 new",
            "2026-11-26 In three days lead_1 gone",
            "2026-11-27 In a week lead_5 new",
            "2026-11-27 In three days due kept",
            "2026-11-30 In a week lead_2 new",
            "2026-12-01 In a week lead_1 gone",
        ]
    );
    assert_eq!(outlook["counts"], json!({ "kept": 1, "moved": 0, "new": 3, "gone": 3 }));
    assert_eq!(outlook["items"][0]["ways"], json!(["mail"]));
    assert_eq!(outlook["items"][0]["person"]["name"], "Ada Lovelace");
    // Nothing was written.
    assert_eq!(org.owner.get(&org.path("/settings")).await.etag(), "\"1\"");
    let before = reminders(&app);
    change(&org, Method::PUT, "/reminders", wanted).await.ok();
    for day in 24..=30 {
        app.sweep_at(&format!("2026-11-{day}T20:00:00Z")).await;
    }
    app.sweep_at("2026-12-01T09:31:00Z").await;
    assert_eq!(reminders(&app) - before, 4);
}

#[tokio::test]
async fn a_logo_is_a_small_picture_and_no_drawing() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let put = async |name: &str, bytes: &[u8]| {
        let upload = upload(&org.owner, &org, name, bytes).await;
        change(&org, Method::PUT, "/logo", json!({ "upload": upload })).await
    };
    let settings = put("logo.png", &png(640, 480)).await.ok();
    assert_eq!((&settings["logo"]["width"], &settings["logo"]["height"]), (&json!(640), &json!(480)));
    let shown = org.owner.get(settings["logo"]["href"].as_str().unwrap()).await;
    assert_eq!((shown.status.as_u16(), &shown.headers["content-type"]), (200, &"image/png".parse().unwrap()));
    assert_eq!(shown.headers["x-content-type-options"], "nosniff");
    let script = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
    for (name, bytes, code) in [
        ("logo.svg", script.as_slice(), "not_a_picture"),
        ("logo.png", script, "not_a_picture"),
        ("bomb.png", &png(40_000, 40_000), "too_many_points"),
        ("large.png", &[png(64, 64), vec![0; 600_000]].concat(), "too_large"),
    ] {
        let refused = put(name, bytes).await;
        refused.refused(422, "invalid_input");
        assert_eq!(refused.body["errors"][0]["code"], code);
    }
    // The logo's file is in use: the night does not take it away.
    app.clock.pass(chrono::Duration::days(3));
    let system = app.store.system().await.unwrap();
    system.enqueue(None, Job::FindFiles).await.unwrap();
    system.commit().await.unwrap();
    app.run_jobs().await;
    assert_eq!(org.owner.get(&org.path("/settings/logo")).await.status, 200);
    let (staff, _) = app.member(&org, Role::Staff).await;
    assert_eq!(staff.get(&org.path("/settings/logo")).await.status, 200);
    change(&org, Method::DELETE, "/logo", json!({})).await.ok();
    org.owner.get(&org.path("/settings/logo")).await.refused(404, "not_found");
}

/// A manager with an address that the mail server does not know.
async fn refused_by_the_server(app: &TestApp, org: &Organisation) -> Browser {
    let helper = app.found("Helper", "eve@helper.example").await;
    let session = helper.owner.get("/api/v1/session").await.ok();
    let person = NewPerson {
        name: "Eve".to_owned(),
        address: Address::parse("hard@acme.example").unwrap(),
        account: Some(AccountId(session["account"]["id"].as_str().unwrap().parse().unwrap())),
        zone: "Europe/Berlin".to_owned(),
        roles: vec![Role::Manager],
    };
    let tx = app.store.write(&app.membership(org).await).await.unwrap();
    tx.add_person(&person).await.unwrap();
    tx.commit().await.unwrap();
    helper.owner
}

#[tokio::test]
async fn a_test_letter_says_what_the_server_said() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let setup = org.owner.get(&org.path("/settings/mail")).await.ok();
    assert_eq!((&setup["delivery"], &setup["host"]), (&json!("smtp"), &json!("127.0.0.1")));
    assert_eq!(setup["test_goes_to"], ADA);
    assert!(!setup.to_string().contains("password"));
    let test = org.path("/settings/mail/test");
    let taken = org.owner.post(&test, json!({})).await.ok();
    assert_eq!((&taken["outcome"], &taken["code"]), (&json!("accepted"), &json!(250)), "{taken}");
    assert!(app.sink.to(ADA).last().unwrap().subject.contains("letters arrive"));
    // The server refuses whoever is called so.
    let other = refused_by_the_server(&app, &org).await;
    let refused = other.post(&test, json!({})).await.ok();
    assert_eq!(refused["outcome"], "refused", "{refused}");
    assert!(refused["code"].as_u64().is_some_and(|code| (500..600).contains(&code)));
    assert!(!refused["answer"].as_str().unwrap().is_empty());
    for _ in 0..4 {
        org.owner.post(&test, json!({})).await.ok();
    }
    org.owner.post(&test, json!({})).await.refused(429, "too_many_attempts");
    let (staff, _) = app.member(&org, Role::Staff).await;
    staff.post(&test, json!({})).await.refused(403, "forbidden");
}

#[tokio::test]
async fn what_is_used_is_counted() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    org.task("One", 5).await;
    upload(&org.owner, &org, "a.txt", b"twelve bytes").await;
    org.owner.post(&org.path("/tokens"), json!({ "name": "One", "scope": "read", "days": 1 })).await.ok();
    let limits = org.owner.get(&org.path("/settings/limits")).await.ok();
    let used = |name: &str| limits[name]["used"].as_i64().unwrap();
    assert_eq!((used("people"), used("tasks"), used("open_tasks"), used("tokens")), (1, 1, 1, 1));
    assert_eq!(limits["file_bytes"], json!({ "used": 12, "most": 53_687_091_200_i64 }));
    assert_eq!(limits["people"]["most"], Value::Null);
}
