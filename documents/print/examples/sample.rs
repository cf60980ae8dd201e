//! Prints the sample plan into a file and says how long it took: `cargo run -p print --example sample -- plan.pdf`.
#![expect(clippy::print_stdout, reason = "it is there to be read")]
#![expect(clippy::unwrap_used, reason = "an example stops where it fails")]

#[path = "../tests/pages/sample.rs"]
mod sample;

use std::time::Instant;

use documents::plan::Printer as _;
use print::Press;

fn main() {
    let path = std::env::args().nth(1).unwrap();
    let begin = Instant::now();
    let press = Press::new().unwrap();
    println!("press: {} ms", begin.elapsed().as_millis());
    for round in 1..=5 {
        let mut plan = if round % 2 == 0 { sample::plan() } else { sample::suspended() };
        plan.paper.version = format!("Version {round}");
        plan.paper.logo = std::env::args().nth(2).map(|path| std::fs::read(path).unwrap());
        let begin = Instant::now();
        let pdf = press.cycle_plan(&plan).unwrap();
        println!("document {round}: {} ms, {} bytes", begin.elapsed().as_millis(), pdf.len());
        std::fs::write(&path, pdf).unwrap();
    }
}
