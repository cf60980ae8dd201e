//! Slows guessing down: so many attempts a minute for each address and, ten times as many, for each peer.
//! In this process; several processes share one through Redis later.

use crate::problem::Problem;
use actix_web::HttpRequest;
use domain::text::folded;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};
use std::num::NonZeroU32;

/// Keys that are kept at most before those with a full allowance are forgotten.
const MANY_KEYS: usize = 50_000;

pub(crate) struct Throttle {
    by_address: DefaultKeyedRateLimiter<String>,
    by_peer: DefaultKeyedRateLimiter<String>,
    clock: DefaultClock,
}

impl Throttle {
    pub(crate) fn new(each_minute: u32) -> Self {
        let quota = |count: u32| Quota::per_minute(NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN));
        Self {
            by_address: DefaultKeyedRateLimiter::keyed(quota(each_minute)),
            by_peer: DefaultKeyedRateLimiter::keyed(quota(each_minute.saturating_mul(10))),
            clock: DefaultClock::default(),
        }
    }

    /// Counts an attempt concerning `address`.
    pub(crate) fn attempt(
        &self,
        request: &HttpRequest,
        trust_proxy: bool,
        address: &str,
    ) -> Result<(), Problem> {
        self.check(&self.by_address, folded(address).chars().take(254).collect())?;
        self.check(&self.by_peer, peer(request, trust_proxy))
    }

    fn check(&self, limiter: &DefaultKeyedRateLimiter<String>, key: String) -> Result<(), Problem> {
        if limiter.len() > MANY_KEYS {
            limiter.retain_recent();
        }
        limiter.check_key(&key).map_err(|until| Problem::TooManyAttempts {
            seconds: until.wait_time_from(self.clock.now()).as_secs() + 1,
        })
    }
}

fn peer(request: &HttpRequest, trust_proxy: bool) -> String {
    let connection = request.connection_info();
    let peer = if trust_proxy { connection.realip_remote_addr() } else { connection.peer_addr() };
    peer.unwrap_or("-").to_owned()
}
