"""What Python's own library writes soundly is read back as it was: words, people, files, byte for byte."""

from email.headerregistry import Address as Written
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8, EmailPolicy, default

from hypothesis import given, settings
from hypothesis import strategies as st

from bookbag.channels.mailbox import reading

LETTERS = "abc XYZ 019 éüñ€ŵżł “” – اردو ਪੰਜਾਬੀ 日本語 ,;:@<>()\"'=?_.%&"
# Python's own writer doubles or drops white space where it folds; words are compared without any.
words = st.text(LETTERS, min_size=1, max_size=120).map(lambda text: " ".join(text.split())).filter(bool)
names = st.text("abc XYZ éüñ€żł ,.()'", min_size=1, max_size=40).map(lambda text: " ".join(text.split())).filter(bool)
locals_ = st.from_regex(r"[a-z][a-z0-9.+_-]{0,20}[a-z0-9]", fullmatch=True).filter(lambda local: ".." not in local)
addresses = st.builds(
    lambda name, local, host: Written(name, local, f"{host}.test"),
    names,
    locals_,
    st.from_regex(r"[a-z]{1,10}", fullmatch=True),
)
lines = (
    st.lists(st.text(LETTERS, max_size=200), min_size=1, max_size=8)
    .map(lambda some: "\n".join(some).strip())
    .filter(lambda text: any(map(str.isalpha, text)))
)
files = st.tuples(
    st.text("abcXYZ éüżł日本_-019", min_size=1, max_size=60).map(str.strip).filter(bool), st.binary(max_size=300)
)


def squeezed(text: str) -> str:
    return "".join(text.split())


def person(name: str, address: str) -> tuple[str, str]:
    return squeezed(name), address


@settings(max_examples=150, deadline=None)
@given(st.data(), st.sampled_from([default, SMTP, SMTPUTF8]))
def test_a_sound_mail_is_read_as_it_was_written(data: st.DataObject, policy: EmailPolicy) -> None:
    sender, to = data.draw(addresses), data.draw(st.lists(addresses, min_size=1, max_size=4))
    subject, body, attached = data.draw(words), data.draw(lines), data.draw(st.lists(files, max_size=3))
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    message.set_content(body)
    for name, content in attached:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=f"{name}.bin")
    read = reading.read(message.as_bytes(policy=policy))
    assert read.sender is not None
    assert person(read.sender.name, read.sender.address) == person(sender.display_name, sender.addr_spec)
    expected = dict.fromkeys(person(one.display_name, one.addr_spec) for one in to)
    assert list(dict.fromkeys(person(one.name, one.address) for one in read.to)) == list(expected)
    assert squeezed(read.subject) == squeezed(subject)
    assert read.text.strip() == body
    assert [(squeezed(one.name), one.content) for one in read.attachments] == [
        (squeezed(f"{name}.bin"), content) for name, content in attached
    ]
