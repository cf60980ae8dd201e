//! What a process counts, for Prometheus: nothing of it names an organisation or a person. Off unless `[metrics]` names an
//! address; then every count costs nothing, for nobody is there to keep it.

mod names;
mod process;

use crate::settings::Settings;
use anyhow::Context;
use api::Render;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use names::{DURATIONS, KINDS, LATENESS, NAMES};
use std::sync::Arc;
use std::time::Duration;
use store::Store;
use tokio::sync::watch;

/// How often what was counted is summed up, so that it does not pile up where nobody reads.
const UPKEEP: Duration = Duration::from_secs(5);
/// How long the database may take to say how much waits; then the rest is shown without it.
const PATIENCE: Duration = Duration::from_secs(3);

/// Begins to count and to show it, until `stop`. Does nothing where the settings name no address.
///
/// # Errors
/// When the address cannot be listened on.
pub fn begin(settings: &Settings, store: &Store, mut stop: watch::Receiver<bool>) -> anyhow::Result<()> {
    if !settings.metrics.is_used() {
        return Ok(());
    }
    let handle = install()?;
    let (store, shown) = (store.clone(), handle.clone());
    let render: Render = Arc::new(move || {
        let (store, shown) = (store.clone(), shown.clone());
        Box::pin(async move {
            sample(&store).await;
            shown.render()
        })
    });
    let (server, address) = api::serve_metrics(&settings.metrics, render)
        .with_context(|| format!("metrics cannot be shown at {}", settings.metrics.listen))?;
    tracing::info!(%address, "metrics are shown");
    let ending = server.handle();
    tokio::spawn(server);
    tokio::spawn(async move {
        let mut upkeep = tokio::time::interval(UPKEEP);
        loop {
            tokio::select! {
                _ = upkeep.tick() => handle.run_upkeep(),
                _ = stop.wait_for(|stop| *stop) => break,
            }
        }
        ending.stop(false).await;
    });
    Ok(())
}

fn install() -> anyhow::Result<PrometheusHandle> {
    let recorder = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_duration_seconds".to_owned()), &DURATIONS)?
        .set_buckets_for_metric(Matcher::Suffix("_lateness_seconds".to_owned()), &LATENESS)?
        .build_recorder();
    let handle = recorder.handle();
    metrics::set_global_recorder(recorder).map_err(|_| anyhow::anyhow!("something counts already"))?;
    for (name, kind, help) in NAMES {
        KINDS.iter().filter(|(known, _)| known == &kind).for_each(|(_, describe)| describe(name, help));
    }
    metrics::gauge!("aims_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    Ok(handle)
}

/// What is looked at when somebody reads, rather than counted when it happens.
async fn sample(store: &Store) {
    for pool in store.pools_in_use() {
        for (state, count) in [("used", pool.used), ("idle", pool.idle)] {
            metrics::gauge!("aims_database_connections", "pool" => pool.pool, "state" => state)
                .set(count as f64);
        }
    }
    process::sample();
    let asked = async {
        let system = store.system().await?;
        let depth = system.queue_depth().await?;
        system.commit().await?;
        store::Result::Ok(depth)
    };
    let depth = match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(depth)) => depth,
        Ok(Err(error)) => return tracing::warn!(%error, "how much waits cannot be shown"),
        Err(_) => return tracing::warn!("how much waits cannot be shown in time"),
    };
    let states =
        [("due", depth.due), ("later", depth.later), ("running", depth.running), ("dead", depth.dead)];
    for (state, count) in states {
        metrics::gauge!("aims_jobs_waiting", "state" => state).set(count as f64);
    }
    metrics::gauge!("aims_jobs_oldest_due_seconds").set(depth.oldest_due_ms as f64 / 1_000.0);
}
