"""Class lists as offices have them: every layout, spelling and fault; what is read, what is refused, and which line is named."""

from datetime import date

import pytest

from bookbag.errors import Invalid
from bookbag.people.importing import classlists
from bookbag.people.importing.values import Reading
from bookbag.people.telephones import e164

TODAY = date(2026, 3, 2)
WIDE = "Forename,Surname,DOB,Class,Parent 1 Name,Parent 1 Email,Parent 1 Mobile,Parent 2 Name,Parent 2 Email\n"


def read(text: str | bytes) -> Reading:
    return classlists.read(text if isinstance(text, bytes) else text.encode(), today=TODAY)


def children(reading: Reading) -> list[str]:
    return [
        f"{one.given_name} {one.family_name}, {one.class_name or '-'}, {one.born_on or '-'}" for one in reading.pupils
    ]


def adults(reading: Reading) -> list[str]:
    return [
        f"{pupil.given_name}: {adult.title} {adult.given_name} {adult.family_name} {' '.join(adult.emails)}".replace(
            "  ", " "
        )
        for pupil in reading.pupils
        for adult in pupil.adults
    ]


def said(reading: Reading) -> list[str]:
    return [str(remark) for remark in reading.remarks]


@pytest.mark.parametrize(
    "head",
    [
        "Forename,Surname,DOB,Class,Parent 1 Name,Parent 1 Email,Parent 2 Name,Parent 2 Email",
        "First Name,Last Name,Date of Birth,Reg Group,Parent1_Name,Parent1_Email,Parent2_Name,Parent2_Email",
        "Legal Forename,Legal Surname,D.O.B.,Form,Contact 1 Name,Contact 1 E-mail,Contact 2 Name,Contact 2 E-mail",
        "Pupil First Name,Pupil Surname,Birth Date,Tutor Group,Guardian 1,Guardian 1 email,Guardian 2,Guardian 2 email",
        "givenName,familyName,birthDate,className,parent1Name,parent1Email,parent2Name,parent2Email",
        "Child's first name,Child's last name,Birthday,Class,Mum,Mum's email,Dad,Dad's email",
        "forename,surname,dob,class,Mother's name,Mother email address,Father's name,Father email address",
        "FIRST NAME,FAMILY NAME,BORN,CLASS,FIRST PARENT NAME,FIRST PARENT EMAIL,SECOND PARENT NAME,SECOND PARENT EMAIL",
        "Student Forename,Student Surname,DOB,Registration Group,P1 Name,P1 Email,P2 Name,P2 Email",
        "Forename,Surname,DOB,Class,Parent/Carer 1 Full Name,Email (Parent/Carer 1),Parent/Carer 2 Full Name,Email (Parent/Carer 2)",
    ],
)
def test_columns_are_known_by_many_names(head: str) -> None:
    row = "Amira,Khan,03/04/2015,4B,Samina Khan,samina@home.example,Omar Khan,omar@other.example"
    reading = read(f"{head}\n{row}\n")
    assert children(reading) == ["Amira Khan, 4B, 2015-04-03"]
    assert adults(reading) == ["Amira: Samina Khan samina@home.example", "Amira: Omar Khan omar@other.example"]


def test_a_row_an_adult_is_put_together_by_child() -> None:
    reading = read(
        "UPN,Surname,Forename,Reg,Priority,Contact Title,Contact Forename,Contact Surname,Relationship,Parental Responsibility,Email\n"
        "Z1,Khan,Amira,4B,1,Mrs,Samina,Khan,Mother,Yes,samina@home.example\n"
        "Z1,Khan,Amira,4B,2,Mr,Omar,Khan,Father,No,omar@home.example\n"
    )
    assert children(reading) == ["Amira Khan, 4B, -"]
    assert adults(reading) == ["Amira: Mrs Samina Khan samina@home.example", "Amira: Mr Omar Khan omar@home.example"]
    assert [adult.parental_responsibility for adult in reading.pupils[0].adults] == [True, False]
    assert ("Priority", "nothing") in reading.columns


