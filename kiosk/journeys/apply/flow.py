"""Applying: which stage comes after which. Each stage's file says what happens on it and how it looks."""

from dataclasses import replace
from datetime import date

from kiosk.blocks import Action, Heading, Meter, Notice, Tone
from kiosk.events import Answer, Event, GoBack, Stamp, Trouble
from kiosk.forms.rules import next_gap, prefill, question_at, steps
from kiosk.journeys import collecting, routes
from kiosk.journeys.apply import ask, guide, hand_in, review, send, sign
from kiosk.journeys.apply.state import Change, Forward, State, ToWindow
from kiosk.journeys.doubt import can_it_be_kept, put_aside
from kiosk.portal.handing_in import Draft
from kiosk.portal.people import Staff
from kiosk.problems import Fault
from kiosk.requests import Ask, CheckAnswers, CreateDraft, Effect, LoadService
from kiosk.results import Keeping, LoadedService
from kiosk.screen import Screen, screen
from kiosk.session import Next, Session, stay
from kiosk.text import phrase

DRAFT, SERVICE, CHECKED = "draft", "service", "checked"


def start(session: Session, route: routes.Route, stamp: Stamp) -> Next:
    """Loads the service; whoever comes back from sign-in goes on where the guide stood."""
    if not isinstance(route, routes.Apply):
        raise TypeError(route)
    state = State(route.code, resume=route.resume)
    return session.to(state), (can_it_be_kept(), Ask(LoadService(route.code, session.display.language), SERVICE))


def update(session: Session, state: State, event: Event, stamp: Stamp) -> Next:
    """What holds at every stage, then the stage's own."""
    match event:
        case Answer("service", LoadedService() as loaded) if _waits_for(state, loaded):
            return _loaded(session, state, loaded, stamp)
        case Answer("relanguage", LoadedService() as loaded) if state.service is not None:
            return _translated(session, state, loaded)
        case Answer("keeping", Keeping() as found):
            return session.to(replace(state, unkept="", aside=put_aside(session, found))), ()
        case Trouble("keeping", problem):
            return _unkept(session, state, problem.code)
        case Trouble("service", problem) if state.stage == "loading":
            return session.to(replace(state, stage="trouble", problem=problem.code)), ()
        case Answer("draft", Draft() as draft) if draft.grant is None or draft.grant.client_key == state.key:
            return hand_in.granted(session, replace(state, draft=draft, problem=""))
        case Trouble("draft", problem) if state.draft is None:
            return hand_in.granted(session, replace(state, problem=problem.code))
        case Answer("witness", Staff(id=witness)) if state.stage == "witness":
            return send.begin(session, sign.witnessed(state, witness), stamp)
        case ToWindow():
            return session.to(routes.Home() if session.login else routes.Find()), ()
    match state.stage:
        case "trouble" if isinstance(event, Forward):
            return session.to(routes.Apply(state.code, state.resume)), ()
        case "refused_consent" if isinstance(event, GoBack):
            return session.to(replace(state, stage="consent")), ()
        case "loading" | "trouble" if isinstance(event, GoBack):
            return session.to(routes.Home() if session.login else routes.Find()), ()
        case "guide":
            return _guide(session, state, event, stamp)
        case "consent":
            return _consent(session, state, event, stamp)
        case "known":
            return _known(session, state, event, stamp)
        case "question":
            return _question(session, state, event, stamp)
        case "materials":
            return _materials(session, state, event, stamp)
        case "review":
            return _review(session, state, event, stamp)
        case "sign" | "witness":
            return _sign(session, state, event, stamp)
        case "sending" | "result":
            return send.update(session, state, event, stamp)
    return stay(session)


def _unkept(session: Session, state: State, code: str) -> Next:
    """Nothing is begun that could not be handed in. Who has begun already is told when they hand it in, with all answers still there."""
    early = state.stage in ("consent", "known") or (state.stage == "review" and is_express(state))
    return session.to(replace(state, unkept=code, stage="guide" if early else state.stage)), ()


def _waits_for(state: State, loaded: LoadedService) -> bool:
    """An answer to an earlier question (another service, a second press) leaves everything as it is."""
    return state.stage == "loading" and loaded.service.code == state.code


# --- the stages in their order ---------------------------------------------------------------------------------------


def _loaded(session: Session, state: State, loaded: LoadedService, stamp: Stamp) -> Next:
    now = replace(state, service=loaded.service, form=loaded.form, stage="guide")
    kept = next((draft for draft in session.kept.drafts if draft.key == state.resume), None) if session.kept else None
    if loaded.form is None or session.login is None or session.person is None:
        return session.to(now), ()
    answers, sources = prefill(loaded.form, session.person.known, _today(session))
    now = replace(now, answers=answers, sources=sources)
    if kept is not None:
        now = replace(now, answers=kept.answers, key=kept.key)
    if state.unkept:
        return session.to(now), ()
    if kept is not None:
        return _begin(session, now, stamp)
    if is_express(now):
        return _begin(session, now, stamp)
    return session.to(now), ()


