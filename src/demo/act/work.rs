//! Controls, tasks, and what is said about them.

use super::super::stage::Stage;
use super::super::story::{Comment, Linked, Task, Template, View};
use super::{Step, World};
use anyhow::Context;
use reqwest::Method;
use serde_json::{Value, json};

async fn change(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    (method, thing, rest): (Method, &str, &str),
    body: &Value,
) -> anyhow::Result<()> {
    let hand = world.cast.hand(stage, by).await?;
    hand.change(method, (thing, rest), body).await.map(drop)
}

/// Says who answers for a control, and that there is a plan.
pub(super) async fn answer(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    (control, owner, due): (&str, &str, i64),
) -> anyhow::Result<()> {
    let at = world.path(&format!("/controls/{}", world.control(control)?));
    let body = json!({ "owner": world.cast.id(owner)?, "due": stage.workday(due), "status": "planned" });
    change(stage, world, by, (Method::PATCH, &at, ""), &body).await
}

pub(super) async fn status(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    (control, status): (&str, &str),
) -> anyhow::Result<()> {
    let at = world.path(&format!("/controls/{}", world.control(control)?));
    change(stage, world, by, (Method::PATCH, &at, ""), &json!({ "status": status })).await
}

pub(super) async fn create(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    task: &Task,
) -> anyhow::Result<()> {
    let control = task.control.as_deref().map(|reference| world.control(reference)).transpose()?;
    let reviewer = task.reviewer.as_deref().map(|key| world.cast.id(key)).transpose()?;
    let due = stage.workday(task.due);
    let title = if task.key.starts_with(&task.title) {
        // What comes again is told apart by its month.
        format!("{}, {}", task.title, due.format("%B %Y"))
    } else {
        task.title.clone()
    };
    let body = json!({ "title": title, "description": task.text, "control": control,
        "owner": world.cast.id(&task.owner)?, "reviewer": reviewer, "checklist": task.steps, "due": due, "evidence_required": task.evidence,
        "priority": task.priority });
    let hand = world.cast.hand(stage, by).await?;
    let id = hand.post(&world.path("/tasks"), &body).await?.text("id")?;
    world.tasks.insert(task.key.clone(), id);
    Ok(())
}

pub(super) async fn note(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    (task, text): (&str, &str),
) -> anyhow::Result<()> {
    let at = world.task(task)?;
    change(stage, world, by, (Method::PATCH, &at, ""), &json!({ "evidence_note": text })).await
}

pub(super) async fn step(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    (task, step, reason): (&str, Step, Option<String>),
) -> anyhow::Result<()> {
    let at = world.task(task)?;
    let (verb, body) = match step {
        Step::Start => ("/start", json!({})),
        Step::Submit => ("/submit", json!({})),
        Step::Complete => ("/complete", json!({})),
        Step::Cancel => ("/cancel", json!({ "reason": reason })),
    };
    change(stage, world, by, (Method::POST, &at, verb), &body).await
}

pub(super) async fn say(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    comment: &Comment,
) -> anyhow::Result<()> {
    let mut text = String::new();
    for (position, part) in comment.text.split('@').enumerate() {
        if position == 0 {
            text.push_str(part);
            continue;
        }
        let end = part.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(part.len());
        let (key, rest) = part.split_at(end);
        text.push_str(&format!("@{{{}}}{rest}", world.cast.id(key)?));
    }
    let at = world.path(&format!("/subjects/{}/comments", world.subject(&comment.on)?));
    let hand = world.cast.hand(stage, by).await?;
    hand.post(&at, &json!({ "text": text })).await.map(drop)
}

/// Says what a task has to do with.
pub(super) async fn link(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    linked: &Linked,
) -> anyhow::Result<()> {
    let hand = world.cast.hand(stage, by).await?;
    let task = world.thing(&linked.task)?;
    for other in &linked.to {
        let at = world.path(&format!("/subjects/{task}/links/{}", world.thing(other)?));
        hand.send(hand.request(Method::PUT, &at)).await?;
    }
    Ok(())
}

pub(super) async fn save_view(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    view: &View,
) -> anyhow::Result<()> {
    let hand = world.cast.hand(stage, by).await?;
    let body = json!({ "list": view.list, "name": view.name, "query": view.query, "shared": true });
    let id = hand.post(&world.path("/views"), &body).await?.text("id")?;
    if view.opens {
        let opens = hand.request(Method::PUT, &world.path(&format!("/views/{id}/default")));
        hand.send(opens.json(&json!({ "default": true }))).await?;
    }
    Ok(())
}

/// Says how a control is met, a paragraph for each that an empty line divides.
pub(super) async fn describe(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    (control, text): (&str, &str),
) -> anyhow::Result<()> {
    let paragraph =
        |text: &str| json!({ "type": "paragraph", "content": [{ "type": "text", "text": text.trim() }] });
    let paragraphs: Vec<Value> = text.split("\n\n").map(paragraph).collect();
    let at = world.path(&format!("/controls/{}", world.control(control)?));
    let body = json!({ "notes": { "type": "doc", "content": paragraphs } });
    change(stage, world, by, (Method::PATCH, &at, ""), &body).await
}

pub(super) async fn verify(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    control: &str,
) -> anyhow::Result<()> {
    let at = world.path(&format!("/controls/{}", world.control(control)?));
    let body = json!({ "on": stage.date_now(), "note": "Looked at the evidence and asked two people." });
    change(stage, world, by, (Method::POST, &at, "/verify"), &body).await
}

/// Looks at a control again and notes what came of it.
pub(super) async fn review(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    (control, changes): (&str, Option<&str>),
) -> anyhow::Result<()> {
    let at = world.path(&format!("/reviews/{}/held", world.control(control)?));
    let body = json!({
        "on": stage.date_now(),
        "outcome": if changes.is_some() { "changes_needed" } else { "suitable" },
        "changes": changes.unwrap_or_default(),
        "note": "Read it with its owner, beside what has changed since.",
    });
    let hand = world.cast.hand(stage, by).await?;
    hand.send(hand.request(Method::POST, &at).json(&body)).await?;
    Ok(())
}

/// Ticks the first steps of a task.
pub(super) async fn tick(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    (task, count): (&str, usize),
) -> anyhow::Result<()> {
    let at = world.task(task)?;
    let hand = world.cast.hand(stage, by).await?;
    let read = hand.get(&at).await?;
    let items = read.body["checklist"].as_array().context("a task without steps")?;
    for item in items.iter().take(count) {
        let body = json!({ "action": "tick", "item": item["id"], "done": true });
        hand.change(Method::POST, (&at, "/checklist"), &body).await?;
    }
    Ok(())
}

pub(super) async fn template(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    template: &Template,
) -> anyhow::Result<()> {
    let hand = world.cast.hand(stage, by).await?;
    let body = json!({ "title": template.title, "description": template.text, "due_in": template.due_in,
        "checklist": template.steps });
    hand.post(&world.path("/task-templates"), &body).await.map(drop)
}
