//! Hooks that a site calls us with. They live for thirty days unless they are refreshed.

use super::{Jira, JiraFailure};
use chrono::{DateTime, Utc};
use reqwest::Method;
use serde_json::{Value, json};
use url::Url;

/// What we want to hear of.
const EVENTS: [&str; 3] = ["jira:issue_created", "jira:issue_updated", "jira:issue_deleted"];

/// A hook that is registered over there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Registered {
    /// Its id.
    pub id: i64,
    /// Until when it lives.
    pub until: Option<DateTime<Utc>>,
}

impl Jira {
    /// Registers a hook for the issues of ours in a project. Jira answers 200 even where it refuses one.
    ///
    /// # Errors
    /// [`JiraFailure::Invalid`] with what it says.
    pub async fn register_webhook(&self, url: &Url, project_key: &str) -> Result<i64, JiraFailure> {
        let jql = format!("project = \"{}\"", project_key.replace(['"', '\\'], ""));
        let body = json!({ "url": url.as_str(), "webhooks": [{ "events": EVENTS, "jqlFilter": jql }] });
        let answer: Value = self.ask("webhook", "register a Jira hook", body).await?;
        let result = &answer["webhookRegistrationResult"][0];
        result["createdWebhookId"].as_i64().ok_or_else(|| {
            let errors = result["errors"].as_array().into_iter().flatten();
            let messages = errors.filter_map(Value::as_str).map(str::to_owned).collect();
            JiraFailure::Invalid { messages, fields: std::collections::BTreeMap::new() }
        })
    }

    /// The hooks that are registered for this app and account.
    ///
    /// # Errors
    /// [`JiraFailure`].
    pub async fn webhooks(&self) -> Result<Vec<Registered>, JiraFailure> {
        let answer: Value = self.read("webhook?maxResults=100", "list Jira hooks").await?;
        let values = answer["values"].as_array().ok_or(JiraFailure::Unreadable)?;
        let until = |value: &Value| moment(&value["expirationDate"]);
        Ok(values
            .iter()
            .filter_map(|value| Some(Registered { id: value["id"].as_i64()?, until: until(value) }))
            .collect())
    }

    /// Lets hooks live on. Answers until when; unknown ones are passed over in silence.
    ///
    /// # Errors
    /// [`JiraFailure`].
    pub async fn refresh_webhooks(&self, ids: &[i64]) -> Result<Option<DateTime<Utc>>, JiraFailure> {
        let body = json!({ "webhookIds": ids });
        let reply = self.call(Method::PUT, "webhook/refresh", "refresh Jira hooks", Some(body)).await?;
        Ok(reply.json().and_then(|answer| moment(&answer["expirationDate"])))
    }

    /// Removes hooks.
    ///
    /// # Errors
    /// [`JiraFailure`].
    pub async fn delete_webhooks(&self, ids: &[i64]) -> Result<(), JiraFailure> {
        let body = json!({ "webhookIds": ids });
        self.call(Method::DELETE, "webhook", "remove Jira hooks", Some(body)).await.map(drop)
    }
}

/// Milliseconds by the specification; a text, with an offset that has no colon, in what is seen.
fn moment(value: &Value) -> Option<DateTime<Utc>> {
    if let Some(milliseconds) = value.as_i64() {
        return DateTime::from_timestamp_millis(milliseconds);
    }
    let text = value.as_str()?;
    let at = DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z")
        .or_else(|_| DateTime::parse_from_rfc3339(text));
    at.ok().map(|at| at.with_timezone(&Utc))
}
