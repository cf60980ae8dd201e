//! The years drawn: where each bar, line and label of a timeline comes to lie, in points from the upper left corner.
//!
//! Reckoned here and not in the template, because here it can be tested that no label lies on another or leaves the page.

mod axis;
mod lanes;

use chrono::NaiveDate;
use documents::plan::{Kind, Timeline};
use serde::Serialize;

use crate::letters::{Letters, Weight};

/// The column of names.
const NAMES: f64 = 92.0;
/// How large labels are.
const LABEL: f64 = 7.5;
/// How large names are.
const NAME: f64 = 8.5;

/// The whole drawing.
#[derive(Debug, Serialize)]
pub(crate) struct Chart {
    height: f64,
    /// Where the lanes begin, below the marks of the calendar.
    top: f64,
    left: f64,
    label_size: f64,
    name_size: f64,
    ticks: Vec<axis::Mark>,
    today: Option<axis::Mark>,
    lanes: Vec<lanes::Drawn>,
    legend: Vec<(&'static str, String)>,
}

/// Days as places.
struct Scale {
    from: NaiveDate,
    days: f64,
    left: f64,
    right: f64,
}

impl Scale {
    fn new(from: NaiveDate, to: NaiveDate, width: f64) -> Self {
        let days = to.signed_duration_since(from).num_days().max(1);
        #[expect(clippy::cast_precision_loss, reason = "days of a calendar are few")]
        Self { from, days: days as f64 + 1.0, left: NAMES, right: width }
    }

    /// Where that day begins, also outside of the drawing.
    fn begin(&self, day: NaiveDate) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "days of a calendar are few")]
        let days = day.signed_duration_since(self.from).num_days() as f64;
        self.left + days / self.days * (self.right - self.left)
    }

    /// Where it ends.
    fn end(&self, day: NaiveDate) -> f64 {
        self.begin(day) + (self.right - self.left) / self.days
    }

    fn has(&self, x: f64) -> bool {
        (self.left..=self.right).contains(&x)
    }
}

/// The drawing of that timeline in that width.
pub(crate) fn draw(timeline: &Timeline, letters: &Letters, width: f64) -> Chart {
    let scale = Scale::new(timeline.from, timeline.to, width);
    let axis = axis::draw(timeline, letters, &scale);
    let mut height = axis.height;
    let mut lanes = Vec::new();
    for lane in &timeline.lanes {
        let drawn = lanes::draw(lane, letters, &scale, height, lanes::most_rows(timeline.lanes.len()));
        height = drawn.bottom();
        lanes.push(drawn);
    }
    let words = |text: &str| letters.cut(&letters.line(text), width - 30.0, LABEL, Weight::Regular);
    let legend = timeline.legend.iter().map(|(kind, text)| (name(*kind), words(text))).collect();
    Chart {
        height,
        top: axis.height,
        left: NAMES,
        label_size: LABEL,
        name_size: NAME,
        ticks: axis.ticks,
        today: axis.today,
        lanes,
        legend,
    }
}

/// What the template calls it.
fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Certificate => "certificate",
        Kind::Window => "window",
        Kind::Visit => "visit",
        Kind::Limit => "limit",
        Kind::Overdue => "overdue",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use documents::plan::{Bar, Lane, Tick, Today};
    use proptest::prelude::*;
    use std::sync::LazyLock;

    const WIDTH: f64 = 480.0;
    static LETTERS: LazyLock<Letters> = LazyLock::new(|| Letters::new([]).unwrap());

    /// A day of four years around a cycle of three.
    fn a_day() -> impl Strategy<Value = NaiveDate> {
        (0_u64..1500).prop_map(|days| NaiveDate::default() + chrono::Days::new(days))
    }

    fn a_bar() -> impl Strategy<Value = Bar> {
        let kinds = [Kind::Certificate, Kind::Window, Kind::Visit, Kind::Limit, Kind::Overdue];
        let label = "[a-zA-Z 0-9–]{0,60}";
        (a_day(), a_day(), label, prop::sample::select(kinds.to_vec()))
            .prop_map(|(from, to, label, kind)| Bar { from, to, label, kind })
    }

    fn a_timeline() -> impl Strategy<Value = Timeline> {
        let lane =
            prop::collection::vec(a_bar(), 0..24).prop_map(|bars| Lane { name: "Lane".to_owned(), bars });
        let tick = (a_day(), "[A-Z][a-z]{0,12}", any::<bool>()).prop_map(|(day, label, is_major)| Tick {
            day,
            label,
            is_major,
        });
        let ticks = prop::collection::vec(tick, 0..30);
        let today = prop::option::of((a_day(), "[a-z]{0,90}").prop_map(|(day, label)| Today { day, label }));
        (a_day(), 0_u64..1300, prop::collection::vec(lane, 0..6), ticks, today).prop_map(
            |(from, days, lanes, ticks, today)| Timeline {
                heading: String::new(),
                described: String::new(),
                from,
                to: from + chrono::Days::new(days),
                today,
                ticks,
                lanes,
                legend: Vec::new(),
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(100))]

        #[test]
        fn no_label_lies_on_another_and_none_leaves_the_page(timeline in a_timeline()) {
            let chart = draw(&timeline, &LETTERS, WIDTH);
            let marks = chart.ticks.iter().chain(&chart.today).filter_map(|mark| mark.extent(&LETTERS));
            let extents = marks.chain(chart.lanes.iter().flat_map(lanes::Drawn::extents)).collect::<Vec<_>>();
            for (at, (y, begin, end)) in extents.iter().enumerate() {
                prop_assert!(*begin >= NAMES - 0.01 && *end <= WIDTH + 0.01 && begin <= end, "{begin} {end}");
                prop_assert!((0.0..chart.height).contains(y));
                for (other, from, to) in &extents[..at] {
                    prop_assert!(y != other || end <= from || begin >= to, "{begin}–{end} on {from}–{to}");
                }
            }
            prop_assert!(chart.height < 680.0, "{} is higher than a page", chart.height);
        }
    }
}
