//! What handlers share.

use crate::kept::Kept;
use crate::limits::{Asking, Limits};
use crate::problem::Problem;
use crate::room::Room;
use crate::settings::Settings;
use crate::throttle::{Attempt, Throttle};
use actix_web::HttpRequest;
use documents::plan::Printer;
use domain::id::ConnectionId;
use integrations::files::Files;
use integrations::http::Http;
use integrations::mail::{self, Mailer};
use integrations::vault::TokenVault;
use integrations::{jira, slack, teams};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;
use store::{Store, Tenancy};
use tokio::sync::watch;
use url::{Host, Url};
use utoipa::ToSchema;

/// What kind of installation this is.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, PartialEq, Eq, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    /// For real.
    Production,
    /// One process with captured mail.
    Embedded,
    /// The calendar may be moved; loopback only.
    Test,
}

impl Environment {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Embedded => "embedded",
            Self::Test => "test",
        }
    }
}

/// Opens the vault of one connection, for whoever acts in its organisation.
pub type OpenVault = Arc<dyn Fn(Tenancy, ConnectionId) -> Arc<dyn TokenVault> + Send + Sync>;

/// What is needed to call services outside while somebody waits: setting up a connection, and nothing else.
#[derive(Clone)]
pub struct Outside {
    /// The one outgoing client.
    pub http: Http,
    /// The operator's app at Atlassian.
    pub jira: jira::Settings,
    /// The operator's app at Slack.
    pub slack: slack::Settings,
    /// Which workflows of Teams may be called.
    pub teams: teams::Settings,
    /// Where tokens come from.
    pub vault: OpenVault,
}

impl fmt::Debug for Outside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outside").finish_non_exhaustive()
    }
}

/// Where mail comes back to, and who may hand it over.
#[derive(Clone, Debug)]
pub struct Bounces {
    /// The domain; empty: no mail comes back here.
    pub domain: String,
    /// What whoever hands it over shows; empty: nobody may.
    pub secret: SecretString,
}

/// What is needed to send a letter while somebody waits, to see whether letters arrive, and for nothing else.
#[derive(Clone)]
pub struct Post {
    /// What sends.
    pub mailer: Arc<dyn Mailer>,
    /// Where to and in whose name, as the operator set it.
    pub settings: mail::Settings,
}

impl fmt::Debug for Post {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Post").field("mailer", &self.mailer.kind()).finish_non_exhaustive()
    }
}

/// What sets documents on pages. The program brings it along: compiling it is not the API's affair.
#[derive(Clone)]
pub struct Press(pub Arc<dyn Printer>);

impl fmt::Debug for Press {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Press").finish_non_exhaustive()
    }
}

/// Everything that the API is put together from.
#[derive(Clone, Debug)]
pub struct Api {
    /// The data layer.
    pub store: Store,
    /// Services outside.
    pub outside: Outside,
    /// Where files lie.
    pub files: Files,
    /// How letters leave.
    pub post: Post,
    /// What prints.
    pub printer: Press,
    /// How it listens.
    pub settings: Settings,
    /// How people reach it.
    pub public_url: Url,
    /// What kind of installation this is.
    pub environment: Environment,
    /// Whether captured mail is shown at `/dev/mailbox`.
    pub capture_mailbox: bool,
    /// The right-hand side of every Message-ID.
    pub message_id_domain: String,
    /// Mail that comes back.
    pub bounces: Bounces,
    /// Says when the process is to end: streams end by themselves then.
    pub stop: watch::Receiver<bool>,
}

/// How many streams one process serves at a time.
const MOST_STREAMS: usize = 4_000;
/// From how many one process takes bytes of files at a time: each has a part of 8 MiB in memory.
const MOST_TAKING: usize = 16;
/// How many of those one account may be.
const SHARE_OF_TAKING: usize = 4;

/// How many documents one process prints at a time: each takes a core for its time.
const MOST_PRINTING: usize = 4;
/// How many of those one account may have printed.
const SHARE_OF_PRINTING: usize = 2;

/// The same inside a running server.
#[derive(Clone)]
pub(crate) struct State {
    pub(crate) api: Api,
    pub(crate) watching: Room,
    pub(crate) taking: Room,
    pub(crate) printing: Room,
    /// First pages.
    pub(crate) homes: Arc<Kept>,
    throttle: Arc<Throttle>,
    limits: Arc<Limits>,
}

impl State {
    pub(crate) fn new(api: Api) -> Self {
        let throttle = Arc::new(Throttle::new(api.settings.sign_in_attempts_per_minute));
        let limits = Arc::new(Limits::new(&api.settings));
        let streams = api.settings.live_streams_per_account;
        Self {
            api,
            watching: Room::of(MOST_STREAMS, streams, "aims_live_streams"),
            taking: Room::of(MOST_TAKING, SHARE_OF_TAKING, "aims_uploads_arriving"),
            printing: Room::of(MOST_PRINTING, SHARE_OF_PRINTING, "aims_documents_printing"),
            homes: Arc::new(Kept::new()),
            throttle,
            limits,
        }
    }

    /// Counts a request of somebody who is known, and refuses it when there were too many.
    pub(crate) async fn limit(&self, request: &HttpRequest, asking: Asking) -> Result<(), Problem> {
        self.limits.count(request, asking, self.api.store.bus()).await
    }

    /// Counts an attempt concerning an address or a link, and refuses it when there were too many.
    pub(crate) async fn throttle(
        &self,
        attempt: Attempt,
        request: &HttpRequest,
        address: &str,
    ) -> Result<(), Problem> {
        let asking = (request, self.api.settings.trust_proxy);
        self.throttle.attempt(attempt, asking, self.api.store.bus(), address).await
    }

    /// Counts an errand of somebody's that has another server called, and refuses it when there were too many.
    pub(crate) async fn errand(&self, key: String) -> Result<(), Problem> {
        self.throttle.errand(key, self.api.store.bus()).await
    }

    pub(crate) fn store(&self) -> &Store {
        &self.api.store
    }

    /// Cookies go without `Secure` only where there is no TLS to be had: plain HTTP on loopback.
    pub(crate) fn is_plain_loopback(&self) -> bool {
        self.api.public_url.scheme() == "http" && is_loopback(&self.api.public_url)
    }
}

/// Whether an address leads to this machine by name or number.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
