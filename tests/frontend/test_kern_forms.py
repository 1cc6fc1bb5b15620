from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout, Submit
from django import forms
from django.template import Context, Template


class SampleForm(forms.Form):
    title = forms.CharField(label="Titel", max_length=120, help_text="Ein kurzer Satz.")
    text = forms.CharField(label="Text", widget=forms.Textarea, max_length=4000, required=False)
    place = forms.ChoiceField(
        label="Wo?", widget=forms.RadioSelect, choices=[(1000, "Mayen"), (2, "Bendorf")]
    )
    agreed = forms.BooleanField(label="Einverstanden")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def rendered(form: forms.Form, source: str = "{{ form|crispy }}") -> str:
    template = Template("{% load crispy_forms_tags %}" + source)
    return " ".join(template.render(Context({"form": form})).split())


def test_hint_and_error_are_tied_to_the_control():
    html = rendered(SampleForm({"title": ""}))

    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html


def test_optional_fields_say_so():
    html = rendered(SampleForm())

    assert html.count("(optional)") == 1
    assert 'Text <span class="kern-label__optional">(optional)</span>' in html


def test_error_summary_takes_focus_and_links_to_each_field():
    html = rendered(SampleForm({}))

    assert 'id="fehler" tabindex="-1" autofocus' in html
    assert '<a href="#id_title">Titel – Dieses Feld ist zwingend erforderlich.</a>' in html
    assert '<a href="#id_place_0">Wo? – ' in html
    assert '<a href="#id_agreed">Einverstanden – ' in html


def test_form_without_errors_has_no_summary():
    assert "fehler" not in rendered(SampleForm())


def test_error_of_the_whole_form_is_in_the_summary():
    form = SampleForm({})
    form.add_error(None, "Die Einreichung ist beendet.")

    assert "<li>Die Einreichung ist beendet.</li>" in rendered(form)


def test_radio_values_are_not_written_the_german_way():
    html = rendered(SampleForm({"place": "1000"}))

    assert 'type="radio" name="place" value="1000"' in html
    assert "1.000" not in html
    assert html.count(" checked") == 1


def test_text_area_tells_its_limit():
    assert 'maxlength="4000"' in rendered(SampleForm())


def test_typed_markup_stays_text():
    html = rendered(SampleForm({"title": "<svg onload=alert(1)>", "text": "</textarea><script>"}))

    assert "<svg onload" not in html
    assert "<script>" not in html


def test_layout_draws_form_fieldset_and_kern_buttons():
    form = SampleForm()
    form.helper = FormHelper()
    form.helper.layout = Layout(Fieldset("Ihre Idee", "title", "text"), "place", "agreed")
    form.helper.add_input(Submit("submit", "Senden"))
    form.helper.add_input(Submit("draft", "Merken", css_class="secondary"))

    html = rendered(form, "{% crispy form %}")

    assert html.startswith('<form method="post" novalidate')
    assert '<legend class="form-section__legend">Ihre Idee</legend>' in html
    assert html.count("kern-btn--primary") == 1
    assert html.count("kern-btn--secondary") == 1
