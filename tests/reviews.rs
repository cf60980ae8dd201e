//! Reviews that come back: who is reminded of them, what came of them, dates that were put off, and who hears of what
//! stays overdue.

use crate::evidence::evidence;
use crate::harness::{Browser, Organisation, TestApp};
use domain::access::Role;
use reqwest::Method;
use sea_orm::ConnectionTrait;
use serde_json::{Value, json};

const ADA: &str = "ada@acme.example";

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

async fn change(org: &Organisation, who: &Browser, at: &str, body: Value) {
    let etag = org.owner.get(at).await.etag();
    who.change(Method::PATCH, at, &etag, body).await.ok();
}

/// A.2.2 in place, which begins its reviews: its id.
async fn in_place(org: &Organisation) -> String {
    let list = org.owner.get(&org.path("/controls?q=A.2.2")).await.ok();
    let control =
        list["items"].as_array().unwrap().iter().find(|one| one["reference"] == "A.2.2").unwrap().clone();
    evidence(&org.owner, org, "Policy.pdf", id(&control)).await;
    let at = org.path(&format!("/controls/{}", id(&control)));
    for status in ["in_progress", "implemented"] {
        change(org, &org.owner, &at, json!({ "status": status })).await;
    }
    id(&control).to_owned()
}

async fn adopted() -> (TestApp, Organisation, String) {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    org.adopt().await;
    let control = in_place(&org).await;
    (app, org, control)
}

fn held(on: &str, outcome: &str) -> Value {
    json!({ "on": on, "outcome": outcome, "changes": "Name the new provider", "note": "Read the policy" })
}

fn steps(log: &Value) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let items = log["items"].as_array().unwrap().iter();
    items.map(|one| (text(&one["step"]), text(&one["state"]), text(&one["recipient"]["name"]))).collect()
}

/// A member with a manager over them, an AIMS lead and somebody for top management: the address of each.
async fn chain(app: &TestApp, org: &Organisation) -> (String, [String; 4]) {
    let address = |role: Role| format!("{role}@{}.example", org.slug);
    let (_, worker) = app.member(org, Role::Contributor).await;
    let (_, boss) = app.member(org, Role::Admin).await;
    let (_, lead) = app.member(org, Role::Manager).await;
    let (_, top) = app.member(org, Role::Auditor).await;
    change(org, &org.owner, &org.path(&format!("/people/{worker}")), json!({ "manager": boss })).await;
    let settings = org.path("/settings");
    let mut policy = org.owner.get(&settings).await.ok()["reminders"].clone();
    policy["escalation"]["lead"] = json!(lead);
    policy["escalation"]["top"] = json!(top);
    let etag = org.owner.get(&settings).await.etag();
    org.owner.change(Method::PUT, &format!("{settings}/reminders"), &etag, policy).await.ok();
    (worker, [Role::Contributor, Role::Admin, Role::Manager, Role::Auditor].map(address))
}

#[tokio::test]
async fn what_is_in_place_is_reviewed_each_year_and_its_reviewer_reminded() {
    let (app, org, control) = adopted().await;
    let at = org.path(&format!("/reviews/{control}"));
    let reviews = org.owner.get(&at).await.ok();
    assert_eq!(reviews["cycle"]["due"], "2027-11-24");
    assert_eq!(
        reviews["cycle"]["responsible"]["name"], "Ada Lovelace",
        "nobody owns it: whoever leads the AIMS"
    );
    app.sweep_at("2027-11-10T07:00:00Z").await;
    let mail = app.sink.to(ADA).pop().unwrap();
    assert!(mail.subject.starts_with("Review of A.2.2 due Wed 24 Nov 2027"), "{}", mail.subject);
    assert!(mail.text.contains(&format!("/o/{}/controls/{control}", org.slug)), "{}", mail.text);
    let log = org.owner.get(&org.path(&format!("/controls/{control}/deliveries"))).await.ok();
    assert_eq!(steps(&log)[0], ("review.lead_14".into(), "delivered".into(), "Ada Lovelace".into()));
    assert_eq!(log["upcoming"]["step"], "review.lead_7");
    // Held in time, the rhythm stays, and the reminders with it.
    let done = org.owner.post(&format!("{at}/held"), held("2027-11-10", "suitable")).await.ok();
    assert_eq!(done["cycle"]["due"], "2028-11-24");
    assert_eq!(
        (&done["reviews"][0]["due"], &done["reviews"][0]["next_due"]),
        (&json!("2027-11-24"), &json!("2028-11-24"))
    );
    let before = app.sink.to(ADA).len();
    app.sweep_at("2028-10-24T07:00:00Z").await;
    assert_eq!(app.sink.to(ADA).len(), before, "nothing of the date that was done is said again");
}

