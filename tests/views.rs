//! Views of lists: for oneself, for everybody who may read the list, and for nobody else.

use crate::harness::{Answer, Browser, Organisation, TestApp};
use domain::access::Role;
use reqwest::Method;
use serde_json::{Value, json};

async fn save(browser: &Browser, org: &Organisation, name: &str, query: Value, shared: bool) -> Answer {
    let body = json!({ "list": "tasks", "name": name, "query": query, "shared": shared });
    browser.post(&org.path("/views"), body).await
}

fn at(org: &Organisation, view: &Value) -> String {
    org.path(&format!("/views/{}", view["id"].as_str().unwrap()))
}

fn etag(view: &Value) -> String {
    format!("\"{}\"", view["version"])
}

async fn names(browser: &Browser, org: &Organisation, list: &str) -> Vec<String> {
    let views = browser.get(&org.path(&format!("/views?list={list}"))).await.ok();
    let items = views["items"].as_array().unwrap().iter();
    items.map(|one| one["name"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_view_is_its_owners_until_it_is_shared() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let (manager, _) = app.member(&org, Role::Manager).await;
    let query =
        json!({ "state": "open,in_progress", "sort": "-due", "columns": "title,due", "density": "compact" });
    let view = save(&org.owner, &org, "  This week ", query.clone(), false).await.ok();
    assert_eq!((&view["name"], &view["query"], &view["mine"]), (&json!("This week"), &query, &json!(true)));
    assert_eq!(names(&manager, &org, "tasks").await, Vec::<String>::new());
    manager
        .change(Method::PATCH, &at(&org, &view), "\"1\"", json!({ "name": "Mine now" }))
        .await
        .refused(404, "not_found");
    manager.change(Method::DELETE, &at(&org, &view), "\"1\"", json!({})).await.refused(404, "not_found");
    let default = manager.request(Method::PUT, &format!("{}/default", at(&org, &view)));
    Browser::send(default.json(&json!({ "default": true }))).await.refused(404, "not_found");

    let shared =
        org.owner.change(Method::PATCH, &at(&org, &view), &etag(&view), json!({ "shared": true })).await.ok();
    assert_eq!(names(&manager, &org, "tasks").await, ["This week"]);
    assert_eq!(names(&manager, &org, "controls").await, Vec::<String>::new());
    org.owner
        .change(Method::PATCH, &at(&org, &view), &etag(&view), json!({ "name": "Late" }))
        .await
        .refused(412, "stale_version");
    // Whoever may share takes care of what is shared, too; taken back, it is its owner's alone.
    let changed = manager
        .change(Method::PATCH, &at(&org, &view), &etag(&shared), json!({ "name": "The week" }))
        .await
        .ok();
    assert_eq!((&changed["name"], &changed["mine"]), (&json!("The week"), &json!(false)));
    let back =
        manager.change(Method::PATCH, &at(&org, &view), &etag(&changed), json!({ "shared": false })).await;
    assert_eq!(back.status.as_u16(), 204);
    assert_eq!(names(&manager, &org, "tasks").await, Vec::<String>::new());
    assert_eq!(names(&org.owner, &org, "tasks").await, ["The week"]);
}

#[tokio::test]
async fn only_whoever_may_share_lets_others_see_a_view() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let shared = save(&org.owner, &org, "Everybody's", json!({}), true).await.ok();
    for role in [Role::Contributor, Role::Auditor, Role::Staff] {
        let (browser, _) = app.member(&org, role).await;
        save(&browser, &org, "For all", json!({}), true).await.refused(403, "forbidden");
        let own = save(&browser, &org, "My own", json!({ "owner": "me" }), false).await.ok();
        browser
            .change(Method::PATCH, &at(&org, &own), "\"1\"", json!({ "shared": true }))
            .await
            .refused(403, "forbidden");
        browser.change(Method::PATCH, &at(&org, &own), "\"1\"", json!({ "name": "Own" })).await.ok();
        assert_eq!(names(&browser, &org, "tasks").await, ["Everybody's", "Own"], "{role}");
        for (method, body) in [(Method::PATCH, json!({ "name": "Nobody's" })), (Method::DELETE, json!({}))] {
            let refused = browser.change(method, &at(&org, &shared), "\"1\"", body).await;
            refused.refused(409, "refused");
            assert_eq!(refused.body["params"]["reason"], "not_your_view");
        }
        let gone = browser.change(Method::DELETE, &at(&org, &own), "\"2\"", json!({})).await;
        assert_eq!(gone.status.as_u16(), 204);
    }
    assert_eq!(names(&org.owner, &org, "tasks").await, ["Everybody's"]);
}

#[tokio::test]
async fn a_view_of_a_list_that_one_may_not_read_does_not_exist() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let (staff, _) = app.member(&org, Role::Staff).await;
    let body = json!({ "list": "controls", "name": "Not begun", "query": { "status": "not_started" }, "shared": true });
    let view = org.owner.post(&org.path("/views"), body.clone()).await.ok();
    staff.get(&org.path("/views?list=controls")).await.refused(403, "forbidden");
    staff.post(&org.path("/views"), body).await.refused(403, "forbidden");
    staff
        .change(Method::PATCH, &at(&org, &view), "\"1\"", json!({ "name": "x" }))
        .await
        .refused(404, "not_found");
    let all = staff.get(&org.path("/views")).await.ok();
    assert_eq!(all["items"], json!([]));
}

