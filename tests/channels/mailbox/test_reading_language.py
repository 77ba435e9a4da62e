"""The language of a mail: an Urdu or Polish mail is never called English, and a doubt is no answer."""

import pytest
from tests.channels.mailbox.mails import mail

from bookbag.channels.mailbox import language, reading

TEXTS = {
    "en": "Good morning, Anna has a temperature and will not be in school today.",
    "pl": "Dzień dobry, Anna jest dziś chora i nie przyjdzie do szkoły.",
    "cy": "Bore da, mae Anna yn sâl heddiw ac ni fydd yn yr ysgol.",
    "ur": "آج انا بیمار ہے اور سکول نہیں آئے گی",
    "ar": "ابنتي مريضة اليوم ولن تأتي إلى المدرسة",
    "pa": "ਅੱਜ ਮੇਰੀ ਧੀ ਬਿਮਾਰ ਹੈ",
    "bn": "আজ আমার মেয়ে অসুস্থ",
    "ro": "Bună ziua, fiica mea este bolnavă astăzi și nu vine la școală.",
    "pt": "Bom dia, a minha filha está doente e não vai à escola hoje.",
    "es": "Buenos días, mi hija está enferma y hoy no irá al colegio.",
    "fr": "Bonjour, ma fille est malade et ne viendra pas à l'école aujourd'hui.",
    "uk": "Добрий день, моя донька хвора і сьогодні не прийде до школи.",
    "tr": "Günaydın, kızım bugün hasta ve okula gelmeyecek.",
    "so": "Subax wanaagsan, gabadhaydu way xanuunsan tahay maantana iskuulka ma iman doonto.",
    "lt": "Laba diena, mano dukra serga ir šiandien neateis į mokyklą.",
    "zh": "您好，我女儿今天生病了，不能上学。",
}


@pytest.mark.parametrize(("code", "text"), TEXTS.items())
def test_a_language_written_at_home_is_recognised(code: str, text: str) -> None:
    assert reading.read(mail(text.encode(), b"Content-Type: text/plain; charset=utf-8")).language == code


def test_polish_without_its_own_letters_is_polish() -> None:
    assert language.detect("Dzien dobry, Anna jest dzis chora i nie przyjdzie do szkoly.") == "pl"


def test_polish_names_do_not_make_an_english_mail_polish() -> None:
    assert language.detect("Hi Mrs Jones, can Tomasz Kowalczyk leave at 2pm? Thanks, Agnieszka Kowalczyk") == "en"


@pytest.mark.parametrize("text", ["", "ok", "07700 900123", "https://spring.test/some/long/path/to/read", "Tak"])
def test_too_little_is_no_answer(text: str) -> None:
    assert language.detect(text) is None


def test_the_quoted_english_does_not_hide_the_new_words() -> None:
    body = f"{TEXTS['pl']}\n\nOn Mon, 2 Mar 2026 at 08:50, Office <o@s.test> wrote:\n> {TEXTS['en']}\n> {TEXTS['en']}\n"
    assert reading.read(mail(body.encode(), b"Content-Type: text/plain; charset=utf-8")).language == "pl"


def test_only_the_languages_that_a_school_names_are_answers() -> None:
    assert language.detect(TEXTS["so"], ("en", "so")) == "so"
    assert language.detect(TEXTS["ur"], ("en", "ur")) == "ur"
