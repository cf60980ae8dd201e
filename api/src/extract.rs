//! What is read out of a request: bodies, versions, keys, ids, parameters. Each refuses with a problem.

mod objects;

use crate::problem::{FieldProblem, Problem};
use crate::state::State;
use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header::{CONTENT_LENGTH, IF_MATCH};
use actix_web::{FromRequest, HttpRequest, web};
use domain::id::{AbsenceId, CommentId, PersonId, QuotationId, ReviewId, SubjectId, VisitId};
use futures::{Stream, StreamExt};
use objects::Objects;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::future::{Future, Ready, ready};
use std::pin::Pin;
use std::time::Duration;
use store::{Key, ListQuery};
use uuid::Uuid;

/// A JSON body, with the bytes it came as.
pub(crate) struct Body<T> {
    pub(crate) value: T,
    bytes: web::BytesMut,
}

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = Problem;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Problem>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let state = request.app_data::<web::Data<State>>().ok_or(Problem::Internal)?;
            let most = state.api.settings.max_body_bytes;
            let announced = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
            if announced.and_then(|text| text.parse::<usize>().ok()).is_some_and(|length| length > most) {
                return Err(Problem::TooLarge);
            }
            let kind = request.headers().get("content-type").and_then(|value| value.to_str().ok());
            let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim();
            if !kind.eq_ignore_ascii_case("application/json") {
                return Err(Problem::UnsupportedMediaType);
            }
            let bytes = whole(&mut payload, most, &request).await?;
            Ok(Self { value: parse(&bytes)?, bytes })
        })
    }
}

/// Everything of a body, up to `most` bytes and within the time that a request has to arrive in.
pub(crate) async fn whole<S>(
    payload: &mut S,
    most: usize,
    request: &HttpRequest,
) -> Result<web::BytesMut, Problem>
where
    S: Stream<Item = Result<web::Bytes, PayloadError>> + Unpin,
{
    let state = request.app_data::<web::Data<State>>().ok_or(Problem::Internal)?;
    let limit = Duration::from_secs(state.api.settings.request_timeout_seconds);
    let reading = async {
        let mut bytes = web::BytesMut::new();
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.map_err(|error| Problem::Malformed(error.to_string()))?;
            if bytes.len() + chunk.len() > most {
                return Err(Problem::TooLarge);
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    };
    tokio::time::timeout(limit, reading).await.map_err(|_| Problem::RequestTimeout)?
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(Objects(&mut json)).map_err(|error| {
        let pointer = pointer(error.path());
        let inner = error.into_inner();
        if inner.is_data() {
            Problem::InvalidInput(vec![FieldProblem::new(&pointer, "wrong_type", plain(&inner.to_string()))])
        } else {
            Problem::Malformed(plain(&inner.to_string()))
        }
    })?;
    json.end().map_err(|error| Problem::Malformed(plain(&error.to_string())))?;
    Ok(value)
}

/// What serde says, without repeating at length what was sent.
fn plain(text: &str) -> String {
    text.chars().take(200).collect()
}

fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    path.iter()
        .map(|segment| match segment {
            Segment::Seq { index } => format!("/{index}"),
            Segment::Map { key } => format!("/{}", key.replace('~', "~0").replace('/', "~1")),
            Segment::Enum { variant } => format!("/{variant}"),
            Segment::Unknown => String::new(),
        })
        .collect()
}

impl<T> Body<T> {
    /// The caller's key for this create, bound to route and body.
    pub(crate) fn key(&self, request: &HttpRequest) -> Result<Option<Key>, Problem> {
        let text = idempotency_key(request)?;
        Ok(text.map(|text| repeatable(request, text, &self.bytes)))
    }
}

/// The caller's key, where there is one.
pub(crate) fn idempotency_key(request: &HttpRequest) -> Result<Option<&str>, Problem> {
    let Some(header) = request.headers().get("idempotency-key") else { return Ok(None) };
    let text = header.to_str().unwrap_or_default();
    if text.is_empty() || text.len() > 255 || !text.chars().all(|c| c.is_ascii_graphic()) {
        return Err(Problem::Malformed("Idempotency-Key takes 1 to 255 visible ASCII characters".to_owned()));
    }
    Ok(Some(text))
}

/// A key, bound to the route and what was asked of it.
pub(crate) fn repeatable(request: &HttpRequest, key: &str, asked: &[u8]) -> Key {
    let route = request.match_pattern().unwrap_or_default();
    Key::new(key, &[route.as_bytes(), b"\n", asked].concat())
}

/// The version that a change was made on: `If-Match: "7"`.
pub(crate) struct IfMatch(pub(crate) i32);

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let header = request.headers().get(IF_MATCH).map(|value| value.to_str().unwrap_or_default());
        ready(header.ok_or(Problem::VersionRequired).and_then(|text| {
            let version = text.trim().strip_prefix('"').and_then(|text| text.strip_suffix('"'));
            let version = version.and_then(|text| text.parse().ok());
            version
                .map(IfMatch)
                .ok_or(Problem::Malformed("If-Match takes one version, such as \"7\"".to_owned()))
        }))
    }
}

macro_rules! ids_in_paths {
    ($($(#[$doc:meta])* $name:ident($kind:ty) = $placeholder:literal;)+) => {$(
        $(#[$doc])*
        pub(crate) struct $name(pub(crate) $kind);

        impl FromRequest for $name {
            type Error = Problem;
            type Future = Ready<Result<Self, Problem>>;

            fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
                let id = request.match_info().get($placeholder).and_then(|text| Uuid::parse_str(text).ok());
                ready(id.map(|id| Self(id.into())).ok_or(Problem::NotFound))
            }
        }
    )+};
}

// What is no id is like one that does not exist.
ids_in_paths! {
    /// The id at the end of a path.
    Id(SubjectId) = "id";
    /// The id of a person in a path, beside another.
    Person(PersonId) = "person";
    /// The id of the record of a review in a path, beside its thing's.
    Record(ReviewId) = "record";
    /// The id of some days of absence in a path, beside the person's.
    Absence(AbsenceId) = "absence";
    /// The id of a visit in a path, beside its certification's.
    Visit(VisitId) = "visit";
    /// The id of a quotation in a path, beside its certification's.
    Quotation(QuotationId) = "quotation";
    /// The id of a comment in a path, beside its thing's.
    Comment(CommentId) = "comment";
}

/// The parameters of a list, each at most once.
pub(crate) struct Parameters(pub(crate) ListQuery);

impl FromRequest for Parameters {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let mut parameters = BTreeMap::new();
        for (name, value) in url::form_urlencoded::parse(request.query_string().as_bytes()) {
            if parameters.insert(name.to_string(), value.into_owned()).is_some() {
                return ready(Err(Problem::field(&name, "repeated", "is given more than once")));
            }
        }
        ready(Ok(Self(ListQuery { parameters, ..ListQuery::default() })))
    }
}

/// For fields where `null` means "none" and absence means "as it is".
pub(crate) fn given<'de, T, D>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    T: serde::Deserialize<'de>,
    D: serde::Deserializer<'de>,
{
    serde::Deserialize::deserialize(deserializer).map(Some)
}