#[tokio::test]
async fn another_organisation_knows_nothing_of_our_views() {
    let app = TestApp::new().await;
    let ours = app.found("Ours", "ada@ours.example").await;
    let theirs = app.found("Theirs", "eve@theirs.example").await;
    let view = save(&ours.owner, &ours, "Ours", json!({}), true).await.ok();
    assert_eq!(names(&theirs.owner, &theirs, "tasks").await, Vec::<String>::new());
    let there = at(&theirs, &view);
    let body = json!({ "name": "x" });
    theirs.owner.change(Method::PATCH, &there, "\"1\"", body).await.refused(404, "not_found");
    theirs.owner.change(Method::DELETE, &there, "\"1\"", json!({})).await.refused(404, "not_found");
    save(&theirs.owner, &theirs, "Theirs", json!({ "owner": ours.me }), false)
        .await
        .refused(422, "invalid_input");
    assert_eq!(names(&ours.owner, &ours, "tasks").await, ["Ours"]);
}

#[tokio::test]
async fn a_list_opens_with_the_view_that_each_person_chose() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let (auditor, _) = app.member(&org, Role::Auditor).await;
    let first = save(&org.owner, &org, "First", json!({ "overdue": "true" }), true).await.ok();
    let second = save(&org.owner, &org, "Second", json!({}), true).await.ok();
    let choose = async |browser: &Browser, view: &Value, default: bool| {
        let put = browser.request(Method::PUT, &format!("{}/default", at(&org, view)));
        Browser::send(put.json(&json!({ "default": default }))).await.ok()["default"].clone()
    };
    let chosen = async |browser: &Browser| {
        let views = browser.get(&org.path("/views?list=tasks")).await.ok();
        let items = views["items"].as_array().unwrap().clone().into_iter();
        items.filter(|one| one["default"] == true).map(|one| one["name"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(choose(&org.owner, &first, true).await, json!(true));
    assert_eq!(choose(&org.owner, &second, true).await, json!(true));
    assert_eq!(choose(&org.owner, &first, false).await, json!(false), "it was not the one");
    assert_eq!(chosen(&org.owner).await, [json!("Second")]);
    assert_eq!(chosen(&auditor).await, Vec::<Value>::new());
    choose(&auditor, &second, true).await;
    // What is no longer shared opens no longer for others, and what is removed for nobody.
    org.owner.change(Method::PATCH, &at(&org, &second), "\"1\"", json!({ "shared": false })).await.ok();
    assert_eq!(chosen(&auditor).await, Vec::<Value>::new());
    assert_eq!(chosen(&org.owner).await, [json!("Second")]);
    // Shared again, it is as new to them.
    org.owner.change(Method::PATCH, &at(&org, &second), "\"2\"", json!({ "shared": true })).await.ok();
    assert_eq!(chosen(&auditor).await, Vec::<Value>::new());
    let gone = org.owner.change(Method::DELETE, &at(&org, &second), "\"3\"", json!({})).await;
    assert_eq!((gone.status.as_u16(), chosen(&org.owner).await), (204, Vec::new()));
}

#[tokio::test]
async fn what_a_list_does_not_understand_is_no_view_of_it() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let many: serde_json::Map<String, Value> = (0..21).map(|n| (format!("x{n}"), json!("y"))).collect();
    for (query, field) in [
        (json!({ "state": "asleep" }), "/query/state"),
        (json!({ "colour": "blue" }), "/query/colour"),
        (json!({ "sort": "colour" }), "/query/sort"),
        (json!({ "columns": "title,colour" }), "/query/columns"),
        (json!({ "density": "airy" }), "/query/density"),
        (json!({ "cursor": "x" }), "/query/cursor"),
        (json!({ "owner": "nobody" }), "/query/owner"),
        (json!({ "owner": "00000000-0000-0000-0000-000000000000" }), "/query/owner"),
        (json!({ "q": "x".repeat(501) }), "/query/q"),
        (json!({ "q": "nul\u{0}" }), "/query/q"),
        (Value::Object(many), "/query"),
    ] {
        let answer = save(&org.owner, &org, "Strange", query, false).await;
        answer.refused(422, "invalid_input");
        assert_eq!(answer.body["errors"][0]["pointer"], field);
    }
    for name in [" ", "two\nlines", &"x".repeat(81)] {
        save(&org.owner, &org, name, json!({}), false).await.refused(422, "invalid_input");
    }
    let body = json!({ "list": "accounts", "name": "x", "query": {} });
    org.owner.post(&org.path("/views"), body).await.refused(422, "invalid_input");
    assert_eq!(names(&org.owner, &org, "tasks").await, Vec::<String>::new());
}

#[tokio::test]
async fn a_name_is_taken_once_by_each_person_and_a_repeated_request_saves_once() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let (manager, _) = app.member(&org, Role::Manager).await;
    let view = save(&org.owner, &org, "Überfällig", json!({}), true).await.ok();
    let answer = save(&org.owner, &org, "ÜBERFÄLLIG", json!({}), false).await;
    answer.refused(422, "invalid_input");
    assert_eq!(answer.body["errors"][0]["code"], "taken");
    let other = save(&org.owner, &org, "Other", json!({}), false).await.ok();
    let renamed = json!({ "name": "überfällig" });
    org.owner
        .change(Method::PATCH, &at(&org, &other), "\"1\"", renamed.clone())
        .await
        .refused(422, "invalid_input");
    org.owner.change(Method::PATCH, &at(&org, &view), "\"1\"", renamed).await.ok();
    save(&manager, &org, "überfällig", json!({}), false).await.ok();

    let once = async |name: &str| {
        let body = json!({ "list": "tasks", "name": name, "query": {} });
        let request = org.owner.request(Method::POST, &org.path("/views")).header("idempotency-key", "k1");
        Browser::send(request.json(&body)).await
    };
    let (first, again) = (once("Once").await.ok(), once("Once").await.ok());
    assert_eq!(first["id"], again["id"]);
    once("Twice").await.refused(422, "idempotency_key_reused");
}

