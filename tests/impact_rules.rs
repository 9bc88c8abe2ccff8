//! What the loss of a request means: a case is a request in a few words (see
//! `dsl`), the rule that judges it, and what becomes of the page.

mod dsl;

use dsl::{case, lose};
use faultline::impact::{RULES, judged_by};
use faultline::model::Verdict::{self, Broken, Degraded, Down, Unaffected};
use faultline::model::{Mode, Outcome};

/// Rule, request, and the verdict where its host refuses and where it hangs.
const CASES: &[(&str, &str, Verdict, Verdict)] = &[
    ("document", "document lost", Down, Down),
    ("document", "document lost own 301", Down, Down),
    (
        "blocked",
        "script lost own render blocked",
        Unaffected,
        Unaffected,
    ),
    (
        "already_failed",
        "script lost render failed",
        Unaffected,
        Unaffected,
    ),
    (
        "error_blocks_paint",
        "script lost render 404",
        Unaffected,
        Down,
    ),
    (
        "error_blocks_parser",
        "script lost parser 404",
        Unaffected,
        Broken,
    ),
    ("error_anyway", "image lost 404", Unaffected, Unaffected),
    (
        "error_anyway",
        "script lost async 503",
        Unaffected,
        Unaffected,
    ),
    ("page_data", "data lost own 404", Broken, Broken),
    ("hint", "hint lost", Unaffected, Unaffected),
    ("beacon", "beacon lost own", Unaffected, Unaffected),
    ("pixel", "image lost 204", Unaffected, Unaffected),
    ("pixel", "image lost area=0.000001", Unaffected, Unaffected),
    (
        "picture",
        "image lost own area=0.000001",
        Degraded,
        Degraded,
    ),
    (
        "optional_blocks_paint",
        "script lost render analytics",
        Unaffected,
        Down,
    ),
    (
        "optional_blocks_parser",
        "script lost parser advertising",
        Unaffected,
        Broken,
    ),
    (
        "advertising",
        "frame lost advertising area=0.9",
        Unaffected,
        Unaffected,
    ),
    (
        "measurement",
        "script lost async analytics",
        Unaffected,
        Unaffected,
    ),
    ("measurement", "data lost analytics", Unaffected, Unaffected),
    (
        "tag_manager",
        "script lost async tag-manager",
        Unaffected,
        Unaffected,
    ),
    (
        "consent_blocks_paint",
        "script lost render consent",
        Degraded,
        Down,
    ),
    ("consent", "script lost async consent", Degraded, Broken),
    (
        "experiment_blocks",
        "script lost render experiment",
        Unaffected,
        Down,
    ),
    (
        "experiment",
        "script lost async experiment",
        Unaffected,
        Unaffected,
    ),
    (
        "embed_blocks_paint",
        "script lost render social",
        Degraded,
        Down,
    ),
    (
        "font_sheet_blocks",
        "stylesheet lost render fonts",
        Degraded,
        Down,
    ),
    (
        "font_sheet",
        "stylesheet lost async fonts",
        Degraded,
        Degraded,
    ),
    (
        "blocking_stylesheet",
        "stylesheet lost render",
        Broken,
        Down,
    ),
    (
        "icons_block",
        "stylesheet lost render file=icons.css",
        Degraded,
        Down,
    ),
    ("blocking_script", "script lost render", Broken, Down),
    (
        "blocking_script",
        "script lost render payment",
        Broken,
        Down,
    ),
    ("parser_script", "script lost parser", Broken, Broken),
    (
        "parser_script",
        "script lost parser behind=0.1",
        Broken,
        Broken,
    ),
    (
        "parser_script",
        "script lost parser own behind=0.5",
        Broken,
        Broken,
    ),
    (
        "widget_in_the_middle",
        "script lost parser behind=0.5",
        Degraded,
        Broken,
    ),
    (
        "sheet_above_much",
        "stylesheet lost parser behind=0.5",
        Degraded,
        Broken,
    ),
    (
        "sheet_in_the_body",
        "stylesheet lost parser behind=0.2",
        Degraded,
        Degraded,
    ),
    (
        "parser_script",
        "script lost parser own behind=0 left=most",
        Broken,
        Broken,
    ),
    (
        "blocking_script",
        "script lost render own stand-in",
        Unaffected,
        Down,
    ),
    (
        "library_at_the_end",
        "script lost parser library behind=0 left=most",
        Degraded,
        Degraded,
    ),
    (
        "library_in_the_body",
        "script lost parser library behind=0 left=buttons",
        Degraded,
        Broken,
    ),
    (
        "draws_all",
        "script lost deferred own left=nothing",
        Down,
        Down,
    ),
    ("draws_all", "script lost async left=nothing", Down, Down),
    (
        "draws_most",
        "script lost deferred own left=little",
        Broken,
        Broken,
    ),
    (
        "draws_most",
        "script lost async own left=little",
        Broken,
        Broken,
    ),
    (
        "draws_little",
        "script lost deferred imported left=most",
        Degraded,
        Degraded,
    ),
    (
        "draws_little",
        "script lost deferred own left=most",
        Degraded,
        Degraded,
    ),
    (
        "entry_script",
        "script lost deferred own left=buttons",
        Broken,
        Broken,
    ),
    (
        "optional_script",
        "script lost async left=little after",
        Degraded,
        Degraded,
    ),
    (
        "measurement",
        "script lost async analytics left=nothing",
        Unaffected,
        Unaffected,
    ),
    ("captcha", "script lost async captcha", Broken, Broken),
    ("payment", "frame lost payment", Broken, Broken),
    ("login", "data lost login after", Broken, Broken),
    ("picture", "image lost payment", Degraded, Degraded),
    ("embed", "frame lost video", Degraded, Degraded),
    ("entry_script", "script lost deferred own", Broken, Broken),
    (
        "entry_script",
        "script lost deferred library",
        Broken,
        Broken,
    ),
    ("imported_module", "script lost imported", Broken, Broken),
    (
        "imported_module",
        "script lost async imported",
        Broken,
        Broken,
    ),
    ("own_script", "script lost async own", Broken, Broken),
    ("own_script", "script lost async hosting", Broken, Broken),
    (
        "optional_script",
        "script lost async own after",
        Degraded,
        Degraded,
    ),
    ("optional_script", "script lost async", Degraded, Degraded),
    (
        "optional_script",
        "script lost deferred",
        Degraded,
        Degraded,
    ),
    (
        "late_stylesheet",
        "stylesheet lost async own",
        Degraded,
        Degraded,
    ),
    ("data_fills_page", "data lost left=little", Broken, Broken),
    (
        "data_shows_nothing",
        "data lost left=all",
        Unaffected,
        Unaffected,
    ),
    ("data_adds", "data lost own left=most", Degraded, Degraded),
    (
        "data_adds",
        "data lost own counted left=all",
        Degraded,
        Degraded,
    ),
    ("silent_data", "data lost own 204", Unaffected, Unaffected),
    (
        "library_blocks",
        "script lost render library left=buttons",
        Degraded,
        Down,
    ),
    (
        "blocking_script",
        "script lost render library left=little",
        Broken,
        Down,
    ),
    (
        "library_in_the_body",
        "script lost parser library behind=0.5 left=most",
        Degraded,
        Broken,
    ),
    (
        "library_deferred",
        "script lost deferred library left=buttons",
        Degraded,
        Degraded,
    ),
    (
        "shows_nothing",
        "script lost async social left=all",
        Unaffected,
        Unaffected,
    ),
    (
        "own_worker",
        "worker lost own counted left=all",
        Broken,
        Broken,
    ),
    ("page_data", "data lost own", Broken, Broken),
    ("optional_data", "data lost own after", Degraded, Degraded),
    ("optional_data", "data lost", Degraded, Degraded),
    ("own_frame", "frame lost own area=0.6", Broken, Broken),
    ("frame", "frame lost own area=0.3", Degraded, Degraded),
    (
        "worker_draws_most",
        "worker lost left=little",
        Broken,
        Broken,
    ),
    (
        "service_worker",
        "worker lost own background",
        Unaffected,
        Unaffected,
    ),
    ("own_worker", "worker lost own", Broken, Broken),
    ("worker", "worker lost", Degraded, Degraded),
    ("socket", "socket lost own", Degraded, Degraded),
    ("media", "media lost own", Degraded, Degraded),
    (
        "largest_picture",
        "image lost largest area=0.1",
        Degraded,
        Degraded,
    ),
    (
        "hidden_picture",
        "image lost area=0",
        Unaffected,
        Unaffected,
    ),
    ("main_picture", "image lost area=0.5", Degraded, Degraded),
    ("picture", "image lost", Degraded, Degraded),
    ("hiding_font", "font lost font-block", Degraded, Degraded),
    ("font", "font lost font-swap", Degraded, Degraded),
    ("font", "font lost", Degraded, Degraded),
    ("other", "other lost", Degraded, Degraded),
];

