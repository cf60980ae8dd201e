//! Certifications: what is noted of them, what dates follow from that, and who is reminded of them through three years.

use crate::harness::{Answer, Organisation, TestApp};
use domain::access::Role;
use domain::job::Job;
use integrations::mail::fake::StoredMessage;
use reqwest::Method;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

const ADA: &str = "ada@acme.example";

fn id(value: &Value) -> &str {
    value["id"].as_str().unwrap()
}

/// One certification of an organisation.
pub(crate) struct Certification<'a> {
    org: &'a Organisation,
    pub(crate) id: String,
}

impl<'a> Certification<'a> {
    pub(crate) async fn add(org: &'a Organisation) -> Self {
        let body = json!({ "title": "AI management, head office", "standard": "ISO/IEC 42001:2023", "body": "Example Cert" });
        let made = org.owner.post(&org.path("/certifications"), body).await.ok();
        Self { org, id: id(&made).to_owned() }
    }

    pub(crate) fn path(&self, rest: &str) -> String {
        self.org.path(&format!("/certifications/{}{rest}", self.id))
    }

    pub(crate) async fn get(&self) -> Answer {
        self.org.owner.get(&self.path("")).await
    }

    pub(crate) async fn change(&self, method: Method, rest: &str, body: Value) -> Answer {
        let etag = self.get().await.etag();
        self.org.owner.change(method, &self.path(rest), &etag, body).await
    }

    pub(crate) async fn step(&self, step: &str, on: &str, more: Value) -> Answer {
        let mut body = json!({ "step": step, "on": on });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.change(Method::POST, "/steps", body).await
    }

    pub(crate) async fn held(&self, phase: &str, on: &str) -> Value {
        let body = json!({ "phase": phase, "begins": on, "state": "held" });
        self.change(Method::POST, "/visits", body).await.ok()
    }

    /// The first worked example of the catalogue: decided on 10 November 2026.
    pub(crate) async fn certified(org: &'a Organisation) -> Self {
        let one = Self::add(org).await;
        one.step("sign_contract", "2026-05-04", json!({})).await.ok();
        one.step("begin_stage_1", "2026-07-01", json!({})).await.ok();
        one.held("stage_1", "2026-07-02").await;
        one.held("stage_2", "2026-09-16").await;
        one.step("finish_stage_2", "2026-09-16", json!({})).await.ok();
        one.step("grant", "2026-11-10", json!({ "plans_accepted": true })).await.ok();
        one
    }
}

fn date<'a>(view: &'a Value, what: &str) -> &'a Value {
    view["dates"].as_array().unwrap().iter().find(|one| one["what"] == what).unwrap()
}

fn told(app: &TestApp, word: &str) -> Vec<StoredMessage> {
    app.sink.to(ADA).into_iter().filter(|mail| mail.subject.contains(word)).collect()
}

/// When is due what of a certification, by the calendar of three and a half years.
async fn due(org: &Organisation) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for year in 2026..=2030 {
        let asked = format!("/calendar?from={year}-01-01&until={year}-12-31&kind=certification&each=9");
        let calendar = org.owner.get(&org.path(&asked)).await.ok();
        for one in calendar["entries"].as_array().unwrap() {
            found.push((
                one["falls_due"].as_str().unwrap().to_owned(),
                one["due"].as_str().unwrap().to_owned(),
            ));
        }
    }
    found.sort_by(|one, other| (&one.1, &one.0).cmp(&(&other.1, &other.0)));
    found
}

/// How much somebody is reminded of, whatever the calendar shows of it.
async fn obligations(app: &TestApp) -> i64 {
    let root = app.database.root().await;
    let sql = "select count(*) as count from obligation";
    let row = root.query_one_raw(Statement::from_string(root.get_database_backend(), sql)).await.unwrap();
    row.unwrap().try_get("", "count").unwrap()
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(kind, day)| ((*kind).to_owned(), (*day).to_owned())).collect()
}

