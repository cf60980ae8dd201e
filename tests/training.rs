//! Training: who is asked, by mail, without a password or a script; what they confirm; what a newer version asks of whom.

use crate::harness::{Answer, Browser, Organisation, TestApp};
use domain::access::Role;
use reqwest::Method;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const ADA: &str = "ada@acme.example";
const JOE: &str = "joe@acme.example";

fn id(value: &Value) -> String {
    value["id"].as_str().unwrap().to_owned()
}

async fn person(org: &Organisation, name: &str, address: &str) -> String {
    id(&org.owner.post(&org.path("/people"), json!({ "name": name, "address": address })).await.ok())
}

/// Changes something over its version, as it is now.
async fn over(org: &Organisation, at: &str, (method, rest): (Method, &str), body: Value) -> Answer {
    let etag = org.owner.get(at).await.etag();
    org.owner.change(method, &format!("{at}{rest}"), &etag, body).await
}

/// That something was refused for that reason.
#[track_caller]
fn refused(answer: &Answer, reason: &str) {
    assert_eq!(
        (answer.status.as_u16(), &answer.body["params"]["reason"]),
        (409, &json!(reason)),
        "{}",
        answer.body
    );
}

fn everybody() -> Value {
    json!({ "audience": { "rules": [{ "kind": "everybody" }] } })
}

fn question(number: usize) -> Value {
    json!({ "id": format!("q{number}"), "kind": "single", "text": format!("What is asked as number {number}?"),
        "options": [format!("Right {number}"), format!("Wrong {number}"), format!("Other {number}")], "right": [0],
        "explanation": format!("Because of {number}.") })
}

fn text(questions: usize) -> Value {
    let questions: Vec<Value> = (1..=questions).map(question).collect();
    json!({ "text": "## Rules\n\nUse what is approved.", "minutes": 5, "questions": questions, "pass_percent": 80,
        "attested": "I have read the rules and follow them." })
}

/// A module that asks everybody, approved.
async fn module(org: &Organisation, said: Value) -> String {
    let new = json!({ "title": "AI rules", "text": said });
    let at = org.path(&format!("/modules/{}", id(&org.owner.post(&org.path("/modules"), new).await.ok())));
    over(org, &at, (Method::PATCH, ""), everybody()).await.ok();
    approve(org, &at).await;
    at
}

async fn approve(org: &Organisation, at: &str) -> Value {
    over(org, at, (Method::POST, "/approve"), json!({ "reason": "Nobody else is here yet" })).await.ok()
}

/// The link in the latest mail to somebody.
fn mailed(app: &TestApp, address: &str) -> String {
    let mails = app.sink.to(address);
    let text =
        &mails.iter().rev().find(|mail| mail.text.contains("/t/")).expect("a mail about a training").text;
    let at = text.find("/t/").unwrap();
    text[at..].split_whitespace().next().unwrap().to_owned()
}

async fn open(browser: &Browser, at: &str) -> (u16, String) {
    let answer = browser.get(at).await;
    (answer.status.as_u16(), answer.body.as_str().unwrap_or_default().to_owned())
}

/// A form as a browser sends it.
fn form(request: reqwest::RequestBuilder, fields: &[(&str, &str)]) -> reqwest::RequestBuilder {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    request.header("content-type", "application/x-www-form-urlencoded").body(body)
}

async fn send(browser: &Browser, at: &str, fields: &[(&str, &str)]) -> String {
    let answer = Browser::send(form(browser.request(Method::POST, at), fields)).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.body.as_str().unwrap().to_owned()
}

/// The place at which an option stands on the page.
fn place(page: &str, option: &str) -> String {
    let before = &page[..page.find(&format!("<span>{option}</span>")).expect(option)];
    let at = before.rfind("value=\"").unwrap() + 7;
    before[at..].chars().take_while(char::is_ascii_digit).collect()
}

