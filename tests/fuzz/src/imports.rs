//! Files of people: tables as they come, workbooks around foreign sheets, and what the rows would do.

use chrono::NaiveDate;
use documents::tables::{MOST_ROWS, Sheet, read};
use domain::access::Role;
use domain::id::PersonId;
use domain::people_import::{Facts, Fate, Headings, Known, Planned, Who, plan};
use domain::text::Address;
use std::collections::HashSet;
use std::io::{Cursor, Write};
use uuid::Uuid;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub(super) fn check(bytes: &[u8]) {
    // A sheet would have to be packed to be found in the bytes; what begins with a tag is packed here.
    match bytes.first() {
        Some(b'<') => table(&workbook(bytes)),
        _ => table(bytes),
    }
}

fn workbook(sheet: &[u8]) -> Vec<u8> {
    let book = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
    let relations = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let parts: [(&str, &[u8]); 3] = [
        ("xl/workbook.xml", book.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file(name, stored).expect("a file begins");
        zip.write_all(content).expect("it is written");
    }
    zip.finish().expect("it ends").into_inner()
}

fn table(bytes: &[u8]) {
    let Ok(sheet) = read(bytes) else { return };
    assert!(!sheet.rows.is_empty() && sheet.rows.len() <= MOST_ROWS && !sheet.headings.is_empty());
    for cells in sheet.rows.iter().map(|row| &row.cells).chain([&sheet.headings]) {
        assert!(cells.len() <= 50 && cells.iter().all(|cell| cell.chars().count() <= 1_000));
    }
    assert!(sheet.rows.is_sorted_by(|one, next| one.number < next.number), "rows share a number");
    if let Ok(headings) = Headings::read(&sheet.headings) {
        planned(&headings, &sheet);
    }
}

fn facts() -> Facts {
    let known = |number: u128, name: &str, address: &str, role, active| Known {
        id: PersonId(Uuid::from_u128(number)),
        name: name.to_owned(),
        address: Address::parse(address).expect("an address"),
        zone: "Europe/Berlin".to_owned(),
        roles: vec![(role, NaiveDate::from_ymd_opt(2027, 1, 1))],
        manager: (number > 1).then(|| PersonId(Uuid::from_u128(number - 1))),
        active,
        version: 1,
    };
    let people = vec![
        known(1, "Ada", "ada@x.example", Role::Owner, true),
        known(2, "Bo", "bo@x.example", Role::Manager, true),
        known(3, "Cy", "cy@x.example", Role::Staff, false),
    ];
    Facts { people, zone: "Europe/Paris".to_owned(), by: vec![Role::Owner] }
}

/// What is left of the rows can be done together: nobody twice, no manager who does not come, no circle.
fn planned(headings: &Headings, sheet: &Sheet) {
    let facts = facts();
    let rows = sheet.rows.iter().map(|row| (row.number, row.cells.as_slice()));
    let planned = plan(headings, rows, &facts);
    assert_eq!(planned.len(), sheet.rows.len());
    let (mut keys, mut changed) = (HashSet::new(), HashSet::new());
    for row in &planned {
        match &row.fate {
            Fate::Added(new) => {
                assert!(keys.insert(new.address.key()), "somebody is added twice");
                assert!(!facts.people.iter().any(|known| known.address.key() == new.address.key()));
                assert!((1..=120).contains(&new.name.chars().count()));
                comes(new.manager, &planned);
            }
            Fate::Changed(id, _, change, differences) => {
                assert!(
                    changed.insert(*id) && !differences.is_empty(),
                    "somebody is changed twice, or not at all"
                );
                comes(change.manager, &planned);
            }
            Fate::Same(id) => assert!(changed.insert(*id)),
            Fate::Wrong(faults) => assert!(!faults.is_empty(), "a row is wrong and nothing is wrong with it"),
        }
    }
}

fn comes(manager: Option<Who>, planned: &[Planned]) {
    if let Some(Who::Row(number)) = manager {
        let row = planned.iter().find(|row| row.number == number);
        assert!(row.is_some_and(|row| matches!(row.fate, Fate::Added(_))), "a manager does not come in");
    }
}