#[tokio::test]
async fn what_cannot_be_is_refused_and_nothing_of_it_is_kept() {
    let (_app, org, control) = adopted().await;
    let at = org.path(&format!("/reviews/{control}"));
    let refused = [
        (held("2026-11-25", "suitable"), "review_in_future"),
        (json!({ "on": "2026-11-24", "outcome": "unsuitable" }), "changes_missing"),
        (json!({ "on": "2026-11-24", "outcome": "suitable", "next": "2026-11-24" }), "next_not_ahead"),
    ];
    for (body, reason) in refused {
        let answer = org.owner.post(&format!("{at}/held"), body).await;
        answer.refused(409, "refused");
        assert_eq!(answer.body["params"]["reason"], reason);
    }
    org.owner.post(&format!("{at}/held"), held("2026-11-24", "splendid")).await.refused(422, "invalid_input");
    assert_eq!(org.owner.get(&at).await.ok()["reviews"], json!([]));
    let list = org.owner.get(&org.path("/reviews")).await.ok();
    assert_eq!((&list["total"], &list["items"][0]["reference"]), (&json!(1), &json!("A.2.2")));
}

#[tokio::test]
async fn what_a_reviewer_says_is_approved_by_somebody_else() {
    let (app, org, control) = adopted().await;
    let (lead, who) = app.member(&org, Role::Manager).await;
    let at = org.path(&format!("/reviews/{control}"));
    let cycle = json!({
        "reviewer": org.me, "approver": who,
        "recurrence": { "every": 6, "unit": "month", "anchor": "due", "weekdays": [], "day": null, "until": null },
        "due": "2026-12-31",
    });
    let set = org.owner.call(Method::PATCH, &at, cycle).await.ok();
    assert_eq!((&set["cycle"]["due"], &set["cycle"]["approver"]["id"]), (&json!("2026-12-31"), &json!(who)));
    let done = org.owner.post(&format!("{at}/held"), held("2026-11-24", "changes_needed")).await.ok();
    assert_eq!(done["cycle"]["due"], "2027-06-30", "the last day of a month that is shorter");
    let review = &done["reviews"][0];
    assert_eq!(review["waits_for_approval"], true);
    let approve = format!("{at}/records/{}/approve", id(review));
    let own = org.owner.post(&approve, json!({})).await;
    assert_eq!(own.body["params"]["reason"], "own_review");
    assert_eq!(org.owner.get(&org.path("/reviews?unapproved=true")).await.ok()["total"], 1);
    let approved = lead.post(&approve, json!({})).await.ok();
    assert_eq!(
        (&approved["reviews"][0]["approved_by"]["id"], &approved["reviews"][0]["waits_for_approval"]),
        (&json!(who), &json!(false))
    );
    let twice = lead.post(&approve, json!({})).await;
    assert_eq!(twice.body["params"]["reason"], "nothing_to_approve");
}

#[tokio::test]
async fn a_meeting_reviews_several_at_once_or_none() {
    let (app, org, control) = adopted().await;
    let list = org.owner.get(&org.path("/controls?q=A.2.3")).await.ok();
    let other = id(&list["items"][0]).to_owned();
    let meeting = |subjects: Value| json!({ "subjects": subjects, "review": held("2026-11-24", "suitable") });
    let at = org.path("/reviews/meetings");
    org.owner.post(&at, meeting(json!([control, other]))).await.refused(404, "not_found");
    let at_one = org.path(&format!("/reviews/{control}"));
    assert_eq!(org.owner.get(&at_one).await.ok()["reviews"], json!([]), "all or none");
    org.owner.call(Method::PATCH, &org.path(&format!("/reviews/{other}")), json!({})).await.ok();
    let done = org.owner.post(&at, meeting(json!([control, other]))).await.ok();
    assert_eq!(done["held"], 2);
    let one = org.owner.get(&at_one).await.ok();
    assert_eq!(one["reviews"][0]["meeting"], done["meeting"]);
    // A year and a day later nobody has reviewed either.
    app.clock.set_calendar("2027-11-24T12:00:00Z");
    assert_eq!(org.owner.get(&org.path("/reviews?stale=true")).await.ok()["total"], 2);
}

