//! Families of fonts, as Google Fonts serves them: a style sheet on one host
//! that names files on another.

use super::packages::Package;

pub struct Family {
    /// How pages ask for the style sheet.
    pub query: &'static str,
    pub name: &'static str,
    /// What the names of its files begin with.
    pub files: &'static str,
    /// Weight and slope, as in the names of its files.
    pub faces: &'static [&'static str],
    pub package: Package,
}

/// The scripts that are served, and the characters of each. A browser fetches
/// a file only when the page shows one of them.
const SUBSETS: [(&str, &str); 2] = [
    (
        "latin-ext",
        "U+0100-02BA, U+1E00-1E9F, U+1EF2-1EFF, U+20A0-20AB, U+2C60-2C7F",
    ),
    (
        "latin",
        "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+2000-206F, U+20AC, U+2122",
    ),
];

impl Family {
    /// The folder of its files at `fonts.gstatic.com`.
    pub fn folder(&self) -> String {
        format!("/s/{}/", self.files)
    }

    pub fn style_sheet(&self) -> String {
        let mut sheet = String::new();
        for face in self.faces {
            let (weight, slope) = face.split_once('-').unwrap_or((face, "normal"));
            for (subset, range) in SUBSETS {
                sheet.push_str(&format!(
                    "/* {subset} */\n@font-face {{\n  font-family: '{}';\n  font-style: {slope};\n  \
                     font-weight: {weight};\n  src: url(https://fonts.gstatic.com{}{}-{subset}-{face}.woff2) \
                     format('woff2');\n  unicode-range: {range};\n}}\n",
                    self.name,
                    self.folder(),
                    self.files,
                ));
            }
        }
        sheet
    }
}
