//! What the real program keeps in memory while it is flooded, and afterwards.

use super::{dial, until_closed};
use crate::harness::{Browser, MASTER, Organisation, TestApp, command, lasting_port, until};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use futures::future::join_all;
use reqwest::Method;
use serde_json::json;
use std::process::{Child, Stdio};
use tokio::io::AsyncWriteExt;

/// What a connection that waits may keep, in bytes: its buffers and what belongs to it.
const EACH: usize = 96 * 1024;
/// What a flood may leave behind: pages that the allocator keeps for later.
const LEFT: usize = 32 * 1024 * 1024;

/// How many connections; `AIMS_FLOOD` for more than a test needs. Each takes a file descriptor here and one there.
fn many() -> usize {
    std::env::var("AIMS_FLOOD").ok().and_then(|text| text.parse().ok()).unwrap_or(400)
}

struct Program {
    child: Child,
    base: String,
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Program {
    async fn start(app: &TestApp, patience: u64) -> Self {
        let base = format!("127.0.0.1:{}", lasting_port());
        let child = command(app, "api")
            .env("AIMS__API__LISTEN", &base)
            .env("AIMS__API__REQUEST_TIMEOUT_SECONDS", patience.to_string())
            .env("AIMS__API__REQUESTS_PER_MINUTE_ACCOUNT", "50")
            .env("AIMS__KEYS__MASTER", STANDARD.encode(MASTER))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let program = Self { child, base: format!("http://{base}") };
        let client = Browser::new(&program.base);
        let ready = async || client.request(Method::GET, "/health/ready").send().await.is_ok();
        assert!(until(ready).await, "the program did not start");
        program
    }

    /// What of it lies in memory, in bytes.
    fn memory(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<usize>().unwrap() * 1024
    }

    fn descriptors(&self) -> usize {
        std::fs::read_dir(format!("/proc/{}/fd", self.child.id())).unwrap().count()
    }

    async fn get(&self, browser: &Browser, path: &str) -> u16 {
        browser.elsewhere(&self.base, Method::GET, path).send().await.unwrap().status().as_u16()
    }
}

/// Connections that each hold something: half a head, half a body, or nothing.
async fn half_open(program: &Program) -> Vec<tokio::net::TcpStream> {
    let begins = [
        String::new(),
        format!("GET /health/live HTTP/1.1\r\nhost: x\r\nx-long: {}", "a".repeat(4_000)),
        format!(
            "POST /api/v1/session HTTP/1.1\r\nhost: x\r\nsec-fetch-site: same-origin\r\ncontent-type: application/json\
             \r\ncontent-length: 100000\r\n\r\n{{\"address\": \"{}",
            "a".repeat(16_000)
        ),
    ];
    let mut open = Vec::new();
    for number in 0..many() {
        let mut connection = dial(&program.base).await;
        connection.write_all(begins[number % begins.len()].as_bytes()).await.unwrap();
        open.push(connection);
    }
    open
}

#[tokio::test]
async fn half_open_connections_take_bounded_memory_and_give_it_back() {
    let app = TestApp::in_real_time().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let program = Program::start(&app, 60).await;
    assert_eq!(program.get(&org.owner, &org.path("/tasks")).await, 200);
    let (before, descriptors) = (program.memory(), program.descriptors());
    let mut peaks = Vec::new();
    for _ in 0..3 {
        let open = half_open(&program).await;
        let all = until(async || program.descriptors() >= descriptors + open.len()).await;
        assert!(all, "{} of {} connections came in", program.descriptors() - descriptors, open.len());
        assert_eq!(program.get(&org.owner, &org.path("/tasks")).await, 200, "others are served meanwhile");
        peaks.push(program.memory());
        assert!(program.memory() < before + LEFT + open.len() * EACH, "{before} grew to {peaks:?}");
        drop(open);
        // One that keeps alive may be there that was not before.
        let gone = until(async || program.descriptors() <= descriptors + 4).await;
        assert!(gone, "connections whose other end closed them are kept");
    }
    let after = program.memory();
    println!("{} connections: {before} bytes before, {peaks:?} meanwhile, {after} afterwards", many());
    assert!(peaks[2] <= peaks[0] + LEFT, "each flood leaves something behind: {peaks:?}");
    assert!(after <= before + LEFT + many() * EACH / 4, "{before} stayed at {after}");
}

async fn flood(program: &Program, org: &Organisation, requests: usize) -> (usize, usize) {
    let (mut answered, mut refused) = (0, 0);
    let path = org.path("/tasks");
    for _ in 0..requests.div_ceil(20) {
        let some = join_all((0..20).map(|_| program.get(&org.owner, &path))).await;
        answered += some.iter().filter(|status| **status == 200).count();
        refused += some.iter().filter(|status| **status == 429).count();
    }
    (answered, refused)
}

#[tokio::test]
async fn a_flood_of_requests_is_refused_and_leaves_no_memory_behind() {
    let app = TestApp::in_real_time().await;
    let org = app.found("Acme", "ada@acme.example").await;
    let other = app.found("Other", "eve@other.example").await;
    let program = Program::start(&app, 60).await;
    flood(&program, &org, 200).await;
    let before = program.memory();
    let requests = many() * 5;
    let (answered, refused) = flood(&program, &org, requests).await;
    let after = program.memory();
    println!(
        "{requests} requests: {answered} answered, {refused} refused, {before} bytes before, {after} afterwards"
    );
    assert_eq!(
        answered + refused,
        requests.div_ceil(20) * 20,
        "a flood is answered with 200 and 429 and nothing else"
    );
    // A minute may begin anew in the middle, and another on a slow machine.
    assert!(answered <= 4 * 50, "{answered} were answered");
    assert!(after <= before + LEFT, "{before} grew to {after}");
    assert_eq!(program.get(&other.owner, &other.path("/tasks")).await, 200, "somebody else is served");
}

#[tokio::test]
async fn the_program_closes_what_is_half_open_by_itself() {
    let app = TestApp::in_real_time().await;
    let program = Program::start(&app, 2).await;
    let open = half_open(&program).await;
    for answer in join_all(open.into_iter().map(until_closed)).await {
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408 "), "{answer}");
    }
    let body = json!({ "address": "a@b.example", "password": "not the right one" });
    let client = Browser::new(&program.base);
    client.post("/api/v1/session", body).await.refused(401, "sign_in_failed");
}