#[tokio::test]
async fn a_decision_gives_every_date_its_rule_its_anchor_and_what_follows() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let one = Certification::certified(&org).await;
    let view = one.get().await.ok();
    assert_eq!(
        (&view["reference"], &view["state"], &view["usage"]),
        (&json!("CRT-1"), &json!("certified"), &json!("free"))
    );
    assert_eq!((&view["decision"], &view["expiry"]), (&json!("2026-11-10"), &json!("2029-11-09")));
    let first = date(&view, "first_surveillance");
    assert_eq!((&first["latest"], &first["target"]), (&json!("2027-11-10"), &json!("2027-10-08")));
    assert_eq!(first["target_reckoned"], "2027-10-10");
    assert_eq!(
        (&first["rule"]["id"], &first["anchor"], &first["anchor_on"]),
        (&json!("tr-03"), &json!("decision"), &json!("2026-11-10"))
    );
    assert_eq!(
        (&first["force"], &first["missed"], &first["standing"]),
        (&json!("mandatory"), &json!("suspended"), &json!("ahead"))
    );
    assert_eq!(date(&view, "recertification_audit")["target_reckoned"], "2029-07-09");
    assert_eq!(date(&view, "restoration")["latest"], "2030-05-09");
    assert_eq!(view["next"], json!({ "what": "first_surveillance", "on": "2027-11-10" }));
    let home = org.owner.get(&org.path("/home")).await.ok();
    assert_eq!(home["certification"]["next"], view["next"]);
    assert_eq!(
        due(&org).await,
        pairs(&[
            ("booking", "2027-10-08"),
            ("surveillance", "2027-11-10"),
            ("recertification", "2029-07-09"),
            ("certificate_expiry", "2029-11-09"),
        ])
    );
    let list = org.owner.get(&org.path("/certifications")).await.ok();
    assert_eq!(list["items"][0]["next"], view["next"]);
    let found = org.owner.get(&org.path("/find?q=Example+Cert")).await.ok();
    assert!(found.to_string().contains(&one.id), "{found}");
}

#[tokio::test]
async fn whoever_is_responsible_hears_half_a_year_ahead_and_by_the_catalogues_steps() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let one = Certification::certified(&org).await;
    for (at, surveillance, booking) in [
        ("2027-05-14T05:59:00Z", 0, 0),
        ("2027-05-14T06:00:00Z", 1, 0),
        ("2027-06-10T06:00:00Z", 1, 1),
        ("2027-07-13T06:00:00Z", 2, 2),
    ] {
        app.sweep_at(at).await;
        let heard = (told(&app, "Surveillance audit").len(), told(&app, "Book the auditors").len());
        assert_eq!(heard, (surveillance, booking), "{at}");
    }
    let mail = &told(&app, "Surveillance audit")[0];
    assert_eq!(mail.subject, "Surveillance audit due by Wed 10 Nov 2027: AI management, head office");
    assert!(mail.text.contains(&format!("/o/{}/certifications/{}", org.slug, one.id)), "{}", mail.text);
    // A day is agreed: nothing is left to be booked, and the visit is reminded of as the policy says.
    let plan = json!({ "phase": "surveillance_1", "begins": "2027-10-05", "ends": "2027-10-06" });
    let planned = one.change(Method::POST, "/visits", plan).await.ok();
    assert_eq!(planned["visits"].as_array().unwrap().len(), 3);
    assert!(due(&org).await.iter().all(|(kind, _)| kind != "booking"));
    app.sweep_at("2027-10-05T06:00:00Z").await;
    assert_eq!((told(&app, "Book the auditors").len(), told(&app, "Visit of").len()), (2, 1));
    // Nobody noted that they came: that is asked for every week until somebody does, or says that they did not.
    app.sweep_at("2027-10-12T06:00:00Z").await;
    assert_eq!(told(&app, "Visit of").len(), 2);
    // It was held late: the limit passes first, and those above hear of it.
    app.sweep_at("2027-11-18T07:00:00Z").await;
    let late = told(&app, "Surveillance audit was due by");
    assert!(!late.is_empty() && late[0].text.contains("Without it the certificate is suspended"));
    let log = org.owner.get(&one.path("/deliveries")).await.ok();
    assert!(
        log["items"].as_array().unwrap().iter().any(|one| one["step"] == "surveillance.overdue_1"),
        "{log}"
    );
    let visit = planned["visits"].as_array().unwrap().iter().find(|one| one["state"] == "planned").unwrap();
    let held =
        json!({ "phase": "surveillance_1", "begins": "2027-11-15", "ends": "2027-11-16", "state": "held" });
    let after = one.change(Method::PUT, &format!("/visits/{}", id(visit)), held).await.ok();
    assert_eq!(date(&after, "first_surveillance")["standing"], "met_late");
    let falls = due(&org).await;
    assert_eq!(falls[1], ("surveillance".to_owned(), "2028-12-31".to_owned()));
    assert!(falls.iter().all(|(kind, _)| kind != "visit"));
}

