"""Searches by a person's name or number: what was typed is sent by POST and never stands in an address in clear.

Addresses lie in logs, in the history of a shared browser and in pictures of screens. So the form is posted, and the
page that answers bears the words sealed, for this person and this page alone. It is an ordinary page all the same:
turning pages, sorting, the button "back" and a reload work, and several searches may stand open side by side.
"""

from __future__ import annotations

import base64
import binascii
import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _

from kernel.crypto.seal import CannotOpen, seal, unseal

SEALED = "find"
_LONGEST = 60
_NOT_KEPT = {"csrfmiddlewaretoken", SEALED, "page"}


class Search:
    """What one request searches for; ``words`` are the fields that may hold a name or a number of a person."""

    def __init__(self, request: HttpRequest, *words: str) -> None:
        self._request, self._words = request, words
        match = request.resolver_match
        self._place = f"search.{request.user.pk}.{match.url_name if match else ''}"
        self.values: QueryDict = request.GET.copy()
        """The filters of the address and the words, as a form takes them."""
        given = [self.values.pop(word, None) for word in words]
        self.values.pop(SEALED, None)
        if request.method == "GET":
            if any(given):
                messages.info(request, _("姓名、编号请在查询框中填写；写在网址里的不作查询。"))
            self._open(request.GET.get(SEALED, ""))

    def _open(self, token: str) -> None:
        if not token:
            return
        try:
            found = json.loads(unseal(base64.urlsafe_b64decode(token.encode()), self._place))
        except (CannotOpen, binascii.Error, ValueError):  # of somebody else, of another page, or cut off
            messages.warning(self._request, _("查询条件已失效，请重新查询。"))
            return
        for word in self._words:
            if found.get(word):
                self.values[word] = found[word]

    def answer(self) -> HttpResponseRedirect:
        """To the page that shows what was asked for by POST."""
        sent = self._request.POST
        kept = QueryDict(mutable=True)
        for key in sent:
            if key not in _NOT_KEPT and key not in self._words and sent[key]:
                kept[key] = sent[key]
        words = {word: sent[word].strip()[:_LONGEST] for word in self._words if sent.get(word, "").strip()}
        if words:
            sealed = seal(json.dumps(words).encode(), self._place)
            kept[SEALED] = base64.urlsafe_b64encode(sealed).decode()
        return HttpResponseRedirect(f"{self._request.path}?{kept.urlencode()}" if kept else self._request.path)
