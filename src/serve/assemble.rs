//! Puts the parts of a process together.

use crate::capture::CaptureMailer;
use crate::settings::Settings;
use crate::vault::{Services, Vault};
use crate::{keys, migrate, safety};
use api::{Api, Environment};
use integrations::files::Files;
use integrations::http::Http;
use integrations::mail::settings::Delivery;
use integrations::mail::{Mailer, SmtpMailer};
use integrations::vault::Refresher;
use std::sync::Arc;
use store::calendar::{Offset, SystemClock};
use store::{Bus, Randomness, Store, SystemRandomness};
use tokio::sync::watch;
use worker::{Links, OpenVault, Outside, Worker};

/// The parts of a process.
pub struct Parts {
    /// What the API needs.
    pub api: Api,
    /// The worker.
    pub worker: Worker,
    /// The hand that moves a test environment's calendar.
    pub offset: Offset,
    /// Set to stop everything.
    pub stop: watch::Sender<bool>,
}

/// Opens the database, and refuses what must not be served.
///
/// # Errors
/// When something is missing or refused.
pub async fn store(settings: &Settings) -> anyhow::Result<(Store, Offset)> {
    let (clock, offset) = SystemClock::adjustable();
    let keys = keys::keys(settings)?;
    migrate::check(settings).await?;
    let bus = Bus::open(&settings.redis, &process_name()).map_err(anyhow::Error::msg)?;
    let store =
        Store::open(&settings.database, keys, Arc::new(clock), Arc::new(SystemRandomness), bus, None).await?;
    safety::check_calendar(settings, &store).await?;
    if settings.environment == Environment::Test {
        migrate::once_it_answers(async || offset.refresh(&store).await).await?;
    }
    Ok((store, offset))
}

/// A name that no other process bears, on this machine or another.
fn process_name() -> String {
    let mut bytes = [0; 8];
    SystemRandomness.fill(&mut bytes);
    format!("{}-{:016x}", std::process::id(), u64::from_ne_bytes(bytes))
}

/// Opens the database and builds API and worker.
///
/// # Errors
/// When something is missing or refused.
pub async fn assemble(settings: &Settings) -> anyhow::Result<Parts> {
    let (store, offset) = store(settings).await?;
    parts(settings, store, offset)
}

/// Builds API and worker on an open database.
///
/// # Errors
/// When something is missing or refused.
pub fn parts(settings: &Settings, store: Store, offset: Offset) -> anyhow::Result<Parts> {
    integrations::outside::set_guard(store::door_is_open);
    let captures = settings.mail.delivery == Delivery::Capture;
    let mailer: Arc<dyn Mailer> = if captures {
        Arc::new(CaptureMailer::new(store.clone()))
    } else {
        Arc::new(SmtpMailer::new(&settings.mail).map_err(anyhow::Error::msg)?)
    };
    let outside = outside(settings, &store)?;
    let files = Files::open(&settings.files, &settings.data_dir)?;
    let domain = settings.mail.message_id_domain.clone();
    let links = Links {
        public_url: settings.public_url.clone(),
        message_id_domain: domain.clone(),
        bounce_domain: settings.mail.bounce_domain.clone(),
    };
    let stop = watch::Sender::new(false);
    Ok(Parts {
        worker: Worker::new(
            store.clone(),
            Arc::clone(&mailer),
            settings.worker.clone(),
            links,
            outside.clone(),
            files.clone(),
        ),
        api: Api {
            outside: api::Outside {
                http: outside.http,
                jira: outside.jira,
                slack: outside.slack,
                teams: outside.teams,
                vault: outside.vault,
            },
            files,
            post: api::Post { mailer, settings: settings.mail.clone() },
            printer: api::Press(Arc::new(print::Press::new()?)),
            store,
            settings: settings.api.clone(),
            public_url: settings.public_url.clone(),
            environment: settings.environment,
            capture_mailbox: captures,
            message_id_domain: domain,
            bounces: api::Bounces {
                domain: settings.mail.bounce_domain.clone(),
                secret: settings.mail.bounce_secret.clone(),
            },
            stop: stop.subscribe(),
        },
        offset,
        stop,
    })
}

/// What calls services outside, and where its tokens come from.
///
/// # Errors
/// When the TLS of this machine cannot be used.
pub fn outside(settings: &Settings, store: &Store) -> anyhow::Result<Outside> {
    let http = Http::new(&settings.outside)?;
    let services: Arc<dyn Refresher> =
        Arc::new(Services { http: http.clone(), jira: settings.jira.clone(), slack: settings.slack.clone() });
    let store = store.clone();
    let vault: OpenVault = Arc::new(move |tenancy, connection| {
        Arc::new(Vault::new(store.clone(), tenancy, connection, Arc::clone(&services)))
    });
    let hooks_url = settings.public_url.join("api/hooks/jira")?;
    Ok(Outside {
        http,
        jira: settings.jira.clone(),
        slack: settings.slack.clone(),
        teams: settings.teams.clone(),
        hooks_url,
        vault,
    })
}
