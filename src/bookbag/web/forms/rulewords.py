"""What the keys of a rule are called on its form, and the kinds of rule where one is added."""

from bookbag.policy.sentences import in_words

KINDS = {
    "promise": "A promise: what is owed, by when",
    "route": "A route: who gets it",
    "approval": "An approval: what waits for somebody’s yes",
    "channel": "A way: how something may be said, or never",
    "audience": "An audience: who hears of it",
    "consent": "A consent: whose agreement it needs",
    "content": "A check: what the words are looked at for",
    "hours": "Hours: when it may be expected",
    "keep": "Keeping: what is kept, where, how long",
    "access": "Access: who may see it",
    "reminder": "A reminder: what comes round",
    "procedure": "A procedure: what is done, step by step",
    "publication": "A publication: what is on show",
    "declaration": "A declaration: what people confirm",
}
"""In the order in which a policy is read."""

_LABELS = {
    "id": ("A short name for the rule", "Small letters, figures and hyphens. For example: answer-letters."),
    "clauses": ("Clauses that it keeps", "Their numbers with commas between them. The first one is quoted."),
    "rests_on": ("It cannot do without", "While nobody has said where that stands, the rule does not run."),
    "severity": ("How hard it is", "Only where it is harder than its clause says."),
    "harder_because": ("Why it is harder than its clause", ""),
    "held_for": ("Who can let it through", "For what the clause says must be."),
    "channels": ("How it comes", ""),
    "categories": ("What it is about", ""),
    "but_not": ("What it is not about", "Where other clauses of the policy speak of that."),
    "read_first": ("Whoever answers confirms first that they have read it", ""),
    "who": ("Who it is from", ""),
    "duty": ("What is owed", ""),
    "event": ("When this happens", ""),
    "within": ("Within", ""),
    "met_by": ("What keeps it", ""),
    "otherwise": ("Only where no other promise of the policy holds", ""),
    "remind": ("Ask its owner before the day", "Leave the number empty for the owner’s last day before it."),
    "late_to": ("Who hears of it when it is late", ""),
    "to": ("Who gets it", ""),
    "promptly": ("How soon", ""),
    "first": ("They are the first to ask", ""),
    "of": ("What it is about", ""),
    "about": ("About", ""),
    "by": ("Who", ""),
    "all_of_them": ("Each of them must agree", ""),
    "towards": ("Towards whom", ""),
    "direction": ("Which way it goes", ""),
    "only": ("Only by", ""),
    "never": ("Never by", ""),
    "service": ("The platform or device that the policy names", ""),
    "alike": ("Adults who live apart get the same, at the same time", ""),
    "paper_for": ("On paper for", ""),
    "left_out": ("Leaves out", ""),
    "asked_first": ("Only those who asked for it", ""),
    "form": ("In what form", ""),
    "each_time": ("Each time anew", ""),
    "check": ("What to look for", ""),
    "ways": ("In what goes by", "None ticked means all."),
    "effect": ("What holds then", ""),
    "school_time": ("In which hours of the school", "Or give times of day below."),
    "outside": ("It holds outside these hours", ""),
    "stretches": ("Times of day", "One a line, such as: 08:50 to 09:15"),
    "what": ("What", ""),
    "where": ("Where", ""),
    "time": ("For how long", "Leave the number empty to follow the school’s retention schedule."),
    "removal": ("How it is removed", ""),
    "events": ("Kept when this happens", ""),
    "posts": ("Posts that may see it", ""),
    "people": ("People who may see it", ""),
    "opened_by": ("Who may open it for others", ""),
    "whom": ("For whom", ""),
    "every": ("How often: once in", "Leave the number empty where the policy names none."),
    "asked": ("When they are asked", ""),
    "leaver_age": ("Former pupils count until they are", ""),
    "grace": ("How long they may take", ""),
}
_OF_KINDS = {
    ("approval", "by"): ("Whose yes it waits for", ""),
    ("consent", "by"): ("Whose agreement it needs", ""),
    ("declaration", "by"): ("Who confirms it", ""),
    ("declaration", "of"): ("What they confirm", ""),
    ("reminder", "of"): ("What comes round", ""),
    ("reminder", "whom"): ("Who is reminded", ""),
    ("publication", "what"): ("What is on show", "One thing a line."),
    ("access", "of"): ("The same in the words of the checks", ""),
    ("keep", "of"): ("Kept when this leaves", ""),
}
_SEVERITIES = {
    "advise": "Advises",
    "ask": "Asks, and keeps the reason",
    "hold": "Holds it for somebody",
    "block": "Stops it",
}


def label(kind: str, key: str) -> tuple[str, str]:
    """What a key is called in a rule of this kind, and its hint."""
    return _OF_KINDS.get((kind, key)) or _LABELS.get(key) or (in_words(key).capitalize(), "")


def choice(key: str, word: str) -> str:
    """A word of the packs as one chooses it."""
    if key == "severity":
        return _SEVERITIES[word]
    plain = in_words(word)
    return f"{plain[:1].upper()}{plain[1:]}"
