//! Sight of what falls due and of what was sent: each figure is the length of a list, each sees what is theirs, and whoever
//! runs an organisation hears once when a way of sending fails.

use crate::exports::listed;
use crate::harness::{Backend, Browser, Organisation, TestApp, backend, plan_deliveries};
use chrono::TimeDelta;
use domain::access::Role;
use domain::job::Job;
use reqwest::Method;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

const ADA: &str = "ada@acme.example";

async fn acme() -> (TestApp, Organisation) {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    (app, org)
}

async fn calendar(browser: &Browser, org: &Organisation, query: &str) -> Value {
    browser.get(&org.path(&format!("/calendar?{query}"))).await.ok()
}

/// Day and count.
fn days(calendar: &Value) -> Vec<(String, i64)> {
    let days = calendar["days"].as_array().unwrap().iter();
    days.map(|one| (one["day"].as_str().unwrap().to_owned(), one["count"].as_i64().unwrap())).collect()
}

fn titles(calendar: &Value) -> Vec<&str> {
    calendar["entries"].as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect()
}

const WINTER: &str = "from=2026-11-01&until=2027-01-31";

#[tokio::test]
async fn what_is_due_is_counted_by_day_and_shown_as_far_as_it_is_asked_for() {
    let (_app, org) = acme().await;
    org.task("Late", -3).await;
    for title in ["A", "B", "C", "D", "E"] {
        org.task(title, 0).await;
    }
    org.task("Far", 40).await;
    let body = json!({ "title": "Nobody's", "due": "2026-11-25" });
    org.owner.post(&org.path("/tasks"), body).await.ok();
    org.owner.post(&org.path("/tasks"), json!({ "title": "Undated", "owner": org.me })).await.ok();

    let counted = calendar(&org.owner, &org, WINTER).await;
    let expected = [("2026-11-21", 1), ("2026-11-24", 5), ("2027-01-03", 1)];
    assert_eq!(days(&counted), expected.map(|(day, count)| (day.to_owned(), count)));
    assert!(titles(&counted).is_empty());
    assert_eq!((&counted["today"], &counted["first_day"]), (&json!("2026-11-24"), &json!("monday")));

    let shown = calendar(&org.owner, &org, &format!("{WINTER}&each=3")).await;
    assert_eq!(titles(&shown), ["Late", "A", "B", "C", "Far"]);
    assert_eq!(days(&shown), days(&counted), "how many there are does not depend on how many are shown");
    assert_eq!(shown["entries"][0]["person"]["name"], "Ada Lovelace");
    assert_eq!(shown["entries"][0]["kind"], "task");

    let one = calendar(&org.owner, &org, "from=2026-11-24&until=2026-11-24&each=100").await;
    assert_eq!(titles(&one), ["A", "B", "C", "D", "E"], "both ends belong to it");
}

#[tokio::test]
async fn what_ended_or_moved_leaves_its_day_and_days_off_are_named() {
    let (_app, org) = acme().await;
    let task = org.task("Write the policy", 2).await;
    let at = org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
    org.owner.change(Method::PATCH, &at, "\"1\"", json!({ "due": "2026-12-01" })).await.ok();
    assert_eq!(days(&calendar(&org.owner, &org, WINTER).await), [("2026-12-01".to_owned(), 1)]);
    org.owner.change(Method::POST, &format!("{at}/cancel"), "\"2\"", json!({ "reason": "None" })).await.ok();
    assert!(days(&calendar(&org.owner, &org, WINTER).await).is_empty());

    let settings = org.owner.get(&org.path("/settings")).await.ok();
    let etag = format!("\"{}\"", settings["version"]);
    let day = org.path("/settings/holidays/2026-12-25");
    org.owner.change(Method::PUT, &day, &etag, json!({ "name": "Christmas Day" })).await.ok();
    let winter = calendar(&org.owner, &org, WINTER).await;
    assert_eq!(winter["holidays"], json!([{ "day": "2026-12-25", "name": "Christmas Day" }]));
    let autumn = calendar(&org.owner, &org, "from=2026-10-01&until=2026-12-24").await;
    assert_eq!(autumn["holidays"], json!([]));
    assert_eq!(autumn["working_days"].as_array().unwrap().len(), 5);
}

