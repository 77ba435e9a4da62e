"""Signatures, telephones' lines and small print go, when own words stand above them."""

import pytest

from bookbag.channels.mailbox import quoting

SIGNATURES = {
    "dashes": "-- \nNia's mum\nAcme Tiles",
    "dashes without space": "--\nNia's mum",
    "rule above a card": "____________________\nNia's mum | Acme Tiles\n07700 900123\nmum@acme.test",
    "list footer": "_______________________________________________\nParents mailing list\nparents@lists.test",
    "iphone": "Sent from my iPhone",
    "android outlook": "Get Outlook for Android<https://phone.test/app>",
    "yahoo on android": "Sent from Yahoo Mail on Android",
    "samsung": "Sent from Samsung Galaxy smartphone.",
    "brackets": "(sent from a phone)",
    "typos": "Sent from my mobile, please excuse any typos.",
    "welsh": "Anfonwyd o'm iPhone",
    "german": "Von meinem iPhone gesendet",
    "german sentence": "Diese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
    "french": "Envoyé de mon iPhone",
    "french outlook": "Télécharger Outlook pour iOS<https://phone.test/app>",
    "spanish": "Enviado desde mi iPhone",
    "portuguese": "Enviado do meu iPhone",
    "italian": "Inviato da iPhone",
    "dutch": "Verstuurd vanaf mijn iPhone",
    "polish": "Wysłane z iPhone'a",
    "romanian": "Trimis de pe iPhone-ul meu",
    "czech": "Odesláno z iPhonu",
    "swedish": "Skickat från min iPhone",
    "danish": "Sendt fra min iPhone",
    "finnish": "Lähetetty iPhonesta",
    "russian": "Отправлено с iPhone",
    "ukrainian": "Надіслано з iPhone",
    "turkish": "iPhone'umdan gönderildi",
    "greek": "Στάλθηκε από το iPhone μου",
    "chinese": "发自我的 iPhone",
    "japanese": "iPhoneから送信",
    "korean": "나의 iPhone에서 보냄",
    "vietnamese": "Đã gửi từ iPhone của tôi",
    "arabic": "أُرسلت من الـ iPhone",
    "small print": "This e-mail and any attachments are confidential and intended solely for the addressee.\nIf you are not the addressee, tell the sender.",
    "small print heading": "CONFIDENTIALITY NOTICE: what stands here is private.\n\nAnother paragraph of it.",
    "trees": "Please consider the environment before printing this e-mail.",
}


@pytest.mark.parametrize("signature", SIGNATURES.values(), ids=SIGNATURES.keys())
def test_a_signature_goes(signature: str) -> None:
    split = quoting.split(f"Nia has a cold and stays at home today.\n\n{signature}\n")
    assert (split.new_text, split.signature) == ("Nia has a cold and stays at home today.", signature)


@pytest.mark.parametrize("signature", SIGNATURES.values(), ids=SIGNATURES.keys())
def test_a_signature_goes_that_stands_above_a_quotation(signature: str) -> None:
    quotation = "On 3 Mar 2026, at 09:12, Wyton School <office@wyton.test> wrote:\n\n> Is Nia ill?"
    split = quoting.split(f"Yes, a cold.\n\n{signature}\n\n{quotation}")
    assert split == quoting.Split(new_text="Yes, a cold.", quoted=quotation, signature=signature)


def test_words_below_a_telephones_line_are_kept() -> None:
    assert quoting.split("Yes.\n\nSent from my iPhone\n\nPS: she loved it.").new_text == "Yes.\n\n\nPS: she loved it."


def test_a_long_text_below_dashes_is_no_signature() -> None:
    story = "\n".join(f"Line {number} of what happened." for number in range(20))
    assert quoting.split(f"Hello.\n\n--\n{story}").new_text == f"Hello.\n\n--\n{story}"


def test_a_greeting_with_a_name_is_the_writers_own() -> None:
    assert (
        quoting.split("Yes, please.\n\nKind regards,\nNia's mum").new_text == "Yes, please.\n\nKind regards,\nNia's mum"
    )
