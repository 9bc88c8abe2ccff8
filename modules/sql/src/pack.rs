//! To pack is to make a table of recordings that are files: one Parquet file
//! of two columns, `file` and `har`, for engines read tables and no folders.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use datafusion::arrow::array::{ArrayRef, RecordBatch, StringArray};
use datafusion::arrow::datatypes::{DataType, Field, Schema};
use datafusion::error::{DataFusionError, Result};
use datafusion::parquet::arrow::ArrowWriter;
use datafusion::parquet::basic::{Compression, ZstdLevel};
use datafusion::parquet::file::properties::WriterProperties;

/// Recordings that a group of rows holds at most. A group is what one thread
/// takes, so that small ones share out well; and it is in memory at once.
const GROUP: usize = 32;
/// Bytes after which a group is full.
const GROUP_BYTES: usize = 8 << 20;

/// Pack recordings into a table of two columns, file and har, in Parquet
#[derive(Args)]
pub struct Pack {
    /// HAR files, also compressed with gzip; of a folder, everything in it that
    /// ends in .har or .har.gz, also in the folders in it
    #[arg(required = true, value_name = "FILE.har|FOLDER")]
    files: Vec<PathBuf>,

    /// The table to write
    #[arg(long, value_name = "FILE.parquet")]
    to: PathBuf,
}

impl Pack {
    /// Writes the table; says how many recordings it has.
    ///
    /// # Errors
    /// Where a file cannot be read or the table not be written. No half table
    /// is called whole: what was written then has no end and no engine reads it.
    pub fn run(&self) -> Result<usize> {
        let mut files = Vec::new();
        for file in &self.files {
            search(file, &mut files)?;
        }
        let text = |name| Field::new(name, DataType::Utf8, false);
        let schema = Arc::new(Schema::new(vec![text("file"), text("har")]));
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::default()))
            // Each recording is there once; to look for twins is in vain.
            .set_dictionary_enabled(false)
            .build();
        let table = std::fs::File::create(&self.to).map_err(|error| about(&self.to, &error))?;
        let mut writer = ArrowWriter::try_new(table, schema.clone(), Some(properties))?;
        let mut group: (Vec<String>, Vec<String>) = Default::default();
        let mut bytes = 0;
        let mut rest = files.iter().peekable();
        while let Some(file) = rest.next() {
            let har = read(file).map_err(|error| about(file, &error))?;
            bytes += har.len();
            group.0.push(file.display().to_string());
            group.1.push(har);
            if group.0.len() == GROUP || bytes >= GROUP_BYTES || rest.peek().is_none() {
                let (names, texts) = std::mem::take(&mut group);
                bytes = 0;
                let columns =
                    [names, texts].map(|text| Arc::new(StringArray::from(text)) as ArrayRef);
                writer.write(&RecordBatch::try_new(schema.clone(), columns.into())?)?;
                writer.flush()?;
            }
        }
        writer.close()?;
        Ok(files.len())
    }
}

/// An error that names the file.
pub fn about(file: &Path, error: &std::io::Error) -> DataFusionError {
    DataFusionError::Execution(format!("{}: {error}", file.display()))
}

/// The recordings in a folder by their names, hidden ones and links to folders
/// left out, as `faultline check` takes them.
fn search(path: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let listed = std::fs::read_dir(path).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
    let mut entries = listed.map_err(|error| about(path, &error))?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().to_lowercase();
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        let is_recording = name.ends_with(".har") || name.ends_with(".har.gz");
        if name.starts_with('.') {
            continue;
        }
        if is_folder {
            search(&entry.path(), files)?;
        } else if is_recording && !entry.path().is_dir() {
            files.push(entry.path());
        }
    }
    Ok(())
}

/// The text of a recording. What is no UTF-8 in it is replaced.
fn read(file: &Path) -> std::io::Result<String> {
    let mut bytes = std::fs::read(file)?;
    if bytes.starts_with(&[0x1F, 0x8B]) {
        let packed = std::mem::take(&mut bytes);
        flate2::read::MultiGzDecoder::new(packed.as_slice()).read_to_end(&mut bytes)?;
    }
    Ok(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    })
}
