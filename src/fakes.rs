//! `aims dev fakes`: services outside to try the program with, on this machine, without an account anywhere.

use integrations::jira::fake::{CLIENT_ID, CLIENT_SECRET, JiraFake};

/// Runs the fakes until somebody stops them, and says how to start the program with them.
///
/// # Errors
/// When the address is taken.
pub async fn run(jira: &str) -> anyhow::Result<()> {
    let fake = JiraFake::start(jira).await?;
    let url = fake.url().to_string();
    let url = url.trim_end_matches('/');
    crate::print(&format!(
        "A Jira to try things with is at {url} (its issues are shown there). Start the program with:\n\n\
         AIMS__OUTSIDE__ALLOW_HTTP=true AIMS__OUTSIDE__ALLOWED_NETWORKS=127.0.0.0/8 \\\n\
         AIMS__JIRA__CLIENT_ID={CLIENT_ID} AIMS__JIRA__CLIENT_SECRET={CLIENT_SECRET} \\\n\
         AIMS__JIRA__AUTH_URL={url} AIMS__JIRA__API_URL={url} make run\n"
    ))?;
    tokio::signal::ctrl_c().await?;
    Ok(())
}
