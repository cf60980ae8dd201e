//! Every route of the API document: without a session, as a member of another organisation, and as each role.
//! A route that nothing here knows how to call is red.

mod things;

pub(crate) use things::Things;

use crate::harness::{Answer, Browser, TestApp};
use domain::access::{Action, Reach, Role, allows};
use reqwest::Method;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A workflow of Teams, which nothing here calls.
const WORKFLOW: &str =
    "https://prod-1.westeurope.logic.azure.com/workflows/any/triggers/manual/paths/invoke?sig=none";

pub(crate) const PREFIX: &str = "/api/v1/o/{org}";

/// A route of an organisation as the API document names it.
pub(crate) struct Route {
    pub(crate) method: Method,
    pub(crate) path: String,
    pub(crate) action: Action,
}

pub(crate) fn routes() -> Vec<Route> {
    let document: Value = serde_json::from_str(&api::openapi()).unwrap();
    let mut routes = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            if !path.starts_with(PREFIX) {
                continue;
            }
            let permission = operation["x-permission"].as_str().unwrap_or_else(|| panic!("{method} {path}"));
            let action =
                Action::parse(permission).unwrap_or_else(|| panic!("{permission} of {method} {path}"));
            let method = method.to_uppercase().parse().unwrap();
            routes.push(Route { method, path: path.clone(), action });
        }
    }
    assert!(routes.len() >= 18, "the document lists the organisation's routes");
    routes
}

