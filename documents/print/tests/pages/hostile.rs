//! Whatever people write is printed and never obeyed.

use documents::paper::{Cell, Row};
use documents::plan::{CyclePlan, Printer as _};
use proptest::prelude::*;

use super::reader::Read;
use super::{PRESS, sample};

pub(crate) const MARKUP: &str = r##"#import "/values.json": * #panic("no") $ x^2 $ *bold* _it_ \ = Heading @ref <label> <script>alert(1)</script> `raw` // gone /* gone */ ]]}})(("##;
pub(crate) const LETTERS: &str = "naïve Žluťoučký Ωμέγα Привет e\u{301} \u{202E}desrever\u{202C} 你好世界 مرحبا שלום \u{1F4C5} \
                       \u{1F469}\u{200D}\u{1F4BB} \u{E000} \u{0} \u{7} \u{FEFF} \u{FFFE} a\u{FE0F} \u{2028} {page}";

/// The sample with that in every place that has words.
fn full_of(text: &str) -> CyclePlan {
    let mut plan = sample::suspended();
    let paper = &mut plan.paper;
    for place in [
        &mut paper.organisation,
        &mut paper.title,
        &mut paper.subject,
        &mut paper.number,
        &mut paper.version,
        &mut paper.as_of,
        &mut paper.footer,
        &mut paper.page,
        &mut paper.language,
        &mut plan.timeline.heading,
        &mut plan.timeline.described,
        &mut plan.notes_heading,
    ] {
        text.clone_into(place);
    }
    plan.notes = vec![text.to_owned()];
    let warning = plan.warning.as_mut().unwrap();
    (warning.title, warning.text) = (text.to_owned(), text.to_owned());
    for fact in &mut plan.facts {
        (fact.name, fact.value) = (text.to_owned(), text.to_owned());
    }
    let timeline = &mut plan.timeline;
    timeline.today.iter_mut().for_each(|today| text.clone_into(&mut today.label));
    timeline.ticks.iter_mut().for_each(|tick| text.clone_into(&mut tick.label));
    timeline.legend.iter_mut().for_each(|(_, words)| text.clone_into(words));
    for lane in &mut timeline.lanes {
        text.clone_into(&mut lane.name);
        lane.bars.iter_mut().for_each(|bar| text.clone_into(&mut bar.label));
    }
    for section in &mut plan.sections {
        (section.heading, section.intro) = (text.to_owned(), Some(text.to_owned()));
        section.columns.iter_mut().for_each(|column| text.clone_into(&mut column.heading));
        let cells = section.columns.iter().map(|_| Cell::noted(text, text)).collect();
        section.rows = vec![Row { cells, stands_out: true }];
    }
    plan
}

#[test]
fn markup_is_printed_as_it_was_written() {
    let read = Read::new(&PRESS.cycle_plan(&full_of(MARKUP)).unwrap());
    assert!(read.says(MARKUP), "{}", read.text());
}

#[test]
fn letters_that_no_font_has_have_a_sign_and_none_turns_others_around() {
    let pdf = PRESS.cycle_plan(&full_of(LETTERS)).unwrap();
    let read = Read::new(&pdf);
    assert!(read.says("naïve Žluťoučký Ωμέγα Привет é desrever □□□□ □□□□□ □□□□ □ □□ □"), "{}", read.text());
    assert!(read.metadata().contains("<pdfuaid:part>1</pdfuaid:part>"));
}

#[test]
fn a_word_that_never_ends_breaks_and_stays_whole() {
    let word = "Donaudampfschifffahrtsgesellschaft".repeat(8);
    let read = Read::new(&PRESS.cycle_plan(&full_of(&word)).unwrap());
    assert!(read.says(&word));
}

#[test]
fn nothing_at_all_is_printed_too() {
    let read = Read::new(&PRESS.cycle_plan(&full_of("")).unwrap());
    assert_eq!(read.about("Title"), "–");
}

#[test]
fn a_broken_logo_is_left_out() {
    let mut plan = sample::plan();
    let without = PRESS.cycle_plan(&plan).unwrap();
    let mut damaged = include_bytes!("logo.png").to_vec();
    damaged.truncate(damaged.len() / 2);
    for logo in [b"<svg onload=alert(1)>".to_vec(), Vec::new(), damaged] {
        plan.paper.logo = Some(logo);
        assert_eq!(PRESS.cycle_plan(&plan).unwrap(), without);
    }
    plan.paper.logo = Some(include_bytes!("logo.png").to_vec());
    assert_ne!(PRESS.cycle_plan(&plan).unwrap(), without);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn any_text_is_printed(text in "\\PC{0,40}|.{0,60}|[#$*_`@<>\\\\\\[\\]{}(){}\n ]{0,60}") {
        let pdf = PRESS.cycle_plan(&full_of(&text)).unwrap();
        prop_assert!(Read::new(&pdf).metadata().contains("<pdfuaid:part>1</pdfuaid:part>"));
    }
}
