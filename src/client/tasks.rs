//! Tasks.

use super::calls::Calls;
use super::commands::{AskedTasks, NewTask};
use super::table::{plain, table};
use super::{ClientFailure, Shown, pretty, text};
use serde_json::{Value, json};

pub(super) async fn list(calls: &Calls, asked: &AskedTasks, shown: Shown) -> Result<String, ClientFailure> {
    let mut query = vec![("sort", "due".to_owned())];
    query.extend(asked.state.clone().map(|state| ("state", state)));
    query.extend(asked.mine.then(|| ("owner", "me".to_owned())));
    query.extend(asked.overdue.then(|| ("overdue", "true".to_owned())));
    query.extend(asked.listed.search.clone().map(|words| ("q", words)));
    let page = calls.list("/tasks", &query, asked.listed.limit).await?;
    if shown == Shown::Json {
        return Ok(pretty(&page));
    }
    let items = page["items"].as_array().cloned().unwrap_or_default();
    if items.is_empty() {
        return Ok("There are no such tasks.".to_owned());
    }
    let row = |task: &Value| {
        let late = if task["overdue"] == true { " (late)" } else { "" };
        vec![
            text(&task["reference"]),
            text(&task["state"]),
            text(&task["due"]) + late,
            text(&task["owner"]["name"]),
            text(&task["title"]),
        ]
    };
    let rows: Vec<Vec<String>> = items.iter().map(row).collect();
    let more = page["total"].as_u64().unwrap_or_default().saturating_sub(items.len() as u64);
    let below = if more > 0 { format!("\n… and {more} more; --limit shows them") } else { String::new() };
    Ok(table(&["Task", "State", "Due", "Owner", "Title"], &rows) + &below)
}

async fn get(calls: &Calls, reference: &str) -> Result<Value, ClientFailure> {
    let found = calls.find("/tasks", reference).await?;
    calls.get(&calls.path(&format!("/tasks/{}", text(&found["id"]))).await?).await
}

pub(super) async fn show(calls: &Calls, reference: &str, shown: Shown) -> Result<String, ClientFailure> {
    let task = get(calls, reference).await?;
    Ok(if shown == Shown::Json { pretty(&task) } else { told(&task) })
}

fn told(task: &Value) -> String {
    let mut lines = vec![format!("{}  {}", text(&task["reference"]), text(&task["title"]))];
    let fields = [
        ("State", text(&task["state"])),
        ("Priority", text(&task["priority"])),
        ("Due", text(&task["due"])),
        ("Owner", text(&task["owner"]["name"])),
        ("Control", text(&task["control"]["reference"])),
        ("Expected", text(&task["expected_evidence"])),
        ("Evidence", text(&task["evidence_note"])),
        ("Link", text(&task["evidence_url"])),
    ];
    let said = fields.into_iter().filter(|(_, value)| !value.is_empty());
    lines.extend(said.map(|(name, value)| format!("{name:10}{value}")));
    let description = text(&task["description"]);
    if !description.is_empty() {
        lines.push(format!("\n{description}"));
    }
    plain(&lines.join("\n"))
}

/// Completes a task, or hands it in where somebody has to look first.
pub(super) async fn done(calls: &Calls, reference: &str, shown: Shown) -> Result<String, ClientFailure> {
    let task = get(calls, reference).await?;
    let possible: Vec<&str> =
        task["possible"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let step = ["complete", "submit"].into_iter().find(|step| possible.contains(step)).ok_or_else(|| {
        let state = text(&task["state"]);
        ClientFailure::Refused(format!("{reference} is {state}; it cannot be completed from there"))
    })?;
    let path = calls.path(&format!("/tasks/{}/{step}", text(&task["id"]))).await?;
    let task = calls.post(&path, Some(&task["version"]), &json!({})).await?;
    if shown == Shown::Json {
        return Ok(pretty(&task));
    }
    let became = if step == "submit" { "waits for review" } else { "is done" };
    Ok(plain(&format!("{} {became}: {}", text(&task["reference"]), text(&task["title"]))))
}

pub(super) async fn comment(
    calls: &Calls,
    reference: &str,
    words: &str,
    shown: Shown,
) -> Result<String, ClientFailure> {
    let task = calls.find("/tasks", reference).await?;
    let path = calls.path(&format!("/subjects/{}/comments", text(&task["id"]))).await?;
    let answer = calls.post(&path, None, &json!({ "text": words })).await?;
    Ok(if shown == Shown::Json {
        pretty(&answer)
    } else {
        format!("Said about {}.", text(&task["reference"]))
    })
}

pub(super) async fn create(calls: &Calls, new: &NewTask, shown: Shown) -> Result<String, ClientFailure> {
    let control = match &new.control {
        Some(reference) => calls.find("/controls", reference).await?["id"].clone(),
        None => Value::Null,
    };
    let owner = if new.mine { calls.holder().await?["person_id"].clone() } else { Value::Null };
    let mut body = json!({ "title": new.title, "description": new.description, "due": new.due, "control": control,
        "owner": owner });
    if let Some(priority) = &new.priority {
        body["priority"] = priority.as_str().into();
    }
    let task = calls.post(&calls.path("/tasks").await?, None, &body).await?;
    if shown == Shown::Json {
        return Ok(pretty(&task));
    }
    Ok(plain(&format!("{} created: {}", text(&task["reference"]), text(&task["title"]))))
}
