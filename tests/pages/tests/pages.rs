// SPDX-License-Identifier: MIT OR Apache-2.0
//! The built documentation: every link leads somewhere, every name of an item is a link, no function is there twice,
//! tables fit a telephone, and the search knows the words of each helper.

use iouring_sys_pages::{between, item_of, search, without, Pages};
use std::collections::BTreeSet;
use std::path::Path;
use std::sync::OnceLock;

/// So many faults are shown.
const SHOWN: usize = 40;

fn pages() -> &'static Pages {
    static PAGES: OnceLock<Pages> = OnceLock::new();
    PAGES.get_or_init(|| Pages::build(Path::new(env!("CARGO_TARGET_TMPDIR"))))
}

fn assert_none(what: &str, found: &BTreeSet<String>) {
    let shown: Vec<&str> = found.iter().take(SHOWN).map(String::as_str).collect();
    assert!(found.is_empty(), "{}: {what}:\n{}", found.len(), shown.join("\n"));
}

/// The page that a link on `from` leads to, without its anchor; none if that is not one of the crate's.
fn page_of(from: &str, link: &str) -> Option<String> {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => drop(parts.pop()?),
            "." => {}
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Why a link leads nowhere, if it does.
fn fault(pages: &Pages, from: &str, link: &str) -> Option<&'static str> {
    if link.starts_with("https://") || link.starts_with("http://") {
        return None;
    }
    if link.contains("::") {
        return Some("was left as it stands in the source");
    }
    let (page, anchor) = link.split_once('#').unwrap_or((link, ""));
    let page = if page.is_empty() { from.to_string() } else { page_of(from, page)? };
    // The sources and rustdoc's own pages are not looked at.
    if !page.ends_with(".html") || page.starts_with("src/") {
        return None;
    }
    match pages.0.get(&page) {
        None => Some("leads to no page"),
        Some(_) if anchor.is_empty() => None,
        Some(text) => {
            (!text.contains(&format!("id=\"{anchor}\""))).then_some("leads to no place on its page")
        }
    }
}

#[test]
fn every_link_leads_somewhere() {
    let (mut links, mut faults) = (0, BTreeSet::new());
    for (path, text) in &pages().0 {
        for link in between(text, "href=\"", "\"") {
            links += 1;
            faults.extend(fault(pages(), path, link).map(|why| format!("{path}: {link} {why}")));
        }
    }
    assert!(links > 10_000, "only {links} links seen");
    assert_none("links", &faults);
}

/// What stands as code in a page's text, outside of examples, links and the lists that rustdoc makes, which have none.
fn words(text: &str) -> Vec<String> {
    let text = text.split_once("<body").expect("a page has a body").1;
    let text = [
        ("<nav", "</nav>"),
        ("<pre", "</pre>"),
        ("<dl class=\"item-table", "</dl>"),
        ("<a class=\"test-arrow", "</a>"),
        ("<a ", "</a>"),
    ]
    .iter()
    .fold(text.to_string(), |text, (start, end)| without(&text, start, end));
    between(&text, "<code>", "</code>").map(str::to_string).collect()
}

/// The item that a word in code names, if it names one.
fn named<'a>(word: &'a str, items: &BTreeSet<String>) -> Option<&'a str> {
    let word = word.strip_prefix("struct ").unwrap_or(word);
    let word = word.strip_suffix("()").unwrap_or(word);
    items.contains(word).then_some(word)
}

#[test]
fn every_name_of_an_item_is_a_link() {
    let items = pages().items();
    assert!(items.len() > 550, "only {} items seen", items.len());
    let mut faults = BTreeSet::new();
    for (path, text) in &pages().0 {
        let own = item_of(path);
        let declared = between(text, "<pre class=\"rust item-decl\">", "</pre>").next().unwrap_or_default();
        let is_own = |name: &str| {
            own.as_deref().is_some_and(|own| own.rsplit("::").next() == Some(name))
                // A parameter of that name is meant.
                || path.contains("fn.") && declared.contains(&format!(" {name}: "))
        };
        let words = words(text);
        let bare = words.iter().filter_map(|word| named(word, &items)).filter(|name| !is_own(name));
        faults.extend(bare.map(|name| format!("{path}: {name}")));
    }
    assert_none("names of items that are no link", &faults);
}

