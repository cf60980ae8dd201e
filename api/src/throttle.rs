//! Slows guessing down: so many attempts a minute for each address and, ten times as many, for each peer. Counted in
//! this process and, where there is a Redis, together with the others; without it each process counts for itself.

use crate::problem::Problem;
use actix_web::HttpRequest;
use domain::text::folded;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};
use std::num::NonZeroU32;
use std::time::Duration;
use store::Bus;

/// Keys that are kept at most before those with a full allowance are forgotten.
const MANY_KEYS: usize = 50_000;
/// Over how long attempts are counted.
const WINDOW: Duration = Duration::from_secs(60);
/// How many times as many a peer has as an address: offices share one.
const PEERS_SHARE: u32 = 10;

pub(crate) struct Throttle {
    each_minute: u32,
    by_address: DefaultKeyedRateLimiter<String>,
    by_peer: DefaultKeyedRateLimiter<String>,
    clock: DefaultClock,
}

impl Throttle {
    pub(crate) fn new(each_minute: u32) -> Self {
        let quota = |count: u32| Quota::per_minute(NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN));
        Self {
            each_minute,
            by_address: DefaultKeyedRateLimiter::keyed(quota(each_minute)),
            by_peer: DefaultKeyedRateLimiter::keyed(quota(each_minute.saturating_mul(PEERS_SHARE))),
            clock: DefaultClock::default(),
        }
    }

    /// Counts an attempt concerning `address`.
    pub(crate) async fn attempt(
        &self,
        request: &HttpRequest,
        trust_proxy: bool,
        bus: &Bus,
        address: &str,
    ) -> Result<(), Problem> {
        let address: String = folded(address).chars().take(254).collect();
        let peer = peer(request, trust_proxy);
        self.check(&self.by_address, &address)?;
        self.check(&self.by_peer, &peer)?;
        shared(bus, &format!("address {address}"), self.each_minute).await?;
        shared(bus, &format!("peer {peer}"), self.each_minute.saturating_mul(PEERS_SHARE)).await
    }

    fn check(&self, limiter: &DefaultKeyedRateLimiter<String>, key: &String) -> Result<(), Problem> {
        if limiter.len() > MANY_KEYS {
            limiter.retain_recent();
        }
        limiter.check_key(key).map_err(|until| too_many(until.wait_time_from(self.clock.now())))
    }
}

async fn shared(bus: &Bus, key: &str, most: u32) -> Result<(), Problem> {
    bus.count(key, most, WINDOW).await.map_or(Ok(()), |wait| Err(too_many(wait)))
}

fn too_many(wait: Duration) -> Problem {
    Problem::TooManyAttempts { seconds: wait.as_secs() + 1 }
}

fn peer(request: &HttpRequest, trust_proxy: bool) -> String {
    let connection = request.connection_info();
    let peer = if trust_proxy { connection.realip_remote_addr() } else { connection.peer_addr() };
    peer.unwrap_or("-").to_owned()
}
