//! Finding: by reference, by words, by name; what a role may not see is not found.

use crate::harness::{Answer, Backend, Browser, Organisation, TestApp, backend};
use domain::access::Role;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use reqwest::Method;
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use serde_json::{Value, json};
use url::form_urlencoded::byte_serialize;

const ADA: &str = "ada@acme.example";

async fn ask(browser: &Browser, org: &Organisation, question: &str) -> Answer {
    let question: String = byte_serialize(question.as_bytes()).collect();
    browser.get(&org.path(&format!("/find?limit=20&q={question}"))).await
}

fn whole(pieces: &Value) -> String {
    pieces.as_array().unwrap().iter().map(|piece| piece["text"].as_str().unwrap()).collect()
}

fn marked(pieces: &Value) -> Vec<&str> {
    let pieces = pieces.as_array().unwrap().iter();
    pieces.filter(|piece| piece["marked"] == true).map(|piece| piece["text"].as_str().unwrap()).collect()
}

/// What is found, by title or name.
async fn found(browser: &Browser, org: &Organisation, question: &str) -> Vec<String> {
    let answer = ask(browser, org, question).await.ok();
    answer["items"].as_array().unwrap().iter().map(|item| whole(&item["title"])).collect()
}

async fn first(org: &Organisation, question: &str) -> Value {
    ask(&org.owner, org, question).await.ok()["items"][0].clone()
}

async fn task(org: &Organisation, body: Value) -> Value {
    org.owner.post(&org.path("/tasks"), body).await.ok()
}

async fn acme() -> (TestApp, Organisation) {
    let app = TestApp::new().await;
    let org = app.found("Acme", ADA).await;
    (app, org)
}

#[tokio::test]
async fn a_thing_is_found_first_by_its_reference_however_that_is_typed() {
    let (_app, org) = acme().await;
    org.adopt().await;
    for number in 1..=12 {
        task(&org, json!({ "title": format!("Task number {number}"), "description": "like tsk-1" })).await;
    }
    for asked in ["tsk-1", "TSK-1", "tsk1", " Tsk 1 "] {
        assert_eq!(first(&org, asked).await["reference"], "TSK-1", "{asked}");
    }
    for asked in ["A.6.2.4", "a624", "a 6 2 4"] {
        let control = first(&org, asked).await;
        assert_eq!(
            (&control["reference"], &control["kind"]),
            (&json!("A.6.2.4"), &json!("control")),
            "{asked}"
        );
        assert_eq!(control["state"], "not_started");
    }
    let requirement = first(&org, "6.1.2").await;
    assert_eq!((&requirement["reference"], &requirement["kind"]), (&json!("6.1.2"), &json!("requirement")));
}

#[tokio::test]
async fn a_thing_is_found_by_the_beginning_of_a_word_by_several_words_and_without_accents() {
    let (_app, org) = acme().await;
    task(&org, json!({ "title": "Évaluer la Größe", "description": "Ask the supplier\nfor the model card" }))
        .await;
    for asked in ["eval", "ÉVALUER", "grosse", "la gro", "évaluer supplier", "card model sup"] {
        assert_eq!(found(&org.owner, &org, asked).await, ["Évaluer la Größe"], "{asked}");
    }
    for asked in ["valuer", "sup la", "évaluer nothing", "gross la"] {
        assert!(found(&org.owner, &org, asked).await.is_empty(), "{asked}");
    }
    let hit = first(&org, "model supplier").await;
    assert_eq!((marked(&hit["title"]), marked(&hit["passage"])), (vec![], vec!["supplier", "model"]));
    let hit = first(&org, "supplier eva").await;
    assert_eq!((marked(&hit["title"]), marked(&hit["passage"])), (vec!["Évaluer"], vec!["supplier"]));
    assert_eq!(whole(&hit["passage"]), "Ask the supplier for the model card");
}

#[tokio::test]
async fn what_is_called_so_comes_before_what_says_so_and_the_latest_first() {
    let (app, org) = acme().await;
    for (title, description) in [
        ("Policy of AI", ""),
        ("Review the AI policy", ""),
        ("AI policy, first draft", ""),
        ("Ask the board", "about the AI policy"),
        ("AI policy, second draft", ""),
    ] {
        app.clock.pass(chrono::Duration::minutes(1));
        task(&org, json!({ "title": title, "description": description })).await;
    }
    let order = [
        "AI policy, second draft",
        "AI policy, first draft",
        "Review the AI policy",
        "Policy of AI",
        "Ask the board",
    ];
    assert_eq!(found(&org.owner, &org, "ai policy").await, order);
}

