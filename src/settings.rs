//! Settings: one embedded, documented default; a file and environment variables override it; unknown keys are
//! refused. Each section's struct lives with its owner.

use anyhow::{Context, bail};
use api::Environment;
use config::{Config, File, FileFormat};
use integrations::{files, http, jira, mail, slack, teams};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use std::path::PathBuf;
use url::Url;

const DEFAULT: &str = include_str!("settings.default.toml");

/// Everything that an operator may set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// What kind of installation this is.
    pub environment: Environment,
    /// Where the embedded default keeps its data and keys.
    pub data_dir: PathBuf,
    /// How people reach this installation.
    pub public_url: Url,
    /// The file with the key of mailed links; empty: in the data folder.
    pub link_key_file: PathBuf,
    /// The master keys of secrets.
    pub keys: crate::keys::Settings,
    /// Logging.
    pub log: LogSettings,
    /// The data layer.
    pub database: store::Settings,
    /// The API.
    pub api: api::Settings,
    /// What the process counts.
    pub metrics: api::MetricsSettings,
    /// Where traces go.
    pub traces: crate::traces::TraceSettings,
    /// Mail.
    pub mail: mail::settings::Settings,
    /// Where files lie.
    pub files: files::Settings,
    /// Calls to the outside.
    pub outside: http::Settings,
    /// The operator's app at Atlassian.
    pub jira: jira::Settings,
    /// The operator's app at Slack.
    pub slack: slack::Settings,
    /// Which workflows of Teams may be called.
    pub teams: teams::Settings,
    /// What processes share beside the database.
    pub redis: store::BusSettings,
    /// The worker.
    pub worker: worker::Settings,
}

/// Logging.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogSettings {
    /// For whom.
    pub format: LogFormat,
    /// What, in the form of `tracing`'s filters.
    pub filter: String,
}

/// Who reads the log.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// People.
    Text,
    /// Machines.
    Json,
}

impl Settings {
    /// Loads the default, the file that `AIMS_SETTINGS` names, and the environment, in this order.
    ///
    /// # Errors
    /// With every problem in one message.
    pub fn load() -> anyhow::Result<Self> {
        let settings = Self::read()?;
        let problems = settings.problems();
        if !problems.is_empty() {
            bail!("the settings cannot be used:\n  - {}", problems.join("\n  - "));
        }
        Ok(settings)
    }

    /// The same without looking for what is wrong.
    ///
    /// # Errors
    /// When something cannot be read at all, or is unknown.
    pub fn read() -> anyhow::Result<Self> {
        let mut builder = Config::builder().add_source(File::from_str(DEFAULT, FileFormat::Toml));
        if let Some(path) = std::env::var_os("AIMS_SETTINGS") {
            builder = builder.add_source(File::from(PathBuf::from(path)).format(FileFormat::Toml));
        }
        let environment = config::Environment::with_prefix("AIMS")
            .prefix_separator("__")
            .separator("__")
            .try_parsing(true)
            .list_separator(",")
            .with_list_parse_key("outside.allowed_networks")
            .with_list_parse_key("teams.hosts")
            .with_list_parse_key("keys.former");
        let config = builder.add_source(environment).build().context("the settings cannot be read")?;
        let mut settings: Self = config.try_deserialize().context("the settings cannot be used")?;
        if settings.database.url.expose_secret().is_empty() {
            let file = settings.data_dir.join("aims.sqlite");
            settings.database.url = SecretString::from(format!("sqlite://{}?mode=rwc", file.display()));
        }
        Ok(settings)
    }

    /// The file with the key of mailed links.
    #[must_use]
    pub fn link_key_path(&self) -> PathBuf {
        if self.link_key_file.as_os_str().is_empty() {
            self.data_dir.join("keys").join("link.key")
        } else {
            self.link_key_file.clone()
        }
    }

    /// Everything that is wrong, in sentences.
    #[must_use]
    pub fn problems(&self) -> Vec<String> {
        let mut problems = self.database.problems();
        problems.extend(self.api.problems());
        problems.extend(self.metrics.problems());
        problems.extend(self.traces.problems());
        problems.extend(self.keys.problems());
        problems.extend(self.mail.problems());
        problems.extend(self.files.problems());
        problems.extend(self.outside.problems());
        problems.extend(self.jira.problems());
        problems.extend(self.slack.problems());
        problems.extend(self.teams.problems());
        problems.extend(self.redis.problems());
        problems.extend(self.worker.problems());
        problems.extend(crate::safety::problems(self));
        problems
    }
}

/// `aims settings check`.
///
/// # Errors
/// With every problem in one message.
pub fn check() -> anyhow::Result<()> {
    let settings = Settings::load()?;
    crate::print(&format!("The settings are in order ({:?}, {}).", settings.environment, settings.public_url))
}