@pytest.mark.parametrize(
    ("written", "born"),
    [
        *(
            ("2015-04-03", "2015-04-03"),
            ("03/04/2015", "2015-04-03"),
            ("3/4/15", "2015-04-03"),
            ("03.04.2015", "2015-04-03"),
        ),
        *(("3 April 2015", "2015-04-03"), ("3rd Apr 2015", "2015-04-03"), ("03-Apr-15", "2015-04-03")),
        *(("April 3, 2015", "2015-04-03"), ("Fri 3 Apr 2015", "2015-04-03"), ("20150403", "2015-04-03")),
        *(("42097", "2015-04-03"), ("03/04/2015 00:00:00", "2015-04-03"), ("2015-04-03T00:00:00Z", "2015-04-03")),
        *(("04/23/2015", "2015-04-23"), ("23/04/2015", "2015-04-23"), ("29/02/2016", "2016-02-29")),
    ],
)
def test_dates_of_birth_in_every_spelling(written: str, born: str) -> None:
    reading = read(f'Forename,Surname,DOB\nAmira,Khan,"{written}"\n')
    assert str(reading.pupils[0].born_on) == born


def test_the_whole_column_says_whether_the_month_stands_first() -> None:
    reading = read("Forename,Surname,DOB\nAmira,Khan,04/03/2015\nBen,Ash,12/25/2014\n")
    assert children(reading) == ["Amira Khan, -, 2015-04-03", "Ben Ash, -, 2014-12-25"]
    assert not reading.remarks


def test_where_the_column_does_not_say_the_day_stands_first_and_it_is_told() -> None:
    reading = read("Forename,Surname,DOB\nAmira,Khan,04/03/2015\nBen,Ash,05/05/2014\n")
    assert children(reading)[0] == "Amira Khan, -, 2015-03-04"
    assert said(reading) == ["Line 2: 04/03/2015 is read as 4 March 2015, the day first."]


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("Amira,Khan,31/02/2015,4B", "Line 3: “31/02/2015” is no date of birth."),
        ("Amira,Khan,soon,4B", "Line 3: “soon” is no date of birth."),
        ("Amira,Khan,01/09/2026,4B", "Line 3: the date of birth 01/09/2026 is in the future."),
        ("Amira,Khan,01/09/1974,4B", "Line 3: the date of birth 01/09/1974 is 51 years ago."),
        (",Khan,03/04/2015,4B", "Line 3: there is no first name."),
        ("Amira,,03/04/2015,4B", "Line 3: there is no family name."),
        ("Amira,Khan,03/04/2015,4B,,,,,,more,than,named", "Line 3: it has 12 cells, and line 1 names 9."),
    ],
)
def test_a_line_that_cannot_be_read_is_named_and_the_others_are_taken(row: str, says: str) -> None:
    reading = read(f"{WIDE}Ben,Ash,25/12/2014,4B\n{row}\nFinn,Doyle,23/05/2016,2A\n")
    assert [one.given_name for one in reading.pupils] == ["Ben", "Finn"]
    assert [str(remark).startswith(says) for remark in reading.refused] == [True], reading.refused


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "latin-1"])
@pytest.mark.parametrize("parts", [",", ";", "\t", "|"])
def test_every_encoding_and_delimiter(encoding: str, parts: str) -> None:
    text = parts.join(("Forename", "Surname", "Class")) + "\r\n" + parts.join(("Zoë", "Müller", "4B")) + "\r\n"
    assert children(read(text.encode(encoding))) == ["Zoë Müller, 4B, -"]


def test_blank_rows_titles_repeated_heads_and_totals_are_no_children() -> None:
    reading = read(
        "Year 4 contact list,,\n\nForename,Surname,Parent email\n,,\nAmira,Khan,\n\nForename,Surname,Parent email\n"
        "Ben,Ash,\nTotal,2,\n"
    )
    assert [one.given_name for one in reading.pupils] == ["Amira", "Ben"]
    assert said(reading) == ["Line 9: “Total” is taken for a heading or a total, not for a child."]