#[tokio::test]
async fn what_is_renamed_is_found_by_its_new_name_at_once_and_no_longer_by_the_old_one() {
    let (_app, org) = acme().await;
    let task = task(&org, json!({ "title": "Draft the policy", "description": "with the board" })).await;
    let path = org.path(&format!("/tasks/{}", task["id"].as_str().unwrap()));
    let body = json!({ "title": "Draft the charter", "description": "with counsel" });
    org.owner.change(Method::PATCH, &path, "\"1\"", body).await.ok();
    for (asked, expected) in [("policy", 0), ("board", 0), ("charter", 1), ("counsel", 1), ("tsk-1", 1)] {
        assert_eq!(found(&org.owner, &org, asked).await.len(), expected, "{asked}");
    }
    let me = org.path("/profile");
    let etag = org.owner.get(&me).await.etag();
    org.owner.change(Method::PATCH, &me, &etag, json!({ "name": "Augusta King" })).await.ok();
    assert!(found(&org.owner, &org, "lovelace").await.is_empty());
    assert_eq!(found(&org.owner, &org, "king").await, ["Augusta King"]);
}

#[tokio::test]
async fn a_control_that_changes_is_still_found_by_what_it_is_about() {
    let (_app, org) = acme().await;
    org.adopt().await;
    let list = org.owner.get(&org.path("/controls?q=A.10.3")).await.ok();
    let path = org.path(&format!("/controls/{}", list["items"][0]["id"].as_str().unwrap()));
    let control = org.owner.get(&path).await.ok();
    let summary =
        control["summary"].as_str().unwrap().split_whitespace().take(8).collect::<Vec<_>>().join(" ");
    let asked = format!("a.10.3 {summary}");
    let before = first(&org, &asked).await;
    assert_eq!(before["id"], control["id"]);
    assert!(!marked(&before["passage"]).is_empty(), "{before}");
    org.owner.change(Method::PATCH, &path, "\"1\"", json!({ "status": "in_progress" })).await.ok();
    let after = first(&org, &asked).await;
    assert_eq!((&before["state"], &after["state"]), (&json!("not_started"), &json!("in_progress")));
    assert_eq!((&before["id"], &before["title"]), (&after["id"], &after["title"]));
}

#[tokio::test]
async fn people_are_found_by_name_and_address() {
    let (_app, org) = acme().await;
    let body = json!({ "name": "Zoë Müller", "address": "zm@labs.example" });
    let zoe = org.owner.post(&org.path("/people"), body).await.ok();
    for asked in ["zoe", "müller z", "MULLER", "zm@labs.example", "zm@la"] {
        let hit = first(&org, asked).await;
        assert_eq!(
            (&hit["kind"], &hit["id"], &hit["state"]),
            (&json!("person"), &zoe["id"], &json!("active"))
        );
        assert_eq!(whole(&hit["passage"]), "zm@labs.example", "{asked}");
    }
    let at = org.path(&format!("/people/{}", zoe["id"].as_str().unwrap()));
    org.owner.change(Method::POST, &format!("{at}/deactivate"), "\"1\"", json!({})).await.ok();
    assert_eq!(first(&org, "zoe").await["state"], "left");
}

#[tokio::test]
async fn each_role_finds_what_it_may_read_and_nothing_else() {
    let (app, org) = acme().await;
    org.adopt().await;
    task(&org, json!({ "title": "Supplier review of Ada's", "owner": org.me })).await;
    task(&org, json!({ "title": "Supplier review of nobody's" })).await;
    for role in Role::ALL {
        let (browser, person) = app.member(&org, *role).await;
        let own = format!("Supplier review of {role}'s");
        task(&org, json!({ "title": own, "owner": person })).await;
        let tasks = found(&browser, &org, "supplier review").await;
        let (controls, people) = (found(&browser, &org, "A.6.2.4").await, found(&browser, &org, "ada").await);
        assert!(tasks.contains(&own), "{role} finds their own");
        let everything = match role {
            Role::Owner | Role::Admin | Role::Manager | Role::Contributor | Role::Auditor => true,
            Role::Staff => false,
        };
        assert_eq!(
            tasks.contains(&"Supplier review of Ada's".to_owned()),
            everything,
            "{role}: another's task"
        );
        assert_eq!(
            tasks.contains(&"Supplier review of nobody's".to_owned()),
            everything,
            "{role}: nobody's task"
        );
        assert_eq!(controls.is_empty(), !everything, "{role}: controls");
        assert_eq!(people.contains(&"Ada Lovelace".to_owned()), everything, "{role}: people");
    }
}

