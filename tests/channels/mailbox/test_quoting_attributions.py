"""A line that says who wrote when ends the new words, in the languages that families write."""

import pytest

from bookbag.channels.mailbox import quoting

LINES = {
    "english gmail": "On Tue, 3 Mar 2026 at 09:12, Wyton School <office@wyton.test> wrote:",
    "english american": 'On Tue, Mar 3, 2026 at 9:12 AM "Wyton School" <office@wyton.test> wrote:',
    "english apple": "On 3 Mar 2026, at 09:12, Wyton School <office@wyton.test> wrote:",
    "english thunderbird": "On 03/03/2026 09:12, Wyton School wrote:",
    "english wrapped": "On Tue, 3 Mar 2026 at 09:12, Wyton Church of England Primary School <\noffice@wyton.test> wrote:",
    "english wrapped thrice": "On 3 Mar 2026, at 09:12, Wyton School <\na-long-address-of-the-office@wyton.test>\nwrote:",
    "english name first": "Wyton School <office@wyton.test> wrote on Tuesday, 3 March 2026 at 09:12:",
    "english without colon": "On Tue, 03 Mar 2026 09:12:43 +0000 Wyton School <office@wyton.test> wrote",
    "english zoho": "---- On Tue, 03 Mar 2026 09:12:43 +0000 office@wyton.test wrote ----",
    "english yahoo": "On Tuesday, 3 March 2026 at 09:12:33 GMT, Wyton School <office@wyton.test> wrote: ",
    "welsh": "Ar Maw 3 Maw 2026 am 09:12, ysgrifennodd Ysgol Wyton <office@wyton.test>:",
    "french": "Le mar. 3 mars 2026 à 09:12, École Wyton <office@wyton.test> a écrit :",
    "french wrapped": "Le mardi 3 mars 2026 à 09:12, École Wyton <office@wyton.test> a\nécrit :",
    "german": "Am Di., 3. März 2026 um 09:12 Uhr schrieb Schule Wyton <office@wyton.test>:",
    "german name first": "Schule Wyton <office@wyton.test> schrieb am Di., 3.\nMärz 2026, 09:12:",
    "dutch": "Op di 3 mrt 2026 om 09:12 schreef School Wyton <office@wyton.test>:",
    "dutch apple": "Op 3 mrt. 2026, om 09:12 heeft School Wyton <office@wyton.test> het volgende geschreven:",
    "spanish": "El mar, 3 mar 2026 a las 9:12, Escuela Wyton (<office@wyton.test>) escribió:",
    "portuguese": "Em ter., 3 de mar. de 2026 às 09:12, Escola Wyton <office@wyton.test> escreveu:",
    "italian": "Il giorno mar 3 mar 2026 alle ore 09:12 Scuola Wyton <office@wyton.test> ha scritto:",
    "polish": "wt., 3 mar 2026 o 09:12 Szkoła Wyton <office@wyton.test> napisał(a):",
    "polish older": "W dniu 3 marca 2026 09:12 użytkownik Szkoła Wyton <office@wyton.test>\nnapisał:",
    "romanian": "Pe mar., 3 mar. 2026 la 09:12, Școala Wyton <office@wyton.test> a scris:",
    "czech": "út 3. 3. 2026 v 9:12 odesílatel Škola Wyton <office@wyton.test> napsal:",
    "slovak": "ut 3. 3. 2026 o 9:12 Škola Wyton <office@wyton.test> napísal(a):",
    "swedish": "Den tis 3 mars 2026 kl 09:12 skrev Wytons skola <office@wyton.test>:",
    "norwegian": "tir. 3. mars 2026 kl. 09:12 skrev Wyton skole <office@wyton.test>:",
    "danish": "Den tirs. 3. mar. 2026 kl. 09.12 skrev Wyton Skole <office@wyton.test>:",
    "finnish": "ti 3. maalisk. 2026 klo 9.12 Wytonin koulu\n<office@wyton.test> kirjoitti:",
    "turkish": "Wyton Okulu <office@wyton.test>, 3 Mar 2026 Sal, 09:12 tarihinde şunu yazdı:",
    "russian": "вт, 3 мар. 2026 г. в 09:12, Школа Уайтон <office@wyton.test>:",
    "russian verb": "3 марта 2026 г., 09:12 пользователь Школа Уайтон <office@wyton.test> написал:",
    "ukrainian": "вт, 3 бер. 2026 р. о 09:12 Школа Вайтон <office@wyton.test> пише:",
    "greek": "Στις Τρί 3 Μαρ 2026 στις 9:12 π.μ., ο χρήστης Wyton <office@wyton.test> έγραψε:",
    "hungarian": "Wyton Iskola <office@wyton.test> ezt írta (időpont: 2026. márc. 3., K, 9:12):",
    "lithuanian": "2026-03-03, an, 09:12 Wyton mokykla <office@wyton.test> rašė:",
    "latvian": "otrd., 2026. g. 3. marts, plkst. 09:12 — Wyton skola (<office@wyton.test>) rakstīja:",
    "chinese": "Wyton 学校 <office@wyton.test> 于2026年3月3日周二 09:12写道：",
    "chinese apple": "在 2026年3月3日，09:12，Wyton 学校 <office@wyton.test> 写道：",
    "japanese": "2026年3月3日(火) 9:12 Wyton 学校 <office@wyton.test>:",
    "korean": "2026년 3월 3일 (화) 오전 9:12, Wyton 학교 <office@wyton.test>님이 작성:",
    "vietnamese": "Vào Th 3, 3 thg 3, 2026 vào lúc 09:12 Trường Wyton <office@wyton.test> đã viết:",
    "arabic": "في الثلاثاء، 3 مارس 2026 في 9:12 ص تمت كتابة ما يلي بواسطة Wyton <office@wyton.test>:",
    "urdu": "منگل، 3 مارچ 2026 کو 9:12 پر Wyton <office@wyton.test> نے لکھا:",
    "hindi": "मंगल, 3 मार्च 2026 को 9:12 am बजे Wyton <office@wyton.test> ने लिखा:",
    "bengali": "মঙ্গল, 3 মার্চ, 2026 তারিখে 9:12 AM টায় Wyton <office@wyton.test> লিখেছেন:",
    "old gmail": "2026-03-03 9:12 GMT+00:00 Wyton School <office@wyton.test>:",
    "no address": "On Tuesday, 3 March 2026 at 09:12, Wyton School via Bookbag wrote:",
}


@pytest.mark.parametrize("line", LINES.values(), ids=LINES.keys())
def test_what_stands_below_an_attribution_is_quoted(line: str) -> None:
    text = f"Yes, Nia can go on the trip.\n\nMany thanks\n\n{line}\n\nDear parents,\n\nplease reply by Friday.\n"
    split = quoting.split(text)
    assert split.new_text == "Yes, Nia can go on the trip.\n\nMany thanks"
    assert split.quoted.startswith(line.rstrip())


@pytest.mark.parametrize("line", LINES.values(), ids=LINES.keys())
def test_an_attribution_above_marked_lines_goes_with_them(line: str) -> None:
    split = quoting.split(f"Yes, she can.\n{line}\n> Dear parents,\n>\n> please reply by Friday.\n\nNia's mum")
    assert split.new_text == "Yes, she can.\n\nNia's mum"


def test_own_words_and_attribution_on_one_line_are_parted() -> None:
    split = quoting.split(
        "Thank you! On Tue, Mar 3, 2026 at 9:12 AM, office@wyton.test wrote:\n> The trip is on Friday."
    )
    assert split.new_text == "Thank you!"
