//! Files on their way here, by the open protocol for resumable uploads (tus 1.0.0: core, creation, expiration,
//! termination), so that any client of it works. A file that has arrived is used by its id, in evidence for example.

pub(super) mod append;
pub(super) mod begin;
mod part;
pub(super) mod show;

pub(super) use part::{Arrival, finish_arrived};

use crate::problem::Problem;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::{FromRequest, HttpRequest, HttpResponseBuilder, dev::Payload};
use chrono::{DateTime, Utc};
use domain::id::UploadId;
use std::future::{Ready, ready};
use uuid::Uuid;

const VERSION: &str = "1.0.0";

/// The id of an upload in a path.
pub(crate) struct Upload(pub(crate) UploadId);

impl FromRequest for Upload {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let id = request.match_info().get("id").and_then(|text| Uuid::parse_str(text).ok());
        ready(id.map(|id| Self(UploadId(id))).ok_or(Problem::NotFound))
    }
}

/// Whoever speaks another version of the protocol is told so before anything else.
fn check_version(headers: &HeaderMap) -> Result<(), Problem> {
    match headers.get("tus-resumable").map(HeaderValue::as_bytes) {
        Some(version) if version == VERSION.as_bytes() => Ok(()),
        _ => Err(Problem::Malformed(format!("Tus-Resumable must be {VERSION}"))),
    }
}

/// A whole number in a header.
fn number(headers: &HeaderMap, name: &'static str) -> Result<i64, Problem> {
    let text = headers.get(name).and_then(|value| value.to_str().ok());
    text.and_then(|text| text.parse().ok())
        .filter(|number| *number >= 0)
        .ok_or_else(|| Problem::Malformed(format!("{name} takes a whole number of bytes")))
}

/// What every answer about an upload says.
fn say(response: &mut HttpResponseBuilder, received: i64, expires_at: DateTime<Utc>) {
    response.insert_header((HeaderName::from_static("tus-resumable"), VERSION));
    response.insert_header((HeaderName::from_static("upload-offset"), received.to_string()));
    let date = expires_at.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
    response.insert_header((HeaderName::from_static("upload-expires"), date));
}