def test_a_heading_that_names_a_class_holds_for_those_below() -> None:
    reading = read("Forename,Surname\nClass 4B,\nAmira,Khan\nClass: 2A,\nFinn,Doyle\n")
    assert children(reading) == ["Amira Khan, 4B, -", "Finn Doyle, 2A, -"]


def test_twins_are_two_children() -> None:
    reading = read("Forename,Surname,DOB,Mum\nAda,Bell,01/02/2016,Jo Bell\nMax,Bell,01/02/2016,Jo Bell\n")
    assert children(reading) == ["Ada Bell, -, 2016-02-01", "Max Bell, -, 2016-02-01"]


def test_two_children_of_one_name_are_told_apart_by_their_birthdays() -> None:
    reading = read("Forename,Surname,DOB\nAda,Bell,13/02/2016\nAda,Bell,14/02/2017\n")
    assert len(reading.pupils) == 2


def test_the_same_line_twice_is_one_child_and_is_told() -> None:
    reading = read("Forename,Surname,DOB,Mum\nAda,Bell,13/02/2016,Jo Bell\nAda,Bell,13/02/2016,Jo Bell\n")
    assert len(reading.pupils) == 1
    assert said(reading) == ["Line 3: it says the same as line 2, and is taken once."]


def test_one_upn_for_two_names_refuses_the_second() -> None:
    reading = read("UPN,Forename,Surname\nA823432112001,Ada,Bell\nA823432112001,Max,Bell\n")
    assert [str(each) for each in reading.refused] == [
        "Line 3: the UPN A823432112001 stands on line 2 too, for Ada Bell."
    ]


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ("Samina Khan", ["Samina Khan"]),
        ('"Khan, Samina"', ["Samina Khan"]),
        ("Mrs Samina Khan", ["Mrs Samina Khan"]),
        ("Mrs. S Khan", ["Mrs S Khan"]),
        ("Jan van der Berg", ["Jan van der Berg"]),
        ("Mrs van Dyke", ["Mrs van Dyke"]),
        ("Samina and Omar Khan", ["Samina Khan", "Omar Khan"]),
        ("Mr & Mrs Doyle", ["Mr Doyle", "Mrs Doyle"]),
        ("Samina Khan & Ben Ash", ["Samina Khan", "Ben Ash"]),
        ("Dr Siân O'Neill-Jones", ["Dr Siân O'Neill-Jones"]),
    ],
)
def test_names_in_one_cell_are_parted(cell: str, named: list[str]) -> None:
    reading = read(f"Forename,Surname,Parents\nAmira,Khan,{cell}\n")
    whole = [" ".join(filter(None, (a.title, a.given_name, a.family_name))) for a in reading.pupils[0].adults]
    assert whole == named


def test_the_family_name_of_a_van_der_berg_is_whole() -> None:
    assert (
        read("Forename,Surname,Parents\nAmira,Khan,Jan van der Berg\n").pupils[0].adults[0].family_name
        == "van der Berg"
    )


def test_a_childs_whole_name_in_one_cell() -> None:
    assert children(read('Pupil,Class\n"Khan, Amira",4B\nBen Ash,4B\n')) == ["Amira Khan, 4B, -", "Ben Ash, 4B, -"]


def test_ways_to_reach_somebody_that_are_none_are_left_out_and_told() -> None:
    reading = read(f"{WIDE}Amira,Khan,03/14/2015,4B,Samina Khan,samina@@home,0770,Omar Khan,a@h.example; b@h.example\n")
    assert said(reading) == [
        "Line 2: “samina@@home” is no e-mail address and is left out.",
        "Line 2: “0770” is no telephone number and is left out.",
    ]
    assert reading.pupils[0].adults[1].emails == ("a@h.example", "b@h.example")


