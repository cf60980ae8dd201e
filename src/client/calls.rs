//! Calls to the API: with the token in the header, in time, and never on to another address.

use super::ClientFailure;
use super::config::{self, Kept};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, LOCATION};
use reqwest::{Client, Method, RequestBuilder, Response};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use std::time::Duration;
use tokio::sync::OnceCell;

/// How long a connection, and an answer, is waited for.
const CONNECT: Duration = Duration::from_secs(10);
const ANSWER: Duration = Duration::from_secs(60);
/// How many items of a list come at once.
const PAGE: u16 = 100;

/// A server and the token that it is called with.
pub(super) struct Calls {
    client: Client,
    kept: Kept,
    holder: OnceCell<Value>,
}

impl Calls {
    /// With what is kept.
    pub(super) fn open() -> Result<Self, ClientFailure> {
        Self::with(config::read()?)
    }

    /// With something that is perhaps to be kept.
    pub(super) fn with(kept: Kept) -> Result<Self, ClientFailure> {
        integrations::http::choose_tls();
        let client = Client::builder()
            .user_agent(concat!("aims/", env!("CARGO_PKG_VERSION")))
            .connect_timeout(CONNECT)
            .timeout(ANSWER)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| ClientFailure::Here(error.to_string()))?;
        Ok(Self { client, kept, holder: OnceCell::new() })
    }

    /// For whom the token stands.
    pub(super) async fn holder(&self) -> Result<&Value, ClientFailure> {
        self.holder.get_or_try_init(async || self.get("/api/v1/token").await).await
    }

    /// An address of the token's organisation.
    pub(super) async fn path(&self, rest: &str) -> Result<String, ClientFailure> {
        let slug = self.holder().await?["slug"].as_str().unwrap_or_default();
        Ok(format!("/api/v1/o/{slug}{rest}"))
    }

    pub(super) fn kept(&self) -> &Kept {
        &self.kept
    }

    pub(super) fn request(&self, method: Method, path: &str) -> Result<RequestBuilder, ClientFailure> {
        let url = self.kept.url.join(path).map_err(|error| ClientFailure::Here(error.to_string()))?;
        Ok(self.client.request(method, url).header(AUTHORIZATION, bearer(&self.kept.token)?))
    }

    /// Sends a request; answers its headers and what it says.
    pub(super) async fn send(&self, request: RequestBuilder) -> Result<(HeaderMap, Value), ClientFailure> {
        // The error's own words name the address, which holds no secret.
        let unreachable = |error: reqwest::Error| ClientFailure::Unreachable(root(&error));
        let response: Response = request.send().await.map_err(unreachable)?;
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = response.bytes().await.map_err(unreachable)?;
        let body: Option<Value> = serde_json::from_slice(&bytes).ok();
        if status.is_redirection() {
            let to = headers.get(LOCATION).and_then(|value| value.to_str().ok()).unwrap_or("another address");
            return Err(ClientFailure::Refused(format!(
                "the server leads on to {to}: sign in there instead"
            )));
        }
        if !status.is_success() {
            return Err(ClientFailure::of_problem(status.as_u16(), &body.unwrap_or_default()));
        }
        if body.is_none() && !bytes.is_empty() {
            return Err(ClientFailure::Refused(
                "what answers there is not OpenAIMS; look at the address".to_owned(),
            ));
        }
        Ok((headers, body.unwrap_or_default()))
    }

    pub(super) async fn get(&self, path: &str) -> Result<Value, ClientFailure> {
        Ok(self.send(self.request(Method::GET, path)?).await?.1)
    }

    /// Sends a body; over `version` where it changes something.
    pub(super) async fn post(
        &self,
        path: &str,
        version: Option<&Value>,
        body: &Value,
    ) -> Result<Value, ClientFailure> {
        let mut request = self.request(Method::POST, path)?.header(CONTENT_TYPE, "application/json");
        if let Some(version) = version {
            request = request.header("if-match", format!("\"{version}\""));
        }
        Ok(self.send(request.body(body.to_string())).await?.1)
    }

    /// Up to `most` items of a list, page by page, in the form in which the API gives a page.
    pub(super) async fn list(
        &self,
        rest: &str,
        asked: &[(&str, String)],
        most: u16,
    ) -> Result<Value, ClientFailure> {
        let path = self.path(rest).await?;
        let (mut items, mut cursor) = (Vec::new(), None::<String>);
        loop {
            let left = usize::from(most) - items.len();
            let limit = left.min(usize::from(PAGE)).to_string();
            let mut query = url::form_urlencoded::Serializer::new(String::new());
            query.append_pair("limit", &limit);
            query.extend_pairs(asked.iter().map(|(name, value)| (*name, value.as_str())));
            if let Some(cursor) = &cursor {
                query.append_pair("cursor", cursor);
            }
            let page = self.get(&format!("{path}?{}", query.finish())).await?;
            items.extend(page["items"].as_array().cloned().unwrap_or_default());
            cursor = page["next"].as_str().map(str::to_owned);
            if cursor.is_none() || items.len() >= usize::from(most) {
                return Ok(serde_json::json!({ "items": items, "total": page["total"] }));
            }
        }
    }

    /// The thing of a list that bears this reference.
    pub(super) async fn find(&self, rest: &str, reference: &str) -> Result<Value, ClientFailure> {
        let page = self.list(rest, &[("q", reference.to_owned())], PAGE).await?;
        let mut items = page["items"].as_array().into_iter().flatten();
        let found = items
            .find(|one| one["reference"].as_str().is_some_and(|known| known.eq_ignore_ascii_case(reference)));
        found.cloned().ok_or_else(|| {
            ClientFailure::NotFound(format!("there is no {reference} here, or the token may not see it"))
        })
    }
}

fn bearer(token: &SecretString) -> Result<HeaderValue, ClientFailure> {
    let mut value = HeaderValue::try_from(format!("Bearer {}", token.expose_secret()))
        .map_err(|_| ClientFailure::Here("what is kept is no token; run aims login again".to_owned()))?;
    value.set_sensitive(true);
    Ok(value)
}

/// The innermost cause, in its own words.
fn root(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    if error.is_timeout() { "it did not answer in time".to_owned() } else { cause.to_string() }
}