#[tokio::test]
async fn another_approver_does_not_begin_anew_how_long_a_review_is_late() {
    let (app, org, control) = adopted().await;
    let (worker, [_, _, lead, _]) = chain(&app, &org).await;
    let at = org.path(&format!("/reviews/{control}"));
    org.owner.call(Method::PATCH, &at, json!({ "reviewer": worker, "due": "2026-12-01" })).await.ok();
    app.sweep_at("2026-12-05T12:00:00Z").await;
    org.owner.call(Method::PATCH, &at, json!({ "approver": org.me })).await.ok();
    let told = || app.sink.to(&lead).into_iter().filter(|mail| mail.subject.contains("A.2.2")).count();
    app.sweep_at("2026-12-08T06:59:59Z").await;
    assert_eq!(told(), 0);
    app.sweep_at("2026-12-08T07:00:00Z").await;
    assert_eq!(told(), 1, "seven days after the date, whatever was chosen meanwhile");
}

#[tokio::test]
async fn a_date_that_is_put_off_keeps_the_original_the_reason_and_who_approved() {
    let (app, org, control) = adopted().await;
    let task = org.task("Write the AI policy", 20).await;
    app.run_jobs().await;
    let task = id(&task).to_owned();
    let put_off = |to: &str, kind: &str| json!({ "kind": kind, "to": to, "reason": "The provider is late" });
    let at = org.path(&format!("/obligations/{task}/postpone"));
    org.owner.post(&at, put_off("2026-12-24", "task")).await.ok();
    let twice = org.owner.post(&at, put_off("2027-01-10", "task")).await.ok();
    let dates = |one: &Value| (one["original_due"].clone(), one["from"].clone(), one["to"].clone());
    assert_eq!(
        dates(&twice["postponements"][0]),
        (json!("2026-12-14"), json!("2026-12-24"), json!("2027-01-10"))
    );
    assert_eq!(twice["postponements"][0]["approved_by"]["id"], json!(org.me));
    assert_eq!(org.owner.get(&org.path(&format!("/tasks/{task}"))).await.ok()["due"], "2027-01-10");
    let earlier = org.owner.post(&at, put_off("2027-01-10", "task")).await;
    assert_eq!(earlier.body["params"]["reason"], "not_later");
    let review = org.path(&format!("/obligations/{control}/postpone"));
    let done = org.owner.post(&review, put_off("2028-01-31", "review")).await.ok();
    assert_eq!(
        (&done["cycle"]["due"], &done["cycle"]["postponed_from"]),
        (&json!("2028-01-31"), &json!("2027-11-24"))
    );
    let fixed = org.owner.post(&review, put_off("2028-01-31", "validity")).await;
    assert_eq!(fixed.body["params"]["reason"], "not_due");
}

#[tokio::test]
async fn evidence_that_ends_is_told_to_its_owner_until_it_is_replaced_or_withdrawn() {
    let (app, org, _) = adopted().await;
    let list = org.owner.get(&org.path("/evidence")).await.ok();
    let at = org.path(&format!("/evidence/{}", id(&list["items"][0])));
    change(&org, &org.owner, &at, json!({ "valid_until": "2027-03-31" })).await;
    app.sweep_at("2027-03-01T07:00:00Z").await;
    let mail = app.sink.to(ADA).pop().unwrap();
    assert!(mail.subject.contains("valid until Wed 31 Mar 2027"), "{}", mail.subject);
    let log = org.owner.get(&format!("{at}/deliveries")).await.ok();
    assert_eq!(steps(&log)[0].0, "validity.lead_30");
    let before = app.sink.to(ADA).len();
    let etag = org.owner.get(&at).await.etag();
    org.owner
        .change(Method::POST, &format!("{at}/withdraw"), &etag, json!({ "reason": "Replaced" }))
        .await
        .ok();
    app.sweep_at("2027-04-30T07:00:00Z").await;
    assert_eq!(app.sink.to(ADA).len(), before);
}

