//! Projects, types, fields, people.

use super::Shared;
use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Projects by id, key and name. In the second a field is required; in the third an issue cannot be moved to done.
pub(super) const PROJECTS: [(&str, &str, &str); 3] =
    [("10000", "AIMS", "AI management"), ("10001", "SEC", "Security"), ("10002", "SLOW", "Slow lane")];
/// The field that the second project asks for.
pub(super) const TEAM: &str = "customfield_10050";

fn account(id: &str, name: &str, address: &str) -> Value {
    json!({ "accountId": id, "accountType": "atlassian", "displayName": name, "emailAddress": address, "active": true,
        "self": format!("https://example.com/user/{id}") })
}

pub(super) async fn myself() -> Json<Value> {
    Json(account("5b10a2844c20165700ede21g", "Ada Lovelace", "ada@acme.example"))
}

fn people() -> [Value; 2] {
    [
        account("5b10a2844c20165700ede21g", "Ada Lovelace", "ada@acme.example"),
        account("5b10ac8d82e05b22cc7d4ef5", "Bob Marsh", "bob@acme.example"),
    ]
}

pub(super) async fn assignable(Query(query): Query<HashMap<String, String>>) -> Json<Value> {
    let words = query.get("query").map(|words| words.to_lowercase()).unwrap_or_default();
    let begins = |text: &Value| {
        let text = text.as_str().unwrap_or_default().to_lowercase();
        text.split(' ').any(|word| word.starts_with(&words)) || text.starts_with(&words)
    };
    let found =
        people().into_iter().filter(|one| begins(&one["displayName"]) || begins(&one["emailAddress"]));
    Json(found.collect())
}

pub(super) async fn person(Query(query): Query<HashMap<String, String>>) -> Response {
    let asked = query.get("accountId").cloned().unwrap_or_default();
    let found = people().into_iter().find(|one| one["accountId"] == asked);
    found.map_or_else(missing, |one| Json(one).into_response())
}

pub(super) async fn statuses(Path(path): Path<HashMap<String, String>>) -> Response {
    if project(&path).is_none() {
        return missing();
    }
    let of = |id: &str, name: &str, subtask: bool| {
        json!({ "id": id, "name": name, "subtask": subtask, "self": "https://example.com/t",
            "statuses": super::issues::statuses() })
    };
    Json(json!([of("10100", "Task", false), of("10101", "Sub-task", true)])).into_response()
}

pub(super) async fn permissions(Query(query): Query<HashMap<String, String>>) -> Json<Value> {
    let names = query.get("permissions").map(String::as_str).unwrap_or_default();
    let one = |name: &str| {
        (
            name.to_owned(),
            json!({ "id": "1", "key": name, "name": name, "type": "PROJECT", "havePermission": true }),
        )
    };
    let permissions: serde_json::Map<String, Value> = names.split(',').map(one).collect();
    Json(json!({ "permissions": permissions }))
}

pub(super) async fn projects() -> Json<Value> {
    let values: Vec<Value> =
        PROJECTS.iter().map(|(id, key, name)| json!({ "id": id, "key": key, "name": name })).collect();
    Json(json!({ "startAt": 0, "maxResults": 50, "total": values.len(), "isLast": true, "values": values }))
}

pub(super) async fn issue_types(Path(path): Path<HashMap<String, String>>) -> Response {
    if project(&path).is_none() {
        return missing();
    }
    let types = json!([{ "id": "10100", "name": "Task", "subtask": false }, { "id": "10101", "name": "Sub-task", "subtask": true }]);
    Json(json!({ "startAt": 0, "maxResults": 50, "total": 2, "issueTypes": types })).into_response()
}

pub(super) async fn fields(State(_): State<Shared>, Path(path): Path<HashMap<String, String>>) -> Response {
    let Some(project) = project(&path) else { return missing() };
    let field = |id: &str, name: &str, required: bool, schema: Value| json!({ "fieldId": id, "key": id, "name": name, "required": required, "hasDefaultValue": false, "operations": ["set"], "schema": schema });
    let mut fields = vec![
        field("summary", "Summary", true, json!({ "type": "string", "system": "summary" })),
        field("description", "Description", false, json!({ "type": "string", "system": "description" })),
        field("project", "Project", true, json!({ "type": "project", "system": "project" })),
        field("issuetype", "Issue Type", true, json!({ "type": "issuetype", "system": "issuetype" })),
    ];
    if project == "10001" {
        let mut team = field(
            TEAM,
            "Team",
            true,
            json!({ "type": "option", "custom": "com.atlassian.jira.plugin.system.customfieldtypes:select", "customId": 10050 }),
        );
        team["allowedValues"] = json!([{ "id": "1", "value": "Red" }, { "id": "2", "value": "Blue" }]);
        fields.push(team);
    }
    Json(json!({ "startAt": 0, "maxResults": 50, "total": fields.len(), "fields": fields })).into_response()
}

fn project(path: &HashMap<String, String>) -> Option<&'static str> {
    let asked = path.get("project")?;
    PROJECTS.iter().find(|(id, key, _)| id == asked || key == asked).map(|(id, ..)| *id)
}

pub(super) fn missing() -> Response {
    let body = json!({ "errorMessages": ["There is no such thing, or you may not see it."], "errors": {} });
    (StatusCode::NOT_FOUND, Json(body)).into_response()
}
