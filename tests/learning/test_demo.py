import pytest

from learning import demo
from learning.models import GlossaryTerm

pytestmark = pytest.mark.django_db


def test_the_demo_explains_fifteen_terms_in_short_sentences_once():
    demo.create()
    demo.create()

    terms = list(GlossaryTerm.objects.all())
    assert len(terms) == 15
    for term in terms:
        term.full_clean()


def test_no_two_terms_share_a_form():
    forms = [
        form.strip() for term, others, _text in demo.TERMS for form in [term, *others.split(",")]
    ]

    assert sorted(forms) == sorted(set(forms))
