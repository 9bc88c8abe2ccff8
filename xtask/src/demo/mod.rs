//! The demo: two complete sites as their authors publish them, with every file
//! that they load from elsewhere, served on this machine under the true host
//! names and with the headers of the true services. Only the first parties are
//! made up. Once its packages are here it needs no internet.

mod fonts;
mod packages;

use anyhow::Result;

use crate::server::{Answer, Host, Site};
use fonts::Family;
use packages::Package;

/// The addresses of the demo's pages.
pub const PAGES: [&str; 2] = [AGENCY_PAGE, CREATIVE_PAGE];

const AGENCY_PAGE: &str = "https://tidewater-agency.s3.us-east-1.amazonaws.com/index.html";
const CREATIVE_PAGE: &str = "https://tidewater-creative.herokuapp.com/";

const AGENCY: Package = Package {
    name: "startbootstrap-agency",
    version: "7.0.12",
    integrity: "VpdOVgqYq+Yomt72/gZueBuB99wWyqL1rvqaGaqRwHtDMJlXSf9eGfisyQXPx7//z3dnlGHIMzIk2I8CCmtXOQ==",
};
const CREATIVE: Package = Package {
    name: "startbootstrap-creative",
    version: "7.0.7",
    integrity: "eBv64AUQJZbBbWBIADYqNDFAl/uvel2dFmnkF6ggWE0tw8jzpINZ04yX93/Rj/nWEQzC2UuMu4jLctjUEVUBcQ==",
};
const BOOTSTRAP: Package = Package {
    name: "bootstrap",
    version: "5.2.3",
    integrity: "cEKPM+fwb3cT8NzQZYEu4HilJ3anCrWqh3CHAok1p9jXqMPsPTBhU25fBckEJHJ/p+tTxTFTsFQGM+gaHpi3QQ==",
};
const ICONS: Package = Package {
    name: "bootstrap-icons",
    version: "1.5.0",
    integrity: "44feMc7DE1Ccpsas/1wioN8ewFJNquvi5FewA06wLnqct7CwMdGDVy41ieHaacogzDqLfG8nADIvMNp9e4bfbA==",
};
const AWESOME: Package = Package {
    name: "@fortawesome/fontawesome-free",
    version: "6.3.0",
    integrity: "qVtd5i1Cc7cdrqnTWqTObKQHjPWAiRwjUPaXObaeNPcy7+WKxJumGBx66rfSFgK6LNpIasVKkEgW8oyf0tmPLA==",
};
/// Not to be taken for `simplelightbox`, which is another.
const LIGHTBOX: Package = Package {
    name: "simple-lightbox",
    version: "2.1.0",
    integrity: "cfIe4fKEA/qObvOKs1mbMCOhKYAClFrdZyWjZ+BJFyWOeg+ckjhydM+JajCL+nF9GRcidqfv15BYl3gfbzawXQ==",
};

const FAMILIES: [Family; 4] = [
    Family {
        query: "/css?family=Montserrat:400,700",
        name: "Montserrat",
        files: "montserrat",
        faces: &["400-normal", "700-normal"],
        package: Package {
            name: "@fontsource/montserrat",
            version: "5.3.0",
            integrity: "iQPDtZOnmM5ih4JBGaMSXisRap0ixb9bAUw2hDtY7EjVfaqiiNlKtVuJl9XclxUwtwMMHNcWXfQR6zI9x05+Tg==",
        },
    },
    Family {
        query: "/css?family=Roboto+Slab:400,100,300,700",
        name: "Roboto Slab",
        files: "roboto-slab",
        faces: &["100-normal", "300-normal", "400-normal", "700-normal"],
        package: Package {
            name: "@fontsource/roboto-slab",
            version: "5.3.0",
            integrity: "nrl4sOt5OIoMV3VecGVOnNAADU/8vz6+CLtLr4cCAf106hVtSLCTObPN8Z2KdZ03U01UDvgIp3hsu2TX3jen6w==",
        },
    },
    Family {
        query: "/css?family=Merriweather:400,300,300italic,400italic,700,700italic",
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
        package: Package {
            name: "@fontsource/merriweather",
            version: "5.3.0",
            integrity: "9LpPsNTYzRALj468Uj1K9Usl5eXk991L/kKmcpdWbTF1na9NfMyAXMgUABlMReViU1MYBz9kJ8jEzEOtX9qGDg==",
        },
    },
    Family {
        query: "/css?family=Merriweather+Sans:400,700",
        name: "Merriweather Sans",
        files: "merriweather-sans",
        faces: &["400-normal", "700-normal"],
        package: Package {
            name: "@fontsource/merriweather-sans",
            version: "5.3.0",
            integrity: "l8E8wze9DdaDPMmRp8fm4ucMKqLl/rXksrGqxKO6YVtKtt15wRbkcVEmxYNffFMQnEp39G7hKiypRWfVYTbW5w==",
        },
    },
];

