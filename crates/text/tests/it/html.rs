//! Web pages: what a reader sees, in order, and the bytes it stands in.

use sanad_model::Span;
use sanad_text::{Role, extract};

use crate::{parts, place, problems, read};

/// The visible text of a page.
fn check(source: &str, expected: &str) {
    assert_eq!(read("a.html", source).text, expected, "{source}");
}

#[test]
fn visible_text() {
    check("<p>One <b>two</b>\n three.</p><p>Four</p>", "One two three.\n\nFour");
    check("a<br>b<script>alert('<p>x')</script>c<style>p{}</style>d", "a\nbcd");
    check("<!-- no --><title>T &amp; U</title><p>x", "T & U\n\nx");
    check("<table><tr><td>a<td>b<tr><td>c</table>", "a\tb\nc");
    check("<pre>a\n  b</pre>", "a\n  b");
    check("caf&eacute; &#8212; &#x41; &lt;b&gt; AT&T &zzz; &notin", "café — A <b> AT&T &zzz; ¬in");
    check("a < b > c << d", "a < b > c << d");
    check("<a title='x>y'>t</a>", "t");
    check("<ul><li>one<li>two</ul>", "one\ntwo");
    check("<textarea>t</textarea><noscript>n</noscript><template>m</template>", "t\n\nn\n\nm");
    check("<svg><script/><text>in</text></svg>out", "inout");
    check("<p>line\r\nend", "line end");
    check(
        "fifty letters and more around one zero byte: x\0y, and so on",
        "fifty letters and more around one zero byte: xy, and so on",
    );
    check(
        "<p onmouseover=alert(1)>t</p><script>a</script><a href='javascript:alert(1)'>x</a><svg/onload=alert(1)>",
        "t\n\nx",
    );
}

#[test]
fn each_sentence_leads_back_to_its_bytes() {
    let source = "<html><p>Caf&eacute; closed. Two <i>were</i>\n  killed.</p><div>Ten &#108;ived.";
    let read = read("a.html", source);
    let at = |word: &str| {
        let span = place(&read, word);
        &source[span.start..span.end]
    };
    assert_eq!(at("Café"), "Caf&eacute; closed.");
    assert_eq!(at("killed"), "Two <i>were</i>\n  killed.");
    assert_eq!(at("lived"), "Ten &#108;ived.");
}

#[test]
fn nothing_is_dropped_for_what_it_frames() {
    let source = "<title>Prison</title><nav>Menu</nav><article><h1>Riot</h1><p>Fourteen died.</p>\
        <figure><img src=x alt='A wall with holes'><figcaption>The yard.</figcaption></figure></article>\
        <div class='comments'><div>My brother was there.</div></div><p>After.</p><footer>About us</footer>";
    let read = read("a.html", source);
    let found: Vec<_> = read.segments.iter().map(|s| (s.span.of(&read.text).unwrap(), s.role)).collect();
    assert_eq!(
        found,
        [
            ("Prison", Role::Title),
            ("Menu", Role::Frame),
            ("Riot", Role::Body),
            ("Fourteen died.", Role::Body),
            ("A wall with holes", Role::Caption),
            ("The yard.", Role::Caption),
            ("My brother was there.", Role::Comment),
            ("After.", Role::Body),
            ("About us", Role::Frame),
        ]
    );
}

#[test]
fn stated_encodings() {
    let russian = "Погибли двое.";
    let head = "<html><meta charset=\"windows-1251\"><p>";
    let bytes = [head.as_bytes(), &encoding_rs::WINDOWS_1251.encode(russian).0].concat();
    let read = read("a.html", &bytes);
    assert_eq!((read.text.as_str(), read.encoding.as_deref()), (russian, Some("windows-1251")));
    assert_eq!(place(&read, "двое"), Span { start: head.len(), end: bytes.len() });
    assert!(problems(&read).is_empty());
}

#[test]
fn depth_and_noise_cost_nothing() {
    let deep = format!("{}x", "<div>".repeat(100_000));
    assert_eq!(parts(&read("a.html", &deep)), ["x"]);
    for unit in [
        "<",
        ">",
        "&",
        "<!--",
        "<nav>",
        "<a ",
        "&#",
        "<div class=comment>",
        "<![CDATA[",
        "<title>",
        "</p",
        "<p a=\"",
        "<svg>",
        "<img alt=x>",
    ] {
        let page = unit.repeat(60_000 / unit.len());
        let read = extract(page.as_bytes(), &sanad_text::Hint::name("a.html"));
        assert!(read.segments.iter().all(|s| s.span.of(&read.text).is_some()), "{unit}");
    }
}
