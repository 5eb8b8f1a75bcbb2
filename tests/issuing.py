"""What tests of certificates need: a round that is approved, its certificates issued, the paper of a person."""

from __future__ import annotations

from datetime import date

from world import AS_OF, World, hand_on

from honors.actions import certificates, rounds
from honors.models import Certificate, CertificateCopy, HonorRound


def approved(world: World, as_of: date = AS_OF) -> HonorRound:
    """A round that two people brought to its approval."""
    one = rounds.make_round(as_of=as_of, by=world["honors"], background=False)
    hand_on(one)
    rounds.approve(one=one, seen=one.stamp, by=world["approver"], background=False)
    return one


def issue(world: World, as_of: date = AS_OF) -> HonorRound:
    """The same with its certificates numbered and drawn."""
    one = approved(world, as_of)
    certificates.issue(one=one, by=world["honors"])
    return one


def certificate_of(name: str) -> Certificate:
    """The certificate of a person by the name in the register."""
    rows = Certificate.objects.for_system("test").select_related("school", "teacher")
    found: Certificate = rows.get(teacher__name=name)
    return found


def papers() -> list[CertificateCopy]:
    """All papers by number and copy."""
    rows = CertificateCopy.objects.for_system("test").select_related("certificate")
    return list(rows.order_by("certificate__number", "index"))


def paper_of(name: str, index: int | None = None) -> CertificateCopy:
    """The paper of a person: the newest, or a named one."""
    certificate = certificate_of(name)
    rows = CertificateCopy.objects.for_system("test").select_related("certificate__teacher")
    found: CertificateCopy = rows.get(certificate=certificate, index=certificate.newest if index is None else index)
    return found
