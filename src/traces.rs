//! Traces for a collector that speaks OTLP over HTTP: each request and each job, with the calls to the outside that they made.
//! They hold what the log's spans hold, so no person and no text: method, route, status, kind of job, host.
//!
//! In a build with `--features traces`, and only where `[traces]` names a collector. What cannot be handed over is dropped:
//! a collector that is gone holds up nothing.

#[cfg(feature = "traces")]
mod collector;
#[cfg(feature = "traces")]
mod named;

use serde::Deserialize;
use url::Url;

/// Where traces go.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TraceSettings {
    /// The collector's address for traces, such as `http://collector:4318/v1/traces`; empty: none are made.
    pub endpoint: String,
    /// Which part of them is kept, from 0 to 1.
    pub share: f64,
}

impl Default for TraceSettings {
    fn default() -> Self {
        Self { endpoint: String::new(), share: 1.0 }
    }
}

impl TraceSettings {
    /// Everything that is wrong, in sentences.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if !(0.0..=1.0).contains(&self.share) {
            problems.push("traces.share must lie between 0 and 1".to_owned());
        }
        if self.endpoint.is_empty() {
            return problems;
        }
        if !cfg!(feature = "traces") {
            problems.push(
                "traces.endpoint: this program was built without traces; build it with --features traces"
                    .to_owned(),
            );
        }
        let address = Url::parse(&self.endpoint).ok();
        if !address.is_some_and(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some()) {
            problems
                .push("traces.endpoint is not an address that begins with http:// or https://".to_owned());
        }
        problems
    }
}

/// What hands traces over; ends with the process.
#[must_use = "what has come together is handed over at the end"]
pub struct Traces {
    #[cfg(feature = "traces")]
    collector: Option<collector::Collector>,
}

impl Traces {
    /// Hands over what is left.
    pub async fn end(self) {
        #[cfg(feature = "traces")]
        if let Some(collector) = self.collector {
            collector.end().await;
        }
    }
}

/// What the log's subscriber is given beside the log; a layer that does nothing where no collector is named.
#[cfg(feature = "traces")]
pub(crate) fn layer<S>(
    settings: &TraceSettings,
) -> anyhow::Result<(impl tracing_subscriber::Layer<S> + use<S>, Traces)>
where
    S: tracing::Subscriber + for<'span> tracing_subscriber::registry::LookupSpan<'span> + Send + Sync,
{
    if settings.endpoint.is_empty() {
        return Ok((None, Traces { collector: None }));
    }
    let (layer, collector) = collector::begin(settings)?;
    Ok((Some(layer), Traces { collector: Some(collector) }))
}

/// The same in a build without traces.
#[cfg(not(feature = "traces"))]
#[expect(clippy::unnecessary_wraps, reason = "as in a build that has traces")]
pub(crate) fn layer<S>(
    _: &TraceSettings,
) -> anyhow::Result<(impl tracing_subscriber::Layer<S> + use<S>, Traces)>
where
    S: tracing::Subscriber,
{
    Ok((tracing_subscriber::layer::Identity::new(), Traces {}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_is_none_and_a_share_beyond_all_are_refused() {
        let wrong = TraceSettings { endpoint: "collector:4318".to_owned(), share: 1.5 };
        let problems = wrong.problems();
        assert!(problems.iter().any(|one| one.contains("traces.share")), "{problems:?}");
        assert!(problems.iter().any(|one| one.contains("not an address")), "{problems:?}");
        assert!(TraceSettings::default().problems().is_empty());
    }

    #[test]
    fn a_build_without_traces_says_so() {
        let wanted = TraceSettings {
            endpoint: "http://collector:4318/v1/traces".to_owned(),
            ..TraceSettings::default()
        };
        assert_eq!(wanted.problems().is_empty(), cfg!(feature = "traces"));
    }
}