/// A body that the route takes; `None` for a route that nobody described here.
#[expect(clippy::too_many_lines, reason = "one line for each route that takes a body")]
pub(crate) fn body(route: &Route, things: &Things) -> Option<Value> {
    let rest = route.path.strip_prefix(PREFIX).unwrap();
    Some(match (route.method.as_str(), rest) {
        ("GET", _) => Value::Null,
        // Of another name, and asked for by nobody.
        ("POST", "/deletion") => json!({ "name": "Another" }),
        ("DELETE", "/deletion") => json!({}),
        ("PATCH", "/settings") => json!({ "country": "AT" }),
        ("PUT", "/settings/reminders") | ("POST", "/settings/reminders/preview") => {
            json!({ "lead_days": [5], "on_the_day": true, "overdue_weeks": 2, "hour": 9, "working_days_only": true })
        }
        ("PUT", "/settings/holidays/{day}") => json!({ "name": "Christmas" }),
        ("POST", "/settings/holidays/import") => {
            json!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261224\nSUMMARY:Eve\nEND:VEVENT\nEND:VCALENDAR\n")
        }
        ("PUT", "/settings/logo") => json!({ "upload": things.upload }),
        ("DELETE", "/settings/holidays/{day}" | "/settings/logo" | "/tokens/{id}")
        | ("POST", "/settings/mail/test" | "/service-accounts/{id}/end") => json!({}),
        ("POST", "/tokens") => json!({ "name": "A program", "scope": "read", "days": 1 }),
        ("POST", "/service-accounts") => json!({ "name": "A robot", "purpose": "Tests", "role": "staff" }),
        ("POST", "/adoptions") => json!({ "standard": "iso42001" }),
        ("POST", "/certifications") => json!({ "title": "AI management", "standard": "ISO/IEC 42001:2023" }),
        ("PATCH", "/certifications/{id}") => json!({ "number": fresh_address() }),
        ("POST", "/certifications/{id}/steps") => json!({ "step": "sign_contract", "on": "2026-11-01" }),
        ("POST", "/certifications/{id}/visits") | ("PUT", "/certifications/{id}/visits/{visit}") => {
            json!({ "phase": "stage_1", "begins": "2027-03-01" })
        }
        ("POST", "/certifications/{id}/quotations")
        | ("PUT", "/certifications/{id}/quotations/{quotation}") => {
            json!({ "body": things.body, "asked": "2026-11-02", "note": fresh_address() })
        }
        ("POST", "/certifications/{id}/quotations/{quotation}/steps") => {
            json!({ "step": "reconsider", "on": "2026-11-24", "reason": "for a test" })
        }
        ("POST", "/modules") => json!({ "catalogue": "trn-genai", "title": fresh_address() }),
        ("PATCH", "/modules/{id}") => json!({ "rhythm": { "first_days": 14, "months": 6 } }),
        ("PUT", "/modules/{id}/draft") => json!({ "text": fresh_address(), "attested": "I have read it." }),
        ("POST", "/modules/{id}/approve") => json!({ "reason": "for a test" }),
        ("PUT", "/modules/{id}/aside") => json!({ "aside": false }),
        ("POST", "/assignments/{id}/waive") => json!({ "reason": "for a test" }),
        ("POST", "/assignments/{id}/allow") => json!({}),
        ("POST", "/bodies") => json!({ "name": fresh_address() }),
        ("PATCH", "/bodies/{id}") => json!({ "sectors": fresh_address() }),
        ("PUT", "/bodies/{id}/aside") => json!({ "aside": false }),
        ("POST", "/certifications/{id}/findings") => {
            json!({ "visit": things.visit, "title": "Well kept", "grade": "opportunity", "raised": "2026-11-24" })
        }
        ("PUT", "/certifications/{id}/readiness/{item}") => {
            json!({ "said": "not_yet", "note": "for a test" })
        }
        ("PATCH", "/findings/{id}") => json!({ "cause": fresh_address() }),
        ("POST", "/findings/{id}/steps") => {
            json!({ "step": "dispute", "on": "2026-11-24", "reason": "for a test" })
        }
        ("PUT", "/certifications/{id}/aside") => json!({ "aside": false }),
        ("POST", "/tasks") => json!({ "title": "A task" }),
        ("PATCH", "/tasks/{id}") => json!({ "title": "Another title" }),
        ("PATCH", "/reviews/{id}") => json!({ "due": "2027-06-30" }),
        ("DELETE", "/reviews/{id}" | "/people/{id}/absences/{absence}")
        | ("POST", "/reviews/{id}/records/{record}/approve") => json!({}),
        ("POST", "/reviews/{id}/waive") => json!({ "reason": "for a test" }),
        ("POST", "/reviews/{id}/held") => json!({ "on": "2026-11-24", "outcome": "suitable" }),
        ("POST", "/reviews/meetings") => {
            json!({ "subjects": [things.control], "review": { "on": "2026-11-24", "outcome": "suitable" } })
        }
        ("POST", "/obligations/{id}/postpone") => {
            json!({ "kind": "task", "to": "2027-03-01", "reason": "for a test" })
        }
        ("POST", "/people/{id}/absences") => json!({ "from": "2027-05-01", "until": "2027-05-02" }),
        ("POST", "/controls/{id}/verify") => json!({ "on": "2026-11-24", "note": "Read the minutes" }),
        ("PATCH", "/controls/{id}") => json!({ "due": "2027-01-31" }),
        (
            "POST",
            "/tasks/{id}/start" | "/tasks/{id}/submit" | "/tasks/{id}/complete" | "/tasks/{id}/take-back",
        ) => {
            json!({})
        }
        ("POST", "/teams") => json!({ "name": fresh_address() }),
        ("PATCH", "/teams/{id}") => json!({ "name": fresh_address() }),
        ("POST", "/teams/{id}/archive" | "/teams/{id}/restore") => json!({}),
        ("PUT" | "DELETE", "/profile/photo") => json!({}),
        ("POST", "/tasks/{id}/mirrors/retry") => json!({ "mirror": things.mirror }),
        ("POST", "/connections/consent") => json!({ "service": "jira_cloud" }),
        ("POST", "/connections/complete") => json!({ "state": "none", "code": "none" }),
        ("POST", "/connections/jira-server") => json!({ "url": "https://10.0.0.1/", "token": "none" }),
        ("POST", "/connections/teams") => json!({ "url": WORKFLOW, "channel": "AI management" }),
        ("PUT", "/connections/{id}/cards") => json!({ "channel": "AI management", "reminders": "due" }),
        ("POST", "/connections/{id}/site") => json!({ "site": "none" }),
        ("PUT", "/connections/{id}/setup") => {
            json!({ "project": "10000", "issue_type": "10100", "rule": "by_hand" })
        }
        ("PUT", "/connections/{id}/people/{person}") => json!({ "remote": null }),
        ("PUT", "/connections/{id}/channel") => {
            json!({ "channel": "C0TASKS", "rule": "by_hand", "direct": false })
        }
        ("POST", "/subjects/{id}/comments") => json!({ "text": "Please look" }),
        ("PATCH", "/subjects/{id}/comments/{comment}") => json!({ "text": "Please look again" }),
        ("DELETE", "/subjects/{id}/comments/{comment}") | ("POST", "/notices/read") => json!({}),
        ("PUT", "/subjects/{id}/following") => json!({ "follows": true }),
        ("POST", "/tasks/revise") => {
            json!({ "tasks": [{ "id": things.task, "version": 1 }], "priority": "high" })
        }
        ("POST", "/people/import" | "/people/import/preview") => json!("name,address\nN,n@people.example\n"),
        ("POST", "/people") => json!({ "name": "Grace Hopper", "address": fresh_address() }),
        ("HEAD", "/uploads/{id}") => Value::Null,
        ("POST", "/uploads") | ("PATCH" | "DELETE", "/uploads/{id}") => json!({}),
        ("POST", "/evidence") => json!({ "upload": things.upload, "subjects": [things.task] }),
        ("PATCH", "/evidence/{id}") => json!({ "title": "Another title" }),
        ("POST", "/evidence/{id}/files") => json!({ "upload": things.upload }),
        ("POST", "/evidence/{id}/withdraw") => json!({ "reason": "for a test" }),
        ("POST", "/evidence/{id}/restore") => json!({}),
        ("PUT" | "DELETE", "/subjects/{id}/evidence/{evidence}" | "/subjects/{id}/links/{other}") => {
            json!({})
        }
        ("PATCH", "/profile/choices") => json!({ "hour": 9 }),
        ("POST", "/people/{id}/address/retry" | "/profile/address/retry") => json!({}),
        ("PATCH", "/people/{id}" | "/profile") => json!({ "zone": "Europe/Vienna" }),
        ("PUT", "/people/{id}/roles") => json!({ "roles": [{ "role": "staff" }] }),
        ("POST" | "DELETE", "/people/{id}/invitation")
        | ("POST", "/people/{id}/reactivate" | "/people/{id}/erase") => {
            json!({})
        }
        ("POST", "/people/{id}/deactivate") => json!({ "successor": things.person }),
        ("POST", "/tasks/{id}/checklist") => json!({ "action": "add", "text": "Look" }),
        ("POST", "/tasks/{id}/send-back") => json!({ "reason": "for a test" }),
        ("POST", "/task-templates") => json!({ "title": "Every year" }),
        ("PATCH", "/task-templates/{id}") => json!({ "title": fresh_address() }),
        ("PUT", "/task-templates/{id}/archived") => json!({ "archived": true }),
        ("POST", "/tasks/{id}/snooze") => json!({ "until": "2026-12-01" }),
        ("POST", "/connections/{id}/tasks") => json!({ "tasks": [things.task] }),
        ("POST", "/connections/{id}/test" | "/connections/{id}/pause" | "/connections/{id}/resume") => {
            json!({})
        }
        ("DELETE", "/connections/{id}") => json!({}),
        ("POST", "/views") => json!({ "list": "tasks", "name": fresh_address(), "query": {} }),
        ("PATCH", "/views/{id}") => json!({ "name": fresh_address() }),
        ("DELETE", "/views/{id}") => json!({}),
        ("PUT", "/views/{id}/default") => json!({ "default": true }),
        ("POST", "/webhooks") => json!({ "url": "https://93.184.216.34/" }),
        ("PATCH", "/webhooks/{id}") => json!({ "description": "another" }),
        ("POST", "/webhooks/{id}/replay") => json!({ "dispatch": things.dispatch }),
        ("POST", "/webhooks/{id}/test" | "/webhooks/{id}/rotate") | ("DELETE", "/webhooks/{id}") => json!({}),
        ("POST", "/tasks/{id}/cancel" | "/tasks/{id}/reopen") => json!({ "reason": "for a test" }),
        _ => return None,
    })
}