#[tokio::test]
async fn what_was_ones_own_is_found_no_longer_when_somebody_else_has_it() {
    let (app, org) = acme().await;
    let (staff, person) = app.member(&org, Role::Staff).await;
    let mine = task(&org, json!({ "title": "Count the models", "owner": person })).await;
    assert_eq!(found(&staff, &org, "models").await.len(), 1);
    let path = org.path(&format!("/tasks/{}", mine["id"].as_str().unwrap()));
    org.owner.change(Method::PATCH, &path, "\"1\"", json!({ "owner": org.me })).await.ok();
    assert!(found(&staff, &org, "models").await.is_empty());
    assert!(found(&staff, &org, "tsk-1").await.is_empty());
}

#[tokio::test]
async fn another_organisation_finds_nothing_of_ours() {
    let (app, ours) = acme().await;
    let theirs = app.found("Theirs", "eve@theirs.example").await;
    ours.adopt().await;
    task(&ours, json!({ "title": "Keep it to ourselves", "description": "secretly" })).await;
    for asked in ["keep", "secretly", "tsk-1", "a624", "acme", "ada@acme"] {
        assert!(!found(&ours.owner, &ours, asked).await.is_empty(), "{asked}");
        assert!(found(&theirs.owner, &theirs, asked).await.is_empty(), "{asked}");
    }
    let org = app.membership(&ours).await.tenancy().org().0;
    for asked in [org.to_string(), org.simple().to_string(), format!("@{}", org.simple())] {
        assert!(found(&theirs.owner, &theirs, &asked).await.is_empty(), "{asked}");
    }
    ask(&theirs.owner, &ours, "keep").await.refused(404, "not_found");
}

#[tokio::test]
async fn signs_of_a_search_language_are_no_error_and_mean_nothing() {
    let (_app, org) = acme().await;
    task(&org, json!({ "title": "The AND of OR and NEAR" })).await;
    let odd = [
        "\"",
        "'",
        "a'",
        "\"a",
        "*",
        "a*",
        "AND",
        "a AND",
        "NOT",
        "OR b",
        "NEAR(a b, 2)",
        "org_id : x",
        "words:a",
        "{words} : a",
        "^a",
        "-a",
        "a & b",
        "a | !b",
        "a:*",
        "<->",
        "a <2> b",
        "\\",
        "\\'",
        "%",
        "_",
        "(",
        "))",
        "\0",
        "a\0b",
        "'@x'",
        "$1",
        "?",
        ":a",
        "@p",
        "\u{202e}",
        "\u{feff}",
        "é",
        "e\u{301}",
        "𝒜",
        "日本語",
        "ﷺ",
        "½",
        "1e5",
        "-12",
        "6.2",
        "..",
        "a@b.c",
        "https://x.y/z?q=1",
        "İı",
        "ẞ",
        "\u{300}",
        "👩‍🔬",
    ];
    for question in odd {
        ask(&org.owner, &org, question).await.ok();
    }
    for (question, hits) in [("and or", 1), ("near", 1), ("near(and", 1), ("", 0), ("  ", 0), ("\"", 0)] {
        assert_eq!(found(&org.owner, &org, question).await.len(), hits, "{question}");
    }
}

#[tokio::test]
async fn whatever_is_typed_is_answered() {
    let (_app, org) = acme().await;
    task(&org, json!({ "title": "The AND of OR and NEAR" })).await;
    let algorithm = RngAlgorithm::ChaCha;
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(algorithm));
    for shape in
        [".{0,200}", "[a-c'\"*:()&|!<> \\\\@-]{0,40}", "(AND|OR|NOT|NEAR|a|\"|'|:\\*|\\(|\\)| ){0,20}"]
    {
        let strategy = proptest::string::string_regex(shape).unwrap();
        for _ in 0..100 {
            let question = strategy.new_tree(&mut runner).unwrap().current();
            let answer = ask(&org.owner, &org, &question).await;
            assert_eq!(answer.status, 200, "{question:?} {}", answer.body);
        }
    }
}

#[tokio::test]
async fn what_is_too_long_or_means_nothing_is_refused_by_name() {
    let (_app, org) = acme().await;
    ask(&org.owner, &org, &"a".repeat(200)).await.ok();
    for (query, field) in [
        (format!("q={}", "a".repeat(201)), "q"),
        ("limit=21&q=a".to_owned(), "limit"),
        ("limit=0&q=a".to_owned(), "limit"),
        ("limit=x&q=a".to_owned(), "limit"),
        ("q=a&sort=b".to_owned(), "sort"),
    ] {
        let answer = org.owner.get(&org.path(&format!("/find?{query}"))).await;
        answer.refused(422, "invalid_input");
        assert!(answer.body["errors"][0]["pointer"].as_str().unwrap().contains(field), "{}", answer.body);
    }
}

