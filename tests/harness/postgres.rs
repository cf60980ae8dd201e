//! A PostgreSQL of a test's own, to be ended in the middle of its work and begun again.

use super::port::lasting_port;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

pub(crate) struct PostgresServer {
    folder: TempDir,
    programs: PathBuf,
    port: u16,
    running: Child,
}

/// PostgreSQL refuses to run as root; then it is the user that Debian's package makes for it.
fn server_user() -> Option<(u32, u32)> {
    use std::os::unix::fs::MetadataExt;
    if std::fs::metadata("/proc/self").unwrap().uid() != 0 {
        return None;
    }
    let users = std::fs::read_to_string("/etc/passwd").unwrap();
    let line = users.lines().find(|line| line.starts_with("postgres:")).expect("a user called postgres");
    let parts: Vec<&str> = line.split(':').collect();
    Some((parts[2].parse().unwrap(), parts[3].parse().unwrap()))
}

fn command(programs: &Path, name: &str, folder: &Path) -> Command {
    let mut command = Command::new(programs.join(name));
    command.current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null()).env("LC_ALL", "C");
    if let Some((user, group)) = server_user() {
        command.uid(user).gid(group);
    }
    command
}

fn begin(programs: &Path, folder: &Path, port: u16) -> Child {
    command(programs, "postgres", folder)
        .arg("-D")
        .arg(folder.join("data"))
        .args([
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "unix_socket_directories=",
            "-c",
            "max_connections=100",
        ])
        .args(["-c", "timezone=UTC", "-c", &format!("port={port}")])
        .spawn()
        .unwrap()
}

impl PostgresServer {
    /// With an empty cluster on a free port.
    pub(crate) fn start() -> Self {
        Self::in_folder(TempDir::new().unwrap())
    }

    /// The same on another disk.
    pub(crate) fn on_disk(disk: &Path) -> Self {
        Self::in_folder(TempDir::new_in(disk).unwrap())
    }

    fn in_folder(folder: TempDir) -> Self {
        let programs = PathBuf::from(
            std::env::var("AIMS_TEST_POSTGRES_PROGRAMS")
                .expect("AIMS_TEST_POSTGRES_PROGRAMS names the folder of its programs; `make test` sets it"),
        );
        if let Some((user, group)) = server_user() {
            chown(folder.path(), Some(user), Some(group)).unwrap();
        }
        let made = command(&programs, "initdb", folder.path())
            .arg("-D")
            .arg(folder.path().join("data"))
            .args(["-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"])
            // Small pieces, so that a small disk has room for several.
            .arg("--wal-segsize=1")
            .status()
            .unwrap();
        assert!(made.success(), "initdb");
        let port = lasting_port();
        let running = begin(&programs, folder.path(), port);
        let server = Self { folder, programs, port, running };
        server.wait();
        server
    }

    pub(crate) const fn port(&self) -> u16 {
        self.port
    }

    pub(crate) fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Until it answers.
    fn wait(&self) {
        let mut ready = command(&self.programs, "pg_isready", self.folder.path());
        ready.args(["-h", "127.0.0.1", "-t", "1", "-p", &self.port.to_string()]);
        let answered = (0..600).any(|_| {
            let answers = ready.status().unwrap().success();
            if !answers {
                std::thread::park_timeout(std::time::Duration::from_millis(50));
            }
            answers
        });
        assert!(answered, "PostgreSQL did not begin");
    }

    /// Begins it again where it has ended by itself.
    pub(crate) fn begin_again(&mut self) {
        if self.running.try_wait().unwrap().is_some() {
            self.running = begin(&self.programs, self.folder.path(), self.port);
        }
        self.wait();
    }

    /// Ends it as a failing machine would (`SIGQUIT`: no checkpoint, every session cut), and begins it again.
    pub(crate) fn crash_and_recover(&mut self) {
        let id = self.running.id().to_string();
        assert!(Command::new("kill").args(["-QUIT", &id]).status().unwrap().success());
        self.running.wait().unwrap();
        self.running = begin(&self.programs, self.folder.path(), self.port);
        self.wait();
    }
}

impl Drop for PostgresServer {
    fn drop(&mut self) {
        // `SIGQUIT`, so that its own processes end with it.
        let _ = Command::new("kill").args(["-QUIT", &self.running.id().to_string()]).status();
        let _ = self.running.wait();
    }
}
