//! A list as a workbook: whole before the first byte goes out, in a temporary file and not in memory.

use super::Exported;
use super::walk::Walk;
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::body::SizedStream;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::web::Bytes;
use actix_web::{HttpResponse, web};
use documents::tables::{Book, Cell, Unwritten};
use futures::stream;
use std::fs::File;
use std::io::{self, Read, Seek};

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// How much of the file is read at once.
const PART: usize = 64 * 1024;

pub(super) async fn answer<T: Exported>(mut walk: Walk<T>) -> Answer {
    let mut book = Book::new(walk.made.title(), &walk.headings()).map_err(unwritten)?;
    while let Some(rows) = walk.next().await? {
        book.add(&rows).map_err(unwritten)?;
    }
    let about = walk.made.lines(walk.rows);
    let written = web::block(move || write(book, &about)).await;
    let (file, length) = written.map_err(|_| Problem::Busy)?.map_err(broken)?;
    walk.note(walk.rows).await?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, XLSX))
        // It is packed already.
        .insert_header((CONTENT_ENCODING, "identity"))
        .insert_header((CONTENT_DISPOSITION, walk.made.disposition("xlsx")))
        .body(SizedStream::new(length, parts(file))))
}

fn write(book: Book, about: &[(String, Cell)]) -> io::Result<(File, u64)> {
    let mut file = tempfile::tempfile()?;
    book.finish(about, &mut file).map_err(io::Error::other)?;
    let length = file.stream_position()?.max(file.metadata()?.len());
    file.rewind()?;
    Ok((file, length))
}

/// The file in parts, each read when the one before is gone.
fn parts(file: File) -> impl stream::Stream<Item = io::Result<Bytes>> {
    stream::try_unfold(file, |mut file| async {
        let read = web::block(move || {
            let mut part = vec![0; PART];
            let length = file.read(&mut part)?;
            part.truncate(length);
            Ok::<_, io::Error>((part, file))
        });
        let (part, file) = read.await.map_err(io::Error::other)??;
        Ok((!part.is_empty()).then(|| (Bytes::from(part), file)))
    })
}

fn unwritten(why: Unwritten) -> Problem {
    broken(io::Error::other(why))
}

fn broken(why: io::Error) -> Problem {
    tracing::error!(error = %why, "an export could not be written");
    Problem::Internal
}
