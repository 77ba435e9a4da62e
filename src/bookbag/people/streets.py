"""The words of addresses in the United Kingdom: what is shortened and how, and which words say of what kind something is."""

SHORT = {
    **dict.fromkeys(("av", "ave", "aven", "avn"), "avenue"),
    **dict.fromkeys(("bldg", "bld"), "building"),
    **dict.fromkeys(("bldgs", "blds"), "buildings"),
    "blvd": "boulevard",
    "bung": "bungalow",
    **dict.fromkeys(("cl", "clo"), "close"),
    "cott": "cottage",
    "cotts": "cottages",
    **dict.fromkeys(("cres", "cresc", "crs"), "crescent"),
    **dict.fromkeys(("crt", "ct"), "court"),
    **dict.fromkeys(("drv", "drv."), "drive"),
    "est": "estate",
    "fm": "farm",
    **dict.fromkeys(("gdn", "gard"), "garden"),
    **dict.fromkeys(("gdns", "gards", "gdens"), "gardens"),
    "grn": "green",
    **dict.fromkeys(("gr", "gro", "grv"), "grove"),
    "gt": "great",
    "hse": "house",
    "hts": "heights",
    **dict.fromkeys(("la", "ln"), "lane"),
    **dict.fromkeys(("lit", "ltl", "lt"), "little"),
    "lwr": "lower",
    **dict.fromkeys(("mans", "mansn"), "mansions"),
    "mdw": "meadow",
    "mdws": "meadows",
    "mt": "mount",
    "nth": "north",
    **dict.fromkeys(("pde", "par"), "parade"),
    "pk": "park",
    "pl": "place",
    **dict.fromkeys(("rd", "raod"), "road"),
    "sq": "square",
    "sth": "south",
    **dict.fromkeys(("str", "stret", "streeet"), "street"),
    **dict.fromkeys(("tce", "ter", "terr"), "terrace"),
    **dict.fromkeys(("upr", "uppr", "up"), "upper"),
    **dict.fromkeys(("vlls", "vils"), "villas"),
    "vw": "view",
    "wk": "walk",
    "wy": "way",
    "&": "and",
    "pobox": "po box",
}

STRONG = frozenset(
    {
        *("avenue", "boulevard", "close", "crescent", "drive", "gardens", "grove", "lane", "mews", "road", "square"),
        *("street", "terrace", "way"),
    }
)
"""Words that say a street and little else."""

KINDS = STRONG | {
    *("approach", "chase", "circus", "common", "court", "croft", "cross", "dell", "drove", "end", "estate", "field"),
    *("fields", "garden", "gate", "green", "heath", "heights", "hill", "meadow", "meadows", "mount", "parade", "park"),
    *("path", "place", "rise", "row", "side", "quay", "vale", "view", "villas", "walk", "wharf", "wood", "yard"),
    *("cottages", "buildings", "mansions", "houses"),
}
"""Words that may end the name of a street."""

ENDS = STRONG | {"cottages", "buildings", "mansions", "houses", "villas"}
"""Words behind which, on one line without a comma, something else begins."""

SAINTS = frozenset(
    {
        *("agnes", "aidan", "alban", "andrew", "ann", "anne", "anthony", "asaph", "augustine", "austell", "barnabas"),
        *("bartholomew", "bee", "benedict", "boniface", "botolph", "bride", "catherine", "chad", "christopher"),
        *("clement", "columba", "cuthbert", "david", "dunstan", "edmund", "edward", "francis", "george", "giles"),
        *(
            "helen",
            "helier",
            "hilda",
            "hugh",
            "ive",
            "james",
            "john",
            "joseph",
            "jude",
            "kilda",
            "laurence",
            "lawrence",
        ),
        *("leonard", "luke", "margaret", "mark", "martin", "mary", "matthew", "mellon", "michael", "neot", "nicholas"),
        *("oswald", "pancras", "patrick", "paul", "peter", "philip", "saviour", "stephen", "swithin", "thomas"),
        *("vincent", "wilfrid", "winifred"),
    }
)
"""Before these "St" is a saint wherever it stands."""

HOUSES = frozenset(
    {
        *("abbey", "barn", "bungalow", "cottage", "court", "farm", "farmhouse", "gatehouse", "grange", "hall", "hotel"),
        *(
            "house",
            "inn",
            "lodge",
            "manor",
            "rectory",
            "schoolhouse",
            "stables",
            "vicarage",
            "villa",
            "annexe",
            "annex",
        ),
    }
)
"""Words that end the name of a house."""

UNITS = ("caravan", "chalet", "lodge", "mooring", "berth", "pitch", "plot")

QUARTERS = {
    **{word: word for word in ("north", "south", "east", "west")},
    "nth": "north",
    "sth": "south",
    "n": "north",
    "s": "south",
    "e": "east",
    "w": "west",
}

FLOORS = {
    **{
        word: word
        for word in ("basement", "lower ground", "upper ground", "ground", "garden", "top", "attic", "upper", "lower")
    },
    **{word: word for word in ("first", "second", "third", "fourth", "fifth")},
    "1st": "first",
    "2nd": "second",
    "3rd": "third",
    "4th": "fourth",
    "5th": "fifth",
    "annex": "annexe",
    "annexe": "annexe",
}

NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        (
            *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
            *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
        ),
        start=1,
    )
}

COUNTRIES = frozenset(
    {"united kingdom", "uk", "great britain", "gb", "england", "scotland", "wales", "cymru", "northern ireland"}
)
