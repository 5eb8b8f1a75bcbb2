"""Set everything up on a fresh machine, and serve it with a real worker."""

from __future__ import annotations

import secrets
import signal
import subprocess
import sys
import time
from argparse import ArgumentParser
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from config.demo import City, WholeCity, faulty_workbook
from config.demo.accounts import DemoAccounts, accounts_file
from config.demo.appointments import load_appointments
from config.demo.cases import Team, fill
from config.demo.duties import Duties
from config.demo.ethics import tell_story
from config.demo.hours import hours_workbook
from config.demo.plans import load_plans
from config.demo.portraits import load_portraits
from config.demo.recruiting import load_recruiting
from config.demo.sheets import Sheets
from config.demo.site import Site
from config.demo.staffing import load_staffing
from config.demo.training import Trainings
from honors.actions import certificates, checking, rounds
from honors.models import HonorRound
from kernel.accounts.actions import add_user, command_line_actor, grant_role
from kernel.accounts.models import User
from kernel.imports.actions import import_now
from kernel.orgs.actions import plant_city
from kernel.orgs.models import Organisation
from teachers.actions.accounts import give_account
from teachers.choices import TeacherStatus
from teachers.queries.register import teachers
from teachers.queries.teaching import owes_milestones
from training.actions.claims import Claim, claim
from training.choices import ClaimKind

# username, name, role, unit
CAST = (
    ("honors", "周景行", "city_honors", "泰州市"),
    ("approver", "沈知远", "city_approver", "泰州市"),
    ("city", "陆清和", "city_hr", "泰州市"),
    ("staffing", "严明远", "city_staffing", "泰州市"),
    ("sysadmin", "姜浩然", "system_admin", "泰州市"),
    ("secadmin", "韦嘉宁", "security_admin", "泰州市"),
    ("secadmin2", "傅锦程", "security_admin", "泰州市"),
    ("auditadmin", "倪静敏", "audit_admin", "泰州市"),
    ("district_secadmin", "季思远", "security_admin", "海陵区"),
    ("district", "顾书瑶", "district_hr", "海陵区"),
    ("school", "钱若溪", "school_hr", "海陵区实验小学"),
    ("training", "方书宁", "city_training", "泰州市"),
    ("district_training", "邵子涵", "district_training", "海陵区"),
    ("neighbour", "石怀瑾", "school_hr", "姜堰区实验小学"),
    ("ethics_school", "秦书仪", "school_ethics", "海陵区第二初级中学"),
    ("ethics_school2", "尹嘉木", "school_ethics", "海陵区第二初级中学"),
    ("ethics_head", "邱景明", "school_ethics_decider", "海陵区第二初级中学"),
    ("ethics_district", "龚思远", "district_ethics", "海陵区"),
    ("ethics_decider", "孔令仪", "district_ethics_decider", "海陵区"),
    ("ethics_appeal", "向怀瑜", "district_ethics_decider", "海陵区"),
    ("ethics_city", "汤若水", "city_ethics", "泰州市"),
    ("custodian", "武静姝", "identity_custodian", "泰州市"),
    ("ethics", "方知行", "city_ethics", "泰州市"),
    ("school_ethics", "陶若水", "school_ethics", "海陵区实验小学"),
    ("duty", "贺静远", "city_clearance_officer", "泰州市"),
    ("editor", "柳文溪", "cms_editor", "泰州市"),
    ("publisher", "许清源", "cms_publisher", "泰州市"),
)


def programs(port: int) -> dict[str, list[str]]:
    """The command lines of the web server and of the worker."""
    return {
        "web": [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
                "--workers", "1", "--no-log", "config.wsgi:application"],
        "worker": [sys.executable, "-m", "celery", "--quiet", "-A", "config", "worker", "--pool", "solo",
                   "--loglevel", "WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat"],
    }  # fmt: skip


