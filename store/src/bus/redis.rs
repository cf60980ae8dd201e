//! The bus through Redis: one connection that listens, one that is asked. Both come back by themselves.

use super::{BusSettings, BusState, Gathered, Outbox};
use domain::id::OrgId;
use futures::StreamExt;
use redis::aio::{ConnectionManager, ConnectionManagerConfig, PubSub};
use redis::{Client, Script};
use secrecy::ExposeSecret;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;
use tokio::sync::{Notify, broadcast};
use tokio::time::{interval, sleep, timeout};
use uuid::Uuid;

/// How long Redis may take for anything: it is asked while people wait.
const PATIENCE: Duration = Duration::from_millis(500);
/// How long until a lost connection is tried again.
const AGAIN: Duration = Duration::from_secs(1);
/// How often a silent connection is tried: a machine that vanished does not say so.
const PULSE: Duration = Duration::from_secs(5);
/// How long what is to be told is gathered.
const GATHER: Duration = Duration::from_millis(5);

/// Counts, and answers how many there are and how many milliseconds until they are forgotten.
const COUNT: &str = "local count = redis.call('INCRBY', KEYS[1], ARGV[2]) \
    if count == tonumber(ARGV[2]) then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end \
    return { count, redis.call('PTTL', KEYS[1]) }";

pub(super) struct Redis {
    client: Client,
    asked: ConnectionManager,
    prefix: String,
    name: String,
    state: AtomicU8,
    outbox: Gathered,
    told: Notify,
    count: Script,
}

const CONNECTED: u8 = 1;
const LOST: u8 = 2;

impl Redis {
    pub(super) fn new(settings: &BusSettings, name: &str) -> Result<Self, String> {
        let unusable = |_| "redis.url cannot be used".to_owned();
        let client = Client::open(settings.url.expose_secret()).map_err(unusable)?;
        let config = ConnectionManagerConfig::new()
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE))
            .set_number_of_retries(1)
            .set_max_delay(AGAIN);
        let asked = ConnectionManager::new_lazy_with_config(client.clone(), config).map_err(unusable)?;
        Ok(Self {
            client,
            asked,
            prefix: settings.prefix.clone(),
            name: name.to_owned(),
            state: AtomicU8::new(LOST),
            outbox: Gathered(std::sync::Mutex::default()),
            told: Notify::new(),
            count: Script::new(COUNT),
        })
    }

    pub(super) fn state(&self) -> BusState {
        if self.state.load(Ordering::Relaxed) == CONNECTED { BusState::Connected } else { BusState::Lost }
    }

    fn note(&self, state: u8) {
        if self.state.swap(state, Ordering::Relaxed) == state {
            return;
        }
        if state == CONNECTED {
            tracing::info!("connected to Redis");
        } else {
            tracing::warn!(
                "Redis does not answer: work is found by polling, attempts are counted in each process"
            );
        }
    }

    pub(super) fn tell(&self, change: impl FnOnce(&mut Outbox)) {
        self.outbox.change(change);
        self.told.notify_one();
    }

    fn channel(&self, what: &str) -> String {
        format!("{}:{what}", self.prefix)
    }

    /// The key does not say what is counted: addresses stay out of Redis.
    fn counted(&self, key: &str) -> String {
        Sha256::digest(key).iter().take(16).fold(self.channel("count:"), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    pub(super) async fn add(&self, key: &str, by: u32, window: Duration) -> Option<(u32, Duration)> {
        let mut asked = self.asked.clone();
        let (key, millis) = (self.counted(key), u64::try_from(window.as_millis()).unwrap_or(u64::MAX));
        let mut call = self.count.key(key);
        let answer = timeout(PATIENCE, call.arg(millis).arg(by).invoke_async::<(u32, i64)>(&mut asked)).await;
        match answer {
            Ok(Ok((count, left))) => {
                Some((count, Duration::from_millis(u64::try_from(left).unwrap_or_default())))
            }
            Ok(Err(_)) | Err(_) => {
                self.note(LOST);
                None
            }
        }
    }

    async fn send(&self, outbox: Outbox) -> redis::RedisResult<()> {
        let mut asked = self.asked.clone();
        let mut pipe = redis::pipe();
        if outbox.work {
            pipe.publish(self.channel("work"), &self.name).ignore();
        }
        for org in outbox.changed {
            pipe.publish(self.channel("changed"), format!("{} {org}", self.name)).ignore();
        }
        pipe.query_async::<()>(&mut asked).await
    }
}

/// Publishes what is told, gathered; what cannot be published is forgotten, for the others poll.
pub(super) async fn publish(redis: Arc<Redis>) {
    loop {
        redis.told.notified().await;
        sleep(GATHER).await;
        let sent = timeout(PATIENCE, redis.send(redis.outbox.take())).await;
        if !matches!(sent, Ok(Ok(()))) {
            redis.note(LOST);
        }
    }
}

/// Listens to the others for as long as the process lives.
pub(super) async fn listen(redis: Arc<Redis>, wake: Arc<Notify>, changed: broadcast::Sender<OrgId>) {
    loop {
        if let Ok(Ok(listener)) = timeout(PATIENCE, subscribe(&redis)).await {
            redis.note(CONNECTED);
            // Something may have been told while nobody listened here.
            wake.notify_one();
            hear(&redis, listener, &wake, &changed).await;
        }
        redis.note(LOST);
        sleep(AGAIN).await;
    }
}

async fn subscribe(redis: &Redis) -> redis::RedisResult<PubSub> {
    let mut listener = redis.client.get_async_pubsub().await?;
    listener.subscribe(redis.channel("work")).await?;
    listener.subscribe(redis.channel("changed")).await?;
    Ok(listener)
}

/// Hears until the connection ends, or no longer answers.
async fn hear(redis: &Redis, listener: PubSub, wake: &Notify, changed: &broadcast::Sender<OrgId>) {
    let (work, mut messages) = (redis.channel("work"), listener.into_on_message());
    let mut pulse = interval(PULSE);
    loop {
        tokio::select! {
            message = messages.next() => {
                let Some(message) = message else { return };
                let Ok(said) = message.get_payload::<String>() else { continue };
                let by_us = said.split(' ').next() == Some(redis.name.as_str());
                if by_us {
                    continue;
                }
                if message.get_channel_name() == work {
                    wake.notify_one();
                } else if let Some(org) = said.split(' ').nth(1).and_then(|text| text.parse::<Uuid>().ok()) {
                    // Nobody looks: nobody needs to be told.
                    let _ = changed.send(OrgId(org));
                }
            }
            _ = pulse.tick() => {
                let mut asked = redis.asked.clone();
                let answered = timeout(PATIENCE, redis::cmd("PING").query_async::<String>(&mut asked)).await;
                if !matches!(answered, Ok(Ok(_))) {
                    return;
                }
                redis.note(CONNECTED);
            }
        }
    }
}
