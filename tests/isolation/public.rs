//! Every address that asks for no session, with ids and links of theirs.

use super::dump::ids_in;
use super::world::{World, document};
use reqwest::Method;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

/// Addresses below no organisation, and what of theirs is shown to each.
const PUBLIC: &[(&str, &str)] = &[
    ("DELETE", "/api/v1/session"),
    ("GET", "/api/docs"),
    ("GET", "/api/docs/{part}"),
    ("GET", "/api/openapi.json"),
    // The operators' console: for whoever was made one at the command line, so a stranger is nobody there.
    ("GET", "/api/v1/operator/jobs"),
    ("GET", "/api/v1/operator/log"),
    ("GET", "/api/v1/operator/organisations"),
    ("GET", "/api/v1/operator/organisations/{id}"),
    ("POST", "/api/v1/operator/jobs/{id}/retry"),
    ("POST", "/api/v1/operator/organisations/{id}/resume"),
    ("POST", "/api/v1/operator/organisations/{id}/suspend"),
    ("PUT", "/api/v1/operator/organisations/{id}/limits"),
    ("GET", "/api/v1/session"),
    ("GET", "/api/v1/token"),
    ("GET", "/calendar/{token}/{which}.ics"),
    ("GET", "/dev/mailbox"),
    ("GET", "/dev/mailbox/{id}"),
    ("GET", "/dev/mailbox/{id}/html"),
    ("GET", "/docs"),
    ("GET", "/docs/style.css"),
    ("GET", "/docs/{path:.*}"),
    ("GET", "/health/live"),
    ("GET", "/health/ready"),
    // By a link that was mailed to one person, or signed in as them; a certificate by its code.
    ("GET", "/learn/{org}/{id}"),
    ("GET", "/learn/{org}/{id}/certificate"),
    ("GET", "/t/{token}"),
    ("GET", "/t/{token}/certificate"),
    ("GET", "/unsubscribe/{token}"),
    ("GET", "/verify/{code}"),
    ("POST", "/api/hooks/jira"),
    ("POST", "/api/hooks/mail"),
    ("POST", "/api/hooks/slack/actions"),
    ("POST", "/api/hooks/slack/events"),
    ("POST", "/api/v1/invitations/accept"),
    ("POST", "/api/v1/invitations/check"),
    ("POST", "/api/v1/password-reset"),
    ("POST", "/api/v1/password-reset/confirm"),
    ("POST", "/api/v1/session"),
    ("POST", "/api/v1/sign-up"),
    ("POST", "/api/v1/sign-up/check"),
    ("POST", "/api/v1/sign-up/confirm"),
    ("POST", "/learn/{org}/{id}"),
    ("POST", "/t/{token}"),
    ("POST", "/t/{token}/again"),
    ("POST", "/unsubscribe/{token}"),
    ("PUT", "/api/v1/password"),
];

/// Every address that a handler names, read from the code.
fn handlers() -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("api/src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            for line in std::fs::read_to_string(path).unwrap().lines() {
                let Some((method, rest)) =
                    line.trim().strip_prefix("#[").and_then(|line| line.split_once("(\"/"))
                else {
                    continue;
                };
                if ["get", "post", "put", "patch", "delete", "head"].contains(&method) {
                    let address = rest.split('"').next().unwrap();
                    found.insert((method.to_uppercase(), format!("/{address}")));
                }
            }
        }
    }
    found
}

#[test]
fn every_address_is_an_organisations_or_is_listed_as_public() {
    let mut public = BTreeSet::new();
    let listed: BTreeSet<_> =
        PUBLIC.iter().map(|(method, path)| ((*method).to_owned(), (*path).to_owned())).collect();
    for (method, address) in handlers() {
        if address.starts_with("/o/{org}") {
            continue;
        }
        // Handlers of the API are named below its prefix.
        let below = format!("/api/v1{address}");
        let known = document()["paths"][&below].is_object();
        public.insert((method, if known { below } else { address }));
    }
    assert_eq!(public, listed);
}

/// What a caller may try to open with: links of every sort, made of ids of theirs.
fn body(token: &str) -> Value {
    json!({ "token": token, "password": "eleven blue teapots", "address": "eve@zwetschge.example", "name": "Eve",
        "organisation_name": "Zwetschge Works", "zone": "Europe/Berlin", "country": "DE" })
}

#[tokio::test]
async fn no_public_address_tells_or_changes_anything_of_theirs() {
    let world = World::new().await;
    let stranger = world.app.browser();
    let mut tried = 0;
    for (method, path) in PUBLIC {
        // The mailbox of a program on somebody's own machine shows every mail: it is not there in production.
        // A mailed link sent anew is sent to whom it belongs, and asking so is anybody's.
        let told = ["/api/v1/password-reset", "/api/v1/sign-up"].contains(path);
        if path.starts_with("/dev/mailbox") || told {
            continue;
        }
        for id in world.their.ids() {
            let path = path.replace("{token}", id).replace("{id}", id).replace("{code}", id);
            let path = path.replace("{org}", &world.theirs.slug);
            let body = body(id);
            let asked = stranger.request(method.parse::<Method>().unwrap(), &path);
            let asked = if *method == "GET" { asked } else { asked.json(&body) };
            let seen = world.send(asked, &format!("{path} {body}")).await;
            let seen = seen.unwrap_or_else(|leak| panic!("{method} {path}: {leak}"));
            let harmless = *method == "GET" || path == "/api/v1/session";
            assert!(harmless || !seen.status.is_success(), "{method} {path}: {}", seen.status);
            assert_eq!(ids_in(&path).count(), usize::from(path.contains(id)));
            tried += 1;
        }
    }
    world.app.run_jobs().await;
    world.is_whole().await.unwrap_or_else(|leak| panic!("{leak}"));
    println!("isolation at public addresses: {} addresses, {tried} requests, 0 leaks", PUBLIC.len());
}
