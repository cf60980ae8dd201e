//! Findings: what was found on a visit, what is answered, who is reminded, and what of the certificate waits for it.

use crate::certifications::Certification;
use crate::harness::{Answer, Browser, Organisation, TestApp};
use domain::access::Role;
use integrations::mail::fake::StoredMessage;
use reqwest::Method;
use serde_json::{Value, json};

const ADA: &str = "ada@acme.example";

fn id(value: &Value) -> String {
    value["id"].as_str().unwrap().to_owned()
}

/// Why something was refused.
fn refusal(answer: &Answer) -> (u16, &str) {
    (answer.status.as_u16(), answer.body["params"]["reason"].as_str().unwrap_or_default())
}

/// A certification that waits for a decision; its stage 2 was held on 16 September 2026.
async fn waiting(org: &Organisation) -> (Certification<'_>, String) {
    let one = Certification::add(org).await;
    one.step("sign_contract", "2026-05-04", json!({})).await.ok();
    one.step("begin_stage_1", "2026-07-01", json!({})).await.ok();
    let view = one.held("stage_2", "2026-09-16").await;
    one.step("finish_stage_2", "2026-09-16", json!({})).await.ok();
    let visit = id(&view["visits"][0]);
    (one, visit)
}

fn nonconformity(visit: &str, grade: &str) -> Value {
    json!({ "visit": visit, "grade": grade, "title": "No programme of internal audits", "requirement": "9.2.2",
        "evidence": "The audit of May covered one of two sites.", "due": "2026-12-16" })
}

async fn raise(one: &Certification<'_>, org: &Organisation, body: Value) -> String {
    id(&org.owner.post(&one.path("/findings"), body).await.ok())
}

async fn change(
    who: &Browser,
    org: &Organisation,
    finding: &str,
    (method, rest): (Method, &str),
    body: Value,
) -> Answer {
    let at = org.path(&format!("/findings/{finding}"));
    let etag = org.owner.get(&at).await.etag();
    who.change(method, &format!("{at}{rest}"), &etag, body).await
}

async fn step(who: &Browser, org: &Organisation, finding: &str, step: &str) -> Answer {
    let body = json!({ "step": step, "on": "2026-11-24", "reason": "because" });
    change(who, org, finding, (Method::POST, "/steps"), body).await
}

async fn answer(org: &Organisation, finding: &str) {
    let body = json!({ "correction": "Both sites are planned.", "cause": "Nobody had the task.",
        "action": "The AIMS manager plans it each January.", "act_by": "2027-01-29" });
    change(&org.owner, org, finding, (Method::PATCH, ""), body).await.ok();
    step(&org.owner, org, finding, "answer").await.ok();
}

fn told(app: &TestApp, word: &str) -> Vec<StoredMessage> {
    app.sink.to(ADA).into_iter().filter(|mail| mail.subject.contains(word)).collect()
}

