//! `aims dev fakes`: services outside to try the program with, on this machine, without an account anywhere.

use integrations::jira::fake::{CLIENT_ID, CLIENT_SECRET, JiraFake};
use integrations::slack::fake::{self as slack_fake, SlackFake};
use integrations::teams::fake::TeamsFake;
use integrations::webhook::fake::ReceiverFake;

/// Where each of them listens.
#[derive(Clone, Debug)]
pub struct Addresses {
    /// The Jira.
    pub jira: String,
    /// The Slack.
    pub slack: String,
    /// The Teams.
    pub teams: String,
    /// The receiver of webhooks.
    pub receiver: String,
}

/// Runs the fakes until somebody stops them, and says how to start the program with them.
///
/// # Errors
/// When an address is taken.
pub async fn run(at: &Addresses) -> anyhow::Result<()> {
    let jira = JiraFake::start(&at.jira).await?;
    let slack = SlackFake::start(&at.slack).await?;
    let teams = TeamsFake::start(&at.teams).await?;
    let receiver = ReceiverFake::start_at(&at.receiver).await?;
    let (jira_url, slack_url) = (jira.url().to_string(), slack.url().to_string());
    let (jira_url, slack_url) = (jira_url.trim_end_matches('/'), slack_url.trim_end_matches('/'));
    crate::print(&format!(
        "A Jira to try things with is at {jira_url} (its issues are shown there), a Slack at {slack_url} (its messages, \
         with buttons), a Teams at {teams_url} (its cards, and an address to connect it by), and a receiver of webhooks at \
         {receiver_url}. Start the program with:\n\n\
         AIMS__OUTSIDE__ALLOW_HTTP=true AIMS__OUTSIDE__ALLOWED_NETWORKS=127.0.0.0/8 \\\n\
         AIMS__JIRA__CLIENT_ID={CLIENT_ID} AIMS__JIRA__CLIENT_SECRET={CLIENT_SECRET} \\\n\
         AIMS__JIRA__AUTH_URL={jira_url} AIMS__JIRA__API_URL={jira_url} \\\n\
         AIMS__TEAMS__HOSTS={teams_host} \\\n\
         AIMS__SLACK__CLIENT_ID={slack_id} AIMS__SLACK__CLIENT_SECRET={slack_secret} \\\n\
         AIMS__SLACK__SIGNING_SECRET={slack_signing} \\\n\
         AIMS__SLACK__AUTH_URL={slack_url} AIMS__SLACK__API_URL={slack_url}/api make run\n",
        receiver_url = receiver.url(),
        teams_url = teams.url(),
        teams_host = teams.url().host_str().unwrap_or_default(),
        slack_id = slack_fake::CLIENT_ID,
        slack_secret = slack_fake::CLIENT_SECRET,
        slack_signing = slack_fake::SIGNING_SECRET,
    ))?;
    tokio::signal::ctrl_c().await?;
    Ok(())
}