/// An address that nobody has yet.
fn fresh_address() -> String {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    format!("number{}@people.example", COUNT.fetch_add(1, Ordering::Relaxed))
}

/// A request that the route takes, with a body or without one.
pub(crate) fn request(
    browser: &Browser,
    route: &Route,
    path: &str,
    etag: &str,
    body: Value,
) -> reqwest::RequestBuilder {
    let request = browser.request(route.method.clone(), path).header("if-match", etag);
    // What the protocol of uploads asks for beside a body.
    let request = if route.path.contains("/uploads") {
        let name = "filename YS50eHQ=";
        let request = request.header("tus-resumable", "1.0.0").header("upload-metadata", name);
        request.header("upload-length", "10").header("upload-offset", "0")
    } else {
        request
    };
    match body {
        Value::Null => request,
        _ if route.path.ends_with("/uploads/{id}") => {
            request.header("content-type", "application/offset+octet-stream").body("bytes")
        }
        // A file.
        Value::String(text) if route.path.contains("/holidays/") => {
            request.header("content-type", "text/calendar").body(text)
        }
        Value::String(text) => request.header("content-type", "text/csv").body(text),
        body => request.json(&body),
    }
}

pub(crate) async fn call(browser: &Browser, route: &Route, things: &Things, path: &str) -> Answer {
    let body =
        body(route, things).unwrap_or_else(|| panic!("no test covers {} {}", route.method, route.path));
    let mut answer = Browser::send(request(browser, route, path, "\"1\"", body)).await;
    if route.method == Method::HEAD {
        // An answer without a body says by its status what a problem would say in words.
        let code = [(401, "signed_out"), (403, "forbidden"), (404, "not_found")];
        let code = code.iter().find(|(status, _)| answer.status == *status).map(|(_, code)| *code);
        answer.body = json!({ "code": code });
    }
    answer
}

