//! The marks of the calendar above the lanes: years, quarters, today, a line of text each.

use documents::plan::{Tick, Timeline, Today};
use serde::Serialize;

use super::{LABEL, Scale};
use crate::letters::{Letters, Weight};

/// How high a line of labels is.
const LINE: f64 = 10.5;
/// Between a mark and its label, and at least between two labels.
const GAP: f64 = 2.5;

/// A line from above to below, with or without its label.
#[derive(Debug, Serialize)]
pub(super) struct Mark {
    pub(super) x: f64,
    /// Where the line begins.
    y: f64,
    label: Option<Label>,
    is_major: bool,
}

#[derive(Debug, Serialize)]
struct Label {
    x: f64,
    y: f64,
    text: String,
}

pub(super) struct Axis {
    pub(super) height: f64,
    pub(super) ticks: Vec<Mark>,
    pub(super) today: Option<Mark>,
}

pub(super) fn draw(timeline: &Timeline, letters: &Letters, scale: &Scale) -> Axis {
    let mut height = 0.0;
    let mut ticks = Vec::new();
    for is_major in [true, false] {
        let mut of: Vec<&Tick> = timeline.ticks.iter().filter(|tick| tick.is_major == is_major).collect();
        of.sort_by_key(|tick| tick.day);
        let before = ticks.len();
        let mut free = scale.left;
        for tick in of {
            let x = scale.begin(tick.day);
            if scale.has(x) {
                ticks.push(mark(tick, letters, scale, (x, height), &mut free));
            }
        }
        if ticks.len() > before {
            height += LINE;
        }
    }
    // Below the other labels, so that its line runs through none of them.
    let today = timeline.today.as_ref().and_then(|today| day(today, letters, scale, height));
    if today.is_some() {
        height += LINE;
    }
    Axis { height: height + 2.0, ticks, today }
}

fn mark(tick: &Tick, letters: &Letters, scale: &Scale, (x, y): (f64, f64), free: &mut f64) -> Mark {
    let weight = if tick.is_major { Weight::SemiBold } else { Weight::Regular };
    let text = letters.line(&tick.label);
    let (begin, end) = (x + GAP, x + GAP + letters.width(&text, LABEL, weight));
    let label = (begin >= *free && end <= scale.right).then(|| {
        *free = end + GAP;
        Label { x: begin, y, text }
    });
    Mark { x, y, label, is_major: tick.is_major }
}

/// The label stands over its line, as far as the page goes.
fn day(today: &Today, letters: &Letters, scale: &Scale, y: f64) -> Option<Mark> {
    let x = f64::midpoint(scale.begin(today.day), scale.end(today.day));
    if !scale.has(x) {
        return None;
    }
    let text = letters.cut(&letters.line(&today.label), scale.right - scale.left, LABEL, Weight::SemiBold);
    let width = letters.width(&text, LABEL, Weight::SemiBold);
    let at = (x - width / 2.0).min(scale.right - width).max(scale.left);
    Some(Mark { x, y: y + LINE, label: Some(Label { x: at, y, text }), is_major: true })
}

#[cfg(test)]
impl Mark {
    /// On which line its label lies, and from where to where.
    pub(super) fn extent(&self, letters: &Letters) -> Option<(f64, f64, f64)> {
        let label = self.label.as_ref()?;
        // The heavier letters of a year are wider than those that a quarter is measured in.
        let weight = if self.is_major { Weight::SemiBold } else { Weight::Regular };
        Some((label.y, label.x, label.x + letters.width(&label.text, LABEL, weight)))
    }
}
