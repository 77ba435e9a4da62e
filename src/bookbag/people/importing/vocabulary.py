"""The words by which lists call their columns: whose they are, which of several, and what they hold."""

from bookbag.people.importing.columns import FATHER, MOTHER, What


def _words(text: str) -> set[str]:
    return set(text.split())


CHILD, PARENT, CONTACT, EMERGENCY, NOBODY = "child", "parent", "contact", "emergency", ""
_KIN = {
    MOTHER: "mother mothers mum mums mam mummy mummys mom moms",
    FATHER: "father fathers dad dads daddy daddys papa tad",
    10: "stepmother stepmum stepmothers",
    11: "stepfather stepdad stepfathers",
    12: "grandmother grandma gran granny nan nana",
    13: "grandfather grandad granddad grandpa",
}
KINS = {word: number for number, words in _KIN.items() for word in words.split()}
GROUPS = {
    **dict.fromkeys(
        _words("adult adults parent parents carer carers guardian guardians p pc pg g parental rhiant rhieni"), PARENT
    ),
    **dict.fromkeys(_words("contact contacts con c"), CONTACT),
    **dict.fromkeys(_words("emergency emerg ice nok kin"), EMERGENCY),
}
CHILDREN = _words("basic child children childs kid kids learner legal pupil pupils student students disgybl plentyn")
STRANGERS = _words(
    "doctor doctors gp surgery teacher teachers sibling siblings brother sister previous former dentist bus staff agency"
    " medical middle maiden salutation addressee social worker photo consent"
)
"""Of whom a list speaks besides the family: their columns are left out."""
PLACES = {"school", "schools"}
ORDINALS = {
    word: number
    for number, words in enumerate(
        ("one first 1st primary main", "two second 2nd secondary other", "three third 3rd", "four fourth 4th"), start=1
    )
    for word in words.split()
}
LETTERS = {"a": 1, "b": 2, "c": 3}
NOISE = _words(
    "a and current day daytime details evening for full home no number numbers of personal preferred s the to work is"
    " complete usual"
)
NUMBERS = {"number", "numbers", "no", "nos"}
_NAMES = {
    What.GIVEN: (
        "enw cyntaf|forename|forenames|first name|firstname|first names|given name|givenname|given names|fore name|"
        "given|christian name|fname|first|legal forename|legal first name|forename s|first name s"
    ),
    What.FAMILY: (
        "cyfenw|surname|last name|lastname|family name|familyname|sname|lname|last|legal surname|legal last name|"
        "second name|family"
    ),
    What.NAME: (
        "name|enw|enw llawn|fullname|full name|names|forename surname|forename and surname|first and last name|first name surname|"
        "name s|first name last name"
    ),
    What.REVERSED: (
        "surname forename|surname first name|last name first name|family name given name|surname and forename|"
        "surname forenames|last first|name surname first"
    ),
    What.KNOWN_AS: (
        "preferred forename|preferred name|preferred first name|known as|chosen name|chosen first name|usual forename|"
        "chosen forename|preferred|nickname|called|name in use|known name|preferred given name"
    ),
    What.KNOWN_FAMILY: "preferred surname|preferred last name|chosen surname|preferred family name|known surname",
    What.TITLE: "title",
    What.BORN: (
        "dob|do b|d of b|dyddiad geni|d o b|date birth|birth date|birthdate|birthday|born|born on|dateofbirth|"
        "date of birth|birth"
    ),
    What.CLASS: (
        "class|dosbarth|form|reg group|registration group|reg|registration form|tutor group|tutor|"
        "class name|classname|reg form|form group|form class|teaching group|room|primary class|class group|"
        "registration|reg class|registration class|classroom"
    ),
    What.YEAR: "year|year group|yeargroup|yr|yr group|nc year|ncy|national curriculum year|year taught in|grade|school year",
    What.UPN: "upn|unique pupil|unique pupil number",
    What.ID: (
        "id|admission|adm|admission no|admission number|adm no|mis id|external id|sims id|"
        "person id|identifier|ref|sourcedid|roll|roll number|reference"
    ),
    What.RELATIONSHIP: "relationship|relation|rel|type|relationship type|who",
    What.EMAIL: "email|e mail|email address|e mail address|mail|emails|email addresses|address email|email s|ebost|e bost|cyfeiriad ebost",
    What.TELEPHONE: (
        "mobile|phone|telephone|tel|cell|mob|mobile phone|mobile tel|mobile telephone|mobiles|telephones|mobile s|"
        "phone mobile|telephone mobile|landline|cellphone|cell phone|phones|tel mobile|ffon|rhif ffon|symudol|ffon symudol|phone s|tels|telephone s|"
        "ring|to ring"
    ),
    What.ADDRESS: (
        "address|postal address|addr|street|house number|house name|house no|house name number|postcode|post code|town|"
        "city|county|address line|locality|village|zip|address post code|address postcode|address block|"
        "district|apartment|address town|address county|addresses|cyfeiriad"
    ),
    What.LANGUAGE: "language|preferred language|first language|spoken language|home language|main language",
    What.RESPONSIBILITY: (
        "parental responsibility|pr|responsibility|legal responsibility|has parental responsibility|parental resp|resp|"
        "p r|has pr"
    ),
    What.LIVES_WITH: "lives with|resident|same address|resides with|living with|lives|lives at same address",
}
"""How lists call their columns, without the words that say whose."""
WORDS = {name: what for what, names in _NAMES.items() for name in names.split("|")}
