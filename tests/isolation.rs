//! The isolation matrix: two organisations of the same shape, and every request in which something of the other can be
//! named, as each role, with expired and revoked credentials, as every kind of job, and at every public address.
//!
//! Routes, their parameters and what their bodies take come from the API document, job kinds and public addresses from
//! the code: something new is red here until it is covered. A leak is an id or a name of theirs in an answer that the
//! request did not carry, a changed row of theirs, a row of ours that names something of theirs, or a mail to theirs.

#![expect(clippy::print_stdout, reason = "`make isolation` shows what was tried")]

mod attack;
mod dump;
mod public;
mod world;

use crate::access::{Route, body, request, routes};
use crate::harness::{Browser, PASSWORD};
use attack::{Breadth, Sides};
use chrono::Duration;
use domain::access::Role;
use domain::id::OrgId;
use domain::job::Job;
use dump::Dump;
use reqwest::Method;
use serde_json::json;
use std::collections::BTreeSet;
use world::{World, document};

/// What was tried.
#[derive(Default)]
struct Tally {
    routes: BTreeSet<String>,
    requests: usize,
    ids: BTreeSet<String>,
}

/// Drives every route as one caller.
async fn drive(world: &mut World, browser: &Browser, breadth: Breadth) -> Tally {
    let document = document();
    let mut tally = Tally::default();
    let mut leaks = Vec::new();
    for route in routes() {
        let (ours, theirs) = (world.ours.slug.clone(), world.theirs.slug.clone());
        let sides =
            Sides { document: &document, ours: &ours, our: &world.our, theirs: &theirs, their: &world.their };
        let attacks = sides.attacks(&route, breadth);
        let mut changed = false;
        for attack in attacks {
            let place = format!("{} {} with {}", route.method, route.path, attack.place);
            let named = format!("{} {}", attack.path, attack.body);
            let etag = version(world, &route).await;
            let asked = request(browser, &route, &attack.path, &etag, attack.body.clone());
            tally.requests += 1;
            match world.send(asked, &named).await {
                Err(leak) => leaks.push(format!("{place}: {leak}")),
                Ok(seen) if attack.absent && seen.status != 404 => {
                    let nothing = attack.of_nothing();
                    let asked = request(browser, &route, &nothing.path, &etag, nothing.body);
                    let other = world.send(asked, &nothing.path).await;
                    // Theirs is as if it did not exist: whoever has no right is told that before anything is looked up.
                    if seen.status != 403 || other.as_ref() != Ok(&seen) {
                        leaks.push(format!(
                            "{place}: {seen:?} instead of 404, and {other:?} for what is not there"
                        ));
                    }
                }
                Ok(seen) => changed |= seen.status.is_success() && route.method != Method::GET,
            }
            tally.ids.extend(attack.place.rsplit(' ').next().map(str::to_owned));
        }
        tally.routes.insert(format!("{} {}", route.method, route.path));
        if changed {
            world.renew().await;
        }
    }
    assert!(leaks.is_empty(), "{} leaks:\n{}", leaks.len(), leaks.join("\n"));
    tally
}

/// The version of what of ours the path names: what is refused is not refused for an old version.
async fn version(world: &World, route: &Route) -> String {
    let changes = [Method::PATCH, Method::PUT, Method::DELETE].contains(&route.method);
    let Some((noun, _)) = route.path.split_once("/{id}").filter(|_| changes) else {
        return "\"1\"".to_owned();
    };
    let path = format!("{}/{}", noun.replace("{org}", &world.ours.slug), world.our.id(route));
    let answer = world.ours.owner.get(&path).await;
    answer.headers.get("etag").map_or_else(|| "\"1\"".to_owned(), |etag| etag.to_str().unwrap().to_owned())
}

async fn matrix(role: Role, breadth: Breadth) {
    let mut world = World::new().await;
    let browser = match role {
        Role::Owner => world.ours.owner.signed_in_copy(),
        _ => world.app.member(&world.ours, role).await.0,
    };
    let tally = drive(&mut world, &browser, breadth).await;
    world.app.run_jobs().await;
    let rows = world.is_whole().await.unwrap_or_else(|leak| panic!("{leak}"));
    println!(
        "isolation as {role}: {} routes, {} requests, {} ids of theirs tried, {rows} rows of theirs unchanged, 0 leaks",
        tally.routes.len(),
        tally.requests,
        tally.ids.len(),
    );
}

#[tokio::test]
async fn an_owner_reaches_nothing_of_theirs() {
    matrix(Role::Owner, Breadth::Every).await;
}

