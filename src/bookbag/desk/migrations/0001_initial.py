"""The first tables of the room, as the models describe them."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import bookbag.policy.values


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("compose", "0001_initial"),
        ("outbox", "0001_initial"),
        ("people", "0001_initial"),
        ("schools", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=0)),
                ("subject", models.CharField(blank=True, max_length=300)),
                ("channel", models.CharField(max_length=20)),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("enquiry", "Enquiry"),
                            ("complaint", "Complaint"),
                            ("concern", "Concern"),
                            ("absence", "Absence"),
                            ("contact_change", "Contact change"),
                            ("records_request", "Records request"),
                            ("meeting_request", "Meeting request"),
                            ("consent", "Consent"),
                            ("payment", "Payment"),
                            ("praise", "Praise"),
                            ("abuse", "Abuse"),
                            ("safeguarding", "Safeguarding"),
                            ("misdirected", "Misdirected"),
                            ("spam_or_marketing", "Spam or marketing"),
                            ("auto_reply", "Auto reply"),
                        ],
                        default=bookbag.policy.values.Category["ENQUIRY"],
                        max_length=30,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("new", "New"),
                            ("acknowledged", "Acknowledged"),
                            ("answered", "Answered"),
                            ("closed", "Closed"),
                            ("joined", "Joined to another"),
                        ],
                        default="new",
                        max_length=15,
                    ),
                ),
                (
                    "is_open",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(state__in=("new", "acknowledged", "answered"), then=True),
                            default=False,
                            output_field=models.BooleanField(),
                        ),
                        output_field=models.BooleanField(),
                    ),
                ),
                ("who", models.CharField(blank=True, max_length=200, verbose_name="who wrote, as lists show it")),
                ("about", models.CharField(blank=True, max_length=200, verbose_name="the pupils, as lists show them")),
                ("opened_at", models.DateTimeField()),
                ("last_message_at", models.DateTimeField()),
                ("next_due", models.DateTimeField()),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("close_reason", models.CharField(blank=True, max_length=300)),
                (
                    "joined_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="joined",
                        to="desk.case",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.staffmember",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CaseEvent",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=0)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("acknowledged", "Acknowledged by a person"),
                            ("answered", "Answered in full"),
                            ("no_answer_needed", "No answer needed"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("channel", models.CharField(blank=True, max_length=20)),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="desk.case",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CaseParty",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=0)),
                ("name", models.CharField(blank=True, max_length=200)),
                ("address", models.CharField(max_length=254)),
                ("wrote", models.BooleanField(default=True, verbose_name="has written, not only been copied in")),
                (
                    "because",
                    models.CharField(blank=True, max_length=200, verbose_name="why we think it is this contact"),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="parties",
                        to="desk.case",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.contact",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="CasePupil",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=0)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="about_pupils",
                        to="desk.case",
                    ),
                ),
                (
                    "pupil",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.pupil",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Duty",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=0)),
                ("duty", models.CharField(max_length=30)),
                ("pack", models.CharField(max_length=60)),
                ("version", models.CharField(max_length=40)),
                ("clause", models.CharField(max_length=40)),
                (
                    "due",
                    models.DateTimeField(
                        null=True, verbose_name="None where the school's calendar does not reach so far"
                    ),
                ),
                ("counted", models.JSONField(default=list)),
                ("skipped", models.JSONField(default=list)),
                ("because", models.TextField()),
                ("met_by", models.JSONField(default=list)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Due"), ("met", "Done"), ("waived", "Not needed")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="duties",
                        to="desk.case",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="duties",
                        to="desk.caseevent",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=0)),
                ("direction", models.CharField(choices=[("in", "In"), ("out", "Out")], max_length=3)),
                ("channel", models.CharField(max_length=20)),
                ("at", models.DateTimeField(verbose_name="received, or sent")),
                (
                    "written_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="the date that the writer's program gave"),
                ),
                ("from_name", models.CharField(blank=True, max_length=200)),
                ("from_address", models.CharField(blank=True, max_length=320)),
                ("to", models.JSONField(default=list)),
                ("cc", models.JSONField(default=list)),
                ("subject", models.TextField(blank=True)),
                ("text", models.TextField(blank=True)),
                ("new_text", models.TextField(blank=True)),
                ("html", models.TextField(blank=True)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("warnings", models.JSONField(default=list)),
                ("message_id", models.CharField(blank=True, max_length=1000)),
                ("body_digest", models.CharField(blank=True, max_length=64)),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.staffmember",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="messages",
                        to="desk.case",
                    ),
                ),
                (
                    "contact",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.contact",
                    ),
                ),
                (
                    "dispatch",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="outbox.dispatch",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="caseevent",
            name="message",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="desk.message",
            ),
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=0)),
                ("position", models.SmallIntegerField()),
                ("name", models.CharField(max_length=255)),
                ("type", models.CharField(max_length=100)),
                ("size", models.IntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("content_id", models.CharField(blank=True, max_length=300)),
                ("inline", models.BooleanField(default=False)),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="attachments",
                        to="desk.message",
                    ),
                ),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Arrival",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=0)),
                ("channel", models.CharField(max_length=20)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.IntegerField()),
                ("sender", models.CharField(blank=True, max_length=320)),
                ("recipients", models.JSONField(default=list)),
                (
                    "peer",
                    models.CharField(blank=True, max_length=45, verbose_name="address of the machine that brought it"),
                ),
                ("received_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting to be read"),
                            ("read", "Read into a case"),
                            ("repeated", "Came once more"),
                            ("parked", "Automatic, put aside"),
                            ("bounce", "Says that something of ours came back"),
                            ("faulty", "Could not be read"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                (
                    "taken_up",
                    models.BooleanField(default=False, verbose_name="a person said that it is no automatic message"),
                ),
                ("attempts", models.SmallIntegerField(default=0)),
                ("fault", models.CharField(blank=True, max_length=200)),
                ("subject", models.CharField(blank=True, max_length=300)),
                (
                    "mailbox",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.mailbox"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="arrivals",
                        to="desk.case",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="arrivals",
                        to="desk.message",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Move",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=0)),
                ("kind", models.CharField(choices=[("join", "Join"), ("split", "Split")], max_length=10)),
                ("messages", models.JSONField(default=list)),
                ("notes", models.JSONField(default=list)),
                ("duties", models.JSONField(default=list)),
                ("before", models.JSONField(default=dict)),
                ("at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.staffmember",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="moves_in",
                        to="desk.case",
                    ),
                ),
                (
                    "from_case",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="moves_out",
                        to="desk.case",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=0)),
                ("text", models.TextField()),
                ("at", models.DateTimeField()),
                (
                    "author",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="people.staffmember",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="notes",
                        to="desk.case",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=0)),
                ("because", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Waits for a person"), ("accepted", "Joined"), ("refused", "Kept apart")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="proposals",
                        to="desk.case",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="desk.case",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=0)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("full", "It answers everything"),
                            ("holding", "It only says that we have it and will answer later"),
                        ],
                        default="full",
                        max_length=10,
                    ),
                ),
                (
                    "last_seen_at",
                    models.DateTimeField(verbose_name="when the newest message that its author had seen came in"),
                ),
                (
                    "answers",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="desk.message",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="replies",
                        to="desk.case",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="compose.draft",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("sight", models.SmallIntegerField(default=0)),
                ("owner", models.UUIDField(null=True)),
                ("change", models.IntegerField()),
                (
                    "school",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="schools.school",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("is_open", True)), fields=["school", "next_due", "id"], name="inbox"
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("is_open", True)),
                fields=["school", "owner", "next_due", "id"],
                name="inbox_of_owner",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(("is_open", True)),
                fields=["school", "category", "next_due", "id"],
                name="inbox_of_category",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("closed_at__isnull", False), ("state", "closed"), models.Q(("close_reason", ""), _negated=True)
                    ),
                    models.Q(("state", "closed"), _negated=True),
                    _connector="OR",
                ),
                name="closed_with_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("joined_into__isnull", False), ("state", "joined")),
                    models.Q(models.Q(("state", "joined"), _negated=True), ("joined_into__isnull", True)),
                    _connector="OR",
                ),
                name="joined_to_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="caseparty",
            constraint=models.UniqueConstraint(fields=("school", "case", "address"), name="party_once_a_case"),
        ),
        migrations.AddIndex(
            model_name="casepupil",
            index=models.Index(fields=["school", "pupil"], name="cases_of_a_pupil"),
        ),
        migrations.AddConstraint(
            model_name="casepupil",
            constraint=models.UniqueConstraint(fields=("school", "case", "pupil"), name="pupil_once_a_case"),
        ),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(fields=["school", "case", "due"], name="duties_of_a_case"),
        ),
        migrations.AddIndex(
            model_name="duty",
            index=models.Index(condition=models.Q(("state", "open")), fields=["school", "due"], name="duties_open"),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.UniqueConstraint(
                fields=("school", "event", "clause", "duty"), name="one_duty_an_event_and_clause"
            ),
        ),
        migrations.AddConstraint(
            model_name="duty",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("state", "open")),
                    models.Q(models.Q(("state", "open"), _negated=True), ("ended_at__isnull", False)),
                    _connector="OR",
                ),
                name="ended_has_a_time",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["school", "case", "at", "id"], name="messages_of_a_case"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["school", "message_id"], name="messages_by_message_id"),
        ),
        migrations.AddIndex(
            model_name="caseevent",
            index=models.Index(fields=["school", "case", "at"], name="events_of_a_case"),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.UniqueConstraint(
                fields=("school", "message", "position"), name="attachment_once_a_place"
            ),
        ),
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["school", "received_at"], name="arrivals_waiting"
            ),
        ),
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(fields=["school", "sha256"], name="arrivals_by_digest"),
        ),
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(fields=["school", "state", "received_at"], name="arrivals_by_state"),
        ),
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(fields=["school", "case"], name="arrivals_of_a_case"),
        ),
        migrations.AddIndex(
            model_name="arrival",
            index=models.Index(fields=["school", "message"], name="arrivals_of_a_message"),
        ),
        migrations.AddIndex(
            model_name="move",
            index=models.Index(fields=["school", "case", "at"], name="moves_into_a_case"),
        ),
        migrations.AddIndex(
            model_name="note",
            index=models.Index(fields=["school", "case", "at"], name="notes_of_a_case"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(fields=("school", "case", "other"), name="proposed_once"),
        ),
        migrations.AddIndex(
            model_name="reply",
            index=models.Index(fields=["school", "case"], name="replies_of_a_case"),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.UniqueConstraint(fields=("school", "draft"), name="one_reply_a_draft"),
        ),
        migrations.AddIndex(
            model_name="tally",
            index=models.Index(fields=["school", "owner"], name="tally_by_owner"),
        ),
    ]