/// Cases whose rule looks at the requests that follow, here an own deferred
/// script of another host.
const QUEUED: &[(&str, &str, Verdict, Verdict)] = &[
    (
        "optional_holds_queue",
        "script lost deferred analytics",
        Unaffected,
        Broken,
    ),
    (
        "embed_holds_queue",
        "script lost deferred chat",
        Degraded,
        Broken,
    ),
    ("optional_queue", "script lost deferred", Degraded, Broken),
    (
        "library_queue",
        "script lost deferred library left=most",
        Degraded,
        Broken,
    ),
    (
        "queue_of_little",
        "script lost deferred left=most",
        Degraded,
        Degraded,
    ),
    // It draws nothing while the page has a script of its own that does.
    (
        "optional_queue",
        "script lost deferred left=little",
        Degraded,
        Broken,
    ),
];

/// Cases whose rule looks at who asked: the request in line 1, here an async
/// script.
const ASKED: &[(&str, &str, &str)] = &[
    ("part_of_an_ad", "advertising", "image lost by=1"),
    ("part_of_an_ad", "advertising", "script lost video by=1"),
    ("part_of_an_ad", "advertising", "frame lost by=1"),
    ("part_of_measurement", "analytics", "data lost by=1"),
    // It is for something else whoever asks, or the page's own.
    ("measurement", "advertising", "data lost analytics by=1"),
    ("consent", "advertising", "script lost consent by=1"),
    ("payment", "analytics", "frame lost payment by=1"),
    ("page_data", "advertising", "data lost own by=1"),
    // Nobody knows that it was this script.
    ("picture", "advertising", "image lost by~1"),
    // What a tag manager loads is as bad as it is.
    ("optional_script", "tag-manager", "script lost by=1"),
];

