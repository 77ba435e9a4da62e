"""HTML as text: it reads as it looked, and nothing that was not seen is said."""

import pytest

from bookbag.channels.mailbox.hypertext import to_text

PAGES = {
    "paragraphs": ("<p>One<p>Two</p>Three", "One\n\nTwo\n\nThree"),
    "lines": ("One<br>Two<div>Three</div><div>Four</div>", "One\nTwo\nThree\nFour"),
    "a line left empty": ("<div>One</div><div><br></div><div>Two</div>", "One\n\nTwo"),
    "white space": ("<p>One\n   two&nbsp;three\t</p>", "One two three"),
    "letters by name and number": ("&eacute;&#233;&#xe9; &lt;&amp;&gt; &pound;5 &nosuch;", "ééé <&> £5 &nosuch;"),
    "a list": ("<ul><li>One<li>Two</ul>", "* One\n* Two"),
    "a numbered list": ("<ol><li>One</li><li>Two</li></ol>", "1. One\n2. Two"),
    "a list in a list": ("<ul><li>One<ul><li>Two</ul></ul>", "* One\n  * Two"),
    "a table": (
        "<table><tr><td>Monday</td><td>PE</td></tr><tr><td>Tuesday</td><td>Art</td></tr></table>",
        "Monday  PE\nTuesday  Art",
    ),
    "a link": ('<a href="https://spring.test/trip">the trip</a>.', "the trip <https://spring.test/trip>."),
    "a link that says where it leads": ('<a href="https://spring.test/">spring.test</a>', "spring.test"),
    "a link too long to read": (f'<a href="https://x.test/{"a" * 200}">click</a>', "click"),
    "an address": ('<a href="mailto:a@b.test">Ana</a>', "Ana"),
    "a picture beside words": ('<img src="x" alt="School crest">Hi', "Hi"),
    "nothing but a picture": ('<img src="x" alt="Closed on Monday">', "[Closed on Monday]"),
    "nothing but hidden words": ('<div style="display:none">Hi</div>', "Hi"),
    "a box whose letters have no size, but not its insides": (
        '<td style="font-size:0px"><div style="font-size:14px">Hi</div></td>',
        "Hi",
    ),
    "as typed": ("<pre>a  b\n  c</pre>", "a  b\n  c"),
    "a quotation": ('Yes.<blockquote type="cite">Lunch?<br>Coat?</blockquote>', "Yes.\n\n> Lunch?\n> Coat?"),
    "style and script": ("<style>p{}</style><script>x()</script><title>T</title><p>Hi", "Hi"),
    "the preheader": ('<div style="display:none">Look inside</div><p>Hi', "Hi"),
    "hidden otherwise": (
        '<span style="font-size:0px">a</span><span hidden>b</span><span style="mso-hide:all">c</span>Hi',
        "Hi",
    ),
    "large letters are not hidden": ('<span style="font-size:0.9em">Hi</span>', "Hi"),
    "comments": ("<!-- no --><!--[if mso]>no<![endif]-->Hi", "Hi"),
    "soft hyphens and joiners": ("dif\u00adfer\u200bent", "different"),
    "never closed": ("<div><b>Hi <i>there", "Hi there"),
    "an XML declaration": ('<?xml version="1.0" encoding="iso-8859-1"?><p>é</p>', "é"),
    "nothing": ("", ""),
    "no markup": ("Hi there", "Hi there"),
    "only markup": ("<html><body></body></html>", ""),
    "more levels than anybody follows": ("<b>x&amp; " * 5000, "x&  " * 4999 + "x&"),
    "600 levels": ("<div>" * 600 + "Hi" + "</div>" * 600 + "there", "Hi\nthere"),
}


@pytest.mark.parametrize(("html", "text"), PAGES.values(), ids=PAGES.keys())
def test_html_reads_as_it_looked(html: str, text: str) -> None:
    assert to_text(html) == text
