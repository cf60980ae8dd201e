//! Where a call may go. A URL may come from a customer, so it must not be a way into the house: the machine
//! itself, its neighbours, and the address at which clouds hand out their credentials are refused.
//!
//! Names are judged when they are resolved, and the connection goes to the address that was judged, so a name
//! that changes its mind between the two gains nothing.

use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use url::{Host, Url};

/// Why an address is not called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressRefused {
    /// Neither `https` nor an allowed `http`.
    #[error("the address must begin with https://")]
    Scheme,
    /// A name or password before the host.
    #[error("the address must not hold a user name or password")]
    User,
    /// No host.
    #[error("the address has no host")]
    NoHost,
    /// A port at which something else than the web listens.
    #[error("the address uses a port that is not called")]
    Port,
    /// Private, local or reserved.
    #[error("the address leads into a private or reserved network")]
    NotPublic,
}

/// What the operator allows beyond the public internet.
#[derive(Clone, Debug, Default)]
pub struct Allowed {
    http: bool,
    networks: Vec<IpNet>,
}

impl Allowed {
    /// Allows plain `http`, and these networks although they are not public.
    #[must_use]
    pub const fn new(http: bool, networks: Vec<IpNet>) -> Self {
        Self { http, networks }
    }

    /// Judges everything about a URL but what its name resolves to.
    ///
    /// # Errors
    /// Why it is not called.
    pub fn check(&self, url: &Url) -> Result<(), AddressRefused> {
        if !(url.scheme() == "https" || (self.http && url.scheme() == "http")) {
            return Err(AddressRefused::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressRefused::User);
        }
        let port = url.port_or_known_default().unwrap_or_default();
        if !(port == 80 || port == 443 || port >= 1_024) {
            return Err(AddressRefused::Port);
        }
        match url.host() {
            None => Err(AddressRefused::NoHost),
            Some(Host::Ipv4(address)) => self.check_address(address.into()),
            Some(Host::Ipv6(address)) => self.check_address(address.into()),
            Some(Host::Domain("")) => Err(AddressRefused::NoHost),
            Some(Host::Domain(_)) => Ok(()),
        }
    }

    /// Judges an address.
    ///
    /// # Errors
    /// When it is neither public nor in an allowed network.
    pub fn check_address(&self, address: IpAddr) -> Result<(), AddressRefused> {
        // An address that carries another inside is judged as the one inside.
        let plain = match address {
            IpAddr::V6(six) => six.to_ipv4_mapped().map_or(address, IpAddr::V4),
            IpAddr::V4(_) => address,
        };
        if is_public(plain) || self.networks.iter().any(|network| network.contains(&plain)) {
            Ok(())
        } else {
            Err(AddressRefused::NotPublic)
        }
    }
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(four) => is_public_v4(four),
        IpAddr::V6(six) => is_public_v6(six),
    }
}

/// By the registry of special-purpose addresses (RFC 6890 and what was added since).
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let reserved = matches!((a, b, c), (0 | 10 | 127 | 224..=255, _, _))
        || matches!((a, b), (100, 64..=127) | (169, 254) | (172, 16..=31) | (192, 168) | (198, 18 | 19))
        || matches!((a, b, c), (192, 0, 0 | 2) | (192, 88, 99) | (198, 51, 100) | (203, 0, 113));
    !reserved
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    let inner = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match parts {
        // Translated (NAT64) and tunnelled (6to4): what counts is the address inside.
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => inner(high, low),
        [0x2002, high, low, ..] => inner(high, low),
        // Teredo, benchmarks, ORCHID and documentation.
        [0x2001, 0..=0x01ff, ..] | [0x2001, 0x0db8, ..] | [0x3fff, 0..=0x0fff, ..] => false,
        // Everything else outside the global unicast range is local, multicast or unassigned.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}
