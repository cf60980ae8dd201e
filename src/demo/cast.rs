//! Who is in the story: found by their key, signed in when they act.

use super::hand::Hand;
use super::stage::Stage;
use anyhow::Context;
use chrono::Duration;
use domain::clock::Instant;
use domain::id::AccountId;
use std::collections::BTreeMap;

/// How long a session is used before a new one is begun; the API's own last a little longer.
const SIGNED_IN: Duration = Duration::days(10);

#[derive(Debug, Default)]
struct Member {
    id: String,
    account: Option<AccountId>,
    session: Option<(String, Instant)>,
}

/// Everybody by their key: what stands before the first dot or the @ of an address.
#[derive(Debug, Default)]
pub(super) struct Cast(BTreeMap<String, Member>);

/// The key of whoever has this address.
pub(super) fn key_of(address: &str) -> &str {
    address.split(['.', '@']).next().unwrap_or_default()
}

impl Cast {
    /// Somebody became a person of the organisation.
    pub(super) fn enter(&mut self, address: &str, id: &str) {
        id.clone_into(&mut self.0.entry(key_of(address).to_owned()).or_default().id);
    }

    /// Somebody got an account.
    pub(super) fn gets(&mut self, key: &str, account: AccountId) -> anyhow::Result<()> {
        self.member(key)?.account = Some(account);
        Ok(())
    }

    pub(super) fn id(&self, key: &str) -> anyhow::Result<&str> {
        let member = self.0.get(key).with_context(|| format!("nobody is called {key}"))?;
        Ok(&member.id)
    }

    fn member(&mut self, key: &str) -> anyhow::Result<&mut Member> {
        self.0.get_mut(key).with_context(|| format!("nobody is called {key}"))
    }

    /// The hand of somebody with an account, signed in.
    pub(super) async fn hand(&mut self, stage: &Stage, key: &str) -> anyhow::Result<Hand> {
        let member = self.member(key)?;
        let account = member.account.with_context(|| format!("{key} has no account yet"))?;
        let now = stage.now();
        let fresh = member.session.as_ref().filter(|(_, since)| now - *since < SIGNED_IN);
        let token = match fresh {
            Some((token, _)) => token.clone(),
            None => {
                let token = stage.begin_session(account).await?;
                member.session = Some((token.clone(), now));
                token
            }
        };
        Ok(stage.hand(Some(&token)))
    }
}
