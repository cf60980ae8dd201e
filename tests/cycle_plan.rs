//! A certification as pages, as it stood on a day that has passed, and how ready the organisation is for the next visit.

use crate::certifications::Certification;
use crate::harness::{Organisation, TestApp};
use lopdf::Document;
use reqwest::Method;
use reqwest::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use serde_json::{Value, json};

const ADA: &str = "ada@acme.example";

async fn printed(org: &Organisation, one: &Certification<'_>, query: &str) -> Vec<u8> {
    let answer =
        org.owner.request(Method::GET, &one.path(&format!("/plan.pdf{query}"))).send().await.unwrap();
    assert_eq!(answer.status().as_u16(), 200);
    assert_eq!(answer.headers()[CONTENT_TYPE], "application/pdf");
    let name = answer.headers()[CONTENT_DISPOSITION].to_str().unwrap().to_owned();
    assert!(name.starts_with("attachment; filename=\"acme-CRT-1-cycle-plan-20"), "{name}");
    answer.bytes().await.unwrap().to_vec()
}

/// Its words as another library reads them, without the spaces and line ends of the page.
fn words(pdf: &[u8]) -> String {
    let document = Document::load_mem(pdf).unwrap();
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    document.extract_text(&pages).unwrap().split_whitespace().collect()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

async fn with_a_finding<'a>(org: &'a Organisation) -> (Certification<'a>, String) {
    let one = Certification::certified(org).await;
    let view = one.get().await.ok();
    let visits = view["visits"].as_array().unwrap();
    let stage_2 = visits.iter().find(|visit| visit["phase"] == "stage_2").unwrap();
    let body = json!({ "visit": stage_2["id"], "grade": "minor", "title": "No programme of internal audits",
        "requirement": "9.2.2", "evidence": "One of two sites.", "due": "2026-12-16" });
    let made = org.owner.post(&one.path("/findings"), body).await.ok();
    (one, made["id"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn the_plan_says_what_the_page_says_and_is_the_same_twice() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (one, _) = with_a_finding(&org).await;
    let pdf = printed(&org, &one, "").await;
    assert!(pdf.starts_with(b"%PDF-1.7"));
    assert_eq!(printed(&org, &one, "").await, pdf);
    let said = words(&pdf);
    for words in [
        "CRT-1",
        "AI management, head office",
        "Example Cert",
        "As of 24 November 2026",
        "First surveillance",
        "10 Nov 2027",
        "tr-03",
        "FND-1",
        "No programme of internal audits",
        "answer due 16 Dec 2026",
        "Page 1 of",
    ] {
        assert!(said.contains(&squeezed(words)), "{words} is not in {said}");
    }
    one.change(Method::PATCH, "", json!({ "number": "EC-77" })).await.ok();
    let changed = printed(&org, &one, "").await;
    assert!(words(&changed).contains("EC-77") && changed != pdf);
}

#[tokio::test]
async fn a_suspended_certificate_warns_on_paper_too() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let one = Certification::certified(&org).await;
    one.step("suspend", "2026-11-20", json!({ "reason": "No surveillance in time" })).await.ok();
    let said = words(&printed(&org, &one, "").await);
    assert!(
        said.contains(&squeezed("nobody may say in public"))
            && said.contains(&squeezed("No surveillance in time"))
    );
}

#[tokio::test]
async fn year_one_still_shows_year_one() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (one, finding) = with_a_finding(&org).await;
    // An hour before the organisation's midnight is that day, an hour after it is the next.
    app.clock.set_calendar("2026-11-24T22:00:00Z");
    one.change(Method::PATCH, "", json!({ "scope": "All" })).await.ok();
    let then = one.get().await.ok();
    app.clock.set_calendar("2026-11-25T00:00:00Z");
    one.change(Method::PATCH, "", json!({ "scope": "Half" })).await.ok();
    app.sweep_at("2027-08-02T07:00:00Z").await;
    let at = org.path(&format!("/findings/{finding}"));
    for (method, rest, body) in [
        (
            Method::PATCH,
            "",
            json!({ "cause": "Nobody had the task.", "action": "It is planned.", "title": "Renamed" }),
        ),
        (Method::POST, "/steps", json!({ "step": "answer", "on": "2027-08-02" })),
    ] {
        let etag = org.owner.get(&at).await.etag();
        org.owner.change(method, &format!("{at}{rest}"), &etag, body).await.ok();
    }
    let moved = json!({ "title": "Another name", "expiry": "2029-10-31", "scope": "Less" });
    one.change(Method::PATCH, "", moved).await.ok();
    one.held("surveillance_1", "2027-08-01").await;
    one.step("suspend", "2027-08-02", json!({ "reason": "own request" })).await.ok();

    let back = org.owner.get(&one.path("?as_of=2026-11-24")).await.ok();
    for field in ["title", "state", "usage", "scope", "expiry", "visits", "decision", "next", "reason"] {
        assert_eq!(back[field], then[field], "{field}");
    }
    let latest = |view: &Value, what: &str| {
        let dates = view["dates"].as_array().unwrap();
        dates
            .iter()
            .find(|one| one["what"] == what)
            .map(|one| (one["latest"].clone(), one["standing"].clone()))
    };
    assert_eq!(latest(&back, "first_surveillance"), latest(&then, "first_surveillance"));
    assert_eq!(
        (&back["findings"][0]["state"], &back["findings"][0]["title"]),
        (&json!("issued"), &then["findings"][0]["title"])
    );
    assert_eq!(
        (&back["as_of"], &back["may"]["manage"], &back["steps"]),
        (&json!("2026-11-24"), &json!(false), &json!([]))
    );
    let now = one.get().await.ok();
    assert_eq!(
        (&now["state"], &now["title"], &now["as_of"]),
        (&json!("suspended"), &json!("Another name"), &Value::Null)
    );
    assert_eq!(org.owner.get(&one.path("?as_of=2026-11-01")).await.status.as_u16(), 404);
    for day in ["yesterday", "-5000-01-01"] {
        assert_eq!(org.owner.get(&one.path(&format!("?as_of={day}"))).await.status.as_u16(), 422, "{day}");
    }
    // A day that is to come is today.
    assert_eq!(org.owner.get(&one.path("?as_of=2030-01-01")).await.ok()["as_of"], Value::Null);
    let said = words(&printed(&org, &one, "?as_of=2026-11-24").await);
    assert!(said.contains(&squeezed("As of 24 November 2026")) && !said.contains("Anothername"));
    assert!(said.contains(&squeezed("No programme of internal audits")) && !said.contains("Renamed"));
}