#[tokio::test]
async fn those_above_hear_of_what_stays_overdue_each_once_on_their_day() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (worker, [theirs, boss, lead, top]) = chain(&app, &org).await;
    let task = org.task("Write the AI policy", 3).await;
    change(&org, &org.owner, &org.path(&format!("/tasks/{}", id(&task))), json!({ "owner": worker })).await;
    app.run_jobs().await;
    let count =
        |address: &str| app.sink.to(address).iter().filter(|mail| mail.subject.contains("TSK-1")).count();
    // 27 November is due; eight in Berlin is seven UTC.
    for (at, expected) in [
        ("2026-11-28T06:59:00Z", [0, 0, 0]),
        ("2026-11-28T07:00:00Z", [1, 0, 0]),
        ("2026-12-04T06:59:00Z", [1, 0, 0]),
        ("2026-12-04T07:00:00Z", [1, 1, 0]),
        ("2026-12-11T07:00:00Z", [1, 1, 1]),
        ("2027-02-11T07:00:00Z", [1, 1, 1]),
    ] {
        app.sweep_at(at).await;
        app.sweep().await;
        assert_eq!([count(&boss), count(&lead), count(&top)], expected, "at {at}");
    }
    assert!(count(&theirs) > 3, "whoever is responsible goes on being reminded");
    let mail = app.sink.to(&boss).pop().unwrap();
    assert!(mail.subject.starts_with("Overdue: TSK-1 was due Fri 27 Nov 2026"), "{}", mail.subject);
    assert!(mail.text.contains("is responsible."), "{}", mail.text);
    let log = org.deliveries(&task).await;
    let above = steps(&log).into_iter().filter(|(step, ..)| step.starts_with("escalated")).count();
    assert_eq!(above, 3);
}

#[tokio::test]
async fn what_is_done_in_time_is_told_to_nobody_above() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (worker, [_, boss, ..]) = chain(&app, &org).await;
    let task = org.task("Write the AI policy", 3).await;
    let at = org.path(&format!("/tasks/{}", id(&task)));
    change(&org, &org.owner, &at, json!({ "owner": worker })).await;
    app.sweep_at("2026-11-27T12:00:00Z").await;
    let etag = org.owner.get(&at).await.etag();
    org.owner.change(Method::POST, &format!("{at}/complete"), &etag, json!({})).await.ok();
    app.sweep_at("2027-01-15T12:00:00Z").await;
    assert!(app.sink.to(&boss).iter().all(|mail| !mail.subject.contains("TSK-1")));
}

#[tokio::test]
async fn whoever_stands_in_is_reminded_while_somebody_is_away() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (_, other) = app.member(&org, Role::Contributor).await;
    let theirs = format!("contributor@{}.example", org.slug);
    let task = org.task("Write the AI policy", 20).await;
    app.run_jobs().await;
    let absences = org.path(&format!("/people/{}/absences", org.me));
    let away = |from: &str, until: &str| json!({ "from": from, "until": until, "delegate": other });
    let noted = org.owner.post(&absences, away("2026-11-28", "2026-12-08")).await.ok();
    let overlaps = org.owner.post(&absences, away("2026-12-08", "2026-12-10")).await;
    assert_eq!(overlaps.body["params"]["reason"], "overlaps");
    let subjects =
        |address: &str| app.sink.to(address).iter().filter(|mail| mail.subject.contains("TSK-1")).count();
    let before = subjects(ADA);
    // Fourteen and seven days before 14 December: the one falls into the absence, so does the other.
    app.sweep_at("2026-12-07T07:00:00Z").await;
    assert_eq!((subjects(ADA) - before, subjects(&theirs)), (0, 1));
    let mail = app.sink.to(&theirs).pop().unwrap();
    assert!(mail.text.contains("Ada Lovelace is away and you stand in"), "{}", mail.text);
    let log = org.deliveries(&task).await;
    let of = |step: &str| -> Vec<(String, String)> {
        let items = log["items"].as_array().unwrap().iter().filter(|one| one["step"] == step);
        let mut all: Vec<_> = items
            .map(|one| {
                let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
                (text(&one["reason"]), text(&one["stands_for"]["name"]))
            })
            .collect();
        all.sort();
        all
    };
    assert_eq!(of("lead_7"), [("-".into(), "Ada Lovelace".into()), ("delegated".into(), "-".into())]);
    // Back, she is reminded herself.
    app.sweep_at("2026-12-13T07:00:00Z").await;
    assert_eq!((subjects(ADA) - before, subjects(&theirs)), (1, 1));
    let absence = id(&noted["items"][0]).to_owned();
    org.owner
        .call(Method::DELETE, &format!("{absences}/{absence}"), json!({}))
        .await
        .refused(404, "not_found");
}

