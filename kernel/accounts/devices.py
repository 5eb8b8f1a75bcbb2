"""What a session shows of where it is used: the kind of browser and machine, and a part of the address."""

from __future__ import annotations

import ipaddress

BROWSERS = (
    ("MicroMessenger/", "微信"), ("DingTalk/", "钉钉"), ("Lark/", "飞书"), ("Edg/", "Edge"), ("OPR/", "Opera"),
    ("QQBrowser/", "QQ 浏览器"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"),
)  # fmt: skip
MACHINES = (
    ("HarmonyOS", "HarmonyOS"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def device(user_agent: str) -> str:
    """Browser and machine in two words, empty when neither is known."""
    found = [next((word for sign, word in table if sign in user_agent), "") for table in (BROWSERS, MACHINES)]
    return " · ".join(filter(None, found))


def masked_address(text: str) -> str:
    """The first half of an address, enough to tell the office from elsewhere."""
    try:
        one = ipaddress.ip_address(text)
    except ValueError:
        return ""
    if one.version == 4:
        return ".".join(text.split(".")[:2]) + ".*.*"
    return ":".join(one.exploded.split(":")[:3]) + ":*"
