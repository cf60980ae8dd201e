//! Gives each span the name and the kind that OpenTelemetry's readers expect; the log needs neither.

use opentelemetry::KeyValue;
use opentelemetry::trace::SpanKind;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::error::OTelSdkResult;
use opentelemetry_sdk::trace::{SpanData, SpanExporter};
use std::time::Duration;

/// An exporter whose spans are named first.
#[derive(Debug)]
pub(super) struct Named<E>(pub(super) E);

impl<E: SpanExporter> SpanExporter for Named<E> {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        self.0.export(batch.into_iter().map(named).collect()).await
    }

    fn shutdown_with_timeout(&self, timeout: Duration) -> OTelSdkResult {
        self.0.shutdown_with_timeout(timeout)
    }

    fn force_flush(&self) -> OTelSdkResult {
        self.0.force_flush()
    }

    fn set_resource(&mut self, resource: &Resource) {
        self.0.set_resource(resource);
    }
}

fn named(mut span: SpanData) -> SpanData {
    let value = |name: &str| value(&span.attributes, name);
    let (kind, name) = match span.name.as_ref() {
        "request" => (SpanKind::Server, format!("{} {}", value("http.method"), value("http.route"))),
        "job" => (SpanKind::Consumer, format!("job {}", value("job.kind"))),
        "call" => (SpanKind::Client, format!("call {}", value("server.address"))),
        "mail" => (SpanKind::Client, "send a mail".to_owned()),
        _ => return span,
    };
    span.name = name.into();
    span.span_kind = kind;
    span
}

fn value(attributes: &[KeyValue], name: &str) -> String {
    let found = attributes.iter().find(|one| one.key.as_str() == name);
    found.map(|one| one.value.to_string()).unwrap_or_default()
}