#[tokio::test]
async fn nobody_says_when_somebody_else_is_away_unless_they_lead() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (contributor, me) = app.member(&org, Role::Contributor).await;
    let away = json!({ "from": "2026-12-01", "until": "2026-12-02", "delegate": null });
    let at = |person: &str| org.path(&format!("/people/{person}/absences"));
    contributor.post(&at(&org.me), away.clone()).await.refused(404, "not_found");
    contributor.post(&at(&me), away.clone()).await.ok();
    let noted = org.owner.get(&at(&me)).await.ok();
    assert_eq!(noted["items"][0]["from"], "2026-12-01");
    org.owner.post(&at(&me), away).await.refused(409, "refused");
}

#[tokio::test]
async fn what_is_one_mail_too_many_today_comes_in_the_next_digest() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let settings = org.path("/settings");
    let mut policy = org.owner.get(&settings).await.ok()["reminders"].clone();
    policy["most_a_day"] = json!(2);
    let etag = org.owner.get(&settings).await.etag();
    org.owner.change(Method::PUT, &format!("{settings}/reminders"), &etag, policy).await.ok();
    for number in 0..4 {
        org.task(&format!("Task {number}"), 7).await;
    }
    app.run_jobs().await;
    let mails = |word: &str| app.sink.to(ADA).iter().filter(|mail| mail.subject.contains(word)).count();
    assert_eq!(mails("TSK-"), 2);
    let log = org.owner.get(&org.path("/deliveries?state=suppressed")).await.ok();
    let reasons: Vec<_> =
        log["items"].as_array().unwrap().iter().map(|one| one["reason"].as_str().unwrap()).collect();
    assert_eq!(reasons, ["over_most", "over_most"]);
    app.sweep_at("2026-11-25T07:00:00Z").await;
    let digest = app.sink.to(ADA).pop().unwrap();
    let told = |number: i32| digest.text.contains(&format!("Task {number}"));
    let mailed = |number: i32| mails(&format!("Task {number}")) > 0;
    for number in 0..4 {
        assert_eq!(told(number), !mailed(number), "each is said once, by one or the other: {}", digest.text);
    }
}

#[tokio::test]
async fn what_is_no_longer_reviewed_stays_so_whatever_else_changes() {
    let (_app, org, control) = adopted().await;
    let at = org.path(&format!("/reviews/{control}"));
    org.owner.call(Method::DELETE, &at, json!({})).await;
    change(&org, &org.owner, &org.path(&format!("/controls/{control}")), json!({ "due": "2027-06-30" }))
        .await;
    assert_eq!(org.owner.get(&at).await.ok()["cycle"], Value::Null);
}

#[tokio::test]
async fn whoever_was_to_review_something_and_leaves_hands_it_over() {
    let (app, org, control) = adopted().await;
    let (_, leaves) = app.member(&org, Role::Contributor).await;
    let (_, stays) = app.member(&org, Role::Manager).await;
    let at = org.path(&format!("/reviews/{control}"));
    org.owner.call(Method::PATCH, &at, json!({ "reviewer": leaves })).await.ok();
    let person = org.path(&format!("/people/{leaves}"));
    let etag = org.owner.get(&person).await.etag();
    let alone = org.owner.change(Method::POST, &format!("{person}/deactivate"), &etag, json!({})).await;
    alone.refused(409, "refused");
    assert_eq!(alone.body["params"]["reason"], "open_work");
    let to = json!({ "successor": stays });
    org.owner.change(Method::POST, &format!("{person}/deactivate"), &etag, to).await.ok();
    let cycle = org.owner.get(&at).await.ok()["cycle"].clone();
    assert_eq!((&cycle["reviewer"]["id"], &cycle["responsible"]["id"]), (&json!(stays), &json!(stays)));
}

