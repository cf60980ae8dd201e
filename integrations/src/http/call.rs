//! One call, before it is made.

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Method, RequestBuilder};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use url::Url;

/// What a call brings along.
#[derive(Clone)]
pub enum Body {
    /// Nothing.
    Empty,
    /// JSON.
    Json(Value),
    /// A form.
    Form(Vec<(String, String)>),
    /// Bytes as they are, of this type: what is signed must not be written anew.
    Raw(&'static str, Vec<u8>),
}

/// One call. It has no `Debug`: headers and bodies hold secrets.
#[derive(Clone)]
pub struct Call {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) purpose: &'static str,
    headers: HeaderMap,
    body: Body,
}

impl Call {
    /// A call to `url`; `purpose` names it in the log, such as `create a Jira issue`.
    #[must_use]
    pub fn new(method: Method, url: Url, purpose: &'static str) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        Self { method, url, purpose, headers, body: Body::Empty }
    }

    /// With this token. A token that no header can hold is left out, and the outside then refuses the call.
    #[must_use]
    pub fn bearer(mut self, token: &SecretString) -> Self {
        let Ok(mut value) = HeaderValue::from_str(&format!("Bearer {}", token.expose_secret())) else {
            return self;
        };
        value.set_sensitive(true);
        self.headers.insert(AUTHORIZATION, value);
        self
    }

    /// With this header. What no header can hold is left out.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        if let Ok(value) = HeaderValue::from_str(value) {
            self.headers.insert(HeaderName::from_static(name), value);
        }
        self
    }

    /// With this body.
    #[must_use]
    pub fn body(mut self, body: Body) -> Self {
        self.body = body;
        self
    }

    /// With this JSON.
    #[must_use]
    pub fn json(self, body: Value) -> Self {
        self.body(Body::Json(body))
    }

    pub(super) fn build(self, client: &Client) -> RequestBuilder {
        let request = client.request(self.method, self.url).headers(self.headers);
        match self.body {
            Body::Empty => request,
            Body::Json(value) => {
                request.header(CONTENT_TYPE, "application/json; charset=utf-8").body(value.to_string())
            }
            Body::Form(pairs) => {
                let mut form = url::form_urlencoded::Serializer::new(String::new());
                form.extend_pairs(pairs);
                request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(form.finish())
            }
            Body::Raw(kind, bytes) => request.header(CONTENT_TYPE, kind).body(bytes),
        }
    }
}
