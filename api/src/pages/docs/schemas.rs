//! The forms of what is sent, as the reference shows them.

use super::markdown::inline;
use serde::Serialize;
use serde_json::Value;

/// A form with its fields.
#[derive(Debug, Serialize)]
pub(super) struct Form {
    name: String,
    about: String,
    /// As HTML; where it is no object with fields.
    kind: Option<String>,
    fields: Vec<Field>,
}

#[derive(Debug, Serialize)]
struct Field {
    name: String,
    required: bool,
    kind: String,
    about: String,
}

/// Every form of the document.
pub(super) fn all(document: &Value) -> Vec<Form> {
    let forms = document["components"]["schemas"].as_object().into_iter().flatten();
    forms
        .map(|(name, schema)| {
            let fields = fields(schema);
            Form {
                name: name.clone(),
                about: about(schema),
                kind: fields.is_empty().then(|| kind(schema)),
                fields,
            }
        })
        .collect()
}

fn fields(schema: &Value) -> Vec<Field> {
    let required: Vec<_> =
        schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let properties = schema["properties"].as_object().into_iter().flatten();
    properties
        .map(|(name, field)| Field {
            name: name.clone(),
            required: required.contains(&name.as_str()),
            kind: kind(field),
            about: about(field),
        })
        .collect()
}

fn about(schema: &Value) -> String {
    inline(schema["description"].as_str().unwrap_or_default())
}

/// What a value may be, in words, as HTML.
pub(super) fn kind(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        let name = escaped(name);
        return format!("<a href=\"/api/docs/schemas#{name}\">{name}</a>");
    }
    for several in ["oneOf", "anyOf", "allOf"] {
        if let Some(of) = schema[several].as_array() {
            return of.iter().map(kind).collect::<Vec<_>>().join(if several == "allOf" {
                " and "
            } else {
                " or "
            });
        }
    }
    if let Some(values) = schema["enum"].as_array() {
        let values =
            values.iter().filter_map(Value::as_str).map(|one| format!("<code>{}</code>", escaped(one)));
        return values.collect::<Vec<_>>().join(", ");
    }
    let names: Vec<_> = match &schema["type"] {
        Value::String(name) => vec![name.as_str()],
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        _ => vec!["anything"],
    };
    names.into_iter().map(|name| plain(name, schema)).collect::<Vec<_>>().join(" or ")
}

fn plain(name: &str, schema: &Value) -> String {
    match (name, schema["format"].as_str()) {
        ("array", _) => format!("list of {}", kind(&schema["items"])),
        ("object", _) if schema["additionalProperties"].is_object() => {
            format!("named values, each {}", kind(&schema["additionalProperties"]))
        }
        ("object", _) if schema["properties"].is_object() => {
            let names: Vec<_> = fields(schema)
                .iter()
                .map(|one| format!("<code>{}</code> {}", escaped(&one.name), one.kind))
                .collect();
            format!("object with {}", names.join(", "))
        }
        ("string", Some(format)) => escaped(format),
        ("integer", _) => "whole number".to_owned(),
        ("boolean", _) => "true or false".to_owned(),
        ("string", None) => "text".to_owned(),
        (name, _) => escaped(name),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_value_is_told_in_words() {
        for (schema, words) in [
            (json!({ "type": ["string", "null"] }), "text or null"),
            (json!({ "type": "array", "items": { "type": "string", "format": "uuid" } }), "list of uuid"),
            (json!({ "$ref": "#/components/schemas/Task" }), "<a href=\"/api/docs/schemas#Task\">Task</a>"),
            (json!({ "enum": ["a<b"] }), "<code>a&lt;b</code>"),
            (json!({ "oneOf": [{ "type": "null" }, { "type": "integer" }] }), "null or whole number"),
            (json!({}), "anything"),
        ] {
            assert_eq!(kind(&schema), words);
        }
    }
}
