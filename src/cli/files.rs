//! The files that arguments name: themselves, or the recordings in a folder and
//! in the folders in it, or those that stream in.

use std::path::{Path, PathBuf};

use super::stream::{self, Recorded};

/// What a folder is searched for.
const ENDINGS: [&str; 2] = [".har", ".har.gz"];

/// One recording to be read.
pub struct File {
    /// As the reader knows it.
    pub name: String,
    /// Or a sentence on why there is nothing to be read.
    pub source: Result<Input, String>,
}

/// Where a recording is.
pub enum Input {
    File(PathBuf),
    /// On standard input: as many recordings as there are.
    Stream,
    /// One of those.
    Recorded(Recorded),
}

/// The recordings in the order of the files, those that stream in as they come.
pub fn recordings(files: Vec<File>) -> impl Iterator<Item = File> + Send {
    files.into_iter().flat_map(|file| {
        let one: Box<dyn Iterator<Item = File> + Send> = match file.source {
            Ok(Input::Stream) => {
                let recordings = stream::recordings(std::io::stdin());
                Box::new(recordings.zip(1_u64..).map(move |(recorded, number)| File {
                    name: match number {
                        1 => file.name.clone(),
                        _ => format!("stdin:{number}"),
                    },
                    source: Ok(Input::Recorded(recorded)),
                }))
            }
            _ => Box::new(std::iter::once(file)),
        };
        one
    })
}

/// The files in the order of the arguments, those of a folder by their names.
/// Hidden ones are no recordings of the reader's, and links to folders are not
/// followed, for they may lead in a circle.
pub fn files(arguments: &[String]) -> Vec<File> {
    let mut files = Vec::new();
    for argument in arguments {
        let path = Path::new(argument);
        if argument == "-" || !path.is_dir() {
            let is_stream = argument == "-";
            files.push(File {
                name: argument.clone(),
                source: Ok(if is_stream {
                    Input::Stream
                } else {
                    Input::File(path.to_owned())
                }),
            });
            continue;
        }
        let before = files.len();
        search(path, &mut files);
        if files.len() == before {
            files.push(File {
                name: argument.clone(),
                source: Err(format!(
                    "There is no recording in this folder: no file whose name ends in {}.",
                    ENDINGS.join(" or ")
                )),
            });
        }
    }
    files
}

fn search(folder: &Path, files: &mut Vec<File>) {
    let listed = std::fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let mut entries = match listed {
        Ok(entries) => entries,
        Err(error) => {
            files.push(File {
                name: folder.display().to_string(),
                source: Err(format!("The folder cannot be read: {error}")),
            });
            return;
        }
    };
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name().to_string_lossy().to_lowercase();
        if name.starts_with('.') {
            continue;
        }
        let path = entry.path();
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder {
            search(&path, files);
        } else if ENDINGS.iter().any(|ending| name.ends_with(ending)) && !path.is_dir() {
            files.push(File {
                name: path.display().to_string(),
                source: Ok(Input::File(path)),
            });
        }
    }
}
