//! Founding, adopting, and people coming and going.

use super::super::hand::{Answer, Hand};
use super::super::stage::Stage;
use super::super::story::{Hired, Leaves, Team};
use super::World;
use anyhow::Context;
use domain::id::AccountId;
use reqwest::Method;
use serde_json::json;

/// The token behind `#` in the latest mail to an address.
async fn token_mailed_to(stage: &Stage, address: &str) -> anyhow::Result<String> {
    stage.run_jobs().await?;
    let mails = stage.mails().await?;
    let theirs = mails.iter().filter(|mail| mail.to_address == address);
    let (_, behind) = theirs.filter_map(|mail| mail.text.split_once('#')).next().context("no link came")?;
    Ok(behind.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect())
}

/// Who signed in with that answer.
async fn account_of(stage: &Stage, answer: &Answer) -> anyhow::Result<AccountId> {
    let hand = stage.hand(Some(answer.session.as_deref().context("nobody was signed in")?));
    let session = hand.get("/api/v1/session").await?;
    let id = session.body["account"]["id"].as_str().context("a session without an account")?;
    Ok(AccountId(id.parse()?))
}

pub(super) async fn found(stage: &Stage, world: &mut World<'_>) -> anyhow::Result<()> {
    let (company, nobody) = (world.company(), stage.hand(None));
    let body = json!({ "address": company.founder.address, "name": company.founder.name,
        "organisation_name": company.name, "zone": company.zone, "country": company.country });
    nobody.post("/api/v1/sign-up", &body).await?;
    let token = token_mailed_to(stage, &company.founder.address).await?;
    let confirm = json!({ "token": token, "password": company.password });
    let answer = nobody.post("/api/v1/sign-up/confirm", &confirm).await?;
    let slug = answer.body["organisations"][0]["slug"].as_str().context("no organisation")?;
    slug.clone_into(&mut world.slug);
    let account = account_of(stage, &answer).await?;
    let hand = stage.hand(answer.session.as_deref());
    let found = hand.get(&world.path("")).await?;
    let me = found.body["me"]["person_id"].as_str().context("nobody")?;
    world.cast.enter(&company.founder.address, me);
    world.cast.gets("nadia", account)
}

pub(super) async fn adopt(stage: &Stage, world: &mut World<'_>, by: &str) -> anyhow::Result<()> {
    let hand = world.cast.hand(stage, by).await?;
    hand.post(&world.path("/adoptions"), &json!({ "standard": "iso42001" })).await?;
    for one in all(&hand, &world.path("/controls?limit=100")).await? {
        let text = |field: &str| one[field].as_str().map(str::to_owned).context("a control's field");
        world.controls.insert(text("reference")?, text("id")?);
    }
    Ok(())
}

/// Every page of a list.
async fn all(hand: &Hand, path: &str) -> anyhow::Result<Vec<serde_json::Value>> {
    let (mut items, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = hand.get(&format!("{path}{cursor}")).await?;
        items.extend(page.body["items"].as_array().cloned().unwrap_or_default());
        match page.body["next"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return Ok(items),
        }
    }
}

pub(super) async fn import(stage: &Stage, world: &mut World<'_>, by: &str) -> anyhow::Result<()> {
    let hand = world.cast.hand(stage, by).await?;
    let file = |path: &str| {
        hand.request(Method::POST, path).header("content-type", "text/csv").body(world.story.people)
    };
    let seen = hand.send(file(&world.path("/people/import/preview"))).await?;
    let digest = seen.text("digest")?;
    let path = world.path(&format!("/people/import?digest={digest}&mode=all_or_nothing"));
    hand.send(file(&path)).await?;
    for person in all(&hand, &world.path("/people?limit=100")).await? {
        let text = |field: &str| person[field].as_str().context("a person's field");
        world.cast.enter(text("address")?, text("id")?);
    }
    Ok(())
}

pub(super) async fn join(stage: &Stage, world: &mut World<'_>, by: &str, who: &str) -> anyhow::Result<()> {
    let hand = world.cast.hand(stage, by).await?;
    let person = world.path(&format!("/people/{}", world.cast.id(who)?));
    let address = hand.get(&person).await?.text("address")?;
    hand.post(&format!("{person}/invitation"), &json!({})).await?;
    let token = token_mailed_to(stage, &address).await?;
    let accept = json!({ "token": token, "password": world.company().password });
    let answer = stage.hand(None).post("/api/v1/invitations/accept", &accept).await?;
    let account = account_of(stage, &answer).await?;
    world.cast.gets(who, account)
}

pub(super) async fn hire(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    hired: &Hired,
) -> anyhow::Result<()> {
    let hand = world.cast.hand(stage, by).await?;
    let body = json!({ "name": hired.name, "address": hired.address, "roles": hired.roles });
    let id = hand.post(&world.path("/people"), &body).await?.text("id")?;
    world.cast.enter(&hired.address, &id);
    let manager = json!({ "manager": world.cast.id(&hired.manager)? });
    let person = world.path(&format!("/people/{id}"));
    hand.change(Method::PATCH, (&person, ""), &manager).await?;
    Ok(())
}

pub(super) async fn leave(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    leaves: &Leaves,
) -> anyhow::Result<()> {
    let hand = world.cast.hand(stage, by).await?;
    let successor = leaves.successor.as_deref().map(|key| world.cast.id(key)).transpose()?;
    let person = world.path(&format!("/people/{}", world.cast.id(&leaves.who)?));
    hand.change(Method::POST, (&person, "/deactivate"), &json!({ "successor": successor })).await?;
    Ok(())
}

/// Looks through what happened and clears it.
pub(super) async fn read_notices(stage: &Stage, world: &mut World<'_>, by: &str) -> anyhow::Result<()> {
    let hand = world.cast.hand(stage, by).await?;
    hand.post(&world.path("/notices/read"), &json!({})).await.map(drop)
}

pub(super) async fn team(stage: &Stage, world: &mut World<'_>, by: &str, team: &Team) -> anyhow::Result<()> {
    let hand = world.cast.hand(stage, by).await?;
    let members: Vec<&str> =
        team.members.iter().map(|key| world.cast.id(key)).collect::<anyhow::Result<_>>()?;
    let body = json!({ "name": team.name, "lead": world.cast.id(&team.lead)?, "members": members });
    hand.post(&world.path("/teams"), &body).await.map(drop)
}

/// Is away from tomorrow on, and names who stands in.
pub(super) async fn away(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    (days, delegate): (i64, &str),
) -> anyhow::Result<()> {
    let at = world.path(&format!("/people/{}/absences", world.cast.id(by)?));
    let first = stage.date_now() + chrono::Duration::days(1);
    let body = json!({
        "from": first,
        "until": first + chrono::Duration::days(days - 1),
        "delegate": world.cast.id(delegate)?,
    });
    let hand = world.cast.hand(stage, by).await?;
    hand.send(hand.request(Method::POST, &at).json(&body)).await?;
    Ok(())
}