/// Answers of a quiz of so many questions, the first so many of them right.
fn answers(page: &str, right: usize, asked: usize, attempts: &str, version: &str) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = vec![
        ("do".into(), "quiz".into()),
        ("version".into(), version.into()),
        ("attempts".into(), attempts.into()),
    ];
    for number in 1..=asked {
        let word = if number <= right { "Right" } else { "Wrong" };
        fields.push((format!("q{}", number - 1), place(page, &format!("{word} {number}"))));
    }
    fields
}

fn plain(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

async fn of(org: &Organisation, module: &str, person: &str) -> Value {
    let at = org.path(&format!(
        "/assignments?module={}&who={person}&latest=true",
        module.rsplit('/').next().unwrap()
    ));
    org.owner.get(&at).await.ok()["items"][0].clone()
}

#[tokio::test]
async fn somebody_reads_fails_passes_confirms_and_has_a_certificate() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let joe = person(&org, "Joe Staff", JOE).await;
    let module = module(&org, text(5)).await;
    app.sweep().await;
    let (nobody, link) = (app.browser(), mailed(&app, JOE));
    let (status, page) = open(&nobody, &link).await;
    assert!(
        status == 200 && page.contains("<h2>Rules</h2>") && page.contains("4 of 5 are needed."),
        "{page}"
    );
    assert!(!page.contains("I confirm this"), "the quiz comes first");
    let said = send(&nobody, &link, &plain(&answers(&page, 3, 5, "0", "1"))).await;
    assert!(
        said.contains("Not passed yet")
            && said.contains("3 of 5 answers were right.")
            && said.contains("Because of 5."),
        "{said}"
    );
    assert_eq!(of(&org, &module, &joe).await["state"], "quiz_failed");
    // Options stand elsewhere the second time, so what was sent for the first counts for nothing.
    let stale = send(&nobody, &link, &plain(&answers(&page, 5, 5, "0", "1"))).await;
    assert!(stale.contains("This has changed meanwhile"), "{stale}");
    let said = send(&nobody, &link, &plain(&answers(&said, 4, 5, "1", "1"))).await;
    assert!(said.contains("Passed") && said.contains("I confirm this"), "{said}");
    let done = send(&nobody, &link, &[("do", "attest"), ("version", "1")]).await;
    assert!(done.contains("Done, thank you") && done.contains("Your certificate"), "{done}");
    let again = send(&nobody, &link, &[("do", "attest"), ("version", "1")]).await;
    assert!(again.contains("Done, thank you"), "confirming twice is confirming once");
    let one = of(&org, &module, &joe).await;
    assert_eq!((&one["standing"], &one["attempts"]), (&json!("done"), &json!(2)));
    let record = what_was_attested(&app, &org, &one).await;
    certificate(&nobody, &link, &record).await;
}

/// What was confirmed is kept as bytes, whose hash is in the trail.
async fn what_was_attested(app: &TestApp, org: &Organisation, one: &Value) -> Value {
    let at = org.path(&format!("/assignments/{}", id(one)));
    let record = org.owner.get(&at).await.ok();
    assert_eq!(record["tries"].as_array().unwrap().len(), 2);
    assert_eq!(record["tries"][0]["answers"][0]["chosen"], json!(["Right 1"]));
    let bytes = org.owner.get(&format!("{at}/text")).await.body.as_str().unwrap().to_owned();
    assert_eq!(
        bytes,
        "AI rules\nVersion 1, en\n\n## Rules\n\nUse what is approved.\n\nI have read the rules and follow them.\n"
    );
    let hash = Sha256::digest(&bytes).iter().fold(String::new(), |text, byte| text + &format!("{byte:02x}"));
    assert_eq!(record["attestation"]["sha256"], hash);
    let trail = org.owner.get(&org.path("/trail?kind=training_attested")).await.ok();
    assert_eq!(trail["items"].as_array().unwrap().len(), 1);
    assert!(trail["items"][0].to_string().contains(&hash), "{trail}");
    assert_eq!(trail["items"][0]["seq"], record["attestation"]["trail_entry"]);
    app.check_trail(org).await.unwrap();
    record
}

