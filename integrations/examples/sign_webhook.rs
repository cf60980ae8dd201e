//! Signs a webhook as we sign ours, for receivers that are checked against another implementation:
//! `cargo run -p integrations --example sign_webhook -- whsec_… ID TIMESTAMP BODY`.

use integrations::webhook::{Secret, sign};
use std::io::{self, Write};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [secret, id, timestamp, body] = arguments.as_slice() else {
        return Err(io::Error::other("four arguments: secret, id, timestamp, body"));
    };
    let secret = Secret::parse(secret).ok_or_else(|| io::Error::other("a secret begins with whsec_"))?;
    writeln!(io::stdout(), "{}", sign(&[secret], id, timestamp, body))
}
