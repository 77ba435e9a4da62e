"""When families were last asked for their details."""

from bookbag.web.forms.calendar import Complaining, day_field


class AskedBefore(Complaining):
    """The day of the last asking, where it was without Bookbag."""

    day = day_field("When were families last asked?", required="Enter the day.")