async fn certificate(nobody: &Browser, link: &str, record: &Value) {
    let answer = nobody.get(&format!("{link}/certificate")).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.headers["content-type"]),
        (200, &"application/pdf".parse().unwrap())
    );
    let code = record["attestation"]["code"].as_str().unwrap();
    let (status, page) = open(nobody, &format!("/verify/{code}")).await;
    assert!(status == 200 && page.contains("Joe Staff") && page.contains("AI rules"), "{page}");
    let (status, page) = open(nobody, "/verify/0123456789abcdef0123456789abcdef01234567").await;
    assert!(status == 404 && page.contains("No such certificate"), "{page}");
}

#[tokio::test]
async fn whoever_opens_every_link_confirms_nothing() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let joe = person(&org, "Joe Staff", JOE).await;
    let module = module(&org, text(0)).await;
    app.sweep().await;
    let (nobody, link) = (app.browser(), mailed(&app, JOE));
    for at in [
        link.clone(),
        format!("{link}/"),
        format!("{link}?do=attest&version=1"),
        format!("{link}/again"),
        format!("{link}/certificate"),
    ] {
        for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
            Browser::send(nobody.request(method, &at)).await;
        }
    }
    let one = of(&org, &module, &joe).await;
    assert_eq!((&one["standing"], &one["state"]), (&json!("open"), &json!("assigned")));
    // A policy: opened, confirmed.
    let page = open(&nobody, &link).await.1;
    assert!(page.contains("I confirm this") && !page.contains("Send my answers"), "{page}");
    assert!(send(&nobody, &link, &[("do", "attest"), ("version", "1")]).await.contains("Done, thank you"));
    // Whoever has the link of one thing does nothing else with it.
    for at in ["/t/0000", &format!("{link}0"), &format!("/t/{}", "a".repeat(300))] {
        assert_eq!(open(&nobody, at).await.0, 404, "{at}");
    }
}

#[tokio::test]
async fn a_newer_version_asks_whom_it_says_and_nobody_else() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let (joe, eve) =
        (person(&org, "Joe Staff", JOE).await, person(&org, "Eve Staff", "eve@acme.example").await);
    let module = module(&org, text(2)).await;
    app.sweep().await;
    let (nobody, link) = (app.browser(), mailed(&app, JOE));
    let page = open(&nobody, &link).await.1;
    send(&nobody, &link, &plain(&answers(&page, 2, 2, "0", "1"))).await;
    send(&nobody, &link, &[("do", "attest"), ("version", "1")]).await;
    let mut newer = text(3);
    newer["again"] = json!("nobody");
    over(&org, &module, (Method::PUT, "/draft"), newer.clone()).await.ok();
    assert_eq!(of(&org, &module, &eve).await["module_version"], 1, "a draft is asked of nobody");
    approve(&org, &module).await;
    let (joes, eves) = (of(&org, &module, &joe).await, of(&org, &module, &eve).await);
    assert_eq!((&joes["standing"], &joes["module_version"]), (&json!("done"), &json!(1)));
    assert_eq!((&eves["standing"], &eves["module_version"]), (&json!("open"), &json!(2)));
    newer["again"] = json!("changed");
    let drafted = over(&org, &module, (Method::PUT, "/draft"), newer.clone()).await.ok();
    assert_eq!(drafted["versions"][0]["number"], 3);
    refused(
        &over(&org, &module, (Method::POST, "/approve"), json!({ "reason": "x" })).await,
        "nothing_changed",
    );
    newer["changed"] = json!(["q3"]);
    over(&org, &module, (Method::PUT, "/draft"), newer).await.ok();
    approve(&org, &module).await;
    let joes = of(&org, &module, &joe).await;
    assert_eq!((&joes["standing"], &joes["module_version"]), (&json!("open"), &json!(3)));
    app.sweep().await;
    let (link, eves) = (mailed(&app, JOE), mailed(&app, "eve@acme.example"));
    let (part, all) = (open(&nobody, &link).await.1, open(&nobody, &eves).await.1);
    assert!(part.contains("Right 3") && !part.contains("Right 1"), "only what changed is asked: {part}");
    assert!(all.contains("Right 3") && all.contains("Right 1"), "{all}");
    send(
        &nobody,
        &link,
        &[("do", "quiz"), ("version", "3"), ("attempts", "0"), ("q0", &place(&part, "Right 3"))],
    )
    .await;
    send(&nobody, &link, &[("do", "attest"), ("version", "3")]).await;
    let history = org.owner.get(&org.path(&format!("/assignments?who={joe}"))).await.ok();
    assert_eq!(history["total"], 2, "what was done before stays");
}