def test_an_adult_without_a_name_is_left_out_and_told() -> None:
    reading = read(f"{WIDE}Amira,Khan,03/14/2015,4B,,samina@home.example,,,\n")
    assert not reading.pupils[0].adults
    assert said(reading) == ["Line 2: an adult has details and no name, so they are left out. Add the name."]


def test_nothing_is_made_of_the_order_of_adults() -> None:
    one = read(f"{WIDE}Amira,Khan,,,Samina Khan,,,Omar Khan,\n").pupils[0].adults
    other = read(f"{WIDE}Amira,Khan,,,Omar Khan,,,Samina Khan,\n").pupils[0].adults
    assert set(one) == set(other)


def test_lines_inside_quotation_marks_count() -> None:
    reading = read(
        'Forename,Surname,DOB,Mum,Mum address\nAda,Bell,13/02/2016,Jo Bell,"14 High Street\nLittle Wickham"\nMax,,,,\n'
    )
    assert reading.pupils[0].adults[0].address == "14 High Street\nLittle Wickham"
    assert [str(each).split(":")[0] for each in reading.refused] == ["Line 4"]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "Line 1: no line names the columns."),
        (b"Amira,Khan,2015-03-02\nBen,Ash,2014-12-25\n", "Line 1: no line names the columns."),
        (b"Forename,Surname,DOB\n", "Line 1: nothing stands under the names of the columns."),
        (
            b'Forename,Surname\nAmira,Khan\nBen,"Ash\nFinn,Doyle\n',
            "Line 3: a quotation mark opens a cell and none closes it",
        ),
        (b'Forename,Surname\nAmira,"Khan" x\n', "Line 2: a quotation mark opens a cell and none closes it"),
        (b"PK\x03\x04 and more", "This is an Excel workbook or another zip file"),
        (b"\xd0\xcf\x11\xe0 and more", "This is an old Excel workbook"),
        (b"Forename,Surname\nAmira,Khan\nB\0n,Ash\n", "Line 3: this is no text."),
        (
            "Forename,Surname\nAmira,Khan\n".encode("utf-16") + b"B",
            "Line 3: the file breaks off in the middle of a letter.",
        ),
        (b"Forename,Surname\nAmira," + b"K" * 30_000, "Line 2: a cell is longer than any name or address."),
        (b"product,price\nglue,2\n", "Line 1: no line names the columns."),
    ],
)
def test_what_is_no_list_is_refused_and_the_line_named(raw: bytes, says: str) -> None:
    with pytest.raises(Invalid) as refused:
        read(raw)
    assert str(refused.value).startswith(says), str(refused.value)


@pytest.mark.parametrize(
    "number", ["07700 900123", "07012345678", "07624900123", "01632 960123", "02079460123", "03001234567"]
)
def test_a_plain_number_is_read_as_any_other(number: str) -> None:
    reading = read(f"Forename,Surname,Parent Name,Parent Mobile\nAmira,Khan,Samina Khan,{number}\n")
    assert reading.pupils[0].adults[0].telephones == (e164(number),)


@pytest.mark.parametrize("name", ["DoB", "DOB", "D.o.B.", "dob", "Dyddiad Geni", "Column3", ""])
def test_a_date_of_birth_is_known_by_its_column_s_name_or_by_what_stands_in_it(name: str) -> None:
    assert children(read(f"Forename,Surname,{name}\nAmira,Khan,23/04/2015\n")) == ["Amira Khan, -, 2015-04-23"]


def test_other_days_are_no_dates_of_birth() -> None:
    text = "Forename,Surname,Joined,Date\nAmira,Khan,23/04/2016,23/04/2026\n"
    assert children(read(text)) == ["Amira Khan, -, -"]


def test_a_upn_is_known_by_how_it_looks() -> None:
    assert read("Forename,Surname,Code\nAmira,Khan,B801200005001\n").pupils[0].upn == "B801200005001"
