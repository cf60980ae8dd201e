//! A folder does as the type promises; a bucket is tried against a real S3 server by the suite.

use super::*;
use futures::TryStreamExt;
use tempfile::TempDir;
use uuid::Uuid;

fn key() -> FileKey {
    FileKey { org: OrgId(Uuid::from_u128(1)), file: FileId(Uuid::from_u128(2)) }
}

fn files(folder: &TempDir) -> Files {
    Files::open(&Settings::default(), folder.path()).unwrap()
}

async fn content(files: &Files, range: Option<Range<u64>>) -> Vec<u8> {
    files.read(key(), range).await.unwrap().try_collect::<Vec<Bytes>>().await.unwrap().concat()
}

#[tokio::test]
async fn a_file_is_there_once_it_is_finished_and_not_before() {
    let folder = TempDir::new().unwrap();
    let files = files(&folder);
    let (first, rest) = (Bytes::from(vec![7; PART]), Bytes::from_static(b"the rest"));
    let handle = files.begin(key()).await.unwrap();
    let mut parts = vec![files.part(key(), &handle, 0, first.clone()).await.unwrap()];
    assert!(matches!(files.read(key(), None).await, Err(FilesFailure::Missing)));
    // A part that was put by somebody who then failed is put again.
    files.part(key(), &handle, 1, Bytes::from_static(b"the rest, but longer")).await.unwrap();
    parts.push(files.part(key(), &handle, 1, rest.clone()).await.unwrap());
    let size = (PART + rest.len()) as u64;
    assert!(matches!(files.finish(key(), &handle, &parts, size + 1).await, Err(FilesFailure::Incomplete)));
    files.finish(key(), &handle, &parts, size).await.unwrap();
    files.finish(key(), &handle, &parts, size).await.expect("what is finished already is no error");
    assert_eq!(content(&files, None).await, [first, rest].concat());
    assert_eq!(content(&files, Some(PART as u64..size)).await, b"the rest");
    files.remove(key()).await.unwrap();
    files.remove(key()).await.expect("what is gone already is no error");
    assert!(matches!(files.read(key(), None).await, Err(FilesFailure::Missing)));
}

#[tokio::test]
async fn what_is_not_finished_is_dropped() {
    let folder = TempDir::new().unwrap();
    let files = files(&folder);
    let handle = files.begin(key()).await.unwrap();
    files.part(key(), &handle, 0, Bytes::from_static(b"half")).await.unwrap();
    files.abandon(key(), &handle).await.unwrap();
    files.abandon(key(), &handle).await.unwrap();
    assert!(matches!(files.finish(key(), &handle, &[], 4).await, Err(FilesFailure::Missing)));
}

#[test]
fn each_mistake_is_a_sentence_that_names_the_setting() {
    assert_eq!(Settings::default().problems(), Vec::<String>::new());
    let mut wrong = Settings { place: Place::S3, max_file_bytes: 1, ..Settings::default() };
    wrong.s3.endpoint = "http://s3.example".into();
    let problems = wrong.problems().join("\n");
    for name in ["max_file_bytes", "s3.bucket", "s3.access_key_id", "s3.endpoint"] {
        assert!(problems.contains(name), "{name}: {problems}");
    }
}