#[tokio::test]
async fn the_calendar_is_narrowed_by_kind_person_team_and_time() {
    let (app, org) = acme().await;
    let (_, grace) = app.member(&org, Role::Contributor).await;
    org.task("Mine, late", -1).await;
    org.task("Mine, to come", 1).await;
    let hers = json!({ "title": "Hers", "owner": grace, "due": "2026-11-24" });
    org.owner.post(&org.path("/tasks"), hers).await.ok();
    let team = org.owner.post(&org.path("/teams"), json!({ "name": "Model operations" })).await.ok();
    let at = org.path(&format!("/teams/{}", team["id"].as_str().unwrap()));
    org.owner.change(Method::PATCH, &at, "\"1\"", json!({ "members": [grace] })).await.ok();
    for (query, expected) in [
        (String::new(), vec!["Mine, late", "Hers", "Mine, to come"]),
        ("&kind=task".to_owned(), vec!["Mine, late", "Hers", "Mine, to come"]),
        ("&kind=control,evidence".to_owned(), vec![]),
        ("&person=me".to_owned(), vec!["Mine, late", "Mine, to come"]),
        (format!("&person={grace}"), vec!["Hers"]),
        (format!("&team={}", team["id"].as_str().unwrap()), vec!["Hers"]),
        ("&state=overdue".to_owned(), vec!["Mine, late"]),
        ("&state=upcoming".to_owned(), vec!["Hers", "Mine, to come"]),
        ("&state=upcoming&person=me".to_owned(), vec!["Mine, to come"]),
    ] {
        let found = calendar(&org.owner, &org, &format!("{WINTER}&each=10{query}")).await;
        assert_eq!(titles(&found), expected, "{query}");
        let counted: i64 = days(&found).iter().map(|(_, count)| count).sum();
        assert_eq!(usize::try_from(counted).unwrap(), expected.len(), "{query}");
    }
    for refused in ["from=2026-01-01&until=2027-02-05", "from=2026-01-01", "from=2026-01-02&until=2026-01-01"]
    {
        org.owner.get(&org.path(&format!("/calendar?{refused}"))).await.refused(422, "invalid_input");
    }
}

#[tokio::test]
async fn whoever_reads_only_their_own_sees_their_own_and_a_stranger_nothing() {
    let (app, org) = acme().await;
    let (staff, id) = app.member(&org, Role::Staff).await;
    let (auditor, _) = app.member(&org, Role::Auditor).await;
    org.task("Ada's", 3).await;
    let theirs = json!({ "title": "Theirs", "owner": id, "due": "2026-11-30" });
    org.owner.post(&org.path("/tasks"), theirs).await.ok();
    app.run_jobs().await;
    let whole = format!("{WINTER}&each=10");
    assert_eq!(titles(&calendar(&staff, &org, &whole).await), ["Theirs"]);
    let other = calendar(&staff, &org, &format!("{whole}&person={}", org.me)).await;
    assert!(titles(&other).is_empty() && days(&other).is_empty(), "naming somebody shows nothing of theirs");
    assert_eq!(titles(&calendar(&auditor, &org, &whole).await), ["Ada's", "Theirs"]);

    let planned = |summary: &Value| {
        summary["counts"].as_array().unwrap().iter().map(|one| one["count"].as_i64().unwrap()).sum::<i64>()
    };
    let at = org.path("/deliveries/summary");
    let (all, own) = (org.owner.get(&at).await.ok(), staff.get(&at).await.ok());
    let list = staff.get(&org.path("/deliveries")).await.ok();
    assert_eq!(json!(planned(&own)), list["total"]);
    assert!(planned(&own) > 0 && planned(&own) < planned(&all));

    let stranger = app.found("Elsewhere", "eve@elsewhere.example").await;
    for path in [format!("/calendar?{WINTER}"), "/deliveries/summary".to_owned()] {
        stranger.owner.get(&org.path(&path)).await.refused(404, "not_found");
    }
}

/// Lets what was sent end otherwise: the first so many of the organisation's mails, in the order of their ids.
async fn ends(app: &TestApp, state: &str, said: Option<&str>, count: usize) {
    let root = app.database.root().await;
    let said = said.map_or("null".to_owned(), |said| format!("'{said}'"));
    let sql = format!(
        "update delivery set state = '{state}', last_error = {said} where id in (select id from delivery \
         where state = 'delivered' and subject_id is not null order by id limit {count})"
    );
    let done = root.execute_unprepared(&sql).await.unwrap();
    assert_eq!(done.rows_affected(), count as u64);
    root.close().await.unwrap();
}

async fn total(org: &Organisation, query: &str) -> i64 {
    org.owner.get(&org.path(&format!("/deliveries?{query}"))).await.ok()["total"].as_i64().unwrap()
}

