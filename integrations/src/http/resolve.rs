//! Names become addresses here, and only addresses that may be called come out: the connection goes to one of
//! them and to nothing else.

use super::address::Allowed;
use async_trait::async_trait;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

/// A way to find the addresses of a name.
#[async_trait]
pub trait Lookup: Send + Sync {
    /// Every address of the name.
    ///
    /// # Errors
    /// When there is no answer.
    async fn lookup(&self, name: &str) -> io::Result<Vec<IpAddr>>;
}

/// The system's resolver.
#[derive(Clone, Copy, Debug)]
pub struct SystemLookup;

#[async_trait]
impl Lookup for SystemLookup {
    async fn lookup(&self, name: &str) -> io::Result<Vec<IpAddr>> {
        Ok(tokio::net::lookup_host((name, 0)).await?.map(|address| address.ip()).collect())
    }
}

pub(super) struct Guarded {
    allowed: Allowed,
    lookup: Arc<dyn Lookup>,
}

impl Guarded {
    pub(super) const fn new(allowed: Allowed, lookup: Arc<dyn Lookup>) -> Self {
        Self { allowed, lookup }
    }
}

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let (allowed, lookup) = (self.allowed.clone(), Arc::clone(&self.lookup));
        Box::pin(async move {
            let found = lookup.lookup(name.as_str()).await?;
            // One forbidden address among allowed ones is a trick, not an accident: the name is refused whole.
            for address in &found {
                allowed.check_address(*address)?;
            }
            let addresses: Vec<SocketAddr> =
                found.into_iter().map(|address| SocketAddr::new(address, 0)).collect();
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}
