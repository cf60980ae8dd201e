//! Evidence: uploaded, renewed, withdrawn.

use super::super::hand::Hand;
use super::super::papers::{Content, bytes};
use super::super::stage::Stage;
use super::super::story::Evidence;
use super::{Paper, World};
use anyhow::Context;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use serde_json::json;

/// Sends a file in one part; answers the upload's id.
async fn upload(hand: &Hand, world: &World<'_>, file: &str, bytes: Vec<u8>) -> anyhow::Result<String> {
    let tus = |request: reqwest::RequestBuilder| request.header("tus-resumable", "1.0.0");
    let begin = tus(hand.request(Method::POST, &world.path("/uploads")))
        .header("upload-length", bytes.len())
        .header("upload-metadata", format!("filename {}", STANDARD.encode(file)));
    let at = hand.send(begin).await?.location.context("an upload without a place")?;
    let more = tus(hand.request(Method::PATCH, &at))
        .header("upload-offset", 0)
        .header("content-type", "application/offset+octet-stream")
        .body(bytes);
    hand.send(more).await?;
    Ok(at.rsplit('/').next().unwrap_or_default().to_owned())
}

pub(super) async fn prove(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    paper: &Paper,
) -> anyhow::Result<()> {
    let hand = world.cast.hand(stage, by).await?;
    let content = Content {
        company: &world.company().name,
        title: &paper.title,
        edition: 1,
        author: by,
        day: stage.now().date_naive(),
        text: &paper.text,
    };
    let upload = upload(&hand, world, &paper.file, bytes(&paper.file, &content)).await?;
    let subjects: Vec<&str> =
        paper.subjects.iter().map(|name| world.subject(name)).collect::<anyhow::Result<_>>()?;
    let body = json!({ "upload": upload, "title": paper.title, "subjects": subjects,
        "suggestion": paper.suggestion, "owner": world.cast.id(by)?,
        "valid_until": paper.until.map(|day| stage.date(day)) });
    let id = hand.post(&world.path("/evidence"), &body).await?.text("id")?;
    world.evidence.insert(paper.key.clone(), id);
    Ok(())
}

pub(super) async fn renew(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    (evidence, edition, until): (&Evidence, i32, i64),
) -> anyhow::Result<()> {
    let hand = world.cast.hand(stage, by).await?;
    let content = Content {
        company: &world.company().name,
        title: &evidence.title,
        edition,
        author: by,
        day: stage.now().date_naive(),
        text: &evidence.note,
    };
    let upload = upload(&hand, world, &evidence.file, bytes(&evidence.file, &content)).await?;
    let at = world.evidence(&evidence.key)?;
    let newer = json!({ "upload": upload, "note": evidence.note });
    hand.change(Method::POST, (&at, "/files"), &newer).await?;
    hand.change(Method::PATCH, (&at, ""), &json!({ "valid_until": stage.date(until) })).await?;
    Ok(())
}

pub(super) async fn withdraw(
    stage: &Stage,
    world: &mut World<'_>,
    by: &str,
    (key, because): (&str, &str),
) -> anyhow::Result<()> {
    let hand = world.cast.hand(stage, by).await?;
    let at = world.evidence(key)?;
    hand.change(Method::POST, (&at, "/withdraw"), &json!({ "reason": because })).await?;
    Ok(())
}
