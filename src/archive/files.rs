//! Files between an archive and the place where they lie.

use super::{Entry, Manifest, Reader, Writer};
use anyhow::Context;
use bytes::Bytes;
use futures::StreamExt;
use integrations::files::{FileKey, Files, FilesFailure, PART};
use tokio::runtime::Handle;

/// What became of a file that was to be taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Taken {
    /// It is in the archive, as a whole.
    Whole,
    /// There are no such bytes.
    Missing,
    /// The bytes are others than they should be.
    Damaged,
}

/// Takes one file in, where its bytes are what they should be.
pub(crate) async fn take_file(
    writer: &mut Writer,
    files: &Files,
    name: &str,
    key: FileKey,
    (sha256, size): (&str, i64),
) -> anyhow::Result<Taken> {
    let mut content = match files.read(key, None).await {
        Ok(content) => content,
        Err(FilesFailure::Missing) => return Ok(Taken::Missing),
        Err(error) => return Err(error).with_context(|| format!("cannot read {name}")),
    };
    writer.begin(name, false)?;
    while let Some(chunk) = content.next().await {
        writer.write(&chunk.with_context(|| format!("cannot read {name}"))?)?;
    }
    let Entry { sha256: found, size: bytes, .. } = writer.end();
    if found == sha256 && i64::try_from(bytes) == Ok(size) {
        return Ok(Taken::Whole);
    }
    writer.take_back()?;
    Ok(Taken::Damaged)
}

/// Puts one entry of an archive into the place of files. One part is all that lies in memory. Reading the archive blocks, so
/// it is done where blocking is allowed.
pub(crate) async fn put_file<M: Manifest>(
    archive: &mut Reader<M>,
    files: &Files,
    name: &str,
    key: FileKey,
) -> anyhow::Result<()> {
    let handle = files.begin(key).await?;
    let (runtime, mut parts, mut size) = (Handle::current(), Vec::new(), 0);
    let mut part = Vec::with_capacity(PART);
    tokio::task::block_in_place(|| {
        let mut send = |part: Vec<u8>| -> anyhow::Result<()> {
            size += part.len() as u64;
            let number = parts.len();
            parts.push(runtime.block_on(files.part(key, &handle, number, Bytes::from(part)))?);
            Ok(())
        };
        archive.read(name, |mut bytes| {
            while !bytes.is_empty() {
                let (some, rest) = bytes.split_at(bytes.len().min(PART - part.len()));
                part.extend_from_slice(some);
                bytes = rest;
                if part.len() == PART {
                    send(std::mem::replace(&mut part, Vec::with_capacity(PART)))?;
                }
            }
            Ok(())
        })?;
        if part.is_empty() { Ok(()) } else { send(part) }
    })?;
    Ok(files.finish(key, &handle, &parts, size).await?)
}
