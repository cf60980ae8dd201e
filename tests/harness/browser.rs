//! A caller of the API, as a browser would be: with a cookie jar and same-origin headers.

use reqwest::header::{AUTHORIZATION, ETAG, HeaderMap};
use reqwest::{Client, Method, StatusCode};
use serde_json::Value;

pub(crate) struct Browser {
    client: Client,
    base: String,
}

/// What the API answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Value,
}

impl Answer {
    pub(crate) fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }

    pub(crate) fn etag(&self) -> String {
        self.headers[ETAG].to_str().unwrap().to_owned()
    }

    /// The body of an answer that succeeded.
    #[track_caller]
    pub(crate) fn ok(self) -> Value {
        assert!(self.status.is_success(), "{} {}", self.status, self.body);
        self.body
    }

    /// Checks a problem's status and code.
    #[track_caller]
    pub(crate) fn refused(&self, status: u16, code: &str) {
        assert_eq!((self.status.as_u16(), self.code()), (status, code), "{}", self.body);
        assert_eq!(self.headers["content-type"], "application/problem+json");
    }
}

impl Browser {
    pub(crate) fn new(base: &str) -> Self {
        integrations::http::choose_tls();
        let client = Client::builder().cookie_store(true).build().unwrap();
        Self { client, base: base.to_owned() }
    }

    /// A program that comes with a token, and with nothing that a browser has.
    pub(crate) fn with_token(base: &str, token: &str) -> Self {
        integrations::http::choose_tls();
        let bearer = HeaderMap::from_iter([(AUTHORIZATION, format!("Bearer {token}").parse().unwrap())]);
        Self { client: Client::builder().default_headers(bearer).build().unwrap(), base: base.to_owned() }
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.client.request(method, format!("{}{path}", self.base)).header("sec-fetch-site", "same-origin")
    }

    /// The same caller once more: both share what they are signed in with.
    pub(crate) fn signed_in_copy(&self) -> Self {
        Self { client: self.client.clone(), base: self.base.clone() }
    }

    /// A request to another process of the program on this machine.
    pub(crate) fn elsewhere(&self, base: &str, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.client.request(method, format!("{base}{path}")).header("sec-fetch-site", "same-origin")
    }

    pub(crate) async fn send(request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        if headers.get("content-type").is_some_and(|kind| kind == "text/event-stream") {
            // It goes on for as long as somebody reads.
            return Answer { status, headers, body: Value::Null };
        }
        let bytes = response.bytes().await.unwrap();
        let text = || Value::String(String::from_utf8_lossy(&bytes).into_owned());
        Answer { status, headers, body: serde_json::from_slice(&bytes).unwrap_or_else(|_| text()) }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        Self::send(self.request(Method::GET, path)).await
    }

    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        Self::send(self.request(Method::POST, path).json(&body)).await
    }

    /// A call of whatever method, over no version.
    pub(crate) async fn call(&self, method: Method, path: &str, body: Value) -> Answer {
        Self::send(self.request(method, path).json(&body)).await
    }

    /// A change over a version: `If-Match` with what the last read answered.
    pub(crate) async fn change(&self, method: Method, path: &str, etag: &str, body: Value) -> Answer {
        Self::send(self.request(method, path).header("if-match", etag).json(&body)).await
    }
}