async fn ready(org: &Organisation, one: &Certification<'_>) -> Value {
    org.owner.get(&one.path("/readiness?phase=stage_1")).await.ok()
}

#[tokio::test]
async fn what_is_asked_for_knows_what_is_shown_and_what_somebody_says() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    org.adopt().await;
    let one = Certification::certified(&org).await;
    let all = ready(&org, &one).await;
    let items = all["items"].as_array().unwrap();
    assert_eq!(all["phases"].as_array().unwrap().len(), 6);
    assert_eq!((&all["ready"], &items[0]["id"]), (&json!(0), &json!("ck-stage1-01")));
    assert_eq!((&items[0]["controls"][0]["reference"], &items[0]["shown"]), (&json!("4.3"), &json!("no")));
    let gates: Vec<&Value> = all["gates"].as_array().unwrap().iter().map(|one| &one["gate"]).collect();
    assert_eq!(gates, [&json!("internal_audit"), &json!("management_review")]);

    // What is said counts, and is contradicted by what is shown.
    let say = |version: i32, body: Value| {
        let (org, path) = (&org, one.path("/readiness/ck-stage1-01"));
        async move { org.owner.change(Method::PUT, &path, &format!("\"{version}\""), body).await }
    };
    let said = say(0, json!({ "said": "ready", "note": "It hangs in the hall" })).await.ok();
    let first = &said["items"][0];
    assert_eq!(
        (&first["ready"], &first["contradicted"], &said["ready"]),
        (&json!(true), &json!(true), &json!(1))
    );
    assert_eq!((&first["note"], &first["said_by"]["id"]), (&json!("It hangs in the hall"), &json!(org.me)));
    // Whoever has not seen that says nothing over it.
    let stale = say(0, json!({ "said": "not_yet" })).await;
    assert_eq!((stale.status.as_u16(), stale.code()), (412, "stale_version"));
    let none = say(1, json!({ "said": "not_applicable" })).await.ok();
    assert_eq!(none["applicable"], json!(items.len() - 1));
    assert_eq!(say(2, json!({ "said": null })).await.ok()["items"][0]["said"], Value::Null);
    assert_eq!(say(0, json!({ "said": "perhaps" })).await.status.as_u16(), 422);
    let unknown = org
        .owner
        .change(Method::PUT, &one.path("/readiness/ck-none"), "\"0\"", json!({ "said": "ready" }))
        .await;
    assert_eq!(unknown.status.as_u16(), 404);

    let at = org.path(&format!("/controls/{}", first["controls"][0]["id"].as_str().unwrap()));
    let control = first["controls"][0]["id"].as_str().unwrap();
    let paper = crate::evidence::evidence(&org.owner, &org, "Scope.pdf", control).await;
    for status in ["in_progress", "implemented"] {
        let etag = org.owner.get(&at).await.etag();
        org.owner.change(Method::PATCH, &at, &etag, json!({ "status": status })).await.ok();
    }
    let shown = ready(&org, &one).await;
    assert_eq!((&shown["items"][0]["shown"], &shown["items"][0]["ready"]), (&json!("yes"), &json!(true)));
    // In place, and nothing that counts shows it any longer.
    let at = org.path(&format!("/evidence/{}", paper["id"].as_str().unwrap()));
    let etag = org.owner.get(&at).await.etag();
    let gone = json!({ "reason": "It is of another company" });
    org.owner.change(Method::POST, &format!("{at}/withdraw"), &etag, gone).await.ok();
    assert_eq!(ready(&org, &one).await["items"][0]["shown"], "partly");
    one.change(
        Method::PATCH,
        "",
        json!({ "internal_audit": "2026-10-01", "management_review": "2025-11-20" }),
    )
    .await
    .ok();
    let gates = ready(&org, &one).await["gates"].clone();
    assert_eq!(gates, json!([{ "gate": "management_review", "count": 1 }]));
    assert_eq!(org.owner.get(&one.path("/readiness?phase=application")).await.status.as_u16(), 422);
}

#[tokio::test]
async fn a_word_speaks_of_the_next_visit_and_not_of_those_of_another_cycle() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    org.adopt().await;
    let one = Certification::certified(&org).await;
    let at = one.path("/readiness/ck-recert-01");
    let list = || async {
        org.owner.get(&one.path("/readiness?phase=recertification")).await.ok()["items"][0].clone()
    };
    org.owner.change(Method::PUT, &at, "\"0\"", json!({ "said": "ready" })).await.ok();
    assert_eq!((&list().await["said"], &list().await["version"]), (&json!("ready"), &json!(1)));
    app.clock.set_calendar("2029-10-10T09:00:00Z");
    one.step("recertify", "2029-10-10", json!({ "plans_accepted": true })).await.ok();
    assert_eq!((&list().await["said"], &list().await["version"]), (&Value::Null, &json!(0)));
    let anew = org.owner.change(Method::PUT, &at, "\"0\"", json!({ "said": "not_yet" })).await.ok();
    assert_eq!(anew["items"][0]["said"], "not_yet");
}