#[tokio::test]
async fn what_is_reckoned_from_something_else_says_what_moved() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let one = Certification::certified(&org).await;
    let after = one.change(Method::PATCH, "", json!({ "expiry": "2029-10-31" })).await.ok();
    let moved = after["moved"].as_array().unwrap();
    let expiry = moved.iter().find(|one| one["what"] == "expiry").unwrap();
    assert_eq!(
        (&expiry["from"], &expiry["to"], &expiry["rule"]),
        (&json!("2029-11-09"), &json!("2029-10-31"), &json!("tr-02"))
    );
    assert!(moved.iter().any(|one| one["what"] == "recertification_audit" && one["part"] == "target"));
    assert_eq!(one.get().await.ok()["moved"], json!([]));
    assert_eq!(due(&org).await.last().unwrap().1, "2029-10-31");
    // What does not fit is refused, and nothing of it is kept.
    let early = one.change(Method::PATCH, "", json!({ "expiry": "2026-11-01", "title": "Other" })).await;
    early.refused(409, "refused");
    assert_eq!(early.body["params"]["reason"], "expiry_not_after_decision");
    assert_eq!(one.get().await.ok()["title"], "AI management, head office");
    let history = org.owner.get(&one.path("/history")).await.ok();
    assert_eq!(history["items"][0]["event"], "certification_revised");
}

#[tokio::test]
async fn a_suspension_warns_everywhere_until_somebody_verified_that_its_cause_is_gone() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let one = Certification::certified(&org).await;
    app.sweep_at("2027-12-01T07:00:00Z").await;
    let silent = one.step("suspend", "2027-12-01", json!({})).await;
    assert_eq!(silent.body["params"]["reason"], "reason_missing");
    let body = json!({ "reason": "No surveillance in time", "until": "2028-03-01" });
    let view = one.step("suspend", "2027-12-01", body).await.ok();
    assert_eq!((&view["usage"], &view["reason"]), (&json!("halted"), &json!("No surveillance in time")));
    assert_eq!(date(&view, "suspension_end")["latest"], "2028-03-01");
    let home = org.owner.get(&org.path("/home")).await.ok();
    assert_eq!(home["certification"]["usage"], "halted");
    let early = one.step("withdraw", "2027-12-01", json!({ "reason": "as agreed" })).await;
    assert_eq!(early.body["params"]["reason"], "still_in_time");
    let unproven = one.step("reinstate", "2027-12-01", json!({})).await;
    assert_eq!(unproven.body["params"]["reason"], "cause_not_verified");
    let view = one.step("reinstate", "2027-12-01", json!({ "verified": true })).await.ok();
    assert_eq!((&view["state"], &view["usage"]), (&json!("certified"), &json!("free")));
    let trail = org.owner.get(&org.path("/trail?q=&limit=50")).await.ok();
    assert!(trail.to_string().contains("No surveillance in time"));
}

