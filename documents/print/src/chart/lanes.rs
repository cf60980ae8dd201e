//! One lane: its name on the left, its bars on as many rows as it takes for none to lie on another.

use documents::plan::{Bar, Kind, Lane};
use serde::Serialize;

use super::{LABEL, NAME, NAMES, Scale, name};
use crate::letters::{Letters, Weight};

/// How high a row is, and its bar.
const ROW: f64 = 13.5;
const BAR: f64 = 10.0;
/// Above and below the rows of a lane.
const PAD: f64 = 4.0;
/// How high a line of a name is, and how many there may be.
const NAME_LINE: f64 = 10.5;
const NAME_LINES: usize = 3;
/// The narrowest bar, and how wide a diamond is.
const NARROWEST: f64 = 4.0;
/// Between a bar and its label.
const GAP: f64 = 3.0;
/// Most rows of all lanes together: a page has room for them.
const ROWS: usize = 36;

/// How many rows a lane may have beside so many others.
pub(super) fn most_rows(lanes: usize) -> usize {
    (ROWS / lanes.max(1)).max(1)
}

/// A lane where it lies.
#[derive(Debug, Serialize)]
pub(crate) struct Drawn {
    y: f64,
    height: f64,
    name: Vec<String>,
    bars: Vec<Shape>,
}

/// A bar and its label.
#[derive(Debug, Serialize)]
struct Shape {
    kind: &'static str,
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    label: Option<Label>,
}

#[derive(Debug, Serialize)]
struct Label {
    x: f64,
    text: String,
    is_inside: bool,
    /// From where to where the row is taken by the bar and its label.
    #[serde(skip)]
    taken: (f64, f64),
}

impl Drawn {
    pub(super) fn bottom(&self) -> f64 {
        self.y + self.height
    }
}

pub(super) fn draw(lane: &Lane, letters: &Letters, scale: &Scale, y: f64, most: usize) -> Drawn {
    let mut bars: Vec<&Bar> = lane.bars.iter().collect();
    bars.sort_by_key(|bar| (bar.from, bar.to));
    let mut rows: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut shapes = Vec::new();
    for bar in bars {
        if let Some((begin, end)) = stretch(bar, scale) {
            let (row, label) = place(bar, letters, scale, (begin, end), &mut rows, most);
            #[expect(clippy::cast_precision_loss, reason = "a page has few rows")]
            let top = y + PAD + row as f64 * ROW + (ROW - BAR) / 2.0;
            shapes.push(Shape {
                kind: name(bar.kind),
                x: begin,
                y: top,
                width: end - begin,
                height: BAR,
                label,
            });
        }
    }
    let name = letters.wrapped(&letters.line(&lane.name), NAMES - 8.0, NAME, Weight::SemiBold, NAME_LINES);
    #[expect(clippy::cast_precision_loss, reason = "a page has few rows")]
    let height = (rows.len().max(1) as f64 * ROW).max(name.len() as f64 * NAME_LINE) + 2.0 * PAD;
    Drawn { y, height, name, bars: shapes }
}

/// From where to where a bar goes, wide enough to be seen, or nothing where it is outside.
fn stretch(bar: &Bar, scale: &Scale) -> Option<(f64, f64)> {
    let (from, to) = (bar.from.min(bar.to), bar.from.max(bar.to));
    let (begin, end) = match bar.kind {
        Kind::Limit => (scale.end(to) - BAR / 2.0, scale.end(to) + BAR / 2.0),
        _ => (scale.begin(from), scale.end(to)),
    };
    if scale.end(to) <= scale.left || scale.begin(from) >= scale.right {
        return None;
    }
    if bar.kind == Kind::Limit {
        // A diamond at the very end still lies within the drawing.
        let begin = begin.clamp(scale.left, scale.right - BAR);
        return Some((begin, begin + BAR));
    }
    let (begin, end) = (begin.max(scale.left), end.min(scale.right));
    let begin = begin.min(scale.right - NARROWEST);
    Some((begin, end.max(begin + NARROWEST)))
}

/// The first row with room for the bar and its label, and where the label goes. When there are too many rows, the bar
/// lies on the last one without its label: the tables say it.
fn place(
    bar: &Bar,
    letters: &Letters,
    scale: &Scale,
    at: (f64, f64),
    rows: &mut Vec<Vec<(f64, f64)>>,
    most: usize,
) -> (usize, Option<Label>) {
    let ways = labels(bar, letters, scale, at);
    for row in 0..most {
        if row == rows.len() {
            rows.push(Vec::new());
        }
        let taken = &mut rows[row];
        let is_free = |(begin, end): (f64, f64)| taken.iter().all(|(from, to)| end <= *from || begin >= *to);
        if ways.is_empty() && is_free(at) {
            taken.push(at);
            return (row, None);
        }
        if let Some(label) = ways.iter().find(|label| is_free(label.taken)) {
            taken.push(label.taken);
            return (row, Some(Label { text: label.text.clone(), ..*label }));
        }
    }
    (most - 1, None)
}

/// Where the label could go: in the bar, right of it, left of it.
fn labels(bar: &Bar, letters: &Letters, scale: &Scale, (begin, end): (f64, f64)) -> Vec<Label> {
    let text = letters.line(&bar.label);
    if text.is_empty() {
        return Vec::new();
    }
    let inside = if bar.kind == Kind::Limit { 0.0 } else { end - begin - 2.0 * GAP };
    let (right, left) = (scale.right - end - GAP, begin - GAP - scale.left);
    let text = letters.cut(&text, inside.max(right).max(left), LABEL, Weight::Regular);
    let width = letters.width(&text, LABEL, Weight::Regular);
    let label = |x: f64, is_inside: bool, taken| Label { x, text: text.clone(), is_inside, taken };
    let mut ways = Vec::new();
    if width <= inside {
        ways.push(label(begin + GAP, true, (begin, end)));
    }
    if width <= right {
        ways.push(label(end + GAP, false, (begin, (end + 2.0 * GAP + width).min(scale.right))));
    }
    if width <= left {
        ways.push(label(begin - GAP - width, false, ((begin - 2.0 * GAP - width).max(scale.left), end)));
    }
    if bar.kind == Kind::Overdue {
        // Its pattern makes words hard to read: beside it, where there is room.
        ways.sort_by_key(|label| label.is_inside);
    }
    ways
}

#[cfg(test)]
impl Drawn {
    /// On which rows its bars with their labels lie, and from where to where. What had no row of its own is left out.
    pub(super) fn extents(&self) -> impl Iterator<Item = (f64, f64, f64)> {
        self.bars.iter().filter_map(|bar| {
            let taken = bar.label.as_ref()?.taken;
            Some((bar.y, taken.0, taken.1))
        })
    }
}
