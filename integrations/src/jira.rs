//! Jira: issues that show our tasks, in Atlassian's cloud (REST v3, ADF) and in data centres (REST v2, wiki text).
//!
//! Jira has no idempotency key. A create carries a label of ours, so that after a lost answer the issue can be
//! looked for before it is made again. Status changes by transitions alone, and before other fields: each call
//! fires a hook of its own, and one that still shows the old status would move our task back.

pub mod adf;
#[cfg(feature = "fake")]
pub mod fake;
pub mod hooks;
pub mod oauth;
pub mod wiki;

mod failure;
mod issues;
mod places;
mod settings;
#[cfg(test)]
mod tests;
mod webhooks;

pub use failure::{JiraFailure, Scope};
pub use issues::{Created, Edit, Found, Issue, NewIssue, Transition};
pub use places::{Field, FieldKind, Project, Site, Status, Typed, User, sites};
pub use settings::Settings;
pub use webhooks::Registered;

use crate::http::{Call, Http, Reply};
use reqwest::Method;
use secrecy::SecretString;
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::Url;

/// Which Jira, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edition {
    /// A site in the cloud, by its cloud id, through the operator's app.
    Cloud {
        /// Where Atlassian's API is.
        api_url: Url,
        /// The site.
        cloud_id: String,
    },
    /// A Jira of one's own, at this address.
    DataCenter {
        /// Such as `https://jira.example.com/jira`.
        base: Url,
    },
}

/// A Jira, signed in to.
#[derive(Clone, Debug)]
pub struct Jira {
    http: Http,
    edition: Edition,
    token: SecretString,
}

impl Jira {
    /// A Jira with a token: an access token in the cloud, a personal access token in a data centre.
    #[must_use]
    pub const fn new(http: Http, edition: Edition, token: SecretString) -> Self {
        Self { http, edition, token }
    }

    const fn is_cloud(&self) -> bool {
        matches!(self.edition, Edition::Cloud { .. })
    }

    /// The address of `path` below the REST API of this edition.
    fn url(&self, path: &str) -> Result<Url, JiraFailure> {
        let address = match &self.edition {
            Edition::Cloud { api_url, cloud_id } => {
                format!("{}/ex/jira/{cloud_id}/rest/api/3/{path}", trimmed(api_url))
            }
            Edition::DataCenter { base } => format!("{}/rest/api/2/{path}", trimmed(base)),
        };
        Url::parse(&address)
            .map_err(|_| JiraFailure::Refused("the address of Jira cannot be used".to_owned()))
    }

    async fn read<T: DeserializeOwned>(&self, path: &str, purpose: &'static str) -> Result<T, JiraFailure> {
        let reply = self.call(Method::GET, path, purpose, None).await?;
        reply.read().ok_or(JiraFailure::Unreadable)
    }

    /// Asks with a body; nothing is changed by it.
    async fn ask<T: DeserializeOwned>(
        &self,
        path: &str,
        purpose: &'static str,
        body: Value,
    ) -> Result<T, JiraFailure> {
        let reply = self.call(Method::POST, path, purpose, Some(body)).await?;
        reply.read().ok_or(JiraFailure::Unreadable)
    }

    async fn call(
        &self,
        method: Method,
        path: &str,
        purpose: &'static str,
        body: Option<Value>,
    ) -> Result<Reply, JiraFailure> {
        let call = Call::new(method, self.url(path)?, purpose).bearer(&self.token);
        let call = match body {
            Some(body) => call.json(body),
            None => call,
        };
        let reply = self.http.send(call).await?;
        if reply.is_success() { Ok(reply) } else { Err(JiraFailure::of(&reply)) }
    }
}

fn trimmed(url: &Url) -> &str {
    url.as_str().trim_end_matches('/')
}

/// A part of a path or query, with everything that means something in a URL taken out of it.
fn part(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}
