//! Asking Redis once: what `aims doctor` says of it.

use super::BusSettings;
use domain::clock::Instant;
use redis::Client;
use secrecy::ExposeSecret;
use std::time::Duration;
use tokio::time::timeout;

/// How long Redis may take, greeting included.
const PATIENCE: Duration = Duration::from_secs(5);

/// What Redis says of itself.
#[derive(Clone, Debug)]
pub struct RedisLook {
    /// Its version.
    pub version: String,
    /// Its clock.
    pub now: Instant,
}

/// Asks the Redis of the settings; none where there is none.
///
/// # Errors
/// With why it does not answer.
pub async fn probe(settings: &BusSettings) -> Result<Option<RedisLook>, String> {
    if !settings.is_used() {
        return Ok(None);
    }
    let client =
        Client::open(settings.url.expose_secret()).map_err(|_| "redis.url cannot be used".to_owned())?;
    match timeout(PATIENCE, ask(&client)).await {
        Ok(Ok(look)) => Ok(Some(look)),
        Ok(Err(error)) => Err(error.to_string()),
        Err(_) => Err(format!("it did not answer within {} seconds", PATIENCE.as_secs())),
    }
}

async fn ask(client: &Client) -> redis::RedisResult<RedisLook> {
    let mut asked = client.get_multiplexed_async_connection().await?;
    let server: String = redis::cmd("INFO").arg("server").query_async(&mut asked).await?;
    let version = server.lines().find_map(|line| line.strip_prefix("redis_version:")).unwrap_or("?");
    let (seconds, micros): (i64, u32) = redis::cmd("TIME").query_async(&mut asked).await?;
    let now = Instant::from_timestamp(seconds, micros * 1_000).unwrap_or_default();
    Ok(RedisLook { version: version.trim().to_owned(), now })
}
