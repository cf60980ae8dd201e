//! Who would answer to whom: a manager whose row is left out is none, and nobody answers to themselves.

use super::{Facts, Fate, Fault, Field, Planned, Who};
use crate::person::in_circles;
use std::collections::HashMap;

/// Turns rows wrong whose manager does not come in, or by which somebody would answer to themselves, until all that are
/// left can be done together.
pub(super) fn settle(planned: &mut [Planned], facts: &Facts) {
    leave_out_with_managers(planned);
    loop {
        let circles = in_circles(&lines(planned, facts));
        let mut found = false;
        for row in planned.iter_mut() {
            if circles.contains(&whose(row)) && manager(row).is_some() {
                row.fate = Fate::Wrong(vec![(Field::Manager, Fault::Circle)]);
                found = true;
            }
        }
        if !found {
            return;
        }
        leave_out_with_managers(planned);
    }
}

/// Whom a row is about.
fn whose(row: &Planned) -> Who {
    match &row.fate {
        Fate::Changed(id, ..) | Fate::Same(id) => Who::Known(*id),
        Fate::Added(_) | Fate::Wrong(_) => Who::Row(row.number),
    }
}

/// The manager whom a row sets.
fn manager(row: &Planned) -> Option<Who> {
    match &row.fate {
        Fate::Added(new) => new.manager,
        Fate::Changed(_, _, change, _) => change.manager,
        Fate::Same(_) | Fate::Wrong(_) => None,
    }
}

/// Everybody's manager once the rows that are not wrong are done.
fn lines(planned: &[Planned], facts: &Facts) -> HashMap<Who, Who> {
    let known = facts.people.iter().filter_map(|one| Some((Who::Known(one.id), Who::Known(one.manager?))));
    known.chain(planned.iter().filter_map(|row| Some((whose(row), manager(row)?)))).collect()
}

fn leave_out_with_managers(planned: &mut [Planned]) {
    let mut below: HashMap<usize, Vec<usize>> = HashMap::new();
    for (index, row) in planned.iter().enumerate() {
        if let Some(Who::Row(above)) = manager(row) {
            below.entry(above).or_default().push(index);
        }
    }
    let wrong = |row: &&Planned| matches!(row.fate, Fate::Wrong(_));
    let mut left_out: Vec<usize> = planned.iter().filter(wrong).map(|row| row.number).collect();
    while let Some(above) = left_out.pop() {
        for index in below.remove(&above).unwrap_or_default() {
            let row = &mut planned[index];
            row.fate = Fate::Wrong(vec![(Field::Manager, Fault::ManagerLeftOut(above))]);
            left_out.push(row.number);
        }
    }
}
