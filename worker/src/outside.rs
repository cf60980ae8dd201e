//! What the worker needs to call services outside.

use domain::id::ConnectionId;
use integrations::http::Http;
use integrations::vault::TokenVault;
use integrations::{jira, slack, teams};
use std::fmt;
use std::sync::Arc;
use store::Tenancy;
use url::Url;

/// Opens the vault of one connection, for whoever acts in its organisation.
pub type OpenVault = Arc<dyn Fn(Tenancy, ConnectionId) -> Arc<dyn TokenVault> + Send + Sync>;

/// What is needed to call services outside. Cheap to clone.
#[derive(Clone)]
pub struct Outside {
    /// The one outgoing client.
    pub http: Http,
    /// The operator's app at Atlassian.
    pub jira: jira::Settings,
    /// The operator's app at Slack.
    pub slack: slack::Settings,
    /// Which workflows of Teams may be called.
    pub teams: teams::Settings,
    /// Where services call us.
    pub hooks_url: Url,
    /// Where tokens come from.
    pub vault: OpenVault,
}

impl fmt::Debug for Outside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outside").field("hooks_url", &self.hooks_url).finish_non_exhaustive()
    }
}
