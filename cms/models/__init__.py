"""The pages of the public site, by kind."""

from cms.models.articles import CaseIndexPage, CasePage, NoticeIndexPage, NoticePage
from cms.models.exemplary import ExemplaryIndexPage, ExemplaryPage
from cms.models.policies import PolicyIndexPage, PolicyPage
from cms.models.sections import (
    EthicsPlacesPage,
    HomePage,
    HonourRollPage,
    SeasonIndexPage,
    StandardPage,
    StatisticsPage,
)
from cms.models.workflow import SecondPersonTask

__all__ = [
    "CaseIndexPage",
    "CasePage",
    "EthicsPlacesPage",
    "ExemplaryIndexPage",
    "ExemplaryPage",
    "HomePage",
    "HonourRollPage",
    "NoticeIndexPage",
    "NoticePage",
    "PolicyIndexPage",
    "PolicyPage",
    "SeasonIndexPage",
    "SecondPersonTask",
    "StandardPage",
    "StatisticsPage",
]
