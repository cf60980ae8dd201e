//! Rows as text, in columns as wide as they need to be.

/// A table with a line of headings; the last column is as long as it is.
pub(super) fn table(headings: &[&str], rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| plain(cell).chars().count());
        let heading = headings.get(column).map_or(0, |heading| heading.chars().count());
        cells.max().unwrap_or_default().max(heading)
    };
    let widths: Vec<usize> = (0..headings.len()).map(width).collect();
    let line = |cells: Vec<String>| {
        let cells = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}", width = *width));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let mut lines = vec![line(headings.iter().map(|heading| (*heading).to_owned()).collect())];
    lines.extend(rows.iter().map(|row| line(row.iter().map(|cell| plain(cell)).collect())));
    lines.join("\n")
}

/// What people wrote, without anything that a terminal would act on.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_and_a_terminal_is_told_nothing() {
        let rows = vec![
            vec!["TSK-1".to_owned(), "Größe\u{1b}[31m".to_owned()],
            vec!["TSK-12".to_owned(), "B".to_owned()],
        ];
        assert_eq!(table(&["Task", "Title"], &rows), "Task    Title\nTSK-1   Größe [31m\nTSK-12  B");
    }
}
