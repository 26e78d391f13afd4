"""Enterprises and parks that were texts become rows; every stage gets the day it needs.

Nothing is made up: a park that was only a name has no opening day and so counts in no month,
and a project whose stage has no day steps back to the newest stage that has one, or to talks
since it was recorded. What it said before stays in its note.
"""

from django.db import migrations

STAGES = {
    "talks": ("talks_on", "洽谈"),
    "signed": ("signed_on", "签约"),
    "started": ("started_on", "开工"),
    "production": ("production_on", "投产"),
    "ended": ("ended_on", "终止"),
}
WRITTEN = ("enterprise", "park", "stage", "note", *(day for day, _label in STAGES.values()))
PARK_NOTE = "由项目台账原“园区”栏转入，启用日期待核。"


def forwards(apps, schema_editor):
    Project = apps.get_model("industry", "Project")
    Payment = apps.get_model("industry", "Payment")
    rows = list(Project.objects.select_related("pairing__programme", "origin").order_by("pk"))
    enterprises = _enterprises(apps.get_model("industry", "Enterprise"), rows)
    parks = _parks(apps.get_model("industry", "Park"), rows)
    for project in rows:
        project.enterprise = enterprises[_key(project)]
        project.park = parks.get((project.pairing_id, project.park_text))
        notes = [project.note, *_other_origin(project), *_sound_days(project)]
        project.note = "\n".join([*filter(None, notes), *_sound_stage(project)])
        project.save(update_fields=WRITTEN)
        Payment.objects.filter(project=project).update(pairing=project.pairing_id)


def _key(project):
    return project.enterprise_zh, project.pairing.programme.sample


def _enterprises(Enterprise, rows):
    """One row for each name; the first township of origin that is known."""
    found = {}
    for project in rows:
        made = found.setdefault(
            _key(project),
            Enterprise(
                name_zh=project.enterprise_zh,
                cluster=project.cluster,
                sample=project.pairing.programme.sample,
            ),
        )
        made.name_en = made.name_en or project.enterprise_en
        made.origin_id = made.origin_id or project.origin_id
    for made in found.values():
        made.save()
    return found


def _parks(Park, rows):
    names = {(row.pairing_id, row.park_text) for row in rows if row.park_text}
    return {
        (pairing, name): Park.objects.create(pairing_id=pairing, name_zh=name, note=PARK_NOTE)
        for pairing, name in sorted(names)
    }


def _other_origin(project):
    """One name may have come from two townships: the other one is kept in words."""
    if project.origin_id and project.origin_id != project.enterprise.origin_id:
        yield f"原记来源镇街：{project.origin.name_zh}"


def _sound_days(project):
    """A day before that of an earlier stage cannot stay; it is kept in words."""
    newest = None
    for field, label in STAGES.values():
        day = getattr(project, field)
        if day and newest and day < newest:
            setattr(project, field, None)
            yield f"原记{label}日期：{day}，早于前一阶段"
        newest = max(filter(None, (day, newest)), default=None)


def _sound_stage(project):
    """The stage is the newest one that has a day."""
    recorded = project.created_at.date()
    days = {stage: getattr(project, field) for stage, (field, _label) in STAGES.items()}
    dated = [stage for stage, day in days.items() if day]
    if project.stage == "ended":
        if not days["ended"]:
            project.ended_on = max([recorded, *filter(None, days.values())])
            yield "终止日期未记，按登记日计"
        return
    if not dated:
        project.talks_on = recorded
        dated = ["talks"]
        yield "洽谈日期未记，按登记日计"
    if project.stage != dated[-1]:
        yield f"原记阶段：{STAGES[project.stage][1]}"
        project.stage = dated[-1]


def backwards(apps, schema_editor):
    Project = apps.get_model("industry", "Project")
    for project in Project.objects.select_related("enterprise", "park"):
        project.enterprise_zh = project.enterprise.name_zh
        project.enterprise_en = project.enterprise.name_en
        project.origin_id = project.enterprise.origin_id
        project.park_text = project.park.name_zh if project.park else ""
        project.save(update_fields=["enterprise_zh", "enterprise_en", "origin", "park_text"])


class Migration(migrations.Migration):
    dependencies = [("industry", "0003_enterprises_parks_promotions")]

    operations = [migrations.RunPython(forwards, backwards)]
