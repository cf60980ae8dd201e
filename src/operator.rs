//! `aims operator`: who runs the installation. Granted here and nowhere else, by whoever may log in to the machine.

use crate::serve::assemble::store;
use crate::settings::Settings;
use anyhow::{Context, bail};
use domain::text::Address;

/// Makes whoever signs in with that address an operator, or with `may` false no longer one. It is written into the
/// operators' log.
///
/// # Errors
/// When nobody signs in with that address.
pub async fn set(address: &str, may: bool) -> anyhow::Result<()> {
    let address = Address::parse(address).map_err(|_| anyhow::anyhow!("{address} is no e-mail address"))?;
    let (store, _) = store(&Settings::load()?).await?;
    let system = store.system().await?;
    let changed = match system.let_operate(&address, may).await {
        Err(store::Error::NotFound) => bail!("nobody signs in here with {}; sign up first", address.as_str()),
        changed => changed.context("the right cannot be set")?,
    };
    system.commit().await?;
    let address = address.as_str();
    crate::print(&match (may, changed) {
        (true, true) => format!("{address} runs this installation from now on: the console is at /operator."),
        (true, false) => format!("{address} ran this installation already."),
        (false, true) => format!("{address} no longer runs this installation."),
        (false, false) => format!("{address} did not run this installation."),
    })
}

/// Prints who runs the installation.
///
/// # Errors
/// When the database does not answer.
pub async fn list() -> anyhow::Result<()> {
    let (store, _) = store(&Settings::load()?).await?;
    let system = store.system().await?;
    let operators = system.operators().await?;
    system.commit().await?;
    if operators.is_empty() {
        return crate::print(
            "Nobody runs this installation through the console. Let somebody: aims operator grant ADDRESS",
        );
    }
    crate::print(&operators.join("\n"))
}