def _translated(session: Session, state: State, loaded: LoadedService) -> Next:
    """The same service in another language; answers and what is being filled in stay."""
    now = replace(state, service=loaded.service, form=loaded.form)
    if state.asking is not None and loaded.form is not None:
        question = question_at(loaded.form, state.asking.pointer)
        if question is not None:
            now = replace(now, asking=replace(state.asking, question=question))
    return session.to(now), ()


def is_express(state: State) -> bool:
    """Nothing to ask, to bring, to consent to or to sign: the review is all there is."""
    service = state.published
    settled = not service.consents and service.signature == "none"
    return settled and next_gap(state.questions, state.answers, frozenset()) is None and not hand_in.open_slots(state)


def _begin(session: Session, state: State, stamp: Stamp) -> Next:
    """From the guide into the application: the key is minted here, before anything is sent."""
    now = replace(state, key=state.key or stamp.uid)
    moved, effects = _to_consent(session, now, stamp)
    return moved, (*effects, _draft(session, now))


def _draft(session: Session, state: State) -> Ask:
    service = state.published
    return Ask(CreateDraft(session.token, state.key, service.code, service.version), DRAFT)


def _guide(session: Session, state: State, event: Event, stamp: Stamp) -> Next:
    match event:
        case Forward() if state.unkept:
            return session, (can_it_be_kept(),)
        case Forward() if state.form is not None:
            if session.login is None:
                return session.to(routes.SignIn(routes.Apply(state.code))), ()
            return _begin(session, state, stamp)
        case GoBack():
            return session.to(routes.Home() if session.login else routes.Find()), ()
    return guide.update(session, state, event)


def _to_consent(session: Session, state: State, stamp: Stamp) -> Next:
    given = {consent.code for consent in state.consents}
    if any(consent.code not in given for consent in state.published.consents):
        return session.to(replace(state, stage="consent")), ()
    return _to_known(session, state, stamp)


def _consent(session: Session, state: State, event: Event, stamp: Stamp) -> Next:
    match event:
        case guide.Agree(code):
            return _to_consent(session, guide.agreed(state, code, stamp), stamp)
        case guide.Disagree(code):
            return _to_consent_refused(session, state, code, stamp)
        case GoBack():
            return session.to(replace(state, stage="guide")), ()
    return stay(session)


def _to_consent_refused(session: Session, state: State, code: str, stamp: Stamp) -> Next:
    consent = next(consent for consent in state.published.consents if consent.code == code)
    if consent.required:
        return session.to(replace(state, stage="refused_consent", problem="")), ()
    return _to_consent(session, guide.agreed(state, code, stamp), stamp)


def _to_known(session: Session, state: State, stamp: Stamp) -> Next:
    if is_express(state):
        return session.to(replace(hand_in.renewed(state), stage="review")), ()
    if state.sources:
        return session.to(replace(state, stage="known")), ()
    return _to_gap(session, state, stamp)


def _known(session: Session, state: State, event: Event, stamp: Stamp) -> Next:
    match event:
        case Forward():
            return _to_gap(session, state, stamp)
        case Change(pointer):
            return ask.open_question(session, replace(state, reviewing=False), pointer)
        case GoBack():
            return session.to(replace(state, stage="guide")), ()
    return stay(session)


def _to_gap(session: Session, state: State, stamp: Stamp) -> Next:
    step = next_gap(state.questions, state.answers, state.skipped)
    if step is not None:
        return ask.open_step(session, state, step)
    return _to_materials(session, replace(state, asking=None), stamp)


def _question(session: Session, state: State, event: Event, stamp: Stamp) -> Next:
    outcome = ask.update(session, state, event, stamp)
    match outcome.go:
        case "next" if (
            outcome.state.reviewing
            and next_gap(outcome.state.questions, outcome.state.answers, outcome.state.skipped) is None
        ):
            moved, effects = _to_materials(session, replace(outcome.state, asking=None), stamp)
        case "next":
            moved, effects = _to_gap(session, outcome.state, stamp)
        case "back" if outcome.state.reviewing:
            moved, effects = session.to(replace(outcome.state, stage="review", asking=None)), ()
        case "back":
            moved, effects = _before_questions(session, outcome.state)
        case _:
            return outcome.session.to(outcome.state), outcome.effects
    return moved, (*outcome.effects, *effects)


def _before_questions(session: Session, state: State) -> Next:
    before = ask.step_before(state)
    if before is not None:
        return ask.open_step(session, state, before)
    return session.to(replace(state, stage="known" if state.sources else "guide", asking=None)), ()