#[tokio::test]
async fn a_nonconformity_goes_from_the_visit_to_what_was_verified() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (one, visit) = waiting(&org).await;
    let finding = raise(&one, &org, nonconformity(&visit, "minor")).await;
    let view = org.owner.get(&org.path(&format!("/findings/{finding}"))).await.ok();
    assert_eq!(
        (&view["reference"], &view["state"], &view["phase"]),
        (&json!("FND-1"), &json!("issued"), &json!("stage_2"))
    );
    assert_eq!((&view["raised"], &view["next_due"]), (&json!("2026-09-16"), &json!("2026-12-16")));
    assert_eq!(view["certification"]["reference"], "CRT-1");
    assert_eq!(one.get().await.ok()["findings"][0]["reference"], "FND-1");

    // The first step of three weeks before has not come; a week before it has, and it is told once.
    app.sweep_at("2026-12-09T07:00:00Z").await;
    app.sweep_at("2026-12-09T09:00:00Z").await;
    assert_eq!(told(&app, "Answer to FND-1").len(), 1);

    let early = step(&org.owner, &org, &finding, "answer").await;
    assert_eq!(refusal(&early), (409, "answer_incomplete"));
    answer(&org, &finding).await;
    let closed = step(&org.owner, &org, &finding, "close").await;
    assert_eq!(refusal(&closed), (409, "wrong_state"));
    let again = change(&org.owner, &org, &finding, (Method::PATCH, ""), json!({ "cause": "Another" })).await;
    assert_eq!(refusal(&again), (409, "answer_stands"));
    step(&org.owner, &org, &finding, "accept").await.ok();
    app.sweep_at("2027-01-22T07:00:00Z").await;
    assert_eq!(told(&app, "Correction of FND-1").len(), 1);
    assert_eq!(told(&app, "Answer to FND-1").len(), 1);
    step(&org.owner, &org, &finding, "close").await.ok();
    app.sweep_at("2027-03-22T07:00:00Z").await;
    assert_eq!(told(&app, "Correction of FND-1").len(), 1);
    let view = org.owner.get(&org.path(&format!("/findings/{finding}"))).await.ok();
    assert_eq!(
        (&view["state"], &view["next_due"], &view["closed"]),
        (&json!("closed"), &Value::Null, &json!("2026-11-24"))
    );
    let history = org.owner.get(&org.path(&format!("/findings/{finding}/history"))).await.ok();
    assert_eq!(history["items"].as_array().unwrap().len(), 5);
}

#[tokio::test]
async fn a_decision_waits_for_what_was_found() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (one, visit) = waiting(&org).await;
    let major = raise(&one, &org, nonconformity(&visit, "major")).await;
    let minor = raise(&one, &org, nonconformity(&visit, "minor")).await;
    let view = one.get().await.ok();
    // Six months from the last day of stage 2 (tr-09).
    assert_eq!(view["next"], json!({ "what": "majors_after_stage_2", "on": "2027-03-16" }));
    assert_eq!(view["findings"][0]["grade"], "major");
    let grant = json!({ "plans_accepted": true, "majors": "verified", "majors_verified": "2026-11-20" });
    let refused = one.step("grant", "2026-11-24", grant.clone()).await;
    assert_eq!(refusal(&refused), (409, "majors_open"));
    for (finding, steps) in [(&major, ["accept", "close"].as_slice()), (&minor, &["accept"])] {
        let refused = one.step("grant", "2026-11-24", grant.clone()).await;
        assert_eq!(refused.status.as_u16(), 409);
        answer(&org, finding).await;
        for each in steps {
            step(&org.owner, &org, finding, each).await.ok();
        }
    }
    assert_eq!(one.get().await.ok()["next"], Value::Null);
    one.step("grant", "2026-11-24", grant).await.ok();
}

#[tokio::test]
async fn what_is_found_is_said_with_what_it_needs() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (one, visit) = waiting(&org).await;
    let refused = |body: Value| {
        let (one, org) = (&one, &org);
        async move {
            let answer = org.owner.post(&one.path("/findings"), body).await;
            let (status, why) = refusal(&answer);
            (status, why.to_owned())
        }
    };
    let with = |field: &str, value: Value| {
        let mut body = nonconformity(&visit, "major");
        body[field] = value;
        body
    };
    assert_eq!(refused(with("requirement", json!(""))).await, (409, "requirement_missing".to_owned()));
    assert_eq!(refused(with("evidence", json!(" "))).await, (409, "observation_missing".to_owned()));
    assert_eq!(refused(with("due", json!("2026-09-01"))).await, (409, "due_before_raised".to_owned()));
    assert_eq!(refused(with("raised", json!("2026-11-30"))).await, (409, "step_in_future".to_owned()));
    assert_eq!(refused(with("grade", json!("huge"))).await.0, 422);
    assert_eq!(refused(with("visit", json!("0199a5c1-0000-7000-8000-000000000000"))).await.0, 422);
    let praise =
        raise(&one, &org, json!({ "visit": visit, "grade": "positive", "title": "A clear register" })).await;
    let view = org.owner.get(&org.path(&format!("/findings/{praise}"))).await.ok();
    assert_eq!((&view["state"], &view["steps"]), (&json!("closed"), &json!([])));
}

