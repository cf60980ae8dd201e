//! Contracts of others that our calls and our fakes are held against, in tests.

use serde_json::Value;
use std::path::PathBuf;

/// The specifications are data of others and lie beside the project, where they lie at all.
pub(crate) fn specification(name: &str) -> Option<Value> {
    let folder = std::env::var_os("AIMS_SPECS").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/specs")),
        PathBuf::from,
    );
    let Ok(text) = std::fs::read_to_string(folder.join(name)) else {
        eprintln!("skipped: ../shared/specs not found");
        return None;
    };
    Some(serde_json::from_str(&text).unwrap())
}
