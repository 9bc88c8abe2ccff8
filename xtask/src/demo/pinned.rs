//! The packages that the sites are made of, by version and hash.

use super::packages::Package;

macro_rules! packages {
    ($($(#[$about:meta])* $name:ident = $package:literal $version:literal $integrity:literal;)*) => {
        $($(#[$about])* pub const $name: Package = Package {
            name: $package,
            version: $version,
            integrity: $integrity,
        };)*
    };
}

packages! {
    /// What finds screens that not everybody can use (MPL 2.0), for the tests.
    AXE = "axe-core" "4.14.1"
        "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==";
    AGENCY = "startbootstrap-agency" "7.0.12"
        "VpdOVgqYq+Yomt72/gZueBuB99wWyqL1rvqaGaqRwHtDMJlXSf9eGfisyQXPx7//z3dnlGHIMzIk2I8CCmtXOQ==";
    CREATIVE = "startbootstrap-creative" "7.0.7"
        "eBv64AUQJZbBbWBIADYqNDFAl/uvel2dFmnkF6ggWE0tw8jzpINZ04yX93/Rj/nWEQzC2UuMu4jLctjUEVUBcQ==";
    RESUME = "startbootstrap-resume" "7.0.6"
        "nqY3xc5UBischcbWuIZBvm5TAKqjJALDfEckaiR67bBYwvpzicB2FFhw0HNrUVsahM57sfvQSOiVzR2/7ffgLA==";
    DASHBOARD = "startbootstrap-sb-admin" "7.0.7"
        "8GcoX/qZLUVOSX+7qWHgnruioIHew6jwcDY6NMjG8sfwHhkBnpPAcUhtqP0ikJE4T0/lMyxvr8zHcmZkN6y/kQ==";
    SECOND_DASHBOARD = "startbootstrap-sb-admin-2" "4.1.4"
        "Zr0JNu4tRD4EJVDwVLETKWfMniFx4Dy3qAnJ96ucqUqIZ8Ns4/H5a6Y0E44/K5lxO05EBQwi24hPxaLEz+2IhA==";
    SIDEBAR = "startbootstrap-simple-sidebar" "6.0.6"
        "0eZSmquf16vuf9UEcvWqrXEBmLuCefGlLCnduluPWJxNpCbTyDZsxxV9tJ6mUwLT9s68/75cUiDi5p1QXolUfg==";
    MATERIAL = "material-kit" "2.0.4"
        "YtcRcqV0s7iByigCfcoHqtrUgXaicyYyZYikn6cdUuKdPdYvQplOUvUgvzmNTvDPcZXzLt8MUk9YfpWWOGISOQ==";
    BOOTSTRAP = "bootstrap" "5.2.3"
        "cEKPM+fwb3cT8NzQZYEu4HilJ3anCrWqh3CHAok1p9jXqMPsPTBhU25fBckEJHJ/p+tTxTFTsFQGM+gaHpi3QQ==";
    BOOTSTRAP_ICONS = "bootstrap-icons" "1.5.0"
        "44feMc7DE1Ccpsas/1wioN8ewFJNquvi5FewA06wLnqct7CwMdGDVy41ieHaacogzDqLfG8nADIvMNp9e4bfbA==";
    AWESOME = "@fortawesome/fontawesome-free" "6.3.0"
        "qVtd5i1Cc7cdrqnTWqTObKQHjPWAiRwjUPaXObaeNPcy7+WKxJumGBx66rfSFgK6LNpIasVKkEgW8oyf0tmPLA==";
    AWESOME_4 = "font-awesome" "4.7.0"
        "U6kGnykA/6bFmg1M/oT9EkFeIYv7JlX3bozwQJWiiLz6L0w3F5vBVPxHlwyX/vtNq1ckcpRKOB9f2Qal/VtFpg==";
    /// Not to be taken for `simplelightbox`, which is another.
    LIGHTBOX = "simple-lightbox" "2.1.0"
        "cfIe4fKEA/qObvOKs1mbMCOhKYAClFrdZyWjZ+BJFyWOeg+ckjhydM+JajCL+nF9GRcidqfv15BYl3gfbzawXQ==";
    CHARTS = "chart.js" "2.8.0"
        "Di3wUL4BFvqI5FB5K26aQ+hvWh8wnP9A3DWGvXHVkO13D3DSnaSsdZx29cXlEsYKVkn1E2az+ZYFS4t0zi8x0w==";
    TABLES = "simple-datatables" "7.1.2"
        "7YW8oBGx+Jj75FSLM/WBe5kZVqMh7NHgBYfttZ79+wRJoL+miz/flS4NHGz0LzcM822tSEccweyfcAlb5bgWgw==";
    MONTSERRAT = "@fontsource/montserrat" "5.3.0"
        "iQPDtZOnmM5ih4JBGaMSXisRap0ixb9bAUw2hDtY7EjVfaqiiNlKtVuJl9XclxUwtwMMHNcWXfQR6zI9x05+Tg==";
    ROBOTO_SLAB = "@fontsource/roboto-slab" "5.3.0"
        "nrl4sOt5OIoMV3VecGVOnNAADU/8vz6+CLtLr4cCAf106hVtSLCTObPN8Z2KdZ03U01UDvgIp3hsu2TX3jen6w==";
    MERRIWEATHER = "@fontsource/merriweather" "5.3.0"
        "9LpPsNTYzRALj468Uj1K9Usl5eXk991L/kKmcpdWbTF1na9NfMyAXMgUABlMReViU1MYBz9kJ8jEzEOtX9qGDg==";
    MERRIWEATHER_SANS = "@fontsource/merriweather-sans" "5.3.0"
        "l8E8wze9DdaDPMmRp8fm4ucMKqLl/rXksrGqxKO6YVtKtt15wRbkcVEmxYNffFMQnEp39G7hKiypRWfVYTbW5w==";
    SAIRA = "@fontsource/saira-extra-condensed" "5.3.0"
        "oBbHvzZAebVOvXRgDxwWSl3IQbPIJNAP0XxIJOs2DUk1byMMXEhEoz0cD+vUKb+TzSWS4t4xe5ZGh5QhTZ17Rw==";
    MULI = "@fontsource/muli" "4.1.0"
        "ObA0efwnRImctfXmQterUw1fJGTS2xGjNljvU3VwUqOU+B53ibpRKIKHjLFSjgD8Fs9r0ecY3qOf6fAnfXsTYg==";
    NUNITO = "@fontsource/nunito" "5.3.0"
        "vw9TaTQJ/zpEpKrsODuPmOvaVjXgdda6B+xXA4YqjrdeJ62MLgVoDerdRXFQHyBnSCt2yQ2nHKCHPP/Pv7Xq4Q==";
    ROBOTO = "@fontsource/roboto" "5.3.0"
        "BapRJOWYP+LZ21zp+wBQjfpPYKRoxc4LspJ/RLuI+HSMBD5u/X4O+ESDrSvEqDSy0rAl7GwBJ+09mdc16cVQ1Q==";
    MATERIAL_ICONS = "@fontsource/material-icons" "5.3.0"
        "nCpzNTsS5KpIqWijK259rPOTaZXNJlRfTiVRDNguKwfSdoZL/O9zIvPs+3K2eeRrNW+fVJWMO+n3JQoi9DN9Tw==";
}
