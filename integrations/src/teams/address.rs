//! The address of a workflow. It holds the workflow's secret, so it is never shown, and neither is a part of it.

use super::Settings;
use crate::http::{AddressRefused, Http};
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use url::Url;

/// The longest address that is taken.
const LONGEST: usize = 2_000;
/// How many bytes of the fingerprint tell workflows apart.
const FINGERPRINT: usize = 16;

/// Where a workflow is called.
#[derive(Clone)]
pub struct Address(Url);

impl std::fmt::Debug for Address {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Address").finish_non_exhaustive()
    }
}

/// Why something is not the address of a workflow that may be called. Says nothing of what was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAddress {
    /// It cannot be read.
    #[error("is no address such as a workflow of Teams has")]
    Unreadable,
    /// Its host is none that runs workflows.
    #[error("does not lead to a workflow of Teams; ask whoever runs this installation to allow its host")]
    Host,
    /// It has no signature, so that nobody may call it without signing in.
    #[error("has no signature (sig=); let anyone trigger the workflow, and copy its address anew")]
    Unsigned,
    /// It is not called for another reason.
    #[error("{0}")]
    Refused(AddressRefused),
}

impl Address {
    /// Reads what somebody pasted, or what was kept of it, and judges it by what holds now.
    ///
    /// # Errors
    /// [`NoAddress`].
    pub fn parse(text: &SecretString, settings: &Settings, http: &Http) -> Result<Self, NoAddress> {
        let text = text.expose_secret().trim();
        if text.len() > LONGEST {
            return Err(NoAddress::Unreadable);
        }
        let mut url = Url::parse(text).map_err(|_| NoAddress::Unreadable)?;
        let host = url.host_str().unwrap_or_default();
        if !settings.allows(host) {
            return Err(NoAddress::Host);
        }
        // What opens for a neighbour in the house is no way to send a secret to Microsoft in the open.
        if Settings::is_microsofts(host) && url.scheme() != "https" {
            return Err(NoAddress::Refused(AddressRefused::Scheme));
        }
        http.check(&url).map_err(NoAddress::Refused)?;
        if !url.query_pairs().any(|(name, value)| name == "sig" && !value.is_empty()) {
            return Err(NoAddress::Unsigned);
        }
        url.set_fragment(None);
        Ok(Self(url))
    }

    /// The whole of it, to be kept sealed.
    #[must_use]
    pub fn secret(&self) -> SecretString {
        self.0.as_str().into()
    }

    /// What tells this workflow from others: the same for each secret it ever has, and without it.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let named = format!("{}{}", self.0.host_str().unwrap_or_default(), self.0.path());
        let digest = Sha256::digest(named.as_bytes());
        digest.iter().take(FINGERPRINT).fold(String::new(), |mut text, byte| {
            // Writing to a string cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
    }

    pub(super) fn url(&self) -> Url {
        self.0.clone()
    }
}
