//! Families of fonts, as Google Fonts serves them: a style sheet on one host
//! that names files on another.

use super::packages::Package;
use super::pinned;

#[derive(Debug)]
pub struct Family {
    pub name: &'static str,
    /// What the names of its files begin with.
    pub files: &'static str,
    /// Weight and slope, as in the names of its files.
    pub faces: &'static [&'static str],
    pub package: Package,
    /// The rest of its style sheet.
    pub rules: &'static str,
}

pub const MONTSERRAT: Family = Family {
    name: "Montserrat",
    files: "montserrat",
    faces: &["400-normal", "700-normal"],
    package: pinned::MONTSERRAT,
    rules: "",
};
pub const ROBOTO_SLAB: Family = Family {
    name: "Roboto Slab",
    files: "roboto-slab",
    faces: &["100-normal", "300-normal", "400-normal", "700-normal"],
    package: pinned::ROBOTO_SLAB,
    rules: "",
};
pub const MERRIWEATHER: Family = Family {
    name: "Merriweather",
    files: "merriweather",
    faces: &[
        "300-italic",
        "300-normal",
        "400-italic",
        "400-normal",
        "700-italic",
        "700-normal",
    ],
    package: pinned::MERRIWEATHER,
    rules: "",
};
pub const MERRIWEATHER_SANS: Family = Family {
    name: "Merriweather Sans",
    files: "merriweather-sans",
    faces: &["400-normal", "700-normal"],
    package: pinned::MERRIWEATHER_SANS,
    rules: "",
};
pub const SAIRA: Family = Family {
    name: "Saira Extra Condensed",
    files: "saira-extra-condensed",
    faces: &["500-normal", "700-normal"],
    package: pinned::SAIRA,
    rules: "",
};
pub const MULI: Family = Family {
    name: "Muli",
    files: "muli",
    faces: &["400-normal", "400-italic", "800-normal", "800-italic"],
    package: pinned::MULI,
    rules: "",
};
pub const NUNITO: Family = Family {
    name: "Nunito",
    files: "nunito",
    faces: &[
        "200-normal",
        "300-normal",
        "400-normal",
        "600-normal",
        "700-normal",
        "800-normal",
        "900-normal",
    ],
    package: pinned::NUNITO,
    rules: "",
};
pub const ROBOTO: Family = Family {
    name: "Roboto",
    files: "roboto",
    faces: &["300-normal", "400-normal", "500-normal", "700-normal"],
    package: pinned::ROBOTO,
    rules: "",
};
/// Words become signs by ligature; the class says so.
pub const MATERIAL_ICONS: Family = Family {
    name: "Material Icons",
    files: "material-icons",
    faces: &["400-normal"],
    package: pinned::MATERIAL_ICONS,
    rules: ".material-icons {\n  font: normal 24px/1 'Material Icons';\n  display: inline-block;\n  \
            white-space: nowrap;\n  font-feature-settings: 'liga';\n}\n",
};

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
        sheet + self.rules
    }
}
