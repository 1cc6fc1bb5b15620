"""The pages on which a version is written, section by section. Whatever happens meanwhile, what
somebody has typed comes back to them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from myk10.plaintext import plain_text_of
from myk10.refusal import Refused
from myk10.richtext_admin import allowed_by_policy
from strategy.actions import editing
from strategy.chapters import is_easy_text_stale, numbered_tree, with_all_below
from strategy.difference import difference, marked
from strategy.forms.document import PassageForm, PlaceForm
from strategy.models import Passage, Remark, Section, Version

# Comparing takes time that grows with the square of the text.
LONGEST_COMPARED = 20_000


class SectionPages:
    """For the admin of versions; `deed_permission` opens these pages, too."""

    def get_urls(self) -> list:
        def view(route: str, name: str, function: Any) -> Any:
            wrapped = self.admin_site.admin_view(function)
            return path(f"<int:pk>/{route}", wrapped, name=f"strategy_version_{name}")

        return [
            view("abschnitt/neu/", "add_section", self.add_section),
            view("abschnitt/<int:key>/", "section", self.edit_section),
            view("abschnitt/<int:key>/reihenfolge/", "shift_section", self.shift_section),
            view("abschnitt/<int:key>/verschieben/", "move_section", self.move_section),
            view("abschnitt/<int:key>/entfernen/", "remove_section", self.remove_section),
            view("aufnehmen/<int:key>/", "take_in", self.take_in),
            *super().get_urls(),
        ]

    # --- Writing -------------------------------------------------------------------------------

    def add_section(self, request: HttpRequest, pk: int) -> HttpResponse:
        version = self._version(request, pk)
        key = request.GET.get("unter", "")
        parent = version.passages.filter(pk=int(key)).first() if key.isdecimal() else None
        form = PassageForm(
            request.POST or None, instance=Passage(version=version), is_chapter=parent is None
        )
        if request.method == "POST" and "preview" not in request.POST and form.is_valid():
            try:
                passage = editing.add_passage(
                    version=version, parent=parent, by=request.user, **_typed(form)
                )
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                return self._saved(request, version, passage, _("{section} ist angelegt."))
        label = _("Neuer Abschnitt in „{chapter}“").format(chapter=parent) if parent else ""
        return self._editor(request, version, None, form, title=label or _("Neues Kapitel"))

    def edit_section(self, request: HttpRequest, pk: int, key: int) -> HttpResponse:
        version = self._version(request, pk)
        passages = list(version.passages.select_related("section", "opened_by", "edited_by"))
        passage = next((each for each in passages if each.pk == key), None)
        if passage is None:
            return self._removed_meanwhile(request, version)
        options = {
            "is_chapter": passage.parent_id is None,
            "easy_text_is_stale": is_easy_text_stale(with_all_below(passage, passages)),
        }
        number = next(n.number for n in numbered_tree(passages) if n.passage == passage)
        page = {"title": f"{number} {passage.title}", "number": number}
        if request.method != "POST":
            if version.is_adopted:
                messages.warning(
                    request, _("Diese Fassung ist beschlossen und bleibt, wie sie ist.")
                )
                return redirect(self._back(version, passage))
            page["other"] = editing.note_opening(passage=passage, by=request.user)
            form = PassageForm(instance=passage, **options)
            return self._editor(request, version, passage, form, **page)
        form = PassageForm(request.POST, instance=passage, **options)
        if "preview" not in request.POST and form.is_valid():
            try:
                fits = form.cleaned_data.get("easy_text_fits", False)
                passage = editing.edit_passage(
                    passage=passage,
                    revision=form.cleaned_data["revision"] or 0,
                    easy_text_fits=fits,
                    by=request.user,
                    **_typed(form),
                )
            except editing.Stale as stale:
                return self._conflict(request, version, stale.current, form, options, page)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                return self._saved(request, version, passage, _("{section} ist gespeichert."))
        return self._editor(request, version, passage, form, **page)

    def _saved(
        self, request: HttpRequest, version: Version, passage: Passage, text: str
    ) -> HttpResponse:
        text = text.format(section=f"„{passage.title}“")
        self.log_change(request, version, text)
        messages.success(request, text)
        if "continue" in request.POST:
            return redirect("admin:strategy_version_section", version.pk, passage.pk)
        return redirect(self._back(version, passage))

    def _conflict(
        self,
        request: HttpRequest,
        version: Version,
        current: Passage,
        refused: PassageForm,
        options: dict[str, bool],
        page: dict[str, Any],
    ) -> HttpResponse:
        """Both texts, and the editor with what was typed: saved again, it counts as having seen both."""
        typed: QueryDict = request.POST.copy()
        typed["revision"] = str(current.revision)
        mine = _typed(refused)
        form = PassageForm(typed, instance=Passage.objects.get(pk=current.pk), **options)
        page |= {"theirs": current, "mine": mine, "changes": _changes(current, mine)}
        return self._editor(request, version, current, form, **page)

    def _removed_meanwhile(self, request: HttpRequest, version: Version) -> HttpResponse:
        """What was typed for a section that is gone can become a new one."""
        if request.method != "POST":
            raise Http404
        form = PassageForm(
            request.POST, instance=Passage(version=version), is_chapter="easy_text" in request.POST
        )
        form.add_error(None, str(editing.Removed()))
        page = {"title": _("Neues Kapitel"), "action": self._address("add_section", version)}
        return self._editor(request, version, None, form, **page)

    def _editor(
        self,
        request: HttpRequest,
        version: Version,
        passage: Passage | None,
        form: PassageForm,
        **page: Any,
    ) -> HttpResponse:
        if "preview" in request.POST:
            page["preview"] = _preview(form)
        context = {"form": form, "passage": passage, "back": self._back(version, passage)}
        context["media"] = allowed_by_policy(request, self.media + form.media)
        return self._page(request, "section", version, context | page)

    # --- Placing -------------------------------------------------------------------------------

    def shift_section(self, request: HttpRequest, pk: int, key: int) -> HttpResponse:
        """Up or down, by a button of the outline."""
        version = self._version(request, pk)
        passage = get_object_or_404(version.passages, pk=key)
        if request.method == "POST":
            steps = -1 if request.POST.get("steps") == "-1" else 1
            try:
                editing.shift_passage(passage=passage, steps=steps)
            except Refused as refusal:
                messages.error(request, str(refusal))
        return redirect(self._back(version, passage))

    def move_section(self, request: HttpRequest, pk: int, key: int) -> HttpResponse:
        version = self._version(request, pk)
        passages = list(version.passages.all())
        passage = _in(passages, key)
        form = PlaceForm(request.POST or None, passage=passage, passages=passages)
        if form.is_valid():
            try:
                editing.move_passage(passage=passage, parent=form.cleaned_data["parent"])
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                return self._saved(request, version, passage, _("{section} ist verschoben."))
        page = {"title": _("Verschieben"), "form": form, "passage": passage}
        page["back"] = self._back(version, passage)
        return self._page(request, "move", version, page)

    def remove_section(self, request: HttpRequest, pk: int, key: int) -> HttpResponse:
        version = self._version(request, pk)
        passage = get_object_or_404(version.passages.select_related("section"), pk=key)
        form = _RevisionForm(request.POST or None)
        if form.is_valid():
            try:
                editing.remove_passage(passage=passage, revision=form.cleaned_data["revision"])
            except Refused as refusal:
                messages.error(request, str(refusal))
                return redirect("admin:strategy_version_remove_section", version.pk, passage.pk)
            text = _("„{section}“ steht nicht mehr in dieser Fassung.").format(section=passage)
            self.log_change(request, version, text)
            messages.success(request, text)
            return redirect("admin:strategy_version_change", version.pk)
        section = passage.section
        page = {
            "title": _("Aus dieser Fassung entfernen"),
            "form": _RevisionForm(initial={"revision": passage.revision}),
            "passage": passage,
            "below": passage.children.count(),
            "remarks": Remark.objects.filter(section=section).count(),
            "stands_elsewhere": section.passages.exclude(pk=passage.pk).exists(),
            "back": self._back(version, passage),
        }
        return self._page(request, "remove", version, page)

    def take_in(self, request: HttpRequest, pk: int, key: int) -> HttpResponse:
        """A section that this version left out comes back, by a button of the outline."""
        version = self._version(request, pk)
        section = get_object_or_404(Section, pk=key, strategy=version.strategy_id)
        if request.method != "POST":
            return redirect(self._back(version, None))
        try:
            passage = editing.take_in_again(version=version, section=section, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(self._back(version, None))
        return self._saved(request, version, passage, _("{section} steht wieder in der Fassung."))

    # --- What they have in common --------------------------------------------------------------

    def _version(self, request: HttpRequest, pk: int) -> Version:
        if not request.user.has_perm(self.deed_permission):
            raise PermissionDenied
        return get_object_or_404(Version.objects.select_related("strategy", "adoption"), pk=pk)

    def _address(self, name: str, version: Version, *args: int) -> str:
        return reverse(f"admin:strategy_version_{name}", args=[version.pk, *args])

    def _back(self, version: Version, passage: Passage | None) -> str:
        anchor = f"#abschnitt-{passage.pk}" if passage else "#abschnitte"
        return self._address("change", version) + anchor

    def _page(
        self, request: HttpRequest, template: str, version: Version, context: dict[str, Any]
    ) -> HttpResponse:
        about = {"opts": self.opts, "version": version, "subtitle": None}
        context = self.admin_site.each_context(request) | about | context
        return TemplateResponse(request, f"admin/strategy/version/{template}.html", context)


class _RevisionForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)


def _typed(form: PassageForm) -> dict[str, str]:
    names = ("title", "body", "easy_text")
    return {name: form.cleaned_data[name] for name in names if name in form.cleaned_data}


def _preview(form: PassageForm) -> dict[str, str] | None:
    """What would be saved, where it can be saved."""
    return _typed(form) if form.is_valid() else None


def _changes(current: Passage, mine: dict[str, str]) -> str:
    """What leads from the saved text to one's own, words marked; nothing for very long texts."""
    theirs_too = plain_text_of(current.body), plain_text_of(mine["body"])
    if max(len(text) for text in theirs_too) > LONGEST_COMPARED:
        return ""
    return marked(difference(*theirs_too))


def _in(passages: list[Passage], key: int) -> Passage:
    for passage in passages:
        if passage.pk == key:
            return passage
    raise Http404
