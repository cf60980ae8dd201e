//! A Redis of a test's own, to be killed, begun again and emptied.

use super::port::lasting_port;
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};

/// Debian's `redis-tools` holds the server's program under this name; what it does depends on the name it is called by.
const TOOLS: &str = "/usr/bin/redis-check-rdb";

pub(crate) struct RedisServer {
    port: u16,
    running: Child,
}

fn begin(port: u16) -> Child {
    let program = std::env::var("AIMS_TEST_REDIS_PROGRAM").unwrap_or_else(|_| TOOLS.to_owned());
    Command::new(program)
        .arg0("redis-server")
        .args(["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--port"])
        .arg(port.to_string())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program of a Redis server; `make test` installs it")
}

impl RedisServer {
    /// On a free port. It answers a moment later; what connects to it tries again by itself.
    pub(crate) fn start() -> Self {
        let port = lasting_port();
        Self { port, running: begin(port) }
    }

    pub(crate) const fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn url(&self) -> String {
        format!("redis://127.0.0.1:{}/0", self.port)
    }

    /// `SIGKILL`.
    pub(crate) fn kill(&mut self) {
        self.running.kill().unwrap();
        self.running.wait().unwrap();
    }

    /// Begins again with nothing in it.
    pub(crate) fn restart(&mut self) {
        self.running = begin(self.port);
    }

    /// Forgets everything.
    pub(crate) async fn flush(&self) {
        let client = redis::Client::open(self.url()).unwrap();
        let mut connection = client.get_multiplexed_async_connection().await.unwrap();
        redis::cmd("FLUSHALL").exec_async(&mut connection).await.unwrap();
    }
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        // It may be dead already: a test that kills it says so.
        let _ = self.running.kill();
        let _ = self.running.wait();
    }
}
