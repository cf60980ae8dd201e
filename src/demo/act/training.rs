//! Training: written, approved by somebody else, and done from the mails by whoever gets one.

use super::super::hand::Hand;
use super::super::stage::Stage;
use super::super::story::{NewVersion, Trained};
use super::World;
use anyhow::Context;
use catalog::training::MODULES;
use reqwest::Method;
use serde_json::json;
use std::collections::BTreeSet;
use url::form_urlencoded::Serializer;

/// One in so many fails a quiz before passing it.
const FAILS: usize = 6;

pub(super) async fn add(stage: &Stage, world: &mut World<'_>, by: &str, one: &Trained) -> anyhow::Result<()> {
    let mut new = match &one.catalogue {
        Some(catalogue) => json!({ "catalogue": catalogue }),
        None => json!({ "text": { "text": one.text, "attested": one.attested, "minutes": 5 } }),
    };
    if let Some(title) = &one.title {
        new["title"] = json!(title);
    }
    let hand = world.cast.hand(stage, by).await?;
    let id = hand.post(&world.path("/modules"), &new).await?.text("id")?;
    let at = world.path(&format!("/modules/{id}"));
    let rule = match &one.role {
        Some(role) => json!({ "kind": "role", "role": role }),
        None => json!({ "kind": "everybody" }),
    };
    let audience = json!({ "audience": { "rules": [rule] } });
    hand.change(Method::PATCH, (&at, ""), &audience).await?;
    world.trainings.insert(one.key(), id);
    Ok(())
}

fn at(world: &World<'_>, key: &str) -> anyhow::Result<String> {
    let id = world.trainings.get(key).with_context(|| format!("there is no training {key}"))?;
    Ok(world.path(&format!("/modules/{id}")))
}

pub(super) async fn approve(stage: &Stage, world: &mut World<'_>, by: &str, key: &str) -> anyhow::Result<()> {
    let at = at(world, key)?;
    let hand = world.cast.hand(stage, by).await?;
    let written = hand.get(&at).await?.body["versions"][0]["made_by"]["id"].clone();
    let own = written == world.cast.id(by)?;
    let body = if own { json!({ "reason": "Nobody else was here who could" }) } else { json!({}) };
    hand.change(Method::POST, (&at, "/approve"), &body).await?;
    Ok(())
}

pub(super) async fn write(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    one: &NewVersion,
) -> anyhow::Result<()> {
    let at = at(world, &one.catalogue)?;
    let hand = world.cast.hand(stage, by).await?;
    let mut text = hand.get(&at).await?.body["versions"][0].clone();
    let said = text.as_object_mut().context("no version")?;
    for field in ["number", "made_by", "made_at", "approved_by", "approved_at", "reason"] {
        said.remove(field);
    }
    text["text"] = json!(format!("{}{}", text["text"].as_str().unwrap_or_default(), one.added));
    text["again"] = json!(one.again);
    text["changed"] = json!(one.changed);
    hand.change(Method::PUT, (&at, "/draft"), &text).await?;
    Ok(())
}

/// Some of those who have a mail about a training do it; on the last day all but two.
pub(super) async fn learn(stage: &Stage, last: bool) -> anyhow::Result<()> {
    let mut seen = BTreeSet::new();
    let hand = stage.hand(None);
    for (number, mail) in stage.mails().await?.iter().enumerate() {
        let Some(path) = mail.text.find("/t/").map(|at| &mail.text[at..]) else { continue };
        let path = path.split_whitespace().next().unwrap_or_default().to_owned();
        let turn = mail.to_address.bytes().map(usize::from).sum::<usize>();
        let comes = if last { turn % 17 != 0 } else { turn % 3 == number % 3 };
        if comes && seen.insert(path.clone()) {
            take(&hand, &path, turn % FAILS == 0).await?;
        }
    }
    Ok(())
}

/// Opens the link, answers what is asked, and confirms.
async fn take(hand: &Hand, path: &str, fails: bool) -> anyhow::Result<()> {
    let mut page = hand.page(Method::GET, path, String::new()).await?;
    let mut wrong = fails;
    while let Some(form) = answers(&page, wrong) {
        page = hand.page(Method::POST, path, form).await?;
        wrong = false;
    }
    if let Some(version) = field(&page, "version").filter(|_| page.contains("value=\"attest\"")) {
        let form = Serializer::new(String::new());
        let form = { form }.extend_pairs([("do", "attest"), ("version", version)]).finish();
        hand.page(Method::POST, path, form).await?;
    }
    Ok(())
}

/// What stands in a hidden field.
fn field<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let at = page.find(&format!("name=\"{name}\" value=\""))? + name.len() + 15;
    page[at..].split('"').next()
}

/// The answers to the quiz on a page; none where there is none.
fn answers(page: &str, wrong: bool) -> Option<String> {
    page.contains("value=\"quiz\"").then_some(())?;
    let mut form = Serializer::new(String::new());
    form.append_pair("do", "quiz");
    form.append_pair("version", field(page, "version")?).append_pair("attempts", field(page, "attempts")?);
    for (number, asked) in page.split("<fieldset").skip(1).enumerate() {
        let asked = plain(asked);
        let known = MODULES.iter().flat_map(|module| module.quiz);
        let question = { known }.find(|question| asked.contains(question.question))?;
        let right = question.options[question.correct_index];
        let place = (0..question.options.len()).find(|place| {
            let shown = asked.split(&format!("value=\"{place}\"")).nth(1).unwrap_or_default();
            let shown = shown.split("</span>").next().unwrap_or_default();
            shown.ends_with(&format!("<span>{right}"))
        })?;
        let chosen = if wrong { (place + 1) % question.options.len() } else { place };
        form.append_pair(&format!("q{number}"), &chosen.to_string());
    }
    Some(form.finish())
}

/// Without what HTML says otherwise.
fn plain(html: &str) -> String {
    [("&#x27;", "'"), ("&quot;", "\""), ("&#x2f;", "/"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
        .iter()
        .fold(html.to_owned(), |text, (said, meant)| text.replace(said, meant))
}
