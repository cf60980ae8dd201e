//! Requirements and controls.

use super::calls::Calls;
use super::commands::AskedControls;
use super::table::{plain, table};
use super::{ClientFailure, Shown, pretty, text};
use serde_json::Value;

pub(super) async fn list(
    calls: &Calls,
    asked: &AskedControls,
    shown: Shown,
) -> Result<String, ClientFailure> {
    let mut query: Vec<(&str, String)> =
        asked.status.clone().map(|status| ("status", status)).into_iter().collect();
    query.extend(asked.listed.search.clone().map(|words| ("q", words)));
    let page = calls.list("/controls", &query, asked.listed.limit).await?;
    if shown == Shown::Json {
        return Ok(pretty(&page));
    }
    let items = page["items"].as_array().cloned().unwrap_or_default();
    if items.is_empty() {
        return Ok("There are no such requirements or controls.".to_owned());
    }
    let row = |control: &Value| {
        vec![
            text(&control["reference"]),
            text(&control["status"]),
            text(&control["due"]),
            text(&control["owner"]["name"]),
            text(&control["title"]),
        ]
    };
    let rows: Vec<Vec<String>> = items.iter().map(row).collect();
    Ok(table(&["Control", "Status", "Due", "Owner", "Title"], &rows))
}

pub(super) async fn show(calls: &Calls, reference: &str, shown: Shown) -> Result<String, ClientFailure> {
    let found = calls.find("/controls", reference).await?;
    let control = calls.get(&calls.path(&format!("/controls/{}", text(&found["id"]))).await?).await?;
    if shown == Shown::Json {
        return Ok(pretty(&control));
    }
    let mut lines = vec![format!("{}  {}", text(&control["reference"]), text(&control["title"]))];
    for (name, value) in
        [("Status", &control["status"]), ("Due", &control["due"]), ("Owner", &control["owner"]["name"])]
    {
        if !value.is_null() {
            lines.push(format!("{name:10}{}", text(value)));
        }
    }
    Ok(plain(&lines.join("\n")))
}
