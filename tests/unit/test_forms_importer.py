"""The importer takes what it can ask, and refuses the rest with its path."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from kiosk.forms.importer import FormNotShowable, import_form
from kiosk.forms.model import Condition, Question, QuestionKind, Repeat
from kiosk.privacy import Kind
from tests.forms_data import every_form, everything, form_of, service_form, service_names

TEXT = {"type": "string", "title": "写什么？"}
Change = Callable[[dict[str, Any], dict[str, Any]], None]


def refusal(data: Any, ui: Any) -> tuple[str, str]:
    with pytest.raises(FormNotShowable) as caught:
        import_form(data, ui)
    return caught.value.path, caught.value.reason


@pytest.mark.feature("F11")
def test_every_kind_of_question_is_taken() -> None:
    form = every_form()
    kinds = {
        question.kind
        for item in form.items
        for question in (item.questions if isinstance(item, Repeat) else (item,))
    }
    assert kinds == set(QuestionKind)


@pytest.mark.feature("F11")
@pytest.mark.parametrize("name", service_names())
def test_every_form_of_the_sandbox_is_taken(name: str) -> None:
    form = service_form(name)
    assert form is not None and form.items


def test_a_question_has_all_its_words() -> None:
    question = every_form().items[1]
    assert isinstance(question, Question)
    assert (question.pointer, question.label, question.example) == (
        "/person/id_number",
        "身份证号码",
        "11010519491231002X",
    )
    assert question.say == "您的身份证号码是多少？一共十八位。"
    assert (question.private, question.semantic, question.section) == (Kind.ID, "person.id_number", "您自己")
    assert question.required


def test_the_rule_of_a_group_holds_for_all_in_it() -> None:
    wage = next(item for item in every_form().items if item.pointer == "/carer/wage")
    assert wage.when == (Condition("/alone", {"const": False}), Condition("/carer/paid", {"const": True}))


def test_a_repeat_knows_its_item_and_its_limits() -> None:
    repeat = next(item for item in every_form().items if isinstance(item, Repeat))
    assert (repeat.item, repeat.minimum, repeat.maximum) == ("家人", 1, 3)
    assert [one.pointer for one in repeat.questions][:2] == ["/household/*/name", "/household/*/age"]


def test_the_order_is_the_ui_schemas() -> None:
    data, ui = form_of({"a": TEXT, "b": TEXT})
    ui["elements"].reverse()
    assert [item.pointer for item in import_form(data, ui).items] == ["/b", "/a"]


def test_a_reference_is_put_in_its_place() -> None:
    data, ui = form_of({"a": {"$ref": "#/$defs/t", "title": "另一个名字"}}, **{"$defs": {"t": TEXT}})
    form = import_form(data, ui)
    assert form.items[0].title == "另一个名字"
    assert "$ref" not in json.dumps(form.source)


@pytest.mark.parametrize(
    ("schema", "path", "reason"),
    [
        ({"type": "number", "title": "t"}, "/type", "type"),
        ({"type": ["string", "null"], "title": "t"}, "/type", "type"),
        ({"title": "t"}, "/type", "type"),
        ({"type": "string", "enum": ["a"], "title": "t"}, "/enum", "unknown_keyword"),
        ({"type": "string", "format": "email", "title": "t"}, "/format", "format"),
        ({"type": "string", "x-kind": "colour", "title": "t"}, "/x-kind", "kind"),
        ({"type": "integer", "x-kind": "name", "title": "t"}, "/x-kind", "kind"),
        ({"type": "string", "pattern": "(?=a)b", "title": "t"}, "/pattern", "pattern"),
        ({"type": "string", "pattern": "(a)\\1", "title": "t"}, "/pattern", "pattern"),
        ({"type": "string", "default": "a", "title": "t"}, "/default", "unknown_keyword"),
        ({"type": "string", "readOnly": True, "title": "t"}, "/readOnly", "unknown_keyword"),
        ({"type": "string", "x-material": "id", "title": "t"}, "/x-material", "unknown_keyword"),
        ({"type": "integer", "multipleOf": 5, "title": "t"}, "/multipleOf", "unknown_keyword"),
        ({"type": "integer", "minimum": 9, "maximum": 1, "title": "t"}, "", "limits_crossed"),
        ({"type": "integer", "minimum": 1.5, "title": "t"}, "/minimum", "not_a_limit"),
        ({"type": "string", "minLength": -1, "title": "t"}, "/minLength", "not_a_limit"),
        ({"type": "string", "anyOf": [{}], "title": "t"}, "/anyOf", "unknown_keyword"),
        ({"type": "string"}, "", "no_title"),
        ({"type": "string", "title": 3}, "/title", "not_text"),
        ({"type": "string", "title": "t", "x-sensitive": "secret"}, "/x-sensitive", "sensitive"),
        ({"type": "string", "title": "t", "x-semantic": "Name"}, "/x-semantic", "semantic"),
        *(
            ({"type": "string", "title": "t", "x-sign-video": path}, "/x-sign-video", "sign_video")
            for path in (
                "https://example.invalid/v1/media/a.webm",
                "//example.invalid/v1/a.webm",
                "/etc/passwd",
                "v1/media/a.webm",
                "/v1/media/../me",
                "/v1/media/%2e%2e/me",
                "/v1/media/a.webm?x=1",
                "/v1//a.webm",
                "/v1/",
                "/v1/media/a.webm\n",
                "/v1/" + "a" * 200,
                7,
                None,
            )
        ),
        ({"type": "string", "title": "t", "oneOf": []}, "/oneOf", "no_options"),
        ({"type": "string", "title": "t", "oneOf": [{"const": "a"}]}, "/oneOf/0", "option_without_title"),
        ({"type": "string", "title": "t", "oneOf": [{"const": 1, "title": "a"}]}, "/oneOf/0", "not_text"),
        (
            {
                "type": "string",
                "title": "t",
                "oneOf": [{"const": "a", "title": "x"}, {"const": "b", "title": "x"}],
            },
            "/oneOf",
            "title_twice",
        ),
        ({"type": "boolean", "const": False, "title": "t"}, "/const", "agree"),
        (
            {"type": "string", "format": "date", "title": "t", "x-limits": {"formatMinimum": "soon"}},
            None,
            "not_a_limit",
        ),
        ({"type": "string", "format": "date", "title": "t", "minLength": 3}, "/minLength", "unknown_keyword"),
        (
            {"type": "array", "title": "t", "items": {"type": "string"}, "uniqueItems": True},
            "/items",
            "choices",
        ),
        (
            {
                "type": "array",
                "title": "t",
                "items": {"type": "string", "oneOf": [{"const": "a", "title": "x"}]},
            },
            "",
            "choices_not_unique",
        ),
        ({"type": "object", "properties": {}}, "", "not_an_object"),
        ({"type": "object", "properties": {"b": TEXT}, "additionalProperties": True}, None, "open_object"),
        (
            {"type": "object", "properties": {"b": TEXT}, "required": ["b"]},
            "/required",
            "required_in_optional_object",
        ),
        (
            {
                "type": "array",
                "title": "t",
                "x-item": "i",
                "items": {"type": "object", "properties": {"b": TEXT}},
            },
            None,
            "list_without_limits",
        ),
        (
            {
                "type": "array",
                "title": "t",
                "maxItems": 2,
                "items": {"type": "object", "properties": {"b": TEXT}},
            },
            "",
            "no_item_word",
        ),
        (
            {
                "type": "array",
                "title": "t",
                "x-item": "i",
                "maxItems": 2,
                "minItems": 1,
                "items": {"type": "object", "properties": {"b": TEXT}},
            },
            "",
            "list_needed_but_not_required",
        ),
    ],
)
def test_a_property_that_cannot_be_asked_is_refused_with_its_path(
    schema: dict[str, Any], path: str | None, reason: str
) -> None:
    where, why = refusal(*form_of({"a": schema}))
    assert why == reason
    assert where.startswith("data#/properties/a")
    if path is not None:
        assert where == f"data#/properties/a{path}"


def _change(path: str, value: Any) -> Change:
    def change(data: dict[str, Any], ui: dict[str, Any]) -> None:
        root, _, rest = path.partition("/")
        node: Any = data if root == "data#" else ui
        *names, last = rest.split("/")
        for name in names:
            node = node[int(name)] if isinstance(node, list) else node[name]
        node[int(last) if isinstance(node, list) else last] = value

    return change


@pytest.mark.parametrize(
    ("where", "value", "reason"),
    [
        ("data#/$schema", "http://json-schema.org/draft-07/schema#", "other_schema_dialect"),
        ("data#/dependentRequired", {"alone": ["since"]}, "unknown_keyword"),
        ("data#/patternProperties", {}, "unknown_keyword"),
        ("data#/allOf/0/not", {}, "unknown_keyword"),
        ("data#/allOf/0/then", {"properties": {"since": {"minLength": 3}}}, "unknown_keyword"),
        ("data#/allOf/0/then", {"required": ["nothing"]}, "required_unknown"),
        ("data#/allOf/0/if", {"properties": {"alone": {"const": False}}}, "if_without_required"),
        (
            "data#/allOf/0/if",
            {"properties": {"alone": {"const": True}}, "required": ["alone"]},
            "required_disagrees",
        ),
        ("data#/properties/since/x-semantic", "person.name", "semantic_twice"),
        ("data#/properties/since", {"$ref": "https://example.org/s"}, "remote_ref"),
        ("data#/properties/since", {"$ref": "#/$defs/none"}, "unknown_ref"),
        ("data#/properties/bad-name", TEXT, "property_name"),
        ("data#/x-check/0/name", "age_between", "unknown_check"),
        ("data#/x-check/0/pointer", "/household", "check_pointer"),
        ("data#/x-check/0/args", {}, "check_argument"),
        ("data#/x-check/0/args", {"id": "/person/nobody"}, "check_argument"),
        ("data#/x-check/0/args/strict", True, "unknown_keyword"),
        ("data#/x-check/1/args", {"years": "60"}, "check_argument"),
        ("data#/x-check/2/args/by", "shoe", "check_argument"),
        ("ui#/elements/0/type", "Table", "unknown_element"),
        ("ui#/elements/2/scope", "#/properties/nobody", "unknown_scope"),
        ("ui#/elements/2/scope", "services", "scope"),
        ("ui#/elements/2/scope", "#/properties/story", "asked_twice"),
        ("ui#/elements/2/options", {"readonly": True}, "unknown_keyword"),
        ("ui#/elements/2/options", {"multi": True}, "multi_is_for_text"),
        ("ui#/elements/2/options", {"detail": "GENERATE"}, "detail_of_no_list"),
        ("ui#/elements/0/label", None, "group_without_label"),
        ("ui#/elements/3/rule/effect", "BLINK", "effect"),
        ("ui#/elements/3/rule/condition", {"scope": "#/properties/nobody", "schema": {}}, "unknown_scope"),
        ("ui#/elements/3/rule/condition", {"scope": "#/properties/alone"}, "condition"),
        ("ui#/elements/3/rule/condition/schema", {"format": "date"}, "unknown_keyword"),
        ("ui#/elements/3/rule/condition/schema", {"pattern": "(?!a)"}, "pattern"),
        ("ui#/elements/3/rule/condition/schema", {"minimum": "1"}, "condition"),
        (
            "ui#/elements/3/rule",
            {"effect": "SHOW", "condition": {"scope": "#/properties/which", "schema": {}}},
            "required_disagrees",
        ),
        (
            "ui#/elements/4/rule",
            {"effect": "SHOW", "condition": {"scope": "#/properties/story", "schema": {}}},
            "condition_ring",
        ),
        ("ui#/elements/6/options/detail/elements/0/type", "ListWithDetail", "unknown_element"),
    ],
)
def test_a_document_that_says_more_than_can_be_shown_is_refused(where: str, value: Any, reason: str) -> None:
    source = everything()
    _change(where, value)(source["data"], source["ui"])
    assert refusal(source["data"], source["ui"])[1] == reason


def test_a_property_without_a_control_is_refused() -> None:
    data, ui = form_of({"a": TEXT, "b": TEXT})
    del ui["elements"][1]
    assert refusal(data, ui) == ("data#/properties/b", "no_control")


def test_questions_that_wait_for_each_other_are_refused() -> None:
    data, ui = form_of({"a": TEXT, "b": TEXT})
    for one, other in ((0, "b"), (1, "a")):
        condition = {"scope": f"#/properties/{other}", "schema": {"const": "x"}}
        ui["elements"][one]["rule"] = {"effect": "SHOW", "condition": condition}
    assert refusal(data, ui)[1] == "condition_ring"


def test_a_recursive_reference_is_refused() -> None:
    data, ui = form_of({"a": {"$ref": "#/$defs/t"}}, **{"$defs": {"t": {"$ref": "#/$defs/t"}}})
    assert refusal(data, ui) == ("data#/properties/a/$ref", "recursive_ref")


def test_references_that_unfold_into_a_huge_document_are_refused() -> None:
    defs: dict[str, Any] = {"t0": TEXT}
    for level in range(1, 12):
        names = [f"p{number}" for number in range(6)]
        defs[f"t{level}"] = {
            "type": "object",
            "properties": {name: {"$ref": f"#/$defs/t{level - 1}"} for name in names},
        }
    data, ui = form_of({"a": {"$ref": "#/$defs/t11"}}, **{"$defs": defs})
    assert refusal(data, ui)[1] == "too_large"


def test_more_options_than_anybody_can_go_through_are_refused() -> None:
    def choice(number: int) -> dict[str, Any]:
        return {"type": "string", "title": "t", "oneOf": [{"const": f"c{one}", "title": f"t{one}"} for one in range(number)]}

    assert refusal(*form_of({"a": choice(301)})) == ("data#/properties/a/oneOf", "too_many_options")
    assert import_form(*form_of({"a": choice(300)}))


def test_a_deep_document_is_refused() -> None:
    schema: dict[str, Any] = TEXT
    for _ in range(20):
        schema = {"type": "object", "properties": {"a": schema}}
    assert refusal(*form_of({"a": schema}))[1] == "too_deep"


def test_a_large_document_is_refused() -> None:
    assert refusal(*form_of({"a": {**TEXT, "description": "长" * 400_000}}))[1] == "too_large"


def test_what_is_not_json_is_refused() -> None:
    assert refusal(*form_of({"a": {**TEXT, "maxLength": float("nan")}}))[1] == "not_json"
    assert refusal(*form_of({"a": {**TEXT, "examples": {1, 2}}}))[1] == "not_json"
    assert refusal("form", {})[1] == "not_an_object"


def test_a_repeat_in_a_repeat_is_refused() -> None:
    inner = {
        "type": "array",
        "title": "t",
        "x-item": "i",
        "maxItems": 2,
        "items": {"type": "object", "properties": {"b": TEXT}},
    }
    outer = {**inner, "items": {"type": "object", "properties": {"c": inner}}}
    assert refusal(*form_of({"a": outer}))[1] == "repeat_in_repeat"


def test_required_with_a_rule_is_required_while_it_is_shown() -> None:
    data, ui = form_of({"a": {"type": "boolean", "title": "有吗？"}, "b": TEXT}, required=["a", "b"])
    condition = {"scope": "#/properties/a", "schema": {"const": True}}
    ui["elements"][1]["rule"] = {"effect": "SHOW", "condition": condition}
    question = import_form(data, ui).items[1]
    assert (
        isinstance(question, Question)
        and question.required
        and question.when == (Condition("/a", {"const": True}),)
    )


@pytest.mark.parametrize(
    "condition",
    [
        {"properties": {"a": {"const": True}}, "required": ["a"]},
        {"properties": {"a": {"enum": [True]}}, "required": ["a"]},
        {"type": "object", "properties": {"a": {"type": "boolean", "const": True}}, "required": ["a"]},
        {"allOf": [{"properties": {"a": {"const": True}}, "required": ["a"]}]},
    ],
)
def test_the_same_condition_in_other_words_agrees(condition: dict[str, Any]) -> None:
    rule = {"if": condition, "then": {"required": ["b"]}}
    data, ui = form_of({"a": {"type": "boolean", "title": "有吗？"}, "b": TEXT}, allOf=[rule])
    ui["elements"][1]["rule"] = {
        "effect": "SHOW",
        "condition": {"scope": "#/properties/a", "schema": {"const": True}},
    }
    question = import_form(data, ui).items[1]
    assert isinstance(question, Question) and question.required


def test_else_agrees_with_hide() -> None:
    condition = {"properties": {"a": {"const": True}}, "required": ["a"]}
    data, ui = form_of(
        {"a": {"type": "boolean", "title": "有吗？"}, "b": TEXT},
        **{"if": condition, "else": {"required": ["b"]}},
    )
    ui["elements"][1]["rule"] = {
        "effect": "HIDE",
        "condition": {"scope": "#/properties/a", "schema": {"const": True}},
    }
    question = import_form(data, ui).items[1]
    assert isinstance(question, Question) and question.required


def test_shown_but_not_always_required_is_refused() -> None:
    rule = {"if": {"properties": {"a": {"const": True}}, "required": ["a"]}, "then": {"required": ["b"]}}
    data, ui = form_of({"a": {"type": "boolean", "title": "有吗？"}, "b": TEXT}, allOf=[rule])
    assert refusal(data, ui) == ("data#/properties/b", "required_disagrees")


@pytest.mark.feature("F38")
def test_a_question_says_where_the_portal_has_it_in_sign_language() -> None:
    data, ui = form_of({"wish": {**TEXT, "x-sign-video": "/v1/media/wish.webm"}, "plain": TEXT | {"title": "别的？"}})
    signed, plain = import_form(data, ui).items
    assert isinstance(signed, Question) and isinstance(plain, Question)
    assert (signed.sign_video, plain.sign_video) == ("/v1/media/wish.webm", "")
