//! The web app: its files as they were built, and its one page with a nonce of its own for every answer.

mod hints;

use self::hints::Hints;
use crate::cookie;
use crate::problem::Problem;
use crate::state::State;
use actix_web::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    IF_NONE_MATCH, VARY,
};
use actix_web::{HttpRequest, HttpResponse, web};
use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use rand::Rng;
use rust_embed::{EmbeddedFile, RustEmbed};
use std::sync::LazyLock;

#[derive(RustEmbed)]
#[folder = "../web/dist"]
#[exclude = ".vite/*"]
#[allow_missing = true]
struct Dist;

static HINTS: LazyLock<Hints> =
    LazyLock::new(|| Dist::get(TABLE).map_or_else(Hints::default, |table| Hints::read(&table.data)));

/// The table of hints is for this program, not for browsers.
const TABLE: &str = "hints.json";

/// What stands in for the web app where it was not built, as in most tests.
const NOT_BUILT: &str = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>OpenAIMS</title>\
</head><body><p>The web app is not part of this build. <code>make web</code> builds it.</p></body></html>\n";

/// Answers a path that no route knows.
pub(crate) fn answer(request: &HttpRequest) -> Result<HttpResponse, Problem> {
    let path = request.path().trim_start_matches('/');
    match Dist::get(path) {
        Some(file) if !["", "index.html", TABLE].contains(&path) => Ok(asset(request, path, &file)),
        None if path.starts_with("assets/") => Err(Problem::NotFound),
        _ => Ok(page(request)),
    }
}

/// The page: never cached, so that every answer has a nonce of its own.
fn page(request: &HttpRequest) -> HttpResponse {
    let file = Dist::get("index.html");
    let html = file.as_ref().map_or(NOT_BUILT.into(), |file| String::from_utf8_lossy(&file.data));
    let nonce = nonce();
    let html = html.replace("__CSP_NONCE__", &nonce);
    let state = request.app_data::<web::Data<State>>();
    let html = html.replace("__ENVIRONMENT__", state.map_or("", |state| state.api.environment.name()));
    let has_session = state.is_some_and(|state| cookie::token(state, request).is_some());
    let html = html.replace("  </head>", &format!("{}  </head>", HINTS.head(request.path(), has_session)));
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'; \
         frame-ancestors 'none'; object-src 'none'"
    );
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/html; charset=utf-8"))
        .insert_header((CONTENT_SECURITY_POLICY, policy))
        .insert_header((CACHE_CONTROL, "no-store"))
        .body(html)
}

#[expect(clippy::disallowed_methods, reason = "a nonce lives for one answer; nothing stored depends on it")]
fn nonce() -> String {
    let mut bytes = [0; 16];
    rand::rng().fill_bytes(&mut bytes);
    STANDARD_NO_PAD.encode(bytes)
}

/// Text says what its characters are written in, so that no browser guesses.
fn with_charset(kind: &str) -> String {
    let is_text = kind.starts_with("text/")
        || ["javascript", "json", "xml"].iter().any(|ending| kind.ends_with(ending));
    if is_text && !kind.contains("charset") { format!("{kind}; charset=utf-8") } else { kind.to_owned() }
}

fn asset(request: &HttpRequest, path: &str, file: &EmbeddedFile) -> HttpResponse {
    let hash = file.metadata.sha256_hash();
    let etag = format!("\"{}\"", STANDARD_NO_PAD.encode(&hash[..12]));
    let accepts = |name: &str, wanted: &str| {
        request
            .headers()
            .get(name)
            .and_then(|value| value.to_str().ok())
            .is_some_and(|value| value.contains(wanted))
    };
    let immutable = path.starts_with("assets/");
    let mut response = HttpResponse::Ok();
    response
        .insert_header((CONTENT_TYPE, with_charset(file.metadata.mimetype())))
        .insert_header((ETAG, etag.clone()))
        .insert_header((VARY, "Accept-Encoding"))
        .insert_header((
            CACHE_CONTROL,
            if immutable { "public, max-age=31536000, immutable" } else { "no-cache" },
        ));
    if accepts(IF_NONE_MATCH.as_str(), &etag) {
        return HttpResponse::NotModified().insert_header((ETAG, etag)).finish();
    }
    match Dist::get(&format!("{path}.br")).filter(|_| accepts(ACCEPT_ENCODING.as_str(), "br")) {
        Some(small) => response.insert_header((CONTENT_ENCODING, "br")).body(small.data.into_owned()),
        None => response.body(file.data.clone().into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    #[test]
    fn every_file_of_the_web_app_that_is_text_names_its_characters() {
        for (kind, is_text) in [
            ("text/javascript", true),
            ("application/javascript", true),
            ("text/css", true),
            ("image/svg+xml", true),
            ("application/manifest+json", true),
            ("text/markdown", true),
            ("font/woff2", false),
            ("image/png", false),
        ] {
            assert_eq!(with_charset(kind).ends_with("; charset=utf-8"), is_text, "{kind}");
        }
        for path in Dist::iter().filter(|path| !path.ends_with(".br")) {
            let request = TestRequest::with_uri(&format!("/{path}")).to_http_request();
            let answer = answer(&request).unwrap();
            let kind = answer.headers().get(CONTENT_TYPE).unwrap().to_str().unwrap();
            let binary = ["font/", "image/png", "image/jpeg", "image/webp", "image/x-icon"];
            let fits = kind.contains("charset=utf-8") || binary.iter().any(|one| kind.starts_with(one));
            assert!(fits, "{path} is {kind}");
        }
    }
}
