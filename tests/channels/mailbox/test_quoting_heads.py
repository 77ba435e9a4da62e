"""A copied message head or a rule with words in it ends the new words, in the languages that families write."""

import pytest

from bookbag.channels.mailbox import quoting

HEADS = {
    "english": "From: Wyton School <office@wyton.test>\nSent: 03 March 2026 09:12\nTo: Nia's mum <mum@family.test>\nSubject: Trip",
    "english bold": "*From:* Wyton School <office@wyton.test>\n*Sent:* 03 March 2026 09:12\n*To:* mum@family.test\n*Subject:* Trip",
    "english folded": "From: Wyton School\n<office@wyton.test>\nSent: 03 March 2026 09:12\nTo: mum@family.test;\n dad@family.test\nSubject: Trip",
    "english rule": "________________________________\nFrom: Wyton School <office@wyton.test>\nSent: 03 March 2026 09:12\nTo: mum@family.test\nSubject: Trip",
    "english date": "From: office@wyton.test\nDate: Tue, 3 Mar 2026 09:12:00 +0000\nSubject: Trip",
    "english no addresses": "From: Wyton School\nSent: Tuesday, March 3, 2026 9:12 AM\nTo: Nia's mum\nSubject: Trip",
    "welsh": "Oddi wrth: Ysgol Wyton <office@wyton.test>\nAnfonwyd: 03 Mawrth 2026 09:12\nAt: mum@family.test\nPwnc: Trip",
    "french": "De : École Wyton <office@wyton.test>\nEnvoyé : mardi 3 mars 2026 09:12\nÀ : mum@family.test\nObjet : Sortie",
    "german": "Von: Schule Wyton <office@wyton.test>\nGesendet: Dienstag, 3. März 2026 09:12\nAn: mum@family.test\nBetreff: Ausflug",
    "dutch": "Van: School Wyton <office@wyton.test>\nVerzonden: dinsdag 3 maart 2026 09:12\nAan: mum@family.test\nOnderwerp: Uitje",
    "spanish": "De: Escuela Wyton <office@wyton.test>\nEnviado el: martes, 3 de marzo de 2026 9:12\nPara: mum@family.test\nAsunto: Excursión",
    "portuguese": "De: Escola Wyton <office@wyton.test>\nEnviado: 3 de março de 2026 09:12\nPara: mum@family.test\nAssunto: Passeio",
    "italian": "Da: Scuola Wyton <office@wyton.test>\nInviato: martedì 3 marzo 2026 09:12\nA: mum@family.test\nOggetto: Gita",
    "polish": "Od: Szkoła Wyton <office@wyton.test>\nWysłano: wtorek, 3 marca 2026 09:12\nDo: mum@family.test\nTemat: Wycieczka",
    "romanian": "De la: Școala Wyton <office@wyton.test>\nTrimis: marți, 3 martie 2026 09:12\nCătre: mum@family.test\nSubiect: Excursie",
    "czech": "Od: Škola Wyton <office@wyton.test>\nOdesláno: úterý 3. března 2026 9:12\nKomu: mum@family.test\nPředmět: Výlet",
    "swedish": "Från: Wytons skola <office@wyton.test>\nSkickat: den 3 mars 2026 09:12\nTill: mum@family.test\nÄmne: Utflykt",
    "norwegian": "Fra: Wyton skole <office@wyton.test>\nSendt: 3. mars 2026 09:12\nTil: mum@family.test\nEmne: Tur",
    "finnish": "Lähettäjä: Wytonin koulu <office@wyton.test>\nLähetetty: tiistai 3. maaliskuuta 2026 9.12\nVastaanottaja: mum@family.test\nAihe: Retki",
    "turkish": "Kimden: Wyton Okulu <office@wyton.test>\nGönderildi: 3 Mart 2026 Salı 09:12\nKime: mum@family.test\nKonu: Gezi",
    "russian": "От: Школа Уайтон <office@wyton.test>\nОтправлено: 3 марта 2026 г. 09:12\nКому: mum@family.test\nТема: Экскурсия",
    "ukrainian": "Від: Школа Вайтон <office@wyton.test>\nНадіслано: 3 березня 2026 р. 09:12\nКому: mum@family.test\nТема: Екскурсія",
    "greek": "Από: Wyton <office@wyton.test>\nΣτάλθηκε: Τρίτη, 3 Μαρτίου 2026 9:12 πμ\nΠρος: mum@family.test\nΘέμα: Εκδρομή",
    "chinese": "发件人: Wyton <office@wyton.test>\n发送时间: 2026年3月3日 9:12\n收件人: mum@family.test\n主题: 旅行",
    "japanese": "差出人: Wyton <office@wyton.test>\n送信日時: 2026年3月3日 9:12\n宛先: mum@family.test\n件名: 遠足",
    "original message": "-----Original Message-----\nFrom: office@wyton.test\nSubject: Trip",
    "original without head": "----- Original Message -----",
    "german original": "-------- Ursprüngliche Nachricht --------",
    "french original": "-----Message d'origine-----",
    "dutch original": "-----Oorspronkelijk bericht-----",
    "polish original": "-----Oryginalna wiadomość-----",
    "danish original": "-----Oprindelig meddelelse-----",
    "chinese original": "------------------ 原始邮件 ------------------",
    "telephone": "-------- Original message --------\nFrom: Wyton School <office@wyton.test>\nDate: 03/03/2026 09:12 (GMT+00:00)\nTo: mum@family.test\nSubject: Trip",
}  # fmt: skip


@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS.keys())
def test_what_stands_below_a_head_is_quoted(head: str) -> None:
    split = quoting.split(
        f"Nia is well again and comes on Monday.\nBest wishes\n\n{head}\n\nDear parents,\nplease reply.\n"
    )
    assert split.new_text == "Nia is well again and comes on Monday.\nBest wishes"
    assert split.quoted == f"{head}\n\nDear parents,\nplease reply."
