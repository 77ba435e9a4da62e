"""A case can be what starts a clock of law."""

from typing import ClassVar

from django.db import migrations, models

import bookbag.policy.values


class Migration(migrations.Migration):
    """More choices; the table stays as it is."""

    dependencies: ClassVar = [("desk", "0005_case_matter")]
    operations: ClassVar = [
        migrations.AlterField(
            model_name="case",
            name="category",
            field=models.CharField(
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
                    ("freedom_of_information", "Freedom of information"),
                    ("information_review", "Information review"),
                    ("environmental_information", "Environmental information"),
                    ("subject_access", "Subject access"),
                    ("educational_record", "Educational record"),
                    ("data_protection_complaint", "Data protection complaint"),
                    ("data_breach", "Data breach"),
                ],
                default=bookbag.policy.values.Category["ENQUIRY"],
                max_length=30,
            ),
        ),
    ]
