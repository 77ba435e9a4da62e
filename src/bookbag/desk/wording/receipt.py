"""The words of the automatic receipt. English always; above it the few lines that matter, in the reader's language."""

from dataclasses import dataclass
from datetime import datetime

from bookbag.policy import english
from bookbag.policy.values import Channel


@dataclass(frozen=True, slots=True)
class Notice:
    """A subject and a body in plain text."""

    subject: str
    body: str


DANGER: dict[str, str] = {
    "cy": "Os yw plentyn mewn perygl, ffoniwch 999. Nid oes neb yn darllen y neges hon y tu allan i oriau swyddfa.",
    "fr": "Si un enfant est en danger, appelez le 999. Personne ne lit ce message en dehors des heures de bureau.",
    "pl": "Jeśli dziecku grozi niebezpieczeństwo, zadzwoń pod numer 999. Poza godzinami pracy nikt nie czyta tej wiadomości.",
    "pt": "Se uma criança estiver em perigo, ligue 999. Fora do horário da secretaria ninguém lê esta mensagem.",
    "ro": "Dacă un copil este în pericol, sunați la 999. În afara programului, nimeni nu citește acest mesaj.",
    "es": "Si un niño está en peligro, llame al 999. Fuera del horario de oficina nadie lee este mensaje.",
    "uk": "Якщо дитина в небезпеці, телефонуйте 999. Поза робочим часом це повідомлення ніхто не читає.",
    "ur": "اگر کوئی بچہ خطرے میں ہو تو 999 پر فون کریں۔ دفتری اوقات کے علاوہ یہ پیغام کوئی نہیں پڑھتا۔",
}
"""Only what must be understood at once. A language that is not here gets the English."""


def compose(
    *,
    school_name: str,
    telephone: str,
    day_number: str,
    night_number: str,
    read_at: datetime | None,
    received_at: datetime,
    answer_by: datetime | None,
    heard_by: datetime | None = None,
    with_whom: str = "",
    thanks: bool = False,
    language: str,
    subject: str,
    channel: str = Channel.EMAIL,
    teacher_from: datetime | None = None,
    raising: str = "",
) -> Notice:
    """Write the receipt. `read_at` equal to `received_at` means that the office is open; None that nobody knows."""
    what = "message" if channel == Channel.FORM else "e-mail"
    lines = [DANGER[language], ""] if language in DANGER else []
    if read_at is None:
        lines.append("The school is closed. We cannot say yet on which day somebody will read this.")
    elif read_at > received_at:
        lines.append(f"Nobody reads this until {english.moment(read_at)}.")
    lines += [
        "If a child is in danger ring 999.",
        f"Worried about a child: {day_number} by day, {night_number} at night and at weekends. Childline: 0800 1111.",
        "",
        f"This is an automatic note from {school_name}. We have your {what}, and a person will read it.",
    ]
    if thanks:
        lines.append("Thank you for offering to help.")
    if with_whom:
        lines.append(f"It is with {with_whom}.")
    if teacher_from:
        lines.append(
            f"Teachers are with their classes now. A teacher can read it after {english.clock(teacher_from.time())}."
        )
    if heard_by and (answer_by is None or heard_by < answer_by):
        lines.append(f"You will hear from a person by {english.moment(heard_by)}.")
    if answer_by:
        lines.append(f"You will have an answer by {english.moment(answer_by)} at the latest.")
    if telephone:
        lines.append(f"If it is urgent, ring the school office: {telephone}.")
    if raising:
        lines += ["", raising]
    lines += ["", "You need not answer this note. If you do, it joins your message."]
    return Notice(
        subject=f"We have your {what}: {subject}" if subject else f"We have your {what}", body="\n".join(lines)
    )
