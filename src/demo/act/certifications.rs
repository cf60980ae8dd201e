//! Certifications: what is noted of them, and the visits.

use super::super::stage::Stage;
use super::super::story::{Certification, Visit};
use super::World;
use anyhow::Context;
use reqwest::Method;
use serde_json::{Value, json};

impl World<'_> {
    pub(super) fn certification(&self, key: &str) -> anyhow::Result<String> {
        let id = self.certifications.get(key).with_context(|| format!("there is no certification {key}"))?;
        Ok(self.path(&format!("/certifications/{id}")))
    }
}

pub(super) async fn add(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    one: &Certification,
) -> anyhow::Result<()> {
    let body = json!({ "title": one.title, "standard": one.standard, "body": one.body, "scope": one.scope,
        "owner": world.cast.id(&one.owner)? });
    let hand = world.cast.hand(stage, by).await?;
    let id = hand.post(&world.path("/certifications"), &body).await?.text("id")?;
    world.certifications.insert(one.key.clone(), id);
    Ok(())
}

pub(super) async fn change(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    (method, key, rest): (Method, &str, &str),
    body: &Value,
) -> anyhow::Result<Value> {
    let at = world.certification(key)?;
    let hand = world.cast.hand(stage, by).await?;
    Ok(hand.change(method, (&at, rest), body).await?.body)
}

pub(super) async fn step(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    (key, step): (&str, &str),
) -> anyhow::Result<()> {
    let body = json!({ "step": step, "on": stage.date_now(), "plans_accepted": true });
    change(stage, world, by, (Method::POST, key, "/steps"), &body).await.map(drop)
}

pub(super) async fn number(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    (key, number): (&str, &str),
) -> anyhow::Result<()> {
    change(stage, world, by, (Method::PATCH, key, ""), &json!({ "number": number })).await.map(drop)
}

/// Plans a visit, or notes that it was held.
pub(super) async fn visit(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    (key, visit, held): (&str, &Visit, bool),
) -> anyhow::Result<()> {
    let (begins, ends) = (stage.workday(visit.begins), stage.workday(visit.ends));
    let state = if held { "held" } else { "planned" };
    let body = json!({ "phase": visit.phase, "begins": begins.min(ends), "ends": ends, "state": state,
        "note": visit.note, "team": visit.team, "agenda": visit.agenda, "days_planned": visit.days,
        "sampled": if held { visit.sampled.as_str() } else { "" }, "days_used": visit.used.filter(|_| held) });
    let name = format!("{key} {}", visit.phase);
    let known = world.visits.get(&name).map(|id| format!("/visits/{id}"));
    let (method, rest) = match &known {
        Some(rest) => (Method::PUT, rest.as_str()),
        None => (Method::POST, "/visits"),
    };
    let after = change(stage, world, by, (method, key, rest), &body).await?;
    let visits = after["visits"].as_array().context("no visits")?;
    let made = visits.iter().find(|one| one["phase"] == visit.phase).context("no visit")?;
    world.visits.insert(name, made["id"].as_str().context("no id")?.to_owned());
    Ok(())
}
