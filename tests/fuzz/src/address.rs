//! Addresses that customers have called, and how long their servers ask to wait.

use chrono::{DateTime, Utc};
use integrations::http::{Allowed, Reply};
use reqwest::header::{HeaderMap, HeaderValue, RETRY_AFTER};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;
use url::{Host, Url};

pub(super) fn check(bytes: &[u8]) {
    let text = super::text_of(bytes);
    if let Ok(url) = Url::parse(&text) {
        called(&url);
    }
    if let Ok(sixteen) = <[u8; 16]>::try_from(bytes) {
        public(IpAddr::V6(Ipv6Addr::from(sixteen)));
    }
    if let Ok(four) = <[u8; 4]>::try_from(bytes) {
        public(IpAddr::V4(Ipv4Addr::from(four)));
    }
    waits(bytes);
    if let Ok(link) = domain::text::link(&text) {
        assert!(link.starts_with("https://") || link.starts_with("http://"));
    }
}

fn called(url: &Url) {
    if Allowed::default().check(url).is_err() {
        return;
    }
    assert_eq!(url.scheme(), "https");
    assert!(url.username().is_empty() && url.password().is_none());
    match url.host() {
        Some(Host::Ipv4(address)) => public(address.into()),
        Some(Host::Ipv6(address)) => public(address.into()),
        Some(Host::Domain(name)) => assert!(!name.is_empty() && name.parse::<IpAddr>().is_err(), "{name}"),
        None => panic!("no host is called"),
    }
}

/// The standard library's judgement and ours agree on what may never be called.
fn public(address: IpAddr) {
    if Allowed::default().check_address(address).is_err() {
        return;
    }
    assert!(!address.is_loopback() && !address.is_unspecified() && !address.is_multicast(), "{address}");
    let four = match address {
        IpAddr::V4(four) => Some(four),
        IpAddr::V6(six) => {
            assert!(!six.is_unique_local() && !six.is_unicast_link_local(), "{six}");
            six.to_ipv4_mapped()
        }
    };
    if let Some(four) = four {
        let local = four.is_private() || four.is_link_local() || four.is_loopback() || four.is_unspecified();
        assert!(!local && !four.is_broadcast() && !four.is_documentation() && !four.is_multicast(), "{four}");
    }
}

fn waits(bytes: &[u8]) {
    let Ok(value) = HeaderValue::from_bytes(bytes) else { return };
    let headers = HeaderMap::from_iter([(RETRY_AFTER, value)]);
    let reply = Reply { status: 429, headers, body: bytes.to_vec().into() };
    for now in [DateTime::<Utc>::default(), DateTime::from_timestamp(1_795_651_200, 0).expect("a moment")] {
        assert!(reply.retry_after(now).is_none_or(|wait| wait <= Duration::from_secs(6 * 3_600)));
    }
    let _ = (reply.json(), reply.is_page());
}