#[tokio::test]
async fn no_route_answers_without_a_session() {
    let app = TestApp::new().await;
    let org = app.found("Ours", "ada@ours.example").await;
    org.adopt().await;
    let things = Things::of(&org).await;
    for route in routes() {
        call(&app.browser(), &route, &things, &things.path(&route, &org.slug))
            .await
            .refused(401, "signed_out");
    }
}

#[tokio::test]
async fn no_route_answers_a_member_of_another_organisation() {
    let app = TestApp::new().await;
    let ours = app.found("Ours", "ada@ours.example").await;
    let theirs = app.found("Theirs", "eve@theirs.example").await;
    ours.adopt().await;
    theirs.adopt().await;
    let things = Things::of(&ours).await;
    for route in routes() {
        let outside = call(&theirs.owner, &route, &things, &things.path(&route, &ours.slug)).await;
        outside.refused(404, "not_found");
        // Their own organisation in the URL, our ids in the path.
        let answer = call(&theirs.owner, &route, &things, &things.path(&route, &theirs.slug)).await;
        if route.path.contains("{id}") {
            answer.refused(404, "not_found");
        } else if route.path.ends_with("/tasks/revise") {
            // What was asked for is named in the answer, and nothing else of it.
            let missing = json!([{ "id": things.task, "why": "not_found" }]);
            assert_eq!(answer.body, json!({ "changed": [], "not_changed": missing }));
        } else {
            let text = answer.body.to_string();
            assert!(!text.contains(&things.task) && !text.contains(&things.control), "{}", route.path);
        }
    }
    let untouched = ours.owner.get(&ours.path(&format!("/tasks/{}", things.task))).await.ok();
    assert_eq!((untouched["version"].as_i64(), untouched["state"].as_str()), (Some(1), Some("open")));
}

#[tokio::test]
async fn every_route_answers_each_role_as_the_access_table_says() {
    let app = TestApp::new().await;
    let org = app.found("Ours", "ada@ours.example").await;
    org.adopt().await;
    for role in Role::ALL {
        let (browser, _) = app.member(&org, *role).await;
        let mut things = Things::of(&org).await;
        for route in routes() {
            let answer = call(&browser, &route, &things, &things.path(&route, &org.slug)).await;
            let (status, code) = (answer.status.as_u16(), answer.code().to_owned());
            let told = format!("{role} {} {}: {status} {code}", route.method, route.path);
            match allows(*role, route.action) {
                Reach::None => assert_eq!((status, code.as_str()), (403, "forbidden"), "{told}"),
                // The owner's things are not theirs.
                Reach::Own if route.path.contains("{id}") || route.path.ends_with("/meetings") => {
                    assert!([403, 404].contains(&status), "{told}")
                }
                Reach::Own | Reach::All => {
                    // What can be said about a thing is for whoever may see the thing, which is not theirs.
                    let unseen = status == 404
                        && route.path.contains("/subjects/")
                        && allows(*role, Action::ReadTasks) != Reach::All;
                    // An upload is only for whoever began it.
                    let unseen = unseen || (status == 404 && route.path.contains("/uploads/"));
                    assert!(unseen || ![401, 403, 404].contains(&status) && status < 500, "{told}")
                }
            }
            // What was changed is no example for the next route.
            if answer.status.is_success() && route.method != Method::GET {
                things = Things::of(&org).await;
            }
        }
    }
}

#[tokio::test]
async fn an_organisation_that_does_not_exist_is_like_one_that_is_not_yours() {
    let app = TestApp::new().await;
    let org = app.found("Ours", "ada@ours.example").await;
    for slug in ["nowhere", "OURS", "%2e%2e", "ours%00", "ours'--"] {
        let answer = org.owner.get(&format!("/api/v1/o/{slug}/home")).await;
        answer.refused(404, "not_found");
    }
}