#[tokio::test]
async fn every_figure_is_the_length_of_the_list_that_it_leads_to() {
    let (app, org) = acme().await;
    app.clock.set_calendar("2026-11-25T22:59:00Z");
    plan_deliveries(&app, &org, 3).await;
    app.run_jobs().await;
    // The next day has begun in Berlin and not yet in UTC.
    app.clock.set_calendar("2026-11-25T23:01:00Z");
    plan_deliveries(&app, &org, 4).await;
    app.run_jobs().await;
    ends(&app, "dead", Some("550 no such user"), 2).await;
    ends(&app, "uncertain", None, 1).await;
    app.clock.set_calendar("2026-11-28T09:30:00Z");
    let late = org.task("Late", -40).await;
    plan_deliveries(&app, &org, 2).await;
    let at = org.path(&format!("/tasks/{}", late["id"].as_str().unwrap()));
    org.owner.change(Method::POST, &format!("{at}/cancel"), "\"1\"", json!({ "reason": "None" })).await.ok();

    let summary = org.owner.get(&org.path("/deliveries/summary?days=7")).await.ok();
    let (since, until) = (summary["since"].as_str().unwrap(), summary["until"].as_str().unwrap());
    assert_eq!((since, until), ("2026-11-22", "2026-11-28"));
    let span = format!("since={since}&until={until}");
    let mut sum = 0;
    for one in summary["counts"].as_array().unwrap() {
        let text = |field: &str| one[field].as_str().unwrap();
        let day = text("day");
        let query = format!("since={day}&until={day}&channel={}&state={}", text("channel"), text("state"));
        assert_eq!(json!(total(&org, &query).await), one["count"], "{query}");
        sum += one["count"].as_i64().unwrap();
    }
    assert_eq!(sum, total(&org, &span).await);
    let on = |day: &str| {
        let counts = summary["counts"].as_array().unwrap().iter();
        counts.filter(|one| one["day"] == day).map(|one| one["count"].as_i64().unwrap()).sum::<i64>()
    };
    assert_eq!((on("2026-11-25"), on("2026-11-26")), (3, 4), "days are those of the organisation's zone");

    for one in summary["suppressed"].as_array().unwrap() {
        let query = format!("{span}&state=suppressed&reason={}", one["reason"].as_str().unwrap());
        assert_eq!(json!(total(&org, &query).await), one["count"], "{query}");
    }
    let failed = summary["failed"].as_array().unwrap();
    assert_eq!(failed.len(), 2);
    assert_eq!((&failed[0]["said"], &failed[0]["count"]), (&json!("550 no such user"), &json!(2)));
    for one in failed {
        let query = format!("{span}&state=dead,uncertain&like={}", one["delivery"].as_str().unwrap());
        assert_eq!(json!(total(&org, &query).await), one["count"], "{query}");
    }
    let people = summary["people"].as_array().unwrap();
    assert_eq!((people.len(), &people[0]["count"], &people[0]["address"]), (1, &json!(3), &json!(ADA)));
    let query = format!("{span}&state=dead,uncertain&recipient={}", org.me);
    assert_eq!(total(&org, &query).await, 3);
    listed(&org.owner, &org, "deliveries", &query).await;
    for refused in ["days=8", "days=x", "weeks=1"] {
        org.owner
            .get(&org.path(&format!("/deliveries/summary?{refused}")))
            .await
            .refused(422, "invalid_input");
    }
}

#[tokio::test]
async fn half_of_what_was_sent_took_no_longer_than_the_median_and_one_in_twenty_longer_than_the_other() {
    let (app, org) = acme().await;
    plan_deliveries(&app, &org, 20).await;
    app.run_jobs().await;
    // The n-th took n seconds.
    let root = app.database.root().await;
    let ids = "select id from delivery where subject_id is not null order by id";
    for number in 1..=20 {
        let later = match backend() {
            Backend::Sqlite => {
                format!("strftime('%Y-%m-%d %H:%M:%f +00:00', planned_at, '+{number} seconds')")
            }
            Backend::Postgres => format!("planned_at + interval '{number} seconds'"),
        };
        let sql = format!(
            "update delivery set settled_at = {later} where id in ({ids} limit 1 offset {})",
            number - 1
        );
        root.execute_unprepared(&sql).await.unwrap();
    }
    root.close().await.unwrap();
    let summary = org.owner.get(&org.path("/deliveries/summary")).await.ok();
    let expected =
        |channel: Value| json!({ "channel": channel, "count": 20, "median_ms": 10_000, "p95_ms": 19_000 });
    assert_eq!(summary["paces"], json!([expected(Value::Null), expected(json!("mail"))]));
}

async fn look(app: &TestApp) {
    let system = app.store.system().await.unwrap();
    system.enqueue(None, Job::FindTroubledChannels).await.unwrap();
    system.commit().await.unwrap();
    app.run_jobs().await;
}

async fn notices(browser: &Browser, org: &Organisation) -> Vec<String> {
    let notices = browser.get(&org.path("/notices")).await.ok();
    let of_channels = notices["items"].as_array().unwrap().iter().rev();
    let of_channels = of_channels.filter(|one| one["subject_kind"] == "channel");
    of_channels
        .map(|one| format!("{}:{}", one["kind"].as_str().unwrap(), one["reference"].as_str().unwrap()))
        .collect()
}

fn letters(app: &TestApp, address: &str) -> usize {
    app.sink.to(address).iter().filter(|mail| mail.subject.contains("not get through")).count()
}

