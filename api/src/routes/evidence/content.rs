//! The bytes of a file. What a browser would run is only ever offered for download, whatever it is called.

use crate::caller::{Caller, may};
use crate::extract::{Id, Parameters};
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::body::SizedStream;
use actix_web::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_RANGE,
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, Charset, ContentDisposition, DispositionParam, DispositionType,
    ETAG, ExtendedValue, IF_NONE_MATCH, IF_RANGE, RANGE, X_FRAME_OPTIONS,
};
use actix_web::http::header::{Header, Range as RangeHeader};
use actix_web::{HttpRequest, HttpResponse, get};
use domain::file::Preview;
use futures::StreamExt;
use integrations::files::{FileKey, FilesFailure};
use std::ops::Range;
use store::FileView;

/// What a file that stands inside a page of ours may do there: nothing.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'self'";

fn number(request: &HttpRequest) -> Result<i32, Problem> {
    request.match_info().get("number").and_then(|text| text.parse().ok()).ok_or(Problem::NotFound)
}

fn wants_preview(parameters: &Parameters) -> Result<bool, Problem> {
    let mut preview = false;
    for (name, value) in &parameters.0.parameters {
        match (name.as_str(), value.as_str()) {
            ("preview", "true") => preview = true,
            (name, _) => return Err(Problem::field(name, "unknown", "is not known here")),
        }
    }
    Ok(preview)
}

/// `attachment` or `inline`, with the name in both of RFC 6266's forms.
pub(crate) fn disposition(kind: DispositionType, name: &str) -> ContentDisposition {
    let plain: String = name
        .chars()
        .map(|c| if c.is_ascii_graphic() && !matches!(c, '"' | '\\' | '%') || c == ' ' { c } else { '_' })
        .collect();
    let extended = ExtendedValue {
        charset: Charset::Ext("UTF-8".into()),
        language_tag: None,
        value: name.as_bytes().to_vec(),
    };
    ContentDisposition {
        disposition: kind,
        parameters: vec![DispositionParam::Filename(plain), DispositionParam::FilenameExt(extended)],
    }
}

/// The one range that is asked for; several, or one of another file, are answered with the whole.
fn range(request: &HttpRequest, size: u64, etag: &str) -> Result<Option<Range<u64>>, ()> {
    if request.headers().get(RANGE).is_none() {
        return Ok(None);
    }
    if request.headers().get(IF_RANGE).is_some_and(|value| value.as_bytes() != etag.as_bytes()) {
        return Ok(None);
    }
    let Ok(RangeHeader::Bytes(ranges)) = RangeHeader::parse(request) else { return Ok(None) };
    match ranges.as_slice() {
        [one] => one.to_satisfiable_range(size).map(|(first, last)| Some(first..last + 1)).ok_or(()),
        _ => Ok(None),
    }
}

/// A file of evidence, or a range of it. `preview=true` shows inside a page what can be shown there safely.
#[utoipa::path(tag = "evidence", operation_id = "evidence_file",
    params(("org" = String, Path), ("id" = uuid::Uuid, Path), ("number" = i32, Path), ("preview" = Option<bool>, Query)),
    extensions(("x-permission" = json!("read_evidence"))),
    responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 206), (status = 304),
        (status = 404), (status = 409), (status = 416)))]
#[get("/o/{org}/evidence/{id}/files/{number}")]
pub(crate) async fn handle(
    caller: Caller<may::ReadEvidence>,
    id: Id,
    parameters: Parameters,
    request: HttpRequest,
) -> Answer {
    let (number, preview) = (number(&request)?, wants_preview(&parameters)?);
    let org = caller.read().await?;
    let (file, name) = org.evidence_file(id.0, number, caller.reach()).await?;
    org.close().await?;
    if file.damage.is_some() {
        return Err(damaged());
    }
    let etag = format!("\"{}\"", file.sha256);
    if request.headers().get(IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == etag.as_bytes()) {
        return Ok(HttpResponse::NotModified().insert_header((ETAG, etag)).finish());
    }
    let size = u64::try_from(file.size).unwrap_or_default();
    let Ok(range) = range(&request, size, &etag) else {
        return Ok(HttpResponse::RangeNotSatisfiable()
            .insert_header((CONTENT_RANGE, format!("bytes */{size}")))
            .finish());
    };
    let key = FileKey { org: caller.membership().tenancy().org(), file: file.id };
    let content = caller.state().api.files.read(key, range.clone()).await.map_err(unreadable)?;
    let shown = range.clone().unwrap_or(0..size);
    let mut response = if range.is_some() { HttpResponse::PartialContent() } else { HttpResponse::Ok() };
    if range.is_some() {
        response.insert_header((CONTENT_RANGE, format!("bytes {}-{}/{size}", shown.start, shown.end - 1)));
    }
    let inline = preview && Preview::of(&file.media_type) != Preview::None;
    response
        .insert_header((CONTENT_TYPE, content_type(&file, inline)))
        .insert_header((CONTENT_DISPOSITION, disposition(kind(inline), &name)))
        .insert_header((CONTENT_SECURITY_POLICY, POLICY))
        .insert_header((X_FRAME_OPTIONS, "SAMEORIGIN"))
        .insert_header((ETAG, etag))
        .insert_header((ACCEPT_RANGES, "bytes"))
        .insert_header((CACHE_CONTROL, "private, no-cache"))
        .insert_header((CONTENT_ENCODING, "identity"));
    let bytes = content.map(|chunk| chunk.map_err(Box::<dyn std::error::Error>::from));
    Ok(response.body(SizedStream::new(shown.end - shown.start, bytes)))
}

const fn kind(inline: bool) -> DispositionType {
    if inline { DispositionType::Inline } else { DispositionType::Attachment }
}

/// Text is shown as plain text, whichever kind it is; what is only downloaded says nothing that a browser would act on.
fn content_type(file: &FileView, inline: bool) -> String {
    match (inline, Preview::of(&file.media_type)) {
        (true, Preview::Text) => "text/plain; charset=utf-8".to_owned(),
        (true, Preview::Pdf | Preview::Image) => file.media_type.clone(),
        _ => "application/octet-stream".to_owned(),
    }
}

fn damaged() -> Problem {
    Problem::Refused {
        reason: "file_damaged",
        detail:
            "the kept file is damaged; upload it once more, and everything it is evidence for has it again"
                .to_owned(),
    }
}

/// A file that should be there and is not is found by the nightly check, too; whoever asks is told now.
pub(crate) fn unreadable(error: FilesFailure) -> Problem {
    match error {
        FilesFailure::Missing => damaged(),
        other => {
            tracing::warn!(error = %other, cause = ?std::error::Error::source(&other), "a file could not be read");
            Problem::Unavailable
        }
    }
}
