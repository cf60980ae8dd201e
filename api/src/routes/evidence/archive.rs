//! Several files as one archive, streamed: neither the archive nor a file lies in memory or on disk as a whole.

use super::content::disposition;
use crate::caller::{Caller, may};
use crate::extract::Parameters;
use crate::problem::Problem;
use crate::views::Answer;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE, DispositionType,
};
use actix_web::{HttpResponse, get};
use bytes::Bytes;
use domain::id::{OrgId, SubjectId};
use futures::StreamExt;
use integrations::files::{FileKey, Files};
use std::collections::BTreeSet;
use std::io::{self, Write};
use store::FileView;
use tokio::runtime::Handle;
use tokio::sync::mpsc;
use uuid::Uuid;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The most files of one archive.
const MOST: usize = 200;
/// How many pieces wait for a reader who is slower than the disk.
const WAITING: usize = 4;

/// Reference, file and name, one after the other.
type Contents = Vec<(String, FileView, String)>;

fn ids(parameters: &Parameters) -> Result<Vec<SubjectId>, Problem> {
    let mut found = BTreeSet::new();
    for (name, value) in &parameters.0.parameters {
        if name != "ids" {
            return Err(Problem::field(name, "unknown", "is not known here"));
        }
        for text in value.split(',') {
            let id = Uuid::parse_str(text).map_err(|_| Problem::field("ids", "not_an_id", "is not an id"))?;
            found.insert(SubjectId(id));
        }
    }
    match found.len() {
        0 => Err(Problem::field("ids", "required", "has to name something")),
        length if length > MOST => Err(Problem::field("ids", "too_many", "are more than 200")),
        _ => Ok(found.into_iter().collect()),
    }
}

/// What is written goes to whoever reads; when they went away, writing ends.
struct Outlet(mpsc::Sender<io::Result<Bytes>>);

impl Write for Outlet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let gone = |_| io::Error::from(io::ErrorKind::BrokenPipe);
        self.0.blocking_send(Ok(Bytes::copy_from_slice(bytes))).map_err(gone)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Writes the archive: the files as they are, and a list of what they are with their fingerprints.
fn pack(outlet: Outlet, runtime: &Handle, files: &Files, org: OrgId, contents: &Contents) -> io::Result<()> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored).large_file(true);
    let mut archive = ZipWriter::new_stream(io::BufWriter::with_capacity(256 * 1024, outlet));
    let mut list = String::from("SHA-256  bytes  name\r\n");
    for (reference, file, name) in contents {
        let packed = format!("{reference} {name}");
        list += &format!("{}  {}  {packed}\r\n", file.sha256, file.size);
        archive.start_file(packed, options)?;
        let key = FileKey { org, file: file.id };
        let mut content = runtime.block_on(files.read(key, None)).map_err(io::Error::other)?;
        while let Some(chunk) = runtime.block_on(content.next()) {
            archive.write_all(&chunk.map_err(io::Error::other)?)?;
        }
    }
    archive.start_file("contents.txt", options)?;
    archive.write_all(list.as_bytes())?;
    archive.finish()?.into_inner().flush()
}

/// The latest files of several pieces of evidence, at most 200, as one archive. A file that cannot be read ends the
/// archive in the middle, so that it is not taken for a whole one.
#[utoipa::path(tag = "evidence", operation_id = "evidence_archive",
    params(("org" = String, Path), ("ids" = String, Query, description = "separated by commas")),
    extensions(("x-permission" = json!("read_evidence"))),
    responses((status = 200, content_type = "application/zip", body = Vec<u8>), (status = 404), (status = 422)))]
#[get("/o/{org}/evidence/archive")]
pub(crate) async fn handle(caller: Caller<may::ReadEvidence>, parameters: Parameters) -> Answer {
    let ids = ids(&parameters)?;
    let org = caller.read().await?;
    let contents = org.evidence_files(&ids, caller.reach()).await?;
    let today = org.today();
    org.close().await?;
    let (sender, receiver) = mpsc::channel(WAITING);
    let (files, org) = (caller.state().api.files.clone(), caller.membership().tenancy().org());
    let runtime = Handle::current();
    tokio::task::spawn_blocking(move || {
        if let Err(error) = pack(Outlet(sender.clone()), &runtime, &files, org, &contents) {
            // Whoever went away does not hear it.
            let _ = sender.blocking_send(Err(error));
        }
    });
    let bytes =
        futures::stream::unfold(receiver, async |mut receiver| Some((receiver.recv().await?, receiver)));
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/zip"))
        .insert_header((
            CONTENT_DISPOSITION,
            disposition(DispositionType::Attachment, &format!("evidence-{today}.zip")),
        ))
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header((CONTENT_ENCODING, "identity"))
        .streaming(bytes))
}
