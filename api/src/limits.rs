//! How much one account (or token) and one organisation may ask for within a minute. Generous: it stops a loop that went
//! wrong, not people. Counted in this process; where there is a Redis, what was counted is told to the others every few
//! requests, so that a request seldom waits for it, and the count is one for all processes but for a few requests each.

use crate::problem::Problem;
use crate::settings::Settings;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest};
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use store::{Bus, BusState};
use uuid::Uuid;

const WINDOW: Duration = Duration::from_secs(60);
/// So many are kept before those whose minute is over are forgotten.
const MANY: usize = 50_000;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Asking {
    /// Somebody who signed in.
    Account(Uuid),
    /// Whoever holds a token.
    Token(Uuid),
    /// Everybody in an organisation together.
    Organisation(Uuid),
}

impl Asking {
    const fn name(self) -> &'static str {
        match self {
            Self::Account(_) => "account",
            Self::Token(_) => "token",
            Self::Organisation(_) => "organisation",
        }
    }
}

/// How somebody stands after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Standing {
    name: &'static str,
    most: u32,
    left: u32,
    reset: Duration,
}

/// What was counted for a request, until its answer says so.
#[derive(Default)]
struct Standings(Vec<Standing>);

#[derive(Debug)]
struct Counted {
    ends: Instant,
    used: u32,
    /// What of it the other processes have not been told.
    untold: u32,
}

pub(crate) struct Limits {
    each: u32,
    together: u32,
    counted: Mutex<HashMap<Asking, Counted>>,
}

impl Limits {
    pub(crate) fn new(settings: &Settings) -> Self {
        Self {
            each: settings.requests_per_minute_account,
            together: settings.requests_per_minute_organisation,
            counted: Mutex::default(),
        }
    }

    /// Counts a request, and refuses it when there were too many within the minute.
    pub(crate) async fn count(
        &self,
        request: &HttpRequest,
        asking: Asking,
        bus: &Bus,
    ) -> Result<(), Problem> {
        let most = if matches!(asking, Asking::Organisation(_)) { self.together } else { self.each };
        if most == 0 {
            return Ok(());
        }
        let (mut used, mut reset, tell) = self.note(asking, most, Instant::now());
        if let Some(by) = tell.filter(|_| bus.state() == BusState::Connected)
            && let Some((all, left)) = bus.add(&format!("requests {asking:?}"), by, WINDOW).await
        {
            (used, reset) = self.learn(asking, all, left, Instant::now());
        }
        let standing = Standing { name: asking.name(), most, left: most.saturating_sub(used), reset };
        let mut extensions = request.extensions_mut();
        match extensions.get_mut::<Standings>() {
            Some(standings) => standings.0.push(standing),
            None => drop(extensions.insert(Standings(vec![standing]))),
        }
        if used > most { Err(Problem::TooManyRequests { seconds: reset.as_secs() + 1 }) } else { Ok(()) }
    }

    /// Counts one here; answers how many there are, until when, and how many of them are now to be told.
    fn note(&self, asking: Asking, most: u32, now: Instant) -> (u32, Duration, Option<u32>) {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.len() > MANY {
            counted.retain(|_, one| one.ends > now);
        }
        let anew = || Counted { ends: now + WINDOW, used: 0, untold: 0 };
        let one = counted.entry(asking).or_insert_with(anew);
        if one.ends <= now {
            *one = anew();
        }
        one.used = one.used.saturating_add(1);
        one.untold = one.untold.saturating_add(1);
        let tell = (one.untold >= step(most)).then(|| std::mem::take(&mut one.untold));
        (one.used, one.ends - now, tell)
    }

    /// What all processes have counted.
    fn learn(&self, asking: Asking, all: u32, left: Duration, now: Instant) -> (u32, Duration) {
        let mut counted = self.counted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(one) = counted.get_mut(&asking) {
            (one.used, one.ends) = (all.saturating_add(one.untold), now + left);
        }
        (all, left)
    }
}

/// After how many requests the other processes are told: a small part of what is allowed.
fn step(most: u32) -> u32 {
    (most / 64).clamp(1, 32)
}

/// Says in the answer how its caller stands (`RateLimit`, as the IETF's httpapi group drafts it).
pub(crate) async fn middleware(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let mut response = next.call(request).await?;
    let standings = response.request().extensions_mut().remove::<Standings>().unwrap_or_default();
    if !standings.0.is_empty() {
        let policy =
            standings.0.iter().map(|one| format!("\"{}\";q={};w={}", one.name, one.most, WINDOW.as_secs()));
        let stand = standings
            .0
            .iter()
            .map(|one| format!("\"{}\";r={};t={}", one.name, one.left, one.reset.as_secs() + 1));
        let headers = [("ratelimit-policy", policy.collect::<Vec<_>>()), ("ratelimit", stand.collect())];
        for (name, values) in headers {
            if let Ok(value) = HeaderValue::from_str(&values.join(", ")) {
                response.headers_mut().insert(HeaderName::from_static(name), value);
            }
        }
    }
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> Limits {
        Limits { each: 3, together: 9, counted: Mutex::default() }
    }

    #[test]
    fn a_count_ends_with_its_minute_and_is_each_ones_own() {
        let (limits, now) = (limits(), Instant::now());
        let (ada, grace) = (Asking::Account(Uuid::from_u128(1)), Asking::Account(Uuid::from_u128(2)));
        for expected in 1..=5 {
            assert_eq!(limits.note(ada, 3, now).0, expected);
        }
        assert_eq!(limits.note(grace, 3, now).0, 1);
        assert_eq!(limits.note(ada, 3, now + WINDOW - Duration::from_millis(1)).0, 6);
        assert_eq!(limits.note(ada, 3, now + WINDOW).0, 1);
    }

    #[test]
    fn what_others_counted_is_counted_here() {
        let (limits, now) = (limits(), Instant::now());
        let ada = Asking::Account(Uuid::from_u128(1));
        assert_eq!(limits.note(ada, 3, now).2, Some(1));
        limits.learn(ada, 7, Duration::from_secs(9), now);
        assert_eq!(limits.note(ada, 3, now).0, 8);
        assert_eq!(limits.note(ada, 3, now + Duration::from_secs(9)).0, 1, "their minute is over");
        assert_eq!(step(1_200), 18);
        assert_eq!(step(4), 1);
    }
}
