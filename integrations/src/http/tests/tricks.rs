//! Ways into the house that are tried on whoever calls an address of a customer's choice.

use super::{Script, Server, get, local, settings};
use crate::http::{AddressRefused, Allowed, CallFailure, Http};
use url::Url;

/// As in production: https only, the public internet only.
fn strict(text: &str) -> Result<(), AddressRefused> {
    Allowed::default().check(&Url::parse(text).unwrap_or_else(|error| panic!("{text}: {error}")))
}

#[track_caller]
fn refused(texts: &[&str], why: AddressRefused) {
    for text in texts {
        assert_eq!(strict(text), Err(why), "{text}");
    }
}

#[test]
fn public_addresses_are_called() {
    for text in [
        "https://api.atlassian.com/ex/jira/1",
        "https://jira.example.com:8443/jira",
        "https://93.184.216.34/",
        "https://[2606:2800:220:1:248:1893:25c8:1946]/",
        "https://[::ffff:93.184.216.34]/",
    ] {
        assert_eq!(strict(text), Ok(()), "{text}");
    }
}

#[test]
fn other_schemes_are_refused() {
    refused(
        &["http://example.com", "ftp://example.com", "file:///etc/passwd", "gopher://example.com:70/"],
        AddressRefused::Scheme,
    );
}

#[test]
fn a_user_before_the_host_is_refused() {
    refused(
        &["https://example.com@127.0.0.1/", "https://api.atlassian.com:x@evil.example/", "https://a@b/"],
        AddressRefused::User,
    );
}

#[test]
fn ports_of_other_services_are_refused() {
    refused(
        &["https://example.com:22/", "https://example.com:25/", "https://example.com:0/"],
        AddressRefused::Port,
    );
}

#[test]
fn the_machine_itself_is_refused_in_every_notation() {
    refused(
        &[
            "https://127.0.0.1/",
            "https://127.1/",
            "https://2130706433/",
            "https://0x7f000001/",
            "https://0x7f.0.0.1/",
            "https://017700000001/",
            "https://0177.0.0.1/",
            "https://0.0.0.0/",
            "https://0/",
            "https://127.0.0.1./",
            "https://①②⑦.⓪.⓪.①/",
            "https://[::1]/",
            "https://[::]/",
            "https://[0:0:0:0:0:0:0:1]/",
            "https://[::ffff:127.0.0.1]/",
            "https://[::ffff:7f00:1]/",
            "https://[::127.0.0.1]/",
            "https://[64:ff9b::7f00:1]/",
            "https://[2002:7f00:1::]/",
        ],
        AddressRefused::NotPublic,
    );
}

#[test]
fn neighbours_and_reserved_networks_are_refused() {
    refused(
        &[
            "https://10.0.0.1/",
            "https://172.16.0.1/",
            "https://172.31.255.255/",
            "https://192.168.1.1/",
            "https://100.64.0.1/",
            "https://198.18.0.1/",
            "https://224.0.0.1/",
            "https://255.255.255.255/",
            "https://[fc00::1]/",
            "https://[fd12:3456::1]/",
            "https://[fe80::1]/",
            "https://[fec0::1]/",
            "https://[ff02::1]/",
            "https://[2001:db8::1]/",
            "https://[2001:0:7f00:1::]/",
            "https://[::ffff:10.0.0.1]/",
            "https://[64:ff9b:1::a00:1]/",
        ],
        AddressRefused::NotPublic,
    );
}

#[test]
fn the_addresses_at_which_clouds_hand_out_credentials_are_refused() {
    refused(
        &[
            "https://169.254.169.254/latest/meta-data/",
            "https://169.254.170.2/",
            "https://2852039166/",
            "https://[::ffff:a9fe:a9fe]/",
            "https://[fd00:ec2::254]/",
            "https://100.100.100.200/",
            "https://192.0.0.192/",
        ],
        AddressRefused::NotPublic,
    );
}

#[tokio::test]
async fn a_name_that_leads_home_is_refused() {
    let server = Server::answering("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").await;
    for line in [&["127.0.0.1"][..], &["10.0.0.1"], &["::1"], &["93.184.216.34", "127.0.0.1"]] {
        let http = Http::with_lookup(&settings(&[]), Script::new(&[line])).unwrap();
        let call = get(&format!("http://metadata.example:{}/", server.port));
        let failure = http.send(call).await.unwrap_err();
        assert_eq!(failure, CallFailure::from(AddressRefused::NotPublic), "{line:?}");
    }
    assert!(server.asked.lock().unwrap().is_empty());
}

/// The name is asked once for a connection, and the connection goes to what was judged: a second answer that
/// leads home is judged as well.
#[tokio::test]
async fn a_name_that_changes_its_mind_gains_nothing() {
    let server =
        Server::answering("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\n{}").await;
    let allowed = settings(&["127.0.0.1/32"]);
    let http = Http::with_lookup(&allowed, Script::new(&[&["127.0.0.1"], &["127.0.0.2"]])).unwrap();
    let url = format!("http://rebinding.example:{}/", server.port);
    assert_eq!(http.send(get(&url)).await.unwrap().status, 200);
    let failure = http.send(get(&url)).await.unwrap_err();
    assert_eq!(failure, CallFailure::from(AddressRefused::NotPublic));
    assert_eq!(server.asked.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_redirect_is_an_answer_and_is_not_followed() {
    let home = Server::answering("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}").await;
    for status in ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"] {
        let answer = format!("HTTP/1.1 {status}\r\nlocation: {}\r\ncontent-length: 0\r\n\r\n", home.url());
        let door = Server::answering(answer).await;
        let reply = local().send(get(&door.url())).await.unwrap();
        assert_eq!(reply.status.to_string(), status[..3]);
    }
    assert!(home.asked.lock().unwrap().is_empty());
}
