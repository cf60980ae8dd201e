//! `aims organisation`: one organisation, whole, from one installation to another. The form of the file is described in
//! `docs/operators/export-format.md`.

mod export;
mod import;
mod manifest;

pub use export::run as export;
pub use import::run as import;

/// Where the rows of a table lie inside an export.
fn records(table: &str) -> String {
    format!("records/{table}.jsonl")
}

/// Where a file lies.
const FILES: &str = "files/";
/// The accounts of its people.
const ACCOUNTS: &str = "accounts.jsonl";
/// The trail, in the form that `aims trail verify` reads.
const TRAIL: &str = "trail.jsonl";
