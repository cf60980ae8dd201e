//! `aims migrate`: the database's schema, and on PostgreSQL its three roles.

use crate::settings::Settings;
use anyhow::{Context, bail};
use migrations::roles::Passwords;
use secrecy::ExposeSecret;
use std::time::Duration;
use url::Url;

/// Brings the database up to date.
///
/// # Errors
/// When it cannot be reached or refuses.
pub async fn run() -> anyhow::Result<()> {
    let settings = Settings::load()?;
    bring_up_to_date(&settings).await?;
    crate::print("The database is up to date.")
}

/// The same for loaded settings.
///
/// # Errors
/// When it cannot be reached or refuses.
pub async fn bring_up_to_date(settings: &Settings) -> anyhow::Result<()> {
    let database = &settings.database;
    if database.is_sqlite() {
        std::fs::create_dir_all(&settings.data_dir)
            .with_context(|| format!("cannot make the folder {}", settings.data_dir.display()))?;
        migrations::up(database.url.expose_secret(), Passwords::default()).await?;
        return Ok(());
    }
    let owner = database.owner_url.expose_secret();
    if owner.is_empty() {
        bail!("database.owner_url is needed to migrate PostgreSQL: a login that may create roles");
    }
    let (app, system) = passwords(settings)?;
    migrations::up(owner, Passwords { app: app.as_deref(), system: system.as_deref() }).await?;
    Ok(())
}

/// The passwords under which the two serving roles log in.
pub(crate) fn passwords(settings: &Settings) -> anyhow::Result<(Option<String>, Option<String>)> {
    let database = &settings.database;
    Ok((password(database.url.expose_secret())?, password(database.system_url.expose_secret())?))
}

pub(crate) fn password(url: &str) -> anyhow::Result<Option<String>> {
    let url = Url::parse(url).context("a database URL cannot be read")?;
    Ok(url.password().map(percent_decode))
}

/// A password in a URL may be percent-encoded.
fn percent_decode(text: &str) -> String {
    let query = format!("x={}", text.replace('+', "%2B"));
    url::form_urlencoded::parse(query.as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

/// How often a database that does not answer is tried before the program gives up, and how long it waits in between: one
/// that recovers from a failure takes a while.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_secs(1);

/// Refuses to serve a database that lacks migrations. One that does not answer is waited for.
///
/// # Errors
/// When some are missing, or the database cannot be reached for a while.
pub async fn check(settings: &Settings) -> anyhow::Result<()> {
    let url = settings.database.url.expose_secret();
    let missing = once_it_answers(async || migrations::pending(url).await).await?;
    if !missing.is_empty() {
        bail!("the database lacks {} migration(s), first {}; run `aims migrate`", missing.len(), missing[0]);
    }
    Ok(())
}

/// What a start asks of the database: tried again while it does not answer.
///
/// # Errors
/// When it cannot be reached for a while.
pub async fn once_it_answers<T, E>(ask: impl AsyncFn() -> Result<T, E>) -> anyhow::Result<T>
where
    E: std::error::Error + Send + Sync + 'static,
{
    let mut tried = 1;
    loop {
        match ask().await {
            Ok(answer) => return Ok(answer),
            Err(error) if tried == TRIES => return Err(error).context("the database does not answer"),
            Err(error) => tracing::warn!(%error, "the database does not answer yet and is tried again"),
        }
        tried += 1;
        tokio::time::sleep(PAUSE).await;
    }
}
