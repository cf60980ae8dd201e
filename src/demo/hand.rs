//! Somebody at a browser: requests to the API as one signed-in person.

use anyhow::{Context, bail};
use reqwest::header::{ETAG, LOCATION, SET_COOKIE};
use reqwest::{Client, Method, RequestBuilder};
use serde_json::Value;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// A person's requests.
#[derive(Clone, Debug)]
pub(super) struct Hand {
    client: Client,
    base: String,
    cookie: String,
    versions: Versions,
}

/// The versions that changes answered, by path: who changes a thing next need not read it first.
pub(super) type Versions = Arc<Mutex<HashMap<String, String>>>;

/// What the API answered.
#[derive(Debug)]
pub(super) struct Answer {
    /// The body.
    pub(super) body: Value,
    /// The version of what was read or changed.
    pub(super) etag: Option<String>,
    /// Where what was begun lies.
    pub(super) location: Option<String>,
    /// The token of the session that it began.
    pub(super) session: Option<String>,
}

impl Answer {
    /// A field of the body that has to be there.
    pub(super) fn text(&self, field: &str) -> anyhow::Result<String> {
        let text = self.body[field].as_str().with_context(|| format!("no {field} in {}", self.body))?;
        Ok(text.to_owned())
    }
}

impl Hand {
    pub(super) fn new(client: &Client, base: &str, token: Option<&str>, versions: &Versions) -> Self {
        let cookie = token.map_or_else(String::new, |token| format!("aims={token}"));
        Self { client: client.clone(), base: base.to_owned(), cookie, versions: Arc::clone(versions) }
    }

    pub(super) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.client.request(method, format!("{}{path}", self.base));
        request.header("sec-fetch-site", "same-origin").header("cookie", &self.cookie)
    }

    /// Sends it; whatever is refused is an error with the problem's own words.
    pub(super) async fn send(&self, request: RequestBuilder) -> anyhow::Result<Answer> {
        let response = request.send().await?;
        let header =
            |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let (status, etag, location) = (response.status(), header(ETAG), header(LOCATION));
        let session = header(SET_COOKIE).and_then(|cookie| {
            let (token, _) = cookie.strip_prefix("aims=")?.split_once(';')?;
            Some(token.to_owned())
        });
        let bytes = response.bytes().await?;
        if !status.is_success() {
            bail!("{status}: {}", String::from_utf8_lossy(&bytes));
        }
        Ok(Answer { body: serde_json::from_slice(&bytes).unwrap_or_default(), etag, location, session })
    }

    pub(super) async fn get(&self, path: &str) -> anyhow::Result<Answer> {
        self.send(self.request(Method::GET, path)).await
    }

    pub(super) async fn post(&self, path: &str, body: &Value) -> anyhow::Result<Answer> {
        self.send(self.request(Method::POST, path).json(body)).await
    }

    /// A page that needs no script, or what a form of it answers.
    pub(super) async fn page(&self, method: Method, path: &str, form: String) -> anyhow::Result<String> {
        let request = self.client.request(method, format!("{}{path}", self.base));
        let response =
            request.header("content-type", "application/x-www-form-urlencoded").body(form).send().await?;
        Ok(response.error_for_status()?.text().await?)
    }

    /// A change of what lies at `thing` over its present version; `rest` follows in the path.
    pub(super) async fn change(
        &self,
        method: Method,
        (thing, rest): (&str, &str),
        body: &Value,
    ) -> anyhow::Result<Answer> {
        let known = self.versions.lock().unwrap_or_else(PoisonError::into_inner).remove(thing);
        let try_with = async |etag: &str| {
            let request = self.request(method.clone(), &format!("{thing}{rest}")).header("if-match", etag);
            self.send(request.json(body)).await
        };
        // Somebody else, or a job, may have changed it since.
        let tried = match &known {
            Some(etag) => try_with(etag).await.ok(),
            None => None,
        };
        let answer = match tried {
            Some(answer) => answer,
            None => try_with(&self.get(thing).await?.etag.context("an answer without a version")?).await?,
        };
        if let Some(etag) = &answer.etag {
            let mut versions = self.versions.lock().unwrap_or_else(PoisonError::into_inner);
            versions.insert(thing.to_owned(), etag.clone());
        }
        Ok(answer)
    }
}
