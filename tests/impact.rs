//! What each loss does to a page: a case is a request in a few words (see
//! `dsl`), and what becomes of the page.

mod dsl;

use dsl::{Case, case, lose};
use faultline::impact::{RULES, judged_by};
use faultline::model::Verdict::{self, Broken, Degraded, Down, Unaffected};
use faultline::model::{Likelihood, Mode};
use faultline::words;

/// Rule, request, and the verdict where its host refuses and where it hangs.
const CASES: &[(&str, &str, Verdict, Verdict)] = &[
    ("document", "document lost", Down, Down),
    ("document", "document lost own 301", Down, Down),
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
        Degraded,
        Down,
    ),
    (
        "experiment",
        "script lost async experiment",
        Degraded,
        Degraded,
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
    ("blocking_script", "script lost render", Broken, Down),
    (
        "blocking_script",
        "script lost render payment",
        Broken,
        Down,
    ),
    ("parser_script", "script lost parser", Broken, Broken),
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
    ("page_data", "data lost own", Broken, Broken),
    ("late_data", "data lost own after", Degraded, Degraded),
    ("late_data", "data lost", Degraded, Degraded),
    ("own_frame", "frame lost own area=0.6", Broken, Broken),
    ("frame", "frame lost own area=0.3", Degraded, Degraded),
    ("own_worker", "worker lost own", Broken, Broken),
    ("worker", "worker lost", Degraded, Degraded),
    ("socket", "socket lost own", Degraded, Degraded),
    ("media", "media lost own", Degraded, Degraded),
    ("main_picture", "image lost area=0.5", Degraded, Degraded),
    ("picture", "image lost", Degraded, Degraded),
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
];

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
            .any(|(name, ..)| *name == rule.name);
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

/// What the loss of the host `lost` does to a whole page: the verdict, with a
/// question mark where it only may, and the sentence for it.
fn whole(page: &str, verdict: &str, sentence: &str) {
    let case = case(page);
    said(&case, "lost", verdict, sentence);
}

fn said(case: &Case, lost: &str, verdict: &str, sentence: &str) {
    let impact = case.impact(&lose(lost));
    let mark = if impact.likelihood == Likelihood::May {
        "?"
    } else {
        ""
    };
    assert_eq!(
        format!("{}{mark}", words::verdict(impact.verdict)),
        verdict,
        "{impact:#?}"
    );
    assert_eq!(words::reason(&impact), sentence);
}

#[test]
fn a_page_that_uses_nothing_of_it_is_unaffected() {
    whole("document own", "unaffected", "The page uses nothing of it");
}

#[test]
fn a_lost_script_takes_what_it_would_have_asked_for() {
    whole(
        "document own
         script lost async tag-manager
         script chat async chat by=1
         data chat by=2",
        "degraded",
        "2 parts of embeds from chat are never asked for without lost: their parts are missing; \
         1 more request is lost too",
    );
}

#[test]
fn who_asked_may_only_be_presumed() {
    whole(
        "document own
         script lost async tag-manager
         script pay async payment by~1",
        "broken?",
        "1 payment part from pay is never asked for without lost: nothing can be paid; \
         1 more request is lost too",
    );
}

#[test]
fn a_lost_stylesheet_takes_its_fonts_and_imports() {
    whole(
        "document own
         stylesheet lost async
         stylesheet sheets own by=1
         font files by=2",
        "degraded",
        "1 late stylesheet from lost: a part is unstyled; 2 more requests are lost too",
    );
}

#[test]
fn an_import_blocks_as_its_sheet_does() {
    whole(
        "document own
         stylesheet own own render
         stylesheet lost by=1",
        "down",
        "1 blocking stylesheet from lost: nothing is painted while it hangs",
    );
}

#[test]
fn what_happens_in_a_frame_is_at_most_the_loss_of_the_frame() {
    whole(
        "document own
         frame ads advertising
         script lost render in=1",
        "unaffected",
        "1 blocking script from lost: the page does without",
    );
    whole(
        "document own
         frame video video
         document lost in=1",
        "degraded",
        "The document from lost: there is no page",
    );
}

#[test]
fn a_lost_frame_takes_all_inside_it() {
    whole(
        "document own
         frame lost payment
         script inner render in=1
         frame bank in=1
         image pictures in=2",
        "broken",
        "1 payment part from lost: nothing can be paid; 3 more requests are lost too",
    );
}

#[test]
fn where_nobody_saw_how_the_page_waits_the_worse_is_only_possible() {
    whole(
        "document own
         script lost
         image own own",
        "down?",
        "1 blocking script from lost: nothing is painted while it hangs",
    );
    whole(
        "document own
         image own own
         script lost",
        "broken?",
        "1 script in the body from lost: what needs it does not work",
    );
}

#[test]
fn what_a_script_inserts_never_blocks() {
    whole(
        "document own
         script own own render
         script lost by=1",
        "degraded",
        "1 optional script from lost: its part is missing",
    );
}

#[test]
fn data_that_the_page_s_own_script_asks_for_is_the_page_s() {
    whole(
        "document own
         script own own render
         data lost by=1",
        "broken",
        "1 data request from lost: content is missing",
    );
}

#[test]
fn who_styles_the_page_is_part_of_it() {
    whole(
        "document own
         stylesheet lost render
         script lost async",
        "down",
        "1 blocking stylesheet from lost: nothing is painted while it hangs; \
         1 more request is lost too",
    );
    let page = "document own\nstylesheet house render\nscript house async by=0";
    let judged = case(page);
    assert_eq!(judged_by(&judged.page, &judged.hosts)[2], "own_script");
    let page = "document own\nstylesheet house render library\nscript house async by=0";
    let judged = case(page);
    assert_eq!(judged_by(&judged.page, &judged.hosts)[2], "optional_script");
}

#[test]
fn what_a_stranger_keeps_at_a_hosting_service_is_the_stranger_s() {
    whole(
        "document own
         script stranger async
         script lost hosting by=1",
        "degraded",
        "1 optional script from lost: its part is missing",
    );
}

#[test]
fn pictures_are_told_by_how_much_of_the_first_screen_they_fill() {
    whole(
        "document own
         image lost area=0.5
         image lost area=0.25",
        "degraded",
        "2 large pictures from lost: 75 % of the first screen is empty",
    );
}

#[test]
fn a_service_worker_may_have_a_copy() {
    whole(
        "document own
         script lost own background",
        "broken?",
        "1 script of its own from lost: the page does not do its job",
    );
}

#[test]
fn circles_in_bad_input_end() {
    let mut page = case(
        "document own
         script lost async by=2
         script lost async by=1
         script lost async by=3
         frame lost in=1
         script lost in=1",
    );
    page.page.frames[1].parent = Some(1);
    page.page.requests[0].frame = 99;
    assert_eq!(page.impact(&lose("lost")).requests, 5);
}
