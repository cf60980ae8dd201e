//! Gathers finished spans and hands them to the collector, some at a time, from a thread of its own.

use super::TraceSettings;
use super::named::Named;
use anyhow::Context;
use async_trait::async_trait;
use bytes::Bytes;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_http::{HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{WithExportConfig as _, WithHttpConfig as _};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider};
use std::time::Duration;
use tokio::runtime::Handle;
use tracing::Metadata;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::FilterFn;
use tracing_subscriber::registry::LookupSpan;

/// How long the collector may take to accept.
const PATIENCE: Duration = Duration::from_secs(5);
/// Spans of these crates alone: what a dependency writes into its own was not looked at for names.
const OURS: [&str; 5] = ["aims", "api", "integrations", "store", "worker"];

/// What gathers and hands over.
pub(super) struct Collector(SdkTracerProvider);

impl Collector {
    pub(super) async fn end(self) {
        // It waits for its thread, whose calls run here.
        let ended = tokio::task::spawn_blocking(move || self.0.shutdown_with_timeout(PATIENCE)).await;
        if let Ok(Err(error)) = ended {
            tracing::warn!(%error, "the last traces were not handed over");
        }
    }
}

/// A layer that makes a trace of every span of ours, and nothing of what is said within.
pub(super) fn begin<S>(settings: &TraceSettings) -> anyhow::Result<(impl Layer<S> + use<S>, Collector)>
where
    S: tracing::Subscriber + for<'span> LookupSpan<'span> + Send + Sync,
{
    integrations::http::choose_tls();
    let http = reqwest::Client::builder()
        .timeout(PATIENCE)
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()?;
    let exporter = opentelemetry_otlp::SpanExporter::builder()
        .with_http()
        .with_http_client(Caller { http, runtime: Handle::current() })
        .with_endpoint(&settings.endpoint)
        .with_timeout(PATIENCE)
        .build()
        .context("traces.endpoint")?;
    let provider = SdkTracerProvider::builder()
        .with_batch_exporter(Named(exporter))
        .with_sampler(Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(settings.share))))
        .with_resource(Resource::builder().with_service_name("openaims").build())
        .build();
    let layer = tracing_opentelemetry::layer()
        .with_tracer(provider.tracer("openaims"))
        .with_location(false)
        .with_threads(false)
        .with_target(false)
        .with_context_activation(false)
        .with_filter(FilterFn::new(is_ours as fn(&Metadata<'_>) -> bool));
    Ok((layer, Collector(provider)))
}

fn is_ours(metadata: &Metadata<'_>) -> bool {
    let root = metadata.target().split("::").next().unwrap_or_default();
    metadata.is_span() && *metadata.level() <= tracing::Level::INFO && OURS.contains(&root)
}

/// Calls from the thread that gathers, on the runtime that everything else runs on.
#[derive(Debug)]
struct Caller {
    http: reqwest::Client,
    runtime: Handle,
}

#[async_trait]
impl HttpClient for Caller {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let http = self.http.clone();
        let call = async move {
            let answer = http.execute(reqwest::Request::try_from(request)?).await?.error_for_status()?;
            // What a collector says beside its status is not read, however much it is.
            Ok::<_, HttpError>(Response::builder().status(answer.status()).body(Bytes::new())?)
        };
        let outcome = self.runtime.spawn(call).await?;
        if let Err(error) = &outcome {
            tracing::warn!(%error, "traces were not handed over, and are lost");
        }
        outcome
    }
}
