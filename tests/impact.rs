//! What losses do to whole pages (in the words of `dsl`): what else is lost with
//! them, and the sentence for it.

mod dsl;

use dsl::{Case, case, lose};
use faultline::impact::judged_by;
use faultline::model::Likelihood;
use faultline::words;

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
        "2 parts of embeds from chat are never asked for without lost: the embeds do not work; \
         1 more request is lost too",
    );
}

#[test]
fn an_ad_that_is_lost_loses_no_part_of_the_page() {
    whole(
        "document own
         script lost async advertising
         script bids async by=1
         image creative by=2",
        "unaffected",
        "1 advertising request from lost: ads are missing; 2 more requests are lost too",
    );
}

#[test]
fn what_was_blocked_is_not_lost_and_has_asked_for_nothing() {
    whole(
        "document own
         script lost own render blocked
         script lost own async failed
         script own own async by~1",
        "unaffected",
        "1 failed request from lost: it fails without an outage, too; 1 more request is lost too",
    );
    whole(
        "document own
         script lost own blocked
         script lost own blocked",
        "unaffected",
        "2 blocked requests from lost: the browser or an extension stops them anyway",
    );
}

#[test]
fn who_asked_may_only_be_presumed() {
    whole(
        "document own
         script lost async tag-manager
         script pay async payment by~1",
        "broken?",
        "1 part of the payment from pay is never asked for without lost: nothing can be paid; \
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
        "1 blocking stylesheet from lost: the page stays blank while it hangs",
    );
}

#[test]
fn what_happens_in_a_frame_is_at_most_the_loss_of_the_frame() {
    whole(
        "document own
         frame ads advertising
         script lost render in=1",
        "unaffected",
        "1 advertising request from lost: ads are missing",
    );
    whole(
        "document own
         frame video video
         document lost in=1",
        "degraded",
        "The document from lost: its frame stays empty",
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
        "1 part of the payment from lost: nothing can be paid; 3 more requests are lost too",
    );
}

#[test]
fn where_nobody_saw_how_the_page_waits_the_worse_is_only_possible() {
    whole(
        "document own
         script lost
         image own own",
        "down?",
        "1 blocking script from lost: the page stays blank while it hangs",
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
        "1 blocking stylesheet from lost: the page stays blank while it hangs; \
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
        "1 script of the page from lost: the page does not do its job",
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