async fn lines(db: &DatabaseConnection, sql: &str, column: usize) -> Vec<String> {
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
    rows.iter().map(|row| row.try_get_by_index(column).unwrap()).collect()
}

/// Ten thousand entries of an organisation, of which one in a hundred has a rare word.
async fn fill(db: &DatabaseConnection, org: uuid::Uuid) {
    let (id, own, analyse) = match backend() {
        Backend::Sqlite => ("randomblob(16)", format!("x'{}'", org.simple()), "analyze"),
        Backend::Postgres => ("gen_random_uuid()", format!("'{org}'"), "analyze search_entry"),
    };
    let fill = format!(
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < 10000) insert into search_entry \
         (org_id, id, kind, reference_words, title_words, text_words, text) select cast({own} as {}), {id}, 'task', \
         'tsk ' || i || ' tsk' || i, 'write policy rare' || (i % 100), 'some text', 'some text' from n",
        if backend() == Backend::Sqlite { "blob" } else { "uuid" }
    );
    db.execute_unprepared(&fill).await.unwrap();
    db.execute_unprepared(analyse).await.unwrap();
}

#[tokio::test]
async fn ten_thousand_tasks_are_answered_by_the_index() {
    let (app, org) = acme().await;
    let root = app.database.root().await;
    let id = app.membership(&org).await.tenancy().org().0;
    let theirs = app.found("Theirs", "eve@theirs.example").await;
    for org in [id, app.membership(&theirs).await.tenancy().org().0] {
        fill(&root, org).await;
    }
    let plan = match backend() {
        Backend::Sqlite => {
            found(&org.owner, &org, "policy rare77").await;
            let asked = app.database.watch.last_search();
            let mut asked = format!("explain query plan {asked}");
            for number in (1..=40).rev() {
                asked = asked.replace(&format!("${number}"), "'a'");
            }
            lines(&root, &asked, 3).await
        }
        Backend::Postgres => {
            let body = "select prosrc from pg_proc where proname = 'search_entries'";
            let body = lines(&root, body, 0).await.remove(0);
            let words = format!("'''@{}'' & ''policy'' & ''rare77'':*'", id.simple());
            let asked = body.replace("cast(asked as", &format!("cast({words} as"));
            assert_ne!(asked, body);
            let set = format!("set role aims_owner; select set_config('app.org_id', '{id}', false)");
            root.execute_unprepared(&set).await.unwrap();
            assert_eq!(
                lines(&root, &asked.replace("select e.id", "select count(*)::text"), 0).await,
                ["100"]
            );
            lines(&root, &format!("explain {asked}"), 0).await
        }
    };
    let said = plan.join("\n");
    let (by_index, reads_all) = match backend() {
        Backend::Sqlite => (said.contains("VIRTUAL TABLE INDEX 0:M"), said.contains("SCAN e")),
        Backend::Postgres => (said.contains("ix_search_entry_words"), said.contains("Seq Scan")),
    };
    assert!(by_index && !reads_all, "{said}");
    root.close().await.unwrap();
}

#[tokio::test]
async fn what_existed_before_search_did_is_found_like_what_came_after() {
    let (app, org) = acme().await;
    org.adopt().await;
    task(
        &org,
        json!({ "title": "Évaluer la Größe", "description": "A\n\nB", "expected_evidence": "Ein Foto" }),
    )
    .await;
    task(&org, json!({ "title": "日本語 ½ Οδός" })).await;
    let root = app.database.root().await;
    let entries = "select kind || '|' || reference_words || '|' || title_words || '|' || text_words from search_entry \
        order by id";
    let before = lines(&root, entries, 0).await;
    assert_eq!(before.len(), 70 + 2 + 1);
    let forget: &[&str] = match backend() {
        Backend::Sqlite => &["drop table search_entry", "drop table search_index"],
        Backend::Postgres => &["drop function search_entries", "drop table search_entry"],
    };
    for statement in forget {
        root.execute_unprepared(statement).await.unwrap();
    }
    root.execute_unprepared("delete from seaql_migrations where version = 'm0009_find'").await.unwrap();
    app.database.migrate().await;
    assert_eq!(lines(&root, entries, 0).await, before);
    assert_eq!(found(&org.owner, &org, "größe foto").await, ["Évaluer la Größe"]);
    if backend() == Backend::Postgres {
        let open = "select relname::text from pg_class where relkind = 'r' and relrowsecurity and not relforcerowsecurity";
        assert!(lines(&root, open, 0).await.is_empty());
    }
    root.close().await.unwrap();
}
