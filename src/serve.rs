//! `aims up`, `aims api`, `aims worker`.

pub mod assemble;

use crate::settings::{LogFormat, Settings};
use crate::traces::Traces;
use anyhow::Context;
use api::Environment;
use assemble::{Parts, assemble};
use std::fs::File;
use std::io::IsTerminal;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;
use tracing_subscriber::Layer as _;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// How often a test environment looks whether its calendar was moved.
const CALENDAR_LOOK: Duration = Duration::from_millis(250);

/// Everything in one process. The embedded database is brought up to date first; a production one never is.
///
/// # Errors
/// When it cannot start, or one of its parts ends by itself.
pub async fn up() -> anyhow::Result<()> {
    let (settings, traces) = begin()?;
    let _only = only_process(&settings)?;
    if settings.database.is_sqlite() && settings.environment != Environment::Production {
        crate::migrate::bring_up_to_date(&settings).await?;
    }
    let parts = assemble(&settings).await?;
    let stop = stop_signal(&parts)?;
    crate::metrics::begin(&settings, &parts.api.store, stop.clone())?;
    let worker = tokio::spawn(run_worker(&parts, stop.clone())?);
    welcome(&settings)?;
    let served = serve_api(&parts, stop.clone()).await;
    // The API ended by the signal, or by itself: the worker ends its jobs either way.
    parts.stop.send_replace(true);
    worker.await??;
    traces.end().await;
    served
}

/// The API and the web app.
///
/// # Errors
/// When it cannot start.
pub async fn api() -> anyhow::Result<()> {
    let (settings, traces) = begin()?;
    let _only = only_process(&settings)?;
    let parts = assemble(&settings).await?;
    let stop = stop_signal(&parts)?;
    crate::metrics::begin(&settings, &parts.api.store, stop.clone())?;
    let served = serve_api(&parts, stop).await;
    traces.end().await;
    served
}

/// The worker.
///
/// # Errors
/// When it cannot start, or ends by itself.
pub async fn worker() -> anyhow::Result<()> {
    let (settings, traces) = begin()?;
    let _only = only_process(&settings)?;
    let parts = assemble(&settings).await?;
    let stop = stop_signal(&parts)?;
    crate::metrics::begin(&settings, &parts.api.store, stop.clone())?;
    let ran = run_worker(&parts, stop)?.await;
    traces.end().await;
    ran
}

fn begin() -> anyhow::Result<(Settings, Traces)> {
    let settings = Settings::load()?;
    let filter = tracing_subscriber::EnvFilter::try_new(&settings.log.filter).context("log.filter")?;
    let colours = std::io::stderr().is_terminal();
    let log = tracing_subscriber::fmt::layer().with_ansi(colours).with_writer(std::io::stderr);
    let (layer, traces) = crate::traces::layer(&settings.traces)?;
    let subscriber = tracing_subscriber::registry().with(layer);
    match settings.log.format {
        LogFormat::Text => subscriber.with(log.with_filter(filter)).init(),
        LogFormat::Json => subscriber.with(log.json().with_filter(filter)).init(),
    }
    Ok((settings, traces))
}

/// SQLite means one serving process: a second one is refused.
pub(crate) fn only_process(settings: &Settings) -> anyhow::Result<Option<File>> {
    if !settings.database.is_sqlite() {
        return Ok(None);
    }
    std::fs::create_dir_all(&settings.data_dir)?;
    let path = settings.data_dir.join("aims.lock");
    let file = File::create(&path).with_context(|| format!("cannot make {}", path.display()))?;
    file.try_lock().map_err(|_| {
        anyhow::anyhow!(
            "another aims already serves the data in {}; SQLite takes one process, PostgreSQL many",
            settings.data_dir.display()
        )
    })?;
    Ok(Some(file))
}

async fn serve_api(parts: &Parts, mut stop: watch::Receiver<bool>) -> anyhow::Result<()> {
    let (server, _) = api::serve(parts.api.clone()).context("the API cannot listen")?;
    let handle = server.handle();
    let graceful = tokio::spawn(async move {
        // An error means that the sender is gone: time to stop as well.
        let _ = stop.wait_for(|stop| *stop).await;
        handle.stop(true).await;
    });
    let served = server.await;
    graceful.abort();
    Ok(served?)
}

fn run_worker(
    parts: &Parts,
    mut stop: watch::Receiver<bool>,
) -> anyhow::Result<impl Future<Output = anyhow::Result<()>> + use<>> {
    let worker = parts.worker.clone();
    Ok(async move {
        let signal = async move {
            let _ = stop.wait_for(|stop| *stop).await;
        };
        worker.run(signal).await?;
        Ok(())
    })
}

/// Turns the first signal into a graceful stop, and follows a test environment's calendar until then.
fn stop_signal(parts: &Parts) -> anyhow::Result<watch::Receiver<bool>> {
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let sender = parts.stop.clone();
    tokio::spawn(async move {
        tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
        tracing::info!("stopping");
        sender.send_replace(true);
    });
    if parts.api.environment == Environment::Test {
        let (offset, store) = (parts.offset.clone(), parts.api.store.clone());
        tokio::spawn(async move {
            let mut look = tokio::time::interval(CALENDAR_LOOK);
            loop {
                look.tick().await;
                if let Err(error) = offset.refresh(&store).await {
                    tracing::warn!(%error, "the calendar's offset cannot be read");
                }
            }
        });
    }
    Ok(parts.stop.subscribe())
}

fn welcome(settings: &Settings) -> anyhow::Result<()> {
    let url = settings.public_url.as_str().trim_end_matches('/');
    let mailbox = if settings.mail.delivery == integrations::mail::settings::Delivery::Capture {
        format!("\n  2. Read the mail it sends you at {url}/dev/mailbox and open the link.")
    } else {
        "\n  2. Open the link in the mail it sends you.".to_owned()
    };
    crate::print(&format!(
        "\nOpenAIMS is running at {url}\n\n  1. Sign up at {url}/sign-up{mailbox}\n  3. Choose a password, adopt ISO/IEC \
         42001, and assign the first task.\n\nData and keys lie in {}. Stop with Ctrl-C.\n",
        settings.data_dir.display()
    ))
}
