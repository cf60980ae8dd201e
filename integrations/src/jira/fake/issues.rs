//! Issues: made, found, read, changed, moved.

use super::meta::{PROJECTS, TEAM, missing};
use super::{Kept, Shared, webhooks};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::mirror::Category;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, HashMap};
use std::time::Instant;

const CATEGORIES: [(Category, &str, &str, &str, i64); 3] = [
    (Category::New, "1", "To Do", "new", 2),
    (Category::InProgress, "3", "In Progress", "indeterminate", 4),
    (Category::Done, "5", "Done", "done", 3),
];

fn cloud(path: &HashMap<String, String>) -> &str {
    path.get("cloud").map(String::as_str).unwrap_or_default()
}

pub(super) fn status(category: Category) -> Value {
    let found = CATEGORIES.iter().find(|(one, ..)| *one == category).unwrap_or(&CATEGORIES[0]);
    let (_, id, name, key, number) = *found;
    json!({ "id": id, "name": name, "description": "", "iconUrl": "https://example.com/i.png", "self": "https://example.com/s",
        "statusCategory": { "id": number, "key": key, "name": name, "colorName": "blue-gray", "self": "https://example.com/c" } })
}

/// Every status there is.
pub(super) fn statuses() -> Vec<Value> {
    CATEGORIES.iter().map(|(category, ..)| status(*category)).collect()
}

pub(super) async fn create(
    State(shared): State<Shared>,
    Path(path): Path<HashMap<String, String>>,
    Json(body): Json<Value>,
) -> Response {
    let mut fields = body["fields"].as_object().cloned().unwrap_or_default();
    let problems = problems(&fields);
    if !problems.is_empty() {
        return (StatusCode::BAD_REQUEST, Json(json!({ "errorMessages": [], "errors": problems })))
            .into_response();
    }
    let wanted = fields.get("project").cloned().unwrap_or_default();
    let project = PROJECTS.iter().find(|(id, key, _)| wanted["id"] == *id || wanted["key"] == *key);
    let Some((id, key, _)) = project else { return missing() };
    fields.remove("issuetype");
    let kept = {
        let mut state = shared.state();
        let number = state.draw();
        let properties = body["properties"].as_array().into_iter().flatten();
        let kept = Kept {
            id: (20_000 + number).to_string(),
            key: format!("{key}-{number}"),
            cloud: cloud(&path).to_owned(),
            project: (*id).to_owned(),
            category: Category::New,
            fields,
            properties: properties
                .filter_map(|one| Some((one["key"].as_str()?.to_owned(), one["value"].clone())))
                .collect(),
            made: Some(Instant::now()),
            changes: 0,
        };
        state.issues.push(kept.clone());
        kept
    };
    webhooks::tell(&shared, &kept, "jira:issue_created");
    let address = format!("{}ex/jira/{}/rest/api/3/issue/{}", shared.base, kept.cloud, kept.id);
    (StatusCode::CREATED, Json(json!({ "id": kept.id, "key": kept.key, "self": address }))).into_response()
}

fn problems(fields: &Map<String, Value>) -> BTreeMap<&'static str, &'static str> {
    let mut problems = BTreeMap::new();
    let summary = fields.get("summary").and_then(Value::as_str).unwrap_or_default();
    if summary.is_empty() || summary.len() > 255 * 4 || summary.contains('\n') {
        problems.insert("summary", "You must specify a summary of the issue.");
    }
    if fields.get("description").is_some_and(|description| !description.is_object()) {
        problems.insert("description", "Operation value must be an Atlassian Document.");
    }
    if fields.get("project").is_some_and(|project| project["id"] == "10001") && !fields.contains_key(TEAM) {
        problems.insert(TEAM, "Team is required.");
    }
    problems
}

pub(super) fn shown(shared: &Shared, kept: &Kept) -> Value {
    let (_, key, name) = PROJECTS.iter().find(|(id, ..)| *id == kept.project).copied().unwrap_or(PROJECTS[0]);
    let mut fields = kept.fields.clone();
    fields.insert("status".to_owned(), status(kept.category));
    fields.insert("project".to_owned(), json!({ "id": kept.project, "key": key, "name": name }));
    json!({ "id": kept.id, "key": kept.key, "fields": fields, "properties": kept.properties,
        "self": format!("{}ex/jira/{}/rest/api/3/issue/{}", shared.base, kept.cloud, kept.id) })
}

