//! What the `aims` program is put together from: settings, keys, and each command.

pub mod advance;
mod archive;
pub mod backup;
pub mod bounce;
pub mod capture;
pub mod client;
pub mod demo;
pub mod doctor;
#[cfg(feature = "fakes")]
pub mod fakes;
pub mod keys;
pub mod metrics;
pub mod migrate;
pub mod operator;
pub mod organisation;
pub mod restore;
pub mod safety;
pub mod serve;
pub mod settings;
pub mod traces;
pub mod trail;
pub mod vault;

use std::io::Write;

/// Writes to the terminal.
///
/// # Errors
/// When nobody reads.
pub fn print(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{text}")?;
    Ok(())
}

/// Says why the program ends.
pub fn complain(error: &anyhow::Error) {
    // Nobody is left to tell when this fails.
    let _ = writeln!(std::io::stderr().lock(), "aims: {error:#}");
}