#[tokio::test]
async fn an_administrator_reaches_nothing_of_theirs() {
    matrix(Role::Admin, Breadth::Likely).await;
}

#[tokio::test]
async fn a_manager_reaches_nothing_of_theirs() {
    matrix(Role::Manager, Breadth::Likely).await;
}

#[tokio::test]
async fn a_contributor_reaches_nothing_of_theirs() {
    matrix(Role::Contributor, Breadth::Likely).await;
}

#[tokio::test]
async fn an_auditor_reaches_nothing_of_theirs() {
    matrix(Role::Auditor, Breadth::Likely).await;
}

#[tokio::test]
async fn staff_reach_nothing_of_theirs() {
    matrix(Role::Staff, Breadth::Likely).await;
}

#[tokio::test]
async fn a_token_and_a_service_account_reach_nothing_of_theirs() {
    let mut world = World::new().await;
    let path = world.ours.path("/tokens");
    let body = json!({ "name": "Program", "scope": "write", "days": 9 });
    let token = world.ours.owner.post(&path, body).await.ok()["secret"].as_str().unwrap().to_owned();
    let program = Browser::with_token(&world.app.base, &token);
    let tally = drive(&mut world, &program, Breadth::Likely).await;
    world.is_whole().await.unwrap_or_else(|leak| panic!("{leak}"));
    println!("isolation as a token: {} routes, {} requests, 0 leaks", tally.routes.len(), tally.requests);
}

#[tokio::test]
async fn a_cursor_of_theirs_opens_no_list_of_ours() {
    let world = World::new().await;
    let mut tried = 0;
    let document = document();
    for route in routes().into_iter().filter(|route| route.method == Method::GET) {
        let parameters = document["paths"][&route.path]["get"]["parameters"].as_array().cloned();
        if !parameters.unwrap_or_default().iter().any(|one| one["name"] == "cursor") {
            continue;
        }
        let path = world.their.path(&route, &world.theirs.slug);
        let first = world.theirs.owner.get(&format!("{path}?limit=1")).await;
        let Some(cursor) = first.body["next"].as_str() else { continue };
        let path = format!("{}?limit=1&cursor={cursor}", world.our.path(&route, &world.ours.slug));
        let asked = world.ours.owner.request(Method::GET, &path);
        world.send(asked, &path).await.unwrap_or_else(|leak| panic!("{}: {leak}", route.path));
        tried += 1;
    }
    assert!(tried >= 4, "{tried} lists with a next page");
}

#[tokio::test]
async fn the_key_of_a_create_of_theirs_is_another_key_of_ours() {
    let world = World::new().await;
    let body = json!({ "title": "Zwetschge jam" });
    for (browser, org) in [(&world.theirs.owner, &world.theirs), (&world.ours.owner, &world.ours)] {
        let asked = browser.request(Method::POST, &org.path("/tasks"));
        let made = Browser::send(asked.header("idempotency-key", "the-same-key").json(&body)).await;
        let seen = org.owner.get(&org.path(&format!("/tasks/{}", made.body["id"].as_str().unwrap()))).await;
        assert_eq!(seen.status, 200, "each has made its own");
    }
}

/// Callers whose credentials were good once.
async fn former(world: &World) -> Vec<(&'static str, Browser)> {
    let (ours, app) = (&world.ours, &world.app);
    let ended = app.browser();
    let sign_in = json!({ "address": "ada@ours.example", "password": PASSWORD });
    ended.post("/api/v1/session", sign_in).await.ok();
    let cookie = ended.signed_in_copy();
    Browser::send(ended.request(Method::DELETE, "/api/v1/session")).await;
    let (gone, person) = app.member(ours, Role::Admin).await;
    let path = ours.path(&format!("/people/{person}"));
    let etag = ours.owner.get(&path).await.etag();
    let leave = json!({ "successor": ours.me });
    ours.owner.change(Method::POST, &format!("{path}/deactivate"), &etag, leave).await.ok();
    let (demoted, person) = app.member(ours, Role::Manager).await;
    let path = ours.path(&format!("/people/{person}"));
    let etag = ours.owner.get(&path).await.etag();
    let yesterday = json!({ "roles": [{ "role": "manager", "until": "2026-11-25" }] });
    let roles = ours.owner.change(Method::PUT, &format!("{path}/roles"), &etag, yesterday).await;
    assert!(roles.status.is_success(), "{}", roles.body);
    app.clock.pass(Duration::days(3));
    vec![("a session that ended", cookie), ("a person who left", gone), ("a role that ended", demoted)]
}