class Command(BaseCommand):
    help = "建库、装入示例城市并启动服务（网页与后台任务）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--empty", action="store_true", help="only the tree of units, no people")
        parser.add_argument("--no-serve", action="store_true", help="stop before serving")
        parser.add_argument("--size", choices=("small", "city"), default="small", help="28 schools, or a whole city")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write("正在准备数据库……")
        call_command("migrate", verbosity=0)
        city = plant_city()
        if not options["empty"] and not User.objects.filter(is_active=True).exists():
            self.load(city, options["size"])
        elif owes_milestones():
            call_command("refresh_milestones", stdout=self.stdout, stderr=self.stderr)
        self.stdout.write(self.style.SUCCESS("准备完成。"))
        self.tell(options["port"])
        if not options["no_serve"]:
            self.serve(options["port"])

    def load(self, city: Organisation, size: str) -> None:
        """The demonstration city: rosters through the import desk, last year's round issued, this year's waiting."""
        today = timezone.localdate()
        self.stdout.write("正在装入示例城市（人员均为虚构）……")
        by = command_line_actor(city)
        rosters = WholeCity(today).workbooks() if size == "city" else [("示例", City(today).make())]
        first: Sheets | None = None
        for place, sheets in rosters:
            first = first or sheets
            import_now(data=sheets.to_xlsx(), filename=f"{place}名册.xlsx", kind="roster",
                       options={"with_schools": True}, by=by)  # fmt: skip
            if size == "city":
                self.stdout.write(f"  {place}：{len(sheets.schools)} 所学校，{len(sheets.teachers)} 人")
        accounts = DemoAccounts(f"Demo-{secrets.token_hex(6)}")
        users = {}
        for username, name, role, unit in CAST:
            users[username] = self.account(username, name, accounts, by)
            grant_role(user=users[username], role=role, org=Organisation.objects.get(name=unit), on=today, by=by)
            accounts.secrets[username] = generate_totp_secret()
            TOTP.activate(users[username], accounts.secrets[username])
        someone = teachers(users["school"]).filter(status=TeacherStatus.ACTIVE).order_by("birth_on").first()
        assert someone is not None
        own = self.account("teacher", someone.name, accounts, by)
        give_account(teacher=someone, user=own, by=by)
        users["teacher"] = own
        assert first is not None
        self.hours(first, own, today, by)
        tell_story(by=users["ethics"], duty=users["duty"], school=users["school_ethics"], today=today)
        self.rounds(users, today)
        Trainings(users, timezone.now()).make()
        Duties(users, today).make()
        self.cases(users, today, accounts, by)
        self.stdout.write("正在装入年度数据和编制周转池……")
        load_staffing(users, by, today)
        load_plans(users["city"], by, today)
        self.stdout.write("正在装入招聘、银龄和博士引进……")
        load_recruiting(users, by, today)
        load_appointments(users, today)
        self.stdout.write("正在计算数字画像……")
        load_portraits(users, by, today)
        self.stdout.write("正在编写公开网站……")
        Site(users, today).make()
        accounts.write(accounts_file())
        accounts_file().with_name("待导入名册.xlsx").write_bytes(faulty_workbook(today))

    @staticmethod
    def account(username: str, name: str, accounts: DemoAccounts, by: User) -> User:
        """An account of the demonstration: its password is meant to be shared, so nobody is made to change it."""
        return add_user(username=username, full_name=name, password=accounts.password, by=by, is_initial=False)

    def hours(self, sheets: Sheets, teacher: User, today: date, by: User) -> None:
        """Hours of the first roster, and two claims of the teacher that wait for the school."""
        self.stdout.write("正在登记培训学时……")
        import_now(data=hours_workbook(sheets, today), filename="培训学时.xlsx", kind="hours", options={}, by=by)
        for place, (kind, title, unit) in enumerate((
            (ClaimKind.DEGREE, "教育硕士课程《课程与教学论》", "扬州大学教育科学学院"),
            (ClaimKind.COURSE, "长三角小学教育论坛", "江苏省教育学会"),
        )):  # fmt: skip
            day = today - timedelta(days=20 + place)
            what = Claim(kind, title, unit, "", "province", 80, day, day)
            paper = (f"证明{place + 1}.pdf", f"%PDF-1.4\n% 示例证明 {place}\n%%EOF\n".encode())
            claim(what=what, files=[paper], once=f"demo {place}", by=teacher, on=today)

    def rounds(self, users: dict[str, User], today: date) -> None:
        year = today.year if (today.month, today.day) >= (9, 10) else today.year - 1
        self.stdout.write("正在测算荣誉批次并制作证书……")
        maker, second = users["honors"], users["approver"]
        last = rounds.make_round(as_of=date(year - 1, 9, 10), by=maker, background=False)
        rounds.send_out(one=last, by=maker)
        checking.close_checking(one=last, by=maker, note="示例：学校核对在系统外完成", accept=True)
        rounds.publish(one=last, by=maker, on=today, elsewhere="示例：已在市教育局网站公示 5 个工作日，无异议")
        rounds.submit(one=last, by=maker)
        rounds.approve(one=last, by=second, seen=last.stamp, background=False)
        certificates.issue(one=last, by=maker)
        rounds.make_round(as_of=date(year, 9, 10), by=maker, background=False)

    def cases(self, users: dict[str, User], today: date, accounts: DemoAccounts, by: User) -> None:
        """A case in each state, of young people: no round of honours is about them."""
        self.stdout.write("正在建立师德案件示例……")
        team = Team(
            users["ethics_school"], [users["ethics_school2"], users["ethics_district"]], users["ethics_head"],
            users["ethics_decider"],
        )  # fmt: skip
        people = teachers(team.desk).filter(status=TeacherStatus.ACTIVE).order_by("-birth_on")[:10]
        one = fill(team, people, today)
        give_account(teacher=one, user=self.account("ethics_teacher", one.name, accounts, by), by=by)

    def tell(self, port: int) -> None:
        """Addresses and one account per role."""
        here = f"http://127.0.0.1:{port}"
        self.stdout.write(f"\n  工作平台  {here}/accounts/login/\n  公开网站  {here}{settings.PUBLIC_HOME}")
        self.stdout.write(f"  证书核验  {here}/check/\n")
        if not User.objects.filter(is_active=True).exists():
            self.stdout.write("  还没有账号。请先为三员（系统、安全两名、审计管理员）各开通账号，例如：")
            self.stdout.write("    manage.py add_account USERNAME --name 姓名 --role security_admin --unit 泰州市")
        if accounts_file().exists():
            accounts = DemoAccounts.read(accounts_file())
            self.stdout.write(f"  示例账号（密码均为 {accounts.password}）：")
            for username, name, role, unit in (*CAST, ("teacher", "教师本人", "", "海陵区实验小学")):
                self.stdout.write(f"    {username:<18} {name}  {role or 'teacher'} @ {unit}")
            if accounts.secrets:
                self.stdout.write("  有角色的账号登录时还要一个 6 位验证码，此刻的验证码这样看：")
                self.stdout.write("    manage.py second_factor_code")
            self.stdout.write(f"  可试传的名册  {settings.VAR / 'demo' / '待导入名册.xlsx'}")
            if HonorRound.objects.exists():
                self.stdout.write("  本年批次正等待 honors 下发核对。\n")

    def serve(self, port: int) -> None:
        """The web server and one worker, until Ctrl+C; when either ends, both do."""
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        running = {
            name: subprocess.Popen(command, cwd=Path(settings.BASE_DIR)) for name, command in programs(port).items()
        }
        self.stdout.write("服务已启动，按 Ctrl+C 停止。")
        try:
            while all(process.poll() is None for process in running.values()):
                time.sleep(0.5)
            stopped = [name for name, process in running.items() if process.poll() is not None]
            self.stderr.write(
                f"{'、'.join(stopped)} 已退出，正在停止其余部分。端口 {port} 被占用时请加 --port 换一个。"
            )
        except KeyboardInterrupt:
            self.stdout.write("正在停止……")
        finally:
            for process in running.values():
                process.terminate()
            for process in running.values():
                process.wait(timeout=15)