#[tokio::test]
async fn who_is_asked_follows_who_is_here() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let module = module(&org, text(0)).await;
    let count = async |org: &Organisation| org.owner.get(&module).await.ok()["completion"].clone();
    assert_eq!(count(&org).await["asked"], 1);
    let joe = person(&org, "Joe Staff", JOE).await;
    app.member(&org, Role::Auditor).await;
    app.run_jobs().await;
    assert_eq!(count(&org).await["asked"], 2, "who audits from outside is asked for nothing");
    let at = org.path(&format!("/people/{joe}"));
    over(&org, &at, (Method::POST, "/deactivate"), json!({})).await.ok();
    app.run_jobs().await;
    assert_eq!(
        (count(&org).await["asked"].clone(), of(&org, &module, &joe).await["standing"].clone()),
        (json!(1), json!("ended"))
    );
    over(&org, &at, (Method::POST, "/reactivate"), json!({})).await.ok();
    app.run_jobs().await;
    assert_eq!(of(&org, &module, &joe).await["standing"], "open");
    over(
        &org,
        &module,
        (Method::PATCH, ""),
        json!({ "audience": { "rules": [{ "kind": "role", "role": "owner" }] } }),
    )
    .await
    .ok();
    assert_eq!(count(&org).await["asked"], 1);
    over(&org, &module, (Method::PUT, "/aside"), json!({ "aside": true })).await.ok();
    assert_eq!(count(&org).await["asked"], 0);
    let unknown = json!({ "audience": { "rules": [{ "kind": "person", "id": uuid::Uuid::from_u128(7) }] } });
    assert_eq!(over(&org, &module, (Method::PATCH, ""), unknown).await.status, 422);
}

#[tokio::test]
async fn it_is_reminded_of_escalates_ends_and_comes_again_a_year_later() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let joe = person(&org, "Joe Staff", JOE).await;
    let module = module(&org, text(0)).await;
    app.sweep().await;
    let count = |app: &TestApp| app.sink.to(JOE).len();
    assert_eq!(count(&app), 1, "whoever is asked hears of it at once");
    app.sweep().await;
    assert_eq!(count(&app), 1);
    app.sweep_at("2026-12-11T09:00:00Z").await;
    assert_eq!(count(&app), 2, "and two weeks before");
    let first = mailed(&app, JOE);
    app.sweep_at("2026-12-25T09:00:00Z").await;
    assert_eq!(of(&org, &module, &joe).await["standing"], "overdue");
    let nobody = app.browser();
    let (old, link) = (first, mailed(&app, JOE));
    assert!(send(&nobody, &link, &[("do", "attest"), ("version", "1")]).await.contains("Done, thank you"));
    assert!(open(&nobody, &old).await.1.contains("Done, thank you"), "an older link shows the same");
    let before = count(&app);
    app.sweep_at("2027-01-10T09:00:00Z").await;
    assert_eq!(count(&app), before, "nobody is reminded of what is done");
    // Done late, so it comes again a year after that: asked for thirty days before.
    let sweep = async || {
        let system = app.store.system().await.unwrap();
        system.enqueue(None, domain::job::Job::FindTraining).await.unwrap();
        system.commit().await.unwrap();
        app.run_jobs().await;
    };
    app.clock.set_calendar("2027-11-24T09:00:00Z");
    sweep().await;
    assert_eq!(of(&org, &module, &joe).await["standing"], "done");
    app.clock.set_calendar("2027-11-25T09:00:00Z");
    sweep().await;
    let one = of(&org, &module, &joe).await;
    assert_eq!((&one["standing"], &one["due"]), (&json!("open"), &json!("2027-12-25")));
    assert_eq!(count(&app), before + 1);
}