#[tokio::test]
async fn a_certificate_that_ended_is_restored_within_six_months_or_begun_again() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let one = Certification::certified(&org).await;
    app.sweep_at("2029-11-10T07:00:00Z").await;
    let view = one.get().await.ok();
    assert_eq!(view["usage"], "nothing", "whatever was noted, its last day has passed");
    let late = one.step("recertify", "2029-11-10", json!({ "plans_accepted": true })).await;
    assert_eq!(late.body["params"]["reason"], "certificate_lapsed");
    let view = one.step("expire", "2029-11-10", json!({})).await.ok();
    assert_eq!(view["next"], json!({ "what": "restoration", "on": "2030-05-09" }));
    assert_eq!(due(&org).await, pairs(&[("restoration", "2030-05-09")]));
    app.sweep_at("2030-05-09T07:00:00Z").await;
    assert!(!told(&app, "Restoring the certificate").is_empty());
    let early = one.step("begin_again", "2030-05-09", json!({})).await;
    assert_eq!(early.body["params"]["reason"], "still_in_time");
    let view = one.step("restore", "2030-05-09", json!({ "plans_accepted": true })).await.ok();
    assert_eq!((&view["state"], &view["expiry"]), (&json!("certified"), &json!("2032-11-09")));
    assert_eq!(date(&view, "expiry")["rule"]["id"], "tr-08");
}

#[tokio::test]
async fn a_certificate_that_ended_is_noted_once_without_anybodys_doing() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let one = Certification::certified(&org).await;
    for (at, state) in [("2029-11-09T20:00:00Z", "certified"), ("2029-11-10T01:00:00Z", "expired")] {
        app.sweep_at(at).await;
        for _ in 0..2 {
            let system = app.store.system().await.unwrap();
            system.enqueue(None, Job::FindLapses).await.unwrap();
            system.commit().await.unwrap();
            app.run_jobs().await;
        }
        assert_eq!(one.get().await.ok()["state"], state, "{at}");
    }
    let view = one.get().await.ok();
    assert_eq!(view["since"], "2029-11-10");
    let history = org.owner.get(&one.path("/history")).await.ok();
    let steps = history["items"].as_array().unwrap().iter();
    let noted: Vec<_> = steps.filter(|one| one["event"] == "certificate_step_taken").collect();
    assert_eq!((noted.len(), &noted[0]["actor"]["kind"]), (5, &json!("system")));
}

#[tokio::test]
async fn a_recertification_begins_three_years_without_the_visits_before() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let one = Certification::certified(&org).await;
    app.sweep_at("2029-09-20T07:00:00Z").await;
    for (phase, on) in [
        ("surveillance_1", "2027-10-05"),
        ("surveillance_2", "2028-10-03"),
        ("recertification", "2029-07-04"),
    ] {
        one.held(phase, on).await;
    }
    let view = one.step("recertify", "2029-09-20", json!({ "plans_accepted": true })).await.ok();
    assert_eq!((&view["state"], &view["expiry"]), (&json!("certified"), &json!("2032-09-19")));
    assert_eq!(date(&view, "recertification_audit")["met"], Value::Null);
    assert_eq!(due(&org).await, pairs(&[("booking", "2030-12-31"), ("surveillance", "2030-12-31")]));
}

#[tokio::test]
async fn another_body_takes_over_with_the_same_cycle_and_what_was_held_in_it() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let one = Certification::certified(&org).await;
    app.sweep_at("2028-01-10T07:00:00Z").await;
    one.held("surveillance_1", "2027-10-05").await;
    let plan = json!({ "phase": "surveillance_2", "begins": "2028-09-05" });
    one.change(Method::POST, "/visits", plan).await.ok();
    assert!(due(&org).await.iter().any(|(kind, _)| kind == "visit"));
    let body = json!({ "body": "Other Cert", "plans_accepted": true });
    let unknown = one.step("transfer", "2028-01-10", body.clone()).await;
    assert_eq!(unknown.body["params"]["reason"], "body_not_accredited");
    let mut body = body;
    body["accredited"] = json!(true);
    let made = one.step("transfer", "2028-01-10", body).await.ok();
    assert_eq!((&made["reference"], &made["body"]), (&json!("CRT-2"), &json!("Other Cert")));
    assert_eq!((&made["expiry"], &made["state"]), (&json!("2029-11-09"), &json!("certified")));
    assert_eq!(date(&made, "first_surveillance")["standing"], "met");
    let old = one.get().await.ok();
    assert_eq!(
        (&old["state"], &old["usage"], &old["next"]),
        (&json!("transferred"), &json!("nothing"), &Value::Null)
    );
    assert!(due(&org).await.iter().all(|(kind, _)| kind != "visit"));
}

