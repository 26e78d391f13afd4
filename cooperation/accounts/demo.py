"""Accounts for trying the product out. None of them exists in production."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from cooperation.accounts.passwords import one_time_password
from cooperation.models import Assignment, Pairing, Programme, Role, Side, User

# The group whose figures are the best known; another one takes its place where it is missing.
GROUP = "xiaolan-panzhou"


@dataclass(frozen=True)
class DemoAccount:
    """One person of the demonstration."""

    username: str
    display_name: str
    office: str
    role: str
    side: str = ""
    sector: str = ""
    one_group: bool = False


DEMO_ACCOUNTS = (
    DemoAccount("official", "领导（演示）", "中山市人民政府", Role.OFFICIAL),
    DemoAccount("secretary", "秘书（演示）", "联席会议办公室", Role.SECRETARY),
    DemoAccount(
        "clerk_west",
        "西部填报员（演示）",
        "盘州市人力资源和社会保障局",
        Role.CLERK,
        Side.WEST,
        settings.SECTORS[0],
        True,
    ),
    DemoAccount(
        "clerk_east", "东部填报员（演示）", "小榄镇乡村振兴办公室", Role.CLERK, Side.EAST, "", True
    ),
    DemoAccount(
        "clerk_city", "东部市级填报员（演示）", "中山市发展和改革局", Role.CLERK, Side.EAST
    ),
    DemoAccount(
        "reviewer_west", "西部审核员（演示）", "六盘水市乡村振兴局", Role.REVIEWER, Side.WEST
    ),
    DemoAccount(
        "reviewer_east", "东部审核员（演示）", "中山市农业农村局", Role.REVIEWER, Side.EAST
    ),
    DemoAccount("admin", "管理员（演示）", "信息中心", Role.ADMINISTRATOR),
)


def make_demo_accounts(given: str = "") -> list[tuple[DemoAccount, str | None]]:
    """Create what is missing and assign everybody to all programmes.

    New accounts get the given password, or a random one each. The answer names the new
    password of each account, or None where the account existed: its password stays.
    """
    programmes = list(Programme.objects.real_first())
    groups = {programme.pk: _group(programme) for programme in programmes}
    result = []
    for demo in DEMO_ACCOUNTS:
        user, password = _account(demo, given)
        for scope in _scopes(demo, programmes, groups):
            Assignment.objects.get_or_create(user=user, role=demo.role, **scope)
        result.append((demo, password))
    return result


def _account(demo: DemoAccount, given: str) -> tuple[User, str | None]:
    existing = User.objects.filter(username__iexact=demo.username).first()
    if existing:
        return existing, None
    password = given or one_time_password()
    user = User(
        username=demo.username,
        display_name=demo.display_name,
        office=demo.office,
        password_changed_at=timezone.now(),
    )
    user.set_password(password)
    user.save()
    return user, password


def _group(programme: Programme) -> Pairing | None:
    """The group that the demonstration's clerks report for."""
    groups = programme.pairings.reporting().filter(kind=Pairing.Kind.GROUP).order_by("position")
    return groups.filter(slug=GROUP).first() or groups.first()


def _scopes(demo: DemoAccount, programmes, groups) -> list[dict]:
    if demo.role == Role.ADMINISTRATOR:
        return [{"programme": None}]
    scopes: list[dict] = []
    for programme in programmes:
        scope = {"programme": programme, "side": demo.side, "sector": demo.sector, "pairing": None}
        if demo.one_group:
            if groups[programme.pk] is None:
                continue
            scope["pairing"] = groups[programme.pk]
        scopes.append(scope)
    return scopes