/// Stands for a script that no package has; it only has to be there.
const FORMS: &str = "// The forms' script of the true host is not published; \
                     nothing on the page needs it before a form is sent.\n";

/// A point of presence in Frankfurt, as two vendors write it.
const RAY: (&str, &str) = ("cf-ray", "93d0f1c2ab4e6f58-FRA");
const SHIELDED: &str = "cache-iad-kiad7000087-IAD, cache-fra-etou8220141-FRA";

/// The demo's hosts. Fetches the packages that are not here yet.
///
/// # Errors
/// When a package cannot be fetched or is not what it was.
pub fn site() -> Result<Site> {
    let agency = AGENCY.unpacked()?.join("dist");
    let creative = CREATIVE.unpacked()?.join("dist");
    let lightbox = LIGHTBOX.unpacked()?.join("dist");
    let open = |host: Host| host.header("access-control-allow-origin", "*");
    let cloudflare = |host: Host| {
        open(host)
            .header("server", "cloudflare")
            .header(RAY.0, RAY.1)
            .header("cf-cache-status", "HIT")
    };

    let mut styles = open(Host::new("fonts.googleapis.com", "127.2.0.3")).header("server", "ESF");
    let mut files = open(Host::new("fonts.gstatic.com", "127.2.0.4")).header("server", "sffe");
    for family in &FAMILIES {
        styles = styles.answer(
            family.query,
            Answer::file("family.css", family.style_sheet().into_bytes()),
        );
        files = files.folder(&family.folder(), family.package.unpacked()?.join("files"));
    }
    Ok(Site::new()
        .host(
            Host::new("tidewater-agency.s3.us-east-1.amazonaws.com", "127.2.0.1")
                .header("server", "AmazonS3")
                .header("x-amz-request-id", "8Q2V7K3M5N0P4R6T")
                .header(
                    "x-amz-id-2",
                    "b0Zf4q1sXw7uKc9eYh3LmPn5Rt6Vd8Aj2GkBiCoDpEqFrGsHtIuJvKwLxMyNzO0",
                )
                .header("x-amz-server-side-encryption", "AES256")
                .folder("/", agency),
        )
        .host(
            Host::new("tidewater-creative.herokuapp.com", "127.2.0.2")
                .header("server", "Cowboy")
                .header("via", "1.1 vegur")
                .header("nel", r#"{"report_to":"heroku-nel","max_age":3600}"#)
                .folder("/", creative),
        )
        .host(styles)
        .host(files)
        .host(
            cloudflare(Host::new("cdn.jsdelivr.net", "127.2.0.5"))
                .header("x-served-by", SHIELDED)
                .header("x-cache", "HIT, HIT")
                .header("x-jsd-version-type", "version")
                .folder("/npm/bootstrap@5.2.3/", BOOTSTRAP.unpacked()?)
                .folder("/npm/bootstrap-icons@1.5.0/", ICONS.unpacked()?),
        )
        .host(
            cloudflare(Host::new("cdnjs.cloudflare.com", "127.2.0.6"))
                .header("cf-cdnjs-via", "cfworker/kv")
                .folder("/ajax/libs/SimpleLightbox/2.1.0/", lightbox),
        )
        .host(
            cloudflare(Host::new("use.fontawesome.com", "127.2.0.7"))
                .folder("/releases/v6.3.0/", AWESOME.unpacked()?),
        )
        .host(
            open(Host::new("cdn.startbootstrap.com", "127.2.0.8"))
                .file("/sb-forms-latest.js", FORMS),
        ))
}
