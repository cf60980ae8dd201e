//! Certification bodies and their quotations: who is known, who was asked, what is offered, who was chosen and why.

use crate::certifications::Certification;
use crate::harness::{Answer, Browser, Organisation, TestApp};
use domain::access::Role;
use reqwest::Method;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value, json};

const ADA: &str = "ada@acme.example";

fn id(value: &Value) -> String {
    value["id"].as_str().unwrap().to_owned()
}

fn refusal(answer: &Answer) -> (u16, &str) {
    (answer.status.as_u16(), answer.body["params"]["reason"].as_str().unwrap_or_default())
}

async fn body(org: &Organisation, name: &str, more: Value) -> String {
    let mut new = json!({ "name": name, "accredited": "yes" });
    new.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    id(&org.owner.post(&org.path("/bodies"), new).await.ok())
}

/// Changes something over its version, as it is now.
async fn over(who: &Browser, at: &str, (method, rest): (Method, &str), body: Value) -> Answer {
    let etag = who.get(at).await.etag();
    who.change(method, &format!("{at}{rest}"), &etag, body).await
}

async fn ask(one: &Certification<'_>, org: &Organisation, body: &str) -> Value {
    let said = json!({ "body": body, "asked": "2026-11-02", "answer_by": "2026-12-01" });
    over(&org.owner, &one.path(""), (Method::POST, "/quotations"), said).await.ok()
}

fn offer(initial: u64, valid_until: &str) -> Value {
    json!({
        "valid_until": valid_until, "stage_1_on": "2027-02-01", "stage_2_on": "2027-04-12", "currency": "EUR",
        "days": { "stage_1": 1.5, "stage_2": 4.25, "surveillance_1": 2.0, "surveillance_2": 2.0 },
        "fees": { "initial": initial, "surveillance_1": 400_000, "surveillance_2": 400_000, "yearly": 50_000, "travel": 0 },
    })
}

async fn answered(one: &Certification<'_>, org: &Organisation, view: &Value, initial: u64) -> Value {
    let quotation = view["items"].as_array().unwrap().iter().find(|one| one["state"] == "requested").unwrap();
    let said = json!({ "body": quotation["body"]["id"], "asked": "2026-11-02", "answer_by": "2026-12-01", "offer": offer(initial, "2026-12-31") });
    let rest = format!("/quotations/{}", id(quotation));
    over(&org.owner, &one.path(""), (Method::PUT, &rest), said).await.ok()
}

async fn decide(one: &Certification<'_>, org: &Organisation, quotation: &str, step: &str) -> Answer {
    let said = json!({ "step": step, "on": "2026-11-24", "reason": "Its auditors know machine learning" });
    let rest = format!("/quotations/{quotation}/steps");
    over(&org.owner, &one.path(""), (Method::POST, &rest), said).await
}

#[tokio::test]
async fn bodies_are_asked_compared_and_one_is_chosen_for_a_reason() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let one = Certification::add(&org).await;
    let (north, south) =
        (body(&org, "Prüfhaus Nord", json!({})).await, body(&org, "South Cert", json!({})).await);
    let view = ask(&one, &org, &north).await;
    let view = answered(&one, &org, &view, 1_250_000).await;
    assert_eq!(
        (&view["items"][0]["state"], &view["items"][0]["body"]["reference"]),
        (&json!("answered"), &json!("CB-1"))
    );
    assert_eq!(view["items"][0]["days"], json!({ "sum": 9.75, "whole": true }));
    assert_eq!(view["items"][0]["fees"], json!({ "sum": 2_200_000, "whole": true }));
    let view = ask(&one, &org, &south).await;
    let of = |view: &Value, body: &str| {
        view["items"].as_array().unwrap().iter().find(|one| one["body"]["id"] == body).unwrap().clone()
    };
    let (first, second) = (id(&of(&view, &north)), id(&of(&view, &south)));
    assert_eq!(refusal(&decide(&one, &org, &second, "choose").await), (409, "wrong_state"));
    let view = decide(&one, &org, &first, "choose").await.ok();
    assert_eq!(
        (&of(&view, &north)["state"], &of(&view, &south)["state"]),
        (&json!("chosen"), &json!("not_chosen"))
    );
    assert_eq!(of(&view, &south)["reason"], "Its auditors know machine learning");
    let certification = one.get().await.ok();
    assert_eq!(certification["body"], "Prüfhaus Nord");
    let history = org.owner.get(&one.path("/history")).await.ok();
    assert_eq!(history["items"][0]["event"], "quotation_set");
    let changed = json!({ "field": "body", "from": "Example Cert", "to": "Prüfhaus Nord" });
    assert_eq!(history["items"][0]["changes"], json!([changed]));
    let back = decide(&one, &org, &first, "reconsider").await.ok();
    assert_eq!(
        (&of(&back, &north)["state"], &of(&back, &south)["state"]),
        (&json!("answered"), &json!("requested"))
    );
    decide(&one, &org, &first, "choose").await.ok();
    one.step("sign_contract", "2026-11-24", json!({})).await.ok();
    assert_eq!(refusal(&decide(&one, &org, &first, "reconsider").await), (409, "signed_already"));
}

