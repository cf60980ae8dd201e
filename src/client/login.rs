//! Keeping a token, and saying whose it is.

use super::calls::Calls;
use super::config::{self, Kept};
use super::{ClientFailure, Shown, pretty, text};
use std::io::{BufRead, IsTerminal, Write};

/// Asks for a token, tries it, and keeps it.
pub(super) async fn login(url: &str) -> Result<String, ClientFailure> {
    let url = config::address(url)?;
    let token = token(&url)?;
    if domain::token::read(&token).is_none() {
        return Err(ClientFailure::Here(
            "this is no token: a letter is wrong or missing; copy it once more".to_owned(),
        ));
    }
    let calls = Calls::with(Kept { url, token: token.into() })?;
    let said = whoami(&calls, Shown::Table).await?;
    let path = config::keep(calls.kept())?;
    Ok(format!("{said}\nThe token is kept in {}.", path.display()))
}

/// One line of stdin. The terminal shows what is typed; who minds that pipes it.
fn token(url: &url::Url) -> Result<String, ClientFailure> {
    let stdin = std::io::stdin();
    if stdin.is_terminal() {
        let mut out = std::io::stderr().lock();
        // Nobody is left to read the question when this fails.
        let _ = write!(
            out,
            "Paste a token for {url} (it stays visible; `aims login --url {url} < file` keeps it out of sight): "
        );
        let _ = out.flush();
    }
    let mut line = String::new();
    stdin.lock().read_line(&mut line).map_err(|error| ClientFailure::Here(error.to_string()))?;
    Ok(line.trim().to_owned())
}

pub(super) fn logout() -> Result<String, ClientFailure> {
    let forgotten = config::forget()?;
    Ok(if forgotten {
        "Forgotten here. The token goes on working until it is revoked on the settings page.".to_owned()
    } else {
        "No token was kept here.".to_owned()
    })
}

/// For whom the token stands.
pub(super) async fn whoami(calls: &Calls, shown: Shown) -> Result<String, ClientFailure> {
    let holder = calls.holder().await?;
    if shown == Shown::Json {
        return Ok(pretty(holder));
    }
    let roles: Vec<String> = holder["roles"].as_array().into_iter().flatten().map(text).collect();
    let scope = if holder["scope"] == "write" { "reads and changes" } else { "only reads" };
    Ok(format!(
        "{} ({}) in {} at {}\nThe token {scope}.",
        text(&holder["name"]),
        roles.join(", "),
        text(&holder["organisation"]),
        calls.kept().url
    ))
}
