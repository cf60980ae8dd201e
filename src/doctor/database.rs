//! The databases: reachable, brought up to date, and locked.

use super::{Check, now, patiently};
use crate::settings::Settings;
use api::Environment;
use chrono::{DateTime, Utc};
use migrations::look::Look;
use secrecy::{ExposeSecret, SecretString};
use std::path::PathBuf;
use url::Url;

/// A database that answered, and when.
pub(super) struct Looked {
    pub(super) look: Look,
    /// This machine's clock, in the middle of asking.
    pub(super) here: DateTime<Utc>,
}

/// Looks at the database as each of its logins; the first is the one that the other checks go by.
pub(super) async fn look(settings: &Settings) -> (Option<Looked>, Vec<Check>) {
    let database = &settings.database;
    if database.is_sqlite() {
        return sqlite(settings).await;
    }
    let (looked, mut checks) = postgres("database", &database.url, "database.url").await;
    if database.system_url.expose_secret().is_empty() {
        return (looked, checks);
    }
    let (_, of_system) = postgres("database_system", &database.system_url, "database.system_url").await;
    // Schema and policies are the same as above; what differs is whether this login gets in, and its rights.
    checks.extend(of_system.into_iter().filter(|check| !["migrations", "policies"].contains(&check.check)));
    (looked, checks)
}

async fn asked(url: &str) -> Result<Looked, String> {
    let tables: Vec<&str> = store::tables::tenant().collect();
    let before = now();
    let look =
        patiently(async { migrations::look::look(url, &tables).await.map_err(|e| e.to_string()) }).await?;
    let here = before + (now() - before) / 2;
    Ok(Looked { look, here })
}

async fn sqlite(settings: &Settings) -> (Option<Looked>, Vec<Check>) {
    let url = settings.database.url.expose_secret();
    let file = sqlite_file(url);
    if !file.exists() {
        let found = format!("there is no {} yet", file.display());
        let check = if settings.environment == Environment::Production {
            Check::failed("database", found, "look whether database.url is right, then run `aims migrate`")
        } else {
            Check::warning("database", found, "`aims up` makes it at its first start")
        };
        return (None, vec![check]);
    }
    match asked(&format!("sqlite://{}?mode=rw", file.display())).await {
        Ok(looked) => {
            let reached = Check::ok("database", format!("{} in {}", looked.look.version, file.display()));
            let checks = vec![reached, migrated(&looked.look)];
            (Some(looked), checks)
        }
        Err(why) => {
            let advice = "look whether the file is a database and may be read and written by this user";
            (
                None,
                vec![Check::failed("database", format!("{} cannot be used: {why}", file.display()), advice)],
            )
        }
    }
}

/// The file of a SQLite address.
pub(crate) fn sqlite_file(url: &str) -> PathBuf {
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
    PathBuf::from(path.split('?').next().unwrap_or(path))
}

async fn postgres(name: &'static str, url: &SecretString, setting: &str) -> (Option<Looked>, Vec<Check>) {
    let place = place(url.expose_secret());
    match asked(url.expose_secret()).await {
        Ok(looked) => {
            let reached = Check::ok(name, format!("{} at {place}", looked.look.version));
            let mut checks = vec![reached, role(name, &looked.look, setting), migrated(&looked.look)];
            if looked.look.missing.is_empty() {
                checks.push(locked(&looked.look));
            }
            (Some(looked), checks)
        }
        Err(why) => {
            let advice =
                format!("look whether {setting} is right, the server runs, and this machine may log in");
            (None, vec![Check::failed(name, format!("{place} does not let us in: {why}"), advice)])
        }
    }
}

/// Where that leads, without anybody's password.
fn place(url: &str) -> String {
    match Url::parse(url) {
        Ok(url) => {
            let host = url.host_str().unwrap_or("localhost");
            format!("{}@{host}:{}{}", url.username(), url.port().unwrap_or(5_432), url.path())
        }
        Err(_) => "an address that cannot be read".to_owned(),
    }
}

fn migrated(look: &Look) -> Check {
    if let Some(first) = look.missing.first() {
        let found = format!("{} missing, first {first}; {} applied", look.missing.len(), look.applied);
        return Check::failed("migrations", found, "run `aims migrate`");
    }
    if let Some(first) = look.unknown.first() {
        let found = format!("{} that this program does not know, first {first}", look.unknown.len());
        let advice =
            "a newer program was here: two neighbouring versions may serve together, older ones may not";
        return Check::warning("migrations", found, advice);
    }
    Check::ok("migrations", format!("{} applied, none missing", look.applied))
}

fn role(name: &'static str, look: &Look, setting: &str) -> Check {
    let check = if name == "database" { "role" } else { "role_system" };
    let Some(role) = &look.role else { return Check::ok(check, "none") };
    if role.passes_policies {
        let found = format!("{} passes row-level security by", role.name);
        let advice =
            format!("let {setting} log in as the role that `aims migrate` made for it, not as a superuser");
        return Check::failed(check, found, advice);
    }
    if role.owns_tables {
        let found = format!("{} owns tables, so it could take their locks away", role.name);
        return Check::failed(
            check,
            found,
            format!("let {setting} log in as the role that `aims migrate` made"),
        );
    }
    Check::ok(check, format!("{} stands under row-level security", role.name))
}

fn locked(look: &Look) -> Check {
    if look.unlocked.is_empty() {
        return Check::ok("policies", "row-level security is forced on every table of organisations");
    }
    let found = format!("row-level security is not forced on {}", look.unlocked.join(", "));
    Check::failed("policies", found, "somebody altered the table: alter table … force row level security")
}