#[tokio::test]
async fn a_view_that_names_who_left_opens_and_says_so() {
    let app = TestApp::new().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let body = json!({ "name": "Grace Hopper", "address": "grace@acme.example" });
    let grace = org.owner.post(&org.path("/people"), body).await.ok();
    let view = save(&org.owner, &org, "Hers", json!({ "owner": grace["id"] }), false).await.ok();
    assert_eq!(view["gone"], json!([]));
    let leave = org.path(&format!("/people/{}/deactivate", grace["id"].as_str().unwrap()));
    org.owner.change(Method::POST, &leave, &etag(&grace), json!({})).await.ok();
    let views = org.owner.get(&org.path("/views?list=tasks")).await.ok();
    let gone = json!([{ "part": "owner", "value": "Grace Hopper", "why": "person_left" }]);
    assert_eq!(views["items"][0]["gone"], gone);
    let again = json!({ "query": { "owner": grace["id"], "sort": "title" } });
    org.owner.change(Method::PATCH, &at(&org, &view), "\"1\"", again).await.ok();
    // A column that an older release of the program had.
    let root = app.database.root().await;
    let old = r#"update saved_view set query = '{"columns":"title,colour","tone":"blue"}'"#;
    sea_orm::ConnectionTrait::execute_unprepared(&root, old).await.unwrap();
    root.close().await.unwrap();
    let views = org.owner.get(&org.path("/views?list=tasks")).await.ok();
    let gone: Vec<&Value> = views["items"][0]["gone"].as_array().unwrap().iter().collect();
    assert_eq!(
        gone,
        [
            &json!({ "part": "columns", "value": "colour", "why": "unknown" }),
            &json!({ "part": "tone", "value": "blue", "why": "unknown" })
        ]
    );
}
