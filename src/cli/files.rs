//! The files that arguments name: themselves, or the recordings in a folder and
//! in the folders in it.

use std::path::{Path, PathBuf};

/// What a folder is searched for.
const ENDINGS: [&str; 2] = [".har", ".har.gz"];

/// One recording to be read.
pub struct File {
    /// As the reader knows it.
    pub name: String,
    /// Or a sentence on why there is nothing to be read.
    pub path: Result<PathBuf, String>,
}

/// The files in the order of the arguments, those of a folder by their names.
/// Hidden ones are no recordings of the reader's, and links to folders are not
/// followed, for they may lead in a circle.
pub fn files(arguments: &[String]) -> Vec<File> {
    let mut files = Vec::new();
    for argument in arguments {
        let path = Path::new(argument);
        if argument == "-" || !path.is_dir() {
            files.push(File {
                name: argument.clone(),
                path: Ok(path.to_owned()),
            });
            continue;
        }
        let before = files.len();
        search(path, &mut files);
        if files.len() == before {
            files.push(File {
                name: argument.clone(),
                path: Err(format!(
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
                path: Err(format!("The folder cannot be read: {error}")),
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
                path: Ok(path),
            });
        }
    }
}