#[tokio::test]
async fn whoever_answers_it_says_cause_and_action_and_no_more() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (one, visit) = waiting(&org).await;
    let (staff, grace) = app.member(&org, Role::Staff).await;
    let finding = raise(&one, &org, nonconformity(&visit, "minor")).await;
    let at = org.path(&format!("/findings/{finding}"));
    assert_eq!(staff.get(&at).await.status.as_u16(), 404);
    change(&org.owner, &org, &finding, (Method::PATCH, ""), json!({ "owner": grace })).await.ok();
    let view = staff.get(&at).await.ok();
    assert_eq!(view["may"], json!({ "answer": true, "manage": false }));
    let said = json!({ "cause": "Nobody had the task.", "action": "It is planned each January.", "act_by": "2027-01-29" });
    change(&staff, &org, &finding, (Method::PATCH, ""), said).await.ok();
    let regraded =
        change(&staff, &org, &finding, (Method::PATCH, ""), json!({ "grade": "opportunity" })).await;
    assert_eq!(regraded.status.as_u16(), 403);
    step(&staff, &org, &finding, "answer").await.ok();
    let never = change(&staff, &org, &finding, (Method::PATCH, ""), json!({ "act_by": null })).await;
    assert_eq!(refusal(&never), (409, "answer_stands"));
    assert_eq!(step(&staff, &org, &finding, "accept").await.status.as_u16(), 403);
    step(&org.owner, &org, &finding, "send_back").await.ok();
    assert_eq!(staff.get(&at).await.ok()["reason"], "because");
}

#[tokio::test]
async fn what_is_open_goes_over_to_the_body_that_takes_over() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let one = Certification::certified(&org).await;
    let view = one.get().await.ok();
    let visit = view["visits"].as_array().unwrap().iter().find(|one| one["phase"] == "stage_2").unwrap();
    let finding = raise(&one, &org, nonconformity(&id(visit), "minor")).await;
    let praise = json!({ "visit": id(visit), "grade": "positive", "title": "A clear register" });
    raise(&one, &org, praise).await;
    answer(&org, &finding).await;
    let over = json!({ "plans_accepted": true, "accredited": true, "body": "Other Cert" });
    let refused = one.step("transfer", "2026-11-24", over.clone()).await;
    assert_eq!(refusal(&refused), (409, "plans_missing"));
    step(&org.owner, &org, &finding, "accept").await.ok();
    app.clock.set_calendar("2026-11-26T09:00:00Z");
    let next = one.step("transfer", "2026-11-26", over).await.ok();
    assert_eq!((&next["reference"], &next["findings"][0]["reference"]), (&json!("CRT-2"), &json!("FND-1")));
    let visits = next["visits"].as_array().unwrap();
    assert!(visits.iter().any(|one| one["id"] == next["findings"][0]["visit"]));
    assert_eq!(one.get().await.ok()["findings"].as_array().unwrap().len(), 1);
    // Before it went over, it was here.
    let back = org.owner.get(&one.path("?as_of=2026-11-24")).await.ok();
    assert_eq!(
        (&back["findings"][0]["reference"], &back["findings"][0]["state"]),
        (&json!("FND-1"), &json!("accepted"))
    );
}

#[tokio::test]
async fn who_leaves_hands_over_what_is_open_and_is_reminded_of_nothing() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (one, visit) = waiting(&org).await;
    let (_, grace) = app.member(&org, Role::Manager).await;
    let mut body = nonconformity(&visit, "minor");
    body["owner"] = json!(grace);
    let finding = raise(&one, &org, body).await;
    let done = json!({ "visit": visit, "grade": "opportunity", "title": "A range", "owner": grace });
    let done = raise(&one, &org, done).await;
    step(&org.owner, &org, &done, "close").await.ok();
    let at = org.path(&format!("/people/{grace}"));
    let etag = org.owner.get(&at).await.etag();
    let gone = json!({ "successor": org.me });
    org.owner.change(Method::POST, &format!("{at}/deactivate"), &etag, gone).await.ok();
    let view = org.owner.get(&org.path(&format!("/findings/{finding}"))).await.ok();
    assert_eq!(view["owner"]["id"], json!(org.me));
    let done = org.owner.get(&org.path(&format!("/findings/{done}"))).await.ok();
    assert_eq!(done["owner"]["id"], json!(grace));
    app.sweep_at("2026-12-09T07:00:00Z").await;
    assert_eq!(told(&app, "Answer to FND-1").len(), 1);
}

