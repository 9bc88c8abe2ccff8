//! Losses that depend on what else the page loads: modules that import each
//! other, files that came twice, and the one picture that has a name.

mod dsl;

use dsl::{case, lose};
use faultline::impact::judged_by;
use faultline::words;

/// The rule of the last request, and whether its loss *will* be as bad as that.
fn last(page: &str) -> (&'static str, bool) {
    let case = case(page);
    let rule = judged_by(&case.page, &case.hosts).pop().expect("a request");
    let impact = case.impact(&lose("lost"));
    (rule, impact.sure == impact.verdict)
}

#[test]
fn a_module_takes_those_that_import_it() {
    for (page, expect) in [
        // Nobody knows whose it is: the page's own, presumably.
        (
            "document own\nscript lost imported",
            ("imported_module", false),
        ),
        (
            "document own\nscript app own module\nscript lost imported by=1",
            ("imported_module", true),
        ),
        (
            "document own\nscript app own module\nscript lost imported by~1",
            ("imported_module", false),
        ),
        // A stranger's widget takes only itself along.
        (
            "document own\nscript widget module\nscript lost imported by=1",
            ("optional_script", true),
        ),
        // It came when the page stood already.
        (
            "document own\nscript app own module\nscript lost imported by=1 after",
            ("optional_script", true),
        ),
        // The graph goes on over other hosts.
        (
            "document own\nscript app own module\nscript a imported by=1\nscript lost imported by=2",
            ("imported_module", true),
        ),
    ] {
        assert_eq!(last(page), expect, "{page}");
    }
}

#[test]
fn what_came_twice_may_not_be_missed() {
    for (page, expect) in [
        (
            "document own\nscript a own file=3.7/jquery.js\nscript lost own async file=v/3.7/jquery.js",
            ("own_script", false),
        ),
        // The parser waits for it all the same.
        (
            "document own\nscript a own file=3.7/jquery.js\nscript lost own render file=v/3.7/jquery.js",
            ("blocking_script", true),
        ),
        // Many files are called so.
        (
            "document own\nscript a own file=js/main.js\nscript lost own async file=js/main.js",
            ("own_script", true),
        ),
        // The other one failed, or is the same.
        (
            "document own\nscript a own failed file=3.7/jquery.js\nscript lost own async file=3.7/jquery.js",
            ("own_script", true),
        ),
        (
            "document own\nscript lost own async file=3.7/jquery.js\nscript lost own async file=3.7/jquery.js",
            ("own_script", true),
        ),
        // Two pictures are two pictures.
        (
            "document own\nimage a file=3.7/hero.png\nimage lost file=3.7/hero.png",
            ("picture", true),
        ),
    ] {
        assert_eq!(last(page), expect, "{page}");
    }
}

#[test]
fn the_largest_picture_has_a_name() {
    let case = case("document own\nimage lost largest area=0.4 file=img/hero.webp?w=9");
    assert_eq!(
        words::reason(&case.impact(&lose("lost"))),
        "The largest picture, hero.webp, from lost: 40 % of the first screen is empty"
    );
}
