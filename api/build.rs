//! Points the embedded web app at `web/dist`; where that was not built, at a page that says so, unless
//! `AIMS_REQUIRE_WEB=1` asks for the real one.

use std::path::{Path, PathBuf};
use std::{env, fs, process};

const PLACEHOLDER: &str = "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>OpenAIMS</title></head>\
<body><p>The web app is not part of this build. `make web` builds it.</p></body></html>\n";

fn main() {
    println!("cargo::rerun-if-env-changed=AIMS_REQUIRE_WEB");
    let built = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../web/dist");
    println!("cargo::rerun-if-changed={}", built.join("index.html").display());
    let dist = if built.join("index.html").is_file() { built } else { placeholder() };
    println!("cargo::rustc-env=AIMS_WEB_DIST={}", dist.display());
}

fn placeholder() -> PathBuf {
    if env::var("AIMS_REQUIRE_WEB").as_deref() == Ok("1") {
        fail("AIMS_REQUIRE_WEB=1, and web/dist is not built; run `make web`");
    }
    let dist = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("dist");
    let written = fs::create_dir_all(&dist).and_then(|()| fs::write(dist.join("index.html"), PLACEHOLDER));
    if let Err(error) = written {
        fail(&format!("the placeholder of the web app cannot be written: {error}"));
    }
    dist
}

fn fail(why: &str) -> ! {
    println!("cargo::error={why}");
    process::exit(1)
}