#[tokio::test]
async fn a_link_that_is_too_old_opens_nothing_and_another_is_mailed() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let joe = person(&org, "Joe Staff", JOE).await;
    let module = module(&org, text(0)).await;
    app.sweep().await;
    let (nobody, link) = (app.browser(), mailed(&app, JOE));
    app.clock.set_calendar("2027-01-20T09:00:00Z");
    let (status, page) = open(&nobody, &link).await;
    assert!(status == 410 && page.contains("Mail me a new link"), "{page}");
    let refused =
        Browser::send(form(nobody.request(Method::POST, &link), &[("do", "attest"), ("version", "1")])).await;
    assert_eq!(refused.status, 410);
    assert_eq!(of(&org, &module, &joe).await["state"], "assigned");
    send(&nobody, &format!("{link}/again"), &[]).await;
    app.run_jobs().await;
    let newer = mailed(&app, JOE);
    assert_ne!(newer, link);
    assert!(send(&nobody, &newer, &[("do", "attest"), ("version", "1")]).await.contains("Done, thank you"));
}

#[tokio::test]
async fn nobody_approves_alone_without_a_reason_nor_waives_their_own() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let joe = person(&org, "Joe Staff", JOE).await;
    let made = org.owner.post(&org.path("/modules"), json!({ "catalogue": "trn-awareness" })).await.ok();
    let module = org.path(&format!("/modules/{}", id(&made)));
    assert_eq!(made["audience"]["rules"], json!([{ "kind": "everybody" }]));
    refused(&over(&org, &module, (Method::POST, "/approve"), json!({})).await, "own_draft");
    let (manager, _) = app.member(&org, Role::Manager).await;
    let etag = manager.get(&module).await.etag();
    let approved = manager.change(Method::POST, &format!("{module}/approve"), &etag, json!({})).await.ok();
    assert_eq!((&approved["state"], &approved["current"]), (&json!("current"), &json!(1)));
    refused(&over(&org, &module, (Method::POST, "/approve"), json!({ "reason": "x" })).await, "no_draft");
    let catalogue = org.owner.get(&org.path("/training-catalogue")).await.ok();
    assert_eq!(catalogue["items"][0]["module"], made["id"]);
    let waive = async |person: &str, reason: &str| {
        let at = org.path(&format!("/assignments/{}", id(&of(&org, &module, person).await)));
        over(&org, &at, (Method::POST, "/waive"), json!({ "reason": reason })).await
    };
    refused(&waive(&org.me, "I know it").await, "own");
    assert_eq!(waive(&joe, " ").await.status, 422);
    let waived = waive(&joe, "On leave until spring").await.ok();
    assert_eq!(
        (&waived["standing"], &waived["waiver"]["reason"]),
        (&json!("waived"), &json!("On leave until spring"))
    );
    app.sweep().await;
    assert!(app.sink.to(JOE).is_empty(), "nobody is reminded of what they need not do");
}

#[tokio::test]
async fn whoever_has_to_sign_in_does_and_sees_only_their_own() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let module = module(&org, text(0)).await;
    let (staff, person) = app.member(&org, Role::Staff).await;
    app.run_jobs().await;
    over(&org, &module, (Method::PATCH, ""), json!({ "proof": "sign_in" })).await.ok();
    app.sweep().await;
    let link = mailed(&app, &format!("staff@{}.example", org.slug));
    let page = send(&app.browser(), &link, &[("do", "attest"), ("version", "1")]).await;
    assert!(page.contains("Sign in to do this"), "{page}");
    let mine = staff.get(&org.path("/my-training")).await.ok();
    let at = format!("/learn/{}/{}", org.slug, id(&mine["items"][0]));
    let away =
        Browser::send(form(app.browser().request(Method::POST, &at), &[("do", "attest"), ("version", "1")]))
            .await;
    assert_eq!(away.status, 401);
    let forged = staff.elsewhere(&app.base, Method::POST, &at);
    let forged = form(forged, &[("do", "attest"), ("version", "1")]).header("origin", "https://evil.example");
    assert_eq!(Browser::send(forged).await.status, 403);
    assert!(send(&staff, &at, &[("do", "attest"), ("version", "1")]).await.contains("Done, thank you"));
    let one = of(&org, &module, &person).await;
    let record = org.owner.get(&org.path(&format!("/assignments/{}", id(&one)))).await.ok();
    assert_eq!(record["attestation"]["proof"], "sign_in");
    // Somebody else's is nowhere to be found, also for who runs the organisation.
    assert_eq!(org.owner.get(&at).await.status, 404);
    let theirs = of(&org, &module, &org.me).await;
    assert_eq!(staff.get(&org.path(&format!("/assignments/{}", id(&theirs)))).await.status, 404);
    assert_eq!(staff.get(&org.path("/assignments")).await.ok()["total"], 1);
    assert_eq!(staff.get(&org.path("/modules")).await.ok()["items"], json!([]));
}

