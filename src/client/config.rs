//! What is kept between commands: where the server is and the token, in a file that nobody else can read.

use super::ClientFailure;
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::PathBuf;
use url::{Host, Url};

/// Where to call, and with what.
pub(super) struct Kept {
    pub(super) url: Url,
    pub(super) token: SecretString,
}

fn here(what: &str, path: &std::path::Path, error: &std::io::Error) -> ClientFailure {
    ClientFailure::Here(format!("{what} {}: {error}", path.display()))
}

/// `$XDG_CONFIG_HOME/openaims/client.json`.
fn path() -> Result<PathBuf, ClientFailure> {
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = set("XDG_CONFIG_HOME").or_else(|| set("HOME").map(|home| home.join(".config")));
    let folder = folder.ok_or_else(|| ClientFailure::Here("set HOME or XDG_CONFIG_HOME".to_owned()))?;
    Ok(folder.join("openaims").join("client.json"))
}

/// An address that a token may be sent to: encrypted, or this machine.
pub(super) fn address(text: &str) -> Result<Url, ClientFailure> {
    let wrong = || ClientFailure::Here(format!("{text:?} is no address such as https://aims.example"));
    let mut url = Url::parse(text.trim()).map_err(|_| wrong())?;
    let on_this_machine = match url.host().ok_or_else(wrong)? {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    };
    match url.scheme() {
        "https" => {}
        "http" if on_this_machine => {}
        _ => {
            return Err(ClientFailure::Here(
                "a token is sent over https only: use an address with https://".to_owned(),
            ));
        }
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong());
    }
    url.set_path("/");
    url.set_query(None);
    url.set_fragment(None);
    Ok(url)
}

/// What the environment or the file says: `AIMS_TOKEN` and `AIMS_URL` go before the file, for scripts.
pub(super) fn read() -> Result<Kept, ClientFailure> {
    let set = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let file = match (set("AIMS_URL"), set("AIMS_TOKEN")) {
        (Some(url), Some(token)) => return Ok(Kept { url: address(&url)?, token: token.into() }),
        _ => path()?,
    };
    let bytes = match fs::read(&file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(ClientFailure::SignedOut),
        read => read.map_err(|error| here("cannot read", &file, &error))?,
    };
    let value: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    match (value["url"].as_str(), value["token"].as_str()) {
        (Some(url), Some(token)) => Ok(Kept { url: address(url)?, token: token.to_owned().into() }),
        _ => Err(ClientFailure::SignedOut),
    }
}

/// Keeps it; answers where.
pub(super) fn keep(kept: &Kept) -> Result<PathBuf, ClientFailure> {
    let file = path()?;
    let folder = file.parent().unwrap_or(&file);
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|error| here("cannot make", folder, &error))?;
    let body = json!({ "url": kept.url.as_str(), "token": kept.token.expose_secret() });
    // A new file beside the old one: nobody ever finds half a file, or one with wider rights.
    let new = file.with_extension(format!("json.{}", std::process::id()));
    let written = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&new)
        .and_then(|mut open| open.write_all(body.to_string().as_bytes()))
        .and_then(|()| fs::rename(&new, &file));
    written.map_err(|error| here("cannot write", &file, &error))?;
    Ok(file)
}

/// Forgets it; answers whether there was anything.
pub(super) fn forget() -> Result<bool, ClientFailure> {
    let file = path()?;
    match fs::remove_file(&file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(false),
        done => done.map(|()| true).map_err(|error| here("cannot remove", &file, &error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_sent_nowhere_that_others_could_read_it() {
        assert_eq!(address("https://aims.example/o/acme?x#y").unwrap().as_str(), "https://aims.example/");
        assert!(address("http://127.0.0.1:8080").is_ok() && address("http://localhost:8080").is_ok());
        for wrong in ["http://aims.example", "ftp://aims.example", "aims.example", "https://a:b@aims.example"]
        {
            assert!(address(wrong).is_err(), "{wrong}");
        }
    }
}
