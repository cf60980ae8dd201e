//! All YAML files as plain values, and a walk over them.

use std::{collections::BTreeMap, fs};

use serde_json::Value;

/// Names of lists whose identifiers are unique within the list only.
const LOCAL: [&str; 5] = ["bands", "grades", "gates", "elements", "rules"];

/// Every file by its name.
pub(crate) fn all() -> BTreeMap<String, Value> {
    let mut files = BTreeMap::new();
    for file in fs::read_dir("en").unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let value = serde_saphyr::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        files.insert(name, value);
    }
    files
}

/// One value with the way that leads to it.
pub(crate) struct Spot<'a> {
    pub(crate) file: &'a str,
    pub(crate) path: Vec<String>,
    pub(crate) value: &'a Value,
}

impl Spot<'_> {
    /// The key of the value, or of the list `above` levels up.
    pub(crate) fn key(&self, above: usize) -> Option<&str> {
        self.path.iter().rev().nth(above).map(String::as_str)
    }

    /// The identifier that this value defines for the whole catalogue.
    pub(crate) fn defines(&self) -> Option<&str> {
        let meta = self.path.first().is_some_and(|first| first == "meta");
        let local = self.path.iter().any(|part| LOCAL.contains(&part.as_str()));
        if meta || local { None } else { self.value.get("id")?.as_str() }
    }
}

impl std::fmt::Display for Spot<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} at {}", self.file, self.path.join("."))
    }
}

/// Every value of every file.
pub(crate) fn spots(files: &BTreeMap<String, Value>) -> Vec<Spot<'_>> {
    let mut found = Vec::new();
    for (file, value) in files {
        walk(file, &[], value, &mut found);
    }
    found
}

fn walk<'a>(file: &'a str, path: &[String], value: &'a Value, found: &mut Vec<Spot<'a>>) {
    found.push(Spot { file, path: path.to_vec(), value });
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Value::Array(list) => list.iter().enumerate().map(|(at, value)| (at.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    for (key, value) in inner {
        walk(file, &[path, &[key]].concat(), value, found);
    }
}