pub(super) async fn get(State(shared): State<Shared>, Path(path): Path<HashMap<String, String>>) -> Response {
    let found = shared.state().issue(cloud(&path), &path["id"]).cloned();
    found.map_or_else(missing, |kept| Json(shown(&shared, &kept)).into_response())
}

pub(super) async fn get_many(
    State(shared): State<Shared>,
    Path(path): Path<HashMap<String, String>>,
    Json(body): Json<Value>,
) -> Json<Value> {
    let ids: Vec<&str> =
        body["issueIdsOrKeys"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let found: Vec<Kept> =
        ids.iter().filter_map(|id| shared.state().issue(cloud(&path), id).cloned()).collect();
    let issues: Vec<Value> = found.iter().map(|kept| shown(&shared, kept)).collect();
    Json(json!({ "issues": issues, "issueErrors": [] }))
}

pub(super) async fn edit(
    State(shared): State<Shared>,
    Path(path): Path<HashMap<String, String>>,
    Json(body): Json<Value>,
) -> Response {
    let changed = {
        let mut state = shared.state();
        state.issue(cloud(&path), &path["id"]).map(|kept| {
            kept.fields.extend(body["fields"].as_object().cloned().unwrap_or_default());
            kept.changes += 1;
            kept.clone()
        })
    };
    let Some(kept) = changed else { return missing() };
    webhooks::tell(&shared, &kept, "jira:issue_updated");
    StatusCode::NO_CONTENT.into_response()
}

pub(super) async fn transitions(
    State(shared): State<Shared>,
    Path(path): Path<HashMap<String, String>>,
) -> Response {
    let found = shared.state().issue(cloud(&path), &path["id"]).cloned();
    let Some(kept) = found else { return missing() };
    let ways = CATEGORIES.iter().filter(|(category, ..)| *category != kept.category);
    // In the slow lane nothing is ever done.
    let open = ways.filter(|(category, ..)| !(kept.project == "10002" && *category == Category::Done));
    let shown: Vec<Value> = open
        .map(|(category, id, name, ..)| {
            json!({ "id": format!("{id}1"), "name": name, "to": status(*category), "hasScreen": false, "isGlobal": true,
                "isInitial": false, "isConditional": false, "fields": {} })
        })
        .collect();
    Json(json!({ "expand": "transitions", "transitions": shown })).into_response()
}

pub(super) async fn transition(
    State(shared): State<Shared>,
    Path(path): Path<HashMap<String, String>>,
    Json(body): Json<Value>,
) -> Response {
    let way = body["transition"]["id"].as_str().unwrap_or_default();
    let to = CATEGORIES.iter().find(|(_, id, ..)| format!("{id}1") == way).map(|(category, ..)| *category);
    let moved = {
        let mut state = shared.state();
        state.issue(cloud(&path), &path["id"]).zip(to).map(|(kept, to)| {
            kept.category = to;
            kept.changes += 1;
            kept.clone()
        })
    };
    let Some(kept) = moved else { return missing() };
    webhooks::tell(&shared, &kept, "jira:issue_updated");
    StatusCode::NO_CONTENT.into_response()
}

/// Finds by one label, which is all that is ever asked; what is new is found later.
pub(super) async fn search(
    State(shared): State<Shared>,
    Path(path): Path<HashMap<String, String>>,
    Json(body): Json<Value>,
) -> Json<Value> {
    let jql = body["jql"].as_str().unwrap_or_default();
    let after = |name: &str| {
        let (_, rest) = jql.split_once(&format!("{name} = \""))?;
        rest.split('"').next().map(str::to_owned)
    };
    let label = after("labels");
    let found: Vec<Kept> = {
        let state = shared.state();
        let fits = |kept: &&Kept| {
            kept.cloud == cloud(&path)
                && kept
                    .fields
                    .get("labels")
                    .and_then(Value::as_array)
                    .is_some_and(|labels| labels.iter().any(|one| one.as_str() == label.as_deref()))
                && kept.made.is_none_or(|made| made.elapsed() >= state.search_lag)
        };
        state.issues.iter().filter(fits).cloned().collect()
    };
    let issues: Vec<Value> = found.iter().map(|kept| shown(&shared, kept)).collect();
    Json(json!({ "issues": issues, "isLast": true }))
}
