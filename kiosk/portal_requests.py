"""What each request to the portal is, as calls of its port; imported by the first job that has one, since it brings forms and types along."""

from typing import Any

from kiosk import requests as wanted
from kiosk import results
from kiosk.forms.guard import FormNotShowable
from kiosk.forms.importer import import_form
from kiosk.own_paths import is_own_path
from kiosk.portal.people import Login
from kiosk.portal.port import Portal, all_applications, all_services
from kiosk.problems import ProblemError, Remedy
from kiosk.search import build


def _load_service(portal: Portal, code: str, language: str) -> results.LoadedService:
    service = portal.get_service(code, language)
    if service.sign_video and not is_own_path(service.sign_video):
        raise ProblemError(Remedy.ASK_STAFF, "form_not_showable")
    if service.form is None:
        return results.LoadedService(service, None)
    try:
        form = import_form(service.form.data, service.form.ui)
    except FormNotShowable as error:
        raise ProblemError(Remedy.ASK_STAFF, "form_not_showable") from error
    return results.LoadedService(service, form)


def of_portal(portal: Portal, request: wanted.Request[Any]) -> object:
    """Carries one out. Raises ProblemError."""
    match request:
        case wanted.LoadCapabilities():
            return portal.capabilities()
        case wanted.LoadCatalogue(language):
            return results.Catalogue(build(all_services(portal, language)), portal.life_events(language))
        case wanted.LoadService(code, language):
            return _load_service(portal, code, language)
        case wanted.FetchFilm(path):
            return portal.media(path)
        case wanted.SignIn(method, evidence):
            return portal.begin_login(method, evidence)
        case wanted.SendCode(phone):
            return portal.send_code(phone)
        case wanted.PollLogin(login):
            return portal.poll_login(login)
        case wanted.Resume(token):
            return Login(id="kept", state="active", method="kept", token=token, person=portal.me(token))
        case wanted.StaffSignIn(staff, pin):
            return portal.staff_login(staff, pin)
        case wanted.Assist(token, staff_token):
            return portal.assist(token, staff_token)
        case wanted.CreateDraft(token, key, service, version):
            return portal.create_draft(token, key, service, version)
        case wanted.ListApplications(token):
            return all_applications(portal, token)
        case wanted.GetApplication(token, application):
            return portal.get_application(token, application)
        case wanted.LookUp(case_no, query_code):
            return portal.look_up(case_no, query_code)
        case wanted.Query(token, key, code, params):
            return portal.query(token, key, code, params)
        case wanted.DocumentContent(token, document):
            return portal.document_content(token, document)
    raise TypeError(type(request).__name__)