#[tokio::test]
async fn two_who_look_at_once_ask_everybody_once() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let module = module(&org, text(0)).await;
    for number in 0..20 {
        person(&org, &format!("Person {number}"), &format!("person{number}@acme.example")).await;
    }
    let membership = app.membership(&org).await;
    let look = async || {
        let tx = app.store.write(&membership).await.unwrap();
        let changed = tx.sweep_training().await.unwrap();
        tx.commit().await.unwrap();
        changed
    };
    let (one, other) = tokio::join!(look(), look());
    assert_eq!((one + other, one.min(other)), (20, 0));
    assert_eq!(org.owner.get(&module).await.ok()["completion"]["asked"], 21);
}

#[tokio::test]
async fn a_link_belongs_to_whom_it_was_mailed_to_at_that_address_while_they_are_here() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let joe = person(&org, "Joe Staff", JOE).await;
    let module = module(&org, text(0)).await;
    app.sweep().await;
    let (nobody, link) = (app.browser(), mailed(&app, JOE));
    let at = org.path(&format!("/people/{joe}"));
    over(&org, &at, (Method::PATCH, ""), json!({ "address": "joe.right@acme.example" })).await.ok();
    let confirm = form(nobody.request(Method::POST, &link), &[("do", "attest"), ("version", "1")]);
    assert_eq!(Browser::send(confirm).await.status, 404, "it was somebody else's address");
    assert_eq!(of(&org, &module, &joe).await["state"], "assigned");
    app.sweep_at("2026-12-11T09:00:00Z").await;
    let right = mailed(&app, "joe.right@acme.example");
    assert_ne!(right, link);
    assert_eq!(open(&nobody, &right).await.0, 200);
    over(&org, &at, (Method::POST, "/deactivate"), json!({})).await.ok();
    assert_eq!(
        open(&nobody, &right).await.0,
        404,
        "whoever left opens nothing, also before a job has looked"
    );
}

#[tokio::test]
async fn how_somebody_stands_is_theirs_their_managers_and_whose_who_look_after_it() {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    let joe = person(&org, "Joe Staff", JOE).await;
    let (contributor, hers) = app.member(&org, Role::Contributor).await;
    let module = module(&org, text(1)).await;
    app.sweep().await;
    let (nobody, link) = (app.browser(), mailed(&app, JOE));
    let page = open(&nobody, &link).await.1;
    send(&nobody, &link, &plain(&answers(&page, 0, 1, "0", "1"))).await;
    let at = org.path(&format!("/assignments/{}", id(&of(&org, &module, &joe).await)));
    assert_eq!(contributor.get(&at).await.status, 404);
    let log = contributor.get(&org.path("/deliveries?limit=100")).await.ok().to_string();
    assert!(
        log.contains(&hers) && !log.contains(&joe),
        "who is reminded of a training is not everybody's to see: {log}"
    );
    assert!(org.owner.get(&org.path("/deliveries?limit=100")).await.ok().to_string().contains(&joe));
    over(&org, &org.path(&format!("/people/{joe}")), (Method::PATCH, ""), json!({ "manager": hers }))
        .await
        .ok();
    let seen = contributor.get(&at).await.ok();
    assert_eq!(
        (&seen["state"], &seen["tries"]),
        (&json!("quiz_failed"), &json!([])),
        "and what they answered is theirs"
    );
}
