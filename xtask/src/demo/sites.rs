//! Complete sites as their authors publish them, with every file that they
//! load from elsewhere, each under the host name that the site gives. Only the
//! first parties' names are made up. Nothing of the sites is kept here but
//! names, versions and hashes.

use anyhow::{Context, Result};

use super::fonts::{self, Family};
use super::packages::Package;
use super::pinned;
use crate::server::{Answer, Host};

/// One page of one site, and the hosts that it needs.
#[derive(Debug)]
pub struct WholeSite {
    pub name: &'static str,
    /// The address of the page.
    pub page: &'static str,
    pub hosts: &'static [Hosted],
}

/// What one host has for a site.
#[derive(Debug)]
pub struct Hosted {
    pub name: &'static str,
    /// A letter for each party: hosts that have it in common fail together.
    pub provider: &'static str,
    serves: &'static [Serves],
}

#[derive(Debug)]
enum Serves {
    /// A folder of a package, below a path.
    Folder(&'static str, &'static Package, &'static str),
    /// A file of a package, at a path.
    File(&'static str, &'static Package, &'static str),
    /// A style sheet of Google Fonts, by what pages ask for.
    Sheet(&'static str, &'static [&'static Family]),
    /// The files of some families.
    Faces(&'static [&'static Family]),
    /// Stands, at a path, for a file that no package has; it only has to be
    /// there. Its name says what it is.
    StandIn(&'static str, &'static str, &'static str),
}
use Serves::{Faces, File, Folder, Sheet, StandIn};

impl Hosted {
    /// Gives a host what the site asks it for. Fetches the packages that are
    /// not here yet.
    ///
    /// # Errors
    /// When a package cannot be fetched or is not what it was.
    pub fn serve(&self, mut host: Host) -> Result<Host> {
        for serves in self.serves {
            host = match serves {
                Folder(path, package, folder) => {
                    host.folder(path, package.unpacked()?.join(folder))
                }
                File(path, package, file) => {
                    let file = package.unpacked()?.join(file);
                    let content = std::fs::read(&file)
                        .with_context(|| format!("there is no {}", file.display()))?;
                    host.answer(path, Answer::file(path, content))
                }
                Sheet(query, families) => {
                    let sheets = families.iter().map(|family| family.style_sheet());
                    let sheet = sheets.collect::<String>().into_bytes();
                    host.answer(query, Answer::file("families.css", sheet))
                }
                Faces(families) => {
                    for family in *families {
                        host =
                            host.folder(&family.folder(), family.package.unpacked()?.join("files"));
                    }
                    host
                }
                StandIn(path, name, content) => {
                    host.answer(path, Answer::file(name, content.as_bytes().to_vec()))
                }
            };
        }
        Ok(host)
    }
}

const FORMS: &str = "// The forms' script of the true host is not published; \
                     nothing on the page needs it before a form is sent.\n";
const PORTRAIT: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"60\">\
                        <circle cx=\"30\" cy=\"30\" r=\"30\" fill=\"#789\"/></svg>\n";

const fn hosted(name: &'static str, provider: &'static str, serves: &'static [Serves]) -> Hosted {
    Hosted {
        name,
        provider,
        serves,
    }
}

pub const AGENCY: WholeSite = WholeSite {
    name: "agency",
    page: "https://tidewater-agency.s3.us-east-1.amazonaws.com/index.html",
    hosts: &[
        hosted(
            "tidewater-agency.s3.us-east-1.amazonaws.com",
            "Alpha",
            &[Folder("/", &pinned::AGENCY, "dist")],
        ),
        hosted(
            "fonts.googleapis.com",
            "Beta",
            &[
                Sheet("/css?family=Montserrat:400,700", &[&fonts::MONTSERRAT]),
                Sheet(
                    "/css?family=Roboto+Slab:400,100,300,700",
                    &[&fonts::ROBOTO_SLAB],
                ),
            ],
        ),
        hosted(
            "fonts.gstatic.com",
            "Beta",
            &[Faces(&[&fonts::MONTSERRAT, &fonts::ROBOTO_SLAB])],
        ),
        BOOTSTRAP,
        AWESOME,
        hosted(
            "cdn.startbootstrap.com",
            "Epsilon",
            &[StandIn("/sb-forms-latest.js", "forms.js", FORMS)],
        ),
    ],
};

pub const CREATIVE: WholeSite = WholeSite {
    name: "creative",
    page: "https://tidewater-creative.herokuapp.com/",
    hosts: &[
        hosted(
            "tidewater-creative.herokuapp.com",
            "Alpha",
            &[Folder("/", &pinned::CREATIVE, "dist")],
        ),
        hosted(
            "fonts.googleapis.com",
            "Beta",
            &[
                Sheet(
                    "/css?family=Merriweather+Sans:400,700",
                    &[&fonts::MERRIWEATHER_SANS],
                ),
                Sheet(
                    "/css?family=Merriweather:400,300,300italic,400italic,700,700italic",
                    &[&fonts::MERRIWEATHER],
                ),
            ],
        ),
        hosted(
            "fonts.gstatic.com",
            "Beta",
            &[Faces(&[&fonts::MERRIWEATHER, &fonts::MERRIWEATHER_SANS])],
        ),
        hosted(
            "cdn.jsdelivr.net",
            "Gamma",
            &[
                Folder("/npm/bootstrap@5.2.3/", &pinned::BOOTSTRAP, ""),
                Folder("/npm/bootstrap-icons@1.5.0/", &pinned::BOOTSTRAP_ICONS, ""),
            ],
        ),
        hosted(
            "cdnjs.cloudflare.com",
            "Delta",
            &[Folder(
                "/ajax/libs/SimpleLightbox/2.1.0/",
                &pinned::LIGHTBOX,
                "dist",
            )],
        ),
        hosted(
            "cdn.startbootstrap.com",
            "Epsilon",
            &[StandIn("/sb-forms-latest.js", "forms.js", FORMS)],
        ),
    ],
};

const BOOTSTRAP: Hosted = hosted(
    "cdn.jsdelivr.net",
    "Gamma",
    &[Folder("/npm/bootstrap@5.2.3/", &pinned::BOOTSTRAP, "")],
);
const AWESOME: Hosted = hosted(
    "use.fontawesome.com",
    "Delta",
    &[Folder("/releases/v6.3.0/", &pinned::AWESOME, "")],
);

/// The sites that predictions are checked on, beside the bench of pages.
pub const SITES: &[WholeSite] = &[
    AGENCY,
    CREATIVE,
    WholeSite {
        name: "resume",
        page: "https://www.resume-site.test/",
        hosts: &[
            hosted(
                "www.resume-site.test",
                "Alpha",
                &[Folder("/", &pinned::RESUME, "dist")],
            ),
            hosted(
                "fonts.googleapis.com",
                "Beta",
                &[
                    Sheet(
                        "/css?family=Saira+Extra+Condensed:500,700",
                        &[&fonts::SAIRA],
                    ),
                    Sheet("/css?family=Muli:400,400i,800,800i", &[&fonts::MULI]),
                ],
            ),
            hosted(
                "fonts.gstatic.com",
                "Beta",
                &[Faces(&[&fonts::SAIRA, &fonts::MULI])],
            ),
            BOOTSTRAP,
            AWESOME,
        ],
    },
    WholeSite {
        name: "dashboard",
        page: "https://www.dashboard-site.test/",
        hosts: &[
            hosted(
                "www.dashboard-site.test",
                "Alpha",
                &[Folder("/", &pinned::DASHBOARD, "dist")],
            ),
            hosted(
                "cdn.jsdelivr.net",
                "Gamma",
                &[
                    Folder("/npm/bootstrap@5.2.3/", &pinned::BOOTSTRAP, ""),
                    // This host makes small what the package has large.
                    File(
                        "/npm/simple-datatables@7.1.2/dist/style.min.css",
                        &pinned::TABLES,
                        "dist/style.css",
                    ),
                    File(
                        "/npm/simple-datatables@7.1.2/dist/umd/simple-datatables.min.js",
                        &pinned::TABLES,
                        "dist/umd/simple-datatables.js",
                    ),
                ],
            ),
            hosted(
                "cdnjs.cloudflare.com",
                "Epsilon",
                &[Folder(
                    "/ajax/libs/Chart.js/2.8.0/",
                    &pinned::CHARTS,
                    "dist",
                )],
            ),
            AWESOME,
        ],
    },
    WholeSite {
        name: "second-dashboard",
        page: "https://www.second-dashboard-site.test/",
        hosts: &[
            hosted(
                "www.second-dashboard-site.test",
                "Alpha",
                &[Folder("/", &pinned::SECOND_DASHBOARD, "")],
            ),
            hosted(
                "fonts.googleapis.com",
                "Beta",
                &[Sheet(
                    "/css?family=Nunito:200,200i,300,300i,400,400i,600,600i,700,700i,800,800i,900,900i",
                    &[&fonts::NUNITO],
                )],
            ),
            hosted("fonts.gstatic.com", "Beta", &[Faces(&[&fonts::NUNITO])]),
            hosted(
                "source.unsplash.com",
                "Gamma",
                &[StandIn("/Mv9hjnEUHR4/60x60", "portrait.svg", PORTRAIT)],
            ),
        ],
    },
    WholeSite {
        name: "sidebar",
        page: "https://www.sidebar-site.test/",
        hosts: &[
            hosted(
                "www.sidebar-site.test",
                "Alpha",
                &[Folder("/", &pinned::SIDEBAR, "dist")],
            ),
            BOOTSTRAP,
        ],
    },
    WholeSite {
        name: "material",
        page: "https://www.material-site.test/",
        hosts: &[
            hosted(
                "www.material-site.test",
                "Alpha",
                &[Folder("/", &pinned::MATERIAL, "")],
            ),
            hosted(
                "fonts.googleapis.com",
                "Beta",
                &[Sheet(
                    "/css?family=Roboto:300,400,500,700|Roboto+Slab:400,700|Material+Icons",
                    &[&fonts::ROBOTO, &fonts::ROBOTO_SLAB, &fonts::MATERIAL_ICONS],
                )],
            ),
            hosted(
                "fonts.gstatic.com",
                "Beta",
                &[Faces(&[
                    &fonts::ROBOTO,
                    &fonts::ROBOTO_SLAB,
                    &fonts::MATERIAL_ICONS,
                ])],
            ),
            hosted(
                "maxcdn.bootstrapcdn.com",
                "Gamma",
                &[Folder("/font-awesome/latest/", &pinned::AWESOME_4, "")],
            ),
        ],
    },
];