#[tokio::test]
async fn what_is_put_aside_reminds_nobody_and_takes_no_step() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let one = Certification::certified(&org).await;
    let aside = one.change(Method::PUT, "/aside", json!({ "aside": true })).await.ok();
    assert_eq!(aside["aside"], true);
    assert_eq!((due(&org).await, obligations(&app).await), (vec![], 0));
    let step = one.step("suspend", "2026-11-24", json!({ "reason": "why" })).await;
    assert_eq!(step.body["params"]["reason"], "put_aside");
    assert_eq!(org.owner.get(&org.path("/home")).await.ok()["certification"], Value::Null);
    one.change(Method::PUT, "/aside", json!({ "aside": false })).await.ok();
    assert_eq!(due(&org).await.len(), 4);
}

#[tokio::test]
async fn a_certification_goes_to_whoever_follows_and_stale_changes_are_refused() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let one = Certification::certified(&org).await;
    let (_, member) = app.member(&org, Role::Manager).await;
    one.change(Method::PATCH, "", json!({ "owner": member })).await.ok();
    let stale = org.owner.change(Method::PATCH, &one.path(""), "\"1\"", json!({ "title": "Other" })).await;
    stale.refused(412, "stale_version");
    let path = org.path(&format!("/people/{member}"));
    let etag = org.owner.get(&path).await.etag();
    let body = json!({ "successor": org.me });
    org.owner.change(Method::POST, &format!("{path}/deactivate"), &etag, body).await.ok();
    assert_eq!(one.get().await.ok()["owner"]["id"], json!(org.me));
    app.sweep_at("2027-05-14T07:00:00Z").await;
    assert_eq!(told(&app, "Surveillance audit").len(), 1);
}

#[tokio::test]
async fn auditors_read_certifications_and_change_nothing_and_staff_see_none() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let one = Certification::certified(&org).await;
    let (auditor, _) = app.member(&org, Role::Auditor).await;
    let (staff, _) = app.member(&org, Role::Staff).await;
    let seen = auditor.get(&one.path("")).await;
    assert_eq!(seen.body["may"]["manage"], false);
    let body = json!({ "step": "suspend", "on": "2026-11-24", "reason": "why" });
    auditor.change(Method::POST, &one.path("/steps"), &seen.etag(), body).await.refused(403, "forbidden");
    staff.get(&one.path("")).await.refused(403, "forbidden");
}

#[tokio::test]
async fn what_nobody_owns_goes_to_whoever_leads_now() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let one = Certification::certified(&org).await;
    one.change(Method::PATCH, "", json!({ "owner": null })).await.ok();
    let (_, lead) = app.member(&org, Role::Auditor).await;
    let settings = org.owner.get(&org.path("/settings")).await;
    let mut policy = settings.body["reminders"].clone();
    policy["escalation"]["lead"] = json!(lead);
    let at = org.path("/settings/reminders");
    org.owner.change(Method::PUT, &at, &settings.etag(), policy).await.ok();
    app.sweep_at("2027-05-14T07:00:00Z").await;
    let theirs = app.sink.to(&format!("auditor@{}.example", org.slug));
    assert!(theirs.iter().any(|mail| mail.subject.contains("Surveillance audit")));
    assert_eq!(told(&app, "Surveillance audit").len(), 0);
}

