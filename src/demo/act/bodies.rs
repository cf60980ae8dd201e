//! Certification bodies: who is known, who was asked, and who was chosen.

use super::super::stage::Stage;
use super::super::story::{Body, Quoted};
use super::World;
use super::certifications::change;
use anyhow::Context;
use reqwest::Method;
use serde_json::json;

pub(super) async fn add(stage: &Stage, world: &mut World<'_>, by: &str, one: &Body) -> anyhow::Result<()> {
    let body = json!({ "name": one.name, "accredited": one.accredited, "accreditation": one.accreditation,
        "accredited_until": one.accredited_until.map(|day| stage.workday(day)), "competence": one.competence,
        "sectors": one.sectors, "languages": one.languages, "references": one.references,
        "conflicts": one.conflicts, "advised_until": one.advised_until.map(|day| stage.workday(day)),
        "contacts": one.contacts });
    let hand = world.cast.hand(stage, by).await?;
    let id = hand.post(&world.path("/bodies"), &body).await?.text("id")?;
    world.bodies.insert(one.key.clone(), id);
    Ok(())
}

/// Asks a body, or notes what it offers.
pub(super) async fn ask(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    (key, quoted, offered): (&str, &Quoted, bool),
) -> anyhow::Result<()> {
    let whom = world.bodies.get(&quoted.body).context("there is no such body")?.clone();
    let mut said = json!({ "body": whom, "asked": stage.workday(quoted.asked),
        "answer_by": stage.workday(quoted.answer_by), "note": quoted.note });
    if offered {
        let day = |day: Option<i64>| day.map(|day| stage.workday(day));
        let days = |place: usize| quoted.days.get(place);
        said["offer"] = json!({ "valid_until": day(quoted.valid_until), "stage_1_on": day(quoted.first),
            "stage_2_on": day(quoted.second), "currency": "EUR", "fees": quoted.fees,
            "days": { "stage_1": days(0), "stage_2": days(1), "surveillance_1": days(2),
                "surveillance_2": days(3) } });
    }
    let name = format!("{key} {}", quoted.body);
    let known = world.quotations.get(&name).map(|id| format!("/quotations/{id}"));
    let (method, rest) = match &known {
        Some(rest) => (Method::PUT, rest.as_str()),
        None => (Method::POST, "/quotations"),
    };
    let after = change(stage, world, by, (method, key, rest), &said).await?;
    let items = after["items"].as_array().context("no quotations")?;
    let made = items.iter().find(|one| one["body"]["id"] == whom.as_str()).context("no quotation")?;
    world.quotations.insert(name, made["id"].as_str().context("no id")?.to_owned());
    Ok(())
}

pub(super) async fn choose(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    (key, body, reason): (&str, &str, &str),
) -> anyhow::Result<()> {
    let id = world.quotations.get(&format!("{key} {body}")).context("nobody asked them")?;
    let rest = format!("/quotations/{id}/steps");
    let said = json!({ "step": "choose", "on": stage.date_now(), "reason": reason });
    change(stage, world, by, (Method::POST, key, &rest), &said).await.map(drop)
}
