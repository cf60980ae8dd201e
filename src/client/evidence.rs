//! Evidence: a file goes up in parts, and is added once it is there.

use super::calls::Calls;
use super::{ClientFailure, Shown, pretty, text};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::Method;
use reqwest::header::LOCATION;
use serde_json::{Value, json};
use std::io::Read;
use std::path::Path;

/// How much goes up at once: the part that the server keeps.
const PART: usize = 8 * 1024 * 1024;

pub(super) async fn add(
    calls: &Calls,
    file: &Path,
    to: &[String],
    title: Option<&str>,
    shown: Shown,
) -> Result<String, ClientFailure> {
    let mut subjects = Vec::new();
    for reference in to {
        let list = if reference.to_ascii_uppercase().starts_with("TSK-") { "/tasks" } else { "/controls" };
        subjects.push(calls.find(list, reference).await?["id"].clone());
    }
    let upload = upload(calls, file).await?;
    let mut body = json!({ "upload": upload, "subjects": subjects });
    if let Some(title) = title {
        body["title"] = title.into();
    }
    let evidence: Value = calls.post(&calls.path("/evidence").await?, None, &body).await?;
    if shown == Shown::Json {
        return Ok(pretty(&evidence));
    }
    Ok(format!("{} added to {}.", text(&evidence["reference"]), to.join(", ")))
}

/// Sends a file; answers by which id the server knows it.
async fn upload(calls: &Calls, path: &Path) -> Result<String, ClientFailure> {
    let here =
        |error: std::io::Error| ClientFailure::Here(format!("cannot read {}: {error}", path.display()));
    let mut file = std::fs::File::open(path).map_err(here)?;
    let size = file.metadata().map_err(here)?.len();
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let begin = calls
        .request(Method::POST, &calls.path("/uploads").await?)?
        .header("tus-resumable", "1.0.0")
        .header("upload-length", size.to_string())
        .header("upload-metadata", format!("filename {}", STANDARD.encode(name)));
    let (headers, _) = calls.send(begin).await?;
    let at = headers.get(LOCATION).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let mut sent: u64 = 0;
    while sent < size {
        let mut part = Vec::new();
        file.by_ref().take(PART as u64).read_to_end(&mut part).map_err(here)?;
        if part.is_empty() {
            return Err(ClientFailure::Here(format!("{} became shorter meanwhile", path.display())));
        }
        let length = part.len() as u64;
        let request = calls
            .request(Method::PATCH, &at)?
            .header("tus-resumable", "1.0.0")
            .header("content-type", "application/offset+octet-stream")
            .header("upload-offset", sent.to_string())
            .body(part);
        calls.send(request).await?;
        sent += length;
    }
    Ok(at.rsplit('/').next().unwrap_or_default().to_owned())
}
