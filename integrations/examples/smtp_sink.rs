//! The mail sink as a process of its own, for browser tests and for tests that kill the program.
//!
//! `cargo run -p integrations --features fake --example smtp_sink -- --smtp-port 0 --http-port 0 --spool FILE`
//! prints `{"smtp":PORT,"http":PORT}` and runs until it is killed or its standard input ends.

use std::{
    env,
    io::{self, Write},
};

use integrations::mail::fake::Setup;
use tokio::io::AsyncReadExt;

#[tokio::main]
async fn main() -> io::Result<()> {
    let sink = setup(env::args().skip(1))?.start().await?;
    let ports = serde_json::json!({ "smtp": sink.port(), "http": sink.http_port() });
    writeln!(io::stdout(), "{ports}")?;
    let mut input = Vec::new();
    tokio::io::stdin().read_to_end(&mut input).await?;
    Ok(())
}

fn setup(mut arguments: impl Iterator<Item = String>) -> io::Result<Setup> {
    let wrong = |what: String| io::Error::new(io::ErrorKind::InvalidInput, what);
    let mut setup = Setup { http_port: Some(0), ..Setup::default() };
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or_else(|| wrong(format!("{name} needs a value")))?;
        let port = || value.parse().map_err(|_| wrong(format!("{value} is not a port")));
        match name.as_str() {
            "--smtp-port" => setup.smtp_port = port()?,
            "--http-port" => setup.http_port = Some(port()?),
            "--spool" => setup.spool = Some(value.into()),
            _ => return Err(wrong(format!("{name} is not known"))),
        }
    }
    Ok(setup)
}
