//! PostgreSQL's own programs, which read and write the whole of a database: `pg_dump` and `pg_restore`.

use crate::migrate::password;
use crate::settings::Settings;
use anyhow::{Context, bail};
use secrecy::ExposeSecret;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::process::Command;
use url::Url;

/// Where PostgreSQL's programs are, and how long they may take.
#[derive(Clone, Debug, clap::Args)]
pub struct PostgresTools {
    /// The folder of pg_dump and pg_restore, where they are not on the path. They must be as new as the server.
    #[arg(long, value_name = "FOLDER")]
    postgres_programs: Option<PathBuf>,
    /// How many minutes they may take.
    #[arg(long, default_value_t = 60, value_name = "MINUTES")]
    postgres_minutes: u64,
}

/// Dumps the database at the moment of that name.
pub(super) async fn dump(
    settings: &Settings,
    tools: &PostgresTools,
    moment: &str,
    to: &Path,
) -> anyhow::Result<()> {
    let mut command = tools.command("pg_dump", settings)?;
    command.args([
        "--format=custom",
        "--no-password",
        "--lock-wait-timeout=60s",
        "--snapshot",
        moment,
        "--file",
    ]);
    command.arg(to);
    tools.run("pg_dump", command).await
}

/// Fills an empty database, all or nothing.
pub(crate) async fn restore(settings: &Settings, tools: &PostgresTools, from: &Path) -> anyhow::Result<()> {
    let mut command = tools.command("pg_restore", settings)?;
    command.args(["--no-password", "--exit-on-error", "--single-transaction"]).arg(from);
    tools.run("pg_restore", command).await
}

impl PostgresTools {
    /// A program with the owner's login; its password is in no list of processes.
    fn command(&self, program: &str, settings: &Settings) -> anyhow::Result<Command> {
        let path =
            self.postgres_programs.as_ref().map_or_else(|| PathBuf::from(program), |to| to.join(program));
        let owner = settings.database.owner_url.expose_secret();
        let secret = password(owner)?;
        let mut url = Url::parse(owner).context("database.owner_url cannot be read")?;
        // Only an address without a host refuses, and that has no password either.
        let _ = url.set_password(None);
        let mut command = Command::new(path);
        command.arg("--dbname").arg(url.as_str()).kill_on_drop(true);
        if let Some(secret) = secret {
            command.env("PGPASSWORD", secret);
        }
        Ok(command)
    }

    async fn run(&self, program: &str, mut command: Command) -> anyhow::Result<()> {
        let limit = Duration::from_secs(self.postgres_minutes * 60);
        let ended = tokio::time::timeout(limit, command.output()).await;
        let ended =
            ended.with_context(|| format!("{program} took longer than {} minutes", self.postgres_minutes))?;
        let output = ended.with_context(|| {
            format!("{program} cannot be run; install PostgreSQL's client programs or name their folder")
        })?;
        if output.status.success() {
            return Ok(());
        }
        bail!("{program} did not work: {}", String::from_utf8_lossy(&output.stderr).trim())
    }
}
