//! The one outgoing client: every call over HTTP that this program makes goes through it.
//!
//! It follows no redirect, sends to public addresses only (unless the operator allows others), connects to the
//! very address that was checked, gives up in time, reads answers up to a limit, keeps so many calls to one host
//! at once and no more, and writes a line about each that holds no secret: method, host, what the call is for,
//! status and duration.

mod address;
mod call;
mod failure;
mod reply;
mod resolve;
mod settings;
#[cfg(test)]
mod tests;

pub use address::{AddressRefused, Allowed};
pub use call::{Body, Call};
pub use failure::CallFailure;
pub use reply::Reply;
pub use resolve::{Lookup, SystemLookup};
pub use settings::Settings;

use crate::outside;
use bytes::BytesMut;
use reqwest::redirect::Policy;
use resolve::Guarded;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tracing::Instrument as _;

/// How many hosts are remembered; beyond that, those without calls are forgotten.
const HOSTS: usize = 1_000;

/// The client. Cheap to clone.
#[derive(Clone)]
pub struct Http {
    inner: Arc<Inner>,
}

struct Inner {
    client: reqwest::Client,
    allowed: Allowed,
    max_answer: usize,
    timeout: Duration,
    per_host: usize,
    hosts: Mutex<HashMap<String, Arc<Semaphore>>>,
}

impl std::fmt::Debug for Http {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Http").finish_non_exhaustive()
    }
}

/// Chooses the provider of TLS for the whole process. The first choice counts.
pub fn choose_tls() {
    // Another part of the program may have chosen it already.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

impl Http {
    /// A client that finds addresses by the system's resolver.
    ///
    /// # Errors
    /// When the TLS of this machine cannot be used.
    pub fn new(settings: &Settings) -> Result<Self, CallFailure> {
        Self::with_lookup(settings, Arc::new(SystemLookup))
    }

    /// The same with another way to find addresses.
    ///
    /// # Errors
    /// When the TLS of this machine cannot be used.
    pub fn with_lookup(settings: &Settings, lookup: Arc<dyn Lookup>) -> Result<Self, CallFailure> {
        choose_tls();
        let allowed = settings.allowed();
        let timeout = Duration::from_secs(settings.timeout_seconds);
        let client = reqwest::Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .dns_resolver(Guarded::new(allowed.clone(), lookup))
            .connect_timeout(Duration::from_secs(settings.connect_timeout_seconds))
            .timeout(timeout)
            .pool_max_idle_per_host(4)
            .pool_idle_timeout(Duration::from_secs(30))
            .user_agent(concat!("OpenAIMS/", env!("CARGO_PKG_VERSION")))
            .build()
            .map_err(|error| CallFailure::Refused(format!("no client can be made: {error}")))?;
        let inner = Inner {
            client,
            allowed,
            timeout,
            max_answer: settings.max_answer_bytes,
            per_host: settings.max_calls_per_host,
            hosts: Mutex::default(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Whether this client would call such an address, without calling it: scheme, user, port and literal
    /// addresses are judged here, names when they are resolved.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, url: &url::Url) -> Result<(), AddressRefused> {
        self.inner.allowed.check(url)
    }

    /// Makes one call. An answer of any status is an answer; what a status means is the caller's to say.
    ///
    /// # Errors
    /// The variant says whether the outside may have acted.
    pub async fn send(&self, call: Call) -> Result<Reply, CallFailure> {
        outside::entering(call.purpose);
        self.check(&call.url)?;
        let host = call.url.host_str().unwrap_or_default().to_owned();
        let span = tracing::info_span!(
            "call",
            otel.name = call.purpose,
            otel.kind = "client",
            server.address = host
        );
        self.in_turn(call, host).instrument(span).await
    }

    async fn in_turn(&self, call: Call, host: String) -> Result<Reply, CallFailure> {
        let _turn = self.turn(&host).await?;
        let (method, purpose, begun) = (call.method.clone(), call.purpose, Instant::now());
        let outcome = self.exchange(call).await;
        let milliseconds = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        match &outcome {
            Ok(reply) => {
                tracing::info!(%method, host, purpose, status = reply.status, milliseconds, "called")
            }
            Err(failure) => {
                tracing::warn!(%method, host, purpose, %failure, milliseconds, "a call failed");
            }
        }
        outcome
    }

    /// Waits for one of the host's places. A host that answers slowly holds up its own callers only.
    async fn turn(&self, host: &str) -> Result<OwnedSemaphorePermit, CallFailure> {
        let places = {
            let mut hosts = self.inner.hosts.lock().unwrap_or_else(PoisonError::into_inner);
            if hosts.len() > HOSTS {
                hosts.retain(|_, places| Arc::strong_count(places) > 1);
            }
            Arc::clone(
                hosts.entry(host.to_owned()).or_insert_with(|| Arc::new(Semaphore::new(self.inner.per_host))),
            )
        };
        match tokio::time::timeout(self.inner.timeout, places.acquire_owned()).await {
            Ok(Ok(place)) => Ok(place),
            _ => Err(CallFailure::NotSent("too many calls to this host wait already".to_owned())),
        }
    }

    async fn exchange(&self, call: Call) -> Result<Reply, CallFailure> {
        let mut response = call.build(&self.inner.client).send().await.map_err(CallFailure::of_request)?;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let too_large = || CallFailure::Ambiguous("the answer is larger than what is read".to_owned());
        if response.content_length().is_some_and(|length| length > self.inner.max_answer as u64) {
            return Err(too_large());
        }
        let mut body = BytesMut::new();
        while let Some(part) = response.chunk().await.map_err(CallFailure::of_answer)? {
            if body.len() + part.len() > self.inner.max_answer {
                return Err(too_large());
            }
            body.extend_from_slice(&part);
        }
        Ok(Reply { status, headers, body: body.freeze() })
    }
}