#[tokio::test]
async fn what_is_put_aside_takes_its_findings_along() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (one, visit) = waiting(&org).await;
    let finding = raise(&one, &org, nonconformity(&visit, "major")).await;
    one.change(Method::PUT, "/aside", json!({ "aside": true })).await.ok();
    app.sweep_at("2026-12-09T07:00:00Z").await;
    assert_eq!(told(&app, "FND-1").len(), 0);
    let said = json!({ "cause": "Nobody had the task." });
    let refused = change(&org.owner, &org, &finding, (Method::PATCH, ""), said).await;
    assert_eq!(refusal(&refused), (409, "put_aside"));
    one.change(Method::PUT, "/aside", json!({ "aside": false })).await.ok();
    app.sweep_at("2026-12-09T09:00:00Z").await;
    assert_eq!(told(&app, "Answer to FND-1").len(), 1);
    assert_eq!(one.get().await.ok()["next"]["what"], "majors_after_stage_2");
}

#[tokio::test]
async fn it_is_raised_on_a_visit_that_took_place_and_can_be_put_right() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (one, visit) = waiting(&org).await;
    let plan = |state: &str, on: &str| json!({ "phase": "special_audit", "begins": on, "state": state });
    let to_come = one.change(Method::POST, "/visits", plan("planned", "2026-12-01")).await.ok();
    let cancelled = one.change(Method::POST, "/visits", plan("cancelled", "2026-11-02")).await.ok();
    let of = |view: &Value, on: &str| {
        id(view["visits"].as_array().unwrap().iter().find(|visit| visit["begins"] == on).unwrap())
    };
    for (visit, why) in
        [(of(&to_come, "2026-12-01"), "before_visit"), (of(&cancelled, "2026-11-02"), "visit_cancelled")]
    {
        let mut body = nonconformity(&visit, "minor");
        body["raised"] = json!("2026-11-24");
        let refused = org.owner.post(&one.path("/findings"), body).await;
        assert_eq!(refusal(&refused), (409, why));
    }
    let mut far = nonconformity(&visit, "minor");
    far["raised"] = json!("0001-01-01");
    assert_eq!(org.owner.post(&one.path("/findings"), far).await.status.as_u16(), 422);
    let finding = raise(&one, &org, nonconformity(&visit, "minor")).await;
    let later = one.held("special_audit", "2026-11-10").await;
    let right = json!({ "visit": of(&later, "2026-11-10"), "raised": "2026-11-10" });
    let view = change(&org.owner, &org, &finding, (Method::PATCH, ""), right).await.ok();
    assert_eq!((&view["phase"], &view["raised"]), (&json!("special_audit"), &json!("2026-11-10")));
}

#[tokio::test]
async fn a_visit_keeps_who_came_what_was_looked_at_and_how_long_it_took() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let one = Certification::add(&org).await;
    let plan = json!({ "phase": "stage_1", "begins": "2026-11-02", "ends": "2026-11-03", "state": "held", "team": "Ms Seidel",
        "attendees": "Ada, Grace", "agenda": "Opening at nine", "sampled": "Crackwatch", "days_planned": 1.5, "days_used": 1.75 });
    let view = one.change(Method::POST, "/visits", plan.clone()).await.ok();
    for (field, value) in plan.as_object().unwrap() {
        assert_eq!(&view["visits"][0][field], value, "{field}");
    }
    let third = one
        .change(
            Method::POST,
            "/visits",
            json!({ "phase": "stage_1", "begins": "2027-03-01", "days_planned": 1.3 }),
        )
        .await;
    assert_eq!(third.status.as_u16(), 422);
}
