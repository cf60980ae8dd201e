//! Faults that the fakes play on demand, whatever service they stand for.

use crate::http::Settings as HttpSettings;
use axum::body::{Body, Bytes};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use std::time::Duration;

/// What goes wrong.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Trouble {
    /// Nothing is done and nothing answered.
    Timeout,
    /// It is done, and then the connection is cut.
    Lost,
    /// Too much at once.
    TooMany {
        /// `Retry-After`, in seconds.
        after: u64,
        /// `RateLimit-Reason`, where the service says one.
        reason: String,
    },
    /// Nothing is done, because of a field.
    Refusal {
        /// Which.
        field: String,
        /// What is said of it.
        words: String,
    },
    /// Nothing is done; some 5xx.
    Status {
        /// Which.
        status: u16,
    },
    /// Nothing is done; a gateway's page.
    Page,
    /// It is done, and the answer is cut in the middle.
    Truncated,
    /// It is done, and answered late: time to stop whoever waits.
    Held {
        /// How late.
        seconds: u64,
    },
}

/// A fault that waits for its calls.
#[derive(Clone, Debug, Deserialize)]
pub struct Fault {
    /// The method, such as `POST`; empty means any.
    #[serde(default)]
    pub method: String,
    /// How the path below the API ends; empty means any.
    #[serde(default)]
    pub path: String,
    /// How many calls it meets.
    pub times: u32,
    /// What goes wrong.
    pub trouble: Trouble,
}

impl Fault {
    /// A fault that the next `times` calls of that kind meet.
    #[must_use]
    pub fn new(method: &str, path: &str, times: u32, trouble: Trouble) -> Self {
        Self { method: method.to_owned(), path: path.to_owned(), times, trouble }
    }

    pub(crate) fn meets(&self, method: &str, path: &str) -> bool {
        self.times > 0 && (self.method.is_empty() || self.method == method) && path.ends_with(&self.path)
    }
}

/// Troubles that come by themselves: to one call in so many, and for one seed always to the same ones.
#[derive(Clone, Debug)]
pub struct Weather<T> {
    chance: u64,
    one_in: u64,
    troubles: Vec<T>,
}

impl<T: Clone> Weather<T> {
    /// Each of the troubles comes as often as the others.
    #[must_use]
    pub const fn new(seed: u64, one_in: u64, troubles: Vec<T>) -> Self {
        Self { chance: seed, one_in, troubles }
    }

    /// What the next call meets.
    pub(crate) fn next(&mut self) -> Option<T> {
        let drawn = self.draw();
        if self.one_in == 0 || !drawn.is_multiple_of(self.one_in) {
            return None;
        }
        let count = u64::try_from(self.troubles.len()).ok()?;
        let which = self.draw().checked_rem(count)?;
        self.troubles.get(usize::try_from(which).ok()?).cloned()
    }

    /// The next number that looks like chance (splitmix64).
    const fn draw(&mut self) -> u64 {
        self.chance = self.chance.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.chance ^ (self.chance >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

/// What goes wrong at one fake: what was arranged, and otherwise what the weather brings.
#[derive(Debug, Default)]
pub(crate) struct Troubles {
    arranged: Vec<Fault>,
    weather: Option<Weather<Trouble>>,
}

impl Troubles {
    pub(crate) fn arrange(&mut self, fault: Fault) {
        self.arranged.push(fault);
    }

    pub(crate) fn weather(&mut self, weather: Option<Weather<Trouble>>) {
        self.weather = weather;
    }

    /// Nothing goes wrong any more.
    pub(crate) fn clear(&mut self) {
        *self = Self::default();
    }

    /// What a call meets.
    pub(crate) fn next(&mut self, method: &str, path: &str) -> Option<Trouble> {
        if let Some(fault) = self.arranged.iter_mut().find(|fault| fault.meets(method, path)) {
            fault.times -= 1;
            return Some(fault.trouble.clone());
        }
        self.weather.as_mut()?.next()
    }
}

/// Waits for as long as an answer is held.
pub(crate) async fn hold(trouble: Option<&Trouble>) {
    if let Some(Trouble::Held { seconds }) = trouble {
        tokio::time::sleep(Duration::from_secs(*seconds)).await;
    }
}

/// An answer that promises more than it holds: the connection ends in the middle of it.
pub(crate) fn cut(part: Bytes, promised: usize) -> Response {
    let stream = futures::stream::iter([Ok(part), Err(std::io::Error::other("cut"))]);
    let length = [(header::CONTENT_LENGTH, promised.to_string())];
    (StatusCode::OK, length, Body::from_stream(stream)).into_response()
}

/// The fakes call the program that runs on the same machine.
pub(crate) fn to_this_machine() -> HttpSettings {
    HttpSettings {
        connect_timeout_seconds: 2,
        timeout_seconds: 10,
        max_answer_bytes: 100_000,
        max_calls_per_host: 8,
        allow_http: true,
        allowed_networks: vec!["127.0.0.0/8".to_owned(), "::1/128".to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weather_is_the_same_for_one_seed_and_brings_each_trouble_to_its_share() {
        let days = |seed| {
            let mut weather = Weather::new(seed, 5, vec!["rain", "hail"]);
            (0..1_000).map(|_| weather.next()).collect::<Vec<_>>()
        };
        assert_eq!(days(7), days(7));
        assert_ne!(days(7), days(8));
        for trouble in ["rain", "hail"] {
            let met = days(7).iter().filter(|one| **one == Some(trouble)).count();
            assert!((60..140).contains(&met), "{trouble}: {met}");
        }
        assert_eq!(Weather::<()>::new(7, 1, Vec::new()).next(), None);
    }

    #[test]
    fn what_was_arranged_comes_before_the_weather() {
        let mut troubles = Troubles::default();
        troubles.weather(Some(Weather::new(1, 1, vec![Trouble::Page])));
        troubles.arrange(Fault::new("POST", "issue", 1, Trouble::Lost));
        assert_eq!(troubles.next("POST", "/issue"), Some(Trouble::Lost));
        assert_eq!(troubles.next("POST", "/issue"), Some(Trouble::Page));
        troubles.clear();
        assert_eq!(troubles.next("POST", "/issue"), None);
    }
}
