//! Everything that the client asks and the fake answers, against Atlassian's specification made strict, and our
//! documents against the schema of ADF.

use super::{Fixture, an_issue};
use crate::jira::Edit;
use crate::specification::specification;
use domain::mirror::Category;
use serde_json::{Value, json};

/// The path of the specification that a call's path fits.
fn template<'a>(paths: &'a serde_json::Map<String, Value>, path: &str) -> &'a str {
    let fits = |pattern: &str| {
        let (pattern, path): (Vec<&str>, Vec<&str>) =
            (pattern.split('/').collect(), path.split('/').collect());
        pattern.len() == path.len()
            && pattern.iter().zip(&path).all(|(one, other)| one.starts_with('{') || one == other)
    };
    // The most literal one: /issue/bulkfetch is no issue of that name.
    let found =
        paths.keys().filter(|pattern| fits(pattern)).min_by_key(|pattern| pattern.matches('{').count());
    found.unwrap_or_else(|| panic!("{path} is not in the specification"))
}

fn check(specification: &Value, schema: &Value, value: &Value, what: &str) {
    let mut whole = schema.clone();
    whole["components"] = specification["components"].clone();
    let validator = jsonschema::options().with_draft(jsonschema::Draft::Draft202012).build(&whole).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{what}: {errors:?}");
}

#[tokio::test]
async fn what_is_asked_and_answered_fits_the_specification() {
    let Some(specification) = specification("jira-v3.strict.json") else { return };
    let fixture = Fixture::new().await;
    let jira = &fixture.jira;
    jira.myself().await.unwrap();
    jira.projects().await.unwrap();
    jira.issue_types("10000").await.unwrap();
    jira.fields("10001", "10100").await.unwrap();
    jira.assignable("AIMS", "").await.unwrap();
    jira.person("5b10ac8d82e05b22cc7d4ef5").await.unwrap();
    assert_eq!(jira.statuses("10000", "10100").await.unwrap().len(), 3);
    jira.missing_permissions("AIMS").await.unwrap();
    let made = jira.create(&an_issue("aims-1")).await.unwrap();
    jira.find_by_label("aims-1", "openaims").await.unwrap();
    jira.get(&made.id).await.unwrap();
    jira.get_many(std::slice::from_ref(&made.id)).await.unwrap();
    jira.edit(&made.id, &Edit { due: Some(None), assignee: Some(None), ..Edit::default() }).await.unwrap();
    let ways = jira.transitions(&made.id).await.unwrap();
    jira.transition(&made.id, &ways.iter().find(|way| way.category == Category::Done).unwrap().id)
        .await
        .unwrap();
    let url = "https://aims.example/api/hooks/jira".parse().unwrap();
    let hook = jira.register_webhook(&url, "AIMS").await.unwrap();
    jira.webhooks().await.unwrap();
    jira.refresh_webhooks(&[hook]).await.unwrap();
    jira.delete_webhooks(&[hook]).await.unwrap();

    let paths = specification["paths"].as_object().unwrap();
    let asked = fixture.fake.asked();
    assert_eq!(asked.len(), 19);
    for call in asked {
        let path = &format!("/rest/api/3{}", call.path);
        let operation = &paths[template(paths, path)][call.method.to_lowercase()];
        let what = format!("{} {path}", call.method);
        let request = &operation["requestBody"]["content"]["application/json"]["schema"];
        if !call.body.is_null() {
            assert!(request.is_object(), "{what} takes no body");
            check(&specification, request, &call.body, &what);
        }
        let answer = &operation["responses"][call.status.to_string()];
        assert!(answer.is_object(), "{what} does not answer {}", call.status);
        let schema = &answer["content"]["application/json"]["schema"];
        if schema.is_object() && !call.answer.is_null() {
            check(&specification, schema, &call.answer, &format!("{what}: the answer"));
        }
    }
}

#[tokio::test]
async fn the_check_itself_bites() {
    let Some(specification) = specification("jira-v3.strict.json") else { return };
    let schema = &specification["paths"]["/rest/api/3/issue"]["post"]["requestBody"]["content"]["application/json"]
        ["schema"];
    let mut whole = schema.clone();
    whole["components"] = specification["components"].clone();
    let validator = jsonschema::options().with_draft(jsonschema::Draft::Draft202012).build(&whole).unwrap();
    assert!(!validator.is_valid(&json!({ "fields": { "summary": "x", "description": "plain" } })));
    assert!(!validator.is_valid(&json!({ "feilds": {} })));
}

#[test]
fn our_documents_are_documents() {
    let Some(schema) = specification("adf-v1-full.json") else { return };
    let validator = jsonschema::options().with_draft(jsonschema::Draft::Draft4).build(&schema).unwrap();
    for text in ["", "one", "\n\n\n", "- a\n- b", "a\r\nb\n\n* c", "-  ", "\u{0}\u{7}", &"x".repeat(30_000)] {
        let document = crate::jira::adf::Document::new()
            .text(text)
            .fact("Due", text)
            .link("Open", &"https://aims.example/".parse().unwrap())
            .finish();
        let errors: Vec<String> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{text:?}: {errors:?} {document}");
    }
    assert!(
        !validator
            .is_valid(&json!({ "type": "doc", "version": 1, "content": [{ "type": "text", "text": "x" }] }))
    );
}
