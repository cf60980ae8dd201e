//! What the API can do, as the reference shows it.

use super::markdown::inline;
use super::schemas::kind;
use serde::Serialize;
use serde_json::Value;

/// One operation.
#[derive(Debug, Serialize)]
pub(super) struct Operation {
    id: String,
    group: String,
    method: String,
    path: String,
    summary: String,
    /// As HTML.
    about: String,
    permission: Option<String>,
    parameters: Vec<Parameter>,
    /// What the body holds, as HTML.
    bodies: Vec<Content>,
    answers: Vec<Answered>,
}

#[derive(Debug, Serialize)]
struct Parameter {
    name: String,
    place: String,
    required: bool,
    kind: String,
    about: String,
}

#[derive(Debug, Serialize)]
struct Content {
    media: String,
    kind: String,
}

#[derive(Debug, Serialize)]
struct Answered {
    status: String,
    contents: Vec<Content>,
}

/// Every operation with its group, in the order of the document.
pub(super) fn all(document: &Value) -> Vec<(String, Operation)> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let each = paths.flat_map(|(path, methods)| {
        methods
            .as_object()
            .into_iter()
            .flatten()
            .map(move |(method, operation)| read(path, method, operation))
    });
    each.collect()
}

fn read(path: &str, method: &str, operation: &Value) -> (String, Operation) {
    let group = operation["tags"][0].as_str().unwrap_or("other").to_owned();
    let answers = operation["responses"].as_object().into_iter().flatten();
    let answers =
        answers.map(|(status, answer)| Answered { status: status.clone(), contents: contents(answer) });
    // What is said first is the title.
    let summary = operation["summary"].as_str().unwrap_or_default();
    let (title, more) = summary.split_once(". ").unwrap_or((summary, ""));
    let shown = Operation {
        id: text(&operation["operationId"]),
        group: group.clone(),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: title.trim_end_matches('.').replace('`', ""),
        about: inline(&format!("{more}\n\n{}", operation["description"].as_str().unwrap_or_default())),
        permission: operation["x-permission"].as_str().map(str::to_owned),
        parameters: operation["parameters"].as_array().into_iter().flatten().map(parameter).collect(),
        bodies: contents(&operation["requestBody"]),
        answers: answers.collect(),
    };
    (group, shown)
}

fn parameter(said: &Value) -> Parameter {
    Parameter {
        name: text(&said["name"]),
        place: text(&said["in"]),
        required: said["required"].as_bool().unwrap_or_default(),
        kind: kind(&said["schema"]),
        about: inline(said["description"].as_str().unwrap_or_default()),
    }
}

fn contents(said: &Value) -> Vec<Content> {
    let kinds = said["content"].as_object().into_iter().flatten();
    kinds.map(|(media, content)| Content { media: media.clone(), kind: kind(&content["schema"]) }).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
