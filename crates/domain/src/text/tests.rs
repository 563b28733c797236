//! Words as people type them, cut into the terms by which search finds them.

use proptest::prelude::*;

use super::*;

#[test]
fn line_ends_of_every_system_become_one() {
    assert_eq!(
        clean_words("one\r\ntwo\rthree\u{2028}four  \n"),
        "one\ntwo\nthree\nfour"
    );
    assert_eq!(clean_line("  one\r\n\ttwo  "), "one two");
}

#[test]
fn control_characters_and_reversed_text_go_and_the_rest_stays() {
    assert_eq!(clean_line("bin\u{0}s\u{1b}[31m"), "bins[31m");
    assert_eq!(clean_line("photo\u{202e}gpj.exe"), "photogpj.exe");
    assert_eq!(clean_line("مرحبا بالعالم"), "مرحبا بالعالم");
    assert_eq!(
        clean_line("<script>alert(1)</script>"),
        "<script>alert(1)</script>"
    );
}

#[test]
fn emoji_stay_whole() {
    let family = "👩\u{200d}👧 and 🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}";
    assert_eq!(clean_line(family), family);
    assert_eq!(clean_line("hidden\u{e0068}\u{e0069}"), "hidden");
}

#[test]
fn a_text_that_cannot_be_seen_is_empty() {
    for typed in ["", " \n\t ", "\u{200b}\u{200d}", "\u{0}", "\u{fe0f}"] {
        assert_eq!(Line::<10>::parse(typed), Err(BadText::Empty), "{typed:?}");
        assert_eq!(Words::<10>::parse_optional(typed), Ok(None), "{typed:?}");
    }
}

#[test]
fn too_long_says_the_limit_and_what_was_given() {
    let error = Line::<5>::parse("damp walls").unwrap_err();
    assert_eq!(
        error,
        BadText::TooLong {
            limit: 5,
            given: 10
        }
    );
    assert_eq!(error.to_string(), "has 10 characters: use at most 5");
    assert_eq!(Line::<5>::parse("e\u{301}tage").unwrap().as_str(), "étage");
}

#[test]
fn terms_meet_in_singular_and_plural() {
    for (one, many) in [
        ("bin", "bins"),
        ("house", "houses"),
        ("bus", "buses"),
        ("church", "churches"),
        ("lady", "ladies"),
        ("movie", "movies"),
        ("box", "boxes"),
        ("glass", "glasses"),
        ("key", "keys"),
        ("tree", "trees"),
        ("tie", "ties"),
        ("council", "council’s"),
    ] {
        assert_eq!(terms(one), terms(many));
    }
}

#[test]
fn terms_drop_accents_apostrophes_and_words_without_matter() {
    assert_eq!(
        terms("The DAMP in Mrs. O’Brien’s flat, please"),
        ["damp", "mrs", "obrien", "flat"]
    );
    assert_eq!(terms("Café Llŷn, Llŷn"), ["caf", "llyn"]);
    assert_eq!(terms("plas llys y dŵr"), ["plas", "llys", "dwr"]);
    assert!(terms("the of and").is_empty());
}

#[test]
fn a_search_uses_no_more_terms_than_it_can() {
    let typed: Vec<String> = (0..50).map(|n| format!("word{n}")).collect();
    assert_eq!(query_terms(&typed.join(" ")).len(), 12);
}

proptest! {
    #[test]
    fn cleaning_twice_is_cleaning_once(typed in "\\PC*|[\\x00-\\x20a-c\\u{85}\\u{200b}-\\u{202e}\\u{300}\\u{2028}]*") {
        let words = clean_words(&typed);
        prop_assert_eq!(clean_words(&words), words.clone());
        let line = clean_line(&typed);
        prop_assert_eq!(clean_line(&line), line.clone());
        prop_assert!(!line.chars().any(|c| c.is_control() || misleads(c)));
        prop_assert!(!words.chars().any(|c| c != '\n' && c != '\t' && c.is_control()));
    }

    #[test]
    fn what_parses_is_within_the_limit_and_survives_storage(typed in any::<String>()) {
        if let Ok(words) = Words::<40>::parse(&typed) {
            prop_assert!((1..=40).contains(&words.as_str().chars().count()));
            let stored = serde_json::to_string(&words).unwrap();
            prop_assert_eq!(serde_json::from_str::<Words<40>>(&stored).unwrap(), words);
        }
    }

    #[test]
    fn terms_do_not_depend_on_case_accents_or_marks(words in prop::collection::vec("[a-zA-Z]{1,9}", 0..8)) {
        let plain = words.join(" ");
        let marked = words.join("\u{301}, ").to_uppercase();
        prop_assert_eq!(terms(&plain), terms(&marked));
        for term in terms(&plain) {
            prop_assert!(term.chars().all(|c| c.is_ascii_lowercase()));
        }
    }

    #[test]
    fn folding_twice_is_folding_once(text in any::<String>()) {
        let folded = fold(&text);
        prop_assert_eq!(fold(&folded), folded);
    }
}