#[tokio::test]
async fn whoever_asked_is_reminded_of_the_answer_and_not_after_it() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let one = Certification::add(&org).await;
    let north = body(&org, "Prüfhaus Nord", json!({})).await;
    let view = ask(&one, &org, &north).await;
    let told =
        |app: &TestApp| app.sink.to(ADA).into_iter().filter(|mail| mail.subject.contains("uotation")).count();
    app.sweep_at("2026-11-30T08:00:00Z").await;
    let before = told(&app);
    assert_eq!(before, 1, "the day before");
    app.sweep_at("2026-12-02T08:00:00Z").await;
    let late = told(&app);
    assert!(late > before, "and once it is late");
    answered(&one, &org, &view, 1_250_000).await;
    app.sweep_at("2026-12-20T08:00:00Z").await;
    assert_eq!(told(&app), late);
}

#[tokio::test]
async fn what_should_be_asked_about_stands_beside_the_offer() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let one = Certification::add(&org).await;
    let near = json!({ "accredited": "no", "advised_until": "2026-03-31", "conflicts": "Our director's brother",
        "contacts": [{ "name": "Mia Sand", "role": "Planner", "mail": "mia@cert.example" }] });
    let near = body(&org, "Near Cert", near).await;
    let at = org.path(&format!("/bodies/{near}"));
    let shown = org.owner.get(&at).await.ok();
    assert_eq!(shown["doubts"], json!(["not_accredited", "advised", "conflict"]));
    assert_eq!(
        (&shown["apart_until"], &shown["contacts"][0]["mail"]),
        (&json!("2028-03-31"), &json!("mia@cert.example"))
    );
    let view = ask(&one, &org, &near).await;
    assert_eq!(view["items"][0]["body"]["doubts"], shown["doubts"]);

    let change = json!({ "accredited": "yes", "conflicts": "", "advised_until": null });
    over(&org.owner, &at, (Method::PATCH, ""), change).await.ok();
    assert_eq!(org.owner.get(&at).await.ok()["doubts"], json!([]));
    let stale = org.owner.change(Method::PATCH, &at, "\"1\"", json!({ "sectors": "Banks" })).await;
    assert_eq!(stale.status.as_u16(), 412);
    let bad = json!({ "contacts": [{ "name": "Mia", "mail": "nowhere" }] });
    let bad = over(&org.owner, &at, (Method::PATCH, ""), bad).await;
    assert_eq!((bad.status.as_u16(), &bad.body["errors"][0]["pointer"]), (422, &json!("/contacts/0/mail")));

    // Whoever is put aside is asked no more, and what it offered stays.
    over(&org.owner, &at, (Method::PUT, "/aside"), json!({ "aside": true })).await.ok();
    let view = org.owner.get(&one.path("/quotations")).await.ok();
    assert_eq!((&view["bodies"], &view["items"][0]["body"]["aside"]), (&json!([]), &json!(true)));
    let again = json!({ "body": near, "asked": "2026-11-02" });
    let again = over(&org.owner, &one.path(""), (Method::POST, "/quotations"), again).await;
    assert_eq!(again.body["errors"][0]["pointer"], "/body");
}

