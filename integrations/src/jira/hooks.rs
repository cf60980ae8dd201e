//! What a site calls us with. The body is a hint and nothing more: the signature does not cover it, so the issue
//! is read before anything is believed.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// How far the clocks may be apart, in seconds.
const SKEW: i64 = 60;
/// How many hooks one call may name.
const MOST: usize = 100;

/// A call that Jira signed, read for what it hints at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hook {
    /// The same over retries: what was heard once is not heard again.
    pub key: String,
    /// The issue's immutable id.
    pub issue: String,
    /// The site: a cloud id, where the call names one.
    pub cloud_id: Option<String>,
    /// The hooks of ours that it is for.
    pub hooks: Vec<i64>,
    /// The status that it claims, where it claims one and not that the issue is gone.
    pub status: Option<String>,
}

/// Whether `authorization` bears a token that was signed with the app's secret: HS256 and nothing else, with its
/// times where it has any.
#[must_use]
pub fn is_signed(authorization: &str, secret: &SecretString, now: DateTime<Utc>) -> bool {
    token_holds(authorization, secret, now).is_some()
}

fn token_holds(authorization: &str, secret: &SecretString, now: DateTime<Utc>) -> Option<()> {
    // A program without an app has no secret, and an empty one signs nothing.
    if secret.expose_secret().is_empty() {
        return None;
    }
    let token = authorization.strip_prefix("Bearer ").or_else(|| authorization.strip_prefix("JWT "))?;
    let (signed, signature) = token.rsplit_once('.')?;
    let (header, claims) = signed.split_once('.')?;
    let read = |part: &str| serde_json::from_slice::<Value>(&URL_SAFE_NO_PAD.decode(part).ok()?).ok();
    if read(header)?["alg"] != "HS256" {
        return None;
    }
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()).ok()?;
    mac.update(signed.as_bytes());
    mac.verify_slice(&URL_SAFE_NO_PAD.decode(signature).ok()?).ok()?;
    let (claims, now) = (read(claims)?, now.timestamp());
    let expired = claims["exp"].as_i64().is_some_and(|until| until.saturating_add(SKEW) < now);
    let begins = ["iat", "nbf"].into_iter().filter_map(|name| claims[name].as_i64());
    let early = begins.max().is_some_and(|from| from.saturating_sub(SKEW) > now);
    (!expired && !early).then_some(())
}

/// Reads a call. `None` when it speaks of no issue.
#[must_use]
pub fn read(body: &[u8], identifier: Option<&str>) -> Option<Hook> {
    let value: Value = serde_json::from_slice(body).ok()?;
    if !value["webhookEvent"].as_str()?.starts_with("jira:issue_") {
        return None;
    }
    let issue = value["issue"]["id"].as_str()?.to_owned();
    let key = match identifier.filter(|text| !text.is_empty() && text.len() <= 200) {
        Some(text) => text.to_owned(),
        None => Sha256::digest(body).iter().map(|byte| format!("{byte:02x}")).collect(),
    };
    let hooks = value["matchedWebhookIds"].as_array().into_iter().flatten().take(MOST);
    Some(Hook {
        key,
        issue,
        cloud_id: value["issue"]["self"].as_str().and_then(cloud_id),
        hooks: hooks.filter_map(Value::as_i64).collect(),
        status: value["issue"]["fields"]["status"]["name"]
            .as_str()
            .filter(|_| value["webhookEvent"] == "jira:issue_updated")
            .map(str::to_owned),
    })
}

/// The cloud id in the address of an issue, where it has one.
fn cloud_id(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("/ex/jira/")?;
    rest.split('/').next().filter(|id| !id.is_empty()).map(str::to_owned)
}