#[tokio::test]
async fn credentials_that_were_good_once_open_nothing() {
    let mut world = World::new().await;
    let callers = former(&world).await;
    // Three days have passed: the owner signs in anew, as everybody does.
    world
        .ours
        .owner
        .post("/api/v1/session", json!({ "address": "ada@ours.example", "password": PASSWORD }))
        .await
        .ok();
    world.renew().await;
    let mut tried = 0;
    for route in routes() {
        let path = world.our.path(&route, &world.ours.slug);
        for (who, browser) in &callers {
            let body = body(&route, &world.our).unwrap_or_default();
            let answer = Browser::send(request(browser, &route, &path, "\"1\"", body)).await;
            // Their own account is still theirs: what is one's own to see, one's own name, is no secret of the organisation.
            let status = answer.status.as_u16();
            assert!(
                [401, 403, 404].contains(&status),
                "{who}: {} {} {status} {}",
                route.method,
                route.path,
                answer.body
            );
            tried += 1;
        }
    }
    println!("isolation with former credentials: {tried} requests, 0 leaks");
}

/// A job of that kind about something of theirs.
async fn foreign(world: &World, kind: &str) -> Option<Job> {
    let id = async |table: &str| {
        Dump::first(&world.app, world.org[1], table).await.unwrap_or_else(|| panic!("{table}"))
    };
    let (field, table) = match kind {
        // Of no organisation: they look who has something due.
        "mail_link"
        | "find_due_reminders"
        | "find_connections"
        | "find_files"
        | "find_lapses"
        | "find_training"
        | "find_anchors"
        | "find_deletions"
        | "find_troubled_channels"
        | "prune" => return None,
        // Without a name in it: whose it is, is the job's own.
        "sweep_reminders" | "sweep_digests" | "sweep_files" | "note_lapses" | "anchor_trail"
        | "sweep_training" | "mail_closing" | "judge_channels" => return None,
        // It carries the name of a way, which every organisation has.
        "mail_channel_degraded" => return None,
        "deliver_mail" | "deliver_notice" | "deliver_digest" => ("delivery", "delivery"),
        "mail_address_died" => ("person", "person"),
        "relay_task" => {
            let task = world.their.task();
            return serde_json::from_value(json!({ "kind": kind, "task": task })).ok();
        }
        // Nobody asked for it.
        "delete_organisation" => {
            return serde_json::from_value(json!({ "kind": kind, "org": world.org[1] })).ok();
        }
        // Somebody still is it: it stays.
        "forget_account" => {
            let session = world.theirs.owner.get("/api/v1/session").await.ok();
            return serde_json::from_value(json!({ "kind": kind, "account": session["account"]["id"] })).ok();
        }
        "push_issue" | "pull_issue" | "post_message" => ("mirror", "mirror"),
        "deliver_message" => ("delivery", "delivery"),
        "answer_press" => ("press", "press"),
        "reconcile" | "mail_connection_lost" => ("connection", "connection"),
        "mail_endpoint_disabled" => ("endpoint", "endpoint"),
        "dispatch" => ("dispatch", "dispatch"),
        other => panic!("a kind of job that isolation does not know: {other}"),
    };
    let value = if table == "press" { uuid::Uuid::from_u128(1) } else { id(table).await };
    let mut payload = json!({ "kind": kind, field: value });
    for (name, text) in [("post_message", "channel"), ("deliver_message", "to")] {
        if kind == name {
            payload[text] = json!("C0TASKS");
        }
    }
    Some(serde_json::from_value(payload).unwrap())
}

#[tokio::test]
async fn a_job_of_ours_about_something_of_theirs_does_nothing() {
    let world = World::new().await;
    // Something of theirs is planned, and not yet sent.
    let (calls, mut tried) = (world.app.jira.asked().len(), 0);
    for (kind, _) in Job::KINDS {
        let Some(job) = foreign(&world, kind).await else { continue };
        let system = world.app.store.system().await.unwrap();
        system.enqueue(Some(OrgId(world.org[0])), job).await.unwrap();
        system.commit().await.unwrap();
        world.app.run_jobs().await;
        world.is_whole().await.unwrap_or_else(|leak| panic!("{kind}: {leak}"));
        tried += 1;
    }
    assert_eq!(world.app.jira.asked().len(), calls, "nothing of theirs was asked of a service outside");
    println!("isolation by jobs: {} kinds, {tried} with an id of theirs, 0 leaks", Job::KINDS.len());
}
