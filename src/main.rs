//! The `aims` program: one binary, several commands.

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[derive(Parser)]
#[command(name = "aims", version, about = "OpenAIMS: an AI management system for ISO/IEC 42001")]
struct Cli {
    /// Answer in JSON: for `doctor`, and as the API gave it for the commands that call a server.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run everything in one process: API, worker and web.
    Up,
    /// Serve the API and the web app.
    Api,
    /// Run jobs.
    Worker,
    /// Bring the database up to date.
    Migrate,
    /// Put database and files into one file, while the program may go on. The keys are not in it.
    Backup {
        /// The file to make.
        file: std::path::PathBuf,
        #[command(flatten)]
        postgres: aims::backup::PostgresTools,
    },
    /// Put what a backup holds into an empty place.
    Restore {
        /// The file that `aims backup` made.
        file: std::path::PathBuf,
        #[command(flatten)]
        postgres: aims::backup::PostgresTools,
    },
    /// Look at everything that the program stands on, and say what to do. Changes nothing, sends nothing.
    Doctor,
    /// Take a mail that came back from the standard input, as a mail server pipes it.
    Bounce {
        /// The address that it came to, where the mail itself does not say.
        #[arg(long)]
        recipient: Option<String>,
    },
    /// Replay two years of an invented organisation into an empty data folder, and serve it.
    Demo {
        /// Replay only.
        #[arg(long)]
        no_serve: bool,
    },
    /// Print the API document.
    Openapi,
    /// Say who runs this installation, and may use the console at /operator.
    #[command(subcommand)]
    Operator(OperatorCommand),
    /// Take an organisation away as one file, or take one in.
    #[command(subcommand)]
    Organisation(OrganisationCommand),
    /// Look at the settings.
    #[command(subcommand)]
    Settings(SettingsCommand),
    /// Look after the keys that secrets are sealed under.
    #[command(subcommand)]
    Keys(KeysCommand),
    /// Check a trail that was exported as JSON lines. Needs nothing but the file.
    #[command(subcommand)]
    Trail(TrailCommand),
    /// Tools of a test environment.
    #[command(subcommand)]
    Dev(DevCommand),
    #[command(flatten)]
    Client(aims::client::ClientCommand),
}

#[derive(Subcommand)]
enum OperatorCommand {
    /// Let whoever signs in with this address run it.
    Grant {
        /// The address.
        address: String,
    },
    /// Take the right back.
    Revoke {
        /// The address.
        address: String,
    },
    /// Print who does.
    List,
}

#[derive(Subcommand)]
enum OrganisationCommand {
    /// Put everything of one organisation into one file: records, files and trail. Secrets are not in it.
    Export {
        /// Its part of a URL, or its id.
        organisation: String,
        /// The file to make.
        #[arg(long, value_name = "FILE")]
        to: std::path::PathBuf,
    },
    /// Take in what an export holds, all or nothing. On SQLite, stop the program first.
    Import {
        /// The file that `aims organisation export` made.
        file: std::path::PathBuf,
    },
}

#[derive(Subcommand)]
enum SettingsCommand {
    /// Name every problem of the settings at once.
    Check,
}

#[derive(Subcommand)]
enum KeysCommand {
    /// Make a new master key and seal every organisation's key under it. The former one stays in the file until
    /// every process has been started anew.
    Rotate,
}

#[derive(Subcommand)]
enum TrailCommand {
    /// Name the first entry that is broken, missing or out of order; else say that the trail holds.
    Verify {
        /// The file; - is the standard input.
        file: std::path::PathBuf,
        /// The public key that anchors must be signed with; several may be given. Without one, those count that the file
        /// names.
        #[arg(long)]
        key: Vec<String>,
    },
}

#[derive(Subcommand)]
enum DevCommand {
    /// Move the calendar forward day by day, running every job that becomes due.
    Advance {
        /// The day to stop at.
        #[arg(long)]
        to: chrono::NaiveDate,
    },
    /// Run services outside to try the program with: a Jira, a Slack, a Teams and a receiver of webhooks, on this
    /// machine.
    #[cfg(feature = "fakes")]
    Fakes {
        /// Where the Jira listens.
        #[arg(long, default_value = "127.0.0.1:9401")]
        jira: String,
        /// Where the Slack listens.
        #[arg(long, default_value = "127.0.0.1:9402")]
        slack: String,
        /// Where the receiver of webhooks listens.
        #[arg(long, default_value = "127.0.0.1:9403")]
        receiver: String,
        /// Where the Teams listens.
        #[arg(long, default_value = "127.0.0.1:9404")]
        teams: String,
    },
}

#[tokio::main]
async fn main() -> ExitCode {
    let Cli { json, command } = Cli::parse();
    let done = match command {
        Command::Backup { file, postgres } => aims::backup::run(&file, &postgres).await,
        Command::Restore { file, postgres } => aims::restore::run(&file, &postgres).await,
        Command::Doctor => match aims::doctor::run(json).await {
            Ok(code) => return code,
            Err(error) => Err(error),
        },
        Command::Up => aims::serve::up().await,
        Command::Api => aims::serve::api().await,
        Command::Worker => aims::serve::worker().await,
        Command::Migrate => aims::migrate::run().await,
        Command::Bounce { recipient } => aims::bounce::run(recipient.as_deref()).await,
        Command::Demo { no_serve } => aims::demo::run(!no_serve).await,
        Command::Openapi => aims::print(&api::openapi()),
        Command::Operator(OperatorCommand::Grant { address }) => aims::operator::set(&address, true).await,
        Command::Operator(OperatorCommand::Revoke { address }) => aims::operator::set(&address, false).await,
        Command::Operator(OperatorCommand::List) => aims::operator::list().await,
        Command::Organisation(OrganisationCommand::Export { organisation, to }) => {
            aims::organisation::export(&organisation, &to).await
        }
        Command::Organisation(OrganisationCommand::Import { file }) => {
            aims::organisation::import(&file).await
        }
        Command::Settings(SettingsCommand::Check) => aims::settings::check(),
        Command::Keys(KeysCommand::Rotate) => aims::keys::rotate().await,
        Command::Trail(TrailCommand::Verify { file, key }) => aims::trail::verify(&file, &key),
        Command::Dev(DevCommand::Advance { to }) => aims::advance::run(to).await,
        Command::Client(command) => {
            let Err(failure) = aims::client::run(command, json).await else { return ExitCode::SUCCESS };
            let code = failure.exit_code();
            aims::complain(&failure.into());
            return code;
        }
        #[cfg(feature = "fakes")]
        Command::Dev(DevCommand::Fakes { jira, slack, receiver, teams }) => {
            aims::fakes::run(&aims::fakes::Addresses { jira, slack, teams, receiver }).await
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            aims::complain(&error);
            ExitCode::FAILURE
        }
    }
}
