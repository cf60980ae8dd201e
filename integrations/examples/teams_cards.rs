//! Prints cards as they are posted to Teams, as JSON, for another implementation to check:
//! `cargo run -p integrations --features fake --example teams_cards`.

use integrations::teams::samples;
use serde_json::{Value, json};
use std::io::{self, Write};

fn main() -> io::Result<()> {
    let cards =
        samples::all().into_iter().map(|(what, message)| json!({ "what": what, "message": message.json() }));
    writeln!(io::stdout(), "{}", Value::from_iter(cards))
}