#[test]
fn what_an_ad_or_a_measurement_asks_for_is_part_of_it() {
    for (rule, purpose, line) in ASKED {
        let case = case(&format!("document own\nscript by async {purpose}\n{line}"));
        let judged = judged_by(&case.page, &case.hosts);
        assert_eq!(judged[2], *rule, "{purpose}, {line}");
    }
}

#[test]
fn where_a_part_of_an_ad_is_redirected_to_is_part_of_it() {
    let case = case("document own\nimage ads advertising\nimage bids by=1\nimage last by=2");
    let judged = judged_by(&case.page, &case.hosts);
    assert_eq!(judged[2..], ["part_of_an_ad", "part_of_an_ad"]);
}

#[test]
fn what_a_site_is_for_to_others_is_no_excuse_on_its_own_pages() {
    let rules = |page: &str| {
        let case = case(page);
        judged_by(&case.page, &case.hosts)
    };
    let page = "document tube own video\nscript tube async\nscript ads async own advertising";
    assert_eq!(rules(page)[1..], ["own_script", "advertising"]);
    let page = "document shop own\nscript tube async video";
    assert_eq!(rules(page)[1], "embed");
    let page = "document ads own advertising\nscript ads async\nimage other by=1";
    assert_eq!(rules(page)[1..], ["own_script", "picture"]);
}

#[test]
fn what_stands_in_the_frame_of_an_ad_is_part_of_it_however_deep() {
    let case = case(
        "document own
         frame ads advertising
         script creative in=1
         frame inner in=1
         image picture in=2
         script counter analytics in=2
         frame own own
         image picture in=3",
    );
    let judged = judged_by(&case.page, &case.hosts);
    let ad = "part_of_an_ad";
    assert_eq!(
        judged[1..],
        ["advertising", ad, ad, ad, "measurement", "frame", "picture"]
    );
}

#[test]
fn each_rule_judges_its_case() {
    for (rule, line, refuse, hang) in CASES {
        check(rule, line, &format!("document own\n{line}"), *refuse, *hang);
    }
    for (rule, line, refuse, hang) in QUEUED {
        let page = format!("document own\n{line}\nscript other deferred own");
        check(rule, line, &page, *refuse, *hang);
    }
}

fn check(rule: &str, line: &str, page: &str, refuse: Verdict, hang: Verdict) {
    let case = case(page);
    assert_eq!(judged_by(&case.page, &case.hosts)[1], rule, "{line}");
    let outage = lose("lost");
    assert_eq!(
        case.verdict(&outage, Mode::Refuse),
        refuse,
        "{line}, refused"
    );
    assert_eq!(case.verdict(&outage, Mode::Hang), hang, "{line}, hung");
    assert_eq!(
        case.impact(&outage).verdict,
        refuse.max(hang),
        "{line}, both"
    );
}

#[test]
fn each_rule_has_a_case() {
    for rule in RULES {
        let tested = CASES
            .iter()
            .chain(QUEUED)
            .map(|(name, ..)| name)
            .chain(ASKED.iter().map(|(name, ..)| name))
            .any(|name| *name == rule.name);
        assert!(
            tested,
            "the rule {} has no case; add one to CASES",
            rule.name
        );
        assert!(
            rule.refuse <= rule.hang,
            "{}: to hang is never better",
            rule.name
        );
    }
}

#[test]
fn who_stopped_a_request_is_known_by_the_name_of_the_error() {
    for (error, blocked) in [
        ("net::ERR_BLOCKED_BY_CLIENT", true),
        ("net::ERR_BLOCKED_BY_ORB", true),
        ("net::ERR_ABORTED", true),
        ("NS_ERROR_ABORT", true),
        ("NS_ERROR_SOCIALTRACKING_URI", true),
        ("NS_ERROR_MALFORMED_URI", false),
        ("NS_ERROR_UNKNOWN_HOST", false),
        ("net::ERR_CONNECTION_REFUSED", false),
        ("", false),
    ] {
        let outcome = Outcome::Failed(error.to_owned());
        assert_eq!(outcome.is_blocked(), blocked, "{error}");
    }
    assert!(!Outcome::Answered(403).is_blocked());
    assert!(!Outcome::Unknown.is_blocked());
}