#[tokio::test]
async fn what_nobody_owns_is_reviewed_by_whoever_leads_now() {
    let (app, org, control) = adopted().await;
    let at = org.path(&format!("/reviews/{control}"));
    let responsible = async || org.owner.get(&at).await.ok()["cycle"]["responsible"]["id"].clone();
    assert_eq!(responsible().await, json!(org.me));
    let settings = org.path("/settings");
    let (_, other) = app.member(&org, Role::Contributor).await;
    let lead = async |change: &dyn Fn(&mut Value)| {
        let mut policy = org.owner.get(&settings).await.ok()["reminders"].clone();
        change(&mut policy);
        let etag = org.owner.get(&settings).await.etag();
        org.owner.change(Method::PUT, &format!("{settings}/reminders"), &etag, policy).await.ok()
    };
    lead(&|policy| policy["escalation"]["lead"] = json!(other)).await;
    assert_eq!(responsible().await, json!(other));
    // They leave: it goes to whoever is found, and their name in the policy stands in the way of no other change.
    let person = org.path(&format!("/people/{other}"));
    let etag = org.owner.get(&person).await.etag();
    org.owner.change(Method::POST, &format!("{person}/deactivate"), &etag, json!({})).await.ok();
    assert_eq!(responsible().await, json!(org.me));
    let kept = lead(&|policy| policy["hour"] = json!(7)).await;
    assert_eq!(kept["reminders"]["hour"], 7);
    // What is left out of a policy is as usual.
    let without = lead(&|policy| drop(policy.as_object_mut().unwrap().remove("most_a_day"))).await;
    assert_eq!(without["reminders"]["most_a_day"], 20);
}

#[tokio::test]
async fn a_task_that_the_program_before_wrote_is_put_off_done_and_forgotten() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let task = org.task("Write the AI policy", 20).await;
    let at = org.path(&format!("/tasks/{}", id(&task)));
    let root = app.database.root().await;
    root.execute_unprepared("update obligation set subject_id = null, kind = null").await.unwrap();
    app.run_jobs().await;
    assert_eq!(org.deliveries(&task).await["upcoming"]["step"], "lead_14");
    org.owner.post(&format!("{at}/snooze"), json!({ "until": "2026-12-05" })).await.ok();
    assert_eq!(org.deliveries(&task).await["upcoming"]["step"], "again_2026-12-05");
    let put_off = json!({ "kind": "task", "to": "2026-12-20", "reason": "The provider is late" });
    org.owner.post(&org.path(&format!("/obligations/{}/postpone", id(&task))), put_off).await.ok();
    root.execute_unprepared("update obligation set subject_id = null, kind = null").await.unwrap();
    let etag = org.owner.get(&at).await.etag();
    org.owner.change(Method::POST, &format!("{at}/complete"), &etag, json!({})).await.ok();
    assert_eq!(org.deliveries(&task).await["upcoming"], Value::Null);
    root.close().await.unwrap();
}

#[tokio::test]
async fn a_review_that_falls_away_is_followed_by_the_next_one_and_stays_on_record() {
    let (app, org, control) = adopted().await;
    let at = org.path(&format!("/reviews/{control}"));
    assert_eq!(org.owner.get(&at).await.ok()["cycle"]["due"], "2027-11-24");
    let (contributor, _) = app.member(&org, Role::Contributor).await;
    let body = json!({ "reason": "The policy was written anew" });
    contributor.post(&format!("{at}/waive"), body.clone()).await.refused(403, "forbidden");
    org.owner.post(&format!("{at}/waive"), json!({ "reason": " " })).await.refused(422, "invalid_input");
    let after = org.owner.post(&format!("{at}/waive"), body).await.ok();
    assert_eq!(after["cycle"]["due"], "2028-11-24");
    let one = &after["postponements"][0];
    assert_eq!(
        (&one["waived"], &one["from"], &one["to"], &one["reason"]),
        (&json!(true), &json!("2027-11-24"), &json!("2028-11-24"), &json!("The policy was written anew"))
    );
    assert_eq!(one["approved_by"]["id"], json!(org.me));
    // What is put off afterwards is the next one, whose first date is its own.
    let later = json!({ "kind": "review", "to": "2029-01-15", "reason": "The board meets later" });
    org.owner.post(&org.path(&format!("/obligations/{control}/postpone")), later).await.ok();
    let after = org.owner.get(&at).await.ok();
    let one = &after["postponements"][0];
    assert_eq!((&one["waived"], &one["original_due"]), (&json!(false), &json!("2028-11-24")));
    app.sweep_at("2027-11-24T07:00:00Z").await;
    assert!(app.sink.to(ADA).iter().all(|mail| !mail.subject.contains("Review of A.2.2")));
    let history = org.owner.get(&org.path("/trail?limit=20")).await.ok();
    assert!(history.to_string().contains("obligation_waived"));
}