def _to_materials(session: Session, state: State, stamp: Stamp) -> Next:
    """The answers say which materials are wanted; what was handed in already stays."""
    now = hand_in.renewed(state)
    if now.collecting is not None and not now.collecting.done:
        return session.to(replace(now, stage="materials")), ()
    return session.to(replace(now, stage="review", reviewing=False)), ()


def _materials(session: Session, state: State, event: Event, stamp: Stamp) -> Next:
    if isinstance(event, GoBack):
        earlier = collecting.back(state.collecting) if state.collecting else None
        if earlier is not None:
            return session.to(replace(state, collecting=earlier)), ()
        return _before_questions(session, state)
    moved, effects = hand_in.update(session, state, event, stamp)
    now = moved.journey
    if isinstance(now, State) and now.collecting is not None and now.collecting.done:
        return moved.to(replace(now, stage="review")), effects
    return moved, (*effects, *_again(session, state))


def _again(session: Session, state: State) -> tuple[Effect, ...]:
    """The draft could not be made before: try once more with the same key, whenever the person goes on."""
    return (_draft(session, state),) if state.draft is None and state.problem else ()


def _review(session: Session, state: State, event: Event, stamp: Stamp) -> Next:
    match event:
        case Forward() if state.draft is None:
            return session.to(replace(state, problem="")), (_draft(session, state),)
        case Forward():
            checked = CheckAnswers(state.questions, state.answers, _today(session))
            return session.to(replace(state, faults=(), problem="")), (Ask(checked, CHECKED),)
        case Answer("checked", tuple() as faults) if faults:
            return _faulty(session, replace(state, faults=faults), faults[0])
        case Answer("checked", _) if state.published.signature == "none":
            return send.begin(session, sign.unsigned(state), stamp)
        case Answer("checked", _):
            return session.to(replace(state, stage="sign", strokes=(), witness="", problem="")), ()
        case Trouble("checked", problem):
            return session.to(replace(state, problem=problem.code)), ()
        case Change(pointer):
            return ask.open_question(session, replace(state, reviewing=True, faults=()), pointer)
        case review.ChangeMaterial(code) if state.collecting is not None:
            return session.to(
                replace(state, stage="materials", collecting=collecting.reopen(state.collecting, code))
            ), ()
        case review.ReadGuide():
            return session.to(replace(state, stage="guide")), ()
        case GoBack():
            return _before_review(session, state)
    return stay(session)


def _faulty(session: Session, state: State, fault: Fault) -> Next:
    """To the answer that cannot be taken; what is wrong with a whole list stays on the review, which names it."""
    if any(step.pointer == fault.pointer for step in steps(state.questions, state.answers)):
        return ask.open_question(session, replace(state, reviewing=True), fault.pointer, fault)
    return session.to(replace(state, stage="review")), ()


def _before_review(session: Session, state: State) -> Next:
    if is_express(state):
        return session.to(routes.Home()), ()
    earlier = collecting.back(state.collecting) if state.collecting else None
    if earlier is not None:
        return session.to(replace(state, stage="materials", collecting=earlier)), ()
    return _before_questions(session, state)


def _sign(session: Session, state: State, event: Event, stamp: Stamp) -> Next:
    match event:
        case GoBack() if state.stage == "witness":
            return session.to(replace(state, stage="sign", problem="")), ()
        case GoBack():
            return session.to(replace(state, stage="review", problem="")), ()
    outcome = sign.update(session, state, event, stamp)
    now = outcome[0].journey
    if isinstance(now, State) and now.signature is not None:
        return send.begin(outcome[0], now, stamp)
    return outcome


def _today(session: Session) -> date:
    if session.today is None:
        raise ValueError("no time yet")
    return session.today.date()


# --- how it looks ----------------------------------------------------------------------------------------------------


def view(session: Session, state: State) -> Screen:
    """The screen of the stage."""
    match state.stage:
        case "loading":
            return screen(
                "apply.loading",
                Heading("apply.loading.title"),
                Meter("loading", "apply.loading.wait", None),
                back=GoBack(),
            )
        case "trouble":
            return screen(
                "apply.trouble",
                Heading("apply.trouble.title"),
                Notice(phrase(f"problem.{state.problem}"), Tone.WARNING),
                Action("action.retry", Forward(), main=True, icon="repeat"),
                back=GoBack(),
            )
        case "guide":
            return guide.view(session, state)
        case "consent":
            return guide.consent_view(session, state)
        case "refused_consent":
            return guide.refused_view(session, state)
        case "known":
            return review.known_view(session, state)
        case "question":
            return ask.view(session, state)
        case "materials":
            return hand_in.view(session, state)
        case "review":
            return review.view(session, state)
        case "sign":
            return sign.view(session, state)
        case "witness":
            return sign.witness_view(session, state)
        case _:
            return send.view(session, state)