#[tokio::test]
async fn a_day_off_moves_what_is_planned_for_and_no_limit() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    Certification::certified(&org).await;
    let before = due(&org).await;
    let etag = org.owner.get(&org.path("/settings")).await.etag();
    let off = org.path("/settings/holidays/2027-10-08");
    org.owner.change(Method::PUT, &off, &etag, json!({ "name": "A day off" })).await.ok();
    let after = due(&org).await;
    assert_eq!((before[0].1.as_str(), after[0].1.as_str()), ("2027-10-08", "2027-10-07"));
    assert_eq!(before[1..], after[1..]);
}

#[tokio::test]
async fn audits_of_two_certificates_that_could_be_one_visit_are_told() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let one = Certification::certified(&org).await;
    let list = || async { org.owner.get(&org.path("/certifications")).await.ok()["together"].clone() };
    assert_eq!(list().await, json!([]));
    // Decided two months before: their first surveillances overlap.
    let other = Certification::add(&org).await;
    other.step("sign_contract", "2026-03-02", json!({})).await.ok();
    other.step("begin_stage_1", "2026-05-04", json!({})).await.ok();
    other.step("finish_stage_2", "2026-07-01", json!({})).await.ok();
    assert_eq!(list().await, json!([]));
    other.step("grant", "2026-09-10", json!({ "plans_accepted": true })).await.ok();
    let pairs = list().await;
    let first = &pairs[0];
    assert_eq!(
        (&first["one"]["reference"], &first["other"]["reference"]),
        (&json!("CRT-1"), &json!("CRT-2"))
    );
    assert_eq!(
        (&first["one"]["what"], &first["other"]["what"]),
        (&json!("first_surveillance"), &json!("first_surveillance"))
    );
    // From when the later may be held until the earlier has to be.
    assert_eq!((&first["from"], &first["until"]), (&json!("2027-09-10"), &json!("2027-09-10")));
    one.change(Method::PUT, "/aside", json!({ "aside": true })).await.ok();
    assert_eq!(list().await, json!([]));
}

#[tokio::test]
async fn internal_audit_and_management_review_are_reminded_of_until_the_next_is_noted() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let one = Certification::certified(&org).await;
    let held = json!({ "internal_audit": "2026-06-01", "management_review": "2026-07-01" });
    one.change(Method::PATCH, "", held).await.ok();
    app.sweep_at("2027-04-01T08:00:00Z").await;
    assert_eq!(told(&app, "Internal audit due by").len(), 0);
    app.sweep_at("2027-04-02T08:00:00Z").await;
    app.sweep_at("2027-04-03T08:00:00Z").await;
    assert_eq!(told(&app, "Internal audit due by").len(), 1, "sixty days before");
    one.change(Method::PATCH, "", json!({ "internal_audit": "2026-11-20" })).await.ok();
    app.sweep_at("2027-06-25T08:00:00Z").await;
    assert_eq!(told(&app, "Internal audit due by").len(), 1);
    assert!(!told(&app, "Management review due by").is_empty());
}

#[tokio::test]
async fn what_a_later_version_reminds_of_is_left_to_it() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let one = Certification::certified(&org).await;
    let calendar = org.path("/calendar?from=2027-01-01&until=2027-12-31&each=9");
    let shown = |answer: Value| answer["entries"].as_array().unwrap().len();
    let before = shown(org.owner.get(&calendar).await.ok());
    let root = app.database.root().await;
    let later = "update obligation set kind = 'of_a_later_version' where kind = 'surveillance'";
    root.execute_unprepared(later).await.unwrap();
    assert_eq!(shown(org.owner.get(&calendar).await.ok()), before - 1);
    for at in [one.path("/deliveries"), org.path("/home")] {
        assert!(org.owner.get(&at).await.status.is_success(), "{at}");
    }
    app.sweep_at("2027-11-09T08:00:00Z").await;
    assert_eq!(told(&app, "Surveillance").len(), 0);
}