/// The manual pages that are named as sources on a page and are no link.
fn bare_sources(text: &str) -> BTreeSet<String> {
    let is_page = |word: &&str| {
        let section = word.strip_suffix(')').and_then(|word| word.split_once('('));
        section.is_some_and(|(name, section)| !name.is_empty() && section.parse::<u8>().is_ok())
    };
    let bare = |paragraph: &str| {
        let text = without(paragraph, "<a ", "</a>");
        let words = text.split_whitespace().map(|word| word.trim_matches([',', '.', ';']));
        words.filter(is_page).map(str::to_string).collect::<Vec<_>>()
    };
    // "Source: ..." or "source: ..." or "Sources: ...".
    let sources = between(text, "ource", "</p>").filter(|rest| rest.trim_start_matches('s').starts_with(':'));
    sources.flat_map(bare).collect()
}

#[test]
fn every_manual_page_that_is_a_source_is_a_link() {
    let bare = pages()
        .0
        .iter()
        .flat_map(|(path, text)| bare_sources(text).into_iter().map(move |page| format!("{path}: {page}")));
    assert_none("sources that are no link", &bare.collect());
}

#[test]
fn tables_fit_a_telephone() {
    let style = include_str!("../../../src/docs/style.md").split_once("<style>").expect("a style").1.trim();
    let without = pages().0.iter().filter(|(_, text)| text.contains("<table>") && !text.contains(style));
    assert_none(
        "pages with a table and without docs/style.md",
        &without.map(|(path, _)| path.clone()).collect(),
    );
}

#[test]
fn the_search_leads_from_words_to_helpers() {
    pages();
    let aliases = search::aliases(Path::new(env!("CARGO_TARGET_TMPDIR")));
    let list = include_str!("../../../src/inline/search.rs");
    let (mut words, mut faults) = (0, BTreeSet::new());
    for re_export in list.split("#[doc(alias(").skip(1) {
        let (literals, rest) = re_export.split_once(")]").expect("the aliases end");
        let helper = between(rest, "::prep::", ";").next().expect("a helper is re-exported");
        for word in literals.split('"').skip(1).step_by(2) {
            words += 1;
            if !aliases.get(word).is_some_and(|items| items.contains(helper)) {
                faults.insert(format!("{word}: {helper}"));
            }
        }
    }
    assert!(words > 400, "only {words} words seen");
    assert_none("words that do not lead to their helper", &faults);
}

#[test]
fn no_function_has_a_page_in_ffi() {
    let doubles = pages().0.keys().filter(|path| path.starts_with("ffi/") && *path != "ffi/index.html");
    assert_none("pages of C symbols", &doubles.cloned().collect());
}

#[test]
fn faults_are_seen() {
    let text = "<h1 id=\"here\">x</h1>".to_string();
    let pages = Pages([("a/b.html".to_string(), text.clone()), ("c.html".to_string(), text)].into());
    let why = |link: &str| fault(&pages, "a/b.html", link);
    for good in ["#here", "../c.html#here", "../c.html", "https://x.org/a::b"] {
        assert_eq!(why(good), None, "{good}");
    }
    for bad in ["crate::x", "#there", "c.html", "../c.html#there"] {
        assert!(why(bad).is_some(), "{bad}");
    }
    let body =
        "<code>no</code><body><code>f()</code> <a href=\"x\"><code>g</code></a> <pre><code>h</code></pre>";
    assert_eq!(words(body), ["f()"]);
    assert_eq!(named("struct f()", &["f".to_string()].into()), Some("f"));
    let sources =
        "<p>As open(2). Source: <a href=\"x\">read(2)</a>, write(2).</p><p>Sources:\nx(y), tee(2)</p> dup(2)";
    assert!(bare_sources(sources).iter().eq(["tee(2)", "write(2)"]));
}
