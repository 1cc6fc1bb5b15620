"""Reading what people say to a version, and writing it."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from myk10.accounts.kept_input import answer_keeping_input
from myk10.caching import visitor_page
from strategy.actions.consultation import ConsultationOver, SectionChanged
from strategy.difference import difference, marked
from strategy.forms.consultation import RemarkForm
from strategy.models import Passage, Remark, Section, Version
from strategy.places import Place, places_in
from strategy.querysets import RemarkQuerySet
from strategy.remark_list import RemarkList
from strategy.remarks_of import counts_by_section, stances_of, supported_by

PER_PAGE = 20


def version_for(user: Any, slug: str) -> Version:
    """The version as this person may see it. Raises Http404."""
    visible = Version.objects.visible_to(user).select_related("adoption", "strategy")
    return get_object_or_404(visible, slug=slug)


# --- The remarks on one section ----------------------------------------------------------------


@dataclass
class SectionPage:
    """`passage` is None where the version has no such section (any more); its remarks stay."""

    version: Version
    section: Section
    passage: Passage | None
    place: Place


def _section_page_for(user: Any, slug: str, key: str) -> SectionPage:
    version = version_for(user, slug)
    passages = Passage.objects.filter(version=version, section__key=key)
    passage = passages.select_related("section").first()
    if passage:
        passage.version = version
        section = passage.section
    else:
        remarks = Remark.objects.visible_to(user).filter(version=version, section__key=key)
        found = remarks.select_related("section").first()
        if found is None:
            raise Http404
        section = found.section
    place = places_in(version, [section.pk])[section.pk]
    return SectionPage(version, section, passage, place)


@require_http_methods(["GET", "HEAD", "POST"])
@visitor_page
def section_remarks(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """All remarks on a section, and the form for a new one."""
    if request.method == "POST" and not request.user.is_authenticated:
        return answer_keeping_input(request, signed_out=True)
    page = _section_page_for(request.user, slug, key)
    if request.method == "POST":
        return _write(request, page)
    form, kind = None, request.GET.get("art", "")
    if page.passage and kind in Remark.Kind and _may_write(request, page.version):
        form = RemarkForm(passage=page.passage, initial={"kind": kind})
    return _shown(request, page, form)


def _may_write(request: HttpRequest, version: Version) -> bool:
    """A superuser passes every rule, so the phase is asked as well."""
    return version.takes_remarks and request.user.has_perm("strategy.remark", version)


def _write(request: HttpRequest, page: SectionPage) -> HttpResponse:
    if page.passage is None or not _may_write(request, page.version):
        return _too_late(request, page)
    form = RemarkForm(request.POST, passage=page.passage)
    if not form.is_valid() or "aendern" in request.POST:
        if "aendern" in request.POST:
            form = RemarkForm(passage=page.passage, initial=_typed(request))
        return _shown(request, page, form)
    if form.is_outdated:
        return _with_new_text(request, page, page.passage)
    if "absenden" not in request.POST:
        return _preview(request, page, form)
    try:
        remark = form.send(request.user)
    except ConsultationOver:
        return _too_late(request, page)
    except SectionChanged:
        page.passage.refresh_from_db()
        return _with_new_text(request, page, page.passage)
    if remark is None:
        return _shown(request, page, form)
    messages.success(
        request,
        _("Danke! Ihr Beitrag {number} ist veröffentlicht.").format(number=remark.number),
    )
    return redirect(remark)


def _typed(request: HttpRequest) -> dict[str, str]:
    names = ("kind", "text", "proposed", "revision")
    return {name: request.POST[name] for name in names if name in request.POST}


def _with_new_text(request: HttpRequest, page: SectionPage, passage: Passage) -> HttpResponse:
    """The form once more, with all that was typed, below the text as it is now."""
    data = request.POST.copy()
    data["revision"] = str(passage.revision)
    form = RemarkForm(data, passage=passage)
    form.add_error(
        None,
        _(
            "Dieser Abschnitt wurde geändert, während Sie geschrieben haben. Bitte lesen Sie den neuen "
            "Text. Was Sie geschrieben haben, steht noch da."
        ),
    )
    return _shown(request, page, form, changed=True)


def _preview(request: HttpRequest, page: SectionPage, form: RemarkForm) -> HttpResponse:
    data = form.cleaned_data
    context = {
        "page": page,
        "version": page.version,
        "form": form,
        "kind_label": Remark.Kind(data["kind"]).label,
        "changes": marked(difference(form.original, data["proposed"].strip()))
        if form.is_suggestion
        else "",
    }
    return render(request, "strategy/consultation/preview.html", context)


def _too_late(request: HttpRequest, page: SectionPage) -> HttpResponse:
    """Nothing that was typed is lost."""
    labels = {"text": _("Was Sie uns sagen wollen"), "proposed": _("So soll der Text heißen")}
    if request.POST.get("kind") != Remark.Kind.SUGGESTION:
        del labels["proposed"]
    typed = [(label, request.POST.get(name, "")) for name, label in labels.items()]
    context = {
        "page": page,
        "version": page.version,
        "fields": [(label, text) for label, text in typed if text.strip()],
    }
    return render(request, "strategy/consultation/too_late.html", context)


def _shown(
    request: HttpRequest, page: SectionPage, form: RemarkForm | None, *, changed: bool = False
) -> HttpResponse:
    """The page of a section; `form` is for those who may write."""
    remarks = Remark.objects.published().of_section(page.section)
    here = remarks.filter(version=page.version).by_support()
    context = {
        "page": page,
        "version": page.version,
        "passage": page.passage,
        "form": form,
        "changed": changed,
        "page_obj": Paginator(here, PER_PAGE).get_page(request.GET.get("page")),
        **_elsewhere(remarks.exclude(version=page.version).newest_version_first()),
        "counts": counts_by_section(page.version).get(page.section.pk),
        "my_stances": stances_of(request.user, page.version),
        "supported": supported_by(request.user, page.version),
        "next": request.get_full_path() if request.method != "POST" else request.path,
    }
    return render(request, "strategy/consultation/section_remarks.html", context)


def _elsewhere(remarks: RemarkQuerySet) -> dict[str, object]:
    """The first ones, and where to read on if there are more."""
    shown = list(remarks[: PER_PAGE + 1])
    more_in = Version.objects.none()
    if len(shown) > PER_PAGE:
        more_in = Version.objects.filter(pk__in=remarks.order_by().values("version"))
    return {"elsewhere": shown[:PER_PAGE], "more_in": more_in}


# --- All remarks on a version, and one of them ---------------------------------------------------


@require_safe
@visitor_page
def remarks(request: HttpRequest, slug: str) -> HttpResponse:
    version = version_for(request.user, slug)
    shown = RemarkList(version, request.GET)
    context = {
        "version": version,
        "list": shown,
        "page_obj": shown.page,
        "supported": supported_by(request.user, version),
        "next": request.get_full_path(),
    }
    return render(request, "strategy/consultation/remarks.html", context)


@require_safe
@visitor_page
def remark(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    version = version_for(request.user, slug)
    visible = Remark.objects.visible_to(request.user).filter(version=version)
    found = get_object_or_404(
        visible.select_related("author", "section", "hidden_by"), number=number
    )
    found.version = version
    place = places_in(version, [found.section_id])[found.section_id]
    context = {
        "version": version,
        "remark": found,
        "place": place,
        "supported": supported_by(request.user, version),
        "next": request.path,
    }
    return render(request, "strategy/consultation/remark.html", context)
