"""Norms and violation types: 《新时代中小学（幼儿园、高校）教师职业行为十项准则》 and the 处理办法 of 2018."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Norm(TextChoices):
    """The ten norms; the three texts share most names. Shown by name, since the texts number them differently."""

    POLITICS = "politics", _("坚定政治方向")
    LAW = "law", _("自觉爱国守法")
    CULTURE = "culture", _("传播优秀文化")
    TEACHING = "teaching", _("潜心教书育人")
    CARE_CHILDREN = "care_children", _("潜心培幼育人")
    STUDENTS = "students", _("关心爱护学生")
    CHILDREN = "children", _("关心爱护幼儿")
    SAFETY = "safety", _("加强安全防范")
    CONDUCT = "conduct", _("坚持言行雅正")
    KINDERGARTEN = "kindergarten", _("遵循幼教规律")
    RESEARCH = "research", _("遵守学术规范")
    FAIRNESS = "fairness", _("秉持公平诚信")
    INTEGRITY = "integrity", _("坚守廉洁自律")
    PRACTICE = "practice", _("规范从教行为")
    CARE_PRACTICE = "care_practice", _("规范保教行为")
    SOCIETY = "society", _("积极奉献社会")
    NONE = "none", _("其他")


class ViolationType(TextChoices):
    """应予处理的违反职业道德行为: Z primary and secondary schools, Y kindergartens, G higher education."""

    Z01 = "Z01", _("损害党中央权威、违背党的路线方针政策")
    Z02 = "Z02", _("损害国家利益、社会公共利益或者违背公序良俗")
    Z03 = "Z03", _("发表、转发错误观点，编造散布虚假、不良信息")
    Z04 = "Z04", _("违反教学纪律、敷衍教学，擅自兼职兼薪")
    Z05 = "Z05", _("歧视、侮辱、虐待、伤害学生（含体罚）")
    Z06 = "Z06", _("危险中不顾学生安危、擅离职守")
    Z07 = "Z07", _("与学生发生不正当关系，猥亵、性骚扰")
    Z08 = "Z08", _("招生、考试、推优、评聘中徇私舞弊、弄虚作假")
    Z09 = "Z09", _("索要、收受财物，推销或者利用家长资源谋私")
    Z10 = "Z10", _("有偿补课，介绍生源或者提供信息")
    Z11 = "Z11", _("其他违反职业道德的行为")
    Y01 = "Y01", _("保教活动及其他场合损害党中央权威（幼儿园）")
    Y02 = "Y02", _("损害国家利益、社会公共利益或者违背公序良俗（幼儿园）")
    Y03 = "Y03", _("发表、转发错误观点，散布虚假、不良信息（幼儿园）")
    Y04 = "Y04", _("玩忽职守、消极怠工、空岗或者找人替班、兼职兼薪（幼儿园）")
    Y05 = "Y05", _("危险中不顾幼儿安危、擅离职守（幼儿园）")
    Y06 = "Y06", _("体罚、歧视、侮辱、猥亵、虐待、伤害幼儿（幼儿园）")
    Y07 = "Y07", _("提前教授小学内容，组织有碍幼儿身心健康的活动（幼儿园）")
    Y08 = "Y08", _("招生、考核、评聘中徇私舞弊、弄虚作假（幼儿园）")
    Y09 = "Y09", _("索要、收受财物，推销幼儿读物等（幼儿园）")
    Y10 = "Y10", _("组织幼儿参加营利性表演竞赛，泄露幼儿与家长信息（幼儿园）")
    Y11 = "Y11", _("其他违反保教职业道德的行为（幼儿园）")
    G01 = "G01", _("损害党中央权威、违背党的路线方针政策（高校）")
    G02 = "G02", _("损害国家利益、社会公共利益或者违背公序良俗（高校）")
    G03 = "G03", _("发表、转发错误观点，编造散布虚假、不良信息（高校）")
    G04 = "G04", _("违反教学纪律、敷衍教学，擅自兼职（高校）")
    G05 = "G05", _("要求学生从事与教学、科研、社会服务无关的事宜（高校）")
    G06 = "G06", _("与学生发生不正当关系，猥亵、性骚扰（高校）")
    G07 = "G07", _("抄袭、篡改、侵吞学术成果，滥用学术资源（高校）")
    G08 = "G08", _("招生、考试、推优、评聘中徇私舞弊、弄虚作假（高校）")
    G09 = "G09", _("索要、收受财物，利用家长资源谋私（高校）")
    G10 = "G10", _("假公济私，擅自利用学校名义或者资源谋取私利（高校）")
    G99 = "G99", _("其他违反职业道德的行为（高校）")


V, N = ViolationType, Norm
NORM_OF: dict[str, str] = {
    **dict(zip(
        (V.Z01, V.Z02, V.Z03, V.Z04, V.Z05, V.Z06, V.Z07, V.Z08, V.Z09, V.Z10, V.Z11),
        (N.POLITICS, N.LAW, N.CULTURE, N.TEACHING, N.STUDENTS, N.SAFETY, N.CONDUCT, N.FAIRNESS, N.INTEGRITY,
         N.PRACTICE, N.NONE), strict=True)),
    **dict(zip(
        (V.Y01, V.Y02, V.Y03, V.Y04, V.Y05, V.Y06, V.Y07, V.Y08, V.Y09, V.Y10, V.Y11),
        (N.POLITICS, N.LAW, N.CULTURE, N.CARE_CHILDREN, N.SAFETY, N.CHILDREN, N.KINDERGARTEN, N.FAIRNESS, N.INTEGRITY,
         N.CARE_PRACTICE, N.NONE), strict=True)),
    **dict(zip(
        (V.G01, V.G02, V.G03, V.G04, V.G05, V.G06, V.G07, V.G08, V.G09, V.G10, V.G99),
        (N.POLITICS, N.LAW, N.CULTURE, N.TEACHING, N.STUDENTS, N.CONDUCT, N.RESEARCH, N.FAIRNESS, N.INTEGRITY,
         N.SOCIETY, N.NONE), strict=True)),
}  # fmt: skip
# Who was dismissed for one of these is not hired again: 《未成年人学校保护规定》（教育部令第50号）第三十六条.
AGAINST_CHILDREN = (V.Z05, V.Z07, V.Y06, V.G06)
