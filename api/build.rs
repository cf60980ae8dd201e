//! Builds the crate anew when the web app was built; refuses where `AIMS_REQUIRE_WEB=1` asks for one that is missing.

use std::path::Path;
use std::{env, process};

fn main() {
    println!("cargo::rerun-if-env-changed=AIMS_REQUIRE_WEB");
    let page = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../web/dist/index.html");
    println!("cargo::rerun-if-changed={}", page.display());
    if env::var("AIMS_REQUIRE_WEB").as_deref() == Ok("1") && !page.is_file() {
        println!("cargo::error=AIMS_REQUIRE_WEB=1, and web/dist is not built; run `make web`");
        process::exit(1);
    }
}