async fn troubles(org: &Organisation) -> Value {
    org.owner.get(&org.path("/deliveries/summary")).await.ok()["troubles"].clone()
}

#[tokio::test]
async fn whoever_runs_the_organisation_hears_once_that_a_way_fails_and_once_that_it_works_again() {
    let (app, org) = acme().await;
    let (admin, _) = app.member(&org, Role::Admin).await;
    let (staff, _) = app.member(&org, Role::Staff).await;
    let other = app.found("Elsewhere", "eve@elsewhere.example").await;
    plan_deliveries(&app, &org, 10).await;
    app.run_jobs().await;
    ends(&app, "dead", Some("550 no"), 1).await;
    look(&app).await;
    assert!(notices(&org.owner, &org).await.is_empty(), "one in ten is not yet too much");
    ends(&app, "uncertain", None, 1).await;
    look(&app).await;
    let found = troubles(&org).await;
    assert_eq!((&found[0]["channel"], &found[0]["trouble"]), (&json!("mail"), &json!("failing")));
    assert_eq!((&found[0]["failed"], &found[0]["ended"]), (&json!(2), &json!(10)));
    // Nothing more is said while it lasts.
    look(&app).await;
    ends(&app, "dead", None, 3).await;
    app.clock.pass(TimeDelta::seconds(3600));
    look(&app).await;
    for browser in [&org.owner, &admin] {
        assert_eq!(notices(browser, &org).await, ["channel_degraded:mail"]);
    }
    let admins = format!("admin@{}.example", org.slug);
    assert_eq!((letters(&app, ADA), letters(&app, &admins)), (1, 1));
    assert!(app.sink.to(ADA).iter().any(|mail| mail.text.contains(&format!("/o/{}/deliveries", org.slug))));
    assert!(notices(&staff, &org).await.is_empty());
    assert!(notices(&other.owner, &other).await.is_empty());
    assert_eq!(troubles(&other).await, json!([]));

    app.clock.set_calendar("2026-11-26T12:00:00Z");
    look(&app).await;
    look(&app).await;
    assert_eq!(notices(&org.owner, &org).await, ["channel_degraded:mail", "channel_recovered:mail"]);
    assert_eq!((letters(&app, ADA), troubles(&org).await), (1, json!([])));
    let trail = org.owner.get(&org.path("/trail?kind=channel_degraded,channel_recovered")).await.ok();
    assert_eq!(trail["total"], 2);
    app.check_trail(&org).await.unwrap();
}

#[tokio::test]
async fn of_two_workers_that_find_the_same_one_says_it() {
    let (app, org) = acme().await;
    plan_deliveries(&app, &org, 5).await;
    app.run_jobs().await;
    ends(&app, "dead", None, 5).await;
    let tenancy = app.membership(&org).await;
    let judge = async || {
        let tx = app.store.write(&tenancy).await.unwrap();
        tx.judge_channels().await.unwrap();
        tx.commit().await.unwrap();
    };
    tokio::join!(judge(), judge(), judge());
    app.run_jobs().await;
    assert_eq!(notices(&org.owner, &org).await, ["channel_degraded:mail"]);
    assert_eq!(letters(&app, ADA), 1);
    app.clock.pass(TimeDelta::hours(25));
    tokio::join!(judge(), judge(), judge());
    assert_eq!(notices(&org.owner, &org).await, ["channel_degraded:mail", "channel_recovered:mail"]);
}

#[tokio::test]
async fn what_waits_for_more_than_half_an_hour_is_trouble_and_four_failures_are_none() {
    let (app, org) = acme().await;
    plan_deliveries(&app, &org, 4).await;
    app.run_jobs().await;
    ends(&app, "dead", None, 4).await;
    look(&app).await;
    assert_eq!(troubles(&org).await, json!([]), "four say nothing");
    plan_deliveries(&app, &org, 1).await;
    let tenancy = app.membership(&org).await;
    let judge = async || {
        let tx = app.store.write(&tenancy).await.unwrap();
        tx.judge_channels().await.unwrap();
        tx.commit().await.unwrap();
    };
    app.clock.pass(TimeDelta::seconds(1800));
    judge().await;
    assert_eq!(troubles(&org).await, json!([]));
    app.clock.pass(TimeDelta::seconds(1));
    let system = app.store.system().await.unwrap();
    let found = system.organisations_with_troubled_channels().await.unwrap();
    system.commit().await.unwrap();
    assert_eq!(found, [tenancy.tenancy().org()]);
    judge().await;
    let found = troubles(&org).await;
    assert_eq!(found[0]["trouble"], "waiting");
    assert!(found[0]["waiting_since"].as_str().unwrap().starts_with("2026-11-24T09:30:00"));
    assert_eq!(notices(&org.owner, &org).await, ["channel_degraded:mail"]);
}
