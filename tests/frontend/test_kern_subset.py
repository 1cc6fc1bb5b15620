import importlib.util
from pathlib import Path

import pytest

PATH = Path(__file__).resolve().parents[2] / "deploy" / "kern_subset.py"
spec = importlib.util.spec_from_file_location("kern_subset", PATH)
kern_subset = importlib.util.module_from_spec(spec)
spec.loader.exec_module(kern_subset)


def test_only_reachable_rules_stay():
    css = ".kern-btn{color:red}.kern-dialog{color:blue}body{margin:0}"

    assert kern_subset.reduce(css, {"kern-btn"}, "") == ".kern-btn{color:red}\nbody{margin:0}"


def test_selectors_of_one_rule_are_judged_one_by_one():
    css = ".kern-btn .kern-label,.kern-dialog .kern-label{color:red}"

    assert kern_subset.reduce(css, {"kern-btn", "kern-label"}, "") == (
        ".kern-btn .kern-label{color:red}"
    )


def test_media_rules_are_entered_and_dropped_when_empty():
    css = "@media print{.kern-btn{top:0}.kern-card{top:0}}@media screen{.kern-card{top:0}}"

    assert kern_subset.reduce(css, {"kern-btn"}, "") == "@media print{.kern-btn{top:0}}"


def test_class_completed_by_a_template_keeps_its_family():
    names = kern_subset.class_names(['class="kern-badge--{{ tone }}"'])

    assert kern_subset.reduce(".kern-badge--info{top:0}.kern-card{top:0}", names, "") == (
        ".kern-badge--info{top:0}"
    )


def test_icons_are_found_as_arguments_and_choices():
    names = kern_subset.class_names(
        ['with icon="check"', "kern-icon--{% if a %}add{% else %}arrow-back{% endif %}"]
    )

    assert {"kern-icon--check", "kern-icon--add", "kern-icon--arrow-back"} <= names
    assert "kern-icon--" not in names


def test_properties_that_nothing_reads_go_even_in_chains():
    css = ":root{--kern-a:1px;--kern-b:var(--kern-a);--kern-c:2px;--kern-d:3px}p{top:var(--kern-c)}"

    assert kern_subset.reduce(css, set(), "div{top:var(--kern-d)}") == (
        ":root{--kern-c:2px;--kern-d:3px}\np{top:var(--kern-c)}"
    )


def test_broken_stylesheet_fails_loudly():
    with pytest.raises(ValueError, match="Unbalanced"):
        kern_subset.reduce(".kern-btn{color:red", {"kern-btn"}, "")
