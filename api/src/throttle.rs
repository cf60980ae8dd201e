//! Slows guessing down. Each purpose is counted for itself: strictly for an address as asked for by one peer, so that nobody
//! can use up somebody else's attempts; and ten times as much for each peer and for each address, whoever asks. Counted in
//! this process and, where there is a Redis, together with the others; without it each process counts for itself.

use crate::problem::Problem;
use actix_web::HttpRequest;
use domain::text::folded;
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::time::Duration;
use store::Bus;

/// Keys that are kept at most before those with a full allowance are forgotten.
const MANY_KEYS: usize = 50_000;
/// Over how long attempts are counted.
const WINDOW: Duration = Duration::from_secs(60);
/// How many times as many a peer has as an address of one peer: offices share one. And an address, whoever asks.
const SHARE: u32 = 10;

/// How often somebody may have the same errand run within a minute that calls somebody else's server.
const ERRANDS: u32 = 5;

/// What is tried.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Attempt {
    /// To sign in.
    SignIn,
    /// To have a link mailed.
    Mail,
    /// To use a mailed link.
    Link,
}

pub(crate) struct Throttle {
    each_minute: u32,
    strict: DefaultKeyedRateLimiter<String>,
    wide: DefaultKeyedRateLimiter<String>,
    errands: DefaultKeyedRateLimiter<String>,
    clock: DefaultClock,
}

impl Throttle {
    pub(crate) fn new(each_minute: u32) -> Self {
        let quota = |count: u32| Quota::per_minute(NonZeroU32::new(count).unwrap_or(NonZeroU32::MIN));
        Self {
            each_minute,
            strict: DefaultKeyedRateLimiter::keyed(quota(each_minute)),
            wide: DefaultKeyedRateLimiter::keyed(quota(each_minute.saturating_mul(SHARE))),
            errands: DefaultKeyedRateLimiter::keyed(quota(ERRANDS)),
            clock: DefaultClock::default(),
        }
    }

    /// Counts an errand of somebody's that has another server called.
    pub(crate) async fn errand(&self, key: String, bus: &Bus) -> Result<(), Problem> {
        self.check(&self.errands, &key)?;
        bus.count(&key, ERRANDS, WINDOW).await.map_or(Ok(()), |wait| Err(too_many(wait)))
    }

    /// Counts an attempt concerning `address`. Whoever has used up their own uses up nobody else's.
    pub(crate) async fn attempt(
        &self,
        attempt: Attempt,
        (request, trust_proxy): (&HttpRequest, bool),
        bus: &Bus,
        address: &str,
    ) -> Result<(), Problem> {
        let address: String = folded(address).chars().take(254).collect();
        let peer = peer(request, trust_proxy);
        let keys = [
            (format!("{attempt:?} from {peer}"), false),
            (format!("{attempt:?} {address} from {peer}"), true),
            (format!("{attempt:?} {address}"), false),
        ];
        for (key, strict) in keys {
            let (limiter, most) = if strict {
                (&self.strict, self.each_minute)
            } else {
                (&self.wide, self.each_minute.saturating_mul(SHARE))
            };
            self.check(limiter, &key)?;
            if let Some(wait) = bus.count(&key, most, WINDOW).await {
                return Err(too_many(wait));
            }
        }
        Ok(())
    }

    fn check(&self, limiter: &DefaultKeyedRateLimiter<String>, key: &String) -> Result<(), Problem> {
        if limiter.len() > MANY_KEYS {
            limiter.retain_recent();
        }
        limiter.check_key(key).map_err(|until| too_many(until.wait_time_from(self.clock.now())))
    }
}

fn too_many(wait: Duration) -> Problem {
    Problem::TooManyAttempts { seconds: wait.as_secs() + 1 }
}

/// Who asks: the one that is connected or, behind a proxy, the one that the proxy was connected to, which it writes last.
/// What stands before that is the caller's own word. Of an IPv6 address the network counts, for a caller has many in it.
fn peer(request: &HttpRequest, trust_proxy: bool) -> String {
    let forwarded = request.headers().get_all("x-forwarded-for").last().filter(|_| trust_proxy);
    let told = forwarded.and_then(|value| value.to_str().ok()).and_then(|text| text.rsplit(',').next());
    let told = told.and_then(|text| text.trim().parse::<IpAddr>().ok());
    match told.or_else(|| request.peer_addr().map(|peer| peer.ip())) {
        Some(IpAddr::V6(address)) => match address.to_ipv4_mapped() {
            Some(address) => address.to_string(),
            None => format!("{:x}", address.to_bits() >> 64),
        },
        Some(address) => address.to_string(),
        None => "-".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use actix_web::test::TestRequest;

    fn asking(forwarded: &[&str], trust_proxy: bool) -> String {
        let request = TestRequest::default().peer_addr("10.0.0.9:1234".parse().unwrap());
        let request = forwarded
            .iter()
            .fold(request, |request, value| request.append_header(("x-forwarded-for", *value)));
        peer(&request.to_http_request(), trust_proxy)
    }

    #[test]
    fn what_a_caller_claims_about_itself_is_not_believed() {
        assert_eq!(asking(&["1.2.3.4"], false), "10.0.0.9");
        assert_eq!(asking(&["1.2.3.4, 198.51.100.7"], true), "198.51.100.7");
        assert_eq!(asking(&["1.2.3.4", "5.6.7.8, 198.51.100.7"], true), "198.51.100.7");
        assert_eq!(asking(&["nonsense"], true), "10.0.0.9");
        assert_eq!(asking(&["2001:db8:1:2::1"], true), asking(&["2001:db8:1:2:ffff::9"], true));
        assert_ne!(asking(&["2001:db8:1:2::1"], true), asking(&["2001:db8:1:3::1"], true));
    }
}
