//! Documents with nothing in them, and with a lot.

use documents::paper::{Cell, Fact, Row, Section};
use documents::plan::{CyclePlan, Kind, Lane, Printer as _, Timeline};

use super::reader::{Read, bare};
use super::{PRESS, sample};

fn bare_plan() -> CyclePlan {
    let plan = sample::plan();
    let sections = plan.sections.into_iter().map(|section| Section { rows: Vec::new(), ..section });
    let timeline = Timeline {
        ticks: Vec::new(),
        lanes: Vec::new(),
        legend: Vec::new(),
        today: None,
        to: plan.timeline.from,
        ..plan.timeline
    };
    CyclePlan { sections: sections.collect(), facts: Vec::new(), notes: Vec::new(), timeline, ..plan }
}

#[test]
fn an_empty_plan_says_that_it_is_empty() {
    let read = Read::new(&PRESS.cycle_plan(&bare_plan()).unwrap());
    for words in ["There are no dates yet.", "No visit has been planned.", "Page 1 of 1"] {
        assert!(read.says(words), "{words} in\n{}", read.text());
    }
}

#[test]
fn a_long_fact_has_a_line_of_its_own_wherever_it_stands() {
    for before in 0..3 {
        let short = |number| Fact { name: format!("Fact {number}"), value: "short".to_owned() };
        let long = Fact { name: "Scope".to_owned(), value: "Development and operation. ".repeat(12) };
        let facts = (0..before).map(short).chain([long, short(9)]).collect();
        let read = Read::new(&PRESS.cycle_plan(&CyclePlan { facts, ..bare_plan() }).unwrap());
        assert!(read.says("Development and operation.") && read.says("Fact 9"), "{before}: {}", read.text());
    }
}

#[test]
fn each_page_of_a_long_table_has_its_header() {
    let mut plan = bare_plan();
    plan.sections.truncate(1);
    let row = |number: usize| Row {
        cells: ["31 December 2027", "Review", "Once in each calendar year", "Own rule"]
            .map(Cell::from)
            .into_iter()
            .chain([Cell::noted(format!("Row {number} begins"), format!("Row {number} ends"))])
            .collect(),
        stands_out: number.is_multiple_of(50),
    };
    plan.sections[0].rows = (1..=300).map(row).collect();
    let read = Read::new(&PRESS.cycle_plan(&plan).unwrap());
    let pages = read.pages();
    assert!(pages.len() > 8, "{}", pages.len());
    for (at, page) in pages.iter().map(|page| bare(page)).enumerate() {
        assert!(page.contains("Firmness") && page.contains("Rule"), "page {at} has no header:\n{page}");
        assert!(page.contains(&format!("Page{}of{}", at + 1, pages.len())), "page {at}");
    }
    for number in 1..=300 {
        let begins = format!("Row{number}begins");
        let page = pages.iter().map(|page| bare(page)).find(|page| page.contains(&begins)).unwrap();
        assert!(page.contains(&format!("Row{number}ends")), "row {number} is torn apart");
    }
}

#[test]
fn a_row_that_is_higher_than_a_page_goes_on() {
    let mut plan = bare_plan();
    let text: String = (1..=400).map(|number| format!("word{number} ")).collect();
    plan.sections[0].rows =
        vec![Row { cells: vec!["1 May 2027".into(), text.as_str().into()], stands_out: false }];
    let read = Read::new(&PRESS.cycle_plan(&plan).unwrap());
    assert!(read.pages().len() > 2);
    for number in 1..=400 {
        assert!(read.says(&format!("word{number}")), "word{number} in\n{}", read.text());
    }
}

#[test]
fn a_crowded_timeline_stays_on_its_page() {
    let mut plan = bare_plan();
    let bars = || sample::plan().timeline.lanes.into_iter().flat_map(|lane| lane.bars);
    let lane = |number: usize| Lane { name: format!("Lane {number}"), bars: bars().collect() };
    plan.timeline = Timeline { lanes: (1..=12).map(lane).collect(), ..sample::plan().timeline };
    plan.timeline.lanes.iter_mut().for_each(|lane| lane.bars[0].kind = Kind::Overdue);
    let read = Read::new(&PRESS.cycle_plan(&plan).unwrap());
    let page = read.pages().iter().map(|page| bare(page)).find(|page| page.contains("Lane12")).unwrap();
    for words in ["Lane1NC", "Lane6NC", "28November2026", "Certificatevalid"] {
        assert!(page.contains(words), "{words} in {page}");
    }
}
