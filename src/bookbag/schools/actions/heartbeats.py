"""Signs of life of this installation's processes, for `/healthz` and the doctor."""

from datetime import datetime, timedelta

from bookbag.schools.models import Heartbeat


def beat(*, role: str, instance: str, now: datetime) -> None:
    """Write that this process is alive, and forget processes not heard of for a day."""
    Heartbeat.objects.update_or_create(instance=instance, defaults={"role": role, "beat_at": now})
    Heartbeat.objects.filter(beat_at__lt=now - timedelta(days=1)).delete()
