//! What the certification body found, and what is answered.

use super::super::stage::Stage;
use super::super::story::Found;
use super::World;
use anyhow::Context;
use reqwest::Method;
use serde_json::{Value, json};

pub(super) async fn raise(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    (key, found): (&str, &Found),
) -> anyhow::Result<()> {
    let visit = world.visits.get(&format!("{key} {}", found.on)).context("there is no such visit")?;
    let certification = world.certifications.get(key).context("there is no such certification")?;
    let owner = found.owner.as_deref().map(|owner| world.cast.id(owner)).transpose()?;
    let body = json!({ "visit": visit, "grade": found.grade, "title": found.title, "requirement": found.requirement,
        "evidence": found.evidence, "due": found.due.map(|day| stage.workday(day)), "owner": owner });
    let at = world.path(&format!("/certifications/{certification}/findings"));
    let hand = world.cast.hand(stage, by).await?;
    let id = hand.post(&at, &body).await?.text("id")?;
    world.findings.insert(format!("{key} {}", found.title), id);
    Ok(())
}

async fn change(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    (method, key, found, rest): (Method, &str, &Found, &str),
    body: &Value,
) -> anyhow::Result<()> {
    let id = world.findings.get(&format!("{key} {}", found.title)).context("there is no such finding")?;
    let at = world.path(&format!("/findings/{id}"));
    let hand = world.cast.hand(stage, by).await?;
    hand.change(method, (&at, rest), body).await.map(drop)
}

/// Says why it came to that and what is done, and that the answer is sent.
pub(super) async fn answer(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    (key, found): (&str, &Found),
) -> anyhow::Result<()> {
    let said = found.answer.as_ref().context("there is no answer")?;
    let body = json!({ "correction": said.correction, "cause": said.cause, "action": said.action,
        "act_by": stage.workday(said.act_by) });
    change(stage, world, by, (Method::PATCH, key, found, ""), &body).await?;
    step(stage, world, by, (key, found, "answer")).await
}

pub(super) async fn step(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    (key, found, step): (&str, &Found, &str),
) -> anyhow::Result<()> {
    let body = json!({ "step": step, "on": stage.date_now() });
    change(stage, world, by, (Method::POST, key, found, "/steps"), &body).await
}