#[tokio::test]
async fn an_auditor_reads_who_is_known_and_not_what_another_body_asks() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let one = Certification::add(&org).await;
    let north = body(&org, "Prüfhaus Nord", json!({})).await;
    let view = ask(&one, &org, &north).await;
    answered(&one, &org, &view, 1_250_000).await;
    let (auditor, _) = app.member(&org, Role::Auditor).await;
    assert_eq!(auditor.get(&org.path(&format!("/bodies/{north}"))).await.status.as_u16(), 200);
    assert_eq!(auditor.get(&one.path("/quotations")).await.status.as_u16(), 403);
    let decided = decide(&one, &org, &id(&view["items"][0]), "choose").await.ok();
    assert_eq!(decided["items"][0]["reason"], "Its auditors know machine learning");
    let seen = [
        one.path(""),
        one.path("/history"),
        org.path("/find?q=Pr%C3%BCfhaus"),
        org.path("/trail?limit=100"),
        org.path(&format!("/subjects/{}/difference?from=1&to=2", one.id)),
    ];
    for at in seen {
        let answer = auditor.get(&at).await;
        let text = answer.body.to_string();
        assert!(answer.status.is_success(), "{at}: {text}");
        assert!(!text.contains("1250000") && !text.contains("machine learning"), "{at}");
    }
}

#[tokio::test]
async fn what_another_body_takes_over_begins_without_quotations() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let one = Certification::certified(&org).await;
    let said = json!({ "contract": "V-77", "contract_ends": "2029-11-30", "team": "Mia Sand", "sites": "Kiel, Lyon",
        "soa": "SoA 1.3" });
    let said = over(&org.owner, &one.path(""), (Method::PATCH, ""), said).await.ok();
    assert_eq!((&said["contract"], &said["soa"]), (&json!("V-77"), &json!("SoA 1.3")));
    let year_one =
        over(&org.owner, &one.path(""), (Method::PATCH, ""), json!({ "contract_ends": "0001-01-01" })).await;
    assert_eq!(year_one.body["errors"][0]["pointer"], "/contract_ends");
    let north = body(&org, "Prüfhaus Nord", json!({})).await;
    let view = ask(&one, &org, &north).await;
    let view = answered(&one, &org, &view, 1_250_000).await;
    decide(&one, &org, &id(&view["items"][0]), "choose").await.ok();
    assert_eq!(one.get().await.ok()["body"], "Example Cert", "until the other takes over");

    let told = json!({ "body": "Prüfhaus Nord", "accredited": true, "plans_accepted": true });
    let next = one.step("transfer", "2026-11-24", told).await.ok();
    let at = org.path(&format!("/certifications/{}", id(&next)));
    assert_eq!(
        (&next["body"], &next["contract"], &next["team"]),
        (&json!("Prüfhaus Nord"), &json!(""), &json!(""))
    );
    assert_eq!(org.owner.get(&format!("{at}/quotations")).await.ok()["items"], json!([]));
    let old = org.owner.get(&one.path("/quotations")).await.ok();
    assert_eq!(old["items"][0]["state"], "signed");
    assert_eq!(one.get().await.ok()["contract"], "V-77");
    let again = json!({ "body": north, "asked": "2026-11-24" });
    let late = over(&org.owner, &one.path(""), (Method::POST, "/quotations"), again).await;
    assert_eq!(refusal(&late), (409, "taken_over"));
}

#[tokio::test]
async fn whoever_was_put_aside_is_not_chosen() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let one = Certification::add(&org).await;
    let north = body(&org, "Prüfhaus Nord", json!({})).await;
    let view = ask(&one, &org, &north).await;
    let view = answered(&one, &org, &view, 1_250_000).await;
    let at = org.path(&format!("/bodies/{north}"));
    over(&org.owner, &at, (Method::PUT, "/aside"), json!({ "aside": true })).await.ok();
    assert_eq!(refusal(&decide(&one, &org, &id(&view["items"][0]), "choose").await), (409, "put_aside"));
}

#[tokio::test]
async fn what_was_known_before_an_upgrade_changed_nothing_that_came_with_it() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let one = Certification::add(&org).await;
    over(&org.owner, &one.path(""), (Method::PATCH, ""), json!({ "number": "EC-1" })).await.ok();
    let history = org.owner.get(&one.path("/history")).await.ok();
    let fields: Vec<&Value> =
        history["items"][0]["changes"].as_array().unwrap().iter().map(|one| &one["field"]).collect();
    assert_eq!(fields, ["number"]);
    // Of what nobody said nothing is kept: revisions of the program before have no such fields either.
    let root = app.database.root().await;
    let sql = "select count(*) as count from revision where cast(body as text) like '%\"soa\"%'";
    let row = root.query_one_raw(Statement::from_string(root.get_database_backend(), sql)).await.unwrap();
    assert_eq!(row.unwrap().try_get::<i64>("", "count").unwrap(), 0);
}
