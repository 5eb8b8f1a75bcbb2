"""What may be done in ethics."""

from __future__ import annotations

from enum import StrEnum


class EthicsPermission(StrEnum):
    VIEW = "ethics.view"  # sanctions, bars, warnings of one's own units
    ASK = "ethics.ask"  # whether somebody can be put forward
    RECORD = "ethics.record"  # put a decided sanction on file
    LIFT = "ethics.lift"  # confirm the end, lift, annul
    WARN = "ethics.warn"
    APPRAISE = "ethics.appraise"
    LOCK_APPRAISAL = "ethics.lock_appraisal"
    HOLD_TO_ACCOUNT = "ethics.hold_to_account"
    SET = "ethics.set"  # dated settings
    CLEARANCE = "ethics.clearance"  # authorisations and whether somebody is cleared
    SEND_CLEARANCE = "ethics.send_clearance"  # batches to and from the authority
    CLEARANCE_DETAIL = "ethics.clearance_detail"  # what a hit says: the named duty officer alone
    # Leads and cases.
    DESK = "ethics.desk"  # registers leads, accepts or refuses them
    INVESTIGATE = "ethics.investigate"
    PROPOSE = "ethics.propose"  # proposes how a case is to be handled
    DECIDE = "ethics.decide"
    APPEAL = "ethics.appeal"  # decides reviews and appeals
    IDENTITY = "ethics.identity"  # who reported: the custodian alone
    SUPERVISE = "ethics.supervise"  # 师德监督员
